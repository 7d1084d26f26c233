#!/bin/sh
SUM=@SUM@
[ "$({ head -n 1 -- "$0"; tail -n +3 -- "$0"; } | sha256sum)" = "$SUM  -" ] || { echo "このファイルは壊れています。何もインストールしていません。もう一度コピーしてください。 This file is damaged. Nothing was installed. Copy it again." >&2; exit 1; }
# ROS1 desktop @VERSION@ for Linux (x86_64, glibc of Debian 12 or newer), for those who are not root.
#
#   sh @FILE@ [--to FOLDER] [--check]
#
# It installs into ~/.local/opt/@NAME@ (or FOLDER), with an entry in the menu and a command in
# ~/.local/bin. --check only tells whether this file is whole. What is removed again: uninstall.sh in
# that folder says so before it does. The file is text down to the line PAYLOAD, then a .tar.gz.
set -eu

NAME=@NAME@
PAYLOAD_LINE=@LINE@

# say JAPANESE ENGLISH: one of the two, by the locale.
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        ja*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$2" ;;
    esac
}

stop() {
    say "$1" "$2" >&2
    exit 1
}

# The third line has asked this before anything else was read; here it is asked in case that line is
# what was damaged.
is_whole() {
    [ "$({ head -n 1 -- "$1"; tail -n +3 -- "$1"; } | sha256sum)" = "$SUM  -" ]
}

# is_running FOLDER: whether somebody has the program of that folder open.
is_running() {
    for running in /proc/[0-9]*/exe; do
        [ "$(readlink -f "$running" 2>/dev/null)" != "$1/$NAME" ] || return 0
    done
    return 1
}

# missing FOLDER: print the libraries that the window needs and the system does not have.
missing() {
    for file in "$1/_internal"/PySide6/QtWidgets*.so "$1/_internal"/PySide6/QtPdf*.so \
        "$1/_internal"/PySide6/Qt/plugins/platforms/libqxcb.so; do
        [ -e "$file" ] || continue
        LD_LIBRARY_PATH="$1/_internal" ldd "$file" | sed -n 's/^[[:space:]]*\(.*\) => not found.*/\1/p'
    done | sort -u
}

main() {
    to=$HOME/.local/opt/$NAME
    only_check=
    while [ "$#" -gt 0 ]; do
        case $1 in
            --check) only_check=1 ;;
            --to) shift; to=${1:?--to FOLDER} ;;
            *) stop "使い方: sh $0 [--to フォルダー] [--check]" "usage: sh $0 [--to FOLDER] [--check]" ;;
        esac
        shift
    done
    is_whole "$0" || stop "このファイルは壊れています。" "This file is damaged."
    [ -z "$only_check" ] || { say "このファイルは壊れていません。" "This file is whole."; return; }
    case $to in /*) ;; *) to=$PWD/$to ;; esac
    [ -f "$to/uninstall.sh" ] || [ ! -e "$to" ] || [ -z "$(ls -A "$to")" ] \
        || stop "$to には別のものが入っています。空のフォルダーを指定してください。" \
            "$to holds something else. Name an empty folder."
    ! is_running "$(readlink -f "$to")" || stop "プログラムが開いています。閉じてから、もう一度実行してください。" \
        "The program is open. Close it, then start this again."
    put
    say "$to にインストールしました。メニューから、または $HOME/.local/bin/$NAME で起動します。" \
        "Installed in $to. Start it from the menu, or by $HOME/.local/bin/$NAME."
}

# put: unpack beside the place, look whether it can run, and only then take the place.
put() {
    fresh=$to.new.$$
    mkdir -p "$fresh"
    trap 'rm -rf "$fresh"' EXIT
    tail -n "+$PAYLOAD_LINE" -- "$0" | tar -xzf - -C "$fresh" --no-same-owner
    lacks=$(missing "$fresh")
    [ -z "$lacks" ] || stop "このコンピューターにはウィンドウの表示に必要なライブラリがありません。何もインストールしていません。
$lacks
Debian・Ubuntuでは管理者が次で入れられます: apt-get install libgl1 libegl1 libxcb1 libxkbcommon0 libcups2 fontconfig-config xkb-data" \
        "This computer lacks libraries that the window needs. Nothing was installed.
$lacks
On Debian or Ubuntu an administrator installs them by: apt-get install libgl1 libegl1 libxcb1 libxkbcommon0 libcups2 fontconfig-config xkb-data"
    # A program that travels keeps what is its user's beside itself.
    for own in portable.txt ros1-desktop-user; do
        [ ! -e "$to/$own" ] || mv -- "$to/$own" "$fresh/$own"
    done
    if [ -e "$to" ]; then
        mv -- "$to" "$to.old.$$"
    fi
    mv -- "$fresh" "$to"
    trap - EXIT
    rm -rf -- "$to.old.$$"
    share=${XDG_DATA_HOME:-$HOME/.local/share}
    mkdir -p "$HOME/.local/bin" "$share/applications" "$share/icons/hicolor/scalable/apps"
    ln -sfn "$to/$NAME" "$HOME/.local/bin/$NAME"
    cp -- "$to/$NAME.svg" "$share/icons/hicolor/scalable/apps/$NAME.svg"
    escaped=$(printf '%s' "$to/$NAME" | sed 's/[\\&|]/\\&/g')
    sed "s|^Exec=.*|Exec=\"$escaped\" %f|" "$to/$NAME.desktop" >"$share/applications/$NAME.desktop"
}

main "$@"
exit 0
PAYLOAD

#!/bin/sh
# Removes ROS1 desktop from the folder that this file stands in: the files of its list, its menu entry,
# its icon and its command. What is the user's own stays. Nothing else is touched.
set -eu

NAME=@NAME@
here=$(cd -- "$(dirname -- "$0")" && pwd -P)
share=${XDG_DATA_HOME:-$HOME/.local/share}

say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        ja*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$2" ;;
    esac
}

main() {
    for running in /proc/[0-9]*/exe; do
        if [ "$(readlink -f "$running" 2>/dev/null)" = "$here/$NAME" ]; then
            say "プログラムが開いています。閉じてから、もう一度実行してください。" \
                "The program is open. Close it, then start this again." >&2
            exit 1
        fi
    done
    if [ "$(readlink -f "$HOME/.local/bin/$NAME")" = "$here/$NAME" ]; then
        rm -f -- "$HOME/.local/bin/$NAME" "$share/applications/$NAME.desktop" \
            "$share/icons/hicolor/scalable/apps/$NAME.svg"
    fi
    while IFS= read -r file; do
        rm -f -- "$here/$file"
    done <"$here/files.txt"
    rm -f -- "$here/files.txt"
    find "$here" -depth -type d -empty -delete 2>/dev/null || true
    say "削除しました。" "Removed."
    for kept in "$share/$NAME" "$here"; do
        if [ -e "$kept" ]; then
            say "次は利用者のファイルなので残しました: $kept" "This is the user's own and was left: $kept"
        fi
    done
}

main "$@"
exit 0

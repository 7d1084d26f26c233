#!/bin/sh
# Install what builds and tries the Windows program on Debian 12 or newer:
#
#   sh packaging/windows/tools.sh
#
# Wine runs Windows Python and PyInstaller; NSIS makes the installer; osslsigncode checks who signed
# Windows Python. MinGW, Xvfb, xdotool, locales and
# poppler only serve the trial under Wine.
# On Windows itself none of this is needed but NSIS (https://nsis.sourceforge.io).
set -eu

as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
$as_root apt-get -qq update
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600 install \
    --no-install-recommends --no-upgrade \
    wine wine64 nsis osslsigncode gcc-mingw-w64-x86-64-win32 xvfb xdotool locales poppler-utils

"""Builds what clinics with Windows install: the program, frozen by a Windows Python, and packed.

Called by `python packaging/build.py windows`, on Windows itself or anywhere that Wine runs.

Rules:
 * The same steps everywhere: Windows Python from its checked package, the one spec, the smoke test,
   the look at every library's links (closure.py), then the installer and the ZIP.
 * Nothing is packed that failed a check.
"""

import os
import sys
from pathlib import Path

from freeze import BUILD, DIST, NAME, ROOT, VERSION, epoch, freeze, still_environment
from ros1_desktop import place
from smoke import smoke
from windows import closure, installer, runtime, shown, wine

TITLE = "ROS1 desktop"
LICENCE = "Apache-2.0"
HERE = Path(__file__).resolve().parent
ICON = ROOT / "resources" / "icons" / f"{NAME}.svg"


def build(work: Path = BUILD, dist: Path = DIST) -> tuple[Path, Path]:
    """Build everything for Windows; return the installer and the ZIP."""
    bundle = freeze_checked(work)
    dist.mkdir(parents=True, exist_ok=True)
    setup = dist / f"{NAME}-{VERSION}-windows-setup.exe"
    packed = dist / f"{NAME}-{VERSION}-windows-portable.zip"
    icon = work / "windows" / "program.ico"
    installer.make_installer(bundle, setup, icon, VERSION, still_environment())
    marker = (place.PORTABLE, (HERE / "portable.txt").read_bytes())
    installer.make_zip(bundle, packed, f"{NAME}-{VERSION}", marker, epoch())
    return setup, packed


def freeze_checked(work: Path = BUILD) -> Path:
    """Freeze for Windows and check; return the folder, or leave where a check fails."""
    there = work / "windows"
    there.mkdir(parents=True, exist_ok=True)
    shown.draw_icon(ICON, there / "program.ico")
    shown.draw_banner(ICON, there / "program.bmp")
    shown.write_version(there / "program.version", TITLE, VERSION, LICENCE)
    python = runtime.prepare(BUILD / "windows" / "python")
    bundle = freeze("windows", [*starter(), str(python)], work)
    tally = closure.check(bundle)
    if smoke(bundle, starter(), tally).end():
        sys.exit(f"{bundle}: not packed, because a check failed")
    return bundle


def starter() -> tuple[str, ...]:
    """Return what stands before a Windows program to start it here; nothing on Windows itself."""
    if wine.ON_WINDOWS:
        return ()
    wine.Machine(wine_place())
    return (sys.executable, str(HERE / "wine.py"), str(wine_place()))


def wine_place() -> Path:
    """Return Wine's folder for the build; ROS1_WINE may name another."""
    return Path(os.environ.get("ROS1_WINE") or BUILD / "windows" / "wine")

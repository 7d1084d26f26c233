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
from smoke import digests, smoke
from tally import Tally
from windows import closure, installer, runtime, shown, wine

TITLE = "ROS1 desktop"
LICENCE = "Apache-2.0"
HERE = Path(__file__).resolve().parent
ICON = ROOT / "resources" / "icons" / f"{NAME}.svg"


def build() -> tuple[Path, Path]:
    """Build everything for Windows; return the installer and the ZIP."""
    bundle = frozen(BUILD)
    tally = closure.check(bundle)
    if smoke(bundle, starter(), tally).end():
        sys.exit(f"{bundle}: not packed, because a check failed")
    return packed(bundle, BUILD, DIST)


def rehearse() -> int:
    """Build everything twice, in two places, and compare; 1 where a byte differs."""
    tally, made = Tally(), []
    files: tuple[Path, ...] = ()
    for number in ("1", "2"):
        work = BUILD / "rehearsal" / number
        bundle = frozen(work)
        files = packed(bundle, work, work / "windows")
        made.append((digests(bundle), [file.read_bytes() for file in files]))
    (one, packed_one), (other, packed_other) = made
    differ = sorted(name for name, _ in one.items() ^ other.items())
    tally.hold(f"{len(one)} files of the folder are the same twice", not differ, str(differ))
    for file, first, second in zip(files, packed_one, packed_other, strict=True):
        tally.hold(f"{file.name} is the same twice", first == second)
    code = tally.end()
    tally.keep(BUILD / "logs" / "windows-rehearse.txt", files)
    return code


def frozen(work: Path) -> Path:
    """Freeze for Windows in a folder of work; return the folder of the program."""
    there = work / "windows"
    there.mkdir(parents=True, exist_ok=True)
    shown.draw_icon(ICON, there / "program.ico")
    shown.draw_banner(ICON, there / "program.bmp")
    shown.write_version(there / "program.version", TITLE, VERSION, LICENCE)
    python = runtime.prepare(BUILD / "windows" / "python")
    return freeze("windows", [*starter(), str(python)], work)


def packed(bundle: Path, work: Path, out: Path) -> tuple[Path, Path]:
    """Pack a frozen folder; return the installer and the ZIP."""
    out.mkdir(parents=True, exist_ok=True)
    setup = out / f"{NAME}-{VERSION}-windows-setup.exe"
    portable = out / f"{NAME}-{VERSION}-windows-portable.zip"
    icon = work / "windows" / "program.ico"
    installer.make_installer(bundle, setup, icon, VERSION, still_environment())
    marker = (place.PORTABLE, (HERE / "portable.txt").read_bytes())
    installer.make_zip(bundle, portable, f"{NAME}-{VERSION}", marker, epoch())
    return setup, portable


def starter() -> tuple[str, ...]:
    """Return what stands before a Windows program to start it here; nothing on Windows itself."""
    if wine.ON_WINDOWS:
        return ()
    wine.Machine(wine_place())
    return (sys.executable, str(HERE / "wine.py"), str(wine_place()))


def wine_place() -> Path:
    """Return Wine's folder for the build; ROS1_WINE may name another."""
    return Path(os.environ.get("ROS1_WINE") or BUILD / "windows" / "wine")

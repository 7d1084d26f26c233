"""The whole life of the Windows program under Wine, from the installer to its removal.

usage (as root, for a small disk): python packaging/windows/lifecycle.py

Rules:
 * The installer and the ZIP are those in `dist`, made by `build.py windows`; the folder they were
   packed from is what they are held against.
 * Wine's place is new, and nothing of Windows is set by hand but what a check is about.
 * It prints `N passed, N failed` and leaves the same lines in build/logs, for the kit; pictures of
   the windows are left in build/pictures to be looked at.
 * Wine is not Windows: what only Windows can show stands in the kit as a list for a person.
"""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from freeze import BUILD, DIST, NAME, VERSION, still_environment
from linux.bare import picture_of, screen
from ros1_desktop import place
from smoke import SAMPLE, digests, smoke
from tally import Tally
from windows import installer
from windows.life import ENTRY, PATIENCE, PICTURES, PLACE, PYTHON, REMOVER, START, Life
from windows.look import has_plain_corner, is_drawn

BUNDLE = BUILD / "windows" / "bundle" / NAME
ICON = BUILD / "windows" / "program.ico"
SETUP = DIST / f"{NAME}-{VERSION}-windows-setup.exe"
PORTABLE = DIST / f"{NAME}-{VERSION}-windows-portable.zip"
LOG = BUILD / "logs" / "windows-lifecycle.txt"
OLD_VERSION = "0.0.9"
DISPLAY = 93
TOO_OLD, NO_ROOM, OPEN = 3, 4, 5  # exit codes of the installer
DAY = ("--as-of", "2026-11-20")
JAPANESE = "院長 太郎"
CASE = '{"schema":"ros1-case/1","label":"呼吸器 7番"}\n'


def installs(life: Life) -> None:
    """Install, as a user without rights does."""
    hold = life.tally.hold
    program_files = life.drive / "Program Files"
    before = set(program_files.iterdir())
    code = life.setup(SETUP)
    hold("installs without a question", code == 0, f"exit {code}")
    hold("every file is there, to the byte", life.files(life.installed) == digests(BUNDLE))
    hold("nothing is put in Program Files", set(program_files.iterdir()) == before)
    hold("a shortcut stands in the start menu", life.shortcut.is_file())
    hold("Apps shows the version", life.entry("DisplayVersion") == VERSION)
    hold("Apps removes by the remover", REMOVER in life.entry("UninstallString"))
    keys = life.registry()
    only = {ENTRY.replace("HKCU", "HKEY_CURRENT_USER")}
    hold("the registry holds that entry and nothing else", keys == only, str(keys))


def works(life: Life, display: str) -> None:
    """Do from the installed place what the program is for, then look at the window."""
    hold = life.tally.hold
    smoke(life.installed, life.starter, life.tally)
    picture = PICTURES / "windows-result.png"
    life.machine.environment["DISPLAY"] = display
    ended = life.machine.run(
        life.installed / f"{NAME}.exe", "check", "--window", str(picture), "--lang", "ja"
    )
    said = ended.stdout.decode("utf-8", "replace")
    hold("the result is drawn on the platform of Windows", "windows" in said and picture.is_file())
    hold("no arrow of Qt stands in its corner", has_plain_corner(picture))


def refuses_while_open(life: Life, display: str) -> None:
    """Neither install nor remove under a program that is open."""
    hold = life.tally.hold
    before = life.files(life.installed)
    with life.window(life.installed, display) as drawn:
        hold("the window opens", drawn)
        shutil.copy(PICTURES / "seen.png", PICTURES / "windows-window.png")
        hold("installing is refused while it is open", life.setup(SETUP) == OPEN)
        hold("removing is refused while it is open", life.remove(life.installed) == OPEN)
        hold("nothing was touched", life.files(life.installed) == before)


def upgrades(life: Life) -> None:
    """Put this version over an older one, beside what is the user's."""
    hold = life.tally.hold
    life.remove_as_windows_does(life.installed)
    hold("an older version installs", life.setup(_older()) == 0)
    stale = life.installed / "_internal" / "stale.dll"
    hold("it is the older one", stale.is_file() and life.entry("DisplayVersion") == OLD_VERSION)
    note = life.installed / "_internal" / "note.txt"
    note.write_text("mine", encoding="utf-8")
    life.own.parent.mkdir(parents=True, exist_ok=True)
    life.own.write_text(CASE, encoding="utf-8")
    hold("this version installs over it", life.setup(SETUP) == 0)
    found = life.files(life.installed)
    found.pop("_internal/note.txt", None)
    hold("the files are this version's and no others", found == digests(BUNDLE))
    hold("Apps shows this version", life.entry("DisplayVersion") == VERSION)
    hold("the user's note among the files is left", note.is_file())
    hold("the user's case is left", _is_kept(life.own))
    ended = life.machine.run(life.installed / f"{NAME}.exe", "--version")
    hold("it starts", ended.stdout.startswith(f"{NAME} {VERSION}".encode()))
    life.remove_as_windows_does(life.installed)
    hold(
        "removing leaves the user's note alone",
        set(life.files(life.installed)) == {"_internal/note.txt"},
    )
    hold("removing leaves the user's case", _is_kept(life.own))
    hold("the shortcut is gone", not life.shortcut.exists())
    hold("the registry knows nothing of it", not life.registry(), str(life.registry()))
    note.unlink(missing_ok=True)
    shutil.rmtree(life.installed, ignore_errors=True)


def _is_kept(case: Path) -> bool:
    return case.is_file() and case.read_text(encoding="utf-8") == CASE


def _older() -> Path:
    """Make an older version: both programs, and a library that this one has no more."""
    bundle = BUILD / "windows" / "older"
    shutil.rmtree(bundle, ignore_errors=True)
    (bundle / "_internal").mkdir(parents=True)
    for name in (START, f"{NAME}.exe"):
        shutil.copy(BUNDLE / name, bundle)
    (bundle / "_internal" / "stale.dll").write_bytes(b"stale")
    setup = BUILD / "windows" / f"{NAME}-{OLD_VERSION}-setup.exe"
    installer.make_installer(bundle, setup, ICON, OLD_VERSION, still_environment())
    return setup


def japanese_places(life: Life) -> None:
    """Install, work and remove where paths are Japanese and hold spaces, with code page 932."""
    hold = life.tally.hold
    folder = life.drive / JAPANESE / "診療 支援"
    life.machine.environment["LC_ALL"] = "ja_JP.UTF-8"
    life.machine.environment["LOCPATH"] = str(_japanese_locale())
    said = life.machine.run(PYTHON, "-c", "import locale; print(locale.getencoding())").stdout
    hold("the code page is 932", said.strip() == b"cp932", said.decode())
    hold("installs into a Japanese place with spaces", life.setup(SETUP, folder) == 0)
    hold("every file is there", life.files(folder) == digests(BUNDLE))
    case = life.drive / JAPANESE / "症例 7.ros1.json"
    shutil.copy(SAMPLE, case)
    program = folder / f"{NAME}.exe"
    ended = life.machine.run(program, "assess", life.machine.seen(case), *DAY)
    hold("assesses a case with a Japanese name", b'"schema"' in ended.stdout, str(ended.stderr))
    paper = case.with_suffix(".pdf")
    out = ("-o", life.machine.seen(paper))
    ended = life.machine.run(program, "sheet", life.machine.seen(case), *DAY, *out)
    text = subprocess.run(["pdftotext", str(paper), "-"], check=False, capture_output=True).stdout
    hold("draws its sheet in Japanese", "肺癌" in text.decode("utf-8"), str(ended.stderr))
    life.remove_as_windows_does(folder)
    hold("is removed from there, folder and all", not folder.exists())
    hold("the user's files beside it are left", case.is_file() and paper.is_file())
    life.machine.environment |= {"LC_ALL": "C.UTF-8"}


def _japanese_locale() -> Path:
    folder = BUILD / "windows" / "locale"
    if not (folder / "ja_JP.UTF-8").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        made = ["localedef", "-i", "ja_JP", "-f", "UTF-8", str(folder / "ja_JP.UTF-8")]
        subprocess.run(made, check=True)
    return folder


def speaks_japanese(life: Life, display: str) -> None:
    """Show the installer's first page as a Japanese Windows does, without asking which language."""
    life.machine.environment |= {"LC_ALL": "ja_JP.UTF-8", "DISPLAY": display}
    process = life.machine.start(SETUP)
    picture, drawn = PICTURES / "windows-setup.png", False
    for _ in range(PATIENCE):
        drawn = is_drawn(picture_of(display, picture))
        if drawn:
            break
        time.sleep(1)
    process.kill()
    process.wait()
    life.tally.hold("the installer shows its first page", drawn)
    life.machine.environment |= {"LC_ALL": "C.UTF-8"}


def refuses(life: Life) -> None:
    """Refuse what cannot end well, before anything is touched."""
    hold = life.tally.hold
    whole = SETUP.read_bytes()
    for name, content in {
        "one changed byte": whole[:5_000_000] + bytes([whole[5_000_000] ^ 1]) + whole[5_000_001:],
        "a changed last byte": whole[:-1] + bytes([whole[-1] ^ 1]),
        "a missing end": whole[: len(whole) // 2],
    }.items():
        damaged = life.drive / f"{NAME}-damaged-setup.exe"
        damaged.write_bytes(content)
        code = life.setup(damaged)
        hold(f"refuses {name}", code != 0 and not life.installed.exists(), f"exit {code}")
    for version, build in (("win81", None), ("win10", "17763")):
        life.machine.be(version)
        if build is not None:
            life.machine.set_build(build)
        code = life.setup(SETUP)
        named = version if build is None else f"{version} build {build}"
        hold(f"refuses {named}", code == TOO_OLD and not life.installed.exists(), f"exit {code}")
    life.machine.be("win10")
    with _small_disk(life) as disk:
        code = life.setup(SETUP, r"S:\ros1")
        left = [path for path in disk.rglob("*") if path.is_file()]
        hold("refuses a disk without room", code == NO_ROOM and not left, f"exit {code}")


@contextmanager
def _small_disk(life: Life) -> Iterator[Path]:
    disk = life.drive / "small"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)]
    subprocess.run(mount, check=True)
    drive = PLACE / "dosdevices" / "s:"
    drive.symlink_to(disk)
    try:
        yield disk
    finally:
        drive.unlink()
        subprocess.run(["umount", str(disk)], check=True)


def portable(life: Life, display: str) -> None:
    """Run from a stick; what the user leaves is left on the stick."""
    hold = life.tally.hold
    stick = life.drive / "USB メモリ"
    with zipfile.ZipFile(PORTABLE) as packed:
        packed.extractall(stick)
    (folder,) = stick.iterdir()
    found = life.files(folder)
    marker = found.pop(place.PORTABLE, "")
    hold("the ZIP holds the same files and the marker", marker and found == digests(BUNDLE))
    shutil.rmtree(life.local / NAME, ignore_errors=True)
    life.machine.environment["LC_ALL"] = "C.UTF-8"
    with life.window(folder, display) as drawn:
        hold("the window opens from the stick", drawn)
        subprocess.run(
            ["xdotool", "type", "--delay", "200", "TB-7"],
            check=True,
            env={**os.environ, "DISPLAY": display},
        )
        own = folder / place.PORTABLE_FOLDER
        for _ in range(PATIENCE):
            if own.is_dir() and any(own.rglob("*.json")):
                break
            time.sleep(1)
        picture_of(display, PICTURES / "windows-portable.png")
    hold("its draft is kept on the stick", own.is_dir() and any(own.rglob("*.json")))
    hold("nothing is kept on the computer", not (life.local / NAME).exists())
    hold("the registry knows nothing of it", not life.registry())


def main() -> int:
    """Go through the whole life; 1 where anything fails."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    with screen(DISPLAY) as display:
        life = Life(tally)
        version = subprocess.run(
            [*life.machine.command, "--version"], check=True, capture_output=True, text=True
        ).stdout.strip()
        tally.say(f"{SETUP.name} and {PORTABLE.name} under {version}, not on Windows")
        installs(life)
        works(life, display)
        refuses_while_open(life, display)
        upgrades(life)
        refuses(life)
        japanese_places(life)
        speaks_japanese(life, display)
        portable(life, display)
    code = tally.end()
    tally.keep(LOG, (SETUP, PORTABLE))
    return code


if __name__ == "__main__":
    sys.exit(main())

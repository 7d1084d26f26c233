"""What is in a frozen folder: nothing of the network without a reason, and how large it is.

Rules:
 * A library of the network is there only where kept.py says why, and where what it names there
   really is linked to it.
 * The size is held against a wizard of Qt and nothing else, frozen in the same way. Not counted are
   the fonts and the store, which it has not, and the encryption of cases (one library of 12 MB,
   for which there is no smaller one that is kept as well). With it the size has a bound of its own,
   so that it does not grow unseen.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from freeze import BUILD, NAME, ROOT, SPEC, still_environment
from kept import EXCLUDED, NETWORK, OF_THE_NETWORK, plain
from tally import Tally

MOST_SIZE, MOST_WITH_ENCRYPTION = 1.15, 1.24
NAMED = 12  # files that make most of the difference
FONTS_AND_STORE = re.compile(r"\.ttf$|/knowledge\.sqlite$")
ENCRYPTION = re.compile(r"^_internal/(?:cryptography|_cffi_backend)")


def is_binary(file: Path) -> bool:
    """Tell whether a file is a library or a program, on Linux or Windows."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(4)[:4] == b"\x7fELF" or file.suffix.lower() in (".dll", ".pyd", ".exe")


def told(file: Path) -> tuple[set[str], set[str]]:
    """Return what a binary of Linux is linked to, by plain names, and where it is looked for."""
    said = subprocess.run(["objdump", "-p", str(file)], check=True, capture_output=True, text=True)
    links = re.findall(r"^\s*NEEDED\s+(\S+)$", said.stdout, re.MULTILINE)
    searched = re.findall(r"^\s*(?:RPATH|RUNPATH)\s+(\S+)$", said.stdout, re.MULTILINE)
    return {plain(name) for name in links}, {one for found in searched for one in found.split(":")}


def network(links: Mapping[str, set[str]], tally: Tally) -> None:
    """Hold that what belongs to the network is there for a reason that can be seen.

    `links` says, for each binary of the folder, what it is linked to, all by plain names.
    """
    there = sorted(name for name in links if OF_THE_NETWORK.match(name))
    for name in there:
        why = NETWORK.get(name, "")
        users = sorted(user for user, uses in links.items() if name in uses)
        by = users or links[name]  # nothing is linked to a plugin: it names what it serves
        named = any(re.search(rf"\b{re.escape(other)}\b", why) for other in by)
        tally.hold(
            f"{name}: {why or 'no reason is given'}", why and named, f"linked to it: {users}"
        )
    tally.hold("Qt6Network is seen, so others would be", "Qt6Network" in there)


def modules(contents: Mapping[str, list[tuple[str, str]]], tally: Tally) -> None:
    """Hold that no module that was left out came in by another way."""
    names = {name for name, _ in contents["modules"]}
    wrong = [name for name in names if any(_is_within(name, left) for left in EXCLUDED)]
    tally.hold("no module that is left out is there", not wrong, str(sorted(wrong)))
    tally.hold("modules are seen", "ros1_desktop.place" in names)


def _is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def size(bundle: Path, tally: Tally) -> None:
    """Hold the size against that of a bare wizard, and name what makes the difference."""
    with TemporaryDirectory(dir=BUILD) as place:
        folders = ["--distpath", f"{place}/bundle", "--workpath", f"{place}/work"]
        quiet = ["--noconfirm", "--log-level", "ERROR"]
        subprocess.run(
            [sys.executable, "-m", "PyInstaller", *quiet, *folders, str(SPEC)],
            check=True,
            cwd=ROOT,
            env={**still_environment(), "ROS1_BARE": "1"},
        )
        compared(_sizes(bundle), _sizes(Path(place, "bundle", NAME)), tally)


def compared(ours: Mapping[str, int], theirs: Mapping[str, int], tally: Tally) -> None:
    """Hold the sizes of our files against those of a bare wizard."""
    bare, whole = sum(theirs.values()), sum(ours.values())
    more = {place: size - theirs.get(place, 0) for place, size in ours.items()}
    for place in sorted(more, key=lambda place: -more[place])[:NAMED]:
        tally.say(f"{more[place]:>11,} bytes more: {place}")
    tally.say(f"a bare wizard {bare:,} bytes; all of ours {whole:,}")
    plainly = whole - sum(size for place, size in ours.items() if ENCRYPTION.search(place))
    for what, size, most in (
        ("without the encryption", plainly, MOST_SIZE),
        ("with it", whole, MOST_WITH_ENCRYPTION),
    ):
        said = f"{what} {size / 1e6:.1f} MB, {size / bare:.3f} times, at most {most}"
        tally.hold(said, size <= most * bare)


def _sizes(folder: Path) -> dict[str, int]:
    """Return the sizes of the files by their places, without the fonts and the store."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and not FONTS_AND_STORE.search(path.as_posix())
    }


def places(searched: Mapping[str, set[str]], tally: Tally) -> None:
    """Hold that every binary has its libraries looked for in the folder of the program alone."""
    wrong = [
        f"{name}: {place}"
        for name, found in searched.items()
        for place in sorted(found)
        if not place.startswith("$ORIGIN")
    ]
    tally.hold("no library is looked for at a place of the build machine", not wrong, str(wrong))


def contents(bundle: Path, tally: Tally) -> None:
    """Check the libraries and the modules of a frozen folder of Linux."""
    links: dict[str, set[str]] = {}
    searched: dict[str, set[str]] = {}
    for file in filter(is_binary, sorted(bundle.rglob("*"))):
        names, searched[file.name] = told(file)
        links.setdefault(plain(file.name), set()).update(names)
    network(links, tally)
    places(searched, tally)
    (written,) = bundle.parents[1].glob("pyinstaller/*/contents.json")
    modules(json.loads(written.read_text(encoding="utf-8")), tally)

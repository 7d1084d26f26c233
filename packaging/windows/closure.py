"""Checks that Windows finds whatever the frozen program loads: in the bundle, or of its own.

    python packaging/windows/closure.py DIST      prints N passed, N failed

Rules:
 * Wine has its own copy of almost everything, so only a look at the files tells: for each program
   and library, each library it is linked to, at once or on first use.
 * Found counts only where Windows would look: in the folder that the frozen program starts from
   (`FIRST`), whose libraries are loaded before all others and so serve all; beside the file
   itself; for what belongs to Qt, also in the folders that Qt's modules add (`OF_QT`). What a
   library of the bundle is asked for by name it also has to export.
 * Of its own, Windows 10 1903 has what windows10.txt says, nothing else. No file of the bundle may
   bear the name of one of those: a copy would hide the system's.
 * Each file is made for x64, and none of them is Wine's.
"""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pefile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tally import Tally

SYSTEM = Path(__file__).resolve().parent / "windows10.txt"
FIRST = "_internal"
OF_QT = ("_internal/PySide6", "_internal/shiboken6")
X64 = 0x8664
TABLES = ("IMPORT", "DELAY_IMPORT", "EXPORT")
WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")  # stands behind the first header
HEAD = 0x100  # bytes
MOST_NAMES = 0x10000  # Qt exports more than pefile expects


@dataclass(frozen=True, slots=True)
class Library:
    """A program or library: what it is linked to, by library, and what it exports."""

    place: Path  # in the bundle
    machine: int
    is_wines: bool
    imports: dict[str, set[str]]  # library in lower case: functions asked for by name
    exports: frozenset[str]


def system_libraries() -> frozenset[str]:
    """Return the names, in lower case, of what Windows 10 1903 has of its own."""
    lines = SYSTEM.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))


def libraries(bundle: Path) -> Iterator[Library]:
    """Yield the programs and libraries of a bundle, in order."""
    for file in sorted(path for path in bundle.rglob("*") if path.is_file()):
        with file.open("rb") as opened:
            head = opened.read(HEAD)
        if head[:2] == b"MZ":
            yield _read(file, file.relative_to(bundle), any(mark in head for mark in WINE))


def _read(file: Path, place: Path, is_wines: bool) -> Library:  # noqa: FBT001 (three facts)
    with pefile.PE(str(file), fast_load=True, max_symbol_exports=MOST_NAMES) as read:
        entries = [pefile.DIRECTORY_ENTRY[f"IMAGE_DIRECTORY_ENTRY_{name}"] for name in TABLES]
        read.parse_data_directories(entries)
        imports: dict[str, set[str]] = {}
        for table in TABLES[:2]:
            for library in getattr(read, f"DIRECTORY_ENTRY_{table}", ()):
                named = {entry.name.decode() for entry in library.imports if entry.name}
                imports.setdefault(library.dll.decode().lower(), set()).update(named)
        exported = getattr(read, "DIRECTORY_ENTRY_EXPORT", None)
        symbols = exported.symbols if exported else ()
        exports = frozenset(symbol.name.decode() for symbol in symbols if symbol.name)
        return Library(place, read.FILE_HEADER.Machine, is_wines, imports, exports)


def check(bundle: Path, tally: Tally | None = None) -> Tally:
    """Hold every program and library of a bundle against what Windows would find."""
    tally = tally or Tally()
    system = system_libraries()
    found = list(libraries(bundle))
    there = {(one.place.parent.as_posix(), one.place.name.lower()): one for one in found}
    for one in found:
        faults = [*_own_faults(one, system), *_lacking(one, system, there)]
        tally.hold(
            f"{one.place.as_posix()}: {len(one.imports)} links", not faults, "; ".join(faults)
        )
    return tally


def _own_faults(one: Library, system: Collection[str]) -> Iterator[str]:
    if one.machine != X64:
        yield "not made for x64"
    if one.is_wines:
        yield "a file of Wine"
    if one.place.name.lower() in system:
        yield "hides that of Windows"


def _lacking(
    one: Library, system: Collection[str], there: Mapping[tuple[str, str], Library]
) -> Iterator[str]:
    here = one.place.parent.as_posix()
    folders = (FIRST, here, *(OF_QT if here.startswith(OF_QT) else ()))
    for name, functions in one.imports.items():
        if name in system:
            continue
        giver = next((there[at, name] for at in folders if (at, name) in there), None)
        if giver is None:
            yield f"nothing gives it {name}"
        elif lacking := sorted(functions - giver.exports):
            yield f"{name} has no {', '.join(lacking[:3])}"


def main(arguments: list[str]) -> int:
    """Check the bundle that is named; 1 where anything fails."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python packaging/windows/closure.py FOLDER-OF-THE-BUNDLE\n")
        return 2
    return check(Path(arguments[0])).end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

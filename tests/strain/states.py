"""What a power cut can leave: every prefix of what a write does, in every order a disk may choose.

The real write runs on a real folder while its calls to the system are noted. Then a disk is played
that has forgotten all it was allowed to forget:
 * of a file's content, what was written since its last fsync is there, half there, or not;
 * of the names in a folder, any of the changes since the folder's last fsync are there, and any
   not, whatever was asked for first.
In every state that is reached the name stands for the old content or the new one; once the write
has returned, for the new one alone. Three wrong ways to write are played too: each must be found.
"""

import itertools
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ros1_desktop.app.start import write
from ros1_desktop.keep import write_whole
from tests.strain.figure import Figure, Tier

OLD, OLDER, NEW = b"the content before", b"the one before that", b"the new content, longer"
PIECE = 9  # bytes that the disk takes at once

Step = tuple[object, ...]


@dataclass(slots=True)
class Disk:
    """What is surely on the disk, and what may be."""

    names: dict[str, int]
    contents: dict[int, bytes]
    unsure: list[Step] = field(default_factory=list)  # changes of names, in order
    written: dict[int, list[bytes]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Let one step happen; nothing of it is sure until it is forced."""
        kind, *given = step
        if kind == "write":
            file, content = given
            assert isinstance(file, int)
            assert isinstance(content, bytes)
            self.written.setdefault(file, []).append(content)
        elif kind == "sync":
            (file,) = given
            assert isinstance(file, int)
            held = self.contents.get(file, b"")
            self.contents[file] = held + b"".join(self.written.pop(file, []))
        elif kind == "cut":
            (file,) = given
            assert isinstance(file, int)
            self.contents[file] = b""
        elif kind == "sync folder":
            self.names = _renamed(self.names, self.unsure)
            self.unsure = []
        else:
            self.unsure.append(step)

    def after_power(self) -> Iterator[dict[str, bytes]]:
        """Yield every folder that may be found when power comes back."""
        for kept in itertools.product((False, True), repeat=len(self.unsure)):
            steps = [step for step, there in zip(self.unsure, kept, strict=True) if there]
            names = _renamed(self.names, steps)
            files = sorted(set(names.values()))
            for held in itertools.product(*(list(self._contents(file)) for file in files)):
                content = dict(zip(files, held, strict=True))
                yield {name: content[file] for name, file in names.items()}

    def _contents(self, file: int) -> Iterator[bytes]:
        sure = self.contents.get(file, b"")
        pieces = self.written.get(file, [])
        parts = ((b"", piece[: len(piece) // 2] + b"\0", piece) for piece in pieces)
        for some in itertools.product(*parts):
            yield sure + b"".join(some)


def _renamed(names: dict[str, int], steps: list[Step]) -> dict[str, int]:
    found = dict(names)
    for kind, *given in steps:
        if kind == "create":
            name, file = given
            found[str(name)] = int(str(file))
        elif kind == "rename":
            one, other, file = given
            found.pop(str(one), None)
            found[str(other)] = int(str(file))
        else:
            found.pop(str(given[0]), None)
    return found


REAL = {name: getattr(os, name) for name in ("open", "write", "fsync", "replace", "unlink")}


class Notes:
    """The steps that are made while the calls to the system go through here."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.steps: list[Step] = []
        # The number of a file is given again when the file is gone: each new one counts as another.
        self.numbers: dict[int, int] = {}

    def number(self, inode: int) -> int:
        """Return the number that a file has here."""
        return self.numbers.get(inode, inode)

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        """Note a file that is made, or cut to nothing."""
        was_there = Path(path).exists()
        file = int(REAL["open"](path, flags, mode))
        inode = os.fstat(file).st_ino
        if not was_there:
            self.numbers[inode] = -len(self.steps) - 1
            self.steps.append(("create", Path(path).name, self.number(inode)))
        elif flags & os.O_TRUNC:
            self.steps.append(("cut", self.number(inode)))
        return file

    def write(self, file: int, content: bytes) -> int:
        """Note a piece that is written."""
        piece = bytes(content[:PIECE])
        self.steps.append(("write", self.number(os.fstat(file).st_ino), piece))
        return int(REAL["write"](file, piece))

    def fsync(self, file: int) -> None:
        """Note what is forced to the disk."""
        found = os.fstat(file)
        is_folder = stat.S_ISDIR(found.st_mode)
        self.steps.append(("sync folder",) if is_folder else ("sync", self.number(found.st_ino)))
        REAL["fsync"](file)

    def replace(self, one: Path, other: Path) -> None:
        """Note a name that is taken."""
        file = self.number(Path(one).stat().st_ino)
        self.steps.append(("rename", Path(one).name, Path(other).name, file))
        REAL["replace"](one, other)

    def unlink(self, path: Path) -> None:
        """Note a name that is gone."""
        self.steps.append(("remove", Path(path).name))
        REAL["unlink"](path)


@contextmanager
def noted() -> Iterator[list[Step]]:
    """Note every step that is made."""
    notes = Notes()
    try:
        for name in REAL:
            setattr(os, name, getattr(notes, name))
        yield notes.steps
    finally:
        for name, call in REAL.items():
            setattr(os, name, call)


@dataclass(frozen=True, slots=True)
class Played:
    """How many states were reached, and those in which something was lost."""

    states: int
    faults: tuple[str, ...]


def play(give: Callable[[Path], None], before: dict[str, bytes]) -> Played:
    """Note one write and play every power cut during and after it."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        folder = Path(place)
        for name, content in before.items():
            (folder / name).write_bytes(content)
        files = {name: (folder / name).stat().st_ino for name in before}
        with noted() as steps:
            give(folder / "case")
    disk = Disk(dict(files), {file: before[name] for name, file in files.items()})
    states, faults = 0, set[str]()
    for number in range(len(steps) + 1):
        returned = number == len(steps)
        for found in disk.after_power():
            states += 1
            faults.update(_faults(found, before, returned=returned))
        if not returned:
            disk.take(steps[number])
    return Played(states, tuple(sorted(faults)))


def _faults(found: dict[str, bytes], before: dict[str, bytes], *, returned: bool) -> Iterator[str]:
    allowed = {NEW} if returned else {NEW, before.get("case")}
    if found.get("case") not in allowed:
        yield "missing" if "case" not in found else "torn, or not the new one"
    for name in ("case.1", "case.2"):
        if name in found and found[name] not in (OLD, OLDER):
            yield f"{name} is torn"


# --- ways to write -------------------------------------------------------------------------------


def cut_and_write(path: Path) -> None:
    """Write over the file itself."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    left = memoryview(NEW)
    while left:
        left = left[os.write(file, left) :]
    os.fsync(file)
    os.close(file)


def without_sync(path: Path) -> None:
    """Write beside and replace, and trust the disk."""
    fresh = path.with_name("fresh")
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT)
    left = memoryview(NEW)
    while left:
        left = left[os.write(file, left) :]
    os.close(file)
    fresh.replace(path)


def remove_and_rename(path: Path) -> None:
    """Write beside, take the old one away, then take its name."""
    fresh = path.with_name("fresh")
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT)
    left = memoryview(NEW)
    while left:
        left = left[os.write(file, left) :]
    os.fsync(file)
    os.close(file)
    path.unlink(missing_ok=True)
    fresh.replace(path)


WAYS: dict[str, Callable[[Path], None]] = {
    "alone": lambda path: write_whole(path, NEW),
    "with one before": lambda path: write(path, NEW, earlier=1),
    "with two before": lambda path: write_whole(path, NEW, earlier=2),
}
WRONG = (cut_and_write, without_sync, remove_and_rename)
BEFORE: dict[str, dict[str, bytes]] = {
    "nothing there": {},
    "one there": {"case": OLD},
    "one there and the one before": {"case": OLD, "case.1": OLDER},
}


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield the states of the one write function, and whether the wrong ways are found."""
    del tier, seed
    states, faults = 0, list[str]()
    for way, before in itertools.product(WAYS.values(), BEFORE.values()):
        played = play(way, before)
        states += played.states
        faults += played.faults
    yield Figure(
        "power cut: every prefix, every order",
        f"{len(faults)} of {states:,} states lost",
        "0",
        not faults,
    )
    found = [way.__name__ for way in WRONG if play(partial(way), {"case": OLD}).faults]
    yield Figure(
        "power cut: wrong ways that are found",
        f"{len(found)} of {len(WRONG)}",
        "all",
        found == [way.__name__ for way in WRONG],
    )

"""`kill -9` over every write path: what stands there afterwards is the old or the new, whole.

A child process writes and is killed: at a moment drawn at random, or right before, in the middle
of, or right after one call to the system, every one in turn. Then
 * the file holds the old content or the new one, and the new one if the child still said so;
 * what is kept of earlier contents is whole;
 * the next write leaves nothing behind in the folder.
"""

import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ros1_desktop.app.start import write
from ros1_desktop.exchange.sealed import Key, Strength, make_key
from ros1_desktop.keep import OWN, earlier_of, write_whole
from tests.strain.desk import AS_OF, SAMPLE, drafts_in, environment, keep_draft
from tests.strain.figure import Figure, Tier, none_of

SIZES: dict[Tier, int] = {"ci": 40, "hour": 4_000, "night": 20_000}  # kills of each path
SPAWNED: dict[Tier, int] = {"ci": 2, "hour": 100, "night": 400}  # of the command as a program
CALLS = ("open", "write", "fsync", "fchmod", "close", "replace", "unlink", "stat")
PLACES = ("before", "middle", "after")
CONTENTS = 7
KEY = make_key("three herons", Strength(8, 1, 1), bytes)


class SameNonce(Key):
    """A key that gives the same bytes for the same content, so that they are known again."""

    def seal(self, content: bytes, random: Callable[[int], bytes] = bytes) -> bytes:
        """Return the content under the key."""
        return super().seal(content, random)


@dataclass(slots=True)
class WritePath:
    """How the n-th content gets into a file; `known` is every content that may stand there."""

    name: str
    file: Path
    give: Callable[[int], None]
    known: dict[bytes, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def learn(self) -> None:
        """Write every content once, whole."""
        for number in range(CONTENTS):
            self.give(number)
            self.known[self.file.read_bytes()] = number

    def number(self) -> int | None:
        """Return the number of the content that stands there, None where it is none of them."""
        return self.known.get(self.file.read_bytes()) if self.file.exists() else None


def content_of(number: int, most: int) -> bytes:
    """Return the n-th content: none is as long as another."""
    return f"{number}:".encode() + bytes([65 + number]) * (most * (number + 1) // CONTENTS)


def paths_in(folder: Path) -> Iterator[WritePath]:
    """Yield every way in which the program writes a file of its user's."""
    drafts = drafts_in(folder / "draft")
    drafts.begin()
    yield WritePath("draft", drafts.plain, partial(keep_draft, drafts))
    sealed = drafts_in(folder / "draft with passphrase")
    sealed.begin()
    keep = lambda n: keep_draft(sealed, n, SameNonce(KEY.salt, KEY.cost, KEY.cipher))  # noqa: E731
    yield WritePath("draft with passphrase", sealed.sealed, keep)
    for name, give in (
        ("case", lambda file, n: write(file, content_of(n, 900), earlier=1)),
        (
            "case with passphrase",
            lambda file, n: write(file, KEY.seal(content_of(n, 900), bytes), earlier=1),
        ),
        ("sheet", lambda file, n: write(file, content_of(n, 70_000))),
        ("settings", lambda file, n: write_whole(file, content_of(n, 300), mode=OWN)),
    ):
        file = folder / name / name
        file.parent.mkdir()
        yield WritePath(name, file, partial(give, file))


def kill_once(path: WritePath, new: int, die: Callable[[], float | None]) -> None:
    """Let a child write the new content and die; judge what stands there then."""
    old = path.number()
    said, says = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            die()
            path.give(new)
            os.write(says, b"!")
        finally:
            os._exit(0)
    os.close(says)
    wait = die()
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    acknowledged = os.read(said, 1) == b"!"
    os.close(said)
    judge(path, old, new, acknowledged=acknowledged)


def judge(path: WritePath, old: int | None, new: int, *, acknowledged: bool) -> None:
    """Note what is wrong with what stands there."""
    found = path.number()
    if found not in ({new} if acknowledged else {old, new}):
        path.faults.append(f"{path.name}: {found} stands there, not {old} or {new}")
    for earlier in earlier_of(path.file):
        if earlier.read_bytes() not in path.known:
            path.faults.append(f"{path.name}: {earlier.name} is torn")
    path.give(((found or 0) + 1) % CONTENTS)
    path.faults.extend(f"{path.name}: {left} is left" for left in path.file.parent.glob(".*.part"))


def dying_at(calls: "itertools.count[int]", call: int, place: str) -> None:
    """In a child: let the n-th call to the system be the last."""

    def hooked(real: Callable[..., object], name: str) -> Callable[..., object]:
        def called(*given: object, **named: object) -> object:
            if next(calls) != call:
                return real(*given, **named)
            if place == "middle" and name == "write":
                file, left = given
                assert isinstance(left, memoryview)
                real(file, left[: len(left) // 2])
            elif place != "before":
                real(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        return called

    for name in CALLS:
        setattr(os, name, hooked(getattr(os, name), name))


def calls_of(path: WritePath) -> int:
    """Return how many calls to the system one write makes."""
    said, says = os.pipe()
    child = os.fork()
    if child == 0:
        calls = itertools.count()
        dying_at(calls, -1, "before")
        path.give(0)
        path.give(1)
        os.write(says, bytes([next(calls) // 2]))
        os._exit(0)
    os.waitpid(child, 0)
    count = os.read(said, 1)[0]
    os.close(said)
    os.close(says)
    return count


def kills(path: WritePath, times: int, chance: random.Random) -> None:
    """Kill so many writes, at random and at every call in turn."""
    path.learn()
    begun = time.perf_counter()
    path.give(0)
    whole = time.perf_counter() - begun
    ends = itertools.cycle(itertools.product(range(calls_of(path) + 2), PLACES))
    parent = os.getpid()
    for number in range(times):
        old = path.number() or 0
        new = (old + chance.randrange(1, CONTENTS)) % CONTENTS
        if number % 2:
            wait = chance.uniform(0, 2 * whole + 0.002)
            kill_once(path, new, lambda wait=wait: wait)  # type: ignore[misc]
        else:
            call, place = next(ends)

            def die(call: int = call, place: str = place) -> None:
                if os.getpid() != parent:
                    dying_at(itertools.count(), call, place)

            kill_once(path, new, die)


def spawned(folder: Path, times: int, chance: random.Random) -> list[str]:
    """Kill the command itself while it makes a sheet over an old one; return what went wrong."""
    target, faults = folder / "sheet.pdf", []
    given = (sys.executable, "-m", "ros1_desktop", "sheet", str(SAMPLE), "-o", str(target))
    day = ("--as-of", AS_OF)
    around = environment(SOURCE_DATE_EPOCH="1800000000")

    def run(language: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*given, *day, "--lang", language], env=around)

    known = set()
    begun = time.perf_counter()
    for language in ("en", "ja"):
        run(language).wait()
        known.add(target.read_bytes())
    whole = (time.perf_counter() - begun) / 2
    for number in range(times):
        child = run(("en", "ja")[number % 2])
        time.sleep(chance.uniform(0.6 * whole, 1.1 * whole))
        child.kill()
        child.wait()
        if target.read_bytes() not in known:
            faults.append("sheet by command: torn")
    return faults


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield one figure for each write path."""
    chance = random.Random(seed)  # noqa: S311 (kills at random, not secrets)
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        folder = Path(place)
        total = 0
        for path in paths_in(folder):
            kills(path, SIZES[tier], chance)
            total += SIZES[tier]
            yield none_of(f"kill -9, {path.name}", len(path.faults), SIZES[tier], "kills lost")
        faults = spawned(folder, SPAWNED[tier], chance)
        total += SPAWNED[tier]
        yield none_of("kill -9, sheet by command", len(faults), SPAWNED[tier], "kills lost")

"""A full disk, and one that only reads: the old file stays, the fault is told, nothing is left.

    python tests/strain/full.py FOLDER      # what runs inside a namespace of its own, see `mounted`

A file may grow to 200 sizes below what is written (RLIMIT_FSIZE); a disk of 256 KiB is filled up to
the last pages; and the same disk is then made read-only.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from ros1_desktop.case.case import CaseError  # noqa: E402 (the checkout comes first)
from tests.strain.desk import SAMPLE, drafts_in, environment, start  # noqa: E402 (the same)
from tests.strain.figure import Figure, Tier, none_of  # noqa: E402 (the same)
from tests.strain.killed import WritePath, paths_in  # noqa: E402 (the same)

CUTS: dict[Tier, int] = {"ci": 20, "hour": 200, "night": 200}  # sizes at which a write is cut
KIB = 1024
DISK, PAGE = 256 * KIB, 4 * KIB
UNSHARE = ("unshare", "--user", "--map-root-user", "--mount")
TOLD, DONE = 0, 1


def cut_at(path: WritePath, new: int, most: int) -> int:
    """Let a child write while no file may grow beyond so many bytes; return how it ended."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        os._exit(ended(path, new))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def ended(path: WritePath, new: int) -> int:
    """Write, and return whether that was done or the fault was told as the program tells it."""
    try:
        path.give(new)
    except (OSError, CaseError):
        return TOLD
    return DONE


def faults_of(path: WritePath, old: int | None, new: int, end: int) -> Iterator[str]:
    """Yield what is wrong after a write that could not be finished, or could."""
    if path.number() != {TOLD: old, DONE: new}.get(end, -1):
        yield f"{path.name}: {path.number()} stands there"
    if any(path.file.parent.glob(".*.part")):
        yield f"{path.name}: something is left"


def cut(path: WritePath, cuts: int) -> tuple[int, list[str]]:
    """Cut a write at so many sizes from nothing to the whole; return those told, and faults."""
    path.learn()
    told, faults = 0, list[str]()
    whole = max(len(content) for content in path.known)
    for number in range(cuts):
        old = path.number()
        new = max(path.known.values()) if old != max(path.known.values()) else 0
        end = cut_at(path, new, whole * number // cuts)
        told += end == TOLD
        faults += faults_of(path, old, new, end)
    return told, faults


def filled(folder: Path) -> tuple[int, int, list[str]]:
    """Fill a small disk further, writing each time; return tries, writes told, and faults."""
    tries, told, faults = 0, 0, list[str]()
    for path in paths_in(folder):
        path.learn()
        filler = folder / "filler"
        for pages in range(DISK // PAGE):
            with filler.open("ab", buffering=0) as file:
                try:
                    file.write(b"\0" * PAGE)
                except OSError:
                    pages = -1  # noqa: PLW2901 (full: this is the last turn)
            old = path.number()
            new = ((old or 0) + 1) % len(path.known)
            end = ended(path, new)
            faults += faults_of(path, old, new, end)
            tries += 1
            told += end == TOLD
            if pages < 0:
                break
        filler.unlink()
    return tries, told, faults


def read_only(folder: Path) -> list[str]:
    """Write every path, and start, on a disk that only reads; return what went wrong."""
    # The draft's lock is an open file, and a disk with one cannot be made read-only.
    paths = [path for path in paths_in(folder / "kept") if "draft" not in path.name]
    for path in paths:
        path.learn()
    (folder / "case.json").write_bytes(SAMPLE.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    faults: list[str] = []
    for path in paths:
        old = path.number() or 0
        end = ended(path, (old + 1) % len(path.known))
        faults += [f"{path.name}: not told"] if end != TOLD else []
        faults += faults_of(path, old, old, end)
    if not start().case((folder / "case.json").read_bytes()).answers:
        faults.append("a case on it was not read")
    try:
        drafts_in(folder / "profile").begin()
    except OSError:
        return faults
    return [*faults, "a profile on it was not told"]


def inside(folder: Path) -> None:
    """Do both on a small disk mounted here, and print what was found as JSON."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)
    tries, told, full = filled(folder)
    for part in folder.iterdir():
        subprocess.run(["rm", "-r", str(part)], check=True)
    (folder / "kept").mkdir()
    found = {"tries": tries, "told": told, "full": full, "reads": read_only(folder)}
    sys.stdout.write(json.dumps(found))


def mounted() -> dict[str, object] | None:
    """Return what is found on a small disk; None where none may be mounted."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        asked = [*UNSHARE, sys.executable, __file__, place]
        try:
            if subprocess.run([*UNSHARE, "true"], check=False, capture_output=True).returncode:
                return None
        except FileNotFoundError:
            return None
        ended = subprocess.run(asked, check=True, stdout=subprocess.PIPE, env=environment())
    found: dict[str, object] = json.loads(ended.stdout)
    return found


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield what a full disk and a read-only one do to every write path."""
    del seed
    tries, told, faults = 0, 0, list[str]()
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        for path in paths_in(Path(place)):
            told_here, faults_here = cut(path, CUTS[tier])
            told += told_here
            faults += faults_here
            tries += CUTS[tier]
    yield none_of("disk full at a given size", len(faults), tries, f"lost, {told:,} told")
    found = mounted()
    if found is None:
        yield Figure("disk full and read-only, mounted", "no disk may be mounted here", "0", None)
        return
    full, reads = found["full"], found["reads"]
    said = f"{full or 0} of {found['tries']} lost, {found['told']} told"
    yield Figure("disk full, page by page", said, "0", not full)
    yield Figure("disk that only reads", f"{reads or 0} lost or untold", "0", not reads)


if __name__ == "__main__":
    inside(Path(sys.argv[1]))

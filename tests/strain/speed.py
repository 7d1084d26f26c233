"""How fast, and how large: always a ratio to something measured in turns with it.

The program is put as it is installed, without the checkout around it. Its start is held against the
least wizard that Qt can paint in the same font (`bare_window.py`), each in fresh processes; then
the same with ten times as many facts in the store, none of them about the case that is decided. The
figures of `tests/bench` follow as those print them.
"""

import compileall
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.rules import prepare
from ros1_desktop.exchange.read import read_case
from ros1_desktop.knowledge.store import STORE, Store, open_store, sealing
from ros1_desktop.ready import TEXTS, make_ready
from tests.strain.desk import AS_OF, RESOURCES, ROOT, SAMPLE, environment, start
from tests.strain.figure import Figure, Tier

TURNS: dict[Tier, int] = {"ci": 3, "hour": 15, "night": 31}
HERE = Path(__file__).parent
MOST_START, MOST_MEMORY, MOST_GROWTH = 1.1, 1.3, 1.3
TIMES = 10
FACTS = (
    "source", "companion_diagnostic", "approval", "recommendation", "caution", "trial", "outcome",
    "toxicity", "statement", "source_defect",
)  # fmt: skip
BENCHES = ("bench_decide.py", "bench_strip.py", "bench_sheet.py", "bench_lines.py")
_JUDGED = re.compile(r"(?P<name>[^:]*):? ?(?P<found>.*?)[;,] target (?P<target>.*?); (?P<held>.*)")


def installed(folder: Path) -> Path:
    """Put the program into a folder as it is installed, its texts made ready, and return that."""
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "ros1_desktop", folder / "ros1_desktop", ignore=skip)
    shutil.copytree(RESOURCES, folder / "ros1_desktop" / "resources")
    for text in TEXTS:
        make_ready(folder / "ros1_desktop" / "resources" / text)
    compileall.compile_dir(folder, quiet=1)
    return folder


def grow(resources: Path) -> None:
    """Give a store ten times as many facts: of another time, of another place."""
    path = resources / STORE
    store = sqlite3.connect(path)
    numbers = ", ".join(f"({copy})" for copy in range(1, TIMES))
    store.execute(f"CREATE TEMP TABLE copies AS SELECT column1 AS number FROM (VALUES {numbers})")  # noqa: S608 (numbers)
    for table in FACTS:
        columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
        put = {"id": "id || '.' || number", "holds_from": "'9999-12-31'", "jurisdiction": "'ZZ'"}
        chosen = ", ".join(put.get(name, f'"{name}"') for name in columns)
        copies = f"SELECT {chosen} FROM {table}, copies"  # noqa: S608 (tables of our own)
        store.execute(f"INSERT INTO {table} {copies}")
    store.commit()
    store.execute("VACUUM")
    store.close()
    beside = path.with_name(f"{STORE}.sha256")
    fingerprint = beside.read_text(encoding="ascii").split()[1]
    beside.write_text(sealing(path.read_bytes(), fingerprint), encoding="ascii")


def milliseconds(script: str, *given: str) -> float:
    """Return how long a process takes from nothing to its first painted page."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        around = environment(XDG_DATA_HOME=place)
        around.pop("PYTHONPATH")
        begun = time.perf_counter()
        command = [sys.executable, str(HERE / script), *given]
        ended = subprocess.run(command, check=True, capture_output=True, env=around)
        del ended
        return (time.perf_counter() - begun) * 1000


def kilobytes(script: str, *given: str) -> int:
    """Return the memory that a process holds some seconds after its first page."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        around = environment(XDG_DATA_HOME=place)
        around.pop("PYTHONPATH")
        command = [sys.executable, str(HERE / script), *given, "rest"]
        ended = subprocess.run(command, check=True, capture_output=True, env=around)
        return int(ended.stdout)


def in_turns(turns: int, *works: Callable[[], float]) -> list[list[float]]:
    """Return what each of some works gives, one after the other, turn by turn."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(turns):
        for work, kept in zip(works, found, strict=True):
            kept.append(work())
    return found


def ratio_of(name: str, one: list[float], other: list[float], most: float, unit: str) -> Figure:
    """Return how many times the other one is, by medians."""
    ratio = median(one) / median(other)
    said = f"{ratio:.2f} ({median(one):.0f} to {median(other):.0f} {unit})"
    return Figure(name, said, f"<= {most}", ratio <= most)


def starts(tier: Tier, small: Path, large: Path) -> Iterator[Figure]:
    """Yield start and memory against the bare window, and start with the larger store."""
    bare, own, grown = in_turns(
        TURNS[tier],
        lambda: milliseconds("bare_window.py"),
        lambda: milliseconds("own_window.py", str(small)),
        lambda: milliseconds("own_window.py", str(large)),
    )
    yield ratio_of("start to a bare window's", own, bare, MOST_START, "ms")
    yield ratio_of("start with 10 times the facts", grown, own, MOST_GROWTH, "ms")
    bare, own = in_turns(
        min(TURNS[tier], 3),
        lambda: kilobytes("bare_window.py") / 1024,
        lambda: kilobytes("own_window.py", str(small)) / 1024,
    )
    yield ratio_of("memory at rest to a bare window's", own, bare, MOST_MEMORY, "MiB")
    yield where(small)


def where(small: Path) -> Figure:
    """Say what part of a start goes into importing what (-X importtime)."""
    command = [sys.executable, "-X", "importtime", str(HERE / "own_window.py"), str(small)]
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        around = environment(XDG_DATA_HOME=place)
        ended = subprocess.run(command, check=True, capture_output=True, text=True, env=around)
    took = {"PySide6": 0.0, "ros1_desktop": 0.0, "the rest": 0.0}
    for line in ended.stderr.splitlines():
        own, _, name = line.removeprefix("import time:").rpartition("|")
        if line.startswith("import time:") and own.split("|")[0].strip().isdigit():
            top = name.strip().split(".")[0]
            key = "PySide6" if top.startswith(("PySide6", "shiboken")) else top
            took[key if key in took else "the rest"] += int(own.split("|")[0]) / 1000
    said = ", ".join(f"{name} {spent:.0f}" for name, spent in took.items())
    return Figure("imports of a start, ms", said, "-", None)


def decisions(tier: Tier, large: Path) -> Figure:
    """Return how much longer a decision takes, rules included, with ten times the facts."""
    case = read_case(SAMPLE.read_bytes(), start().vocabulary)
    grown = open_store(large / "ros1_desktop" / "resources")

    def work(store: Store) -> float:
        begun = time.perf_counter()
        decide(case, prepare(store.in_force(AS_OF, "JP")))
        return (time.perf_counter() - begun) * 1000

    few, many = in_turns(5 * TURNS[tier], lambda: work(start().store), lambda: work(grown))
    grown.close()
    return ratio_of("decision with 10 times the facts", many, few, MOST_GROWTH, "ms")


def benches() -> Iterator[Figure]:
    """Yield every judged line of the earlier benches."""
    for name in BENCHES:
        bench = str(ROOT / "tests" / "bench" / name)
        around = environment()
        ended = subprocess.run(
            [sys.executable, bench], check=True, capture_output=True, text=True, env=around
        )
        for line in ended.stdout.splitlines():
            judged = _JUDGED.fullmatch(line)
            if judged:
                held = judged["held"] == "held"
                yield Figure(judged["name"], judged["found"], judged["target"], held)


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield every ratio, and the earlier benches outside the shortest tier."""
    del seed
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        small, large = installed(Path(place, "own")), installed(Path(place, "grown"))
        grow(large / "ros1_desktop" / "resources")
        yield from starts(tier, small, large)
        yield decisions(tier, large)
    if tier != "ci":
        yield from benches()

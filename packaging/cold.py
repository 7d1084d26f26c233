"""How long the frozen program takes to its first painted window, against the program from source.

Rules:
 * Both are started in turn, and only their ratio counts: medians of one run on one machine.
 * As root, the cache of the disk is emptied before every start, so that each is a cold one.
 * The window is on the screen when `check --window` says so in its first line.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from freeze import ROOT, program_of
from tally import Tally

MOST_START = 1.1
TURNS = 11
DROP = Path("/proc/sys/vm/drop_caches")


def start(bundle: Path, tally: Tally) -> None:
    """Hold the start of the frozen program against that from source."""
    programs = {
        "frozen": [str(program_of(bundle))],
        "source": [sys.executable, "-m", "ros1_desktop"],
    }
    for kind, cold in (("warm", False), ("cold", True)):
        if cold and os.geteuid() != 0:
            tally.say("the cold start needs root, to empty the cache of the disk")
            continue
        took: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(TURNS):
            for name, program in programs.items():
                took[name].append(_seconds(program, cold=cold))
        frozen, source = median(took["frozen"]), median(took["source"])
        said = f"{frozen * 1000:.0f} ms, from source {source * 1000:.0f} ms"
        ratio = frozen / source
        tally.hold(
            f"{kind} start: {said}: {ratio:.2f} times, at most {MOST_START}", ratio <= MOST_START
        )


def _seconds(program: Sequence[str], *, cold: bool) -> float:
    """Return the time from the start to the first line, which follows the first painted window."""
    if cold:
        os.sync()
        DROP.write_text("3\n", encoding="ascii")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with TemporaryDirectory() as place:
        begun = time.perf_counter()
        with subprocess.Popen(
            [*program, "check", "--window", f"{place}/out.png"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        ) as started:
            line = started.stdout.readline() if started.stdout else b""
            took = time.perf_counter() - begun
            started.kill()
    if not line:
        message = f"{program[0]} showed no window"
        raise RuntimeError(message)
    return took

"""Hostile input that finds its own way: changes that reach new lines of the program are kept.

atheris watches which lines an input runs and goes on from those that ran new ones. The doors and
what is asked of them are those of `hostile`; here the bytes come from atheris, one process a door,
so many inputs and no more. Where atheris is not installed (it is made for Linux on x86-64) this
says so. What a key costs is not tried here: each is made at the least cost, whatever a header says.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.strain.desk import environment
from tests.strain.figure import Figure, Tier, none_of

SIZES: dict[Tier, int] = {"ci": 1_000, "hour": 300_000, "night": 2_500_000}  # of each door
DOORS = ("case file", "2D code", "case with passphrase", "typed words")
TOLD = "told.json"


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield one figure for each door."""
    if find_spec("atheris") is None:
        yield Figure("guided input", "atheris is not here", "0", None)
        return
    for door in DOORS:
        with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
            given = (door, str(SIZES[tier]), str(seed), place)
            asked = [sys.executable, "-m", "tests.strain.guided_door", *given]
            ended = subprocess.run(asked, check=False, capture_output=True, env=environment())
            told = Path(place, TOLD)
            if ended.returncode or not told.exists():
                why = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
                yield Figure(f"guided {door}", f"ended early: {why}", "0", held=False)
                continue
            found = json.loads(told.read_text(encoding="utf-8"))
        for bad in found["bad"][:3]:
            yield Figure(bad, "", "", None)
        said = f"inputs bad, {found['taken']:,} taken, slowest {1000 * found['slowest']:.0f} ms"
        yield none_of(f"guided {door}", len(found["bad"]), found["inputs"], said)

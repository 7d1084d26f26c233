"""The strain in its shortest form, by the command that anyone can run; speed is never tested."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.strain.desk import environment  # noqa: E402 (the checkout comes first)
from tests.strain.figure import Figure, Tier, none_of  # noqa: E402 (the same)
from tests.strain.held import Held  # noqa: E402 (the same)
from tests.strain.run import MEASURES, line_of  # noqa: E402 (the same)
from tests.strain.soak import figures  # noqa: E402 (the same)
from tests.strain.table import HELD  # noqa: E402 (the same)

TIMED = ("speed",)


@pytest.mark.parametrize("measure", [name for name in MEASURES if name not in TIMED])
def test_what_is_strained_holds(measure: str) -> None:
    command = [sys.executable, str(ROOT / "tests/strain/run.py"), "--tier", "ci"]
    ended = subprocess.run(
        [*command, "--only", measure], capture_output=True, check=False, env=environment()
    )
    said = ended.stdout.decode()
    assert ended.returncode == 0, said + ended.stderr.decode()
    there = measure != "guided" or find_spec("atheris") is not None  # it is not made for all
    assert any(line.endswith(HELD[True if there else None]) for line in said.splitlines())
    assert HELD[False] not in said


def test_a_figure_that_is_not_held_says_so() -> None:
    assert line_of("killed", none_of("kill -9", 1, 60, "lost")).endswith("NOT HELD")
    assert line_of("speed", Figure("time", "1", "-", None)).endswith("-")


@pytest.mark.parametrize("tier", ["ci", "hour"])
@pytest.mark.parametrize("grows", [0, 1, 2, 3])
def test_what_grows_with_every_round_is_not_held(tier: Tier, grows: int) -> None:
    each = [number == grows for number in (1, 2, 3)]
    looks = [
        Held(at, 100 + each[0] * at * 0.02, 20, 5_000, 900 + each[1] * at, 7 + each[2] * at)
        for at in range(20, 120, 2)
    ]
    held = [figure.held for figure in figures("cases", looks, 120, tier)]
    assert held == [not one for one in each]

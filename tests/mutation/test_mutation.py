"""A sample of the mutants is put to the checks at every commit; `run.py` puts all of them.

What counts most is noticed without exception; any other survivor has its reason, in
`survivors.toml`.
A harness that notices everything proves nothing, so that a check switched off must show here too.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.mutation.base import Base, World, read_base  # noqa: E402 (the checkout comes first)
from tests.mutation.kill import CHECKS, STALE, Checks, killed_by  # noqa: E402 (the same)
from tests.mutation.mutants import Mutant, mutants  # noqa: E402 (the same)
from tests.mutation.run import (  # noqa: E402 (the same)
    TARGETS,
    UNEXPLAINED,
    Result,
    drawn,
    measure,
    missed,
    survivors,
    table,
)

pytestmark = pytest.mark.uncovered

SIZE, SEED = 300, 20261123
Sample = tuple[list[str], list[Result]]


@pytest.fixture(scope="module")
def base() -> Base:
    return read_base()


@pytest.fixture(scope="module")
def sample(base: Base) -> Sample:
    return measure(base, CHECKS, drawn(base, SIZE, SEED))


def nothing(_: World, __: Mutant | None) -> Iterator[str]:
    yield from ()


def without(*names: str) -> Checks:
    """Return the checks, some of them switched off."""
    return {name: (nothing if name in names else one, of) for name, (one, of) in CHECKS.items()}


def test_the_text_as_it_stands_passes_every_check(sample: Sample) -> None:
    faults, _ = sample
    hint = "if only sources.txt is stale: python tests/mutation/run.py --approve, and read the diff"
    assert faults == [], hint


def test_what_counts_most_is_noticed_without_exception(sample: Sample) -> None:
    _, results = sample
    assert len(results) >= SIZE
    without_exception = {group for group, target in TARGETS.items() if target == 100}
    assert not [one for one in results if one.group in without_exception and not one.killer]


def test_who_lives_has_a_reason(sample: Sample) -> None:
    _, results = sample
    assert not [line for line in survivors(results) if line.startswith(UNEXPLAINED)]


def test_a_sample_can_be_drawn_again_and_has_every_class(base: Base, sample: Sample) -> None:
    _, results = sample
    assert drawn(base, SIZE, SEED) == drawn(base, SIZE, SEED)
    assert drawn(base, SIZE, SEED) != drawn(base, SIZE, SEED + 1)
    classes = {mutant.label for mutant in mutants(base.text)}
    assert {f"{one.group}: {one.operator}" for one in results} == classes


# Those that are the first to notice something in any sample of this size.
@pytest.mark.parametrize(
    "name",
    [
        *("reader", "proof", "regulatory reading", "guidance reading", "CSV transcript"),
        *("both languages", "vignettes", "approved sources"),
    ],
)
def test_a_check_that_is_switched_off_is_missed(base: Base, sample: Sample, name: str) -> None:
    _, results = sample
    named = {one.name for one in results if one.killer == name}
    assert named, f"nothing in the sample needs {name}"
    known = dict.fromkeys(CHECKS, frozenset[str]())
    for mutant in mutants(base.text):
        if mutant.name in named:
            assert killed_by(mutant, base, known, without(name)) != name
            break


def test_without_the_readings_the_targets_are_missed(base: Base) -> None:
    cells = [
        number for number, one in enumerate(mutants(base.text)) if one.label.startswith("approval")
    ]
    off = without("regulatory reading", "guidance reading", "vignettes", "examples", *STALE)
    _, results = measure(base, off, cells[::20])
    assert any(line.startswith("approval") for line in missed(results))
    (line,) = (line for line in table(results) if line.startswith("| **approval**"))
    assert "| 100 % |" not in line

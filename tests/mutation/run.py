"""The mutation figures of the knowledge: how many slips of the pen the checks notice.

    python tests/mutation/run.py [--sample N] [--seed S] [--write] [--approve]

Without --sample, every mutant. Exit 1 where a target is missed, or where the text as it stands
fails a check. --write puts the figures of a full run into `tests/README.md`; --approve writes
`tests/approved/sources.txt` anew, to be read as a diff.
"""

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ros1_desktop.knowledge.text import fingerprint_of  # noqa: E402 (the checkout comes first)
from tests.mutation.base import KNOWLEDGE, Base, read_base, toml_of  # noqa: E402 (the checkout comes first)
from tests.mutation.checks import SOURCES, resting  # noqa: E402 (the same)
from tests.mutation.kill import (  # noqa: E402 (the same)
    CHECKS,
    STALE,
    Checks,
    faults_of_the_base,
    killed_by,
)
from tests.mutation.mutants import OWN, mutants  # noqa: E402 (the same)

WORKERS = 2
# What share of a group must be noticed, in percent.
TARGETS: Mapping[str, float] = {
    **dict.fromkeys(("rule", *OWN), 100.0),
    "number": 99.0,
    "number in a text": 99.0,
}
REASONS = Path(__file__).with_name("survivors.toml")
UNEXPLAINED = "no reason written"
README = ROOT / "tests" / "README.md"
BEGINS, ENDS = "<!-- the last full run begins -->", "<!-- the last full run ends -->"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one mutant: its class, its name, and the first check that noticed it."""

    group: str
    operator: str
    name: str
    killer: str


_shared: dict[str, Any] = {}


def measure(
    base: Base, checks: Checks, numbers: Iterable[int] | None, workers: int = 1
) -> tuple[list[str], list[Result]]:
    """Put mutants to the checks, all of them or those of these numbers; on so many processes.

    Returns the faults of the text as it stands, and what became of each mutant.
    """
    chosen = None if numbers is None else frozenset(numbers)
    known = faults_of_the_base(base, checks)
    _shared.update(base=base, known=known, chosen=chosen, checks=checks)
    turns = [(worker, workers) for worker in range(workers)]
    if workers == 1:
        parts = [_part(*turns)]
    else:
        with get_context("fork").Pool(workers) as pool:
            parts = pool.map(_part, turns, chunksize=1)
    faults = [f"{name}: {fault}" for name, found in known.items() for fault in sorted(found)]
    return faults, [one for part in parts for one in part]


def _part(turn: tuple[int, int]) -> list[Result]:
    worker, workers = turn
    base, chosen = _shared["base"], _shared["chosen"]
    found = []
    for number, mutant in enumerate(mutants(base.text)):
        if number % workers == worker and (chosen is None or number in chosen):
            killer = killed_by(mutant, base, _shared["known"], _shared["checks"])
            found.append(Result(mutant.group, mutant.operator, mutant.name, killer))
    return found


def drawn(base: Base, size: int, seed: int) -> list[int]:
    """Return the numbers of a sample: of every class its share, and at least one."""
    classes: dict[str, list[int]] = defaultdict(list)
    for number, mutant in enumerate(mutants(base.text)):
        classes[mutant.label].append(number)
    total = sum(map(len, classes.values()))
    dice = random.Random(seed)  # noqa: S311 (a sample that can be drawn again)
    return [
        number
        for numbers in classes.values()
        for number in dice.sample(numbers, max(1, size * len(numbers) // total))
    ]


def aimed(base: Base) -> list[int]:
    """Return the numbers of the mutants whose class has a target."""
    return [number for number, one in enumerate(mutants(base.text)) if one.group in TARGETS]


def table(results: Sequence[Result], *, whole: bool = True) -> Iterator[str]:
    """Yield the figures as a table: a line for each group, and for each operator below it.

    Without `whole`, the operators are left out.
    """
    yield (
        "| mutants | number | noticed | score | only by an approved list | proved "
        "| noticed first by |"
    )
    yield "|---|---:|---:|---:|---:|---:|---|"
    groups: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        groups[one.group].append(one)
    for group in sorted(groups, key=lambda name: (name not in TARGETS, name)):
        goal = f" (target {TARGETS[group]:.0f} %)" if group in TARGETS else ""
        yield _line(f"**{group}**{goal}", groups[group])
        for operator in sorted({one.operator for one in groups[group]} if whole else ()):
            some = [one for one in groups[group] if one.operator == operator]
            yield _line(operator, some)
    yield _line("**all**", results)


def _line(name: str, results: Sequence[Result]) -> str:
    killers = Counter(one.killer for one in results if one.killer)
    noticed = sum(killers.values())
    stale = sum(killers[name] for name in STALE)
    first = ", ".join(f"{check} {killers[check]}" for check in CHECKS if killers[check])
    score, proved = (_percent(part, len(results)) for part in (noticed, noticed - stale))
    return f"| {name} | {len(results)} | {noticed} | {score} | {stale} | {proved} | {first} |"


def _percent(part: int, whole: int) -> str:
    return (
        "-"
        if not whole
        else "100 %"
        if part == whole
        else f"{min(100 * part / whole, 99.99):.2f} %"
    )


def missed(results: Sequence[Result]) -> Iterator[str]:
    """Yield the groups that miss their target."""
    for group, target in TARGETS.items():
        killed = [bool(one.killer) for one in results if one.group == group]
        if killed and 100 * sum(killed) < target * len(killed):
            yield f"{group}: {_percent(sum(killed), len(killed))}, target {target:.0f} %"


def survivors(results: Sequence[Result]) -> Iterator[str]:
    """Yield the mutants that no check notices, by reason."""
    reasons = toml_of(REASONS)["reason"]
    grouped: dict[str, list[str]] = defaultdict(list)
    for one in results:
        if not one.killer:
            why = next((line["why"] for line in reasons if _fits(line, one)), UNEXPLAINED)
            grouped[why].append(f"{one.group}: {one.operator}: {one.name}")
    for why, names in sorted(grouped.items(), key=lambda item: len(item[1])):
        yield f"{why} ({len(names)}):"
        yield ""
        yield from (f"- {name}" for name in names)
        yield ""


def _fits(line: Mapping[str, Any], one: Result) -> bool:
    return (
        one.group in line["groups"]
        and one.operator in line.get("operators", [one.operator])
        and line.get("about", "") in one.name
    )


def main() -> int:
    """Measure, print, and return 1 where something is missed."""
    ask = argparse.ArgumentParser(description="The mutation figures of the knowledge.")
    ask.add_argument("--sample", type=int, help="so many mutants, of every class its share")
    ask.add_argument("--seed", type=int, default=1, help="which sample")
    ask.add_argument("--aimed", action="store_true", help="only the classes that have a target")
    ask.add_argument("--write", action="store_true", help=f"put the figures into {README.name}")
    ask.add_argument("--approve", action="store_true", help=f"write {SOURCES.name} and stop")
    said = ask.parse_args()
    base = read_base()
    if said.approve:
        SOURCES.write_text(resting(base.text), encoding="utf-8")
        return 0
    began = time.monotonic()
    numbers = aimed(base) if said.aimed else None
    if said.sample is not None:
        numbers = drawn(base, said.sample, said.seed)
    faults, results = measure(base, CHECKS, numbers, WORKERS)
    took = f"{len(results)} mutants in {time.monotonic() - began:.0f} s on {WORKERS} processes."
    faults += missed(results)
    lines = [took, "", *table(results), "", "Survivors, by reason:", "", *survivors(results)]
    lines += [f"MISSED {fault}" for fault in faults]
    sys.stdout.write("\n".join(lines) + "\n")
    if said.write and numbers is None:
        _write(
            f"Edition {base.today[0]}, fingerprint {fingerprint_of(KNOWLEDGE)[:12]}: {took}",
            results,
        )
    return 1 if faults else 0


def _write(took: str, results: Sequence[Result]) -> None:
    """Put the figures of a full run into the README: its groups, and who lives despite a target."""
    aimed = [one for one in results if one.group in TARGETS]
    lines = [took, "", *table(results, whole=False), ""]
    lines += [f"Missed: {group}" for group in missed(results)] or ["Every target is met."]
    lines += ["Of the classes that have a target, these live (the run prints the others):", ""]
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGINS)
    now = "\n".join((BEGINS, "", *lines, *survivors(aimed), ENDS))
    README.write_text(before + now + rest.partition(ENDS)[2], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

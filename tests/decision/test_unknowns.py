"""What `unknowns` says an open fact would change is what it does change.

The program reads this from the open rows of its tables; here every open fact of every example is
given each of its known words in turn, and the case is decided again. Whatever then differs must
have been announced. What was announced need not come true for every case (a fact may wait for
another one), but the shares are counted, so that an announcement without ground stands out.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

import pytest

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules

pytestmark = pytest.mark.uncovered

Answers: TypeAlias = dict[str, Any]
Examples: TypeAlias = Mapping[str, tuple[Answers, Mapping[str, Any]]]
Keys: TypeAlias = tuple[str | int, ...]

OPEN = (None, "unknown", "pending", "not_tested", "not_measured", "not_assessed")
LISTS = (
    "material.available",
    "resistance.tested_on",
    "resistance.ros1_mutations",
    "resistance.off_target",
)
# A field of numbers or of a pattern has no list of words: these stand on both sides of a limit.
VALUES: Mapping[str, tuple[object, ...]] = {
    "material.tumour_cell_percent": (0, 25, 60),
    "ros1_tests[].tumour_cell_percent": (0, 25, 60),
    "ros1_tests[].fish.evaluable_cells": (10, 60),
    "ros1_tests[].fish.positive_percent": (5, 15, 40),
    "safety.qtc_ms": (400,),
    "resistance.ros1_mutations": ("G2032R", "L2086F", "D2033N", "S1986F", "L2000V", "none_found"),
}
NOT_ANSWERED = ("schema", "label", "meeting_on", "question")
NOT_WORDS = (".assay_name", ".reported_in", ".started_in", ".stopped_in", ".fusion", ".ihc")
LIST_OF = {
    "ros1_tests[]": ("ros1_tests",),
    "ros1_tki_history.courses[]": ("ros1_tki_history", "courses"),
}


def open_places(answers: Answers, vocabulary: Vocabulary) -> Iterator[tuple[str, str, Keys]]:
    """Yield the path, the path without numbers and the keys of every fact that is not known."""
    for path in vocabulary.fields:
        if path in NOT_ANSWERED or any(name in path for name in NOT_WORDS):
            continue
        for concrete, keys in places(path, answers):
            known = at(answers, keys)
            if known in ([], ["unknown"]) if isinstance(known, list) else known in OPEN:
                yield concrete, path, keys


def places(path: str, answers: Answers) -> Iterator[tuple[str, Keys]]:
    for items, keys in LIST_OF.items():
        if path.startswith(items):
            rest = path.removeprefix(f"{items}.")
            for number in range(len(at(answers, keys) or ())):
                concrete = path.replace("[]", f"[{number}]")
                yield concrete, (*keys, number, *rest.split("."))
            return
    yield path, tuple(path.split("."))


def at(answers: Answers, keys: Keys) -> Any:  # noqa: ANN401 (an answer is a word, a number or a list)
    found: Any = answers
    for key in keys:
        if isinstance(key, str) and key not in found:
            return None
        found = found[key]
    return found


def known(answers: Answers, path: str, keys: Keys, vocabulary: Vocabulary) -> Iterator[Case]:
    """Yield the case with one open fact known, for each word that it can be."""
    words = VALUES.get(path, vocabulary.fields[path].words)
    for word in words:
        if word in OPEN or (word == "after_ros1_tki" and answers_no_tki(answers)):
            continue
        changed = deepcopy(answers)
        inner: Any = changed
        for key in keys[:-1]:
            inner = inner.setdefault(key, {}) if isinstance(inner, dict) else inner[key]
        inner[keys[-1]] = [word] if path in LISTS else word
        try:
            yield to_case(changed, vocabulary)
        except CaseError:
            continue  # alone, this word cannot be true of this case


def answers_no_tki(answers: Answers) -> bool:
    """Tell whether no ROS1-TKI was given; a test without a time was then before it, and settled."""
    return bool(at(answers, ("ros1_tki_history", "given")) == "no")


def parts(decision: Decision) -> Mapping[str, object]:
    """Return the parts of a decision, each as what a reader would call changed."""
    return {
        "ros1_status": decision.ros1_status,
        "next_step": decision.next_step,
        "tests": {(test.assay, test.purpose, test.opens) for test in decision.tests},
        "options": {
            (
                option.id,
                option.kind,
                option.standing,
                option.companion_diagnostic,
                option.evidence,
            )
            for option in decision.options
        },
        "excluded": {(drug.id, drug.reason) for drug in decision.excluded},
        "conflicts": {conflict.id for conflict in decision.conflicts},
    }


def differing(now: Decision, later: Decision) -> Iterator[str]:
    """Yield the parts that differ; cautions: of every drug together, or of one still listed."""
    before, after = parts(now), parts(later)
    yield from (part for part in before if before[part] != after[part])
    first, then = cautions(now), cautions(later)
    if any(first[drug] != then[drug] for drug in first.keys() & then.keys()):
        yield "cautions"


def cautions(decision: Decision) -> Mapping[str, set[tuple[str, str]]]:
    found = {option.id: option.cautions for option in decision.options}
    found["every drug"] = decision.cautions
    return {drug: {(one.field, one.state) for one in said} for drug, said in found.items()}


def announced(decision: Decision) -> dict[str, frozenset[str]]:
    return {unknown.field: frozenset(unknown.would_change) for unknown in decision.unknowns}


def field_of(path: str, said: Mapping[str, frozenset[str]]) -> str:
    """Return the field under which a fact is asked for: the whole, where nothing of it is known."""
    whole = path.rpartition(".")[0]
    asked_whole = whole in ("other_drivers", "ros1_tki_history")
    return whole if path not in said and asked_whole and whole in said else path


Count: TypeAlias = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def counted(
    examples: Examples,
    vocabulary: Vocabulary,
    asked_of: Callable[[Mapping[str, Any]], Rules],
) -> tuple[dict[tuple[str, str], str], Count, Count, int]:
    """Return what changed unannounced (with a case), what was announced and what came true."""
    missed: dict[tuple[str, str], str] = {}
    said_so: Count = Counter()
    came_true: Count = Counter()
    again = 0
    for name, (answers, expected) in examples.items():
        rules = asked_of(expected)
        now = decide(Case(answers), rules)
        said = announced(now)
        with pytest.MonkeyPatch.context() as light:
            # Only the parts are compared from here on.
            light.setattr(
                "ros1_desktop.decision.decide.unknowns", lambda found: ((), found.options)
            )
            light.setattr("ros1_desktop.decision.decide.trace", lambda _: ())
            for concrete, path, keys in open_places(answers, vocabulary):
                differs: set[str] = set()
                for then in known(answers, path, keys, vocabulary):
                    differs.update(differing(now, decide(then, rules)))
                    again += 1
                announces = said.get(field_of(concrete, said), frozenset())
                for part in differs - announces:
                    missed.setdefault((path, part), f"{name}: {concrete}")
                said_so.update((path, part) for part in announces)
                came_true.update((path, part) for part in announces & differs)
    return missed, said_so, came_true, again


def test_whatever_changes_was_announced(
    counted: tuple[dict[tuple[str, str], str], Count, Count, int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    missed, _, _, again = counted
    with capsys.disabled():
        print(f"\n  open facts made known: {again:,} cases", end="")  # noqa: T201 (the size is the point)
    assert again >= 40_000
    assert not missed, json.dumps(
        {" -> ".join(key): case for key, case in missed.items()}, indent=1
    )


# Announced as one of all that a next step brings, though in no example it comes with the step.
WITH_THE_STEP = frozenset(
    {
        ("disease.histology", "excluded"),
        ("ros1_tests[].assay", "excluded"),
        ("ros1_tests[].specimen", "excluded"),
        ("ros1_tki_history.given", "excluded"),
        ("ros1_tki_history.given", "tests"),
        ("ros1_tki_history.courses[].drug", "cautions"),
    }
)


def test_whatever_is_announced_can_change(
    counted: tuple[dict[tuple[str, str], str], Count, Count, int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, said_so, came_true, _ = counted
    share = came_true.total() / said_so.total()
    with capsys.disabled():
        print(f"\n  announced and come true alone: {share:.0%}", end="")  # noqa: T201 (the share is the point)
    never = {key for key in said_so if not came_true[key]}
    assert not never - WITH_THE_STEP, "; ".join(map(str, sorted(never - WITH_THE_STEP)))
    assert share >= 0.8

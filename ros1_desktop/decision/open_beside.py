"""What an unknown fact could change beside the tables: cautions, conflicts, a removed drug's tests.

Rules:
 * A conflict that one more fact could make or undo is a change like any other.
 * A drug that a fact would remove takes its cautions and its companion tests along.
 * A drug already excluded can still get one more reason; small-cell change makes no entry.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ros1_desktop.decision.conflicts import ROS1_POSITIVE
from ros1_desktop.decision.found import Found
from ros1_desktop.decision.material import POSITIVE
from ros1_desktop.decision.readings import Reading

MUTATIONS, OFF_TARGET = "resistance.ros1_mutations", "resistance.off_target"
OPTION, UNLISTED = "option", "unlisted"


def beside(path: str, template: str, removes: frozenset[str], found: Found) -> Iterator[str]:
    """Yield the parts of the decision that knowing a fact could change, tables aside."""
    if removes:
        yield from _removed(removes, found)
    if path != OFF_TARGET and _could_exclude(path, found):
        yield "excluded"
    if any(
        caution.state == "not_checked" and caution.field == path
        for option in found.options
        for caution in option.cautions
    ):
        yield "cautions"
    if path in {MUTATIONS, OFF_TARGET}:
        yield "conflicts"
    if path == MUTATIONS and any(test.purpose == "resistance" for test in found.tests):
        yield "tests"
    if found.treating and template == "ros1_tki_history.courses[].toxicity":
        yield "cautions"
    if template == "other_drivers" and found.standing.status.gives in ROS1_POSITIVE:
        yield "conflicts"
    if template.startswith("ros1_tests[]."):
        reading = found.readings[int(path[len("ros1_tests[") : path.index("]")])]
        yield from _of_a_test(template.removeprefix("ros1_tests[]."), reading, found)
    elif template.startswith("ros1_tki_history.courses[]."):
        yield "conflicts"


def _removed(removes: frozenset[str], found: Found) -> Iterator[str]:
    for option in found.options:
        if option.id in removes:
            yield from ("cautions",) if option.cautions else ()
            yield from ("conflicts",) if option.kind == "continue" else ()
    if any(test.purpose == "companion" and set(test.opens) & removes for test in found.tests):
        yield "tests"


def _could_exclude(path: str, found: Found) -> bool:
    return any(
        path in fields and asked.row.gives != UNLISTED
        for asked in found.asking.asked
        if asked.table.id == OPTION
        for fields in asked.opened_by.values()
    )


def _of_a_test(name: str, reading: Reading, found: Found) -> Iterator[str]:
    others = [other for other in found.readings if other.number != reading.number]
    if name in {"result", "specimen", "assay"}:
        if others or found.who.other_driver == "yes" or found.case.at(MUTATIONS):
            yield "conflicts"
        if found.treating and _paired(reading, found):
            yield from ("tests", "options")
    if name == "fusion" and others:
        yield "conflicts"
    if name.startswith("fish.") and reading.test["result"] in FISH_CONFLICTS[name]:
        yield "conflicts"


def _paired(reading: Reading, found: Found) -> bool:
    pairs = found.asking.rules.knowledge.pairs
    could_be_positive = reading.says in {*POSITIVE, "unknown", "pending", "pending_cdx"}
    return could_be_positive and any(pair.assay == reading.assay.id for pair in pairs)


FISH_CONFLICTS: Mapping[str, Any] = {
    "fish.pattern": ("positive",),
    "fish.positive_percent": ("positive", "negative"),
    "fish.evaluable_cells": ("positive",),
}

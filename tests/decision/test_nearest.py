"""Which rows a case meets almost: those that fail in the fewest findings, and where they fail."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.fit import Compared
from ros1_desktop.decision.nearest import Failed, near_misses, nearest
from ros1_desktop.decision.rules import Rules
from ros1_desktop.knowledge.records import Finding, Row, Table

INPUTS = ("fusion", "treated", "brain")
FINDINGS = {
    name: Finding(name, ("yes", "no", "unknown"), frozenset({"unknown"}), (), {}) for name in INPUTS
}


def row(name: str, *words: str) -> Row:
    """Return a row that needs these words, one of several divided by a bar; `-` needs nothing."""
    pairs = zip(INPUTS, words, strict=True)
    needs = {cell: frozenset(word.split("|")) for cell, word in pairs if word != "-"}
    return Row(name, needs, name, ("s",), None)


def table(*rows: Row) -> Compared:
    return Compared(Table("hand", "?", "options", INPUTS, (), rows), FINDINGS)


def test_rows_that_fail_in_one_finding_are_nearest_and_say_where() -> None:
    asked = table(
        row("met", "yes", "no", "no"),
        row("one", "yes", "yes|unknown", "no"),
        row("another", "no", "no", "-"),
        row("two", "no", "yes", "-"),
    )
    found = nearest(asked, ("yes", "no", "no"))
    assert [near.row.id for near in found] == ["one", "another"]
    assert [near.failed for near in found] == [
        (Failed("treated", "no", ("unknown", "yes")),),
        (Failed("fusion", "yes", ("no",)),),
    ]
    assert {near.table for near in found} == {"hand"}


def test_where_no_row_fails_in_one_finding_those_that_fail_in_the_fewest_are_nearest() -> None:
    asked = table(
        row("three", "no", "yes", "yes"),
        row("met", "yes", "no", "no"),
        row("two", "no", "yes", "no"),
    )
    found = nearest(asked, ("yes", "no", "no"))
    assert [near.row.id for near in found] == ["two"]
    assert [failed.finding for failed in found[0].failed] == ["fusion", "treated"]


def test_a_row_that_is_met_is_never_near() -> None:
    assert nearest(table(row("met", "-", "-", "-")), ("yes", "no", "no")) == ()


@pytest.mark.parametrize("jurisdiction", ["JP", "US"])
def test_near_misses_are_asked_with_the_words_of_the_decision(
    jurisdiction: str,
    rules: Callable[[str, str], Rules],
    examples: Mapping[str, tuple[dict[str, Any], dict[str, Any]]],
    vocabulary: Vocabulary,
) -> None:
    asked = rules("2026-11-24", jurisdiction)
    for name, (answers, _) in examples.items():
        case = to_case(answers, vocabulary)
        decision = decide(case, asked)
        found = near_misses(case, asked)
        assert {near.table for near in found} <= {"ros1_status", "next_step"}
        met = {line.row for line in decision.trace if line.fit == "met"}
        assert not met & {near.row.id for near in found}, name
        for near in found:
            for failed in near.failed:
                assert failed.now not in near.row.needs[failed.finding], name
                assert set(failed.needs) == near.row.needs[failed.finding], name
                if failed.finding == "ros1_status":
                    assert failed.now == decision.ros1_status, name
        not_met = {line.row: line.cells for line in decision.trace if line.fit == "not_met"}
        told = {near.row.id: tuple(one.finding for one in near.failed) for near in found}
        assert not_met.items() <= told.items(), name
        opened = {line.row for line in decision.trace if line.fit == "open"}
        assert told.keys() - not_met.keys() <= opened, name

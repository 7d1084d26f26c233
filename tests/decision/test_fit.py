"""A row is met, stays open, or is not met; the index of bits says what plain comparison says."""

from collections.abc import Callable, Collection
from random import Random

import pytest

from ros1_desktop.decision.fit import Compared, failing
from ros1_desktop.decision.rules import Rules
from ros1_desktop.knowledge.records import Finding, Row, Table

INPUTS = ("fusion", "treated")
FINDINGS = {
    "fusion": Finding("fusion", ("found", "absent", "unknown"), frozenset({"unknown"}), (), {}),
    "treated": Finding("treated", ("yes", "no", "unknown"), frozenset({"unknown"}), (), {}),
}
FIRST = Row(
    "R1", {"fusion": frozenset({"found"}), "treated": frozenset({"no"})}, "first", ("s",), None
)
LATER = Row(
    "R2", {"fusion": frozenset({"found"}), "treated": frozenset({"yes"})}, "later", ("s",), None
)
ASK = Row(
    "R3", {"fusion": frozenset({"found"}), "treated": frozenset({"unknown"})}, "ask", ("s",), None
)
NONE = Row("R4", {"fusion": frozenset({"absent", "unknown"})}, "none", ("s",), None)
HAND = Table(
    "hand", "?", "options", INPUTS, ("first", "later", "ask", "none"), (FIRST, LATER, ASK, NONE)
)
ANY_DATES = (("2018-06-01", "JP"), ("2026-11-23", "US"))


@pytest.fixture
def hand() -> Compared:
    return Compared(HAND, FINDINGS)


@pytest.mark.parametrize(
    ("values", "met"),
    [
        (("found", "no"), FIRST),
        (("found", "yes"), LATER),
        (("found", "unknown"), ASK),
        (("absent", "yes"), NONE),
        (("unknown", "unknown"), NONE),
    ],
)
def test_a_row_is_met_when_every_word_is_allowed(
    hand: Compared, values: tuple[str, str], met: Row
) -> None:
    assert hand.met(values) is met
    assert hand.met(values) is met, "a second time, from what was kept"


def test_an_unknown_word_never_meets_a_row_that_does_not_name_it(hand: Compared) -> None:
    assert hand.met(("found", "unknown")) not in (FIRST, LATER)


def test_rows_stay_open_where_the_free_input_could_become_a_known_word(hand: Compared) -> None:
    assert hand.open(("found", "unknown"), {1}) == (FIRST, LATER)


def test_a_row_that_waits_for_the_unknown_word_is_not_open(hand: Compared) -> None:
    assert ASK not in hand.open(("found", "unknown"), {1})


def test_one_known_word_outside_closes_a_row_whatever_is_free(hand: Compared) -> None:
    assert hand.open(("absent", "unknown"), {1}) == (NONE,)


def test_with_nothing_free_only_the_met_row_is_left(hand: Compared) -> None:
    assert hand.open(("found", "no"), ()) == (FIRST,)


def test_with_all_inputs_free_every_row_of_known_words_is_left(hand: Compared) -> None:
    assert hand.open(("unknown", "unknown"), {0, 1}) == (FIRST, LATER, NONE)


def test_what_fails_is_named() -> None:
    assert failing(FIRST, INPUTS, ("found", "no")) == ()
    assert failing(FIRST, INPUTS, ("found", "unknown")) == ("treated",)
    assert failing(FIRST, INPUTS, ("absent", "yes")) == INPUTS
    assert failing(NONE, INPUTS, ("found", "yes")) == ("fusion",)


def test_a_word_that_does_not_exist_is_refused(hand: Compared) -> None:
    with pytest.raises(KeyError, match="maybe"):
        hand.met(("maybe", "no"))


def test_a_state_without_a_row_is_refused() -> None:
    short = Table("short", "?", "options", INPUTS, ("first",), (FIRST,))
    with pytest.raises((KeyError, ValueError)):
        Compared(short, FINDINGS).met(("absent", "no"))


def naive(
    one: Compared, rules: Rules, values: tuple[str, ...], free: Collection[int]
) -> tuple[Row, ...]:
    findings = rules.knowledge.findings

    def fits(row: Row, number: int) -> bool:
        name = one.inputs[number]
        allowed = row.needs.get(name, frozenset(findings[name].words))
        if number in free:
            return any(word in allowed for word in findings[name].known)
        return values[number] in allowed

    return tuple(row for row in one.rows if all(fits(row, number) for number in range(len(values))))


@pytest.mark.parametrize(("as_of", "here"), ANY_DATES)
def test_the_index_says_what_plain_comparison_says(
    rules: Callable[[str, str], Rules], as_of: str, here: str
) -> None:
    chance, now = Random(1), rules(as_of, here)  # noqa: S311 (states to try, no secret)
    for one in now.tables.values():
        words = [now.knowledge.findings[name].words for name in one.inputs]
        for _ in range(200):
            values = tuple(chance.choice(choices) for choices in words)
            free = [number for number in range(len(values)) if chance.random() < 0.4]
            assert (one.met(values),) == naive(one, now, values, ()), (one.id, values)
            assert one.open(values, free) == naive(one, now, values, free), (one.id, values, free)


def test_whatever_an_open_input_becomes_the_row_then_met_was_open(
    rules: Callable[[str, str], Rules],
) -> None:
    chance, now = Random(2), rules("2026-11-23", "JP")  # noqa: S311 (states to try, no secret)
    for one in now.tables.values():
        findings = [now.knowledge.findings[name] for name in one.inputs]
        for _ in range(100):
            values = [chance.choice(finding.words) for finding in findings]
            free = [number for number in range(len(values)) if chance.random() < 0.5]
            opened = one.open(tuple(values), free)
            for number in free:
                values[number] = chance.choice(findings[number].known)
            assert one.met(tuple(values)) in opened, (one.id, values, free)

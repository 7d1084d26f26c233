"""Decided twice: the SQL over the built store and the code that decides give the same answers.

Every state of every table is compared, and on the latest date every case of the spaces; on earlier
dates every eleventh. That a difference would be seen is shown by making one, on either side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.fit import Compared
from ros1_desktop.exchange import agree as agreement
from ros1_desktop.exchange.agree import agree, cases_agree, tables_agree
from ros1_desktop.exchange.spaces import Answers, Spaces
from ros1_desktop.knowledge import twice
from ros1_desktop.knowledge.records import Finding, Table
from ros1_desktop.knowledge.store import Store
from ros1_desktop.knowledge.twice_sql import STEPS

pytestmark = pytest.mark.uncovered

TODAY = "2026-11-23"
EARLIER = ("2018-06-01", "2023-12-31", "2025-01-15")
HERE = ("JP", "US")
STATES = 30_000
ONE_IN = 11


def cases_of(store: Store, vocabulary: Vocabulary, as_of: str, here: str) -> Sequence[Answers]:
    cases = list(Spaces(store, vocabulary, as_of, here).every(3))
    return cases if as_of == TODAY else cases[::ONE_IN]


def test_every_state_of_every_table_meets_the_same_row_twice(store: Store) -> None:
    found = tables_agree(store)
    assert found.disagreements == ()
    assert found.states > STATES


@pytest.mark.parametrize("here", HERE)
@pytest.mark.parametrize("as_of", [*EARLIER, TODAY])
def test_every_case_is_decided_the_same_twice(
    store: Store, vocabulary: Vocabulary, as_of: str, here: str
) -> None:
    cases = cases_of(store, vocabulary, as_of, here)
    assert len(cases) > (10_000 if as_of == TODAY else 1_000)
    found = cases_agree(store, vocabulary, as_of, here, cases)
    assert found.disagreements[:5] == ()
    assert found.states == len(cases)


@pytest.mark.parametrize("here", HERE)
def test_the_spaces_reach_every_reading_status_and_step(
    store: Store, vocabulary: Vocabulary, here: str
) -> None:
    spaces = Spaces(store, vocabulary, TODAY, here)
    chains = list(twice.paths(store, TODAY, here, list(spaces.every(2))))
    findings, tables = store.findings(), store.tables()
    assert spaces.for_reading.keys() == set(tables["reading"].words)
    assert {chain.ros1_status for chain in chains} == set(findings["ros1_status"].words)
    assert {chain.step_row for chain in chains} == {row.id for row in tables["next_step"].rows}
    reasons = {line[2] for chain in chains for line in chain.treatments if line[0] == "excluded"}
    only_there = {"US": {"contraindicated"}, "JP": {"outside_label"}}  # by the labels of today
    assert reasons == set(findings["reason"].words) - only_there[here]


def test_the_check_agrees_and_counts_what_it_compared(store: Store, vocabulary: Vocabulary) -> None:
    found = agree(store, vocabulary, TODAY)
    assert found.disagreements == ()
    assert found.states > STATES + 500


def test_a_cell_flipped_on_the_deciding_side_is_noticed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, table in store.tables().items():
        number, row = next((n, row) for n, row in enumerate(table.rows) if row.needs)
        finding = min(row.needs)
        word = min(row.needs[finding])
        less = replace(row, needs={**row.needs, finding: row.needs[finding] - {word}})
        wrong = replace(table, rows=(*table.rows[:number], less, *table.rows[number + 1 :]))

        def flipped(
            table: Table, findings: Mapping[str, Finding], wrong: Table = wrong
        ) -> Compared:
            return Compared(wrong if table.id == wrong.id else table, findings)

        monkeypatch.setattr(agreement, "Compared", flipped)
        found = tables_agree(store).disagreements
        assert found
        assert all(line.startswith(f"table {name}, ") and word in line for line in found)


def test_a_state_that_one_side_does_not_know_is_noticed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement, "rows_met", lambda *asked: list(twice.rows_met(*asked))[1:])
    assert len(tables_agree(store).disagreements) == len(store.tables())


@pytest.mark.parametrize(
    "flip",
    [
        ("ROWS_MET", "c.word, c.decision_row", "'none', c.decision_row"),
        ("STEPS", "'negative_fish') AND max", "'negative_ihc') AND max"),
        ("STEPS", "d.holds_from <= :day", "d.holds_from > :day"),
        ("STEPS", "THEN 'below_minimum'", "THEN 'not_below'"),
        ("TREATMENTS", "r.activity = 'resistant'", "r.activity = 'not_known'"),
        ("TREATMENTS", "how = 'toxicity'", "how = 'other'"),
        ("TREATMENTS", "'pretreated_only' THEN n IN", "'pretreated_only' THEN n NOT IN"),
        ("TREATMENTS", "a.holds_from <= :day", "a.holds_from > :day"),
        ("TREATMENTS", "'small_cell')", "'nothing')"),
    ],
)
def test_a_word_flipped_in_the_sql_is_noticed(
    store: Store,
    vocabulary: Vocabulary,
    monkeypatch: pytest.MonkeyPatch,
    flip: tuple[str, str, str],
) -> None:
    name, says, wrong = flip
    right = getattr(twice, name)
    assert says in right
    cases = list(Spaces(store, vocabulary, TODAY, "US").every(2))[::ONE_IN]
    before = set(cases_agree(store, vocabulary, TODAY, "US", cases).disagreements)
    monkeypatch.setattr(twice, name, right.replace(says, wrong))
    found = set(tables_agree(store).disagreements) if name == "ROWS_MET" else set()
    found |= set(cases_agree(store, vocabulary, TODAY, "US", cases).disagreements)
    assert found - before


def test_a_case_that_meets_no_row_stops_the_evaluation(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twice, "STEPS", f"{STEPS} WHERE flags.n > 0")
    with pytest.raises(ValueError, match="does not meet one row"):
        list(twice.paths(store, TODAY, "JP", [{"schema": "ros1-case/1"}]))


def test_a_table_with_a_gap_or_a_clash_is_no_disagreement(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both sides say which rows are met; that it must be one is the proof's to say."""
    table = store.tables()["exclusion"]
    first, second, *rest = table.rows
    both = replace(second, needs=first.needs)
    doubled = replace(table, rows=(first, both, *rest))
    met = {first.needs["reason"]: (first.id, both.id), second.needs["reason"]: ()}

    def states(_: Store, __: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        rows = list(twice.rows_met(store, "exclusion"))
        return [(values, met.get(frozenset(values), ids)) for values, ids in rows]

    monkeypatch.setattr(agreement, "rows_met", states)
    monkeypatch.setattr(Store, "tables", lambda _: {"exclusion": doubled})
    assert tables_agree(store).disagreements == ()

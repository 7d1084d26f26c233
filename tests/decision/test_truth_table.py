"""The committed truth table is the one that today's rules give, and a changed rule changes it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.exchange.truth import truth_table
from ros1_desktop.knowledge.records import Table
from ros1_desktop.knowledge.store import Store
from ros1_desktop.words import Words, read_words

RENEW = "python -m ros1_desktop check --truth-table > tests/approved/truth_table.txt"


@pytest.fixture(scope="module")
def words(resources: Path) -> tuple[Words, ...]:
    return tuple(read_words(resources, language) for language in ("ja", "en"))


@pytest.fixture(scope="module")
def today(store: Store, vocabulary: Vocabulary, words: tuple[Words, ...]) -> str:
    return truth_table(store, vocabulary, words)


def test_the_committed_truth_table_is_not_stale(root: Path, today: str) -> None:
    committed = (root / "tests" / "approved" / "truth_table.txt").read_text(encoding="utf-8")
    same = committed == today
    assert same, f"the truth table is stale; read what changed after: {RENEW}"


def test_the_same_rules_give_the_same_text(
    store: Store, vocabulary: Vocabulary, words: tuple[Words, ...], today: str
) -> None:
    assert truth_table(store, vocabulary, words) == today


def test_every_outcome_stands_once_and_every_row_under_one(store: Store, today: str) -> None:
    lines = today.splitlines()
    tables = store.tables()
    for name in ("reading", "ros1_status", "next_step", "test_choice", "material"):
        for row in tables[name].rows:
            assert lines.count(f"  {row.id}") == 1
    for status in tables["ros1_status"].words:
        assert sum(line.endswith(f"[{status}]") for line in lines) == 1 + (
            status == "indeterminate"  # a reading has the same word
        )


def test_every_drug_of_the_store_has_its_outcomes(store: Store, today: str) -> None:
    for drug in store.facts("drug"):
        assert f"/ {drug['id']} [{drug['id']}]\n" in today


def test_a_changed_rule_shows_as_changed_lines(
    store: Store,
    vocabulary: Vocabulary,
    words: tuple[Words, ...],
    today: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = dict(store.tables())
    sequence = tables["sequence"]
    studied = [
        replace(row, gives="no_evidence" if row.gives == "uncertain" else row.gives)
        for row in sequence.rows
    ]
    tables["sequence"] = replace(sequence, rows=tuple(studied))

    def changed(_: Store) -> Mapping[str, Table]:
        return tables

    monkeypatch.setattr(Store, "tables", changed)
    now = set(truth_table(store, vocabulary, words).splitlines())
    assert 0 < len(now ^ set(today.splitlines())) < 20


def test_a_word_without_a_sentence_is_printed_itself(store: Store, vocabulary: Vocabulary) -> None:
    bare = truth_table(store, vocabulary, [Words("en", {})])
    assert "ros1_status [" not in bare
    assert "positive_confirmed [positive_confirmed]" in bare
    assert "first" in bare

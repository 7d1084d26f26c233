"""A table that says nothing, or two things, about some patient does not pass the proof.

The proof is itself put to the test: on tables made by hand, on random ones against plain
enumeration, and on every table of the store with one row or one cell made wrong.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ros1_desktop.decision.prove import _without, prove
from ros1_desktop.knowledge.records import Finding, Row, Table
from ros1_desktop.knowledge.store import Store

WORDS = {"spot": ("red", "blue"), "size": ("small", "large", "unknown"), "edge": ("flat", "steep")}
FINDINGS = {name: Finding(name, words, frozenset(), (), {}) for name, words in WORDS.items()}


def row(name: str, gives: str, **needs: str) -> Row:
    cells = {word: frozenset(said.split()) for word, said in needs.items()}
    return Row(name, cells, gives, ("source",), None)


def table(*rows: Row, inputs: tuple[str, ...] = ("spot", "size")) -> Table:
    return Table("hand", "What now?", "tests", inputs, ("go", "stay"), rows)


GO = row("R1", "go", spot="red", size="small large")
UNKNOWN = row("R2", "stay", spot="red", size="unknown")
BLUE = row("R3", "stay", spot="blue")


def test_a_complete_table_without_clashes_holds() -> None:
    proof = prove(table(GO, UNKNOWN, BLUE), FINDINGS)
    assert proof.holds
    assert (proof.table, proof.inputs, proof.states, proof.rows) == ("hand", 2, 6, 3)


def test_a_missing_cell_is_named() -> None:
    proof = prove(table(GO, BLUE), FINDINGS)
    assert proof.gaps == ({"spot": "red", "size": "unknown"},)
    assert not proof.clashes
    assert not proof.holds


def test_an_empty_table_leaves_everything_out() -> None:
    proof = prove(table(), FINDINGS)
    assert len(proof.gaps) == 1
    assert proof.spare == ("go", "stay")


def test_two_rows_that_share_a_state_are_named() -> None:
    wide = row("R9", "go", size="unknown")
    proof = prove(table(GO, UNKNOWN, BLUE, wide), FINDINGS)
    assert proof.clashes == (("R2", "R9"), ("R3", "R9"))
    assert not proof.gaps
    assert not proof.holds


def test_a_word_that_no_row_gives_is_named() -> None:
    proof = prove(table(row("R1", "go")), FINDINGS)
    assert proof.spare == ("stay",)
    assert not proof.holds


def boxes() -> st.SearchStrategy[list[Row]]:
    cell = {
        name: st.sets(st.sampled_from(words), min_size=1).map(frozenset)
        for name, words in WORDS.items()
    }
    needs = st.fixed_dictionaries({}, optional=cell)
    return st.lists(needs, max_size=6).map(
        lambda found: [
            Row(f"R{number}", needs, "go", ("source",), None) for number, needs in enumerate(found)
        ]
    )


def allows(line: Row, state: Mapping[str, str]) -> bool:
    return all(state[name] in words for name, words in line.needs.items())


def states() -> Iterator[dict[str, str]]:
    for values in product(*WORDS.values()):
        yield dict(zip(WORDS, values, strict=True))


@given(boxes())
def test_the_proof_agrees_with_enumeration(rows: list[Row]) -> None:
    proof = prove(table(*rows, inputs=tuple(WORDS)), FINDINGS)
    uncovered = [state for state in states() if not any(allows(line, state) for line in rows)]
    assert bool(proof.gaps) == bool(uncovered)
    assert all(gap in uncovered for gap in proof.gaps)
    shared = {
        (one.id, other.id)
        for one, other in combinations(rows, 2)
        if any(allows(one, state) and allows(other, state) for state in states())
    }
    assert set(proof.clashes) == shared
    assert proof.states == len(list(states()))


@given(boxes().filter(lambda rows: len(rows) >= 2))
def test_what_is_left_of_a_box_is_exactly_what_was_not_taken(rows: list[Row]) -> None:
    def box(line: Row) -> tuple[frozenset[str], ...]:
        return tuple(line.needs.get(name, frozenset(words)) for name, words in WORDS.items())

    pieces = [list(product(*piece)) for piece in _without(box(rows[0]), box(rows[1]))]
    left = [state for piece in pieces for state in piece]
    assert len(left) == len(set(left)), "the pieces overlap"
    assert set(left) == set(product(*box(rows[0]))) - set(product(*box(rows[1])))


def test_every_table_of_the_store_is_complete_and_free_of_clashes(store: Store) -> None:
    findings = store.findings()
    proofs = [prove(one, findings) for one in store.tables().values()]
    assert not [proof for proof in proofs if not proof.holds]
    assert len(proofs) >= 23


def test_deleting_any_row_leaves_a_gap_where_it_stood(store: Store) -> None:
    findings, survivors, deleted = store.findings(), [], 0
    for one in store.tables().values():
        for line in one.rows:
            rest = replace(one, rows=tuple(other for other in one.rows if other is not line))
            gaps = prove(rest, findings).gaps
            deleted += 1
            if not gaps or not all(allows(line, gap) for gap in gaps):
                survivors.append(line.id)
    assert not survivors
    assert deleted >= 300


def test_doubling_any_row_is_a_clash(store: Store) -> None:
    findings, survivors = store.findings(), []
    for one in store.tables().values():
        for line in one.rows:
            twin = replace(line, id=f"{line.id}'")
            clashes = prove(replace(one, rows=(*one.rows, twin)), findings).clashes
            if clashes != ((line.id, twin.id),):
                survivors.append(line.id)
    assert not survivors


def widened(one: Table, findings: Mapping[str, Finding]) -> Iterator[tuple[str, Table]]:
    for line in one.rows:
        for name, words in line.needs.items():
            for word in findings[name].words:
                if word not in words:
                    wide = replace(line, needs={**line.needs, name: words | {word}})
                    rows = tuple(wide if other is line else other for other in one.rows)
                    yield f"{line.id}: {name} also {word}", replace(one, rows=rows)
                    break


def test_widening_any_cell_by_a_word_is_a_clash(store: Store) -> None:
    findings, survivors, tried = store.findings(), [], 0
    for one in store.tables().values():
        for change, wide in widened(one, findings):
            tried += 1
            if not prove(wide, findings).clashes:
                survivors.append(change)
    assert not survivors
    assert tried >= 700


@pytest.mark.parametrize("wrong", ["gap", "clash"])
def test_a_wrong_word_in_a_cell_of_the_store_does_not_pass(store: Store, wrong: str) -> None:
    findings, steps = store.findings(), store.tables()["next_step"]
    first = steps.rows[0]
    needs = {} if wrong == "clash" else {**first.needs, "age": frozenset({"adult"})}
    rows = (replace(first, needs=needs), *steps.rows[1:])
    proof = prove(replace(steps, rows=rows), findings)
    assert bool(proof.gaps) == (wrong == "gap")
    assert bool(proof.clashes) == (wrong == "clash")

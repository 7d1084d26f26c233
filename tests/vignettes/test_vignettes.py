"""Every vignette comes out as agreed, every row is held by one, and no row can go or change unseen.

The vignettes are shipped (`resources/vignettes`), so that `ros1-desktop check` can run them.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.verify import verify
from ros1_desktop.exchange.vignettes import (
    Vignette,
    Vignettes,
    decided,
    faults,
    met_rows,
    read_vignettes,
    run_vignettes,
)
from ros1_desktop.knowledge.records import Knowledge, Row, Table
from ros1_desktop.knowledge.store import Store

ROOT = Path(__file__).resolve().parents[2]
VIGNETTES = read_vignettes(ROOT / "resources")
IDS = [patient.id for patient in VIGNETTES.patients]
KINDS = ("JLCS", "CIViC EID", "PMID", "clinical logic", "dossier")


@pytest.fixture(scope="module")
def knowledge(store: Store) -> Callable[[Vignette], Knowledge]:
    @cache
    def of(as_of: str, jurisdiction: str) -> Knowledge:
        return store.in_force(as_of, jurisdiction)

    return lambda patient: of(patient.as_of, patient.jurisdiction)


@pytest.fixture(scope="module")
def rules(knowledge: Callable[[Vignette], Knowledge]) -> Callable[[Vignette], Rules]:
    made: dict[tuple[str, str], Rules] = {}

    def of(patient: Vignette) -> Rules:
        when = (patient.as_of, patient.jurisdiction)
        if when not in made:
            made[when] = prepare(knowledge(patient))
        return made[when]

    return of


# --- the vignettes -------------------------------------------------------------------------------


def test_there_are_at_least_sixty_and_their_ids_run_on() -> None:
    assert len(IDS) >= 60
    assert [f"V-{number:03d}" for number in range(1, len(IDS) + 1)] == IDS


@pytest.mark.parametrize("patient", VIGNETTES.patients, ids=IDS)
def test_a_clinician_can_read_it_and_it_names_its_source(patient: Vignette) -> None:
    assert patient.title_ja
    assert patient.story_ja.count("。") >= 2
    assert len(re.findall(r"[.?](?: |$)", patient.story_en)) >= 2
    assert patient.source
    assert patient.holds


def test_sources_are_guidance_sections_published_cases_and_civic_items() -> None:
    sources = "\n".join(patient.source for patient in VIGNETTES.patients)
    assert all(kind in sources for kind in KINDS)


@pytest.mark.parametrize("patient", VIGNETTES.patients, ids=IDS)
def test_it_comes_out_as_agreed(
    patient: Vignette, rules: Callable[[Vignette], Rules], vocabulary: Vocabulary
) -> None:
    decision = decided(patient, rules(patient), vocabulary)
    assert not list(faults(patient, decision, rules(patient)))
    assert set(patient.holds) <= met_rows(patient, decision, rules(patient))


def test_no_vignette_repeats_an_example() -> None:
    examples = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "tests" / "examples").glob("*.case.json")
    ]
    assert len(examples) >= 284
    for patient in VIGNETTES.patients:
        assert {"schema": "ros1-case/1", **patient.case} not in examples


def test_every_vignette_differs_from_every_other() -> None:
    asked = [
        json.dumps([one.case, one.as_of, one.jurisdiction], sort_keys=True)
        for one in VIGNETTES.patients
    ]
    assert len(set(asked)) == len(asked)


# --- rows ----------------------------------------------------------------------------------------


def test_every_row_is_held_by_a_vignette_that_meets_it(
    store: Store, vocabulary: Vocabulary
) -> None:
    held = run_vignettes(store, vocabulary, VIGNETTES)
    assert held.failed == ()
    assert held.rows_without == ()
    assert held.holds
    assert held.count == len(IDS)
    assert held.rows == sum(len(table.rows) for table in store.tables().values())


def test_few_rows_are_met_by_no_whole_case_and_none_of_them_is_met(
    rules: Callable[[Vignette], Rules], vocabulary: Vocabulary, store: Store
) -> None:
    assert len(VIGNETTES.unmet) <= 1
    assert all(VIGNETTES.unmet.values())
    known = {row.id for table in store.tables().values() for row in table.rows}
    assert VIGNETTES.unmet.keys() <= known
    met: set[str] = set()
    for patient in VIGNETTES.patients:
        met |= met_rows(patient, decided(patient, rules(patient), vocabulary), rules(patient))
    for path in (ROOT / "tests" / "examples").glob("*.case.json"):
        case = to_case(json.loads(path.read_text(encoding="utf-8")), vocabulary)
        traced = decide(case, rules(VIGNETTES.patients[0])).trace
        met |= {line.row for line in traced if line.fit == "met"}
    assert not met & VIGNETTES.unmet.keys()


def changed(patient: Vignette, knowledge: Knowledge, table: Table, vocabulary: Vocabulary) -> bool:
    """Tell whether a vignette raises or differs when one table is another."""
    try:
        then = prepare(replace(knowledge, tables={**knowledge.tables, table.id: table}))
        return bool(list(faults(patient, decided(patient, then, vocabulary), then)))
    except (ValueError, LookupError):
        return True


def holders(row: Row) -> list[Vignette]:
    return [patient for patient in VIGNETTES.patients if row.id in patient.holds]


def test_no_row_can_be_taken_out_unseen(
    store: Store, vocabulary: Vocabulary, knowledge: Callable[[Vignette], Knowledge]
) -> None:
    unseen = []
    for table in store.tables().values():
        for row in table.rows:
            less = replace(table, rows=tuple(other for other in table.rows if other != row))
            if row.id not in VIGNETTES.unmet and not any(
                changed(patient, knowledge(patient), less, vocabulary) for patient in holders(row)
            ):
                unseen.append(row.id)
    assert unseen == []


def test_a_row_taken_out_that_no_case_meets_is_a_gap(
    store: Store, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = dict(store.tables())
    for table in tables.values():
        rows = tuple(row for row in table.rows if row.id not in VIGNETTES.unmet)
        tables[table.id] = replace(table, rows=rows)

    def fewer(_: Store) -> Mapping[str, Table]:
        return tables

    monkeypatch.setattr(Store, "tables", fewer)
    gaps = {proof.table for proof in verify(store, vocabulary).proofs if proof.gaps}
    assert gaps == {"reading"}


# What a row gives is a second thing that may go wrong: another word in its place must show too.
# Of these rows another word shows nowhere in the outcome; each with the reason.
NO_BLOOD = "blood is listed at a step of testing only; at one of treatment the word adds nothing"
NO_REASON = (
    "nothing is entered for a drug that is excluded without a reason of its own (small-cell)"
)
SILENT: Mapping[str, str] = {
    "MT-04 rebiopsy_and_plasma": NO_BLOOD,
    "MT-05 tissue_and_plasma": NO_BLOOD,
    "MT-19 tissue_and_plasma": "no tissue test is left to list, whether tissue is gone or short",
    "OP-07 unlisted": f"{NO_REASON}; V-078 and V-121 see it as what could remove their option",
    "OP-12 excluded": NO_REASON,
}


def test_no_row_can_give_another_word_unseen(
    store: Store, vocabulary: Vocabulary, knowledge: Callable[[Vignette], Knowledge]
) -> None:
    unseen = set()
    for table in store.tables().values():
        for row in table.rows:
            for word in table.words:
                if word == row.gives or row.id in VIGNETTES.unmet:
                    continue
                rows = tuple(
                    replace(row, gives=word) if other == row else other for other in table.rows
                )
                other_word = replace(table, rows=rows)
                if not any(
                    changed(patient, knowledge(patient), other_word, vocabulary)
                    for patient in holders(row)
                ):
                    unseen.add(f"{row.id} {word}")
    assert unseen == SILENT.keys()


# --- what is noticed -----------------------------------------------------------------------------

WRONG: Mapping[str, Any] = {
    "ros1_status": "not_tested",
    "next_step": "test_ros1",
    "readings": [],
    "tests": ["brain_imaging imaging"],
    "options": {},
    "excluded": {"nobody": ["progressed_on_it"]},
    "conflicts": ["discordant_results check_first"],
    "referrals": ["expert_panel"],
    "topics": ["nothing"],
    "unknown_fields": ["nothing"],
    "limits": {"nothing": ["nothing"]},
    "notes": {"crizotinib": ["bypass_found"]},
    "cautions": {"crizotinib": ["safety.lomitapide present"]},
    "populations": {"crizotinib": ["g2032r"]},
    "removed_if": {"crizotinib": ["age_band"]},
    "no_topics": ["companion_diagnostic"],
    "no_caution": {"crizotinib": ["safety.bradycardia"]},
    "named": {"crizotinib": ["pregnancy"]},
    "silent": {"crizotinib": ["bradycardia"]},
}


@pytest.mark.parametrize("part", WRONG)
def test_an_outcome_that_was_not_agreed_is_noticed(
    part: str, rules: Callable[[Vignette], Rules], vocabulary: Vocabulary
) -> None:
    (patient,) = (one for one in VIGNETTES.patients if one.id == "V-092")
    wrong = replace(patient, agreed={**patient.agreed, part: WRONG[part]})
    decision = decided(wrong, rules(wrong), vocabulary)
    found = list(faults(wrong, decision, rules(wrong)))
    assert found
    assert list(faults(patient, decision, rules(patient))) == []


def test_options_in_another_order_are_noticed(
    rules: Callable[[Vignette], Rules], vocabulary: Vocabulary
) -> None:
    (patient,) = (one for one in VIGNETTES.patients if one.id == "V-092")
    turned = dict(reversed(patient.agreed["options"].items()))
    wrong = replace(patient, agreed={**patient.agreed, "options": turned})
    assert list(faults(wrong, decided(wrong, rules(wrong), vocabulary), rules(wrong)))


def test_a_row_that_a_vignette_only_claims_is_named(store: Store, vocabulary: Vocabulary) -> None:
    first = VIGNETTES.patients[0]
    claimed = Vignettes((replace(first, holds=("RD-26",)),), VIGNETTES.unmet)
    held = run_vignettes(store, vocabulary, claimed)
    assert held.failed == ("V-001 does not meet RD-26",)
    assert "RD-26" in held.rows_without
    assert not held.holds

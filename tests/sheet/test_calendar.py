"""The calendar of tests says what the statements on monitoring say, and where they say nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose import compose_clinician
from ros1_desktop.sheet.compose_band import Printing
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.figures import Calendar, CalendarRow
from ros1_desktop.sheet.library import Library, said
from ros1_desktop.sheet.sheet import Sheet, strings
from ros1_desktop.words import Words

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
PRINTING = Printing(date(2026, 11, 24), "9.9", "CODE")
FIRST: dict[str, Any] = {
    "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
    "ros1_tests": [{"assay": "oncomine_dx_target_test", "result": "positive"}],
    "ros1_tki_history": {"given": "no"},
}


def found(sheet: Sheet) -> Calendar:
    """Return the calendar of a sheet."""
    (calendar,) = (
        block for part in sheet.sections for block in part.blocks if isinstance(block, Calendar)
    )
    return calendar


def row(sheet: Sheet, drug: str, check: str) -> CalendarRow:
    """Return the row of a test of a drug, by how their names begin."""
    (of,) = (one for one in found(sheet).drugs if one.drug.startswith(drug))
    (wanted,) = (one for one in of.rows if one.check.startswith(check))
    return wanted


def test_every_statement_on_monitoring_that_was_read_has_its_row(library: Library) -> None:
    wanted = {
        one["id"]
        for one in library.statements
        if one["topic"] == "monitoring"
        and one["status"] != "judgement"
        and one.get("jurisdiction", "JP") in ("JP", "US")
    }
    shown = [one["statement"] for one in library.monitoring]
    assert set(shown) == wanted
    assert len(shown) == len(set(shown))


def test_an_interval_is_what_the_statement_says(library: Library) -> None:
    statements = {one["id"]: one for one in library.statements}
    for one in library.monitoring:
        statement = statements[one["statement"]]
        for language in ("ja", "en"):
            often = said(one, "says", language).lower()
            assert bool(often) or one["during"] != "interval", one["id"]
            assert often in said(statement, "says", language).lower(), one["id"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_approved_drug_has_its_tests_and_warnings_with_sources(
    language: str, compose: Compose, library: Library, words: dict[str, Words]
) -> None:
    sheet, decision = compose(FIRST, language)
    calendar, say = found(sheet), words[language].say
    approved = [one.id for one in decision.options if one.standing != "not_approved_here"]
    assert [one.drug for one in calendar.drugs] == [say(f"drug_full.{one}") for one in approved]
    for of, drug in zip(calendar.drugs, approved, strict=True):
        told = [
            said(one, "says", language)
            for one in library.statements
            if one["topic"] == "warning"
            and one.get("drug") == drug
            and one.get("jurisdiction", "JP") == "JP"
            and (one.get("boxed") or drug == "entrectinib")
        ]
        assert told
        assert all(text in of.warnings for text in told)
        assert all(one.check.endswith("]") for one in of.rows)
        assert all(len(one.cells) == len(calendar.times) for one in of.rows)


def test_each_state_of_an_interval_is_said(compose: Compose) -> None:
    sheet, _ = compose(FIRST)
    assert row(sheet, "クリゾチニブ", "見え方").cells == ("–", "毎月")
    assert row(sheet, "クリゾチニブ", "肝機能").cells == ("行う", "初期には頻回（間隔の記載なし）")
    assert row(sheet, "クリゾチニブ", "心電図、電解質（リスクがあれば）").cells == (
        "–",
        "間隔の記載なし",
    )
    assert row(sheet, "エヌトレクチニブ", "左室駆出率（リスクがあれば）").cells == ("行う", "–")


def test_the_interval_of_another_country_is_not_shown(compose: Compose) -> None:
    here, _ = compose(FIRST, "en")
    there, _ = compose(FIRST, "en", jurisdiction="US")
    said_there = "every 2 weeks for the first 2 months, then monthly"
    assert row(there, "crizotinib", "liver tests").cells == ("–", said_there)
    assert said_there not in "\n".join(strings(found(here)))


def test_an_approved_drug_without_a_test_says_so(
    compose: Compose, library: Library, words: dict[str, Words]
) -> None:
    _, decision = compose(FIRST)
    none = replace(library, monitoring=())
    sheet = compose_clinician(Case(FIRST), decision, none, words["ja"], PRINTING)
    for of in found(sheet).drugs:
        (only,) = of.rows
        assert only == CalendarRow(words["ja"].say("sheet.calendar_none"), ("–", "–"))


def test_a_drug_whose_label_was_not_found_has_no_warnings_and_says_that_no_test_was_found(
    compose: Compose, words: dict[str, Words]
) -> None:
    courses = [{"drug": "crizotinib", "outcome": "systemic_progression"}]
    after = {**FIRST, "ros1_tki_history": {"given": "yes", "courses": courses}}
    sheet, _ = compose(after, "en", jurisdiction="US")
    (of,) = (one for one in found(sheet).drugs if one.drug.startswith("zidesamtinib"))
    none = words["en"].say("sheet.calendar_none")
    assert (of.warnings, of.rows) == ("", (CalendarRow(none, ("–", "–")),))


def test_no_drug_no_calendar(compose: Compose) -> None:
    sheet, _ = compose({"ros1_tests": []})
    blocks = [block for part in sheet.sections for block in part.blocks]
    assert not [block for block in blocks if isinstance(block, Calendar)]


def test_the_drawn_calendar_holds_every_word(compose: Compose, fonts: Path) -> None:
    sheet, _ = compose(FIRST, "en")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf(sheet, fonts))).pages)
    squeezed = "".join(text.split())
    for words_of in strings(found(sheet)):
        assert "".join(words_of.split()) in squeezed

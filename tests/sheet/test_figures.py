"""Figures as values say what the store says, and their drawing tells nothing apart by tone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest
from pypdf import PdfReader

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose import compose_clinician
from ros1_desktop.sheet.compose_band import Printing
from ros1_desktop.sheet.compose_evidence import A_DATE
from ros1_desktop.sheet.compose_figures import panel_of
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.figures import IntervalFigure, IntervalRow, ToxicityGrid
from ros1_desktop.sheet.library import Fact, Library, said
from ros1_desktop.sheet.sheet import Sheet, strings
from ros1_desktop.words import Words

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
Value = TypeVar("Value")
PRINTING = Printing(date(2026, 11, 24), "9.9", "CODE")
NUMBERS = ("203", "216", "222", "262")
LANGUAGES = ("ja", "en")
FIRST: dict[str, Any] = {
    "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
    "ros1_tests": [{"assay": "oncomine_dx_target_test", "result": "positive"}],
    "ros1_tki_history": {"given": "no"},
}


def values(sheet: Sheet, kind: type[Value]) -> Iterator[Value]:
    """Yield the figures of a kind."""
    for section in sheet.sections:
        yield from (block for block in section.blocks if isinstance(block, kind))


def rows(figure: IntervalFigure) -> Iterator[tuple[str, str, IntervalRow]]:
    """Yield panel, drug and row; a drug is named in its first row."""
    for panel in figure.panels:
        drug = ""
        for row in panel.rows:
            drug = row.before[0] or drug
            yield panel.title, drug, row


def day(fact: Fact, say: Callable[..., str]) -> str:
    """Return the data cut, or when the figure was reported."""
    cut = str(fact.get("data_cut", "no date"))
    return cut if A_DATE.fullmatch(cut) else say("sheet.reported", date=fact["reported"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_interval_is_that_of_a_fitting_outcome(
    number: str, language: str, example: Compose, library: Library, words: dict[str, Words]
) -> None:
    sheet, decision = example(number, language)
    (figure,) = values(sheet, IntervalFigure)
    say, drawn = words[language].say, 0
    for title, drug, row in rows(figure):
        (option,) = (one for one in decision.options if say(f"option.{one.id}") == drug)
        found = [
            fact
            for fact in map(library.outcomes.__getitem__, option.evidence)
            if fact["endpoint"] in ("ORR", "icORR")
            and fact["value"] == row.interval.value
            and library.trials[fact["trial"]]["name"] in row.before[1]
            and f"{fact.get('events', '–')}/{fact.get('n', '–')} {day(fact, say)} " in row.before[1]
            and say(f"sheet.panel_{panel_of(fact)}") in title
        ]
        assert found, row
        ends = {(fact.get("low"), fact.get("high")) for fact in found}
        assert (row.interval.low, row.interval.high) in ends
        assert row.interval.few is (found[0].get("n", 99) < library.few_patients)
        assert row.behind[0].startswith(str(row.interval.value).removesuffix(".0"))
        drawn += 1
    assert drawn >= 3


@pytest.mark.parametrize("number", NUMBERS)
def test_medians_are_those_of_the_same_trial(
    number: str, example: Compose, library: Library
) -> None:
    sheet, decision = example(number)
    (figure,) = values(sheet, IntervalFigure)
    shown = [library.outcomes[name] for one in decision.options for name in one.evidence]
    for _, _, row in rows(figure):
        for text, endpoint in zip(row.behind[1:], ("DOR", "PFS"), strict=True):
            value = text.partition(" (")[0].removesuffix("日")
            if value == "–" or not value[0].isdigit():
                continue
            assert any(
                fact["endpoint"].endswith(endpoint)
                and str(fact["value"]) == value
                and library.trials[fact["trial"]]["name"] in row.before[1]
                for fact in shown
            ), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_warning_stands_in_the_figure_and_no_word_of_a_code_does(
    language: str, example: Compose, words: dict[str, Words]
) -> None:
    for number in NUMBERS:
        (figure,) = values(example(number, language)[0], IntervalFigure)
        assert figure.warning == words[language].say("sheet.not_head_to_head")
        text = "\n".join(strings(figure)).replace("–", " ").replace("(", " ").replace(")", " ")
        assert not {"NR", "NE"} & set(text.split())


def test_no_drug_has_more_rows_than_another_could_have(example: Compose) -> None:
    for number in NUMBERS:
        (figure,) = values(example(number)[0], IntervalFigure)
        for panel in figure.panels:
            counts: dict[str, int] = {}
            for title, drug, _ in rows(figure):
                if title == panel.title:
                    counts[drug] = counts.get(drug, 0) + 1
            assert max(counts.values()) == 1


def test_what_is_not_approved_here_is_drawn_only_where_no_approved_tki_is_left(
    example: Compose, words: dict[str, Words]
) -> None:
    mark = words["ja"].say("sheet.panel_elsewhere", panel="").removeprefix("：")
    (with_approved,) = values(example("203")[0], IntervalFigure)
    assert mark not in "\n".join(strings(with_approved))
    (without,) = values(example("222")[0], IntervalFigure)
    assert mark in "\n".join(strings(without))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["203", "216", "262"])
def test_every_cell_of_the_toxicity_grid_is_of_one_population_and_basis(
    number: str, language: str, example: Compose, library: Library, words: dict[str, Words]
) -> None:
    sheet, _ = example(number, language)
    (grid,) = values(sheet, ToxicityGrid)
    say = words[language].say
    names = {said(event, "name", language): event for event in library.events}
    for row in grid.rows:
        assert len(row.cells) == len(grid.events)
        shared = [
            fact
            for fact in library.toxicity
            if say(f"drug_full.{fact['drug']}") == row.drug
            and said(fact, "population", language) in row.counted
            and f"n = {fact.get('n', '–')}" in row.counted
            and say(f"basis.{fact['basis']}") in row.counted
        ]
        for name, shown in zip(grid.events, row.cells, strict=True):
            terms = names[name]["terms"]
            wanted = {
                f"{fact.get('any_grade_percent', '–')}/{fact.get('grade3_percent', '–')}"
                for fact in shared
                if fact["term_en"] in terms
            }
            assert shown in (wanted or {"–"})


def test_the_events_of_the_patients_cautions_come_first(compose: Compose, library: Library) -> None:
    sheet, _ = compose({**FIRST, "safety": {"interstitial_lung_disease": "history"}})
    (grid,) = values(sheet, ToxicityGrid)
    (event,) = (
        one for one in library.events if "safety.interstitial_lung_disease" in one.get("fields", ())
    )
    assert grid.events[0] == event["name_ja"]


def test_a_rate_below_a_limit_is_ordered_by_the_limit_and_printed_as_it_stands(
    compose: Compose, library: Library, words: dict[str, Words]
) -> None:
    _, decision = compose(FIRST)
    terms = {term for event in library.events for term in event["terms"]}
    below = tuple(
        {**fact, "any_grade_percent": "<1"} if fact["term_en"] in terms else fact
        for fact in library.toxicity
    )
    changed = replace(library, toxicity=below)
    sheet = compose_clinician(Case(FIRST), decision, changed, words["ja"], PRINTING)
    (grid,) = values(sheet, ToxicityGrid)
    assert {cell.partition("/")[0] for row in grid.rows for cell in row.cells} == {"<1", "–"}


def test_every_event_names_terms_of_the_store_once(library: Library) -> None:
    terms = [term for event in library.events for term in event["terms"]]
    assert len(terms) == len(set(terms))
    assert set(terms) <= {fact["term_en"] for fact in library.toxicity}


def test_few_patients_are_drawn_with_an_open_mark(example: Compose, fonts: Path) -> None:
    sheet, _ = example("222")
    (figure,) = values(sheet, IntervalFigure)
    assert any(row.interval.few for _, _, row in rows(figure))
    pages = PdfReader(BytesIO(pdf(sheet, fonts))).pages
    contents = [page.get_contents() for page in pages]
    drawn = b"".join(content.get_data() for content in contents if content is not None)
    assert b"\n1 g" in drawn

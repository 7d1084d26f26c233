"""Figures as values say what the store says, and their drawing tells nothing apart by tone."""

import re
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
from ros1_desktop.sheet.compose_interval import measured, panel_of
from ros1_desktop.sheet.dossier import read_dossier
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.figures import (
    Axis,
    Interval,
    IntervalFigure,
    IntervalRow,
    Measured,
    ToxicityGrid,
)
from ros1_desktop.sheet.library import Fact, Library, said
from ros1_desktop.sheet.quoted import A_DATE, DASH
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
    figure, *_ = values(sheet, IntervalFigure)
    say, drawn = words[language].say, 0
    for title, drug, row in rows(figure):
        (option,) = (one for one in decision.options if say(f"option.{one.id}") == drug)
        rate = row.cells[0]
        assert rate.outcome in option.evidence
        fact = library.outcomes[rate.outcome]
        assert fact["endpoint"] in ("ORR", "icORR")
        assert library.trials[fact["trial"]]["name"] in row.before[1]
        assert f"{fact.get('events', '–')}/{fact.get('n', '–')} {day(fact, say)} " in row.before[1]
        assert say(f"sheet.panel_{panel_of(fact)}") in title
        ends = (fact["value"], fact.get("low"), fact.get("high"))
        few = fact.get("n", 99) < library.few_patients
        assert rate.mark == Interval(*ends, few=few)
        assert rate.words.startswith(str(fact["value"]))
        drawn += 1
    assert drawn >= 3


@pytest.mark.parametrize("number", NUMBERS)
def test_medians_beside_a_rate_are_those_of_its_trial(
    number: str, example: Compose, library: Library
) -> None:
    figure, *_ = values(example(number)[0], IntervalFigure)
    found = 0
    for _, _, row in rows(figure):
        rate = library.outcomes[row.cells[0].outcome]
        for cell, endpoint in zip(row.cells[1:], ("DOR", "PFS"), strict=True):
            if cell.words == DASH:
                continue
            fact = library.outcomes[cell.outcome]
            assert fact["endpoint"] == rate["endpoint"].replace("ORR", endpoint)
            assert (fact["trial"], fact["drug"]) == (rate["trial"], rate["drug"])
            found += 1
    assert found


def cells(sheet: Sheet) -> Iterator[Measured]:
    """Yield every cell of the interval figures that has an outcome."""
    for figure in values(sheet, IntervalFigure):
        for _, _, row in rows(figure):
            yield from (cell for cell in row.cells if cell.outcome)


@pytest.mark.uncovered
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_duration_of_the_population_that_fits_stands_in_a_figure_once(
    language: str, root: Path, example: Compose, library: Library, words: dict[str, Words]
) -> None:
    seen = set()
    for path in sorted((root / "tests" / "examples").glob("*.case.json")):
        sheet, decision = example(path.name[:3], language)
        drawn = [cell.outcome for cell in cells(sheet)]
        wanted = [
            name
            for option in decision.options
            for name in option.evidence
            if library.outcomes[name]["endpoint"].endswith(("DOR", "PFS", "OS"))
        ]
        medians = [name for name in drawn if name in wanted]
        assert sorted(medians) == sorted(set(wanted)), path.name
        for figure in list(values(sheet, IntervalFigure))[1:]:
            for _, drug, row in rows(figure):
                assert drug in {words[language].say(f"option.{o.id}") for o in decision.options}
                facts = [library.outcomes[cell.outcome] for cell in row.cells if cell.outcome]
                counted = {f"n = {fact.get('n', DASH)}" for fact in facts}
                assert counted <= set(re.split("、|, ", row.before[1]))
        seen |= set(wanted)
    assert len(seen) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_reached_is_an_arrow_and_never_a_number(
    language: str,
    example_case: Callable[[str], tuple[Case, Decision]],
    library: Library,
    words: dict[str, Words],
) -> None:
    dossier = read_dossier(*example_case("183"), library, words[language])
    codes = {"NR": "sheet.not_reached", "NE": "sheet.not_estimable"}
    arrows = 0
    for fact in library.outcomes.values():
        if fact["unit"] != "months":
            continue
        cell = measured(dossier, fact)
        assert cell.mark is not None
        drawn = (cell.mark.value, cell.mark.low, cell.mark.high)
        printed = [fact.get(name) for name in ("value", "low", "high")]
        for number, source in zip(drawn, printed, strict=True):
            if source in codes:
                assert number is None
                assert words[language].say(codes[str(source)]) in cell.words
            else:
                assert number == source
        assert cell.mark.beyond is bool({printed[0], printed[2]} & codes.keys())
        assert (cell.mark.span is not None and cell.mark.span[1] is None) is (
            cell.mark.beyond and (drawn[0] is not None or drawn[1] is not None)
        )
        arrows += cell.mark.beyond
    assert arrows > 20


def test_a_line_is_drawn_as_far_as_the_source_has_ends() -> None:
    def span(
        value: float | None, low: float | None, high: float | None, *, beyond: bool = False
    ) -> tuple[float, float | None] | None:
        return Interval(value, low, high, few=False, beyond=beyond).span

    assert span(5, 1, 9) == (1, 9)
    assert span(5, None, None) is None, "a value alone"
    assert span(5, None, 9) == (5, 9), "a lower end that is not estimable"
    assert span(5, 1, None) == (1, 5)
    assert span(None, 1, 9) == (1, 9), "an interval alone"
    assert span(5, 1, None, beyond=True) == (1, None)
    assert span(5, None, None, beyond=True) == (5, None)
    assert span(None, None, None, beyond=True) is None, "an arrow's head alone"
    assert span(None, None, 9) is None
    assert Interval(None, None, 9, few=False).caps == (9,)


def test_a_month_has_the_same_place_on_every_sheet_and_none_lies_beyond_the_axis(
    example: Compose, library: Library
) -> None:
    axes = {
        axis.ticks
        for number in NUMBERS
        for figure in values(example(number)[0], IntervalFigure)
        for axis in figure.axes
    }
    assert axes == {(0, 20, 40, 60, 80, 100), (0, 12, 24, 36, 48, 60)}
    months = [fact for fact in library.outcomes.values() if fact["unit"] == "months"]
    ends = [fact.get(name) for fact in months for name in ("value", "low", "high")]
    assert max(end for end in ends if isinstance(end, float | int)) <= 60


def test_ticks_are_numbered_as_there_is_room() -> None:
    axis = Axis("x", (0, 12, 24, 36, 48, 60))
    assert axis.numbered(5) == axis.ticks
    assert axis.numbered(4) == (0, 24, 48)
    assert axis.numbered(2) == (0, 60)


def shapes(sheet: Sheet, fonts: Path) -> tuple[int, int]:
    """Return how many closed shapes are drawn, and how many open squares."""
    pages = PdfReader(BytesIO(pdf(sheet, fonts))).pages
    contents = [page.get_contents() for page in pages]
    drawn = b"".join(content.get_data() for content in contents if content is not None)
    return drawn.count(b" l h"), drawn.count(b"\n1 g")


def test_paper_draws_an_arrow_for_each_end_that_was_not_reached(
    example: Compose, fonts: Path
) -> None:
    sheet, _ = example("183")
    beyond = sum(cell.mark.beyond for cell in cells(sheet) if cell.mark is not None)
    assert beyond >= 2
    assert shapes(sheet, fonts)[0] == beyond


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_warning_stands_in_the_figure_and_no_word_of_a_code_does(
    language: str, example: Compose, words: dict[str, Words]
) -> None:
    for number in NUMBERS:
        for figure in values(example(number, language)[0], IntervalFigure):
            assert figure.warning == words[language].say("sheet.not_head_to_head")
            text = "\n".join(strings(figure)).replace("–", " ").replace("(", " ").replace(")", " ")
            assert not {"NR", "NE"} & set(text.split())


def test_no_drug_has_more_rows_than_another_could_have(example: Compose) -> None:
    for number in NUMBERS:
        figure, *_ = values(example(number)[0], IntervalFigure)
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
    with_approved, *_ = values(example("203")[0], IntervalFigure)
    assert mark not in "\n".join(strings(with_approved))
    without, *_ = values(example("222")[0], IntervalFigure)
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
    few = sum(cell.mark.few for cell in cells(sheet) if cell.mark is not None)
    assert few
    assert shapes(sheet, fonts)[1] == few

"""What a screen draws is what paper draws: the same figures, the same numbers of the sources."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.figures import Calendar, IntervalFigure, ToxicityGrid
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Sheet, strings
from ros1_desktop.sheet.shown import shown
from ros1_desktop.words import Words

EXAMPLES = Path(__file__).parents[1] / "examples"
Compose = Callable[..., tuple[Sheet, Decision]]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("number", ["203", "216", "048"])
def test_a_screen_is_given_the_figures_of_paper_and_nothing_else(
    number: str,
    language: str,
    compose: Compose,
    library: Library,
    words: dict[str, Words],
) -> None:
    (path,) = EXAMPLES.glob(f"{number}-*.case.json")
    answers = json.loads(path.read_text(encoding="utf-8"))
    sheet, decision = compose(answers, language)
    on_paper = [block for section in sheet.sections for block in section.blocks]
    case = Case({"schema": "ros1-case/1", **answers})
    on_screen = shown(case, decision, library, words[language])
    for kind, figures in (
        (IntervalFigure, (on_screen.intervals, on_screen.durations)),
        (ToxicityGrid, (on_screen.toxicity,)),
        (Calendar, (on_screen.calendar,)),
    ):
        found = [block for block in on_paper if isinstance(block, kind)]
        assert found == [figure for figure in figures if figure is not None]
    assert (on_screen.intervals is None) is (number == "048")
    said = list(strings(sheet))
    for source, place in on_screen.numbers.items():
        title = str(library.sources[source][f"title_{language}"])
        (at,) = (
            row for row, text in enumerate(said) if text.startswith((f"{title}（", f"{title} ("))
        )
        assert said[at - 1].strip() == str(place)

"""What the screen draws is what paper draws: the same values, for every distinct outcome."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import prepare
from ros1_desktop.knowledge.store import Store
from ros1_desktop.sheet.figures import (
    Axis,
    Interval,
    IntervalFigure,
    IntervalPanel,
    IntervalRow,
    Measured,
)
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import strings
from ros1_desktop.sheet.shown import Shown, shown
from ros1_desktop.wizard import grids
from ros1_desktop.wizard.intervals import IntervalTable, framed, of_option
from ros1_desktop.words import read_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[1] / "examples"
AXES = (Axis("axis", (0, 20, 40, 60, 80, 100)), Axis("months", (0, 12, 24)))
FULL = IntervalRow(
    ("A", "TRIAL 3/4 [1]"),
    (
        Measured("50", Interval(50.0, 20.0, 90.0, few=False)),
        Measured("12 (6-open)", Interval(12.0, 6.0, None, few=False, beyond=True)),
    ),
)
FEW = IntervalRow(
    ("", "TRIAL 1/2 [2]"),
    (
        Measured("50 (x)", Interval(50.0, None, None, few=True)),
        Measured("open (x)", Interval(None, None, None, few=True, beyond=True)),
    ),
)
NONE = IntervalRow(
    ("", "TRIAL 1/2 [2]"),
    (
        Measured("-", None),
        Measured("open (6-open)", Interval(None, 6.0, None, few=False, beyond=True)),
    ),
)
FIGURE = IntervalFigure(
    "warning", ("drug", "trial"), AXES, (IntervalPanel("panel", (FULL, FEW, NONE)),), ()
)


def outcomes(store: Store) -> Iterator[tuple[Case, Decision]]:
    """Yield the examples in both jurisdictions, one of each distinct list of options."""
    seen = set()
    for here in ("JP", "US"):
        rules = prepare(store.in_force(AS_OF, here))
        for path in sorted(EXAMPLES.glob("*.case.json")):
            case = Case({"schema": "ros1-case/1", **json.loads(path.read_text(encoding="utf-8"))})
            made = decide(case, rules)
            cautions = {
                (one.field, one.state) for option in made.options for one in option.cautions
            }
            key = (here, tuple((o.id, o.standing, o.evidence) for o in made.options), *cautions)
            if made.options and key not in seen:
                seen.add(key)
                yield case, made


def cells(table: QTableWidget) -> list[str]:
    """Return every text of a table, heads first, row by row."""
    heads = [table.horizontalHeaderItem(place) for place in range(table.columnCount())]
    found = [head.text() for head in heads if head is not None]
    for row in range(table.rowCount()):
        items = [table.item(row, place) for place in range(table.columnCount())]
        found += [item.text() for item in items if item is not None and item.text()]
    return found


def on_screen(frame: QWidget) -> list[str]:
    """Return every text within a frame."""
    (table,) = frame.findChildren(QTableWidget)
    inside = [label for label in frame.children() if isinstance(label, QLabel)]
    return [*(label.text() for label in inside), *cells(table)]


@pytest.mark.hazard("H21")
@pytest.mark.hazard("H42")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_value_on_the_screen_is_the_value_on_paper_for_every_distinct_outcome(
    language: str, store: Store, library: Library, resources: Path, qtbot: QtBot
) -> None:
    words = read_words(resources, language)
    drawn = 0
    for case, decision in outcomes(store):
        paper = shown(case, decision, library, words)
        names = dict.fromkeys(words.say(f"option.{option.id}") for option in decision.options)
        for figure in (paper.intervals, paper.durations):
            _intervals(figure, list(names), qtbot)
        _grids(paper, qtbot)
        drawn += 1
    assert drawn > 40


def _intervals(paper: IntervalFigure | None, names: list[str], qtbot: QtBot) -> None:
    if paper is None:
        assert all(of_option(None, name) is None for name in names)
        return
    rows = [row for panel in paper.panels for row in panel.rows]
    found = []
    for name in names:
        figure = of_option(paper, name)
        if figure is None:
            continue
        frame = framed(figure, name)
        qtbot.addWidget(frame)
        (table,) = frame.findChildren(IntervalTable)
        here = [row for panel in figure.panels for row in panel.rows]
        marks = [cell.mark for row in here for cell in row.cells if cell.mark is not None]
        assert [id(one) for one in table.drawn.values()] == [id(mark) for mark in marks]
        for (at, place), mark in table.drawn.items():
            cells = [(cell.words, cell.mark) for row in here for cell in row.cells]
            assert (table.text(at, place), mark) in cells
        lines = [
            [table.text(at, place) for place in range(table.columnCount())]
            for at in range(table.rowCount())
        ]
        for row in here:
            assert [*row.before[1:], *(cell.words for cell in row.cells)] in lines
        said = table.accessibleDescription()
        assert all(text in said for text in (figure.warning, *figure.notes))
        assert all(text in said for row in here for text in strings((row.before[1:], row.cells)))
        texts = on_screen(frame)
        assert texts[0] == paper.warning
        assert {*strings((paper.before[1:], paper.axes)), *paper.notes} <= set(texts)
        found += here
    assert {id(row) for row in found} == {id(row) for row in rows}
    assert len(found) == len(rows)


def _grids(paper: Shown, qtbot: QtBot) -> None:
    if paper.toxicity is not None:
        frame = grids.toxicity(paper.toxicity, "name")
        qtbot.addWidget(frame)
        grid = paper.toxicity
        head = f"{grid.drug}  {grid.counted}"
        wanted = [grid.note, head, *grid.events]
        for event in grid.rows:
            wanted += [f"{event.drug}\n{event.counted}", *event.cells]
        assert on_screen(frame) == wanted
        _is_told(frame, strings(grid.rows))
    if paper.calendar is not None:
        frame = grids.calendar(paper.calendar, "name")
        qtbot.addWidget(frame)
        assert on_screen(frame) == [one for one in strings(paper.calendar) if one]
        _is_told(frame, strings(paper.calendar.drugs))


def _is_told(frame: QFrame, texts: Iterator[str]) -> None:
    (table,) = frame.findChildren(QTableWidget)
    assert table.accessibleName() == "name"
    assert all(text in table.accessibleDescription() for text in texts)


def test_an_option_gets_its_rows_alone_and_the_same_objects() -> None:
    other = IntervalRow(("B", "x"), FEW.cells)
    panels = (IntervalPanel("one", (other, FULL, FEW, other)), IntervalPanel("two", (other,)))
    whole = replace(FIGURE, panels=panels, notes=("note",))
    mine = of_option(whole, "A")
    assert mine is not None
    assert [panel.title for panel in mine.panels] == ["one"]
    assert [id(row) for row in mine.panels[0].rows] == [id(FULL), id(FEW)]
    assert (mine.warning, mine.notes) == (whole.warning, whole.notes)
    assert of_option(whole, "C") is None


def picture(qtbot: QtBot, ink: str, ground: str) -> tuple[QImage, IntervalTable]:
    table = IntervalTable(FIGURE, "A")
    palette = QPalette(table.palette())
    for role, colour in (
        (QPalette.ColorRole.Text, ink),
        (QPalette.ColorRole.Base, ground),
        (QPalette.ColorRole.Window, ground),
    ):
        palette.setColor(role, QColor(colour))
    table.setPalette(palette)
    qtbot.addWidget(table)
    table.resize(900, table.heightForWidth(900))
    table.show()
    QApplication.processEvents()
    return table.viewport().grab().toImage(), table


def line_of(image: QImage, table: IntervalTable, row: int, column: int) -> tuple[QRect, list[int]]:
    """Return where a mark has room, and how dark its middle line is, from left to right."""
    index = table.model().index(row, column)
    cell = table.strip(index, QRectF(table.visualRect(index))).toRect()
    ground = table.palette().color(QPalette.ColorRole.Base).lightness()
    middle = cell.center().y()
    line = [
        max(abs(QColor(image.pixel(x, middle + y)).lightness() - ground) for y in (-1, 0, 1))
        for x in range(cell.left(), cell.right())
    ]
    return cell, line


def heights_of(image: QImage, cell: QRect) -> list[int]:
    """Return how many dots of each column are not of the ground, from left to right."""
    ground = image.pixel(cell.left() + 1, cell.top() + 1)
    rows = range(cell.top() + 1, cell.bottom() - 1)
    columns = range(cell.left(), cell.right())
    return [sum(image.pixel(x, y) != ground for y in rows) for x in columns]


PALETTES = (("#000000", "#ffffff"), ("#eeeeee", "#101010"))
STRONG = 200


def side_of(table: IntervalTable) -> float:
    """Return what is left free beside an axis."""
    return table.fontMetrics().horizontalAdvance("100") / 2 + 6


@pytest.mark.parametrize(("ink", "ground"), PALETTES)
def test_marks_stand_at_their_value_and_differ_by_shape_in_any_palette(
    qtbot: QtBot, ink: str, ground: str
) -> None:
    image, table = picture(qtbot, ink, ground)
    full, few = [row for row, column in table.drawn if column == 1]
    cell, line = line_of(image, table, full, 1)
    dark = [place for place, depth in enumerate(line) if depth > STRONG]
    side = side_of(table)

    def place(percent: float) -> float:
        return side + (cell.width() - 2 * side) * percent / 100

    assert dark[0] == pytest.approx(place(20), abs=2), "the interval begins at its low end"
    assert dark[-1] == pytest.approx(place(90), abs=2), "and ends at its high end"
    assert all(depth > STRONG for depth in line[dark[0] : dark[-1]])
    cell, line = line_of(image, table, few, 1)
    dark = [place for place, depth in enumerate(line) if depth > STRONG / 3]
    at = [one for one in dark if abs(one - place(50)) < table.fontMetrics().height()]
    assert at, "few patients: an open mark"
    assert line[round(place(50))] < STRONG / 2, "which has no ink inside"
    edges = [one for one, depth in enumerate(line) if depth > STRONG]
    assert all(abs(one - place(50)) < table.fontMetrics().height() for one in edges), "no interval"


@pytest.mark.parametrize(("ink", "ground"), PALETTES)
def test_what_was_not_reached_is_an_arrow_to_the_edge_and_has_no_point(
    qtbot: QtBot, ink: str, ground: str
) -> None:
    image, table = picture(qtbot, ink, ground)
    value, alone, low = [row for row, column in table.drawn if column == 2]
    side = side_of(table)
    cell, line = line_of(image, table, value, 2)
    start = side + (cell.width() - 2 * side) * 6 / 24
    dark = [place for place, depth in enumerate(line) if depth > STRONG]
    assert dark[0] == pytest.approx(start, abs=2), "the line begins at the low end"
    assert dark[-1] >= len(line) - 4, "and goes on to the edge, past every tick"
    assert max(heights_of(image, cell)[-10:]) >= table.band / 3, "where it has a head"
    assert all(depth > STRONG for depth in line[dark[0] : dark[-1]])
    cell, line = line_of(image, table, low, 2)
    dark = [place for place, depth in enumerate(line) if depth > STRONG]
    assert dark[0] == pytest.approx(start, abs=2)
    assert dark[-1] >= len(line) - 4
    heights = heights_of(image, cell)
    assert max(heights[-10:]) >= table.band / 3, "the arrow has a head"
    heights = heights[round(start) + 6 : round(len(line) - side - 14)]
    tall = [height > table.fontMetrics().height() / 4 for height in heights]
    assert not any(map(all, pairwise(tall))), "a line and no point on it: a tick is one dot wide"
    _, line = line_of(image, table, alone, 2)
    dark = [place for place, depth in enumerate(line) if depth > STRONG]
    assert dark, "an arrow's head"
    assert dark[0] > len(line) - table.fontMetrics().height(), "and nothing else"


@pytest.mark.hazard("H34")
def test_a_figure_is_grey_all_over(qtbot: QtBot) -> None:
    image, table = picture(qtbot, "#000000", "#ffffff")
    for row, column in table.drawn:
        cell = table.visualRect(table.model().index(row, column))
        for x in range(cell.left(), cell.right(), 3):
            for y in range(cell.top(), cell.bottom(), 2):
                assert QColor(image.pixel(x, y)).saturation() == 0

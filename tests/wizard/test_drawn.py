"""What the screen draws is what paper draws: the same values, for every distinct outcome."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import prepare
from ros1_desktop.knowledge.store import Store
from ros1_desktop.sheet.figures import Interval, IntervalFigure, IntervalPanel, IntervalRow
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import strings
from ros1_desktop.sheet.shown import Shown, shown
from ros1_desktop.wizard import grids
from ros1_desktop.wizard.intervals import AXIS, IntervalTable, framed, of_option
from ros1_desktop.words import read_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[1] / "examples"
FULL = IntervalRow(("A", "TRIAL 3/4 [1]"), Interval(50.0, 20.0, 90.0, few=False), ("50", "-", "-"))
FEW = IntervalRow(("", "TRIAL 1/2 [2]"), Interval(50.0, None, None, few=True), ("50 (x)", "-", "-"))
FIGURE = IntervalFigure(
    "warning",
    ("drug", "trial"),
    "axis",
    ("v", "d", "p"),
    (IntervalPanel("panel", (FULL, FEW)),),
    (),
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
        _intervals(paper, list(names), qtbot)
        _grids(paper, qtbot)
        drawn += 1
    assert drawn > 40


def _intervals(paper: Shown, names: list[str], qtbot: QtBot) -> None:
    if paper.intervals is None:
        assert all(of_option(None, name) is None for name in names)
        return
    rows = [row for panel in paper.intervals.panels for row in panel.rows]
    found = []
    for name in names:
        figure = of_option(paper.intervals, name)
        if figure is None:
            continue
        frame = framed(figure, name)
        qtbot.addWidget(frame)
        (table,) = frame.findChildren(IntervalTable)
        here = [row for panel in figure.panels for row in panel.rows]
        assert list(table.drawn.values()) == [row.interval for row in here]
        for at, row in zip(table.drawn, here, strict=True):
            assert table.drawn[at] is row.interval
            texts = [table.text(at, place) for place in range(table.columnCount()) if place != AXIS]
            assert texts == [*row.before[1:], *row.behind]
        said = table.accessibleDescription()
        assert all(text in said for text in (figure.warning, *figure.notes))
        assert all(text in said for row in here for text in (*row.before[1:], *row.behind))
        texts = on_screen(frame)
        heads = (paper.intervals.before[1:], paper.intervals.axis, paper.intervals.behind)
        assert texts[0] == paper.intervals.warning
        assert {*strings(heads), *paper.intervals.notes} <= set(texts)
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
    other = IntervalRow(("B", "x"), FEW.interval, ("1", "2", "3"))
    panels = (IntervalPanel("one", (other, FULL, FEW, other)), IntervalPanel("two", (other,)))
    whole = IntervalFigure("w", ("drug", "trial"), "axis", ("v", "d", "p"), panels, ("note",))
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


def row_of(image: QImage, table: IntervalTable, row: int) -> tuple[QRect, list[int]]:
    """Return the cell of the axis, and how dark its middle line is, from left to right."""
    cell = table.visualRect(table.model().index(row, AXIS))
    ground = table.palette().color(QPalette.ColorRole.Base).lightness()
    middle = cell.center().y()
    line = [
        abs(QColor(image.pixel(x, middle)).lightness() - ground)
        for x in range(cell.left(), cell.right())
    ]
    return cell, line


@pytest.mark.parametrize(("ink", "ground"), [("#000000", "#ffffff"), ("#eeeeee", "#101010")])
def test_marks_stand_at_their_value_and_differ_by_shape_in_any_palette(
    qtbot: QtBot, ink: str, ground: str
) -> None:
    image, table = picture(qtbot, ink, ground)
    full, few = table.drawn
    strong = 200
    cell, line = row_of(image, table, full)
    dark = [place for place, depth in enumerate(line) if depth > strong]
    side = table.fontMetrics().horizontalAdvance("100") / 2 + 6

    def place(percent: float) -> float:
        return side + (cell.width() - 2 * side) * percent / 100

    assert dark[0] == pytest.approx(place(20), abs=2), "the interval begins at its low end"
    assert dark[-1] == pytest.approx(place(90), abs=2), "and ends at its high end"
    assert all(depth > strong for depth in line[dark[0] : dark[-1]])
    cell, line = row_of(image, table, few)
    dark = [place for place, depth in enumerate(line) if depth > strong / 3]
    at = [one for one in dark if abs(one - place(50)) < table.fontMetrics().height()]
    assert at, "few patients: an open mark"
    assert line[round(place(50))] < strong / 2, "which has no ink inside"
    edges = [one for one, depth in enumerate(line) if depth > strong]
    assert all(abs(one - place(50)) < table.fontMetrics().height() for one in edges), "no interval"


@pytest.mark.hazard("H34")
def test_a_figure_is_grey_all_over(qtbot: QtBot) -> None:
    image, table = picture(qtbot, "#000000", "#ffffff")
    for row in table.drawn:
        cell = table.visualRect(table.model().index(row, AXIS))
        for x in range(cell.left(), cell.right(), 3):
            for y in range(cell.top(), cell.bottom(), 2):
                assert QColor(image.pixel(x, y)).saturation() == 0

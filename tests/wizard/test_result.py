"""What the page of the result shows beside the decision: figures, facts against, sources, rules."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableWidget, QWidget

from ros1_desktop.wizard.figures import FigureTable
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.window import LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
PHASE = "phase I, with dose escalation, dose expansion, and a cohort in each of two regions"
CASE: dict[str, Any] = {"schema": "ros1-case/1", "ros1_tests": []}


def result(window: Window) -> ResultPage:
    window.go_to(window.pages[-1].number)
    page = window.page_now()
    assert isinstance(page, ResultPage)
    return page


def tables(page: ResultPage) -> list[FigureTable]:
    """Return the tables: current figures, then older cuts."""
    return page.findChildren(FigureTable)


def cells(table: QTableWidget) -> list[list[str]]:
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        found.append([item.text() if item is not None else "" for item in items])
    return found


def labels(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]


def test_every_figure_stands_as_its_source_prints_it(open_window: Open) -> None:
    window = open_window(CASE)
    say = window.session.say
    current, _ = tables(result(window))
    orr, pfs, under, dor, source = cells(current)
    assert orr == [
        f"TRIAL-1\n{say('design.single_arm')}、{PHASE} (ja)",
        "population of trial-1 (ja)",
        "53",
        "36",
        "ORR",
        "67.9% (53.7–80.1)",
        "2023-10-15",
    ]
    assert pfs[3:6] == [
        "–",
        "PFS",
        f"{say('sheet.not_reached')} (9.2–{say('sheet.not_estimable')})",
    ]
    assert under[0] == "ORR：a note (ja)\n出典：title of trial-1 (ja)"
    assert dor[5] == f"14.8{say('unit.months')} ({say('sheet.ci_not_found')})"
    assert dor[6] == say("sheet.reported", date="2024")
    assert source[0] == "出典：title of trial-2 (ja)"


def test_figures_of_one_population_share_what_they_have_in_common(open_window: Open) -> None:
    window = open_window(CASE)
    current, _ = tables(result(window))
    assert [current.rowSpan(0, column) for column in range(7)] == [2, 2, 2, 1, 1, 1, 2]
    assert current.columnSpan(2, 0) == 7
    assert current.rowSpan(3, 0) == 1


def test_few_patients_are_marked_and_many_are_not(open_window: Open) -> None:
    window = open_window(CASE)
    current, _ = tables(result(window))
    assert cells(current)[3][2] == f"9\n{window.session.say('sheet.few_patients', n=20)}"
    assert cells(current)[0][2] == "53"


def test_it_is_said_above_the_figures_that_the_trials_were_not_head_to_head(
    open_window: Open,
) -> None:
    window = open_window(CASE)
    current, _ = tables(result(window))
    box = current.parentWidget()
    assert box is not None
    layout = box.layout()
    assert layout is not None
    above = layout.itemAt(layout.indexOf(current) - 1)
    assert above is not None
    said = above.widget()
    assert isinstance(said, QLabel)
    assert said.text() == window.session.say("sheet.not_head_to_head")
    assert said.isVisible()


def test_older_cuts_stand_behind_a_button(open_window: Open) -> None:
    window = open_window(CASE)
    page = result(window)
    current, older = tables(page)
    assert current.isVisible()
    assert not older.isVisible()
    assert "11.1" not in str(cells(current))
    (button,) = (
        one
        for one in page.findChildren(QAbstractButton)
        if one.text().startswith(window.session.say("sheet.history"))
    )
    button.click()
    assert older.isVisible()
    assert "11.1%" in str(cells(older))
    button.click()
    assert not older.isVisible()


def test_an_excluded_drug_shows_the_facts_against_it(open_window: Open) -> None:
    window = open_window(CASE)
    say = window.session.say
    shown = labels(result(window))
    level = say("wizard.level", level=say("level.clinical"))
    assert f"G2032R：{say('activity.resistant')}、{level}、from reviews (ja)" in shown
    assert f"{say('field.safety.lomitapide')}：caution-2 (ja)" in shown


def test_sources_are_named_and_rules_stand_behind_their_button(open_window: Open) -> None:
    window = open_window(CASE)
    page = result(window)
    rule = f"TP-06: {window.session.say('row.TP-06')}"
    assert "jlcs-ros1-guide" not in "\n".join(labels(page)).replace("title of jlcs-ros1-guide", "")
    assert "TP-06" not in "\n".join(labels(page))
    page.details.click()
    assert rule in "\n".join(labels(page))
    page.details.click()
    assert "TP-06" not in "\n".join(labels(page))


def test_the_figures_speak_the_language_of_the_window(open_window: Open) -> None:
    window = open_window(CASE)
    page = result(window)
    window.button(LANGUAGE).click()
    current, _ = tables(page)
    assert "population of trial-1 (en)" in str(cells(current))
    assert cells(current)[3][2] == "9\nfewer than 20 patients"
    assert "(ja)" not in str(cells(current))


@pytest.mark.parametrize("scale", [1, 2])
def test_no_figure_is_cut(open_window: Open, qapp: QApplication, scale: int) -> None:
    font = qapp.font()
    large = qapp.font()
    large.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(large)
    try:
        window = open_window(CASE)
        page = result(window)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
        table, _ = tables(page)
        assert table.verticalScrollBar().maximum() == 0
        assert page.area.horizontalScrollBar().maximum() == 0
        metrics = QFontMetrics(table.font())
        for row, texts in enumerate(cells(table)):
            for column, text in enumerate(texts):
                room = table.visualRect(table.model().index(row, column)).adjusted(3, 0, -3, 0)
                flags = int(Qt.TextFlag.TextWordWrap)
                need = metrics.boundingRect(0, 0, room.width(), 0, flags, text)
                assert need.width() <= room.width(), text
                assert need.height() <= room.height(), text
    finally:
        qapp.setFont(font)


def test_figures_leave_the_wheel_to_the_page(open_window: Open) -> None:
    window = open_window(CASE)
    page = result(window)
    QApplication.processEvents()
    table, _ = tables(page)
    middle = QPointF(table.viewport().rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(table.viewport().mapToGlobal(middle.toPoint())),
        QPointF(0, -120).toPoint(),
        QPointF(0, -120).toPoint(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  # not inverted; PySide takes it by position alone
    )
    QApplication.sendEvent(table.viewport(), turn)
    assert not turn.isAccepted()

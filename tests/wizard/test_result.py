"""What the page of the result shows beside the decision: figures, facts against, sources, rules."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget

from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.figures import FigureTable
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.table import Table
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


def opened(page: ResultPage) -> list[Details]:
    """Open everything that stands behind a line, that inside it too; return the lines' owners."""
    while shut := [one for one in page.findChildren(Details) if not one.line.isChecked()]:
        for one in shut:
            one.line.click()
    return page.findChildren(Details)


def settle() -> None:
    """Let nested layouts find their sizes."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()


def details(page: QWidget, title: str) -> Details:
    (found,) = (one for one in page.findChildren(Details) if one.title.startswith(title))
    return found


def tables(page: ResultPage) -> list[FigureTable]:
    """Return the tables of all figures: current figures, then older cuts."""
    opened(page)
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


def test_every_figure_and_older_cuts_stand_behind_lines_that_count_them(open_window: Open) -> None:
    window = open_window(CASE)
    page, say = result(window), window.session.say
    assert page.findChildren(FigureTable) == []
    details(page, say("wizard.every_figure", count=3)).line.click()
    (current,) = page.findChildren(FigureTable)
    assert current.isVisible()
    assert "11.1" not in str(cells(current))
    older = details(page, say("sheet.history"))
    assert say("wizard.evidence_count", count=1) in older.title
    older.line.click()
    table = page.findChildren(FigureTable)[1]
    assert table.isVisible()
    assert "11.1%" in str(cells(table))
    older.line.click()
    assert not table.isVisible()
    older.line.click()
    assert table.isVisible()
    assert len(page.findChildren(FigureTable)) == 2, "laid out once"


def test_an_excluded_drug_shows_the_facts_against_it(open_window: Open) -> None:
    window = open_window(CASE)
    say = window.session.say
    shown = labels(result(window))
    level = say("sheet.level", level=say("level.clinical"))
    assert f"G2032R：{say('activity.resistant')}、{level}、from reviews (ja)" in shown
    assert f"{say('field.safety.lomitapide')}：caution-2 (ja)" in shown


def test_what_follows_from_a_row_says_its_sentence_section_source_and_date_when_asked(
    open_window: Open,
) -> None:
    window = open_window(CASE)
    page, say = result(window), window.session.say
    assert "TP-06" not in "\n".join(labels(page))
    why = [one for one in page.findChildren(Details) if "TP-06" in one.title]
    assert {one.title for one in why} == {f"{say('sheet.because')} TP-06 [1]"}
    assert len(why) > 8
    why[0].line.click()
    shown = "\n".join(labels(why[0]))
    assert f"TP-06  {say('row.TP-06')}" in shown
    assert "title of jlcs-ros1-guide (ja)（2026-01）" in shown
    assert say("sheet.section", section="5-3") in shown


@pytest.mark.hazard("H33")
def test_why_names_the_rows_met_and_by_what_finding_the_nearest_rows_failed(
    open_window: Open,
) -> None:
    window = open_window(CASE)
    page, say = result(window), window.session.say
    why = details(page, say("wizard.why"))
    assert labels(why.inside) == []
    why.line.click()
    shown = "\n".join(labels(why))
    assert f"NS-04  {say('row.NS-04')}" in shown
    finding, word = say("finding.tki_history"), say("finding_word.tki_history.none")
    assert say("wizard.now", finding=finding, word=word) in shown
    assert shown.count(say("finding.tki_history")) == 1, "rows that fail alike stand together"
    for word, gives, row in (
        ("ongoing", "continue_tki", "NS-05"),
        ("stopped", "choose_next_treatment", "NS-06"),
    ):
        needs, then = say(f"finding_word.tki_history.{word}"), say(f"step.{gives}")
        assert say("wizard.then", word=needs, gives=then, row=row) in shown


def test_the_parts_are_listed_on_top_and_each_leads_to_its_own(open_window: Open) -> None:
    window = open_window(CASE)
    page = result(window)
    settle()
    headings = page.drawing.headings
    links = {link.path: link for link in page.findChildren(Link) if link.path in headings}
    assert list(links) == list(headings)
    for name, heading in headings.items():
        links[name].click()
        assert links[name].text() == heading.text()
        assert window.focusWidget() is heading
        assert heading.visibleRegion().boundingRect().height() == heading.height()


def test_an_unknown_stands_by_what_it_would_change_and_leads_to_its_question(
    open_window: Open,
) -> None:
    window = open_window(CASE)
    page, session = result(window), window.session
    (link,) = (one for one in page.findChildren(Link) if one.path == "disease.extent")
    assert link.text().startswith(session.field_text("disease.extent"))
    parts = f"{session.say('part.options')}、{session.say('part.tests')}"
    assert parts in labels(page)
    assert parts in link.accessibleName()
    link.click()
    now = window.page_now()
    assert now is not None
    assert now.title_key == "page.patient"


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
        table, _ = tables(page)
        settle()
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


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_nothing_of_the_result_is_cut_once_everything_is_opened(
    open_window: Open, qapp: QApplication, scale: int
) -> None:
    before, large = qapp.font(), qapp.font()
    large.setPointSizeF(before.pointSizeF() * scale)
    qapp.setFont(large)
    try:
        window = open_window(CASE)
        for _ in window.session.parts.languages:
            page = result(window)
            opened(page)
            page.choice.line.setChecked(True)
            settle()
            assert page.area.horizontalScrollBar().maximum() == 0
            content = page.area.widget()
            assert content is not None
            written: list[QLabel | Link] = [*content.findChildren(QLabel)]
            written += content.findChildren(Link)
            shown = [one for one in written if one.isVisible() and one.text()]
            assert len(shown) > 80
            for one in shown:
                need = one.heightForWidth(one.width())
                assert one.height() >= need, one.text()
                right = one.mapTo(content, QPoint(one.width(), 0)).x()
                assert right <= page.area.width(), one.text()
            for table in page.findChildren(Table):
                assert table.verticalScrollBar().maximum() == 0, table.accessibleName()
                assert table.accessibleName()
            window.button(LANGUAGE).click()
    finally:
        qapp.setFont(before)


def test_figures_leave_the_wheel_to_the_page(open_window: Open) -> None:
    window = open_window(CASE)
    page = result(window)
    table, _ = tables(page)
    settle()
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

"""The answer while one types: what the strip says, when, and to whom; and how old the data are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Conflict, Decision
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.review import ReviewPage
from ros1_desktop.wizard.strip import Strip
from ros1_desktop.wizard.window import LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
DISAGREE = Conflict("material_contradicts", "check_first", (), (), ())
BESIDE = Conflict("ihc_beside_negative", "note", (), (), ())


def decides(window: Window, *conflicts: Conflict) -> list[Case]:
    """Let status and step follow the results, so that a change can be seen; return the cases."""
    seen: list[Case] = []
    whole = window.session.parts.decide

    def decide(case: Case, here: str) -> Decision:
        seen.append(case)
        tests = case.at("ros1_tests") or []
        positive = [test for test in tests if test["result"] == "positive"]
        status = "discordant" if positive else "not_tested"
        step = "resolve_discordance" if positive else "test_ros1"
        made = replace(whole(case, here), ros1_status=status, next_step=step)
        return replace(made, conflicts=conflicts)

    window.session.parts = window.session.parts._replace(decide=decide)
    return seen


def at(window: Window, name: str) -> QuestionPage:
    names = [page.id for page in window.session.parts.questionnaire.pages]
    window.go_to(names.index(name))
    page = window.page_now()
    assert isinstance(page, QuestionPage)
    return page


def press(page: QuestionPage, path: str, word: str) -> None:
    row = next(row for row in page.rows() if row.path == path)
    button = next(one for one in row.input.controls() if one.objectName() == word)
    assert isinstance(button, QAbstractButton)
    button.click()


def says(strip: Strip) -> list[str]:
    return [part.text() for part in (strip.status, strip.step, strip.wrong) if part.isVisible()]


def test_every_page_of_questions_and_the_review_have_the_strip_and_the_result_has_none(
    open_window: Open,
) -> None:
    window = open_window()
    with_strip = [page for page in window.pages if page.has_strip]
    assert with_strip == window.pages[:-1]
    for page in window.pages:
        window.go_to(page.number)
        if window.page_now() is page:
            assert page.strip.isVisible() is page.has_strip
    assert isinstance(with_strip[-1], ReviewPage)


def test_the_strip_follows_each_change_at_once(open_window: Open) -> None:
    window = open_window()
    decides(window)
    say, page = window.session.say, at(window, "tests")
    assert says(page.strip) == [
        f"{say('part.ros1_status')}：{say('status.not_tested')}",
        f"{say('part.next_step')}：{say('step.test_ros1')}",
    ]
    window.session.draft.add_item("ros1_tests")
    page.enter()
    press(page, "ros1_tests[0].result", "positive")
    assert says(page.strip)[0].endswith(say("status.discordant"))
    assert say("wizard.so_far") in (page.strip.name.text(), page.strip.accessibleName())


def test_what_is_not_entered_yet_is_unknown_and_holds_nothing_up(open_window: Open) -> None:
    window = open_window()
    seen = decides(window)
    page = at(window, "tests")
    window.session.draft.add_item("ros1_tests")
    page.enter()
    assert len(says(page.strip)) == 2
    assert seen[-1].answers["ros1_tests"] == [{"assay": "unknown", "result": "unknown"}]
    assert window.session.draft.get("ros1_tests[0].assay") is None, "nothing is filled in"


def test_answers_that_contradict_each_other_are_said_instead_of_an_answer(
    open_window: Open,
) -> None:
    case: dict[str, Any] = {
        "schema": "ros1-case/1",
        "ros1_tests": [],
        "ros1_tki_history": {"given": "yes", "courses": [{"drug": "unknown"}]},
    }
    window = open_window(case)
    decides(window)
    window.session.draft.set("resistance.off_target", ["none_found", "MET_amplification"])
    page = at(window, "treatment")
    (held,) = says(page.strip)
    assert window.session.field_text("resistance.off_target") in held
    assert window.session.say("status.not_tested") not in held
    window.session.draft.set("resistance.off_target", ["none_found"])
    page.enter()
    assert len(says(page.strip)) == 2


def test_findings_to_check_first_are_counted_beside_the_answer(open_window: Open) -> None:
    window = open_window()
    decides(window, DISAGREE, DISAGREE, BESIDE)
    page = at(window, "material")
    assert len(says(page.strip)) == 3
    assert says(page.strip)[2] == window.session.say("wizard.contradictions", count=2)


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_strip_speaks_the_language_of_the_window_and_leaves_room_for_the_questions(
    open_window: Open,
    qapp: QApplication,
    scale: int,
    held: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    before, large = qapp.font(), qapp.font()
    large.setPointSizeF(before.pointSizeF() * scale)
    qapp.setFont(large)
    try:
        window = open_window()
        decides(window, DISAGREE)
        if held:
            window.session.draft.set("label", "田中太郎")
        page = at(window, "patient" if held else "tests")
        page.enter()
        for _ in window.session.parts.languages:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            QApplication.processEvents()
            status = window.session.say("status.not_tested")
            assert (status in page.strip.status.text()) is not held
            assert window.height() <= 768
            assert page.strip.height() < page.height() / 4
            for part in page.strip.findChildren(QLabel):
                if part.isVisible():
                    wrap = int(Qt.TextFlag.TextWordWrap) if part.wordWrap() else 0
                    need = part.fontMetrics().boundingRect(part.rect(), wrap, part.text())
                    assert part.rect().united(need) == part.rect(), part.text()
                    assert part.geometry().right() <= page.strip.width()
            window.button(LANGUAGE).click()
    finally:
        qapp.setFont(before)


def test_a_screen_reader_hears_once_when_the_typing_rests(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    window = open_window()
    decides(window)
    page = at(window, "tests")
    page.strip.rest.setInterval(50)
    page.strip.read_out()
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    window.session.draft.add_item("ros1_tests")
    page.enter()
    press(page, "ros1_tests[0].result", "positive")
    row = next(row for row in page.rows() if row.path == "ros1_tests[0].reported_in")
    field = next(one for one in row.input.controls() if isinstance(one, QLineEdit))
    field.setFocus()
    QTest.keyClicks(field, "2023-05")
    assert window.session.draft.get("ros1_tests[0].reported_in") == "2023-05"
    assert heard == []
    qtbot.waitUntil(lambda: not page.strip.rest.isActive())
    assert len(heard) == 1
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "6")
    assert page.strip.rest.isActive()
    qtbot.waitUntil(lambda: not page.strip.rest.isActive())
    assert len(heard) == 1, "what did not change is not read out again"


@pytest.mark.hazard("H13")
@pytest.mark.parametrize(("days", "age"), [(0, ""), (183, ""), (184, "amber"), (366, "red")])
def test_old_data_are_said_at_the_top_of_every_page(open_window: Open, days: int, age: str) -> None:
    day = date(2026, 11, 23) + timedelta(days=days)
    window = open_window({"schema": "ros1-case/1", "ros1_tests": []}, read_today=lambda: day)
    for page in window.pages:
        window.go_to(page.number)
        if window.page_now() is not page:
            continue
        assert page.band.isVisible() is bool(age)
        if age:
            said = window.session.say(f"sheet.age_{age}", date="2026-11-23")
            assert page.band.text.text() == said
            assert page.band.y() < page.heading.y()
    window.button(LANGUAGE).click()
    if age:
        assert "2026-11-23" in window.pages[-1].band.text.text()
        assert "data" in window.pages[-1].band.accessibleName()

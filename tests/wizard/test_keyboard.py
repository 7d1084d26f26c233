"""The keyboard alone: every question of every page, every key of the window, no mouse."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ros1_desktop.wizard.about import Help
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.choices import Choice, Tick
from ros1_desktop.wizard.fields import Line
from ros1_desktop.wizard.lists import CalmCombo
from ros1_desktop.wizard.pages import QuestionPage, WizardPage
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.review import ReviewPage
from ros1_desktop.wizard.ring import Ring
from ros1_desktop.wizard.rows import ListBox
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    written: dict[Path, dict[str, Any]]


Open = Callable[..., Window]
KEY, HELD = Qt.Key, Qt.KeyboardModifier
MOST = 500  # looks, ten milliseconds apart
STOPS = 400  # more than any page has
TYPED = {"day": "2026-11-20", "month": "令和6年11月", "whole": "30", "number": "６０"}
SECOND = ("ros1_tki_history.given",)  # where the second word asks more than the first
TEXTS = {
    "safety.qtc_ms": "４３０",
    "resistance.ros1_mutations": "g2032r",
    "ros1_tests[0].fusion.partner": "cd74",
}


def press(window: Window, key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
    """Press a key as the window system tells it, so that shortcuts hear it."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, held)
    QApplication.processEvents()


def press_alt(window: Window, key: Qt.Key, done: Callable[[], bool]) -> None:
    """Press a letter with Alt; its button goes down, and a moment later up."""
    press(window, key, HELD.AltModifier)
    for _ in range(MOST):
        if done():
            return
        QTest.qWait(10)
    pytest.fail(f"Alt+{key.name} does nothing")


def started(open_window: Open, case: dict[str, Any] | None = None) -> Window:
    window = open_window(case)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QApplication.processEvents()
    return window


def tab_to(window: Window, target: QWidget) -> None:
    """Press Tab until the focus is there; a group of choices is one stop."""
    for _ in range(STOPS):
        now = QApplication.focusWidget()
        same = isinstance(target, Choice) and now is not None
        if now is target or (same and now and now.parentWidget() is target.parentWidget()):
            return
        press(window, KEY.Key_Tab)
    pytest.fail(f"Tab does not reach {target.accessibleName()}")


def now(window: Window) -> WizardPage:
    page = window.page_now()
    assert page is not None
    return page


def is_at(window: Window, page: WizardPage) -> bool:
    return window.page_now() is page


def has_left(window: Window, page: WizardPage) -> bool:
    return window.page_now() is not page


def helps(window: Window) -> list[Help]:
    return [one for one in window.findChildren(Help) if one.isVisible()]


def enter(line: Line, text: str) -> None:
    """Type a text; what is not ASCII comes as a Japanese input method commits it."""
    if text.isascii():
        QTest.keyClicks(line, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(line, event)


def answer(window: Window, row: QuestionRow) -> None:
    """Answer a question with its first control, and see that it was answered."""
    first = row.input.controls()[0]
    tab_to(window, first)
    if isinstance(first, Line):
        typed = TEXTS.get(row.path, TYPED.get(row.question.kind, "TB-7"))
        enter(first, typed)
    elif isinstance(first, CalmCombo):
        press(window, KEY.Key_Down)
    else:
        assert isinstance(first, Choice | Tick)
        press(window, KEY.Key_Space)
        if row.path in SECOND:
            press(window, KEY.Key_Right)
    assert row.session.draft.get(row.path) is not None, row.path


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_question_is_answered_and_every_page_turned_by_keys(
    open_window: Open, language: str
) -> None:
    window = started(open_window)
    if language == "en":
        press_alt(window, KEY.Key_L, lambda: window.session.language == "en")
    met = set()
    while isinstance(page := now(window), QuestionPage):
        for box in page.boxes:
            if isinstance(box, ListBox) and box.isVisible() and not box.rows:
                tab_to(window, box.add)
                press(window, KEY.Key_Space)
            for row in box.rows:
                if row.isVisible():
                    answer(window, row)
                    met.add(row.question.field)
        before = window.session.draft.as_dict()
        press_alt(window, KEY.Key_N, partial(has_left, window, page))
        press_alt(window, KEY.Key_B, partial(is_at, window, page))
        press(window, KEY.Key_Right, HELD.AltModifier)
        assert window.session.draft.as_dict() == before
    assert isinstance(now(window), ReviewPage)
    assert met >= {question.field for page in window.session.parts.questionnaire.pages
                   for question in page.questions if not question.asked_when}  # fmt: skip
    press_alt(window, KEY.Key_N, partial(is_at, window, window.pages[-1]))
    assert isinstance(now(window), ResultPage)


def test_arrows_choose_and_a_letter_takes_back(open_window: Open) -> None:
    window = started(open_window)
    page = now(window)
    assert isinstance(page, QuestionPage)
    row = next(one for one in page.rows() if one.path == "age_band")
    tab_to(window, row.input.controls()[0])
    press(window, KEY.Key_Space)
    press(window, KEY.Key_Right)
    press(window, KEY.Key_Right)
    assert row.session.draft.get(row.path) == row.question.words[2]
    press(window, KEY.Key_Left)
    assert row.session.draft.get(row.path) == row.question.words[1]
    tab_to(window, row.back)
    press(window, KEY.Key_Return)
    assert row.session.draft.get(row.path) is None


def test_the_review_is_left_for_a_question_and_found_again_by_keys(open_window: Open) -> None:
    window = started(open_window, {"schema": "ros1-case/1", "label": "TB-7"})
    window.return_to_review()
    review = now(window)
    assert isinstance(review, ReviewPage)
    tab_to(window, next(link for link in review.links if link.path == "age_band"))
    press(window, KEY.Key_Return)
    assert now(window).title_key == "page.patient"
    press(window, KEY.Key_Space)
    press_alt(window, KEY.Key_R, partial(is_at, window, review))
    assert window.session.draft.get("age_band") is not None


def test_the_steps_are_walked_by_arrows(open_window: Open) -> None:
    window = started(open_window)
    tab_to(window, window.steps)
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Down)
    press(window, KEY.Key_Return)
    assert now(window).title_key == "page.tests"


def test_what_is_wrong_is_reached_and_mended_by_keys(open_window: Open) -> None:
    window = started(open_window)
    window.go_to(1)
    page = now(window)
    assert isinstance(page, QuestionPage)
    row = next(one for one in page.rows() if one.path == "material.tumour_cell_percent")
    tab_to(window, row.input.controls()[0])
    QTest.keyClicks(row.input.controls()[0], "650")
    press_alt(window, KEY.Key_N, lambda: window.focusWidget() is page.summary)
    press(window, KEY.Key_Tab)
    assert window.focusWidget() is page.summary.links[0]
    press(window, KEY.Key_Return)
    assert window.focusWidget() is row.input.controls()[0]
    press(window, KEY.Key_Backspace)
    press_alt(window, KEY.Key_N, partial(has_left, window, page))


def test_the_keys_of_the_window(
    open_window: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = started(open_window, {"schema": "ros1-case/1", "label": "TB-7"})
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("a.ros1.json", ""))
    press(window, KEY.Key_S, HELD.ControlModifier)
    assert list(desk.written) == [Path("a.ros1.json")]
    opened: list[str] = []

    def ask(*_: object) -> tuple[str, str]:
        opened.append("o")
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    press(window, KEY.Key_O, HELD.ControlModifier)
    press_alt(window, KEY.Key_O, lambda: opened == ["o", "o"])
    shown: list[Any] = []
    result = window.pages[-1]
    monkeypatch.setattr(result, "show_preview", lambda: shown.append(result))
    press(window, KEY.Key_P, HELD.ControlModifier)
    assert shown == [result]
    for key, held in ((KEY.Key_F1, HELD.NoModifier), (KEY.Key_H, HELD.AltModifier)):
        if held == HELD.AltModifier:
            press_alt(window, key, lambda: bool(helps(window)))
        else:
            press(window, key, held)
        (help_window,) = helps(window)
        QApplication.processEvents()
        (ring,) = help_window.findChildren(Ring)
        assert ring.isVisible()
        QTest.keyClick(help_window, KEY.Key_Escape)
        assert not help_window.isVisible()
    press(window, KEY.Key_N, HELD.ControlModifier)
    assert window.session.draft.get("label") is None

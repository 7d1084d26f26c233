"""The window around the pages: a new case, the files of a case, the help."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMessageBox

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.about import Help
from ros1_desktop.wizard.box import Box
from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.files import CaseWindow
from ros1_desktop.wizard.provenance import Licence, Proven
from ros1_desktop.wizard.window import HELP, LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    drafts: Path
    proven: Proven
    licences: tuple[Licence, ...]


Open = Callable[..., Window]
CASE: dict[str, Any] = {"schema": "ros1-case/1", "label": "TB-7"}
EMPTY: dict[str, Any] = {"schema": "ros1-case/1"}


def press_key(
    window: Window,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key as the window system tells it, so that shortcuts hear it."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window.windowHandle(), key, held)


@pytest.mark.parametrize(
    ("answer", "left"), [(KINDS.Cancel, False), (KINDS.Discard, True), (KINDS.Save, False)]
)
def test_a_new_case_asks_first_when_something_is_unsaved(
    open_window: Open,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
    left: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    window = open_window(CASE)
    window.session.draft.set("age_band", "40_64")
    window.next()
    monkeypatch.setattr(window, "ask_leave", lambda: answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.side.new.click()
    assert (window.session.draft.as_dict() == EMPTY) is left
    assert (window.currentId() == 0) is left


def test_a_new_case_asks_nothing_when_all_is_saved(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(CASE)
    monkeypatch.delattr(CaseWindow, "ask_leave")
    press_key(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.session.draft.as_dict() == EMPTY
    assert not window.session.unsaved


@pytest.mark.parametrize(
    ("key", "answer"),
    [("wizard.save", KINDS.Save), ("wizard.discard", KINDS.Discard), ("wizard.stay", KINDS.Cancel)],
)
def test_what_is_pressed_before_leaving_is_what_is_done(
    open_window: Open, key: str, answer: QMessageBox.StandardButton
) -> None:
    window = open_window()
    in_box(lambda box: button_of(box, window.session.say(key)).click())
    assert window.ask_leave() is answer


def test_escape_and_enter_before_leaving_lose_nothing(open_window: Open) -> None:
    window = open_window()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        in_box(partial(press_in, key))
        assert window.ask_leave() is KINDS.Cancel


def test_a_question_keeps_its_words_when_qt_changes_its_language(
    open_window: Open, desk: Desk
) -> None:
    window = open_window()
    window.session.draft.set("age_band", "40_64")
    window.begin_drafts()
    window.keep_draft()
    window.clock.stop()
    window.drafts.lock.unlock()
    again = open_window()  # Qt has yet to tell its windows that there is a translation
    seen: list[str] = []

    def look(box: Box) -> None:
        QApplication.sendEvent(box, QEvent(QEvent.Type.LanguageChange))
        seen.extend(button.text() for button in box.buttons)
        box.reject()

    in_box(look)
    again.begin_drafts()
    say = again.session.say
    assert sorted(seen) == sorted([say("wizard.draft_continue"), say("wizard.draft_discard")])
    assert again.session.draft.get("age_band") == "40_64"
    assert (desk.drafts / "draft.json").exists()


def in_box(do: Callable[[Box], object]) -> None:
    """Do something to the question that will be asked."""

    def wait() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Box):
            QTimer.singleShot(5, wait)
            return
        try:
            do(box)
        except Exception:
            box.reject()  # or the test would wait for ever
            raise

    QTimer.singleShot(5, wait)


def press_in(key: Qt.Key, box: Box) -> None:
    QTest.keyClick(box, key)


def button_of(box: Box, text: str) -> QAbstractButton:
    return next(button for button in box.buttons if button.text() == text)


def test_a_case_that_cannot_be_written_is_told_and_stays_unsaved(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise CaseError(path.name, "cannot_write", why="no space left")

    window = open_window(CASE)
    told: list[str] = []
    window.session.draft.set("age_band", "40_64")
    window.session.parts = window.session.parts._replace(write_case=refuse)
    monkeypatch.setattr(window, "tell", told.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("a", ""))
    window.side.save.click()
    assert len(told) == 1
    assert "no space left" in told[0]
    assert window.session.unsaved


@pytest.mark.parametrize("way", ["button", "key"])
def test_help_says_what_the_program_is_for_and_which_one_it_is(open_window: Open, way: str) -> None:
    window = open_window()
    if way == "button":
        window.button(HELP).click()
    else:
        press_key(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(Help)
    assert shown.isVisible()
    labels = shown.findChildren(QLabel)
    text = "\n".join(label.text() for label in labels)
    for fact in (
        "intended use (ja)",
        "reviewers (ja)",
        "2026-11",
        "2026-11-23",
        "2027-05-23",
        "01234567 89abcdef 01234567",
        window.session.say("sheet.program", version="0"),
        window.session.say("sheet.no_patient_data"),
    ):
        assert fact in text, fact
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    shown.close_button.click()
    assert not shown.isVisible()


def text_of(shown: Help) -> str:
    """Return every text of the help that is there, shown or put away."""
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


def test_help_says_what_was_verified_only_after_verifying(open_window: Open) -> None:
    window = open_window()
    say = window.session.say
    shown = window.show_help()
    assert say("cli.holds") not in text_of(shown)
    shown.verify_button.click()
    for fact in (
        say("cli.holds"),
        "fedcba98 76543210",
        say("wizard.proven_tables", tables=23, states=40870),
        say("wizard.proven_twice", states=41788),
        say("wizard.proven_vignettes", count=105, rows=317),
    ):
        assert fact in text_of(shown), fact
    assert not shown.verify_button.isVisible()
    shown.close()


def test_a_store_that_does_not_hold_is_told_and_nothing_is_praised(
    open_window: Open, desk: Desk
) -> None:
    desk.proven = replace(desk.proven, faults=("status: rna=adequate",))
    window = open_window()
    say = window.session.say
    shown = window.show_help()
    shown.verify_button.click()
    assert say("cli.does_not_hold") in text_of(shown)
    assert "status: rna=adequate" in text_of(shown)
    assert say("cli.holds") not in text_of(shown)
    assert say("wizard.proven_twice", states=41788) not in text_of(shown)
    shown.close()


def test_help_shows_the_licence_of_every_part_in_its_own_words(
    open_window: Open, desk: Desk
) -> None:
    desk.licences = (Licence("Qt", "6", "LGPL-3.0-only", "<b>no warranty</b>"),)
    window = open_window()
    shown = window.show_help()
    (details,) = shown.findChildren(Details)
    assert "Qt 6" in details.title
    assert "LGPL-3.0-only" in details.title
    assert "no warranty" not in text_of(shown)
    details.line.click()
    assert "<b>no warranty</b>" in text_of(shown)
    assert window.session.say("wizard.licences_elsewhere") not in text_of(shown)
    shown.close()


def test_help_and_the_buttons_of_the_case_speak_the_language_of_the_window(
    open_window: Open,
) -> None:
    window = open_window()
    assert window.side.new.text() == "新しい症例(&W)"
    assert window.side.new.accessibleName() == "新しい症例"
    window.button(LANGUAGE).click()
    assert window.side.new.accessibleName() == "New case"
    assert window.button(HELP).accessibleName() == "Help"
    shown = window.show_help()
    text = "\n".join(label.text() for label in shown.findChildren(QLabel))
    assert "intended use (en)" in text
    assert "(ja)" not in text
    shown.close()


@pytest.mark.hazard("H47")
@pytest.mark.parametrize(
    ("today", "age"),
    [("2016-11-24", "early"), ("2026-11-22", "early"), ("2026-11-23", ""), ("2036-11-24", "red")],
)
def test_a_clock_before_the_data_is_told_on_every_page(
    open_window: Open, today: str, age: str
) -> None:
    window = open_window(read_today=lambda: date.fromisoformat(today))
    for page in window.pages:
        page.initializePage()
        page.enter()
        assert page.band.isVisibleTo(page) is bool(age)
        said = window.session.say(f"sheet.age_{age}", date="2026-11-23") if age else ""
        assert page.band.accessibleName() == said

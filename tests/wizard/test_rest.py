"""A first page at once, the rest in steps: what is done meanwhile is kept, or done when it can be.

The steps of these tests are held back, so that everything happens before them.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QDateTime, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QListWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.knowledge.records import KnowledgeError
from ros1_desktop.wizard import numbers, rest
from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.drafts import Kept
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.start import StartPage
from ros1_desktop.wizard.window import LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NEXT = Window.WizardButton.NextButton
HELP = Window.WizardButton.HelpButton
Open = Callable[..., Window]


class Desk(Protocol):
    """What a test of the wizard finds again: where drafts lie, what was decided and written."""

    drafts: Path
    decided: list[tuple[object, str]]
    written: dict[Path, dict[str, object]]


class Waiting(QObject):
    """Has something that waits for the window to answer."""

    event_of_a_person = Signal()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what has been done of the rest; nothing of it begins by itself."""
    monkeypatch.setattr(rest, "PAUSE", 3_600_000)
    return []


@pytest.fixture
def begun(open_window: Open, done: list[str]) -> Window:
    """Return a window of which only the first page is there."""
    steps = tuple(lambda step=step: done.append(step) for step in ("store", "rules", "facts"))
    window = open_window(rest=steps)
    QTest.qWait(1)
    assert done == []
    return window


ALL = ["store", "rules", "facts"]
FIRST = {
    "label": "TB-7",
    "meeting_on": "2026-11-20",
    "question": "after_tki",
    "age_band": "40_64",
    "ecog_ps": 1,
    "disease": {"extent": "metastatic_or_recurrent"},
}


def first(window: Window) -> QuestionPage:
    page = window.pages[0]
    assert isinstance(page, QuestionPage)
    return page


def fill_in(window: Window) -> None:
    label, day, question, *_ = first(window).rows()
    QTest.keyClicks(label.input.controls()[0], "TB-7")
    QTest.keyClicks(day.input.controls()[0], "2026-11-2x")
    word = next(one for one in question.input.controls() if one.objectName() == "after_tki")
    QTest.mouseClick(word, Qt.MouseButton.LeftButton, pos=word.rect().center())


def shown(window: Window) -> list[str]:
    """Return all that can be read on the page, but for the strip."""
    page = first(window)
    found = (*page.findChildren(QLabel), *page.findChildren(QAbstractButton))
    texts = {one: one.text() for one in found if isinstance(one, QLabel | QAbstractButton)}
    seen = (one for one in texts if one.isVisible() and not page.strip.isAncestorOf(one))
    return [texts[one] for one in seen]


def test_the_first_page_is_whole_before_anything_else_is_read(begun: Window) -> None:
    say = begun.session.say
    page = first(begun)
    assert page.isVisible()
    before = shown(begun)
    for text in ("page.patient", "page.patient.intro", "field.label", "field.disease.extent"):
        assert say(text) in before
    assert begun.side.steps.count() == len(begun.pages)
    assert begun.button(NEXT).isEnabled()
    assert begun.rest.finish()
    assert shown(begun) == before


def test_what_is_entered_before_the_rest_is_read_is_kept(begun: Window, done: list[str]) -> None:
    fill_in(begun)
    assert done == []
    answers = dict(begun.session.draft.answers)
    assert answers == {"label": "TB-7", "question": "after_tki"}
    assert begun.session.draft.unread == {"meeting_on": "2026-11-2x"}
    rows = first(begun).rows()
    assert begun.rest.finish()
    QTest.qWait(1)
    assert done == ALL
    assert begun.session.draft.answers == answers
    assert begun.session.draft.unread == {"meeting_on": "2026-11-2x"}
    assert first(begun).rows() == rows
    assert [row.input.typed() for row in rows[:2]] == ["TB-7", "2026-11-2x"]
    assert begun.session.unsaved


def test_next_goes_on_as_soon_as_the_rest_is_read(begun: Window, done: list[str]) -> None:
    begun.session.open(FIRST)
    assert done == []
    QTest.mouseClick(begun.button(NEXT), Qt.MouseButton.LeftButton)
    assert done == ALL
    assert begun.currentId() == 1
    assert begun.pages[1].strip.status.text()


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PRESSED: dict[str, Callable[[Window], None]] = {
    "a step": lambda window: window.steps.chosen.emit(1),
    "help": lambda window: click(window.button(HELP)),
    "open": lambda window: click(window.side.open),
    "code": lambda window: click(window.side.scan),
    "save": lambda window: click(window.side.save),
    "seal": lambda window: click(window.side.seal),
    "Alt+Right": lambda window: QTest.keyClick(window, Qt.Key.Key_Right, ALT),
    "Ctrl+O": lambda window: QTest.keyClick(window, Qt.Key.Key_O, CTRL),
    "Ctrl+S": lambda window: QTest.keyClick(window, Qt.Key.Key_S, CTRL),
    "Ctrl+P": lambda window: QTest.keyClick(window, Qt.Key.Key_P, CTRL),
    "F1": lambda window: QTest.keyClick(window, Qt.Key.Key_F1),
}


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("press", PRESSED.values(), ids=PRESSED)
def test_whatever_needs_more_is_done_at_once_and_finds_everything_there(
    begun: Window,
    done: list[str],
    press: Callable[[Window], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    found: list[list[str]] = []

    def note(*_: object, **__: object) -> None:
        found.append(list(done))

    def dialog(*_: object) -> tuple[str, str]:
        note()
        return "", ""

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, dialog)
    for name in ("ask_code", "show_help", "go_to_path", "tell"):
        monkeypatch.setattr(begun, name, note)
    begun.currentIdChanged.connect(note)
    begun.session.draft.set("question", "after_tki")
    begun.session.was_saved()
    begun.activateWindow()
    qtbot.waitUntil(begun.isActiveWindow)
    press(begun)
    qtbot.waitUntil(lambda: done == ALL)
    assert all(one == ALL for one in found)
    assert begun.session.draft.get("question") == "after_tki"


def test_the_language_turns_at_once_and_decides_nothing(
    begun: Window, desk: Desk, done: list[str]
) -> None:
    fill_in(begun)
    click(begun.button(LANGUAGE))
    assert begun.session.language == "en"
    assert begun.session.say("field.label") in shown(begun)
    assert [row.input.typed() for row in first(begun).rows()[:2]] == ["TB-7", "2026-11-2x"]
    click(switch(begun))
    assert begun.session.jurisdiction == "US"
    assert (done, desk.decided) == ([], [])
    assert begun.rest.finish()
    assert desk.decided[-1][1] == "US"
    assert begun.session.say("wizard.so_far") == first(begun).strip.accessibleName()


def switch(window: Window) -> QAbstractButton:
    page = first(window)
    assert isinstance(page, StartPage)
    return page.switch


def test_nothing_is_decided_before_the_store_is_verified(begun: Window, desk: Desk) -> None:
    fill_in(begun)
    strip = first(begun).strip
    assert desk.decided == []
    assert [part.text() for part in (strip.status, strip.step, strip.wrong)] == ["", "", ""]
    assert begun.rest.finish()
    assert desk.decided
    assert strip.status.isVisible()


def test_after_the_first_paint_the_steps_come_by_themselves_one_in_each_turn(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "PAUSE", 1)
    turns: list[str] = []
    waiting = Waiting()
    waiting.event_of_a_person.connect(
        lambda: turns.append("person"), Qt.ConnectionType.QueuedConnection
    )

    def step() -> None:
        turns.append("step")
        waiting.event_of_a_person.emit()

    window = open_window(rest=(step, step, step))
    qtbot.waitUntil(lambda: window.session.is_read and len(turns) == 6)
    assert turns == ["step", "person"] * 3
    qtbot.waitUntil(lambda: window.steps.item(0).icon().cacheKey() != 0)


def test_a_draft_that_is_offered_meanwhile_takes_nothing_back(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    kept = Kept({"label": "TB-1", "age_band": "40_64"}, "page.patient", QDateTime())
    monkeypatch.setattr(window, "ask_draft", lambda _: KINDS.Yes)
    monkeypatch.setattr(window.drafts, "find", lambda: kept)
    fill_in(window)
    window.begin_drafts()
    window.clock.stop()
    window.drafts.lock.unlock()
    assert window.session.draft.answers == {
        "label": "TB-7",
        "age_band": "40_64",
        "question": "after_tki",
    }
    assert window.session.draft.unread == {"meeting_on": "2026-11-2x"}


# --- a store that cannot be used ---------------------------------------------------------------


@pytest.fixture
def damaged(open_window: Open, done: list[str], monkeypatch: pytest.MonkeyPatch) -> Window:
    """Return a window whose store turns out to be damaged in its second step."""

    def refuse() -> None:
        message = "knowledge.sqlite: its hash differs"
        raise KnowledgeError(message)

    window = open_window(rest=(lambda: done.append("store"), refuse, lambda: done.append("rules")))
    window.begin_drafts()
    window.clock.stop()
    monkeypatch.setattr(window, "tell", done.append)
    monkeypatch.setattr(QCoreApplication, "exit", lambda code: done.append(f"exit {code}"))
    return window


def said(window: Window) -> str:
    return window.session.say("wizard.damaged", found="knowledge.sqlite: its hash differs")


def test_a_damaged_store_is_told_once_and_the_program_ends(
    damaged: Window, done: list[str], desk: Desk
) -> None:
    fill_in(damaged)
    assert not damaged.rest.finish()
    assert done == ["store", said(damaged), "exit 1"]
    assert not damaged.rest.finish()
    assert done == ["store", said(damaged), "exit 1"]
    kept = json.loads((desk.drafts / "draft.json").read_bytes())
    assert kept["answers"] == {"label": "TB-7", "question": "after_tki"}


@pytest.mark.parametrize("press", PRESSED.values(), ids=PRESSED)
def test_with_a_damaged_store_nothing_is_decided_shown_or_printed(
    damaged: Window,
    done: list[str],
    desk: Desk,
    press: Callable[[Window], None],
    qtbot: QtBot,
) -> None:
    damaged.session.open(FIRST)
    damaged.activateWindow()
    qtbot.waitUntil(damaged.isActiveWindow)
    press(damaged)
    qtbot.waitUntil(lambda: "exit 1" in done)
    damaged.go_to(len(damaged.pages) - 1)
    damaged.print_sheet()
    assert damaged.currentId() == 0
    assert not damaged.session.is_read
    assert first(damaged).strip.status.text() == ""
    assert (desk.decided, desk.written, done.count("exit 1")) == ([], {}, 1)


# --- without the names of Qt -------------------------------------------------------------------


def test_the_numbers_are_those_of_qt() -> None:
    alignment, flag = Qt.AlignmentFlag, Qt.TextFlag
    assert int(alignment.AlignLeft) == numbers.LEFT
    assert int(alignment.AlignVCenter) == numbers.MIDDLE
    assert (
        int(flag.TextWordWrap),
        int(flag.TextShowMnemonic),
    ) == (numbers.WRAPPED, numbers.KEYED)
    assert (Qt.Key.Key_Return, Qt.Key.Key_Enter) == numbers.ENTER
    assert Qt.ItemDataRole.UserRole == numbers.PAGE_ROLE
    assert Qt.ItemDataRole.AccessibleTextRole == numbers.SPOKEN_ROLE


def test_what_is_set_by_number_is_what_qt_has_of_that_name(qtbot: QtBot) -> None:
    view, text = QListWidget(), QLabel()
    for one in (view, text):
        qtbot.addWidget(one)
    numbers.plain(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    numbers.focused(text)
    assert text.focusPolicy() == Qt.FocusPolicy.StrongFocus
    numbers.unfocused(view)
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    numbers.whole(view)
    assert view.textElideMode() == Qt.TextElideMode.ElideNone
    numbers.without_bars(view, "vertical")
    assert view.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded

"""What was entered survives a crash, and nothing else of it stays behind."""

import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.left import EVERY
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    drafts: Path
    written: dict[Path, dict[str, Any]]
    files: dict[Path, dict[str, Any]]


Open = Callable[..., Window]
Start = Callable[..., Window]
CASE: dict[str, Any] = {"schema": "ros1-case/1", "label": "TB-7"}


@pytest.fixture
def told() -> list[str]:
    """Return everything that the windows told or asked."""
    return []


@pytest.fixture
def start(open_window: Open, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> Start:
    """Return a function that starts the program; a draft that is found gets this answer."""

    def started(
        answer: QMessageBox.StandardButton = KINDS.Yes, case: dict[str, Any] | None = None
    ) -> Window:
        def ask(text: str, _words: object) -> QMessageBox.StandardButton:
            told.append(text)
            return answer

        window = open_window(case)
        monkeypatch.setattr(window, "tell", told.append)
        monkeypatch.setattr(window, "ask", ask)
        window.begin_drafts()
        return window

    return started


def crash(window: Window) -> None:
    """Leave as a program does that is killed: nothing is saved, nothing is taken away."""
    window.clock.stop()
    window.drafts.lock.unlock()


def press(window: Window, path: str, word: str) -> None:
    page = window.page_now()
    assert isinstance(page, QuestionPage)
    row = next(row for row in page.rows() if row.path == path)
    control = next(one for one in row.input.controls() if one.objectName() == word)
    assert isinstance(control, QAbstractButton)
    control.click()


def type_in(window: Window, path: str, text: str) -> None:
    page = window.page_now()
    assert isinstance(page, QuestionPage)
    row = next(row for row in page.rows() if row.path == path)
    QTest.keyClicks(row.input.controls()[0], text)


def draft(desk: Desk) -> Path:
    return desk.drafts / "draft.json"


def test_a_draft_is_offered_after_a_crash_with_its_answers_and_its_page(
    start: Start, told: list[str]
) -> None:
    window = start()
    press(window, "question", "after_tki")
    press(window, "age_band", "40_64")
    window.next()
    entered = window.session.draft.as_dict()
    crash(window)
    assert told == []

    again = start(KINDS.Yes)
    assert len(told) == 1
    assert again.session.say("page.material") in told[0]
    assert again.session.draft.as_dict() == entered
    assert again.currentId() == 1
    assert again.session.unsaved


def test_a_draft_that_is_discarded_is_gone(start: Start, desk: Desk, told: list[str]) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.next()
    crash(window)
    again = start(KINDS.Discard)
    assert len(told) == 1
    assert not draft(desk).exists()
    assert again.session.draft.as_dict() == {"schema": "ros1-case/1"}
    crash(again)
    start()
    assert len(told) == 1


def test_what_is_entered_on_a_page_is_kept_every_half_minute(
    start: Start, desk: Desk, qtbot: QtBot
) -> None:
    window = start()
    assert EVERY == window.clock.interval() == 30_000
    press(window, "question", "after_tki")
    assert not draft(desk).exists()
    window.clock.setInterval(1)
    qtbot.waitUntil(draft(desk).exists)
    assert json.loads(draft(desk).read_bytes())["answers"] == {"question": "after_tki"}


def test_an_unchanged_draft_is_not_written_again(start: Start, desk: Desk) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.keep_draft()
    os.utime(draft(desk), (0, 0))
    window.keep_draft()
    assert draft(desk).stat().st_mtime == 0
    press(window, "question", "next_test")
    window.keep_draft()
    assert draft(desk).stat().st_mtime > 0


def test_saving_the_case_takes_the_draft_away(
    start: Start, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.next()
    assert draft(desk).exists()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("a", ""))
    assert window.save_case()
    assert not draft(desk).exists()


def test_closing_without_saving_on_purpose_takes_the_draft_away(
    start: Start, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.next()
    monkeypatch.setattr(window, "ask_leave", lambda: KINDS.Cancel)
    window.close()
    assert draft(desk).exists()
    monkeypatch.setattr(window, "ask_leave", lambda: KINDS.Discard)
    window.close()
    assert sorted(desk.drafts.iterdir()) == []


def test_a_case_that_is_only_opened_leaves_no_draft(start: Start, desk: Desk) -> None:
    window = start(case=CASE)
    window.next()
    window.keep_draft()
    assert not draft(desk).exists()


@pytest.mark.parametrize("label", ["山田太郎", "12345678"])
def test_no_name_and_no_number_of_a_patient_is_kept(start: Start, desk: Desk, label: str) -> None:
    window = start()
    window.session.draft.set("label", label)
    window.session.draft.keep_unread("meeting_on", f"{label} 2026")
    press(window, "question", "after_tki")
    window.keep_draft()
    answers = json.loads(draft(desk).read_bytes())["answers"]
    assert answers == {"question": "after_tki"}
    for path in desk.drafts.iterdir():
        assert label not in path.name
        assert label not in path.read_text(encoding="utf-8")


def test_a_draft_is_for_its_user_alone(start: Start, desk: Desk) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.keep_draft()
    assert stat.S_IMODE(draft(desk).stat().st_mode) == 0o600


@pytest.mark.parametrize("harm", ["torn", "changed", "foreign", "empty", "deep"])
def test_a_draft_that_cannot_be_read_is_kept_aside_and_told(
    start: Start, desk: Desk, told: list[str], harm: str
) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.keep_draft()
    crash(window)
    whole = draft(desk).read_bytes()
    harmed = {
        "torn": whole[:-20],
        "changed": whole.replace(b"after_tki", b"next_test"),
        "foreign": b'{"kind": "ros1-draft/0", "page": "x", "answers": []}',
        "empty": b"",
        "deep": b"[" * 100_000,
    }[harm]
    draft(desk).write_bytes(harmed)
    (desk.drafts / "draft-aside-1.json").write_bytes(b"an older one")

    again = start()
    aside = desk.drafts / "draft-aside-2.json"
    assert aside.read_bytes() == harmed
    assert (desk.drafts / "draft-aside-1.json").read_bytes() == b"an older one"
    assert told == [again.session.say("wizard.draft_aside", name=str(aside))]
    assert again.session.draft.as_dict() == {"schema": "ros1-case/1"}
    press(again, "question", "after_tki")
    again.keep_draft()
    assert draft(desk).read_bytes() == whole


def test_the_draft_before_one_that_cannot_be_read_is_offered(
    start: Start, desk: Desk, told: list[str]
) -> None:
    window = start()
    words = ("after_tki", "next_test", "first_treatment")
    for word in words:
        press(window, "question", word)
        window.keep_draft()
    crash(window)
    draft(desk).write_bytes(draft(desk).read_bytes()[:-20])
    (desk.drafts / "draft.json.1").write_bytes(b"")

    again = start()
    assert told[:2] == [
        again.session.say(
            "wizard.draft_aside", name=str(desk.drafts / f"draft-aside-{number}.json")
        )
        for number in (1, 2)
    ]
    assert len(told) == 3
    assert again.session.draft.get("question") == words[0]
    again.keep_draft()
    assert json.loads(draft(desk).read_bytes())["answers"] == {"question": words[0]}


def test_letting_go_of_a_draft_takes_its_earlier_contents_along(start: Start, desk: Desk) -> None:
    window = start()
    for word in ("after_tki", "next_test"):
        press(window, "question", word)
        window.keep_draft()
    assert (desk.drafts / "draft.json.1").exists()
    window.session.was_saved()
    window.keep_draft()
    assert sorted(path.name for path in desk.drafts.iterdir()) == ["draft.lock"]


def test_what_a_killed_program_was_writing_is_gone_at_the_next_start(
    start: Start, desk: Desk
) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.keep_draft()
    crash(window)
    stem = hashlib.sha256(b"draft.json").hexdigest()[:12]
    left = desk.drafts / f".ros1-{stem}-{os.getpid()}.part"
    left.write_bytes(b"half a dra")
    start()
    assert not left.exists()
    assert draft(desk).exists()


def test_a_draft_of_another_form_is_kept_aside(
    start: Start, desk: Desk, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ros1_desktop.wizard.drafts.FORM", ("case.schema.json",))
    window = start()
    press(window, "question", "after_tki")
    window.keep_draft()
    crash(window)
    monkeypatch.undo()
    monkeypatch.setattr(Window, "tell", lambda _window, text: told.append(text))
    again = start()
    assert len(told) == 1
    assert (desk.drafts / "draft-aside-1.json").exists()
    assert not again.session.unsaved


def test_a_write_that_fails_leaves_the_draft_before_whole_and_is_told_once(
    start: Start, desk: Desk, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start()
    press(window, "question", "after_tki")
    window.keep_draft()
    whole = draft(desk).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    press(window, "question", "next_test")
    window.keep_draft()
    window.keep_draft()
    assert draft(desk).read_bytes() == whole
    assert told == [window.session.say("wizard.cannot_keep_draft", found="no space left")]


def test_a_second_window_leaves_the_draft_of_the_first_alone(
    start: Start, desk: Desk, told: list[str]
) -> None:
    first = start()
    press(first, "question", "after_tki")
    first.keep_draft()
    whole = draft(desk).read_bytes()
    second = start()
    assert told == [second.session.say("wizard.draft_elsewhere")]
    press(second, "question", "next_test")
    second.keep_draft()
    second.session.was_saved()
    second.close()
    assert draft(desk).read_bytes() == whole


def test_a_place_that_cannot_be_used_is_told(start: Start, desk: Desk, told: list[str]) -> None:
    desk.drafts.write_text("a file, not a folder", encoding="utf-8")
    window = start()
    assert len(told) == 1
    press(window, "question", "after_tki")
    window.next()
    assert len(told) == 1


def test_a_window_that_was_not_told_to_keep_drafts_touches_none(
    open_window: Open, desk: Desk
) -> None:
    window = open_window()
    press(window, "question", "after_tki")
    window.next()
    window.session.was_saved()
    window.close()
    assert not desk.drafts.exists()


def test_a_draft_keeps_what_is_typed_in_a_field(start: Start) -> None:
    window = start()
    type_in(window, "label", "TB-7")
    window.next()
    crash(window)
    assert start().session.draft.get("label") == "TB-7"

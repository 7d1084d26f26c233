"""A case is opened from the text of a 2D code, and other knowledge is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from ros1_desktop.case.case import Case
from ros1_desktop.exchange.code2d import read_pieces, to_code
from ros1_desktop.exchange.opened import open_code
from ros1_desktop.place import resources
from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.code import CodeDialog
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    drafts: Path


Open = Callable[..., Window]
CASE: dict[str, Any] = {"schema": "ros1-case/1", "age_band": "40_64", "ecog_ps": 1}
HERE = ("2026-11", "0123456789abcdef" * 4)


def code(edition: str = HERE[0], fingerprint: str = HERE[1]) -> str:
    """Return a code as a sheet carries it."""
    return to_code(Case({**CASE, "label": "TB-7"}), edition, fingerprint, read_pieces(resources()))


def scan(window: Window, typed: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Open the dialog, type a text as a scanner does, and return what was told."""
    told: list[str] = []
    monkeypatch.setattr(window, "tell", told.append)

    def type_in() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CodeDialog)
        dialog.typed.setText(typed)
        QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
        if dialog.opened is None:
            told.append(dialog.told.text())
            assert dialog.typed.text() == typed
            dialog.leaves.click()

    QTimer.singleShot(0, type_in)
    window.side.scan.click()
    return told


def test_a_scanned_code_fills_the_case_in(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    assert scan(window, code(), monkeypatch) == []
    assert window.session.draft.as_dict() == CASE
    assert window.session.unsaved


@pytest.mark.parametrize("change", [str.lower, lambda text: f" {text[:9]} {text[9:]} "])
def test_what_a_keyboard_does_to_the_text_is_undone(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str]
) -> None:
    window = open_window()
    assert scan(window, change(code()), monkeypatch) == []
    assert window.session.draft.as_dict() == CASE


def test_full_width_signs_are_read(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code())
    assert scan(window, wide, monkeypatch) == []
    assert window.session.draft.as_dict() == CASE


@pytest.mark.parametrize("made_with", [("2025-05", HERE[1]), (HERE[0], "f" * 64)])
def test_other_knowledge_is_told(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, made_with: tuple[str, str]
) -> None:
    window = open_window()
    (told,) = scan(window, code(*made_with), monkeypatch)
    assert made_with[0] in told
    assert made_with[1][:12] in told
    assert window.session.draft.as_dict() == CASE


@pytest.mark.parametrize("typed", ["", "ROS1", code()[:-1], code()[:20] + "A" + code()[20:]])
def test_what_is_no_code_is_told_and_nothing_is_lost(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    window = open_window(CASE)
    (told,) = scan(window, typed, monkeypatch)
    assert told
    assert window.session.draft.as_dict() == CASE
    assert not window.session.unsaved


def test_opening_a_code_asks_first_when_something_is_unsaved(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.session.draft.set("age_band", "18_39")
    monkeypatch.setattr(window, "ask_leave", lambda: KINDS.Cancel)
    monkeypatch.setattr(window, "ask_code", lambda: pytest.fail("asked for a code"))
    window.side.scan.click()
    assert window.session.draft.get("age_band") == "18_39"


def test_a_file_of_a_code_is_opened_and_told_of_as_well(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    told: list[str] = []
    monkeypatch.setattr(window, "tell", told.append)
    parts = window.session.parts
    opened = open_code(code("2025-05"), parts.vocabulary, read_pieces(resources()))
    window.session.parts = parts._replace(read_case=lambda *_: opened)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("code.txt", ""))
    window.side.open.click()
    assert len(told) == 1
    assert window.session.draft.as_dict() == CASE

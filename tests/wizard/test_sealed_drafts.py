"""The draft of a case under a passphrase is under it too: no clear word of it stays on the disk."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ros1_desktop.exchange.opened import Opened
from ros1_desktop.exchange.sealed import Strength, is_sealed, make_key, unseal
from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.code import CodeDialog
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WORDS, OTHERS = "three dry herons", "seven wet storks"
CASE: dict[str, Any] = {"schema": "ros1-case/1", "label": "Kanariya"}
CANARY = b"Kanariya"
LATER = KINDS.Cancel


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    drafts: Path
    files: dict[Path, dict[str, Any]]
    passphrases: dict[Path, str | None]


class Sitting:
    """Starts the program, answers what it asks from lists, and keeps what it said."""

    def __init__(
        self, desk: Desk, open_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Have nothing to answer yet."""
        self.desk, self.open_window, self.patch = desk, open_window, monkeypatch
        self.said: list[str] = []
        self.answers: list[QMessageBox.StandardButton] = []
        self.passphrases: list[str | None] = []
        self.whys: list[str] = []
        monkeypatch.setattr("ros1_desktop.wizard.passphrase.ask_passphrase", self.passphrase)
        monkeypatch.setattr("ros1_desktop.wizard.case_file.ask_passphrase", self.passphrase)

    def passphrase(self, *asked: object, new: bool) -> str | None:
        """Type the next passphrase."""
        del new
        self.whys.append(str(asked[3]))
        return self.passphrases.pop(0)

    def ask(self, text: str, _words: object) -> QMessageBox.StandardButton:
        """Give the next answer."""
        self.said.append(text)
        return self.answers.pop(0)

    def start(
        self, *answers: QMessageBox.StandardButton, typed: tuple[str | None, ...] = ()
    ) -> Window:
        """Start the program; answer what it asks at its start."""
        self.answers, self.passphrases = list(answers), list(typed)
        window = self.open_window()
        self.patch.setattr(window, "tell", self.said.append)
        self.patch.setattr(window, "ask", self.ask)
        window.begin_drafts()
        assert (self.answers, self.passphrases) == ([], [])
        return window

    def open_sealed(self, window: Window, name: str = "a", passphrase: str = WORDS) -> None:
        """Open a case that is under a passphrase."""
        path = self.desk.drafts.parent / f"{name}.ros1.sealed"
        self.desk.files[path], self.desk.passphrases[path] = CASE, passphrase
        self.patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        self.passphrases = [passphrase]
        window.open_case()

    def left(self, *edits: str) -> Path:
        """Leave a draft of a sealed case as a program does that is killed; return it."""
        window = self.start()
        self.open_sealed(window)
        for word in edits or ("after_tki",):
            enter(window, word)
        path = window.drafts.sealed
        crash(window)
        return path

    def names(self) -> list[str]:
        """Return what lies in the place of the drafts, but for the lock."""
        return sorted(path.name for path in self.desk.drafts.iterdir() if path.suffix != ".lock")


@pytest.fixture
def sitting(
    desk: Desk, open_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> Sitting:
    return Sitting(desk, open_window, monkeypatch)


def enter(window: Window, word: str) -> None:
    window.session.draft.set("question", word)
    window.keep_draft()


def crash(window: Window) -> None:
    """Leave as a program does that is killed: nothing is saved, nothing is taken away."""
    window.clock.stop()
    window.drafts.lock.unlock()


def test_no_clear_word_of_a_case_under_a_passphrase_is_on_the_disk_after_a_crash(
    sitting: Sitting, desk: Desk
) -> None:
    path = sitting.left("after_tki", "next_test")
    assert sitting.names() == [path.name, f"{path.name}.1"]
    for file in desk.drafts.iterdir():
        content = file.read_bytes()
        for word in (CANARY, b"next_test", b"answers"):
            assert word not in content
    inside, _ = unseal(path.read_bytes(), WORDS)
    assert CANARY in inside
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_it_is_gone_on_with_by_its_passphrase_and_stays_under_it(sitting: Sitting) -> None:
    path = sitting.left("after_tki", "next_test")
    window = sitting.start(KINDS.Yes, typed=("wrong words", WORDS))
    assert len(sitting.said) == 1
    assert [bool(why) for why in sitting.whys[-2:]] == [False, True]
    assert window.session.draft.as_dict() == CASE | {"question": "next_test"}
    assert window.session.unsaved
    before = path.read_bytes()
    enter(window, "first_treatment")
    assert path.read_bytes() != before
    assert is_sealed(path.read_bytes())
    assert sitting.names() == [path.name, f"{path.name}.1", f"{path.name}.2"]

    asked: list[bool] = []
    sitting.patch.setattr(window.file, "save", lambda _parent, *, sealed: asked.append(sealed))
    window.save_case()
    assert asked == [True]


def test_the_key_is_made_once_and_every_writing_has_a_nonce_of_its_own(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = sitting.start()
    sitting.open_sealed(window)
    monkeypatch.setattr("ros1_desktop.exchange.sealed._cipher", None)
    heads = []
    for word in ("after_tki", "next_test", "after_tki"):
        enter(window, word)
        heads.append(window.drafts.sealed.read_bytes()[:49])
    assert len({head[:37] for head in heads}) == 1
    assert len(set(heads)) == len(heads)
    window.keep_draft()
    assert window.drafts.sealed.read_bytes()[:49] == heads[-1]


def test_a_plain_draft_is_gone_once_its_case_is_saved_with_a_passphrase(
    sitting: Sitting, desk: Desk
) -> None:
    window = sitting.start()
    window.session.draft.set("label", "Kanariya")
    for word in ("after_tki", "next_test"):
        enter(window, word)
    assert sitting.names() == ["draft.json", "draft.json.1"]
    target = str(desk.drafts.parent / "b.ros1.sealed")
    sitting.patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    sitting.passphrases = [WORDS]
    assert window.save_sealed()
    assert sitting.names() == []
    enter(window, "after_tki")
    assert sitting.names() == ["draft-1.sealed"]


def test_a_plain_draft_that_a_crash_left_beside_the_protected_one_goes_with_the_next_writing(
    sitting: Sitting, desk: Desk
) -> None:
    window = sitting.start()
    sitting.open_sealed(window)
    (desk.drafts / "draft.json").write_bytes(CANARY)
    (desk.drafts / "draft.json.1").write_bytes(CANARY)
    enter(window, "after_tki")
    assert sitting.names() == ["draft-1.sealed"]


def test_who_has_no_passphrase_leaves_it_for_later_and_works_on(sitting: Sitting) -> None:
    path = sitting.left()
    whole = path.read_bytes()
    other = sitting.start(LATER)
    assert other.session.draft.as_dict() == {"schema": "ros1-case/1"}
    sitting.open_sealed(other, "b", OTHERS)
    enter(other, "next_test")
    assert other.drafts.sealed.name == "draft-2.sealed"
    crash(other)
    assert path.read_bytes() == whole

    again = sitting.start(KINDS.Yes, KINDS.Yes, typed=(None, OTHERS))
    assert again.session.draft.get("question") == "next_test"
    again.session.was_saved()
    again.keep_draft()
    assert sitting.names() == [path.name]
    assert path.read_bytes() == whole
    crash(again)
    assert sitting.start(KINDS.Yes, typed=(WORDS,)).session.draft.get("question") == "after_tki"


def test_it_is_let_go_without_its_passphrase_only_on_purpose(sitting: Sitting) -> None:
    sitting.left("after_tki", "next_test")
    window = sitting.start(KINDS.Discard)
    assert sitting.names() == []
    assert window.file.key is None


def test_a_plain_draft_is_offered_before_one_under_a_passphrase(sitting: Sitting) -> None:
    path = sitting.left()
    other = sitting.start(LATER)
    enter(other, "next_test")
    crash(other)
    assert sitting.names() == [path.name, "draft.json"]
    again = sitting.start(KINDS.Yes)
    assert again.session.draft.get("question") == "next_test"
    crash(again)
    last = sitting.start(KINDS.Discard, KINDS.Yes, typed=(WORDS,))
    assert last.session.draft.get("question") == "after_tki"
    assert sitting.names() == [path.name]


def test_a_damaged_one_is_kept_aside_and_told_and_the_one_before_it_opens(
    sitting: Sitting, desk: Desk
) -> None:
    path = sitting.left("after_tki", "next_test")
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    window = sitting.start(KINDS.Yes, typed=(WORDS,))
    assert window.session.draft.get("question") == "after_tki"
    aside = desk.drafts / "draft-aside-1.json"
    assert sitting.said[-1] == window.session.say("wizard.draft_aside", name=str(aside))


@pytest.mark.parametrize("inside", [b"{}", b"no json", b'{"page": "x", "answers": {}}'])
def test_what_is_no_draft_inside_is_kept_aside_and_told(
    sitting: Sitting, desk: Desk, inside: bytes
) -> None:
    desk.drafts.mkdir()
    whole = make_key(WORDS, Strength(8, 1, 1)).seal(inside)
    (desk.drafts / "draft-1.sealed").write_bytes(whole)
    window = sitting.start(KINDS.Yes, typed=(WORDS,))
    aside = desk.drafts / "draft-aside-1.json"
    assert aside.read_bytes() == whole
    assert sitting.said[-1] == window.session.say("wizard.draft_aside", name=str(aside))
    assert not window.session.unsaved


@pytest.mark.parametrize("sealed", [True, False])
def test_another_case_has_neither_the_key_nor_the_draft_of_the_one_before(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch, *, sealed: bool
) -> None:
    def scanned(dialog: QWidget) -> None:
        assert isinstance(dialog, CodeDialog)
        dialog.opened = Opened(window.session.parts.to_case(CASE | {"label": "TB-8"}))

    window = sitting.start()
    if sealed:
        sitting.open_sealed(window)
    enter(window, "after_tki")
    monkeypatch.setattr(CodeDialog, "exec", scanned)
    monkeypatch.setattr(window, "ask_leave", lambda: KINDS.Discard)
    window.open_code()
    window.keep_draft()
    assert sitting.names() == ["draft.json"]
    window.new_case()
    assert window.file.key is None
    window.keep_draft()
    assert sitting.names() == []

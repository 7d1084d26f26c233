"""A case is opened and saved as a file, plain or under a passphrase, and nothing is lost."""

from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.exchange.opened import Opened
from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.passphrase import PassphraseDialog
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WORDS = "three dry herons"
CASE: dict[str, Any] = {"schema": "ros1-case/1", "label": "TB-7"}


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    written: dict[Path, dict[str, Any]]
    files: dict[Path, dict[str, Any]]
    passphrases: dict[Path, str | None]


Open = Callable[..., Window]


def _entered_by(dialog: PassphraseDialog, person: "Person") -> int:
    return person.enter(dialog)


class Person:
    """Answers what is asked: file names, passphrases, and questions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Give up at everything that no test has foreseen."""
        self.passphrases: list[str | None] = []
        self.told: list[str] = []
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.answer: QMessageBox.StandardButton = KINDS.Cancel
        self.offered: list[tuple[str, ...]] = []
        self.patch = monkeypatch
        monkeypatch.setattr(PassphraseDialog, "exec", partialmethod(_entered_by, self))

    def enter(self, dialog: PassphraseDialog) -> int:
        """Type the next passphrase into every field, or give up."""
        self.wrong.append(dialog.wrong.text())
        passphrase = self.passphrases.pop(0)
        if passphrase is None:
            dialog.reject()
        else:
            for field in dialog.fields:
                field.setText(passphrase)
            dialog.ok.click()
        return dialog.result()

    def chooses(self, name: Path, kind: int | None = None) -> None:
        """Choose a file in whatever is asked next, and the kind of this number."""

        def chosen(*given: str) -> tuple[str, str]:
            self.offered.append(given[1:])
            return str(name), "" if kind is None else given[3].split(";;")[kind]

        self.patch.setattr(QFileDialog, "getSaveFileName", chosen)
        self.patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(name), ""))

    def sits_at(self, window: Window) -> None:
        """Read what this window tells and answer what it asks."""

        def ask(text: str, _: object) -> QMessageBox.StandardButton:
            self.asked.append(text)
            return self.answer

        self.patch.setattr(window, "tell", self.told.append)
        self.patch.setattr(window, "ask", ask)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


@pytest.fixture
def window(open_window: Open, person: Person) -> Iterator[Window]:
    shown = open_window(CASE)
    person.sits_at(shown)
    yield shown
    assert person.passphrases == []


def test_a_case_saved_with_a_passphrase_opens_with_it_and_is_saved_with_one_again(
    window: Window, person: Person, desk: Desk, tmp_path: Path
) -> None:
    target = tmp_path / "TB-7.ros1.sealed"
    person.chooses(target, 1)
    person.passphrases = [WORDS]
    window.side.seal.click()
    assert desk.written == {target: CASE}
    assert desk.passphrases == {target: WORDS}
    assert person.offered[0][1] == "TB-7.ros1.sealed"
    assert not window.session.unsaved

    window.new_case()
    desk.files[target] = CASE
    person.passphrases = [WORDS]
    window.open_case()
    assert window.session.draft.as_dict() == CASE
    assert person.wrong == ["", ""]

    person.chooses(target)
    person.passphrases = [None]
    assert not window.save_case()
    assert person.offered[1][1:] == (
        "TB-7.ros1.sealed",
        person.offered[0][2],
        window.session.say("wizard.sealed_file"),
    )


def test_the_kind_that_is_chosen_in_the_dialog_decides(
    window: Window, person: Person, desk: Desk, tmp_path: Path
) -> None:
    person.chooses(tmp_path / "one.ros1.json", 1)
    person.passphrases = [WORDS]
    assert window.save_case()
    person.chooses(tmp_path / "two.ros1.sealed", 0)
    assert window.save_case()
    person.chooses(tmp_path / "three", 0)
    assert window.save_sealed()
    assert {path.name: passphrase for path, passphrase in desk.passphrases.items()} == {
        "one.ros1.sealed": WORDS,
        "two.ros1.json": None,
        "three.ros1.json": None,
    }


def test_a_file_that_the_ending_leads_to_is_not_written_over_unasked(
    window: Window, person: Person, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "a.ros1.json").write_bytes(b"")
    person.chooses(tmp_path / "a")
    assert not window.save_case()
    assert person.asked == [window.session.say("wizard.overwrite", name="a.ros1.json")]
    person.answer = KINDS.Save
    assert window.save_case()
    assert len(desk.written) == 1
    person.chooses(tmp_path / "a.ros1.json")
    assert window.save_case()
    assert len(person.asked) == 2


def test_a_wrong_passphrase_is_said_and_asked_again_and_giving_up_changes_nothing(
    window: Window, person: Person, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "b.ros1.sealed"
    desk.files[path], desk.passphrases[path] = {"schema": "ros1-case/1", "label": "TB-8"}, WORDS
    person.chooses(path)
    person.passphrases = ["wrong", None]
    window.open_case()
    said = window.session.say("error.cannot_unseal")
    assert [text.casefold() for text in person.wrong] == ["", said.casefold()]
    assert person.told == [window.session.say("wizard.cannot_open", found=said)]
    assert window.session.draft.get("label") == "TB-7"

    person.passphrases = ["wrong", WORDS]
    window.open_case()
    assert window.session.draft.get("label") == "TB-8"
    person.passphrases = [None]
    window.open_case()
    assert len(person.told) == 1


def test_what_a_file_held_before_is_offered_when_it_cannot_be_read(
    window: Window, person: Person, desk: Desk, tmp_path: Path
) -> None:
    path, before = tmp_path / "c.ros1.json", tmp_path / "c.ros1.json.1"
    before.write_bytes(b"")
    desk.files[before] = {"schema": "ros1-case/1", "label": "TB-9"}

    def read(asked: Path, passphrase: str | None) -> Opened:
        if asked == path:
            field = "case"
            raise CaseError(field, "json_empty")
        assert passphrase is None
        return Opened(Case(desk.files[asked]))

    window.session.parts = window.session.parts._replace(read_case=read)
    person.chooses(path)
    window.open_case()
    assert window.session.draft.get("label") == "TB-7"
    person.answer = KINDS.Yes
    window.open_case()
    assert window.session.draft.get("label") == "TB-9"
    assert person.told == []
    assert len(person.asked) == 2
    assert path.name in person.asked[0]

    before.unlink()
    window.open_case()
    assert len(person.told) == 1


def test_a_disk_that_takes_nothing_is_told_and_the_case_stays_unsaved(
    window: Window, person: Person, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    window.session.draft.set("label", "TB-10")
    window.session.parts = window.session.parts._replace(write_case=full)
    person.chooses(tmp_path / "d.ros1.json")
    assert not window.save_case()
    assert "no space left" in person.told[0]
    assert window.session.unsaved


@pytest.fixture
def dialog(window: Window, qtbot: QtBot) -> PassphraseDialog:
    shown = PassphraseDialog(window.session, window, "TB-7.ros1.sealed", new=True)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_passphrase_is_hidden_until_it_is_shown(dialog: PassphraseDialog) -> None:
    assert {field.echoMode() for field in dialog.fields} == {QLineEdit.EchoMode.Password}
    dialog.shown.click()
    assert {field.echoMode() for field in dialog.fields} == {QLineEdit.EchoMode.Normal}
    dialog.shown.click()
    assert {field.echoMode() for field in dialog.fields} == {QLineEdit.EchoMode.Password}


def test_a_new_passphrase_is_long_enough_and_typed_alike_twice(dialog: PassphraseDialog) -> None:
    say = dialog.session.say
    first, again = dialog.fields
    for one, other, wrong in (
        ("short", "short", say("error.passphrase_too_short", least=8)),
        (WORDS, WORDS[:-1], say("error.passphrases_differ")),
    ):
        first.setText(one)
        again.setText(other)
        dialog.ok.click()
        assert dialog.isVisible()
        assert dialog.wrong.text().casefold() == wrong.casefold()
        assert dialog.wrong.isVisible()
        assert first.hasFocus()
        assert first.accessibleDescription() == wrong
        assert (first.text(), again.text()) == (one, other)
    again.setText(WORDS)
    QTest.keyClicks(first, WORDS)
    dialog.ok.click()
    assert dialog.result() == PassphraseDialog.DialogCode.Accepted


def test_the_passphrase_can_be_given_by_keyboard_and_is_named_for_a_screen_reader(
    dialog: PassphraseDialog, qtbot: QtBot
) -> None:
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    for field in dialog.fields:
        seen = QAccessible.queryAccessibleInterface(field)
        assert seen.text(QAccessible.Text.Name)
        assert seen.text(QAccessible.Text.Description)
        assert seen.state().passwordEdit
    order: list[QWidget] = [dialog.fields[0]]
    while len(order) < 5:
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        order.append(dialog.focusWidget())
    assert order == [*dialog.fields, dialog.shown, dialog.ok, dialog.no]
    for field in dialog.fields:
        field.setFocus()
        QTest.keyClicks(field, WORDS)
    QTest.keyClick(dialog.fields[1], Qt.Key.Key_Return)
    assert dialog.result() == PassphraseDialog.DialogCode.Accepted

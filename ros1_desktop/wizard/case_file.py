"""The file of a case, plain or under a passphrase: asked for, read and written.

Rules:
 * What cannot be read is told, and the content before it is offered where it is there.
 * A case that was opened with a passphrase is saved with one, unless another kind is chosen.
 * A passphrase is kept nowhere; it is asked for each time. While the case is open, the key that was
   made from it is, for the draft.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.exchange.opened import Opened
from ros1_desktop.keep import earlier_of
from ros1_desktop.wizard.passphrase import ask_passphrase
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.waiting import aside

if TYPE_CHECKING:
    from ros1_desktop.exchange.sealed import Key

PLAIN, SEALED = ".ros1.json", ".ros1.sealed"
KINDS = QMessageBox.StandardButton
NEEDS_PASSPHRASE = ("sealed", "cannot_unseal")


class Asks(Protocol):
    """A window that tells and asks."""

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""

    def ask(
        self, text: str, words: dict[QMessageBox.StandardButton, str]
    ) -> QMessageBox.StandardButton:
        """Ask something."""


class CaseFile:
    """The file that a case was read from or written to; `key`: of one under a passphrase."""

    def __init__(self, session: Session, window: Asks) -> None:
        """Start without a file."""
        self.session = session
        self.window = window
        self.key: Key | None = None

    def ask_open(self, parent: QWidget) -> Path | None:
        """Ask which file to open."""
        kinds = f"*{PLAIN} *{SEALED} *.json"
        title = self.session.say("wizard.open_case")
        name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(name) if name else None

    def read(self, path: Path, parent: QWidget) -> Opened | None:
        """Return the case in a file, or in the one before it; None where there is none."""
        passphrase, why = None, ""
        while True:
            try:
                opened = self._read(path, passphrase)
            except CaseError as error:
                if error.code not in NEEDS_PASSPHRASE:
                    return self._earlier(path, self.session.error_text(error), parent)
                why = self.session.error_sentence(error) if passphrase is not None else ""
                passphrase = ask_passphrase(self.session, parent, path.name, why, new=False)
                if passphrase is None:
                    return self._earlier(path, why, parent) if why else None
            except (OSError, ValueError) as error:
                return self._earlier(path, str(error), parent)
            else:
                self.key = opened.key
                return opened

    def _read(self, path: Path, passphrase: str | None) -> Opened:
        read = self.session.parts.read_case
        if passphrase is None:
            return read(path, None)
        return aside(lambda: read(path, passphrase))

    def _earlier(self, path: Path, why: str, parent: QWidget) -> Opened | None:
        earlier = earlier_of(path)
        if not earlier:
            self.window.tell(self.session.say("wizard.cannot_open", found=why))
            return None
        text = self.session.say("wizard.open_earlier", name=path.name, found=why)
        words = {KINDS.Yes: "wizard.open", KINDS.Cancel: "wizard.cancel"}
        if self.window.ask(text, words) != KINDS.Yes:
            return None
        return self.read(earlier[0], parent)

    def save(self, parent: QWidget, *, sealed: bool) -> bool:
        """Ask for a file and write the case there; tell whether it was written."""
        say, answers = self.session.say, self.session.draft.as_dict()
        kinds = {False: say("wizard.case_file"), True: say("wizard.sealed_file")}
        start = f"{answers.get('label') or 'case'}{SEALED if sealed else PLAIN}"
        name, kind = QFileDialog.getSaveFileName(
            parent, say("wizard.save_case"), start, ";;".join(kinds.values()), kinds[sealed]
        )
        if not name:
            return False
        sealed = kind == kinds[True] if kind in kinds.values() else sealed
        path = _with_ending(name, sealed=sealed)
        if str(path) != name and path.exists() and not self._may_overwrite(path):
            return False
        passphrase = None
        if sealed:
            passphrase = ask_passphrase(self.session, parent, path.name, "", new=True)
            if passphrase is None:
                return False
        return self._write(path, answers, passphrase)

    def _may_overwrite(self, path: Path) -> bool:
        # The dialog has asked about the name that was typed, not about the one with its ending.
        words = {KINDS.Save: "wizard.save", KINDS.Cancel: "wizard.cancel"}
        text = self.session.say("wizard.overwrite", name=path.name)
        return self.window.ask(text, words) == KINDS.Save

    def _write(self, path: Path, answers: dict[str, Any], passphrase: str | None) -> bool:
        say, write = self.session.say, self.session.parts.write_case
        try:
            if passphrase is None:
                key = write(path, answers, None)
            else:
                key = aside(lambda: write(path, answers, passphrase))
        except CaseError as error:
            self.window.tell(say("wizard.cannot_save", found=self.session.error_sentence(error)))
            return False
        except OSError as error:
            self.window.tell(say("wizard.cannot_save", found=str(error)))
            return False
        self.key = key
        return True


def _with_ending(name: str, *, sealed: bool) -> Path:
    if sealed:
        bare = name.removesuffix(SEALED).removesuffix(PLAIN)
        return Path(bare + SEALED)
    bare = name.removesuffix(SEALED)
    return Path(bare if bare.endswith(".json") else bare + PLAIN)

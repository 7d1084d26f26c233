"""A window that tells a person something, or asks and waits for the answer.

Rules:
 * What Esc and Enter mean is the answer that loses nothing.
 * What is said is plain text in the language of the sitting; a file's name cannot dress it.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWizard

from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.session import Session

ROLES = {
    KINDS.Save: QMessageBox.ButtonRole.AcceptRole,
    KINDS.Yes: QMessageBox.ButtonRole.AcceptRole,
    KINDS.Discard: QMessageBox.ButtonRole.DestructiveRole,
    KINDS.Cancel: QMessageBox.ButtonRole.RejectRole,
}


class Telling(QWizard):
    """A wizard with a voice."""

    def __init__(self, session: Session) -> None:
        """Keep the session, which has the words."""
        super().__init__()
        self.session = session

    def ask(
        self, text: str, words: dict[QMessageBox.StandardButton, str]
    ) -> QMessageBox.StandardButton:
        """Ask something; the default, and what Esc means, is the answer that loses nothing."""
        box = self._box(text)
        # Buttons of our own: Qt would give its own ones its own words when the language changes.
        made = {box.addButton(self.session.say(words[kind]), ROLES[kind]): kind for kind in words}
        keeping = next(kind for kind in (KINDS.Cancel, KINDS.Yes) if kind in words)
        (keeps,) = (button for button, kind in made.items() if kind is keeping)
        box.setDefaultButton(keeps)
        box.setEscapeButton(keeps)
        box.exec()
        return next(
            (kind for button, kind in made.items() if button is box.clickedButton()), keeping
        )

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        box = self._box(text)
        box.setStandardButtons(KINDS.Ok)
        box.exec()

    def tell_of_fault(self, name: str) -> None:
        """Say that something went wrong which nobody foresaw, and where it is noted."""
        self.tell(self.session.say("wizard.fault", name=name or self.session.say("wizard.nowhere")))

    def _box(self, text: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.windowTitle())
        box.setText(text)
        return box

"""A window that tells a person something, or asks and waits for the answer.

Rules:
 * What Esc and Enter mean is the answer that loses nothing.
 * What is said is plain text in the language of the sitting; a file's name cannot dress it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWizard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from ros1_desktop.wizard.session import Session


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
        from ros1_desktop.wizard.box import Box
        from ros1_desktop.wizard.case_file import KINDS

        keeping = next(kind for kind in (KINDS.Cancel, KINDS.Yes) if kind in words)
        kinds = list(words)
        box = Box(text, [self.session.say(words[one]) for one in kinds], kinds.index(keeping), self)
        box.exec()
        return kinds[box.answer]

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        from ros1_desktop.wizard.box import Box

        Box(text, [self.session.say("wizard.close")], 0, self).exec()

    def tell_of_fault(self, name: str) -> None:
        """Say that something went wrong which nobody foresaw, and where it is noted."""
        self.tell(self.session.say("wizard.fault", name=name or self.session.say("wizard.nowhere")))

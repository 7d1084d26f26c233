"""The files of a case as the window handles them: new, open, save, and what is asked.

Rules:
 * Nothing that was entered is lost unasked: not by a new case, not by opening one, not by closing.
 * What needs more than the first page waits until the rest is read.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ros1_desktop.wizard.left import DraftWindow
from ros1_desktop.wizard.rest import Rest

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMessageBox

    from ros1_desktop.exchange.opened import Opened
    from ros1_desktop.wizard.pages import WizardPage
    from ros1_desktop.wizard.session import Session


class CaseWindow(DraftWindow):
    """A wizard of pages that fills in one case after the other."""

    def __init__(self, session: Session) -> None:
        """Keep the session; drafts begin with `begin_drafts`."""
        super().__init__(session)
        self.rest = Rest(session.parts.rest)
        self.passing = False

    def page_now(self) -> WizardPage | None:
        """Return the page that is shown."""
        number = self.currentId()
        return self.pages[number] if number >= 0 else None

    def go_to(self, number: int) -> None:
        """Go to a page by Back and Next; what holds up Next stops the way.

        Pages on the way are passed without being laid out: nobody sees them.
        """
        came, self.passing = self.currentId(), True
        while self.currentId() > number:
            self.back()
        stopped = False
        while self.currentId() < number and not stopped:
            before = self.currentId()
            self.next()
            stopped = self.currentId() in (before, -1)
        self.passing = False
        now = self.page_now()
        if now is not None and now.number != came:
            self.enter_page(now)
            if stopped:
                now.validatePage()

    @abstractmethod
    def enter_page(self, page: WizardPage) -> None:
        """Lay out a page that was gone to, and put the focus there."""

    def go_to_path(self, path: str) -> None:
        """Go to the question of a path and put the focus there."""
        page = self.session.parts.questionnaire.page_of(path)
        if page is None:
            return
        self.go_to(self.session.parts.questionnaire.pages.index(page))
        now = self.page_now()
        if now is not None:
            now.show_path(path)

    def new_case(self) -> None:
        """Begin with an empty case."""
        if self.may_leave():
            self.file.key = None
            self.session.open({})

    def open_case(self) -> None:
        """Ask for a file and show its answers."""
        if self.rest.finish() and self.may_leave():
            path = self.file.ask_open(self)
            if path is not None:
                self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Show the answers in a file."""
        opened = self.file.read(path, self) if self.rest.finish() else None
        if opened is not None:
            self.session.open(dict(opened.case.answers))
            self.tell_of_other_knowledge(opened)

    def open_code(self) -> None:
        """Ask for the text of a 2D code and show its answers, which are in no file yet."""
        if not (self.rest.finish() and self.may_leave()):
            return
        opened = self.ask_code()
        if opened is not None:
            self.let_draft_go()
            self.file.key = None
            self.session.resume(dict(opened.case.answers))
            self.tell_of_other_knowledge(opened)

    def ask_code(self) -> Opened | None:
        """Ask for the text of a 2D code; None where the question is left."""
        from ros1_desktop.wizard.code import CodeDialog

        asked = CodeDialog(self.session, self)
        asked.exec()
        asked.deleteLater()  # the window would keep it
        return asked.opened

    def tell_of_other_knowledge(self, opened: Opened) -> None:
        """Say that a sheet was made with other knowledge than decides here, if it was."""
        scanned = opened.scanned
        if scanned is None or not self.rest.finish():
            return
        facts = self.session.parts.facts
        if not scanned.is_of(facts.edition["id"], facts.fingerprint):
            self.tell(self.session.say("wizard.code_of_other_knowledge", **scanned.knowledge))

    def save_case(self) -> bool:
        """Ask for a file and write the case there; tell whether it was written."""
        return self._save(sealed=self.file.key is not None)

    def save_sealed(self) -> bool:
        """Write the case under a passphrase; tell whether it was written."""
        return self._save(sealed=True)

    def _save(self, *, sealed: bool) -> bool:
        if not self.rest.finish():
            return False
        errors = self.session.errors()
        if errors:
            self.tell(self.session.error_text(errors[0]))
            self.go_to_path(errors[0].field)
            return False
        if not self.file.save(self, sealed=sealed):
            return False
        self.session.was_saved()
        self.keep_draft()
        return True

    def may_leave(self) -> bool:
        """Tell whether the answers may be left: saved, or let go on purpose."""
        if not self.session.unsaved:
            return True
        from ros1_desktop.wizard.case_file import KINDS

        answer = self.ask_leave()
        if answer == KINDS.Save:
            return self.save_case()
        return answer == KINDS.Discard

    def ask_leave(self) -> QMessageBox.StandardButton:
        """Ask what becomes of answers that are not saved."""
        from ros1_desktop.wizard.case_file import KINDS

        words = {
            KINDS.Save: "wizard.save",
            KINDS.Discard: "wizard.discard",
            KINDS.Cancel: "wizard.stay",
        }
        return self.ask(self.session.say("wizard.unsaved"), words)

    def tell_of_damage(self, error: Exception) -> None:
        """Say that nothing can be decided, and end; what was entered is kept as a draft."""
        from ros1_desktop.knowledge.records import StoreError

        found = str(error)
        if isinstance(error, StoreError):
            found = f"{error.file}: {self.session.say(f'error.{error.code}')}"
        self.keep_draft()
        self.tell(self.session.say("wizard.damaged", found=found))
        self.leave_draft()
        QCoreApplication.exit(1)

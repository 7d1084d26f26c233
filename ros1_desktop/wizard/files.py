"""The files of a case as the window handles them: new, open, save, the draft, and what is asked.

Rules:
 * Nothing that was entered is lost unasked: not by a new case, not by opening one, not by closing.
 * A draft that was left is offered at the start; Esc keeps it.
"""

import contextlib
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWizard

from ros1_desktop.exchange.opened import Opened
from ros1_desktop.wizard.case_file import KINDS, CaseFile
from ros1_desktop.wizard.code import CodeDialog
from ros1_desktop.wizard.drafts import AsideError, Drafts, Kept
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.session import Session

EVERY = 30_000  # milliseconds between two looks at what is unsaved
ROLES = {
    KINDS.Save: QMessageBox.ButtonRole.AcceptRole,
    KINDS.Yes: QMessageBox.ButtonRole.AcceptRole,
    KINDS.Discard: QMessageBox.ButtonRole.DestructiveRole,
    KINDS.Cancel: QMessageBox.ButtonRole.RejectRole,
}


class CaseWindow(QWizard):
    """A wizard of pages that fills in one case after the other."""

    pages: list[WizardPage]

    def __init__(self, session: Session) -> None:
        """Keep the session; drafts begin with `begin_drafts`."""
        super().__init__()
        self.session = session
        self.file = CaseFile(session, self)
        self.drafts = Drafts(session, session.parts.drafts)
        self._told_of_drafts = False
        self.clock = QTimer(self)
        self.clock.setInterval(EVERY)
        self.clock.timeout.connect(self.keep_draft)

    def page_now(self) -> WizardPage | None:
        """Return the page that is shown."""
        number = self.currentId()
        return self.pages[number] if number >= 0 else None

    def go_to(self, number: int) -> None:
        """Go to a page by Back and Next; what holds up Next stops the way."""
        while self.currentId() > number:
            self.back()
        while self.currentId() < number:
            before = self.currentId()
            self.next()
            if self.currentId() in (before, -1):
                return

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
            self.file.sealed = False
            self.session.open({})

    def open_case(self) -> None:
        """Ask for a file and show its answers."""
        if self.may_leave():
            path = self.file.ask_open(self)
            if path is not None:
                self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Show the answers in a file."""
        opened = self.file.read(path, self)
        if opened is not None:
            self.session.open(dict(opened.case.answers))
            self.tell_of_other_knowledge(opened)

    def open_code(self) -> None:
        """Ask for the text of a 2D code and show its answers, which are in no file yet."""
        if not self.may_leave():
            return
        opened = self.ask_code()
        if opened is not None:
            self.file.sealed = False
            self.session.resume(dict(opened.case.answers))
            self.tell_of_other_knowledge(opened)

    def ask_code(self) -> Opened | None:
        """Ask for the text of a 2D code; None where the question is left."""
        asked = CodeDialog(self.session, self)
        asked.exec()
        return asked.opened

    def tell_of_other_knowledge(self, opened: Opened) -> None:
        """Say that a sheet was made with other knowledge than decides here, if it was."""
        facts, scanned = self.session.parts.facts, opened.scanned
        if scanned is not None and not scanned.is_of(facts.edition["id"], facts.fingerprint):
            self.tell(self.session.say("wizard.code_of_other_knowledge", **scanned.knowledge))

    def save_case(self) -> bool:
        """Ask for a file and write the case there; tell whether it was written."""
        return self._save(sealed=self.file.sealed)

    def save_sealed(self) -> bool:
        """Write the case under a passphrase; tell whether it was written."""
        return self._save(sealed=True)

    def _save(self, *, sealed: bool) -> bool:
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
        answer = self.ask_leave()
        if answer == KINDS.Save:
            return self.save_case()
        return answer == KINDS.Discard

    def ask_leave(self) -> QMessageBox.StandardButton:
        """Ask what becomes of answers that are not saved."""
        words = {
            KINDS.Save: "wizard.save",
            KINDS.Discard: "wizard.discard",
            KINDS.Cancel: "wizard.stay",
        }
        return self.ask(self.session.say("wizard.unsaved"), words)

    def begin_drafts(self) -> None:
        """Offer the draft that was left, and keep one from now on."""
        say = self.session.say
        try:
            if not self.drafts.begin():
                self.tell(say("wizard.draft_elsewhere"))
                return
            found = self._find_draft()
        except OSError as error:
            self.tell(say("wizard.cannot_keep_draft", found=error.strerror or ""))
            return
        if found is not None:
            self._offer(found)
        self.clock.start()

    def _find_draft(self) -> Kept | None:
        """Return the latest draft that can be read; those that cannot are told, each once."""
        while True:
            try:
                return self.drafts.find()
            except AsideError as error:
                self.tell(self.session.say("wizard.draft_aside", name=str(error.path)))

    def ask_draft(self, found: Kept) -> QMessageBox.StandardButton:
        """Ask what becomes of a draft that was left."""
        locale = QLocale(self.session.language)
        when = locale.toString(found.written.toLocalTime(), QLocale.FormatType.ShortFormat)
        page = self.session.say_if(found.page) or found.page
        text = self.session.say("wizard.draft_found", when=when, page=page)
        words = {KINDS.Yes: "wizard.draft_continue", KINDS.Discard: "wizard.draft_discard"}
        return self.ask(text, words)

    def keep_draft(self) -> None:
        """Keep what is unsaved; a place that cannot be written is told once."""
        now = self.page_now()
        try:
            self.drafts.keep(now.title_key if now is not None else "")
        except OSError as error:
            if not self._told_of_drafts:
                self._told_of_drafts = True
                self.tell(self.session.say("wizard.cannot_keep_draft", found=error.strerror or ""))

    def done(self, result: int) -> None:
        """Close; what is let go on purpose is no draft."""
        self.clock.stop()
        with contextlib.suppress(OSError):  # it is offered again at the next start
            self.drafts.forget()
        self.drafts.lock.unlock()
        super().done(result)

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

    def _offer(self, found: Kept) -> None:
        if self.ask_draft(found) == KINDS.Discard:
            self.drafts.forget()
            return
        self.session.resume(found.answers)
        for page in self.pages:
            if page.title_key == found.page:
                self.go_to(page.number)

    def _box(self, text: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.windowTitle())
        box.setText(text)
        return box

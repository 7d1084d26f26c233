"""The files of a case as the window handles them: new, open, save, the draft, and what is asked.

Rules:
 * Nothing that was entered is lost unasked: not by a new case, not by opening one, not by closing.
 * A draft that was left is offered at the start; Esc keeps it. One under a passphrase waits until
   somebody who has the passphrase goes on with it, or lets it go.
"""

import contextlib
from abc import abstractmethod
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QTimer
from PySide6.QtWidgets import QMessageBox

from ros1_desktop.case.case import CaseError
from ros1_desktop.exchange.opened import Opened
from ros1_desktop.keep import take_away
from ros1_desktop.wizard.case_file import KINDS, CaseFile
from ros1_desktop.wizard.code import CodeDialog
from ros1_desktop.wizard.drafts import AsideError, Drafts, Kept, written
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.passphrase import ask_passphrase
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.telling import Telling
from ros1_desktop.wizard.waiting import aside

EVERY = 30_000  # milliseconds between two looks at what is unsaved


class CaseWindow(Telling):
    """A wizard of pages that fills in one case after the other."""

    pages: list[WizardPage]

    def __init__(self, session: Session) -> None:
        """Keep the session; drafts begin with `begin_drafts`."""
        super().__init__(session)
        self.file = CaseFile(session, self)
        self.drafts = Drafts(session, session.parts.drafts)
        self.passing = False
        self._told_of_drafts = False
        self.clock = QTimer(self)
        self.clock.setInterval(EVERY)
        self.clock.timeout.connect(self.keep_draft)

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
            self._let_go()
            self.file.key = None
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
        return self._save(sealed=self.file.key is not None)

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
            if found is None or not self._offer(found):
                self._offer_sealed()
        except OSError as error:
            self.tell(say("wizard.cannot_keep_draft", found=error.strerror or ""))
            return
        self.clock.start()

    def _find_draft(self) -> Kept | None:
        """Return the latest draft that can be read; those that cannot are told, each once."""
        while True:
            try:
                return self.drafts.find()
            except AsideError as error:
                self._tell_aside(error.path)

    def _tell_aside(self, path: Path) -> None:
        self.tell(self.session.say("wizard.draft_aside", name=str(path)))

    def ask_draft(self, found: Kept) -> QMessageBox.StandardButton:
        """Ask what becomes of a draft that was left."""
        page = self.session.say_if(found.page) or found.page
        text = self.session.say("wizard.draft_found", when=self._when(found.written), page=page)
        words = {KINDS.Yes: "wizard.draft_continue", KINDS.Discard: "wizard.draft_discard"}
        return self.ask(text, words)

    def _offer(self, found: Kept) -> bool:
        """Offer a plain draft; tell whether it is gone on with."""
        if self.ask_draft(found) == KINDS.Discard:
            self.drafts.forget()
            return False
        self._resume(found)
        return True

    def _offer_sealed(self) -> None:
        """Offer the drafts that wait for a passphrase, until one is gone on with."""
        words = {
            KINDS.Yes: "wizard.draft_continue",
            KINDS.Cancel: "wizard.draft_later",
            KINDS.Discard: "wizard.draft_discard",
        }
        for path in self.drafts.waiting():
            when = self._when(written(path))
            answer = self.ask(self.session.say("wizard.draft_sealed_found", when=when), words)
            if answer == KINDS.Discard:
                take_away(path)
            elif answer == KINDS.Yes:
                found = self._unlock(path, self.session.say("wizard.draft_of", when=when))
                if found is not None:
                    self._resume(found)
                    return

    def _unlock(self, path: Path, name: str) -> Kept | None:
        """Return a draft under a passphrase, None where it stays under it."""
        why = ""
        while True:
            passphrase = ask_passphrase(self.session, self, name, why, new=False)
            if passphrase is None:
                return None
            try:
                found = aside(partial(self.drafts.unlock, path, passphrase))
            except CaseError as error:
                why = self.session.error_sentence(error)
            except AsideError as error:
                self._tell_aside(error.path)
                return None
            else:
                for damaged in found.aside:
                    self._tell_aside(damaged)
                return found

    def _resume(self, found: Kept) -> None:
        self.file.key = found.key
        self.session.resume(found.answers)
        for page in self.pages:
            if page.title_key == found.page:
                self.go_to(page.number)

    def _when(self, written: QDateTime) -> str:
        locale = QLocale(self.session.language)
        return locale.toString(written.toLocalTime(), QLocale.FormatType.ShortFormat)

    def keep_draft(self) -> None:
        """Keep what is unsaved; a place that cannot be written is told once."""
        now = self.page_now()
        try:
            self.drafts.keep(now.title_key if now is not None else "", self.file.key)
        except OSError as error:
            if not self._told_of_drafts:
                self._told_of_drafts = True
                self.tell(self.session.say("wizard.cannot_keep_draft", found=error.strerror or ""))

    def _let_go(self) -> None:
        with contextlib.suppress(OSError):  # it is offered again at the next start
            self.drafts.forget()

    def done(self, result: int) -> None:
        """Close; what is let go on purpose is no draft."""
        self.clock.stop()
        self._let_go()
        self.drafts.lock.unlock()
        super().done(result)

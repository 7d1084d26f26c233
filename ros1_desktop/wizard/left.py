"""The draft as the window handles it: offered when it was left, kept, taken away.

Rules:
 * A draft that was left is offered at the start; Esc keeps it. One under a passphrase waits until
   somebody who has the passphrase goes on with it, or lets it go.
 * What was entered before it could be offered stays beside what it holds.
"""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.telling import Telling

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QDateTime
    from PySide6.QtWidgets import QMessageBox

    from ros1_desktop.wizard.case_file import CaseFile
    from ros1_desktop.wizard.drafts import Drafts, Kept
    from ros1_desktop.wizard.pages import WizardPage
    from ros1_desktop.wizard.session import Session

EVERY = 30_000  # milliseconds between two looks at what is unsaved


class DraftWindow(Telling):
    """A wizard that keeps what is unsaved."""

    pages: list[WizardPage]

    def __init__(self, session: Session) -> None:
        """Keep the session; drafts begin with `begin_drafts`."""
        super().__init__(session)
        self._told_of_drafts = False
        self.clock = QTimer(self)
        self.clock.setInterval(EVERY)
        self.clock.timeout.connect(self.keep_draft)

    @cached_property
    def file(self) -> CaseFile:
        """The file of the case."""
        from ros1_desktop.wizard.case_file import CaseFile

        return CaseFile(self.session, self)

    @cached_property
    def drafts(self) -> Drafts:
        """The draft of the case."""
        from ros1_desktop.wizard.drafts import Drafts

        return Drafts(self.session, self.session.parts.drafts)

    @abstractmethod
    def page_now(self) -> WizardPage | None:
        """Return the page that is shown."""

    @abstractmethod
    def go_to(self, number: int) -> None:
        """Go to a page."""

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
        from ros1_desktop.wizard.drafts import AsideError

        while True:
            try:
                return self.drafts.find()
            except AsideError as error:
                self._tell_aside(error.path)

    def _tell_aside(self, path: Path) -> None:
        self.tell(self.session.say("wizard.draft_aside", name=str(path)))

    def ask_draft(self, found: Kept) -> QMessageBox.StandardButton:
        """Ask what becomes of a draft that was left."""
        from ros1_desktop.wizard.case_file import KINDS

        page = self.session.say_if(found.page) or found.page
        text = self.session.say("wizard.draft_found", when=self._when(found.written), page=page)
        words = {KINDS.Yes: "wizard.draft_continue", KINDS.Discard: "wizard.draft_discard"}
        return self.ask(text, words)

    def _offer(self, found: Kept) -> bool:
        """Offer a plain draft; tell whether it is gone on with."""
        from ros1_desktop.wizard.case_file import KINDS

        if self.ask_draft(found) == KINDS.Discard:
            self.drafts.forget()
            return False
        self._resume(found)
        return True

    def _offer_sealed(self) -> None:
        """Offer the drafts that wait for a passphrase, until one is gone on with."""
        from ros1_desktop.keep import take_away
        from ros1_desktop.wizard.case_file import KINDS
        from ros1_desktop.wizard.drafts import written

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
        from ros1_desktop.wizard.drafts import AsideError
        from ros1_desktop.wizard.passphrase import ask_passphrase
        from ros1_desktop.wizard.waiting import aside

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
        entered = self.session.draft  # meanwhile, on the page that was there at once: it stays
        self.session.resume({**found.answers, **entered.answers}, entered.unread)
        for page in self.pages:
            if page.title_key == found.page:
                self.go_to(page.number)

    def _when(self, written: QDateTime) -> str:
        return written.toLocalTime().toString("yyyy-MM-dd hh:mm")  # as every other day here

    def keep_draft(self) -> None:
        """Keep what is unsaved; a place that cannot be written is told once."""
        if "drafts" not in vars(self):  # nothing has begun to be kept
            return
        now = self.page_now()
        try:
            self.drafts.keep(now.title_key if now is not None else "", self.file.key)
        except OSError as error:
            if not self._told_of_drafts:
                self._told_of_drafts = True
                self.tell(self.session.say("wizard.cannot_keep_draft", found=error.strerror or ""))

    def let_draft_go(self) -> None:
        """Take the draft away: it was let go on purpose."""
        with contextlib.suppress(OSError):  # it is offered again at the next start
            self.drafts.forget()

    def done(self, result: int) -> None:
        """Close; what is let go on purpose is no draft."""
        self.let_draft_go()
        self.leave_draft()
        super().done(result)

    def leave_draft(self) -> None:
        """Keep no draft any longer; one that is there stays."""
        self.clock.stop()
        self.drafts.lock.unlock()

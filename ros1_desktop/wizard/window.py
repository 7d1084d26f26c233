"""The window: a QWizard used as a shell around pages that keep nothing themselves.

Rules:
 * Back never erases an answer (`IndependentPages`), Esc and closing ask while something is unsaved,
   Enter goes on only from a button.
 * Going to a page is done by Back and Next alone, so the way there stays the way back.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWizard

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.dressing import Dressing
from ros1_desktop.wizard.files import CaseWindow
from ros1_desktop.wizard.keep_none import keep_none
from ros1_desktop.wizard.numbers import ENTER
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.review import ReviewPage
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.start import StartPage
from ros1_desktop.wizard.steps import Side
from ros1_desktop.wizard.wanted import spoken, wants

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from ros1_desktop.wizard.about import Help
    from ros1_desktop.wizard.pages import WizardPage
    from ros1_desktop.wizard.parts import Parts

LANGUAGE = QWizard.WizardButton.CustomButton1
TO_REVIEW = QWizard.WizardButton.CustomButton2
HELP = QWizard.WizardButton.HelpButton
_BUTTONS = (
    LANGUAGE,
    HELP,
    QWizard.WizardButton.Stretch,
    TO_REVIEW,
    QWizard.WizardButton.BackButton,
    QWizard.WizardButton.NextButton,
    QWizard.WizardButton.FinishButton,
)
_SAYS = {
    HELP: "wizard.help",
    TO_REVIEW: "wizard.to_review",
    QWizard.WizardButton.BackButton: "wizard.back",
    QWizard.WizardButton.NextButton: "wizard.next",
    QWizard.WizardButton.FinishButton: "wizard.finish",
}
_FIRST = (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton)
_ICONS = {LANGUAGE: "language", HELP: "help"}
_THEME = (QEvent.Type.PaletteChange, QEvent.Type.ThemeChange, QEvent.Type.StyleChange)


class Window(CaseWindow):
    """All pages, the list of steps, and the files of a case."""

    def __init__(self, parts: Parts, case: dict[str, Any] | None = None) -> None:
        """Make the pages in the order of the questionnaire; the review and the result follow."""
        super().__init__(Session(parts, case))
        self.side = Side(self.session)  # on Windows the next line already asks for its width
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        if sys.platform == "win32":
            self._hide_second_back()
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setOption(QWizard.WizardOption.NoCancelButton)
        self.setOption(QWizard.WizardOption.HaveHelpButton)
        self.steps = self.side.steps
        self.setSideWidget(self.side)
        self.pages = self._make_pages()
        for number, page in enumerate(self.pages):
            page.number = number
            page.wanted.connect(self.go_to_path)
            self.setPage(number, page)
        for kind in (LANGUAGE, *_SAYS):
            self.setButton(kind, Button(first=kind in _FIRST))
        self.setButtonLayout(list(_BUTTONS))
        for button, icon in _ICONS.items():
            wants(self.button(button), icon)
        self.dressing = Dressing(self, parts.resources / "icons")
        self._review_offered = False
        self._connect()
        self.resize(1180, 700)
        self._retell()

    def _hide_second_back(self) -> None:
        """On Windows, Qt makes an arrow back for another style and leaves it in the corner."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QAbstractButton

        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for button in self.findChildren(QAbstractButton, options=direct):
            if button.metaObject().className() == "QAbstractButton":  # all others are of a kind
                button.hide()

    def _make_pages(self) -> list[WizardPage]:
        first, *others = self.session.parts.questionnaire.pages
        return [
            StartPage(first, self.session),
            *(QuestionPage(page, self.session) for page in others),
            ReviewPage(self.session, "page.review"),
            ResultPage(self.session, "page.result"),
        ]

    def _connect(self) -> None:
        self.button(LANGUAGE).clicked.connect(self.session.switch_language)
        self.button(TO_REVIEW).clicked.connect(self.return_to_review)
        self.helpRequested.connect(self.ask_help)
        self.side.new.clicked.connect(self.new_case)
        self.side.open.clicked.connect(self.open_case)
        self.side.scan.clicked.connect(self.open_code)
        self.side.save.clicked.connect(self.save_case)
        self.side.seal.clicked.connect(self.save_sealed)
        self.currentIdChanged.connect(self._entered)
        self.steps.chosen.connect(self.go_to)
        self.session.retold.connect(self._retell)
        self.session.answered.connect(self._show_steps)
        self.session.replaced.connect(self.restart)
        self.session.made.connect(self._dress_part)
        self.rest.read.connect(self._be_read)
        self.rest.failed.connect(self.tell_of_damage)
        for keys, does in (
            ("Alt+Left", self.back),
            ("Alt+Right", self.next),
            ("F1", self.ask_help),
            ("Ctrl+N", self.new_case),
            ("Ctrl+O", self.open_case),
            ("Ctrl+Shift+O", self.open_code),
            ("Ctrl+S", self.save_case),
            ("Ctrl+Shift+S", self.save_sealed),
            ("Ctrl+P", self.print_sheet),
        ):
            shortcut = QShortcut(self)
            shortcut.setProperty("key", keys)  # as text: Qt knows it, and no other kind is loaded
            shortcut.activated.connect(does)

    def show_help(self) -> Help:
        """Show what the program is for and which one this is."""
        from ros1_desktop.wizard.about import Help

        shown = Help(self.session, self)
        shown.show()
        return shown

    def ask_help(self) -> None:
        """Show the help as soon as the rest is there."""
        if self.rest.finish():
            self.show_help()

    def go_to_path(self, path: str) -> None:
        """Go to the question of a path; from the review or the result there is a way back."""
        came = self.page_now()
        super().go_to_path(path)
        if not isinstance(came, QuestionPage) and self.page_now() is not came:
            self._offer_review(offered=True)

    def return_to_review(self) -> None:
        """Go back to the review, as far as nothing stands in the way."""
        self.go_to(self.pages[-2].number)

    def print_sheet(self) -> None:
        """Show the sheet, which is printed from there, as far as nothing stands in the way."""
        result = self.pages[-1]
        self.go_to(result.number)
        if self.page_now() is result and isinstance(result, ResultPage):
            result.show_preview()

    def validateCurrentPage(self) -> bool:
        """Go on from the first page only when the rest is there."""
        return self.rest.finish() and super().validateCurrentPage()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the icons once everything else is seen."""
        super().showEvent(event)
        if not (self.dressing.is_on or self.session.parts.rest):
            QTimer.singleShot(0, self, self.dress)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin with the rest once the first page is painted."""
        super().paintEvent(event)
        self.rest.begin()

    def _be_read(self) -> None:
        """Show what rests on the store, now that it is verified."""
        self.session.is_read = True
        self.session.read.emit()
        if not self.dressing.is_on:
            QTimer.singleShot(0, self, self.dress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list of steps its share."""
        super().resizeEvent(event)
        self.side.narrow(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark, to high contrast and back."""
        super().changeEvent(event)
        if event.type() in _THEME and self.dressing.is_on:
            QTimer.singleShot(0, self, self.dress)  # once every part has the new palette

    def dress(self) -> None:
        """Draw icons, and what has a colour of its own, in the colours of the moment."""
        if self.dressing.is_on:
            self.dressing.again()
        else:
            buttons = (self.button(kind) for kind in _ICONS)
            self.dressing.begin((*self.side.buttons, *buttons), self.session.language)
            now = self.page_now()
            if now is not None and now is not self.pages[0]:  # whoever was faster than the icons
                self.dressing.part(now)
        self.steps.icons = self.dressing.icons
        self._show_steps()

    def _dress_part(self, part: QWidget) -> None:
        self.dressing.part(part)

    def reject(self) -> None:
        """Close, by Esc or by the window's button, only when nothing is lost unasked."""
        if self.may_leave():
            super().reject()

    def accept(self) -> None:
        """Close by the last button, only when nothing is lost unasked."""
        if self.may_leave():
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do nothing here: what it presses is the button that has the focus."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)

    def _entered(self, number: int) -> None:
        if number >= 0 and not self.passing:
            self.enter_page(self.pages[number])

    def enter_page(self, page: WizardPage) -> None:
        """Lay a page out anew and put the focus where reading begins."""
        self._offer_review(offered=self._review_offered and isinstance(page, QuestionPage))
        page.enter()
        page.take_focus()
        QTimer.singleShot(0, page, page.show_focus)  # once everything has its place
        self.dressing.part(page)
        self._show_steps()
        self.keep_draft()

    def _offer_review(self, *, offered: bool) -> None:
        self._review_offered = offered
        self.button(TO_REVIEW).setVisible(offered)

    def _show_steps(self) -> None:
        now = self.page_now()
        if now is not None:
            self.side.show_steps(self.pages, now)

    def _retell(self) -> None:
        say = self.session.say
        self.dressing.speak(self.session.language)
        self.setWindowTitle(say("wizard.title", version=self.session.parts.version))
        for button, key in _SAYS.items():
            self.setButtonText(button, say(key))
        name = say(f"wizard.language_{self.session.next_language()}")
        self.setButtonText(LANGUAGE, say("wizard.language_switch", name=name))
        for kind in (LANGUAGE, *_SAYS):
            self.button(kind).setAccessibleName(spoken(self.button(kind).text()))
        self.side.tell()
        for page in self.pages:
            page.tell_title()
        now = self.page_now()
        if now is not None:
            path = now.focused_path()
            now.enter()
            if path:
                now.show_path(path)
            self.dressing.part(self)
        self._show_steps()


def build_window(parts: Parts, case: dict[str, Any] | None = None) -> Window:
    """Return the window, not yet shown, with a case filled in or empty."""
    keep_none()
    return Window(parts, case)

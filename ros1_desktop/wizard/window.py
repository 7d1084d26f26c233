"""The window: a QWizard used as a shell around pages that keep nothing themselves.

Rules:
 * Back never erases an answer (`IndependentPages`), Esc and closing ask while something is unsaved,
   Enter goes on only from a button.
 * Going to a page is done by Back and Next alone, so the way there stays the way back.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QMessageBox,
    QWizard,
)

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.keep_none import keep_none
from ros1_desktop.wizard.pages import QuestionPage, WizardPage
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.review import ReviewPage
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.start import StartPage
from ros1_desktop.wizard.steps import Steps
from ros1_desktop.wizard.style import load_font

ENDING = ".ros1.json"
LANGUAGE = QWizard.WizardButton.CustomButton1
OPEN = QWizard.WizardButton.CustomButton2
SAVE = QWizard.WizardButton.CustomButton3
_BUTTONS = (
    LANGUAGE,
    OPEN,
    SAVE,
    QWizard.WizardButton.Stretch,
    QWizard.WizardButton.BackButton,
    QWizard.WizardButton.NextButton,
    QWizard.WizardButton.FinishButton,
)
_SAYS = {
    OPEN: "wizard.open",
    SAVE: "wizard.save",
    QWizard.WizardButton.BackButton: "wizard.back",
    QWizard.WizardButton.NextButton: "wizard.next",
    QWizard.WizardButton.FinishButton: "wizard.finish",
}


class Window(QWizard):
    """All pages, the list of steps, and the files of a case."""

    def __init__(self, parts: Parts, case: dict[str, Any] | None = None) -> None:
        """Make the pages in the order of the questionnaire; the review and the result follow."""
        super().__init__()
        self.session = Session(parts, case)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setOption(QWizard.WizardOption.NoCancelButton)
        self._qt_words = QTranslator(self)
        self.steps = Steps(self.session)
        self.setSideWidget(self.steps)
        self.pages = self._make_pages()
        for number, page in enumerate(self.pages):
            page.number = number
            page.wanted.connect(self.go_to_path)
            self.setPage(number, page)
        self.setButtonLayout(list(_BUTTONS))
        self._connect()
        self._retell()
        self.resize(1180, 700)

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
        self.button(OPEN).clicked.connect(self.open_case)
        self.button(SAVE).clicked.connect(self.save_case)
        self.currentIdChanged.connect(self._entered)
        self.steps.chosen.connect(self.go_to)
        self.session.retold.connect(self._retell)
        self.session.answered.connect(self._show_steps)
        self.session.replaced.connect(self.restart)
        for keys, does in (
            (QKeySequence("Alt+Left"), self.back),
            (QKeySequence("Alt+Right"), self.next),
            (QKeySequence(QKeySequence.StandardKey.Open), self.open_case),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save_case),
        ):
            QShortcut(keys, self).activated.connect(does)

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

    def open_case(self) -> None:
        """Ask for a file and show its answers."""
        if not self.may_leave():
            return
        say = self.session.say
        name, _ = QFileDialog.getOpenFileName(
            self, say("wizard.case_file"), "", f"*{ENDING} *.json"
        )
        if not name:
            return
        try:
            self.session.open(self.session.parts.read_case(Path(name)))
        except CaseError as error:
            self.tell(self.session.error_text(error))
        except (OSError, ValueError) as error:
            self.tell(say("wizard.cannot_open", found=str(error)))

    def save_case(self) -> bool:
        """Ask for a file and write the case there; tell whether it was written."""
        errors = self.session.errors()
        if errors:
            self.tell(self.session.error_text(errors[0]))
            self.go_to_path(errors[0].field)
            return False
        say = self.session.say
        start = self.session.draft.get("label") or "case"
        name, _ = QFileDialog.getSaveFileName(
            self, say("wizard.case_file"), f"{start}{ENDING}", f"*{ENDING}"
        )
        if not name:
            return False
        path = Path(name if name.endswith(".json") else name + ENDING)
        try:
            self.session.parts.write_case(path, self.session.draft.as_dict())
        except OSError as error:
            self.tell(say("wizard.cannot_save", found=str(error)))
            return False
        self.session.was_saved()
        return True

    def may_leave(self) -> bool:
        """Tell whether the answers may be left: saved, or let go on purpose."""
        if not self.session.unsaved:
            return True
        answer = self.ask_leave()
        if answer == QMessageBox.StandardButton.Save:
            return self.save_case()
        return answer == QMessageBox.StandardButton.Discard

    def ask_leave(self) -> QMessageBox.StandardButton:
        """Ask what becomes of answers that are not saved."""
        say = self.session.say
        box = self._box(say("wizard.unsaved"))
        kinds = QMessageBox.StandardButton
        box.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
        box.setDefaultButton(kinds.Cancel)
        for kind, key in (
            (kinds.Save, "wizard.save"),
            (kinds.Discard, "wizard.discard"),
            (kinds.Cancel, "wizard.stay"),
        ):
            box.button(kind).setText(say(key))
        return kinds(box.exec())

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        box = self._box(text)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.exec()

    def _box(self, text: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.windowTitle())
        box.setText(text)
        return box

    def reject(self) -> None:
        """Close, by Esc or by the window's button, only when nothing is lost unasked."""
        if self.may_leave():
            super().reject()

    def accept(self) -> None:
        """Close by the last button, only when nothing is lost unasked."""
        if self.may_leave():
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press a button that has the focus, and nothing else."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(QApplication.focusWidget(), QAbstractButton):
            event.accept()
            return
        super().keyPressEvent(event)

    def _entered(self, number: int) -> None:
        if number < 0:
            return
        page = self.pages[number]
        page.enter()
        page.take_focus()
        self._show_steps()

    def _show_steps(self) -> None:
        self.steps.show_steps(self.pages, self.page_now())

    def _retell(self) -> None:
        say = self.session.say
        self._retell_qt()
        self.setWindowTitle(say("wizard.title", version=self.session.parts.version))
        for button, key in _SAYS.items():
            self.setButtonText(button, say(key))
        other = self.session.parts.words(self.session.next_language())
        self.setButtonText(LANGUAGE, other.say("wizard.language_name"))
        for page in self.pages:
            page.tell_title()
        now = self.page_now()
        if now is not None:
            now.enter()
        self._show_steps()

    def _retell_qt(self) -> None:
        """Let Qt's own menus and dialogs speak the language, as far as Qt knows it."""
        QCoreApplication.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{self.session.language}", folder):
            QCoreApplication.installTranslator(self._qt_words)


def build_window(parts: Parts, case: dict[str, Any] | None = None) -> Window:
    """Return the window, not yet shown, with a case filled in or empty."""
    keep_none()
    return Window(parts, case)


def run_wizard(parts: Parts, case: dict[str, Any] | None) -> int:
    """Show the window until it is closed; return the exit code."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication([])
    load_font(parts.resources, app)
    window = build_window(parts, case)
    window.show()
    return int(app.exec())

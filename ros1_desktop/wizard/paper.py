"""The papers of one decision: made once, then looked at, printed, saved, opened as the same bytes.

Rules:
 * A paper is made in a thread of its own, so that the window is drawn meanwhile; it can be stopped.
 * It is written whole or not at all; opening it starts the system's own reader on that file.
 * What went wrong is said in one sentence; none quotes an answer but those that name a field.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.decision.decision import Decision
from ros1_desktop.keep import write_whole
from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.document import Document
from ros1_desktop.wizard.flow import add_to, flowing
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import GAP, column, label
from ros1_desktop.wizard.waiting import Stopped, Waiting, aside

PDF = ".pdf"
STEM = "ros1"  # how a file is called where the case has no label


class Paper(QObject):
    """The papers of one decision; `told` carries a sentence, `changed` follows what can be done."""

    told = Signal(str)
    changed = Signal()

    def __init__(self, case: Case, decision: Decision, session: Session) -> None:
        """Keep what the papers are about; each is made when it is first asked for."""
        super().__init__()
        self.case = case
        self.decision = decision
        self.session = session
        self.offers = session.parts.offers(decision)
        self.document = Document(self.offers[0].kind, session.language)
        self.saved: Path | None = None
        self._made: dict[Document, bytes] = {}

    @property
    def content(self) -> bytes:
        """The paper that is chosen, empty until it is made."""
        return self._made.get(self.document, b"")

    @property
    def name(self) -> str:
        """How the paper that is chosen is called, with its words."""
        say = self.session.say
        kind, form = (
            say(f"wizard.kind.{self.document.kind}"),
            say(f"wizard.form.{self.document.form}"),
        )
        return say("sheet.bracketed", name=kind, text=form)

    def choose(self, document: Document) -> None:
        """Choose another paper; what was said of the last one is taken back."""
        if document != self.document:
            self.document = document
            self.saved = None
            self.told.emit("")
            self.changed.emit()

    def make(self) -> bool:
        """Make the paper unless it is there; tell whether it is, and say why not."""
        if self.content:
            return True
        make, say, document = self.session.parts.make_pdf, self.session.say, self.document
        self.told.emit("")
        try:
            self._made[document] = aside(
                lambda: make(self.case, self.decision, document),
                say("wizard.making"),
                say("wizard.cancel"),
            )
        except Stopped:
            self.told.emit(say("wizard.stopped"))
        except CaseError as error:
            self.told.emit(self.session.refusal(error))
        except Exception:  # noqa: BLE001  # what any other fault says may quote the patient
            self.told.emit(say("wizard.cannot_make_pdf"))
        return bool(self.content)

    def print(self, parent: QWidget) -> None:
        """Ask for a printer and send the paper there, page by page."""
        if not self.make():
            return
        # QtPdf and QtPrintSupport are large, and not needed before.
        from ros1_desktop.wizard.printing import Pages, ask, send

        say, pages = self.session.say, Pages(self.content)
        printer = ask(say("wizard.print"), parent, pages.document.pageCount())
        if printer is None:
            return
        waiting = Waiting(say("wizard.printing"), say("wizard.cancel"), parent.window())
        try:
            sent = send(pages.document, printer, waiting)
        except Stopped:
            self.told.emit(say("wizard.stopped"))
        else:
            name = Path(printer.outputFileName()).name or printer.printerName()
            key = "wizard.printed" if sent else "wizard.cannot_print"
            self.told.emit(say(key, name=name))
        finally:
            waiting.close()
            waiting.deleteLater()

    def save(self, parent: QWidget) -> None:
        """Ask for a file and write the sheet there."""
        if not self.make():
            return
        say = self.session.say
        start = f"{self.session.draft.get('label') or STEM}-{self.document.kind}{PDF}"
        name, _ = QFileDialog.getSaveFileName(parent, say("wizard.save_pdf"), start, f"*{PDF}")
        if not name:
            return
        path = Path(name if name.endswith(PDF) else name + PDF)
        try:
            write_whole(path, self.content)
        except OSError as error:
            self.saved = None
            self.told.emit(say("wizard.cannot_save", found=error.strerror or ""))
        else:
            self.saved = path
            self.told.emit(say("wizard.saved", name=path.name))
        self.changed.emit()

    def open(self) -> None:
        """Open the saved sheet in the system's reader."""
        if self.saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved)))


class PaperButtons(QWidget):
    """Print, save, open, and what is told of them; they go on in the next line where they must."""

    def __init__(self, paper: Paper, *before: Button) -> None:
        """Lay the buttons out side by side, after others; `line` takes more of them."""
        super().__init__()
        self.paper = paper
        say = paper.session.say
        self.print = Button(say("wizard.print"))
        self.print.clicked.connect(lambda: paper.print(self))
        self.save = Button(say("wizard.save_pdf"))
        self.save.clicked.connect(lambda: paper.save(self))
        self.open = Button(say("wizard.open_pdf"))
        self.open.clicked.connect(paper.open)
        self.told = label()
        self.told.setAccessibleName(say("wizard.save_pdf"))
        self.line = flowing()
        for button in (*before, self.print, self.save, self.open):
            add_to(self.line, button)
        inside = column(self, GAP)
        inside.addWidget(self.line)
        inside.addWidget(self.told)
        self._tell("")
        paper.told.connect(self._tell)
        paper.changed.connect(self._show_open)
        self._show_open()

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        if text and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _show_open(self) -> None:
        self.open.setEnabled(self.paper.saved is not None)

"""The sheet of one decision: made once, then looked at, saved and opened as the same bytes.

Rules:
 * The sheet is made in a thread of its own, so that the window goes on being drawn.
 * A sheet is written whole or not at all; opening it starts the system's own reader on that file.
 * What went wrong is said in one sentence; none quotes an answer but those that name a field.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QPushButton, QWidget

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.decision.decision import Decision
from ros1_desktop.keep import write_whole
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import GAP, label

PDF = ".pdf"
LOOK = 20  # milliseconds between two looks whether the work is done
YIELD = 0.0001  # seconds after which the work lets the window draw; drawing asks hundreds of times
Made = TypeVar("Made")


def aside(work: Callable[[], Made]) -> Made:
    """Do something in a thread of its own and return what it gives or raises.

    Meanwhile windows are drawn, the pointer says so, and clicks and keys wait.
    """
    loop, timer = QEventLoop(), QTimer()
    before = sys.getswitchinterval()
    sys.setswitchinterval(YIELD)
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        with ThreadPoolExecutor(1) as pool:
            doing = pool.submit(work)
            timer.timeout.connect(lambda: loop.quit() if doing.done() else None)
            timer.start(LOOK)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            timer.stop()
            return doing.result()
    finally:
        QApplication.restoreOverrideCursor()
        sys.setswitchinterval(before)


class Paper(QObject):
    """The sheet; `told` carries a sentence, `changed` follows what can be done with it."""

    told = Signal(str)
    changed = Signal()

    def __init__(self, case: Case, decision: Decision, session: Session) -> None:
        """Keep what the sheet is about; it is made when it is first asked for."""
        super().__init__()
        self.case = case
        self.decision = decision
        self.session = session
        self.content = b""
        self.saved: Path | None = None

    def make(self) -> bool:
        """Make the sheet unless it is there; tell whether it is, and say why not."""
        if self.content:
            return True
        parts, language = self.session.parts, self.session.language
        self.told.emit("")
        try:
            self.content = aside(lambda: parts.make_pdf(self.case, self.decision, language))
        except CaseError as error:
            self.told.emit(self.session.error_text(error))
        except Exception:  # noqa: BLE001  # what any other fault says may quote the patient
            self.told.emit(self.session.say("wizard.cannot_make_pdf"))
        return bool(self.content)

    def save(self, parent: QWidget) -> None:
        """Ask for a file and write the sheet there."""
        if not self.make():
            return
        say = self.session.say
        start = f"{self.session.draft.get('label') or 'ros1'}{PDF}"
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
    """Save, open, and what is told of them."""

    def __init__(self, paper: Paper) -> None:
        """Lay the buttons out side by side."""
        super().__init__()
        self.paper = paper
        say = paper.session.say
        self.save = QPushButton(say("wizard.save_pdf"))
        self.save.clicked.connect(lambda: paper.save(self))
        self.open = QPushButton(say("wizard.open_pdf"))
        self.open.clicked.connect(paper.open)
        self.told = label()
        self.told.setAccessibleName(say("wizard.save_pdf"))
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(GAP)
        self.line.addWidget(self.save)
        self.line.addWidget(self.open)
        self.line.addWidget(self.told, 1)
        paper.told.connect(self.told.setText)
        paper.changed.connect(self._show_open)
        self._show_open()

    def _show_open(self) -> None:
        self.open.setEnabled(self.paper.saved is not None)

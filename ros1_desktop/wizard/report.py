"""The report of a problem: which program, which knowledge, which computer, which rows were met.

Rules:
 * No answer of a patient stands in it: no label, no date, no text that was typed. The ids of the
   rows that the case met are the program's own.
 * It is shown as it is before it is written; nothing is sent.
"""

import platform
from collections.abc import Iterator
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.keep import write_whole
from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.ring import Ring
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import GAP, SECTION, WIDE_LINES, column, label, lines, room_over

NAME = "ros1-report.txt"
NONE = "-"
MET = "met"


def report_of(session: Session) -> str:
    """Return the report, a line a fact, in English for whoever mends the program."""
    return "\n".join(f"{name}: {value}" for name, value in _lines(session)) + "\n"


def _lines(session: Session) -> Iterator[tuple[str, str]]:
    parts = session.parts
    yield "program", parts.version
    yield "knowledge edition", str(parts.facts.edition["id"])
    yield "knowledge fingerprint", parts.facts.fingerprint
    yield "day", parts.today.isoformat()
    yield "language", session.language
    yield "jurisdiction", session.jurisdiction
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "python", platform.python_version()
    yield "qt", f"{qVersion()} (PySide6 {PySide6.__version__})"
    yield "window system", QGuiApplication.platformName()
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield "screen", f"{size.width()}x{size.height()} at {screen.devicePixelRatio():g}"
    yield from _met(session)


def _met(session: Session) -> Iterator[tuple[str, str]]:
    try:
        decision = session.parts.decide(session.case(), session.jurisdiction)
    except CaseError as error:
        # The code alone: its field and its values are the patient's.
        yield "case refused", error.code
    else:
        rows = dict.fromkeys(step.row for step in decision.trace if step.fit == MET)
        yield "rows met", " ".join(rows) or NONE


class Report(QDialog):
    """Shows the report and offers to write it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Show everything that will be written."""
        super().__init__(parent)
        say = session.say
        self.session = session
        self.setWindowTitle(say("wizard.report"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(report_of(session))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("wizard.report"))
        self.text.setAccessibleDescription(say("wizard.report_about"))
        self.told = label()
        self.told.setAccessibleName(say("wizard.report"))
        self.save_button = Button(say("wizard.report_save"))
        self.save_button.clicked.connect(self.save)
        self.close_button = Button(say("wizard.close"))
        self.close_button.clicked.connect(self.close)
        outside = column(self, GAP)
        outside.setContentsMargins(SECTION, SECTION, SECTION, GAP)
        outside.addWidget(label(say("wizard.report_about")))
        outside.addWidget(self.text, 1)
        outside.addWidget(self.told)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.save_button, self.close_button):
            buttons.addWidget(button)
        outside.addLayout(buttons)
        Ring(self)
        room = room_over(parent)
        wide, high = lines(self, WIDE_LINES * 0.8), lines(self, WIDE_LINES * 0.5)
        self.resize(min(wide, room.width()), min(high, room.height()))

    def save(self) -> None:
        """Ask for a file and write what is shown."""
        say = self.session.say
        name, _ = QFileDialog.getSaveFileName(self, say("wizard.report"), NAME, "*.txt")
        if not name:
            return
        try:
            write_whole(Path(name), self.text.toPlainText().encode())
        except OSError as error:
            self.told.setText(say("wizard.cannot_save", found=error.strerror or ""))
        else:
            self.told.setText(say("wizard.saved", name=Path(name).name))

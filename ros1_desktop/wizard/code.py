"""Asks for the text of a 2D code: a scanner types it and ends with Enter, a person can paste it.

Rules:
 * What a keyboard does to the text (small letters, full-width signs, spaces) is undone; nothing
   else is, and what is then no code is refused with what to do, the text still there.
"""

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.fields import Line
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    SECTION,
    WIDE_LINES,
    alarming,
    column,
    label,
    lines,
    room_over,
)
from ros1_desktop.wizard.wanted import spoken

if TYPE_CHECKING:
    from ros1_desktop.exchange.opened import Opened


class CodeDialog(QDialog):
    """One line for the code; `opened` is the case once it could be read."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Lay the line and the buttons out; the line has the focus."""
        super().__init__(parent)
        self.session = session
        self.opened: Opened | None = None
        say = session.say
        self.setWindowTitle(spoken(say("wizard.open_code")))
        self.typed = Line(wide=True, alone=True)
        self.typed.setAccessibleName(say("wizard.code_text"))
        self.typed.setAccessibleDescription(say("wizard.code_hint"))
        self.typed.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self.typed.returnPressed.connect(self.read)
        self.told = label()
        alarming(self.told)
        self.told.hide()
        self.reads, self.leaves = (
            Button(say("wizard.open"), first=True),
            Button(say("wizard.cancel")),
        )
        self.reads.clicked.connect(self.read)
        self.leaves.clicked.connect(self.reject)
        self.inside = outside = column(self, GAP)
        self.wide = min(lines(self, WIDE_LINES), room_over(parent).width())
        outside.setContentsMargins(SECTION, SECTION, SECTION, GAP)
        for one in (label(say("wizard.code_hint")), self.typed, self.told):
            outside.addWidget(one)
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.reads, self.leaves):
            line.addWidget(button)
        outside.addLayout(line)
        self._fit()
        self.typed.setFocus()

    def read(self) -> None:
        """Read what was typed; close when it is a case, else say what is wrong."""
        plain = unicodedata.normalize("NFKC", self.typed.text())
        code = "".join(plain.split()).upper()
        try:
            self.opened = self.session.parts.read_code(code)
        except CaseError as error:
            self._say_wrong(self.session.error_alone(error))
        else:
            self.accept()

    def _say_wrong(self, text: str) -> None:
        """Say what is wrong, to a screen reader too, and let the code be read anew."""
        self.told.setText(text)
        self.told.show()
        self._fit()
        self.typed.setFocus()
        self.typed.selectAll()
        QAccessible.updateAccessibility(QAccessibleEvent(self.told, QAccessible.Event.Alert))

    def _fit(self) -> None:
        """Give every sentence the lines that it needs."""
        self.setMinimumSize(self.wide, self.inside.totalHeightForWidth(self.wide))
        self.adjustSize()

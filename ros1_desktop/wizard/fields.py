"""What an answer is typed into, of the family of `choices`.

Rules:
 * What cannot be taken is framed thickly.
 * Enter goes to the next input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit

from ros1_desktop.wizard.choices import frame
from ros1_desktop.wizard.numbers import ENTER
from ros1_desktop.wizard.style import TEXT_LINES, TIGHT, control_height, lines

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent


class Line(QLineEdit):
    """A text in which Enter goes on to the next input; `alone` in a dialog it ends that."""

    def __init__(self, *, wide: bool, alone: bool = False) -> None:
        """Make a field for a name, or for a number or a date."""
        super().__init__()
        self._alone = alone
        self._lines = TEXT_LINES * (2 if wide else 1)
        self.wrong = False
        self.setFrame(False)
        self.setTextMargins(TIGHT, 0, TIGHT, 0)

    def sizeHint(self) -> QSize:
        """Return the width that fits what is asked; it may be narrower."""
        return QSize(lines(self, self._lines), control_height(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then the frame of the family; what is wrong has a strong one."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame(painter, self, strong=self.wrong, wrong=self.wrong)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here, or leave it to the dialog."""
        if event.key() in ENTER and not self._alone:
            event.accept()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

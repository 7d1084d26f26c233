"""A line of text that leads somewhere: it breaks its lines, and keys reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ros1_desktop.wizard.colours import link
from ros1_desktop.wizard.measured import Measured
from ros1_desktop.wizard.numbers import ENTER, TEXT, focused
from ros1_desktop.wizard.style import LEAST_TARGET, NARROW_LINES, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

_SIDES = 2


class Link(QAbstractButton):
    """A button that looks like a link; `chosen` carries the path it leads to."""

    chosen = Signal(str)

    def __init__(self, text: str, path: str) -> None:
        """Keep text and path."""
        super().__init__()
        self.path = path
        self._measured = Measured()
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(path)
        focused(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.chosen.emit(self.path))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show by the pointer that this leads somewhere."""
        from PySide6.QtCore import Qt

        super().enterEvent(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width."""
        _, needed = self._measured.size(self, TEXT, width - _SIDES)
        return max(needed + 2 * TIGHT, self._least(), self.minimumHeight())

    def sizeHint(self) -> QSize:
        """Return the size in one line."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _SIDES
        return QSize(wide, self._least())

    def minimumSizeHint(self) -> QSize:
        """Return the least size; the text can break."""
        least = min(self.sizeHint().width(), self.fontMetrics().height() * NARROW_LINES // 2)
        return QSize(least, self._least())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead on by Enter as by the space bar."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text underlined."""
        del event
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(link(self.palette()))
        inside = self.rect().adjusted(_SIDES // 2, 0, -_SIDES // 2, 0)
        painter.drawText(inside, TEXT, self.text())
        painter.end()

    def _least(self) -> int:
        return max(LEAST_TARGET, self.fontMetrics().height() + 2 * TIGHT)

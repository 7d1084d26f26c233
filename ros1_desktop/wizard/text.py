"""A text that breaks its lines, with air between them.

The font's lines are as high as its signs, so that broken ones would touch: Qt sets no others.

Rules:
 * One line is drawn as Qt draws it, and is as high; there is air only between lines.
 * The air grows with the type; every line has the same, whatever font a sign in it comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTextLayout
from PySide6.QtWidgets import QLabel

from ros1_desktop.wizard.numbers import plain

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPaintEvent

AIR = 0.35  # between two lines, in heights of a line
_NEW_LINE = "\N{LINE SEPARATOR}"


class Text(QLabel):
    """A label of plain text."""

    _is_drawn_here = True
    _broken: tuple[tuple[str, int], QTextLayout] | None = None

    def __init__(self, text: str) -> None:
        """Let the lines break."""
        super().__init__(text)
        plain(self)
        self.setWordWrap(True)

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        """Leave a text that can be selected to Qt, which shows what is selected."""
        self._is_drawn_here = False
        super().setTextInteractionFlags(flags)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines with the air between them."""
        closed = super().heightForWidth(width)
        return max(closed, self._height(width)) if self._has_lines(closed) else closed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, in the middle where there is more room than they need."""
        if not self._has_lines(self.height()):
            super().paintEvent(event)
            return
        painter = QPainter(self)  # it has the ink of this widget; to set one would load `Qt`
        above = (self.height() - self._height(self.width())) / 2
        self._lines(self.width()).draw(painter, QPointF(self._left(), above))
        painter.end()

    def _left(self) -> int:
        return max(self.indent(), 0)

    def _has_lines(self, height: int) -> bool:
        return self._is_drawn_here and height >= 2 * self.fontMetrics().height()

    def _height(self, width: int) -> int:
        high, count = self.fontMetrics().height(), self._lines(width).lineCount()
        return round(count * high + (count - 1) * high * AIR)

    def _lines(self, width: int) -> QTextLayout:
        key = self.text(), width
        if self._broken is None or self._broken[0] != key or self._broken[1].font() != self.font():
            self._broken = key, self._break(width)
        return self._broken[1]

    def _break(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text().replace("\n", _NEW_LINE), self.font())
        step, top = self.fontMetrics().height() * (1 + AIR), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width - self._left())
            line.setPosition(QPointF(0, top + self.fontMetrics().ascent() - line.ascent()))
            top += step
        layout.endLayout()
        return layout

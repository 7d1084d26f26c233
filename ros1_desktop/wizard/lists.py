"""A list from which one word is chosen, of the family of `fields`.

Rules:
 * What is chosen is read whole, in the field and in the list.
 * A turn of the mouse wheel changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QComboBox, QListView, QStylePainter

from ros1_desktop.wizard.choices import breaking, frame
from ros1_desktop.wizard.colours import Role
from ros1_desktop.wizard.ink import line, write
from ros1_desktop.wizard.numbers import TEXT, whole
from ros1_desktop.wizard.style import GAP, NARROW_LINES, TIGHT, control_height, lines

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent


class CalmCombo(QComboBox):
    """A list of words that the wheel does not turn; what is chosen is read whole."""

    def __init__(self) -> None:
        """Let long words break, in the field and in the list."""
        super().__init__()
        view = QListView()
        view.setWordWrap(True)
        whole(view)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setSpacing(TIGHT // 2)
        self.setView(view)
        breaking(self)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the longest word at a width."""
        room = QRect(0, 0, width - self._after() - GAP, 0)
        metrics = self.fontMetrics()
        texts = [self.itemText(number) for number in range(self.count())]
        needed = max(metrics.boundingRect(room, TEXT, text).height() for text in texts)
        return max(control_height(self), needed + 2 * TIGHT)

    def sizeHint(self) -> QSize:
        """Return the size that shows the longest word in one line."""
        metrics = self.fontMetrics()
        texts = [self.itemText(number) for number in range(self.count())]
        wide = max(metrics.boundingRect(QRect(), 0, text).width() for text in texts)
        return QSize(wide + GAP + TIGHT + self._after(), control_height(self))

    def minimumSizeHint(self) -> QSize:
        """Let the field be narrower than its longest word."""
        return QSize(lines(self, NARROW_LINES / 2), control_height(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, what is chosen, and that there is a list."""
        del event
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        frame(painter, self, palette.color(Role.Base), strong=False)
        room = self.rect().adjusted(GAP, 0, -self._after(), 0)
        write(painter, self, room, TEXT, self.currentText(), Role.Text)
        half = lines(self, 0.25)
        middle = QPointF(self.width() - self._after() / 2, self.height() / 2)
        arrow = QPainterPath(middle + QPointF(-half, -half / 2))
        arrow.lineTo(middle + QPointF(0, half / 2))
        arrow.lineTo(middle + QPointF(half, -half / 2))
        line(painter, arrow, palette.color(Role.Text), 2)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _after(self) -> int:
        return 2 * GAP + lines(self, 0.5)

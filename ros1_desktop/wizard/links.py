"""A line of text that leads somewhere: it breaks its lines, and keys reach it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ros1_desktop.wizard.colours import link
from ros1_desktop.wizard.style import LEAST_TARGET, NARROW_LINES, TIGHT

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SIDES = 2


class Link(QAbstractButton):
    """A button that looks like a link; `chosen` carries the path it leads to."""

    chosen = Signal(str)

    def __init__(self, text: str, path: str) -> None:
        """Keep text and path."""
        super().__init__()
        self.path = path
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(path)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.chosen.emit(self.path))

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width."""
        box = self.fontMetrics().boundingRect(0, 0, width - _SIDES, 0, _FLAGS, self.text())
        return max(box.height() + 2 * TIGHT, self._least(), self.minimumHeight())

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
        painter.drawText(inside, _FLAGS, self.text())
        painter.end()

    def _least(self) -> int:
        return max(LEAST_TARGET, self.fontMetrics().height() + 2 * TIGHT)

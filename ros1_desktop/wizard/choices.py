"""What is pressed: answers and buttons, drawn as one family.

Rules:
 * What can be pressed is framed, all of it can be hit, and its text breaks instead of being cut.
 * Chosen is told by the mark and by the frame; the colour only goes along.
"""

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QIcon,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ros1_desktop.wizard.colours import ALARM, Role, colour, edge, fill, mark, tint
from ros1_desktop.wizard.links import ENTER
from ros1_desktop.wizard.style import (
    GAP,
    NARROW_LINES,
    ROUND,
    TIGHT,
    control_height,
    lines,
)

TEXT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_KEYED = int(
    Qt.TextFlag.TextShowMnemonic
    | Qt.TextFlag.TextWordWrap
    | Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignVCenter
)
_BUTTON = 5  # the least width of a button, in heights of a line
_MARK = 0.85  # the side of a mark, in heights of a line
_TICK = ((0.2, 0.52), (0.42, 0.74), (0.8, 0.28))
_DOT = 0.27  # the radius of the dot, in sides of the mark


def breaking(widget: QWidget) -> None:
    """Tell the layout that narrow means tall."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def frame(painter: QPainter, widget: QWidget, *, strong: bool, wrong: bool = False) -> None:
    """Draw the frame of an input; a strong one is twice as thick."""
    palette = widget.palette()
    ink = colour(ALARM, palette) if wrong else mark(palette) if strong else edge(palette)
    painter.setPen(QPen(ink if widget.isEnabled() else palette.color(Role.Mid), 1 + strong))
    inset = (1 + strong) / 2
    box = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, ROUND, ROUND)


# Qt's binding cannot take two bases that are both of Qt.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _Tile(_Button):
    """A framed button with a mark and a text that breaks."""

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width."""
        room = QRect(0, 0, width - self._before() - GAP, 0)
        needed = self.fontMetrics().boundingRect(room, TEXT, self.text()).height()
        return max(control_height(self), needed + 2 * TIGHT)

    def sizeHint(self) -> QSize:
        """Return the size in one line."""
        wide = self.fontMetrics().boundingRect(QRect(), 0, self.text()).width()
        return QSize(self._before() + wide + GAP + TIGHT, control_height(self))

    def minimumSizeHint(self) -> QSize:
        """Return the least size; the text can break."""
        least = min(self.sizeHint().width(), lines(self, NARROW_LINES / 2))
        return QSize(least, control_height(self))

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere in the frame."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, mark and text."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, on = self.palette(), self.isChecked()
        painter.setBrush(tint(palette) if on else palette.color(Role.Base))
        frame(painter, self, strong=on)
        side = self._side()
        box = QRectF(GAP, (self.height() - side) / 2, side, side)
        ink = palette.color(Role.Text)
        painter.setPen(QPen(ink if on else edge(palette), 1.5))
        painter.setBrush(palette.color(Role.Base))
        self._draw_mark(painter, box)
        painter.setPen(ink)
        room = self.rect().adjusted(self._before(), 0, -GAP, 0)
        painter.drawText(room, TEXT, self.text())
        painter.end()

    @abstractmethod
    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        """Draw the mark of this kind."""

    def _side(self) -> int:
        return lines(self, _MARK)

    def _before(self) -> int:
        return GAP + self._side() + GAP


class Choice(_Tile, QRadioButton):
    """One of several."""

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setBrush(self.palette().color(Role.Text))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(box.center(), box.width() * _DOT, box.width() * _DOT)


class Tick(_Tile, QCheckBox):
    """One that stands for itself."""

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        painter.drawRect(box)
        if self.isChecked():
            points = [
                QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK
            ]
            path = QPainterPath(points[0])
            for point in points[1:]:
                path.lineTo(point)
            painter.setPen(QPen(self.palette().color(Role.Text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)


class Button(QPushButton):
    """A button of the same family; `first` leads on, a text that `breaks` may be narrow."""

    def __init__(self, text: str = "", *, first: bool = False, breaks: bool = False) -> None:
        """Make a button that Enter presses only when it has the focus."""
        super().__init__(text)
        self.first = first
        self.breaks = breaks
        self.setAutoDefault(False)
        if breaks:
            breaking(self)

    def hasHeightForWidth(self) -> bool:
        """Tell whether narrow means tall."""
        return self.breaks

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width."""
        return max(control_height(self), self._text_box(width).height() + 2 * TIGHT)

    def sizeHint(self) -> QSize:
        """Return the size of icon and text in one line, easy to hit."""
        shown = int(Qt.TextFlag.TextShowMnemonic)
        wide = self.fontMetrics().boundingRect(QRect(), shown, self.text()).width()
        wide += self._before() + GAP + TIGHT
        return QSize(max(wide, lines(self, _BUTTON)), control_height(self))

    def minimumSizeHint(self) -> QSize:
        """Return the least size; the text can break where the button may be narrow."""
        hint = self.sizeHint()
        return (
            QSize(min(hint.width(), lines(self, _BUTTON)), hint.height()) if self.breaks else hint
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter as by the space bar."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, icon and text."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, filled = self.palette(), (self.first or self.isChecked()) and self.isEnabled()
        ground = tint(palette) if self.isDown() else palette.color(Role.Button)
        painter.setBrush(fill(palette) if filled else ground)
        frame(painter, self, strong=False)
        text = self._text_box(self.width())
        left = max(GAP, (self.width() - text.width() - self._before() + GAP) // 2)
        self._draw_icon(painter, left, filled=filled)
        text.moveLeft(left + self._before() - GAP)
        text.moveTop((self.height() - text.height()) // 2)
        painter.setPen(palette.color(Role.HighlightedText if filled else Role.ButtonText))
        painter.drawText(text.adjusted(0, 0, 1, 0), _KEYED, self.text())
        painter.end()

    def _draw_icon(self, painter: QPainter, left: int, *, filled: bool) -> None:
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        mode = QIcon.Mode.Selected if filled else mode
        side = self.iconSize().height()
        place = QRect(left, (self.height() - side) // 2, side, side)
        if not self.icon().isNull():
            self.icon().paint(painter, place, _MIDDLE, mode)

    def _text_box(self, width: int) -> QRect:
        room = QRect(0, 0, width - self._before() - GAP, 0)
        return self.fontMetrics().boundingRect(room, _KEYED, self.text())

    def _before(self) -> int:
        return GAP if self.icon().isNull() else 2 * GAP + self.iconSize().width()

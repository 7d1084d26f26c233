"""What is pressed: answers and buttons, drawn as one family.

Rules:
 * What can be pressed is framed, all of it can be hit, and its text breaks instead of being cut.
 * Chosen is told by the mark and by the frame; the colour only goes along.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStylePainter,
)

from ros1_desktop.wizard.colours import ALARM, Role, colour, edge, fill, mark, tint
from ros1_desktop.wizard.ink import circle, ground, line, rounded, squared, write
from ros1_desktop.wizard.measured import Measured
from ros1_desktop.wizard.numbers import ENTER, KEYED, TEXT
from ros1_desktop.wizard.style import (
    GAP,
    ICON,
    NARROW_LINES,
    ROUND,
    TIGHT,
    control_height,
    lines,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPaintEvent, QPixmap
    from PySide6.QtWidgets import QAbstractButton, QWidget

_BUTTON = 5  # the least width of a button, in heights of a line
_MARK = 0.85  # the side of a mark, in heights of a line
_TICK = ((0.2, 0.52), (0.42, 0.74), (0.8, 0.28))
_DOT = 0.27  # the radius of the dot, in sides of the mark


def breaking(widget: QWidget) -> None:
    """Tell the layout that narrow means tall."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def frame(
    painter: QPainter,
    widget: QWidget,
    filled: QColor | None = None,
    *,
    strong: bool,
    wrong: bool = False,
) -> None:
    """Draw the frame of an input on its ground; a strong one is twice as thick."""
    palette = widget.palette()
    colours = colour(ALARM, palette) if wrong else mark(palette) if strong else edge(palette)
    inset = (1 + strong) / 2
    path = rounded(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), ROUND)
    if filled is not None:
        ground(painter, path, filled)
    line(painter, path, colours if widget.isEnabled() else palette.color(Role.Mid), 1 + strong)


# Qt's binding cannot take two bases that are both of Qt.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _Tile(_Button):
    """A framed button with a mark and a text that breaks."""

    @cached_property
    def _measured(self) -> Measured:
        return Measured()

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width."""
        _, needed = self._measured.size(self, TEXT, width - self._before() - GAP)
        return max(control_height(self), needed + 2 * TIGHT)

    def sizeHint(self) -> QSize:
        """Return the size in one line."""
        wide, _ = self._measured.size(self, 0)
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
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, on = self.palette(), self.isChecked()
        frame(painter, self, tint(palette) if on else palette.color(Role.Base), strong=on)
        side = self._side()
        box = QRectF(GAP, (self.height() - side) / 2, side, side)
        shape = self._shape(box)
        ground(painter, shape, palette.color(Role.Base))
        line(painter, shape, palette.color(Role.Text) if on else edge(palette), 1.5)
        if on:
            self._draw_mark(painter, box, palette.color(Role.Text))
        room = self.rect().adjusted(self._before(), 0, -GAP, 0)
        write(painter, self, room, TEXT, self.text(), Role.Text)
        painter.end()

    @abstractmethod
    def _shape(self, box: QRectF) -> QPainterPath:
        """Return the shape that takes the mark."""

    @abstractmethod
    def _draw_mark(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        """Draw the mark of this kind."""

    def _side(self) -> int:
        return lines(self, _MARK)

    def _before(self) -> int:
        return GAP + self._side() + GAP


class Choice(_Tile, QRadioButton):
    """One of several."""

    def _shape(self, box: QRectF) -> QPainterPath:
        return circle(box)

    def _draw_mark(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        around = box.width() * (0.5 - _DOT)
        ground(painter, circle(box.adjusted(around, around, -around, -around)), ink)


class Tick(_Tile, QCheckBox):
    """One that stands for itself."""

    def _shape(self, box: QRectF) -> QPainterPath:
        return squared(box)

    def _draw_mark(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        points = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK]
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        line(painter, path, ink, 2)


class Button(QPushButton):
    """A button of the same family; `first` leads on, a text that `breaks` may be narrow.

    One that `has_icon` keeps its place from the start: icons come after the first paint.
    """

    def __init__(self, text: str = "", *, first: bool = False, breaks: bool = False) -> None:
        """Make a button that Enter presses only when it has the focus."""
        super().__init__(text)
        self.first = first
        self.breaks = breaks
        self.has_icon = self.is_dressed = False
        self._measured = Measured()
        self.setAutoDefault(False)
        if breaks:
            breaking(self)

    def setIcon(self, icon: QIcon | QPixmap) -> None:
        """Remember that it is there: to ask for it would load what a first paint does without."""
        self.is_dressed = not icon.isNull()
        super().setIcon(icon)

    def hasHeightForWidth(self) -> bool:
        """Tell whether narrow means tall."""
        return self.breaks

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text at a width."""
        return max(control_height(self), self._text_size(width)[1] + 2 * TIGHT)

    def sizeHint(self) -> QSize:
        """Return the size of icon and text in one line, easy to hit."""
        wide = self._measured.size(self, KEYED)[0] + self._before() + GAP + TIGHT
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
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, filled = self.palette(), (self.first or self.isChecked()) and self.isEnabled()
        usual = tint(palette) if self.isDown() else palette.color(Role.Button)
        frame(painter, self, fill(palette) if filled else usual, strong=False)
        wide, high = self._text_size(self.width())
        left = max(GAP, (self.width() - wide - self._before() + GAP) // 2)
        if self.is_dressed:
            self._draw_icon(painter, left, filled=filled)
        room = QRect(left + self._before() - GAP, (self.height() - high) // 2, wide + 1, high)
        role = Role.HighlightedText if filled else Role.ButtonText
        write(painter, self, room, KEYED | TEXT, self.text(), role)
        painter.end()

    def _draw_icon(self, painter: QPainter, left: int, *, filled: bool) -> None:
        from PySide6.QtGui import QIcon

        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        mode = QIcon.Mode.Selected if filled else mode
        side = self.iconSize().height()
        place = QRect(left, (self.height() - side) // 2, side, side)
        self.icon().paint(painter, place, mode=mode)  # in the middle

    def _text_size(self, width: int) -> tuple[int, int]:
        return self._measured.size(self, KEYED | TEXT, width - self._before() - GAP)

    def _before(self) -> int:
        return 2 * GAP + lines(self, ICON) if self.has_icon else GAP

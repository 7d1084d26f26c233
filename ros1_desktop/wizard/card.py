"""A frame that holds what belongs together, seen on light and on dark grounds alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame

from ros1_desktop.wizard.colours import ALARM, LINE, colour
from ros1_desktop.wizard.ink import line, rounded
from ros1_desktop.wizard.style import ROUND

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Card(QFrame):
    """A thin line around its content; one that `alarms` is thicker and in the ink of errors."""

    def __init__(self, *, alarms: bool = False) -> None:
        """Draw the frame ourselves: the style's own is lost on a dark ground."""
        super().__init__()
        self.alarms = alarms

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        weight = 1 + self.alarms
        inset = weight / 2
        path = rounded(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), ROUND)
        line(painter, path, colour(ALARM if self.alarms else LINE, self.palette()), weight)
        painter.end()

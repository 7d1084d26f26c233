"""The icons: lines of one family, in the ink of the text beside them.

Rules:
 * A widget says which icon it wants (`wanted`); `dress` draws all of them, after the first paint
   and anew when the palette changes. This module and QtSvg are loaded by then, not before.
 * An icon stands beside words, never instead of them; a screen reader does not meet it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ros1_desktop.wizard.colours import ALARM, Role, colour, inside
from ros1_desktop.wizard.style import ICON, lines
from ros1_desktop.wizard.wanted import ERROR, WANTED

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "ros1-desktop"
_INK = "#000000"
_SIDES = (16, 24, 32, 48, 64, 128)


class Icons:
    """Draws the icons of a folder and keeps what was drawn."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self.folder = folder
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}

    def program(self) -> QIcon:
        """Return the program's own icon."""
        icon = QIcon()
        for side in _SIDES:
            icon.addPixmap(self._pixmap(PROGRAM, QColor(_INK), side, 1))
        return icon

    def icon(self, name: str, widget: QWidget, role: QPalette.ColorRole) -> QIcon:
        """Return an icon in the ink of a widget, as large as its text."""
        palette, side = widget.palette(), lines(widget, ICON)
        group = QPalette.ColorGroup.Disabled
        icon = QIcon()
        for mode, ink in (
            (QIcon.Mode.Normal, palette.color(role)),
            (QIcon.Mode.Selected, palette.color(Role.HighlightedText)),
            (QIcon.Mode.Disabled, palette.color(group, role)),
        ):
            pixmap = self._pixmap(name, ink, side, widget.devicePixelRatioF())
            icon.addPixmap(pixmap, mode)
        return icon

    def dress(self, root: QWidget) -> None:
        """Draw every icon that is wanted inside a widget."""
        for widget in inside(root):
            self.put_on(widget)

    def put_on(self, widget: QWidget) -> None:
        """Draw the icon that a widget wants, if it wants one."""
        name = widget.property(WANTED)
        if not name:
            return
        side = lines(widget, ICON)
        if isinstance(widget, QAbstractButton):
            widget.setIcon(self.icon(name, widget, Role.ButtonText))
            widget.setIconSize(QSize(side, side))
        elif isinstance(widget, QLabel):
            ink = colour(ALARM, widget.palette()) if name == ERROR else _ink(widget)
            widget.setPixmap(self._pixmap(name, ink, side, widget.devicePixelRatioF()))

    def _pixmap(self, name: str, ink: QColor, side: int, ratio: float) -> QPixmap:
        key = (name, ink.name(), round(side * ratio))
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, ink, key[2])
        pixmap = QPixmap(self._drawn[key])
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _draw(self, name: str, ink: QColor, side: int) -> QPixmap:
        text = (self.folder / f"{name}.svg").read_text(encoding="utf-8")
        if name != PROGRAM:
            text = text.replace(_INK, ink.name())
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap


def _ink(widget: QWidget) -> QColor:
    return widget.palette().color(Role.WindowText)

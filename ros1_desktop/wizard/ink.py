"""Lines and grounds of a shape, and texts, each drawn in a colour.

`QPainter` also has a pen and a brush to set; both would load `Qt` (`numbers`), these do not.
"""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStylePainter, QWidget

_ANY = QPalette.ColorRole.Base


def rounded(box: QRectF, corner: float) -> QPainterPath:
    """Return a box with round corners."""
    path = QPainterPath()
    path.addRoundedRect(box, corner, corner)
    return path


def squared(box: QRectF) -> QPainterPath:
    """Return a box."""
    path = QPainterPath()
    path.addRect(box)
    return path


def circle(box: QRectF) -> QPainterPath:
    """Return the circle in a box."""
    path = QPainterPath()
    path.addEllipse(box)
    return path


def line(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    """Draw a line along a shape."""
    pen = QPen()
    pen.setColor(colour)
    pen.setWidthF(width)
    painter.strokePath(path, pen)


def ground(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    """Fill a shape."""
    palette = QPalette()
    palette.setColor(_ANY, colour)
    painter.fillPath(path, palette.brush(_ANY))


def write(  # noqa: PLR0913, PLR0917 (where, what and how)
    painter: QStylePainter,
    widget: QWidget,
    room: QRect,
    flags: int,
    said: str,
    role: QPalette.ColorRole,
) -> None:
    """Write in a colour of a widget's own."""
    painter.drawItemText(room, flags, widget.palette(), True, said, role)  # noqa: FBT003 (Qt's)

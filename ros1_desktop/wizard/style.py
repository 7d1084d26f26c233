"""How everything looks, said once: the font, the scale of type, spacing and sizes.

Rules:
 * One style on every system, so that what was looked at is what is seen; colours: `colours`.
 * Sizes are counted in the height of a line, so that they grow with the font.
 * Text that was entered or comes from data is plain text, never markup.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ros1_desktop.place import NAME
from ros1_desktop.wizard.colours import ALARM, LINE, QUIET, draw_in
from ros1_desktop.wizard.numbers import unfocused
from ros1_desktop.wizard.text import Text

if TYPE_CHECKING:
    from pathlib import Path

STYLE = "Fusion"
FONT = "BIZ UDPGothic"
FONT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
POINTS = 10.5

TIGHT = 4  # between a control and what belongs to it
GAP = 8  # between controls
ROW = 12  # between lines
QUESTION = 18  # between questions
SECTION = 24  # between groups
ROUND = 4  # corners

STEP_LINES = 18  # width of the list of steps, in heights of a line
TEXT_LINES = 8  # width of a short text field
WIDE_LINES = 48  # a window of text is not wider
NARROW_LINES = 16  # and nothing need be wider than this

BLOCK = 8  # characters of a long code that stand together
LONG = r"[!-~]{24,}"  # what may be wider than its room
JOINT = r"(?<=[\\/._-])(?=\w)"
FRAME = QSize(16, 40)  # pixels that a system puts round a window

ABOVE = 3  # heights of a line that stand above an input: its question, what helps, and air

ICON = 1.15  # the side of an icon, in heights of a line

LEAST_TARGET = 24  # pixels, WCAG 2.5.8

TITLE_SCALE = 1.5
HEADING_SCALE = 1.2
SMALL_SCALE = 0.92


def application(resources: Path) -> QApplication:
    """Return Qt's application, in the program's style and font, and known to the desktop."""
    # What is drawn here is small: to hand it to other threads takes longer than to draw it.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    found = QApplication.instance()
    # The style is named, not set: what sets it would load all that a style can draw (`numbers`).
    app = found if isinstance(found, QApplication) else QApplication([NAME, "-style", STYLE])
    app.setApplicationName(NAME)
    app.setDesktopFileName(NAME)
    load_font(resources, app)
    return app


def load_font(resources: Path, app: QApplication) -> None:
    """Make the bundled font the program's font."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources / "fonts" / name))
    app.setFont(QFont(FONT, app.font().pointSize()))
    font = app.font()
    font.setPointSizeF(max(POINTS, font.pointSizeF()))
    app.setFont(font)


def lines(widget: QWidget, count: float) -> int:
    """Return a length in pixels, counted in heights of a line."""
    return round(widget.fontMetrics().height() * count)


def scaled(widget: QWidget, scale: float, *, bold: bool = False) -> None:
    """Set a widget's font relative to the program's."""
    font = QFont(widget.font())
    font.setPointSizeF(QApplication.font().pointSizeF() * scale)
    font.setBold(bold)
    widget.setFont(font)


def control_height(widget: QWidget) -> int:
    """Return the height of every control: one line of text, easy to hit."""
    return max(LEAST_TARGET, lines(widget, 1.8))


def label(text: str = "", scale: float = 1, *, bold: bool = False) -> Text:
    """Return a label of plain text that breaks its lines."""
    made = Text(text)
    scaled(made, scale, bold=bold)
    return made


def quiet(widget: QWidget) -> None:
    """Draw text in the quieter ink."""
    draw_in(widget, QUIET)


def alarming(widget: QWidget) -> None:
    """Draw text in the ink of errors."""
    draw_in(widget, ALARM)


def on_paper(widget: QWidget) -> None:
    """Give a widget, and all inside it, the ground that is written on."""
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base)


def rule() -> QFrame:
    """Return a thin line between parts."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    draw_in(line, LINE)
    return line


def column(parent: QWidget | None = None, gap: int = ROW) -> QVBoxLayout:
    """Return a layout from top to bottom without margins."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout


def scrolling(content: QWidget) -> QScrollArea:
    """Return a frame in which the content can be scrolled when it is taller."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    unfocused(area)
    area.setWidget(content)
    return area


def breakable(text: str) -> str:
    """Return a text in which the name of a file can break behind a mark."""
    return re.sub(LONG, lambda found: re.sub(JOINT, "\N{ZERO WIDTH SPACE}", found[0]), text)


def room_over(widget: QWidget) -> QSize:
    """Return how large a window over this one's may be, frame aside."""
    return widget.window().size() - FRAME


def in_blocks(code: str) -> str:
    """Return a long code in blocks, so that its line can break."""
    return " ".join(code[start : start + BLOCK] for start in range(0, len(code), BLOCK))

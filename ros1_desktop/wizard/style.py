"""How everything looks, said once: spacing, sizes, the font and the few colours.

Rules:
 * Colours come from the system's palette, light or dark; the one colour of our own, for errors,
   follows it.
 * Sizes are counted in the height of a line, so that they grow with the font.
 * Text that was entered or comes from data is plain text, never markup.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

FONT = "BIZ UDPGothic"
FONT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
POINTS = 10.5

TIGHT = 4  # between a control and what belongs to it
GAP = 8  # between controls
ROW = 12  # between questions
SECTION = 24  # between groups

LABEL_LINES = 13  # width of the column of questions, in heights of a line
REVIEW_LINES = 17  # the same on the review, which has no inputs
STEP_LINES = 13  # width of the list of steps
TEXT_LINES = 8  # width of a short text field
WIDE_LINES = 48  # a row narrower than this puts its parts under each other
NARROW_LINES = 16  # and no row need be wider than this

BLOCK = 8  # characters of a long code that stand together

LEAST_TARGET = 24  # pixels, WCAG 2.5.8

TITLE_SCALE = 1.35
HEADING_SCALE = 1.12
SMALL_SCALE = 0.92

_DARK = 128
_ERROR_ON_LIGHT = QColor(0xA8, 0x1E, 0x1E)
_ERROR_ON_DARK = QColor(0xFF, 0xA0, 0x98)


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
    return max(LEAST_TARGET, lines(widget, 1.5))


def label(text: str = "", scale: float = 1, *, bold: bool = False) -> QLabel:
    """Return a label of plain text that breaks its lines."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    scaled(made, scale, bold=bold)
    return made


def quiet(widget: QWidget) -> None:
    """Draw text in the palette's quieter colour."""
    palette = widget.palette()
    quieter = palette.color(QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorRole.Window)
    palette.setColor(QPalette.ColorRole.WindowText, _between(quieter, ground, 0.28))
    widget.setPalette(palette)


def alarming(widget: QWidget) -> None:
    """Draw text in the colour of errors, with enough contrast on light and dark."""
    palette = widget.palette()
    dark = palette.color(QPalette.ColorRole.Window).lightness() < _DARK
    colour = _ERROR_ON_DARK if dark else _ERROR_ON_LIGHT
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    widget.setPalette(palette)


def rule() -> QFrame:
    """Return a thin line between parts."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    palette = line.palette()
    ground = palette.color(QPalette.ColorRole.Window)
    ink = palette.color(QPalette.ColorRole.WindowText)
    palette.setColor(QPalette.ColorRole.WindowText, _between(ink, ground, 0.82))
    line.setPalette(palette)
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
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def in_blocks(code: str) -> str:
    """Return a long code in blocks, so that its line can break."""
    return " ".join(code[start : start + BLOCK] for start in range(0, len(code), BLOCK))


def _between(ink: QColor, ground: QColor, share: float) -> QColor:
    return QColor(
        round(ink.red() * (1 - share) + ground.red() * share),
        round(ink.green() * (1 - share) + ground.green() * share),
        round(ink.blue() * (1 - share) + ground.blue() * share),
    )

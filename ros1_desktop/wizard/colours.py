"""The colours: the system's own, and the few that are made from them.

Rules:
 * Every colour comes from the palette in force, so light, dark and a high contrast chosen in the
   system are followed, also while the program runs: `redress` makes them anew.
 * Text has 4.5:1 against both grounds, what has to be seen to be used 3:1 (WCAG 1.4.3, 1.4.11).
 * Where the system asks for more contrast, the system's own ink is used and nothing is mixed.
 * No colour says anything alone; a word, a mark or a shape says it as well.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = QPalette.ColorRole
INK = "ink"  # the property that remembers what a widget is drawn in
QUIET, ALARM, LINE, FILL = "quiet", "alarm", "line", "fill"

READABLE = 4.5
VISIBLE = 3.0

_QUIET_SHARE = 0.28
_LINE_SHARE = 0.82
_EDGE_SHARE = 0.45
_TINT_SHARE = 0.88
_STEP = 0.04
_MIDDLE = 0.5
_ALARMS = (QColor(0xA8, 0x1E, 0x1E), QColor(0xFF, 0xA0, 0x98))  # for light and for dark grounds


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    return _contrast(one.rgb(), other.rgb())


@cache
def _contrast(one: int, other: int) -> float:
    dark, light = sorted((_luminance(QColor.fromRgb(one)), _luminance(QColor.fromRgb(other))))
    return (light + 0.05) / (dark + 0.05)


def more_contrast() -> bool:
    """Tell whether the system asks for high contrast."""
    hints = QGuiApplication.styleHints()  # kept by name: what it lends lives as long as it
    try:
        asked = hints.accessibility().property("contrastPreference")
    except RuntimeError:  # the names of the answers are not loaded yet (`numbers`); `redress` comes
        return False
    return str(asked.name) == "HighContrast"


def colour(name: str, palette: QPalette) -> QColor:
    """Return the colour of quiet text, of an alarm, or of a thin line, in a palette."""
    ink, grounds = palette.color(Role.WindowText), _grounds(palette)
    if more_contrast():
        return ink
    return QColor.fromRgb(_mixed(name, ink.rgb(), *(ground.rgb() for ground in grounds)))


@cache
def _mixed(name: str, ink_rgb: int, paper_rgb: int, window_rgb: int) -> int:
    """Return a colour as a number; most widgets of a page ask for the same few."""
    ink = QColor.fromRgb(ink_rgb)
    grounds = QColor.fromRgb(paper_rgb), QColor.fromRgb(window_rgb)
    if name == LINE:
        return between(ink, grounds[0], _LINE_SHARE).rgb()
    if name == QUIET:
        return _kept(ink, grounds, _QUIET_SHARE, READABLE, grounds[1]).rgb()
    found = max(_ALARMS, key=lambda one: _least(one, grounds))
    return (found if _least(found, grounds) >= READABLE else ink).rgb()


def link(palette: QPalette) -> QColor:
    """Return the colour of what leads elsewhere, in alarms too; it is underlined as well."""
    grounds = _grounds(palette)
    away = QColor("white" if grounds[0].lightnessF() < _MIDDLE else "black")
    return _kept(away, grounds, 1, READABLE, palette.color(Role.Link))


def edge(palette: QPalette) -> QColor:
    """Return the colour of the edge of what can be filled in or pressed."""
    ink = palette.color(Role.Text)
    if more_contrast():
        return ink
    return _kept(ink, _grounds(palette), _EDGE_SHARE, VISIBLE, palette.color(Role.Window))


def mark(palette: QPalette) -> QColor:
    """Return the colour of the ring of the focus and of what is chosen."""
    found = palette.color(Role.Highlight)
    return found if _least(found, _grounds(palette)) >= VISIBLE else palette.color(Role.Text)


def fill(palette: QPalette) -> QColor:
    """Return the ground of what stands out, on which the system's own ink can be read."""
    ink, found = palette.color(Role.HighlightedText), palette.color(Role.Highlight)
    away = QColor("black" if ink.lightnessF() > _MIDDLE else "white")
    return _kept(away, (ink, ink), 1, READABLE, found)


def tint(palette: QPalette) -> QColor:
    """Return the ground of what is chosen."""
    ground = palette.color(Role.Base)
    if more_contrast():
        return ground
    found = between(mark(palette), ground, _TINT_SHARE)
    return found if contrast(palette.color(Role.Text), found) >= READABLE else ground


def draw_in(widget: QWidget, name: str) -> None:
    """Draw a widget's text or line in a colour, now and after every change of the palette."""
    widget.setProperty(INK, name)
    _apply(widget)


def redress(root: QWidget) -> None:
    """Make the colours of a widget and all inside it anew from the palette in force."""
    for widget in (root, *inside(root)):
        if widget.property(INK):
            _apply(widget)


def inside(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget inside another.

    `findChildren` would tie all it finds to `root`, in Python, for as long as that lives: what
    a page lays out anew would never be let go.
    """
    for child in root.children():
        if isinstance(child, QWidget):
            yield child
            yield from inside(child)


def between(ink: QColor, ground: QColor, share: float) -> QColor:
    """Return an ink with a share of the ground mixed in."""
    return QColor(
        round(ink.red() * (1 - share) + ground.red() * share),
        round(ink.green() * (1 - share) + ground.green() * share),
        round(ink.blue() * (1 - share) + ground.blue() * share),
    )


def _apply(widget: QWidget) -> None:
    name, system = str(widget.property(INK)), QApplication.palette()
    own = QPalette()  # with these colours alone, so that all others follow the system
    # In pairs and for all groups: on Windows, what has not the focus has other pairs than what has.
    if name == FILL:
        own.setColor(Role.Highlight, fill(system))
        own.setColor(Role.HighlightedText, system.color(Role.HighlightedText))
    else:
        ink = colour(name, system)
        own.setColor(Role.WindowText, ink)
        own.setColor(Role.Text, ink)
    widget.setPalette(own)


def _grounds(palette: QPalette) -> tuple[QColor, QColor]:
    return palette.color(Role.Base), palette.color(Role.Window)


def _least(ink: QColor, grounds: tuple[QColor, QColor]) -> float:
    return min(contrast(ink, ground) for ground in grounds)


def _kept(
    ink: QColor, grounds: tuple[QColor, QColor], share: float, least: float, mixed: QColor
) -> QColor:
    """Return the ink with as much of another colour mixed in as the contrast allows."""
    one, other = grounds
    return QColor.fromRgb(_kept_of(ink.rgb(), (one.rgb(), other.rgb()), share, least, mixed.rgb()))


@cache
def _kept_of(ink: int, grounds: tuple[int, int], share: float, least: float, mixed: int) -> int:
    while share > 0:
        found = between(QColor.fromRgb(ink), QColor.fromRgb(mixed), share).rgb()
        if min(_contrast(found, ground) for ground in grounds) >= least:
            return found
        share -= _STEP
    return ink


def _luminance(found: QColor) -> float:
    parts = (found.redF(), found.greenF(), found.blueF())
    low, bend = 0.04045, 2.4
    red, green, blue = (
        part / 12.92 if part <= low else ((part + 0.055) / 1.055) ** bend for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

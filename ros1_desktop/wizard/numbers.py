"""Numbers of Qt's own namespace, for all that is made before the first paint.

Qt for Python makes the ninety-four enumerations of `Qt`, all of them, when that name is first used:
a tenth of a start. So what a first page needs of them stands here as numbers, and properties of Qt
take them; a test holds each against Qt's own, and holds that a first page comes without `Qt`.

So it is with the classes whose enumerations are many, as `QStyle`, `QKeySequence` and `QIcon`: what
is made before the first paint does without their names.

Elsewhere, and in what is done later, they are named where they are used.
"""

from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QWidget

LEFT, MIDDLE, WRAPPED, KEYED = 0x1, 0x80, 0x1000, 0x800  # alignments and flags of a text
TEXT = LEFT | MIDDLE | WRAPPED
ENTER = (0x01000004, 0x01000005)  # Return, and Enter of the number pad
PLAIN = 0  # text, never markup
NO_FOCUS, ANY_FOCUS = 0, 11
NO_ELISION = 3
NEVER_A_BAR = 1
PAGE_ROLE, SPOKEN_ROLE = 0x100, 11  # of the items of a list


def plain(label: QLabel) -> None:
    """Let a label take what it is given as text, never as markup."""
    label.setProperty("textFormat", PLAIN)


def unfocused(widget: QWidget) -> None:
    """Keep the focus from a widget, not from what is inside."""
    widget.setProperty("focusPolicy", NO_FOCUS)


def focused(widget: QWidget) -> None:
    """Let a widget take the focus by key and by click."""
    widget.setProperty("focusPolicy", ANY_FOCUS)


def whole(view: QAbstractItemView) -> None:
    """Show every text of a list whole."""
    view.setProperty("textElideMode", NO_ELISION)


def without_bars(area: QAbstractScrollArea, *ways: str) -> None:
    """Give an area no bar in some ways (`horizontal`, `vertical`)."""
    for way in ways:
        area.setProperty(f"{way}ScrollBarPolicy", NEVER_A_BAR)

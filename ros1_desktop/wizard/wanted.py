"""What wants an icon: it is said here which one; `icons` draws it after the first paint."""

import re

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.numbers import plain
from ros1_desktop.wizard.style import GAP, column

ERROR = "error"
WANTED = "icon_wanted"  # the property that names the icon
_KEY = r"\(&.\)"


def wants(widget: QWidget, name: str) -> None:
    """Say which icon a button or a label is to have."""
    widget.setProperty(WANTED, name)
    if isinstance(widget, Button):
        widget.has_icon = True


def button(text: str, icon: str, *, breaks: bool = False) -> Button:
    """Return a button with words and an icon; a screen reader hears the words alone."""
    made = Button(text, breaks=breaks)
    made.setAccessibleName(spoken(text))
    wants(made, icon)
    return made


def spoken(text: str) -> str:
    """Return a text without the mark of its key: `次へ(&N)` is 次へ, `&Next` is Next."""
    return re.sub(_KEY, "", text).replace("&", "")


def beside_error_mark(text: QLabel) -> QWidget:
    """Return a line in which the mark of an error stands before its text."""
    holder, mark = QWidget(), QLabel()
    plain(mark)
    wants(mark, ERROR)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    at_the_top = column()
    at_the_top.addWidget(mark)
    at_the_top.addStretch(1)
    line.addLayout(at_the_top)
    line.addWidget(text, 1)
    return holder

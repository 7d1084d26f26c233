"""A sentence that needs an answer, or none: the box that asks before something is lost.

Rules:
 * What Enter and Esc mean is the answer that loses nothing; it has the focus.
 * The sentence is seen whole at any size of type, and a screen reader hears it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.flow import add_to, flowing
from ros1_desktop.wizard.style import (
    NARROW_LINES,
    SECTION,
    breakable,
    column,
    label,
    lines,
    room_over,
)


class Box(QDialog):
    """A sentence over the buttons that answer it; `answer` is the number of the one pressed."""

    def __init__(self, text: str, answers: Sequence[str], keeping: int, parent: QWidget) -> None:
        """Lay sentence and buttons out; `keeping` is the number of what loses nothing."""
        super().__init__(parent)
        self.answer = keeping
        self.setWindowTitle(parent.window().windowTitle())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAccessibleName(text)
        self.text = label(breakable(text))
        self.buttons = [Button(one, first=at == keeping) for at, one in enumerate(answers)]
        line = flowing()
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _, at=at: self._take(at))
            button.setAccessibleDescription(text)
            add_to(line, button)
        inside = column(self, SECTION)
        inside.setContentsMargins(SECTION, SECTION, SECTION, SECTION)
        inside.addWidget(self.text)
        inside.addWidget(line)
        wide = min(lines(self, NARROW_LINES * 2), room_over(parent).width())
        self.setFixedSize(wide, inside.totalHeightForWidth(wide))
        self.buttons[keeping].setDefault(True)
        self.buttons[keeping].setFocus()

    def _take(self, answer: int) -> None:
        self.answer = answer
        self.accept()

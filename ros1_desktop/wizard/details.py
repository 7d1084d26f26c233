"""What stands behind a line: shown when asked for, and put away again.

Rules:
 * Nothing is made before it is asked for, and nothing that was made is lost.
 * The line says by a shape, and to a screen reader by its state, whether it is open.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.style import GAP, SECTION, TIGHT, column

SHUT, OPEN = "\N{BLACK RIGHT-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"


def tab_after(before: QWidget, root: QWidget) -> None:
    """Let Tab go on from a widget to what was made later and stands under it."""
    for one in root.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, one)
            before = one


class Details(QWidget):
    """A line and what belongs to it; `fill` lays that out the first time it is opened."""

    def __init__(self, title: str, about: str, fill: Callable[[QVBoxLayout], None]) -> None:
        """Start shut; `about` tells a screen reader what the line is about."""
        super().__init__()
        self.title = title
        self._fill = fill
        self.line = Link("", "")
        self.line.setCheckable(True)
        self.line.setAccessibleName(title)
        self.line.setAccessibleDescription(about)
        self.line.toggled.connect(self._show)
        self.inside = QWidget()
        self.content = column(self.inside, GAP)
        self.content.setContentsMargins(SECTION, TIGHT, 0, GAP)
        outside = column(self, 0)
        outside.addWidget(self.line)
        outside.addWidget(self.inside)
        self._show(False)  # noqa: FBT003  # as Qt calls it

    def call(self, title: str) -> None:
        """Give the line another text."""
        self.title = title
        self.line.setAccessibleName(title)
        self._show(self.line.isChecked())

    def _show(self, shown: bool) -> None:  # noqa: FBT001  # Qt calls it with the state
        if shown and not self.content.count():
            self._fill(self.content)
            tab_after(self.line, self.inside)
        self.line.setText(f"{OPEN if shown else SHUT} {self.title}")
        self.inside.setVisible(shown)

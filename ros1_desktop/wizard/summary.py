"""What stands in the way of going on, in one place that takes the focus.

Rules:
 * Every line leads to its question.
 * The heading is announced to a screen reader when the summary appears.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ros1_desktop.wizard.aloud import announce
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.numbers import focused
from ros1_desktop.wizard.style import GAP, TIGHT, alarming, column, label
from ros1_desktop.wizard.wanted import beside_error_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ros1_desktop.case.case import CaseError
    from ros1_desktop.wizard.session import Session

FRAME = 2  # pixels


class Summary(QFrame):
    """A framed list of errors; `chosen` carries the path of the one that was clicked."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        """Start hidden."""
        super().__init__()
        self.session = session
        self.links: list[Link] = []
        self.hide()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.Box)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setLineWidth(FRAME)
        alarming(self)
        focused(self)
        self.heading = label(bold=True)
        alarming(self.heading)
        layout = column(self, TIGHT)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(beside_error_mark(self.heading))
        self.lines = column(gap=0)
        layout.addLayout(self.lines)
        self.session.made.emit(self)

    def clear(self) -> None:
        """Take all errors away."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = []
        self.hide()

    def show_errors(self, errors: Iterable[CaseError]) -> None:
        """Show errors and say how many; none hides the summary."""
        self.clear()
        for error in errors:
            if self.layout() is None:
                self._lay_out()
            link = Link(self.session.error_text(error), error.field)
            link.chosen.connect(self.chosen)
            self.lines.addWidget(link)
            QWidget.setTabOrder(self.links[-1] if self.links else self, link)
            self.links.append(link)
        if self.links:
            self.heading.setText(self.session.say("wizard.errors", count=len(self.links)))
            self.setAccessibleName(self.heading.text())
            self.setAccessibleDescription("\n".join(link.text() for link in self.links))
            self.show()

    def take_focus(self) -> None:
        """Take the focus and tell a screen reader why."""
        self.setFocus()
        announce(self, self.heading.text())

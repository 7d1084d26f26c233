"""The first page: for whom this is, which jurisdiction, and the question of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.style import ROW, TIGHT, column, label
from ros1_desktop.wizard.wanted import spoken

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout


class StartPage(QuestionPage):
    """The first questions, under the jurisdiction of the sitting."""

    def fill(self, inside: QVBoxLayout) -> None:
        """Put what the sitting is about above the questions."""
        say, session = self.session.say, self.session
        part = column(gap=TIGHT)
        part.addWidget(label(say("wizard.jurisdiction"), bold=True))
        line = QHBoxLayout()
        line.setSpacing(ROW)
        here = label(session.jurisdiction_text(session.jurisdiction))
        here.setWordWrap(False)
        line.addWidget(here)
        other = session.jurisdiction_text(session.next_jurisdiction())
        self.switch = Button(say("wizard.switch_to", name=other))
        self.switch.setAccessibleName(spoken(self.switch.text()))
        self.switch.clicked.connect(self._switch)
        line.addWidget(self.switch)
        line.addStretch(1)
        part.addLayout(line)
        inside.addLayout(part)
        super().fill(inside)

    def _switch(self) -> None:
        self.session.switch_jurisdiction()
        self.enter()
        self.switch.setFocus()

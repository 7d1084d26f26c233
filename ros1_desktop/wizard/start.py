"""The first page: for whom this is, which jurisdiction, and the question of today."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.style import GAP, LABEL_LINES, label, lines


class StartPage(QuestionPage):
    """The first questions, under the jurisdiction of the sitting."""

    def fill(self, inside: QVBoxLayout) -> None:
        """Put what the sitting is about above the questions."""
        super().fill(inside)
        say, session = self.session.say, self.session
        line = QHBoxLayout()
        line.setSpacing(GAP)
        name = label(say("wizard.jurisdiction"))
        name.setFixedWidth(lines(name, LABEL_LINES))
        line.addWidget(name)
        here = label(session.jurisdiction_text(session.jurisdiction), bold=True)
        here.setWordWrap(False)
        line.addWidget(here)
        other = session.jurisdiction_text(session.next_jurisdiction())
        self.switch = QPushButton(say("wizard.switch_to", name=other))
        self.switch.clicked.connect(self._switch)
        line.addWidget(self.switch)
        line.addStretch(1)
        inside.insertLayout(0, line)

    def _switch(self) -> None:
        self.session.switch_jurisdiction()
        self.enter()
        self.switch.setFocus()

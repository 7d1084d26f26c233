"""The page of the result: the decision as it was made, and the sheet to look at and to save.

Rules:
 * The decision is made anew whenever the page is entered, from the answers as they stand.
 * The sheet belongs to that decision and to the language of the page.
"""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.drawing import Drawing
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.paper import Paper, PaperButtons
from ros1_desktop.wizard.preview import Preview
from ros1_desktop.wizard.style import GAP


class ResultPage(WizardPage):
    """The page that shows the decision and its sheet."""

    def fill(self, inside: QVBoxLayout) -> None:
        """Decide, and lay the answer out."""
        session = self.session
        try:
            self.case = session.case()
        except CaseError as error:
            self.summary.show_errors([error])
            return
        self.decision = session.parts.decide(self.case, session.jurisdiction)
        self.paper = Paper(self.case, self.decision, session)
        self.drawing = drawing = Drawing(self.decision, session, inside, self.wanted.emit)
        drawing.first()
        drawing.head()
        inside.addLayout(self._buttons())
        drawing.tests()
        drawing.options()
        drawing.rest()
        drawing.foot()

    def show_preview(self) -> Preview | None:
        """Show the sheet in a window of its own; None where it cannot be shown, which is said."""
        if not self.paper.make():
            return None
        preview = Preview(self.paper, self)
        if not preview.is_readable:
            self.paper.told.emit(self.session.say("wizard.cannot_make_pdf"))
            preview.close()
            return None
        preview.show()
        return preview

    def _buttons(self) -> QHBoxLayout:
        say = self.session.say
        self.look = QPushButton(say("wizard.preview"))
        self.look.clicked.connect(self.show_preview)
        self.details = QPushButton(say("sheet.rules"))
        self.details.setCheckable(True)
        self.details.toggled.connect(self._tell_reasons)
        self.buttons = PaperButtons(self.paper)
        self.save, self.open, self.told = self.buttons.save, self.buttons.open, self.buttons.told
        self.buttons.line.insertWidget(2, self.details)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.look)
        line.addWidget(self.buttons, 1)
        return line

    def _tell_reasons(self, long: bool) -> None:  # noqa: FBT001  # Qt calls it with the state
        self.drawing.tell_reasons(long=long)

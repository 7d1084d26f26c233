"""The page of the result: the decision as it was made, and the sheet to look at and to save.

Rules:
 * The decision is made anew whenever the page is entered, from the answers as they stand.
 * The sheet belongs to that decision and to the language of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.flow import add_to, flowing
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.style import ROW, TIGHT, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from ros1_desktop.wizard.paper import PaperButtons
    from ros1_desktop.wizard.preview import Preview


class ResultPage(WizardPage):
    """The page that shows the decision and its sheet."""

    def fill(self, inside: QVBoxLayout) -> None:
        """Decide, and lay the answer out."""
        from ros1_desktop.wizard.drawing import Drawing
        from ros1_desktop.wizard.hand import Hand
        from ros1_desktop.wizard.paper import Paper

        session = self.session
        try:
            self.case = session.case()
        except CaseError as error:
            self.summary.show_errors([error])
            return
        self.decision = session.parts.decide(self.case, session.jurisdiction)
        self.paper = Paper(self.case, self.decision, session)
        near = session.parts.near_misses(self.case, session.jurisdiction)
        figures = session.parts.figures(self.case, self.decision, session.words)
        hand = Hand(session, figures, self.wanted)
        self.drawing = drawing = Drawing(self.decision, near, hand)
        drawing.first(inside)
        drawing.head(inside)
        inside.addWidget(self._papers())
        contents = flowing(ROW)
        inside.addWidget(contents)
        for part in (drawing.tests, drawing.options, drawing.grids, drawing.rest, drawing.foot):
            part(inside)
        self._list_contents(contents)

    def show_preview(self) -> Preview | None:
        """Show the sheet in a window of its own; None where it cannot be shown, which is said."""
        if not self.paper.make():
            return None
        from ros1_desktop.wizard.preview import Preview

        preview = Preview(self.paper, self)
        if not preview.is_readable:
            self.paper.told.emit(self.session.say("wizard.cannot_make_pdf"))
            preview.close()
            return None
        preview.show()
        return preview

    def _papers(self) -> QWidget:
        """Return the choice of a paper and what can be done with it."""
        from ros1_desktop.wizard.details import Details
        from ros1_desktop.wizard.documents import Documents

        papers = QWidget()
        line = column(papers, TIGHT)

        def fill(into: QVBoxLayout) -> None:
            documents = Documents(self.session, self.paper.offers, self.paper.document)
            documents.chosen.connect(self.paper.choose)
            into.addWidget(documents)

        self.choice = Details("", self.session.say("wizard.document"), fill)
        self.paper.changed.connect(self._name_paper)
        self._name_paper()
        line.addWidget(self.choice)
        line.addWidget(self._buttons())
        return papers

    def _name_paper(self) -> None:
        """Say which paper the buttons are about."""
        said = self.session.quote.named(self.session.say("wizard.document"), self.paper.name)
        self.choice.call(said)

    def _buttons(self) -> PaperButtons:
        from ros1_desktop.wizard.paper import PaperButtons

        self.look = Button(self.session.say("wizard.preview"), first=True)
        self.look.clicked.connect(self.show_preview)
        self.buttons = PaperButtons(self.paper, self.look)
        self.save, self.open, self.told = self.buttons.save, self.buttons.open, self.buttons.told
        return self.buttons

    def _list_contents(self, contents: QWidget) -> None:
        """Name the parts that follow; choosing one goes there."""
        contents.setAccessibleName(self.session.say("wizard.contents"))
        before: QWidget = self.buttons.open
        for name, heading in self.drawing.headings.items():
            link = Link(heading.text(), name)
            link.chosen.connect(self._show_part)
            add_to(contents, link)
            QWidget.setTabOrder(before, link)  # it is made last and read first
            before = link

    def _show_part(self, name: str) -> None:
        heading = self.drawing.headings[name]
        above = heading.mapTo(self.area, QPoint(0, 0)).y()
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + above)
        heading.setFocus()

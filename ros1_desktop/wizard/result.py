"""The page of the result: the decision as it was made, and the sheet to save.

Rules:
 * The decision is made anew whenever the page is entered, from the answers as they stand.
 * A sheet is written whole or not at all; opening it starts the system's own reader on that file.
"""

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.drawing import Drawing
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.style import GAP, label

PDF = ".pdf"


class ResultPage(WizardPage):
    """The page that shows the decision and saves the sheet."""

    def fill(self, inside: QVBoxLayout) -> None:
        """Decide, and lay the answer out."""
        session = self.session
        self.saved: Path | None = None
        try:
            self.case = session.case()
        except CaseError as error:
            self.summary.show_errors([error])
            return
        self.decision = session.parts.decide(self.case, session.jurisdiction)
        self.drawing = drawing = Drawing(self.decision, session, inside, self.wanted.emit)
        drawing.first()
        drawing.head()
        inside.addLayout(self._buttons())
        drawing.tests()
        drawing.options()
        drawing.rest()
        drawing.foot()

    def save_pdf(self) -> None:
        """Ask for a file and write the sheet there."""
        say = self.session.say
        start = f"{self.session.draft.get('label') or 'ros1'}{PDF}"
        name, _ = QFileDialog.getSaveFileName(self, say("wizard.save_pdf"), start, f"*{PDF}")
        if not name:
            return
        path = Path(name if name.endswith(PDF) else name + PDF)
        content = self.session.parts.make_pdf(self.case, self.decision, self.session.language)
        file = QSaveFile(str(path))
        whole = (
            file.open(QIODevice.OpenModeFlag.WriteOnly)
            and file.write(content) == len(content)
            and file.commit()
        )
        self.saved = path if whole else None
        self.open.setEnabled(whole)
        if whole:
            self.told.setText(say("wizard.saved", name=path.name))
        else:
            self.told.setText(say("wizard.cannot_save", found=file.errorString()))

    def _buttons(self) -> QHBoxLayout:
        say = self.session.say
        self.save = QPushButton(say("wizard.save_pdf"))
        self.save.clicked.connect(self.save_pdf)
        self.open = QPushButton(say("wizard.open_pdf"))
        self.open.setEnabled(False)
        self.open.clicked.connect(self._open_pdf)
        self.told = label()
        self.details = QPushButton(say("sheet.rules"))
        self.details.setCheckable(True)
        self.details.toggled.connect(self._tell_reasons)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.save)
        line.addWidget(self.open)
        line.addWidget(self.details)
        line.addWidget(self.told, 1)
        return line

    def _tell_reasons(self, long: bool) -> None:  # noqa: FBT001  # Qt calls it with the state
        self.drawing.tell_reasons(long=long)

    def _open_pdf(self) -> None:
        if self.saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved)))

"""The sheet on the screen before it is saved: the very bytes, as pages and as text.

Rules:
 * Nothing is made here; what is shown is what is saved.
 * The pages are a picture, so the same content can be read as text, by eye or by a screen reader.
"""

from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTabWidget, QWidget

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.flow import add_to
from ros1_desktop.wizard.paper import Paper, PaperButtons
from ros1_desktop.wizard.printing import Pages
from ros1_desktop.wizard.style import GAP, ROW, column, label, quiet, room_over


class Preview(QDialog):
    """A window with the pages of a sheet, their text, and what can be done with it."""

    def __init__(self, paper: Paper, parent: QWidget) -> None:
        """Open the sheet."""
        super().__init__(parent)
        say = paper.session.say
        self.setWindowTitle(paper.session.quote.named(say("wizard.preview"), paper.name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.opened = Pages(paper.content, self)
        self.document = self.opened.document
        self.pages = self._pages(say("wizard.accessible.preview"))
        self.text = self._text(say("wizard.accessible.preview_text"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.addTab(self.pages, say("wizard.preview_pages"))
        self.tabs.addTab(self.text, say("wizard.preview_text"))
        self.buttons = PaperButtons(paper)
        self.close_button = Button(say("wizard.close"))
        self.close_button.clicked.connect(self.close)
        add_to(self.buttons.line, self.close_button)
        hint = label(say("wizard.print_actual_size"))
        quiet(hint)
        inside = column(self, GAP)
        inside.setContentsMargins(ROW, ROW, ROW, ROW)
        inside.addWidget(self.tabs, 1)
        inside.addWidget(hint)
        inside.addWidget(self.buttons)
        self.resize(room_over(parent) * 0.96)
        self.pages.setFocus()

    @property
    def is_readable(self) -> bool:
        """Whether the bytes are a sheet that can be shown."""
        return self.opened.is_readable

    def _pages(self, name: str) -> QPdfView:
        view = QPdfView(self)
        view.setDocument(self.document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setAccessibleName(name)
        return view

    def _text(self, name: str) -> QPlainTextEdit:
        count = self.document.pageCount()
        texts = (self.document.getAllText(page).text() for page in range(count))
        shown = QPlainTextEdit("\n\n".join(texts))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(name)
        shown.setAccessibleDescription(self.windowTitle())
        return shown

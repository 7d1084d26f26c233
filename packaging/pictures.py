"""Draws the pictures of the README from the program itself.

usage: QT_QPA_PLATFORM=offscreen python packaging/pictures.py
The sample case is filled in; the wizard is taken at a page of questions with the answer so far and
at its result, the sheet at its first page.
"""

import json
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from ros1_desktop import place
from ros1_desktop.app.start import Start, open_here
from ros1_desktop.app.window import parts_for
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.style import application
from ros1_desktop.wizard.window import Window, build_window
from ros1_desktop.words import read_words

PICTURES = Path(__file__).parent / "pictures"
SCREEN = QSize(1366, 768)
PAGE = QSize(827, 1169)
TESTS_PAGE = 2
LOOKS = 5


def main() -> None:
    """Draw every picture in both languages."""
    PICTURES.mkdir(exist_ok=True)
    resources = place.resources()
    words = read_words(resources, "en")
    start = Start(resources, open_here(resources), read_vocabulary(resources), words)
    _app = application(resources)  # it lives as long as its name
    case = json.loads((resources / "sample.ros1.json").read_text(encoding="utf-8"))
    for language in ("ja", "en"):
        window = build_window(parts_for(start, language), case)
        window.resize(SCREEN)
        window.show()
        window.go_to(TESTS_PAGE)
        settle()
        window.grab().save(str(PICTURES / f"tests-{language}.png"))
        result = last_page(window)
        settle()
        window.grab().save(str(PICTURES / f"wizard-{language}.png"))
        document = result.paper.document
        paper = window.session.parts.make_pdf(result.case, result.decision, document)
        first_page(paper).save(str(PICTURES / f"sheet-{language}.png"))
        window.hide()
    start.store.close()


def settle() -> None:
    """Let everything take its place and its icons."""
    for _ in range(LOOKS):
        QApplication.processEvents()


def last_page(window: Window) -> ResultPage:
    """Go on to the result."""
    page = window.page_now()
    while not isinstance(page, ResultPage):
        window.button(Window.WizardButton.NextButton).click()
        page = window.page_now()
    return page


def first_page(paper: bytes) -> QImage:
    """Return the first page on white."""
    content = QByteArray(paper)
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    drawn = document.render(0, PAGE)
    page = QImage(PAGE, QImage.Format.Format_Grayscale8)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    document.close()
    return page


if __name__ == "__main__":
    main()

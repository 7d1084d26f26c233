"""A person looks at the sheet before saving it, and hears when it cannot be made."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPdfWriter
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.preview import Preview
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.window import LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
CASE: dict[str, Any] = {"schema": "ros1-case/1", "label": "TB-7", "ros1_tests": []}
ENOUGH, MOST = 20, 60  # times that the window goes on, and seconds that are waited for them


def sheet(text: str) -> bytes:
    """Return a PDF of two pages with a text on each."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(400, 400, f"{text} one")
    writer.newPage()
    painter.drawText(400, 400, f"{text} two")
    painter.end()
    return bytes(buffer.data().data())


@pytest.fixture
def result(open_window: Open) -> Iterator[ResultPage]:
    """Return the page of the result; sheets are real and name their language."""
    window = open_window(CASE)
    gives(window, lambda _case, _decision, document: sheet(document.form))
    window.go_to(window.pages[-1].number)
    page = window.page_now()
    assert isinstance(page, ResultPage)
    yield page
    for preview in page.findChildren(Preview):
        preview.close()


def gives(window: Window, make: Callable[..., bytes]) -> None:
    window.session.parts = window.session.parts._replace(make_pdf=make)


def told(page: ResultPage) -> str:
    return page.told.text()


def shown(page: ResultPage) -> Preview:
    preview = page.show_preview()
    assert preview is not None
    assert preview.isVisible()
    return preview


def test_the_preview_shows_every_page_at_the_width_of_its_window(result: ResultPage) -> None:
    preview = shown(result)
    assert preview.document.pageCount() == 2
    assert preview.pages.document() is preview.document
    assert preview.pages.pageMode() is QPdfView.PageMode.MultiPage
    assert preview.pages.zoomMode() is QPdfView.ZoomMode.FitToWidth
    assert preview.isModal()


def test_the_same_content_can_be_read_as_text(result: ResultPage) -> None:
    preview = shown(result)
    text = preview.text.toPlainText()
    assert "ja one" in text
    assert text.index("ja one") < text.index("ja two")
    assert preview.pages.accessibleName()
    assert preview.text.accessibleName()


def test_what_is_shown_is_what_is_saved(
    result: ResultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def make(*_: object) -> bytes:
        made.append(sheet(f"number {len(made)}"))
        return made[-1]

    window = result.wizard()
    assert isinstance(window, Window)
    gives(window, make)
    preview = shown(result)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert not preview.buttons.open.isEnabled()
    preview.buttons.save.click()
    assert target.read_bytes() == made[0]
    assert len(made) == 1
    preview.buttons.open.click()
    assert opened == [QUrl.fromLocalFile(str(target))]
    assert result.open.isEnabled()
    preview.close_button.click()
    assert not preview.isVisible()


def test_another_language_makes_another_sheet(result: ResultPage) -> None:
    shown(result).close()
    window = result.wizard()
    assert isinstance(window, Window)
    window.button(LANGUAGE).click()
    assert "en one" in shown(result).text.toPlainText()


def test_the_window_goes_on_while_a_sheet_is_made(result: ResultPage) -> None:
    """The work ends only once the window has gone on: no clock decides."""
    ticks: list[int] = []
    ticking = QTimer(interval=5)
    ticking.timeout.connect(lambda: ticks.append(1))

    def busy(*_: object) -> bytes:
        assert QApplication.overrideCursor() is not None
        until = time.monotonic() + MOST
        while len(ticks) < ENOUGH and time.monotonic() < until:
            sum(range(1000))
        return sheet("busy")

    window = result.wizard()
    assert isinstance(window, Window)
    gives(window, busy)
    ticking.start()
    assert result.paper.make()
    ticking.stop()
    assert len(ticks) >= ENOUGH
    assert QApplication.overrideCursor() is None


def test_drawing_hardly_waits_for_the_sheet_being_made(result: ResultPage) -> None:
    """Drawing calls Python some hundred times, and each call waits until the work yields."""
    yields: list[float] = []

    def make(*_: object) -> bytes:
        yields.append(sys.getswitchinterval())
        return sheet("made")

    window = result.wizard()
    assert isinstance(window, Window)
    gives(window, make)
    sys.setswitchinterval(0.005)
    assert result.paper.make()
    assert yields[0] < 0.001
    assert sys.getswitchinterval() == pytest.approx(0.005)


def test_a_sheet_that_the_case_forbids_says_why(result: ResultPage) -> None:
    def refuse(*_: object) -> bytes:
        field = "label"
        raise CaseError(field, "no_glyph", character="x", code_point="U+0001", name="X")

    window = result.wizard()
    assert isinstance(window, Window)
    gives(window, refuse)
    assert result.show_preview() is None
    assert "U+0001" in told(result)
    assert window.session.field_text("label") in told(result)


def test_any_other_fault_is_told_without_an_answer_of_the_patient(
    result: ResultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(case: object, *_: object) -> bytes:
        raise ValueError(case)

    window = result.wizard()
    assert isinstance(window, Window)
    gives(window, fail)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.pdf"), ""))
    for button in (result.look, result.save):
        button.click()
        assert told(result) == window.session.say("wizard.cannot_make_pdf")
    assert list(tmp_path.iterdir()) == []
    gives(window, lambda *_: sheet("mended"))
    shown(result)
    assert told(result) == ""


def test_bytes_that_are_no_sheet_are_told(result: ResultPage, qtbot: QtBot) -> None:
    window = result.wizard()
    assert isinstance(window, Window)
    gives(window, lambda *_: b"%PDF no sheet")
    assert result.show_preview() is None
    assert told(result) == window.session.say("wizard.cannot_make_pdf")
    qtbot.waitUntil(lambda: not result.findChildren(Preview))

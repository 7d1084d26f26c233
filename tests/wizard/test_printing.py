"""Long work is seen and can be stopped; the very PDF is printed, page by page, at its own size."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QSize, QTimer
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ros1_desktop.wizard import waiting
from ros1_desktop.wizard.printing import DOTS, Pages, send
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.waiting import Stopped, Waiting, aside
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
CASE: dict[str, Any] = {"schema": "ros1-case/1", "label": "TB-7", "ros1_tests": []}
PAGES = 5
INCH = 72
SQUARE = (100, 200, 150, 150)  # points from the corner of each page, and its size


@pytest.fixture(scope="module")
def content() -> bytes:
    """Return a PDF of A4 pages, each with one black square."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(writer.pageLayout().minimumMargins())
    writer.setResolution(INCH)
    painter = QPainter(writer)
    for page in range(PAGES):
        if page:
            writer.newPage()
        painter.fillRect(*SQUARE, QColor("black"))
        painter.drawText(20, 40, f"page {page + 1}")
    painter.end()
    return bytes(buffer.data().data())


@pytest.fixture
def result(open_window: Open, content: bytes) -> ResultPage:
    window = open_window(CASE, make_pdf=lambda *_: content)
    window.go_to(window.pages[-1].number)
    page = window.page_now()
    assert isinstance(page, ResultPage)
    return page


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the dialog choose printing into a file, and return that file."""
    target = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        return int(QPrintDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    return target


def press(what: Callable[[Waiting], object]) -> None:
    """Do something with the window that waits, as soon as it is there."""

    def look() -> None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Waiting)]
        shown = [one for one in found if one.isVisible()]
        if shown:
            what(shown[0])
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def slow(seconds: float, ended: list[str]) -> str:
    time.sleep(seconds)
    ended.append("ended")
    return "made"


def test_short_work_is_waited_for_without_a_word(qtbot: QtBot) -> None:
    del qtbot
    seen: list[Waiting] = []
    press(seen.append)
    assert aside(lambda: 7, "making", "stop") == 7
    assert seen == []


def test_longer_work_says_what_is_done_and_gives_what_it_makes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(waiting, "PATIENCE", 20)
    said: list[str] = []
    press(lambda one: said.extend((one.what.text(), one.stop.text(), one.bar.accessibleName())))
    assert aside(lambda: slow(0.4, []), "making", "stop") == "made"
    assert said == ["making", "stop", "making"]
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("how", ["button", "close", "escape"])
def test_work_that_is_stopped_is_dropped_at_once_and_ends_by_itself(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 20)
    ended: list[str] = []
    stops = {
        "button": lambda one: one.stop.click(),
        "close": Waiting.close,
        "escape": Waiting.reject,
    }
    press(stops[how])
    begun = time.monotonic()
    with pytest.raises(Stopped):
        aside(lambda: slow(0.8, ended), "making", "stop")
    assert time.monotonic() - begun < 0.8
    assert ended == []
    qtbot.waitUntil(lambda: ended == ["ended"])
    qtbot.waitUntil(lambda: sys.getswitchinterval() == waiting.USUAL)


def test_work_without_words_is_never_left_half_way(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(waiting, "PATIENCE", 20)
    seen: list[Waiting] = []
    press(seen.append)
    assert aside(lambda: slow(0.3, [])) == "made"
    assert seen == []


def test_a_sheet_that_is_stopped_while_it_is_made_leaves_no_file(
    result: ResultPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 20)
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    session = result.session
    ended: list[str] = []
    parts = session.parts
    session.parts = parts._replace(make_pdf=lambda *_: slow(0.5, ended).encode())
    press(lambda one: one.stop.click())
    result.save.click()
    assert result.told.text() == result.session.say("wizard.stopped")
    qtbot.waitUntil(lambda: ended == ["ended"])
    assert list(tmp_path.glob("*.pdf")) == []
    session.parts = parts
    result.save.click()
    assert target.exists()


def test_what_is_printed_is_the_very_sheet_at_its_own_size(
    result: ResultPage, chosen: Path, content: bytes
) -> None:
    result.buttons.print.click()
    printed, meant = Pages(chosen.read_bytes()), Pages(content)
    assert printed.document.pageCount() == PAGES
    for page in range(PAGES):
        size = printed.document.pagePointSize(page)
        assert size.width() == pytest.approx(meant.document.pagePointSize(page).width(), abs=1)
        picture = printed.document.render(page, QSize(595, 842))
        left, top, wide, high = SQUARE
        dark = [
            (x, y)
            for x in range(0, 595, 5)
            for y in range(100, 842, 5)
            if QColor(picture.pixel(x, y)).lightness() < 60
            and QColor(picture.pixel(x, y)).alpha() > 200
        ]
        assert min(x for x, _ in dark) == pytest.approx(left, abs=5)
        assert min(y for _, y in dark) == pytest.approx(top, abs=5)
        assert max(x for x, _ in dark) == pytest.approx(left + wide, abs=6)
        assert max(y for _, y in dark) == pytest.approx(top + high, abs=6)
    assert result.told.text() == result.session.say("wizard.printed", name=chosen.name)


def test_only_the_pages_asked_for_are_printed(
    content: bytes, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[int] = []
    render = QPdfDocument.render

    def seen(document: QPdfDocument, page: int, size: QSize) -> object:
        rendered.append(page)
        assert size == QSize(round(595 * DOTS / INCH), round(842 * DOTS / INCH))
        return render(document, page, size)

    monkeypatch.setattr(QPdfDocument, "render", seen)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    printer.setFromTo(2, 3)
    shown = Waiting("printing", "stop", None)
    qtbot.addWidget(shown)
    pages = Pages(content)
    assert send(pages.document, printer, shown)
    assert rendered == [1, 2]
    assert shown.bar.maximum() == 2
    assert Pages((tmp_path / "some.pdf").read_bytes()).document.pageCount() == 2


def test_printing_shows_each_page_and_what_is_stopped_leaves_no_file(
    result: ResultPage, chosen: Path
) -> None:
    press(lambda one: one.stop.click())
    result.buttons.print.click()
    assert result.told.text() == result.session.say("wizard.stopped")
    assert not chosen.exists()
    assert not [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, Waiting) and one.isVisible()
    ]


def test_a_person_who_thinks_better_of_it_prints_nothing(
    result: ResultPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: int(QPrintDialog.DialogCode.Rejected))
    result.buttons.print.click()
    assert result.told.text() == ""


@pytest.mark.qt_log_ignore(
    "This plugin does not support|QPainter::begin|QPdf|QPrinter", extend=False
)
def test_a_printer_that_takes_nothing_is_told(
    result: ResultPage, monkeypatch: pytest.MonkeyPatch, chosen: Path, tmp_path: Path
) -> None:
    accept = QPrintDialog.exec

    def nowhere(dialog: QPrintDialog) -> int:
        code = accept(dialog)
        dialog.printer().setOutputFileName(str(tmp_path / "no folder" / "x.pdf"))
        return code

    monkeypatch.setattr(QPrintDialog, "exec", nowhere)
    result.buttons.print.click()
    assert result.told.text() == result.session.say("wizard.cannot_print", name="x.pdf")
    assert not chosen.exists()

"""A sheet on a printer: the very PDF, page by page, at its own size.

Rules:
 * One page at a time is held as a picture, so that memory stays small.
 * Pages are placed where the sheet has them, at 100 %, whatever margins the printer would like.
 * What is stopped is withdrawn from the printer, and leaves no file where one was printed to.
 * Qt's library for PDF is begun once: it does not give back what it holds when its last document
   goes, which would be 190 KiB for each sheet that is looked at.
"""

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QObject,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ros1_desktop.wizard.waiting import Stopped, Waiting

READY = QPdfDocument.Status.Ready
DOTS = 300  # of an inch
POINTS = 72


class Pages(QObject):
    """The pages of a sheet, out of its bytes, which live as long as they do."""

    def __init__(self, content: bytes, parent: QObject | None = None) -> None:
        """Open the sheet."""
        super().__init__(parent)
        _keep_library()
        self._bytes = QByteArray(content)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)

    @property
    def is_readable(self) -> bool:
        """Whether the bytes are a sheet that can be shown."""
        return self.document.status() is READY


def _keep_library() -> None:
    """Let the application have an empty document, so that none of a sheet is ever the last."""
    app = QCoreApplication.instance()
    if app is not None and app.findChild(QPdfDocument) is None:
        QPdfDocument(app)


def ask(title: str, parent: QWidget, pages: int) -> QPrinter | None:
    """Ask for a printer and the pages; None where the person thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()  # the window would keep it
    return printer if accepted else None


def send(document: QPdfDocument, printer: QPrinter, waiting: Waiting) -> bool:
    """Send the pages asked for; tell whether the printer took them.

    Raises:
        Stopped: it was stopped on the way, and withdrawn.
    """
    painter = QPainter()
    if not painter.begin(printer):
        return False
    first = printer.fromPage() or 1
    last = printer.toPage() or document.pageCount()
    try:
        for page in waiting.steps(range(first - 1, min(last, document.pageCount()))):
            if page >= first and not printer.newPage():
                return False
            _draw(document, page, painter, printer.resolution())
    except Stopped:
        printer.abort()
        painter.end()
        if printer.outputFileName():
            Path(printer.outputFileName()).unlink(missing_ok=True)
        raise
    return painter.end()


def _draw(document: QPdfDocument, page: int, painter: QPainter, resolution: int) -> None:
    """Draw one page at its own size, as fine as the eye needs it."""
    size: QSizeF = document.pagePointSize(page)
    drawn = document.render(page, (size * (DOTS / POINTS)).toSize())
    picture = QImage(drawn.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)  # what a page leaves bare is paper, not nothing
    onto = QPainter(picture)
    onto.drawImage(0, 0, drawn)
    onto.end()
    on_paper = size * (resolution / POINTS)
    painter.drawImage(QRectF(0, 0, on_paper.width(), on_paper.height()), picture)

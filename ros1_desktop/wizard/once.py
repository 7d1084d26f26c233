"""The window shown once and without a person, to see that it works where the program is installed.

Rules:
 * It is the window of every day: its pages, its decision, its sheet and its preview.
 * No draft is kept, and nothing waits for an answer.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.style import application
from ros1_desktop.wizard.window import build_window


def show_once(parts: Parts, case: dict[str, Any], tell: Callable[..., None]) -> bytes | None:
    """Show the first page, then the result and its sheet; return the result as PNG.

    `tell` is called with the key of a sentence and its values as soon as something is shown.
    None: the result or the sheet could not be shown.
    """
    app = application(parts.resources)
    window = build_window(parts, case)
    window.show()
    app.processEvents()
    tell("cli.shown_window", platform=QGuiApplication.platformName(), font=app.font().family())
    window.go_to(window.pages[-1].number)
    page = window.page_now()
    preview = page.show_preview() if isinstance(page, ResultPage) else None
    if preview is None:
        return None
    app.processEvents()
    tell("cli.shown_sheet", pages=preview.document.pageCount())
    preview.close()
    return _picture(window)


def _picture(widget: QWidget) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())

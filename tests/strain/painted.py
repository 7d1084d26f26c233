"""Waits until a page has been painted and takes its first click, then ends the process."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWizard

REST = 2_000  # milliseconds after which everything that is put off has been done


class Painted(QObject):
    """Notices that a page is painted.

    It looks at that page alone. Looking at every event of the program would give each thing in it
    an object of Python, and with it load types that the program itself never asks for.
    """

    def __init__(self) -> None:
        """Nothing is painted yet."""
        super().__init__()
        self.is_painted = False

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Let everything through."""
        if event.type() == QEvent.Type.Paint:
            self.is_painted = True
        return False


def until_painted(app: QApplication) -> None:
    """Go on until the page is painted and its first event after that is taken; then end."""
    seen = Painted()
    (wizard,) = (one for one in app.topLevelWidgets() if isinstance(one, QWizard))
    page = wizard.currentPage()
    page.installEventFilter(seen)
    while not seen.is_painted:
        app.processEvents()
    app.processEvents()
    if "rest" in sys.argv:
        page.removeEventFilter(seen)
        loop = QEventLoop()
        QTimer.singleShot(REST, loop.quit)
        loop.exec()
        status = Path("/proc/self/status").read_text(encoding="ascii")
        held = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        sys.stdout.write(f"{held}\n")
        sys.stdout.flush()
    os._exit(0)

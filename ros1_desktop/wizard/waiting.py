"""Long work: done aside or in steps, seen, and stopped when asked.

Rules:
 * The window goes on being drawn; what is short is waited for, what is longer is said, with how far
   it is and a button that stops it.
 * What was stopped gives nothing: `Stopped` is raised, and no file was begun.
 * While something is done aside, nobody looks for waste: whoever does so lets it go, and what Qt
   made, its timers above all, must be let go in the thread of the window.
"""

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QWidget

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.style import GAP, NARROW_LINES, SECTION, column, label, lines

LOOK = 20  # milliseconds between two looks whether the work is done
PATIENCE = 400  # milliseconds that are waited for without a word
YIELD = 0.0001  # seconds after which the work lets the window draw; drawing asks hundreds of times
USUAL = sys.getswitchinterval()
Made = TypeVar("Made")
Step = TypeVar("Step")


class Stopped(Exception):  # noqa: N818  # nothing is wrong: a person asked for it
    """The work was stopped."""


class Waiting(QDialog):
    """Says what is being done and how far, and offers to stop it."""

    def __init__(self, what: str, stop: str, parent: QWidget | None) -> None:
        """Show what is being done; without steps the bar only moves."""
        super().__init__(parent)
        self.stopped = False
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(what)
        self.what = label(what)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(what)
        self.stop = Button(stop)
        self.stop.clicked.connect(self.reject)
        inside = column(self, GAP)
        inside.setContentsMargins(SECTION, SECTION, SECTION, SECTION)
        inside.addWidget(self.what)
        inside.addWidget(self.bar)
        inside.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(lines(self, NARROW_LINES * 1.5))

    def reject(self) -> None:
        """Stop, by the button, by Esc, or by closing the window."""
        self.stopped = True
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop when the window is closed."""
        self.stopped = True
        super().closeEvent(event)

    def steps(self, of: Sequence[Step]) -> Iterator[Step]:
        """Yield steps, showing how many are done; Stopped as soon as it is asked for."""
        self.bar.setRange(0, len(of))
        self.show()
        for number, step in enumerate(of):
            self.bar.setValue(number)
            QApplication.processEvents()
            if self.stopped:
                raise Stopped
            yield step
        self.bar.setValue(len(of))


class _Work(Generic[Made]):
    """Work in a thread of its own; left alone, it ends by itself and is forgotten."""

    def __init__(self, work: Callable[[], Made]) -> None:
        self._work = work
        self.made: list[Made] = []
        self.fault: BaseException | None = None
        self.thread = Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self.made.append(self._work())
        except BaseException as fault:  # noqa: BLE001  # raised again where it is waited for
            self.fault = fault
        finally:
            sys.setswitchinterval(USUAL)

    def result(self) -> Made:
        if self.fault is not None:
            raise self.fault
        return self.made[0]


def aside(work: Callable[[], Made], what: str = "", stop: str = "") -> Made:
    """Do something in a thread of its own and return what it gives or raises.

    Without words it is waited for to the end: what writes a file is never left half way.

    Raises:
        Stopped: a person did not want to wait any longer; what the work gives later is dropped.
    """
    looked_for_waste = gc.isenabled()
    gc.disable()
    try:
        return _aside(_Work(work), what, stop)
    finally:
        if looked_for_waste:
            gc.enable()


def _aside(doing: _Work[Made], what: str, stop: str) -> Made:
    clock, loop, timer = QElapsedTimer(), QEventLoop(), QTimer()
    clock.start()
    timer.start(LOOK)

    def look() -> None:
        if not doing.thread.is_alive() or (what and clock.elapsed() > PATIENCE):
            loop.quit()

    timer.timeout.connect(look)
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    sys.setswitchinterval(YIELD)
    doing.thread.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    QApplication.restoreOverrideCursor()
    timer.timeout.disconnect(look)
    if doing.thread.is_alive():
        _wait(doing.thread, timer, what, stop)
    return doing.result()


def _wait(thread: Thread, timer: QTimer, what: str, stop: str) -> None:
    """Say what is waited for until it is done."""
    waiting = Waiting(what, stop, QApplication.activeWindow())
    timer.timeout.connect(lambda: None if thread.is_alive() else waiting.accept())
    waiting.exec()
    timer.stop()
    waiting.deleteLater()
    if waiting.stopped:
        raise Stopped
    thread.join()

"""What is loaded and read after the first paint: in steps, or at once where somebody cannot wait.

Rules:
 * Between two steps the window answers; what is pressed then is done, not lost.
 * Whatever needs more than the first page calls `finish` before it begins, so that it always finds
   everything there, and nothing that rests on the store is shown unverified.
 * A store that cannot be used is told once; then nothing is decided, and nothing more is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAUSE = 150  # milliseconds after the first paint in which the window answers and does nothing else


class Rest(QObject):
    """The steps that are still to come; `read` follows the last, `failed` carries what is wrong."""

    read = Signal()
    failed = Signal(Exception)

    def __init__(self, steps: Iterable[Callable[[], object]]) -> None:
        """Keep the steps; nothing is done before `begin`."""
        super().__init__()
        self._due = list(steps)
        self._begun = False
        self.fault: Exception | None = None

    def lead(self, step: Callable[[], object]) -> None:
        """Put a step before all others."""
        self._due.insert(0, step)

    def begin(self) -> None:
        """Do the steps one after the other, with time for the window between them."""
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self, self._pause)

    def finish(self) -> bool:
        """Do at once what is still to do; tell whether all is there."""
        while self._due and not self.fault:
            self._take()
        return not self.fault

    def _pause(self) -> None:
        """Begin to count once the painting is done."""
        QTimer.singleShot(PAUSE, self, self._go_on)

    def _go_on(self) -> None:
        if self._due and not self.fault:
            self._take()
            QTimer.singleShot(0, self, self._go_on)

    def _take(self) -> None:
        step = self._due.pop(0)
        try:
            step()
        except Exception as error:
            from ros1_desktop.knowledge.records import KnowledgeError

            if not isinstance(error, KnowledgeError):
                raise
            self.fault = error
            self.failed.emit(self.fault)
        else:
            if not self._due:
                self.read.emit()

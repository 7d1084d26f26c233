"""The answer while one types: ROS1 status and next step as they stand, at the foot of a page.

Rules:
 * Decided anew after every change, from all answers; what is not entered yet is simply unknown.
 * Where answers contradict each other, that is what the strip says.
 * It says nothing before the store is verified, and what there is to say as soon as it is.
 * A screen reader hears of a change once the typing rests, never of each key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QBoxLayout

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.aloud import announce
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.style import (
    GAP,
    NARROW_LINES,
    ROW,
    SMALL_SCALE,
    TIGHT,
    alarming,
    label,
    lines,
    quiet,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from ros1_desktop.wizard.session import Session

FIRST = "check_first"
REST = 1200  # milliseconds without a change, after which the strip is read out


class Strip(Card):
    """One line, or one under the other where the words need it."""

    def __init__(self, session: Session) -> None:
        """Start empty; `show_now` fills it."""
        super().__init__()
        self.session = session
        self.name = label(scale=SMALL_SCALE)
        quiet(self.name)
        self.status, self.step, self.wrong = (label(bold=True) for _ in range(3))
        alarming(self.wrong)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(ROW, TIGHT, ROW, TIGHT)
        for part in self._labels():
            self.line.addWidget(part)
        self.line.addStretch(1)
        self._said = ""
        session.read.connect(self.show_now)
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST)
        self.rest.timeout.connect(self.read_out)

    def show_now(self) -> None:
        """Say where the answers lead as they stand."""
        self.name.setText(self.session.say("wizard.so_far"))
        texts = dict(zip((self.status, self.step, self.wrong), self._texts(), strict=True))
        for part, text in texts.items():
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(self.name.text())
        self.setAccessibleDescription("\n".join(filter(None, texts.values())))
        self._set_direction(self.width())
        self.rest.start()

    def read_out(self) -> None:
        """Tell a screen reader what is said now, if it is something else than before."""
        said = self.accessibleDescription()
        if said != self._said and self.isVisible():
            self._said = said
            announce(self, said)

    def minimumSizeHint(self) -> QSize:
        """Let the strip be narrow; its parts then stand under each other."""
        return QSize(lines(self, NARROW_LINES), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts side by side where there is room, else under each other."""
        super().resizeEvent(event)
        self._set_direction(event.size().width())

    def _texts(self) -> tuple[str, str, str]:
        if not self.session.is_read:
            return "", "", ""
        say, named = self.session.say, self.session.quote.named
        try:
            found = self.session.parts.decide(self.session.case_so_far(), self.session.jurisdiction)
        except CaseError as error:
            return "", "", say("wizard.held", what=self.session.error_text(error))
        first = sum(conflict.severity == FIRST for conflict in found.conflicts)
        return (
            named(say("part.ros1_status"), say(f"status.{found.ros1_status}")),
            named(say("part.next_step"), say(f"step.{found.next_step}")),
            say("wizard.contradictions", count=first) if first else "",
        )

    def _labels(self) -> tuple[QLabel, ...]:
        return self.name, self.status, self.step, self.wrong

    def _set_direction(self, width: int) -> None:
        shown = [part for part in self._labels() if part.text()]
        need = sum(part.fontMetrics().horizontalAdvance(part.text()) + 2 * ROW for part in shown)
        wide = need + 2 * ROW <= width
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for part in self._labels():
            part.setWordWrap(not wide)
        self.name.setVisible(wide)  # where room is short, a screen reader alone is told
        self.line.setDirection(way)
        self.line.setSpacing(2 * ROW if wide else GAP // 4)

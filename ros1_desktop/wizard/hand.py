"""What every part of the result is written with: the sitting, the figures, and whom to tell.

Rules:
 * A name stands beside what belongs to it where there is room, else above it.
 * What follows from a row names row and sources by number; the row's sentence, and its sources with
   section and date, stand behind that line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ros1_desktop.decision.decision import CautionShown
from ros1_desktop.sheet.dossier import cited
from ros1_desktop.sheet.shown import Shown
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.flow import add_to, flowing
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    NARROW_LINES,
    ROW,
    SMALL_SCALE,
    TIGHT,
    WIDE_LINES,
    column,
    label,
    lines,
    quiet,
)

NOT_CHECKED = "not_checked"
BETWEEN = ", "
NAME_LINES = 15  # width of a name, in heights of a line


class Pair(QWidget):
    """A name and what belongs to it, side by side or one above the other."""

    def __init__(self, name: QWidget) -> None:
        """Keep the name; `beside` takes what belongs to it."""
        super().__init__()
        self.name = name
        self.beside = column(gap=TIGHT)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        # An alignment would keep what is beside at the height of its first guess.
        at_the_top = column()
        at_the_top.addLayout(self.beside)
        at_the_top.addStretch(1)
        self.line.addLayout(at_the_top, 1)
        self._set_wide(wide=True)

    def minimumSizeHint(self) -> QSize:
        """Let the pair be narrow; its parts then stand under each other."""
        return QSize(lines(self, NARROW_LINES), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts side by side where there is room."""
        super().resizeEvent(event)
        self._set_wide(wide=event.size().width() >= lines(self, WIDE_LINES))

    def _set_wide(self, *, wide: bool) -> None:
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self.line.setDirection(way)
        self.line.setSpacing(GAP if wide else 0)
        self.name.setMinimumWidth(lines(self, NAME_LINES) if wide else 0)
        self.name.setMaximumWidth(lines(self, NAME_LINES if wide else WIDE_LINES))


@dataclass(frozen=True, slots=True)
class Hand:
    """Writes lines, links and reasons into a layout; `wanted` is told the path of a click.

    A signal, not its `emit`: PySide keeps each `emit` that was connected for as long as it lives.
    """

    session: Session
    shown: Shown
    wanted: SignalInstance

    def say(self, key: str, **values: str | float) -> str:
        """Return a sentence in the language of the sitting."""
        return self.session.say(key, **values)

    def pair(self, into: QVBoxLayout, name: str, *texts: str) -> QVBoxLayout:
        """Add a name with its texts; return the layout beside the name, for more."""
        named = label(name)
        quiet(named)
        made = Pair(named)
        for text in filter(None, texts):
            made.beside.addWidget(label(text))
        into.addWidget(made)
        return made.beside

    def link(self, into: QVBoxLayout, text: str, path: str) -> Link:
        """Add a line that leads to the question of a path."""
        link = Link(text, path)
        link.chosen.connect(self.wanted)
        into.addWidget(link)
        return link

    def links(self, into: QVBoxLayout, links: Iterable[tuple[str, str, str]]) -> None:
        """Add links side by side: a path, what is shown, what a screen reader says."""
        flow = flowing(ROW)
        for path, text, told in links:
            link = Link(text, path)
            link.setAccessibleName(told)
            link.chosen.connect(self.wanted)
            add_to(flow, link)
        into.addWidget(flow)

    def caution(self, into: QVBoxLayout, caution: CautionShown) -> None:
        """Add a caution; one that was not checked leads to its question."""
        text = self.session.caution_text(caution)
        if caution.state == NOT_CHECKED:
            self.link(into, text, caution.field)
        else:
            into.addWidget(label(text))

    def because(
        self, into: QVBoxLayout, about: str, rows: Iterable[str], sources: Iterable[str]
    ) -> Details:
        """Add the rows and the numbers of the sources, with the sentences behind them."""
        told, named = tuple(rows), tuple(sources)
        numbers = self.shown.numbers
        places = cited(numbers[source] for source in named if source in numbers)
        title = f"{self.say('sheet.because')} {BETWEEN.join(told)} {places}".rstrip()
        details = Details(title, about, lambda inside: self.rows(inside, told))
        into.addWidget(details)
        return details

    def rows(self, into: QVBoxLayout, rows: Iterable[str]) -> None:
        """Add the sentences of rows, each with its sources."""
        for row in rows:
            part = column(gap=TIGHT)
            part.addWidget(label(f"{row}  {self.say(f'row.{row}')}"))
            small = label(self.session.quote.grounds(row), SMALL_SCALE)
            quiet(small)
            part.addWidget(small)
            into.addLayout(part)

    def framed(self, into: QVBoxLayout, *, alarms: bool = False) -> QVBoxLayout:
        """Add a frame and return the layout inside."""
        frame = Card(alarms=alarms)
        inside = column(frame, GAP)
        inside.setContentsMargins(ROW, ROW, ROW, ROW)
        into.addWidget(frame)
        return inside

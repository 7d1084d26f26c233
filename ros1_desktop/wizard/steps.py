"""The side of the window: where one is, what lies ahead, what is left out, and the case's file.

Rules:
 * Until the icons are there the list names the pages alone; how far each is filled in comes along
   with its icon.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QWidget

from ros1_desktop.wizard.colours import FILL, QUIET, colour, draw_in
from ros1_desktop.wizard.numbers import (
    PAGE_ROLE,
    SPOKEN_ROLE,
    WRAPPED,
    unfocused,
    whole,
    without_bars,
)
from ros1_desktop.wizard.style import GAP, LEAST_TARGET, STEP_LINES, TIGHT, column, lines
from ros1_desktop.wizard.wanted import button, spoken

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QResizeEvent

    from ros1_desktop.wizard.icons import Icons
    from ros1_desktop.wizard.pages import WizardPage
    from ros1_desktop.wizard.session import Session

_SHARE = 0.28


class State(Enum):
    """How a page stands; the value is the name of its icon."""

    NOT_DUE = "left_out"
    WRONG = "error"
    DONE = "done"
    BEGUN = "begun"
    EMPTY = "empty"


class Steps(QListWidget):
    """One line for each page; choosing one goes there, as far as nothing stands in the way."""

    chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        """Start empty."""
        super().__init__()
        self.session = session
        self.icons: Icons | None = None
        self.setWordWrap(True)
        whole(self)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        without_bars(self, "horizontal", "vertical")
        self.setSpacing(TIGHT // 2)
        self.setViewport(_ground())
        draw_in(self, FILL)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_steps(self, pages: list[WizardPage], now: WizardPage) -> None:
        """Show the pages, the present one in bold, those left out as such."""
        self.setAccessibleName(self.session.say("wizard.steps"))
        self.setAccessibleDescription(self.session.say("wizard.accessible.steps"))
        self.setIconSize(QSize(lines(self, 1), lines(self, 1)))
        self.clear()
        errors = self.session.errors() if self.icons is not None else []
        for count, page in enumerate(pages, start=1):
            # What is being filled in is not called wrong.
            wrong = page is not now and bool(page.here(errors))
            item = self._item(count, page, now=page is now, wrong=wrong)
            self.addItem(item)
            if page is now:
                self.setCurrentItem(item)
        self._fit()

    def _item(self, count: int, page: WizardPage, *, now: bool, wrong: bool) -> QListWidgetItem:
        say = self.session.say
        title = f"{count}. {say(page.title_key)}"
        answered, asked = page.counted() if self.icons is not None else (0, 0)
        state = State.WRONG if wrong else _state(page, answered, asked)
        item = QListWidgetItem(title)
        item.setData(PAGE_ROLE, page.number)
        if state is State.NOT_DUE:
            item.setText(f"{title} ({say('wizard.not_due')})")
            if self.icons is not None:
                _leave_out(item, colour(QUIET, self.palette()))
            item.setToolTip("\n".join(page.why_not()))
            told = say("wizard.step_left_out", title=title)
        elif state is State.WRONG:
            told = say("wizard.step_wrong", title=title)
        else:
            told = (
                say("wizard.step", title=title, asked=asked, answered=answered) if asked else title
            )
        told = say("wizard.step_now", title=told) if now else told
        item.setData(SPOKEN_ROLE, told)
        if self.icons is not None:
            role = QPalette.ColorRole.HighlightedText if now else QPalette.ColorRole.Text
            item.setIcon(self.icons.icon(state.value, self, role))
        font = self.font()
        font.setBold(now)
        item.setFont(font)
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make every line as high as its text, and the list as high as its lines."""
        room = self.width() - 2 * GAP - self.iconSize().width()
        wrap, total = WRAPPED, 0
        for number in range(self.count()):
            item = self.item(number)
            box = QFontMetrics(item.font()).boundingRect(0, 0, room, 0, wrap, item.text())
            height = max(LEAST_TARGET, box.height() + 2 * TIGHT)
            item.setSizeHint(QSize(room, height))
            total += height + 2 * self.spacing()
        self.setMinimumHeight(total + TIGHT)

    def minimumSizeHint(self) -> QSize:
        """Let the list be narrow."""
        return QSize(0, self.minimumHeight())

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(int(item.data(PAGE_ROLE)))


def _state(page: WizardPage, answered: int, asked: int) -> State:
    if not page.is_due():
        return State.NOT_DUE
    if 0 < asked == answered:
        return State.DONE
    return State.BEGUN if answered else State.EMPTY


def _leave_out(item: QListWidgetItem, ink: QColor) -> None:
    """Let the line of a page that is not due be read, not chosen."""
    from PySide6.QtCore import Qt

    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setForeground(ink)


def _ground() -> QWidget:
    """Return what a list scrolls on, of the colour of the window."""
    ground = QWidget()
    ground.setBackgroundRole(QPalette.ColorRole.Window)
    ground.setAutoFillBackground(True)
    return ground


class Side(QScrollArea):
    """The list of steps, and under it what can be done with the case; it scrolls as a whole."""

    def __init__(self, session: Session) -> None:
        """Lay everything out; `tell` gives the buttons their words."""
        super().__init__()
        self.session = session
        self.steps = Steps(session)
        self.new, self.open, self.scan, self.save, self.seal = (
            button("", name, breaks=True) for name in ("new", "open", "scan", "save", "seal")
        )
        content = QWidget()
        layout = column(content, GAP)
        layout.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        layout.addWidget(self.steps, 1)
        self.buttons = (self.new, self.open, self.scan, self.save, self.seal)
        for one in self.buttons:
            layout.addWidget(one)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        unfocused(self)
        without_bars(self, "horizontal")
        self.setViewport(_ground())
        self.setWidget(content)

    def narrow(self, window: int) -> None:
        """Take little more than a quarter of the window at most."""
        self.setFixedWidth(min(lines(self, STEP_LINES), round(window * _SHARE)))

    def show_steps(self, pages: list[WizardPage], now: WizardPage) -> None:
        """Show how the pages stand, and the present one where it can be seen."""
        self.narrow(self.window().width())
        self.steps.show_steps(pages, now)
        item = self.steps.currentItem()
        if item is not None:
            place = self.steps.visualItemRect(item)
            for edge in (place.bottom(), place.top()):
                self.ensureVisible(0, edge, 0, TIGHT)

    def tell(self) -> None:
        """Say what the buttons do."""
        for one, key in (
            (self.new, "new_case"),
            (self.open, "open"),
            (self.scan, "open_code"),
            (self.save, "save"),
            (self.seal, "save_sealed"),
        ):
            one.setText(self.session.say(f"wizard.{key}"))
            one.setAccessibleName(spoken(one.text()))

"""The groups of a page: questions asked once, and questions repeated for every item of a list.

Rules:
 * A question shows only while it is asked; its answer stays in the draft, and the review lists it.
 * Items are added and removed by hand, where the list is filled; nothing is added unasked.
 * "There is none" is an answer of its own where the questionnaire says so, and can be taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ros1_desktop.case.questionnaire import asked
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.choices import Tick, breaking
from ros1_desktop.wizard.flow import Flow
from ros1_desktop.wizard.session import BETWEEN
from ros1_desktop.wizard.style import HEADING_SCALE, QUESTION, ROW, SECTION, column, label
from ros1_desktop.wizard.wanted import button

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ros1_desktop.case.questionnaire import Group
    from ros1_desktop.wizard.session import Session


class GroupBox(QWidget):
    """The questions of one group; `changed` follows every change."""

    changed = Signal()

    def __init__(self, group: Group, session: Session) -> None:
        """Lay out what the draft holds."""
        super().__init__()
        self.group = group
        self.session = session
        self.rows: list[QuestionRow] = []
        self.column = column(self, QUESTION)
        self.lay_out()

    def lay_out(self) -> None:
        """Lay out the group's own name, where it has one, and a row for each question."""
        if self.group.id:
            title = self.session.group_text(self.group)
            self.column.addWidget(label(title, HEADING_SCALE, bold=True))
        for question in self.group.questions:
            self.column.addWidget(self.add_row(question.field, None))
        self.show_asked()

    def add_row(self, field: str, number: int | None) -> QuestionRow:
        """Make the row of a question and listen to it."""
        question = next(one for one in self.group.questions if one.field == field)
        row = QuestionRow(question, question.at(number), self.session)
        row.changed.connect(self._answered)
        row.setProperty("item", -1 if number is None else number)
        self.rows.append(row)
        return row

    def show_asked(self) -> None:
        """Show the questions that are asked now and hide the others."""
        draft = self.session.draft
        for row in self.rows:
            number = int(row.property("item"))
            shown = draft.asked(self.group, row.question, None if number < 0 else number)
            if shown != row.is_shown:  # Qt would lay out anew what is as it was
                row.setVisible(shown)
                row.is_shown = shown
        is_asked = self.is_asked()
        if not (is_asked and self.isWindow()):  # not yet on a page, it would flash as a window
            self.setVisible(is_asked)

    def is_asked(self) -> bool:
        """Tell whether the group is asked now."""
        return asked(self.group, self.session.draft.answers)

    def row_at(self, path: str) -> QuestionRow | None:
        """Return the row of a path."""
        return next((row for row in self.rows if row.path == path), None)

    def take_focus(self) -> None:
        """Put the focus on the first question."""
        self.rows[0].take_focus()

    def _answered(self) -> None:
        self.show_asked()
        self.changed.emit()


class ItemsBox(GroupBox):
    """A group whose questions are repeated for items of a list that another group fills."""

    def lay_out(self) -> None:
        """Lay out the items."""
        self.path = str(self.group.list)
        self.items = column(gap=SECTION)
        self.lay_out_around()
        self.lay_out_items()

    def lay_out_around(self) -> None:
        """Give the items their place."""
        self.column.addLayout(self.items)

    def take_focus(self) -> None:
        """Put the focus on the first item."""
        self.rows[0].take_focus()

    def lay_out_items(self) -> None:
        """Lay out anew what is asked of each item."""
        self.rows.clear()
        while (entry := self.items.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number in range(self.session.draft.items(self.path) or 0):
            if self.group.takes(self.session.draft.item(self.group, number)):
                self.lay_out_item(number)
        self.show_asked()

    def lay_out_item(self, number: int) -> None:
        """Lay out what is asked of an item, under what is there."""
        item = self._item(number)
        self.items.addWidget(item)
        item.show()  # at once, so that it can take the focus

    def title_of(self, number: int) -> str:
        """Return what an item is called: its number, and by what it was taken."""
        item = self.session.draft.item(self.group, number)
        named = (
            self.session.answer_text(f"{self.path}[].{name}", item[name])
            for name in self.group.items_when
        )
        return f"{self.session.item_text(self.group, number)}: {BETWEEN.join(named)}"

    def head(self, number: int, title: str) -> QHBoxLayout:
        """Return the line above the questions of an item."""
        del number
        line = QHBoxLayout()
        line.addWidget(label(title, HEADING_SCALE, bold=True), 1)
        return line

    def _item(self, number: int) -> Card:
        title = self.title_of(number)
        box = Card()
        box.setAccessibleName(title)
        layout = column(box, QUESTION)
        layout.setContentsMargins(ROW, ROW, ROW, ROW)
        layout.addLayout(self.head(number, title))
        for question in self.group.questions:
            layout.addWidget(self.add_row(question.field, number))
        return box


class ListBox(ItemsBox):
    """A group that fills its list: items are added and removed here."""

    def lay_out_around(self) -> None:
        """Put the answer "none" above the items, and the button that adds one under them."""
        say = self.session.say
        self.none = Tick(say(f"none.{self.path}"))
        self.none.setAccessibleDescription(say(f"list.{self.path}"))
        self.none.clicked.connect(self._say_none)
        self.add = button(say(f"add.{self.path}"), "add")
        self.add.clicked.connect(self._add)
        self.asks_for_none = QWidget()
        Flow(self.asks_for_none).addWidget(self.none)
        breaking(self.asks_for_none)
        self.column.addWidget(self.asks_for_none)
        super().lay_out_around()
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def take_focus(self) -> None:
        """Put the focus on the first item, or on the button that adds one."""
        if self.rows:
            super().take_focus()
        else:
            self.add.setFocus()

    def lay_out_items(self) -> None:
        """Lay out the items; where there is none, that can be said."""
        super().lay_out_items()
        self.show_count()

    def show_count(self) -> None:
        """Show what can be said of the list as a whole: that there is none, or one more."""
        count = self.session.draft.items(self.path)
        self.asks_for_none.setVisible(self.group.none and not count)
        self.none.setChecked(count == 0)
        self.add.setEnabled((count or 0) < self.group.most)

    def lay_out_item(self, number: int) -> None:
        """Lay out an item, and let Tab come to it after the one above and before the button."""
        before: QWidget = self.rows[-1].stops()[-1] if self.rows else self.none
        first = len(self.rows)
        super().lay_out_item(number)
        stops = (stop for row in self.rows[first:] for stop in row.stops())
        for stop in (self.remove, *stops, self.add):
            QWidget.setTabOrder(before, stop)
            before = stop

    def title_of(self, number: int) -> str:
        """Return the number of an item: what it is stands right below."""
        return self.session.item_text(self.group, number)

    def head(self, number: int, title: str) -> QHBoxLayout:
        """Add the button that removes the item."""
        line = super().head(number, title)
        self.remove = button(self.session.say("wizard.remove"), "remove")
        self.remove.setAccessibleName(f"{self.remove.text()}: {title}")
        self.remove.clicked.connect(lambda: self._remove(number))
        line.addWidget(self.remove)
        return line

    def _add(self) -> None:
        number = self.session.draft.add_item(self.path)
        self.lay_out_item(number)
        self.show_asked()
        self.show_count()
        first = self.group.questions[0].at(number)
        self._tell(first)

    def _remove(self, number: int) -> None:
        self.session.draft.remove_item(self.path, number)
        self.lay_out_items()
        self.add.setFocus()
        self._tell("")

    def _say_none(self) -> None:
        if self.none.isChecked():
            self.session.draft.set(self.path, [])
        else:
            self.session.draft.clear(self.path)
        self._tell("")

    def _tell(self, focus: str) -> None:
        row = self.row_at(focus)
        if row is not None:
            row.take_focus()
        self.session.made.emit(self)
        self.changed.emit()


def make_group(group: Group, session: Session) -> GroupBox:
    """Return the box that fits a group."""
    if group.list is None:
        return GroupBox(group, session)
    return ListBox(group, session) if group.fills else ItemsBox(group, session)


def rows_of(boxes: list[GroupBox]) -> Iterator[QuestionRow]:
    """Yield the rows of some boxes in reading order."""
    for box in boxes:
        yield from box.rows

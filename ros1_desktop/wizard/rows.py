"""The groups of a page: questions asked once, and questions repeated for every item of a list.

Rules:
 * A question shows only while it is asked; its answer stays in the draft, and the review lists it.
 * Items are added and removed by hand; nothing is added unasked.
 * "There is none" is an answer of its own where the questionnaire says so, and can be taken back.
"""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ros1_desktop.case.questionnaire import Group, asked
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.choices import Tick, breaking
from ros1_desktop.wizard.flow import Flow
from ros1_desktop.wizard.icons import button
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import HEADING_SCALE, QUESTION, ROW, SECTION, column, label


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
        """Lay out one row for each question."""
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
            row.setVisible(draft.asked(self.group, row.question, None if number < 0 else number))
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


class ListBox(GroupBox):
    """A group whose questions are repeated for every item of a list."""

    def lay_out(self) -> None:
        """Lay out the items, the answer "none", and the button that adds an item."""
        self.path = str(self.group.list)
        say = self.session.say
        self.none = Tick(say(f"none.{self.path}"))
        self.none.setAccessibleDescription(say(f"list.{self.path}"))
        self.none.clicked.connect(self._say_none)
        self.add = button(say(f"add.{self.path}"), "add")
        self.add.clicked.connect(self._add)
        self.head = QWidget()
        Flow(self.head).addWidget(self.none)
        breaking(self.head)
        self.column.addWidget(self.head)
        self.items = column(gap=SECTION)
        self.column.addLayout(self.items)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self._lay_out_items()

    def take_focus(self) -> None:
        """Put the focus on the first item, or on the button that adds one."""
        if self.rows:
            self.rows[0].take_focus()
        else:
            self.add.setFocus()

    def _lay_out_items(self) -> None:
        self.rows.clear()
        while (entry := self.items.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = self.session.draft.items(self.path)
        for number in range(count or 0):
            item = self._item(number)
            self.items.addWidget(item)
            item.show()  # at once, so that it can take the focus
        self.head.setVisible(self.group.none and not count)
        self.none.setChecked(count == 0)
        self.add.setEnabled((count or 0) < self.group.most)
        if self.rows:
            QWidget.setTabOrder(self.rows[-1].back, self.add)
        self.show_asked()

    def _item(self, number: int) -> QFrame:
        title = self.session.item_text(self.group, number)
        box = QFrame()
        box.setFrameShape(QFrame.Shape.StyledPanel)
        box.setAccessibleName(title)
        layout = column(box, QUESTION)
        layout.setContentsMargins(ROW, ROW, ROW, ROW)
        remove = button(self.session.say("wizard.remove"), "remove")
        remove.setAccessibleName(f"{remove.text()}: {title}")
        remove.clicked.connect(lambda: self._remove(number))
        head = QHBoxLayout()
        head.addWidget(label(title, HEADING_SCALE, bold=True), 1)
        head.addWidget(remove)
        layout.addLayout(head)
        for question in self.group.questions:
            layout.addWidget(self.add_row(question.field, number))
        return box

    def _add(self) -> None:
        number = self.session.draft.add_item(self.path)
        self._lay_out_items()
        first = self.group.questions[0].at(number)
        self._tell(first)

    def _remove(self, number: int) -> None:
        self.session.draft.remove_item(self.path, number)
        self._lay_out_items()
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
        self.changed.emit()


def make_group(group: Group, session: Session) -> GroupBox:
    """Return the box that fits a group."""
    return GroupBox(group, session) if group.list is None else ListBox(group, session)


def rows_of(boxes: list[GroupBox]) -> Iterator[QuestionRow]:
    """Yield the rows of some boxes in reading order."""
    for box in boxes:
        yield from box.rows

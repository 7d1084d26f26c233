"""One question on a page: what is asked, its input, what helps, and what is wrong with the answer.

Rules:
 * The row writes every change into the draft at once; the page is told afterwards.
 * While a text is being typed nothing is called wrong; when it is left, it is.
 * An answer can be taken back; the question is then not asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.aloud import announce
from ros1_desktop.wizard.choices import breaking
from ros1_desktop.wizard.inputs import make_input
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.style import (
    SMALL_SCALE,
    TIGHT,
    alarming,
    column,
    control_height,
    label,
    quiet,
)
from ros1_desktop.wizard.wanted import beside_error_mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from ros1_desktop.case.questionnaire import Question
    from ros1_desktop.wizard.session import Session


class QuestionRow(QWidget):
    """The row of one question; `changed` follows every change of its answer."""

    changed = Signal()

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Lay out label, input, help and error."""
        super().__init__()
        self.question = question
        self.path = path
        self.session = session
        self.input = make_input(question, path, session)
        self._lay_out(session.field_text(question.field))
        self.said_wrong = ""
        self.is_shown = True  # until it is hidden
        self.input.changed.connect(self._changed)
        self.input.left.connect(self.say_what_is_wrong)
        self._name()
        self.show_draft()

    def _lay_out(self, asked: str) -> None:
        self.label = label(asked, bold=True)
        hint = self.session.help_text(self.question)
        self.hint = label(hint, SMALL_SCALE)
        quiet(self.hint)
        self.inside = column(self, TIGHT)
        for widget in (self.label, self.hint, self.input):
            self.inside.addWidget(widget)
        self.hint.setVisible(bool(hint))
        breaking(self.input)

    @cached_property
    def error(self) -> QLabel:
        """What is wrong with the answer, once something is."""
        error = label(bold=True)
        alarming(error)
        self.wrong = beside_error_mark(error)
        self.wrong.hide()
        self.inside.insertWidget(self.inside.indexOf(self.input), self.wrong)
        self.session.made.emit(self.wrong)
        return error

    @cached_property
    def back(self) -> Link:
        """Where an answer is taken back, once there is one."""
        back = Link(self.session.say("wizard.take_back"), self.path)
        back.setAccessibleName(f"{back.text()}: {self.label.text()}")
        back.setMinimumHeight(control_height(back))
        back.clicked.connect(self.take_back)
        back.hide()
        self.input.add_last(back)
        QWidget.setTabOrder(self.input.controls()[-1], back)
        return back

    def _name(self) -> None:
        said = [self.hint.text(), self.said_wrong]
        self.input.name(self.label.text(), "\n".join(filter(None, said)))

    def show_draft(self) -> None:
        """Show the answer of the draft, or the text that could not be read."""
        draft = self.session.draft
        self.input.show_answer(draft.get(self.path), draft.unread.get(self.path, ""))
        self._show_back()

    def take_back(self) -> None:
        """Forget the answer: the question is not asked."""
        self.session.draft.clear(self.path)
        self.show_error("")
        self.show_draft()
        self.take_focus()
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """Return what takes the focus, in reading order."""
        last = [self.back] if "back" in vars(self) else []
        return [*self.input.controls(), *last]

    def take_focus(self) -> None:
        """Put the focus on what is chosen of several, else on the first control."""
        self.input.chosen().setFocus()

    def say_what_is_wrong(self) -> None:
        """Say at the input what cannot be read, to the ear as well."""
        try:
            self.input.answer()
        except CaseError as error:
            self.show_error(self.session.error_alone(error))
            announce(self.input, self.said_wrong)
        # Where it can be read, what Next found wrong stays: the summary takes the focus from here.

    def show_error(self, text: str) -> None:
        """Show an error at the input, or take it away."""
        if text == self.said_wrong:
            return
        self.said_wrong = text
        self.error.setText(text)
        self.wrong.setVisible(bool(text))
        self.input.show_wrong(wrong=bool(text))
        self._name()

    def _changed(self) -> None:
        draft = self.session.draft
        try:
            found = self.input.answer()
        except CaseError:
            draft.keep_unread(self.path, self.input.typed(), self.input.rest())
        else:
            self.show_error("")
            if found is None:
                draft.clear(self.path)
            else:
                draft.set(self.path, found)
        self._show_back()
        self.changed.emit()

    def _show_back(self) -> None:
        draft = self.session.draft
        is_answered = draft.get(self.path) is not None or self.path in draft.unread
        if is_answered or "back" in vars(self):
            self.back.setVisible(is_answered)

"""One question on a page: what is asked, its input, what helps, and what is wrong with the answer.

Rules:
 * The row writes every change into the draft at once; the page is told afterwards.
 * While a text is being typed nothing is called wrong; when it is left, it is.
 * An answer can be taken back; the question is then not asked.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ros1_desktop.case.case import CaseError
from ros1_desktop.case.questionnaire import Question
from ros1_desktop.wizard.inputs import make_input
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    LABEL_LINES,
    NARROW_LINES,
    SMALL_SCALE,
    TIGHT,
    WIDE_LINES,
    alarming,
    column,
    control_height,
    label,
    lines,
    quiet,
)


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
        self.input.changed.connect(self._changed)
        self.input.left.connect(self.say_what_is_wrong)
        self.show_draft()

    def _lay_out(self, asked: str) -> None:
        hint = self.session.hint_text(self.question.field)
        self.input.name(asked, hint)
        self.label = label(asked)
        self.label.setMinimumHeight(control_height(self.label))
        self.hint = label(hint, SMALL_SCALE)
        quiet(self.hint)
        self.hint.setVisible(bool(hint))
        self.error = label(scale=SMALL_SCALE, bold=True)
        alarming(self.error)
        self.error.hide()
        self.back = Link(self.session.say("wizard.take_back"), self.path)
        self.back.setAccessibleName(f"{self.back.text()}: {asked}")
        self.back.setFixedWidth(self.back.sizeHint().width())
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.back.clicked.connect(self.take_back)
        answering = column(gap=TIGHT)
        for widget in (self.input, self.hint, self.error):
            answering.addWidget(widget)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(GAP)
        self.line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addLayout(answering, 1)
        self.line.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._set_wide(wide=True)

    def minimumSizeHint(self) -> QSize:
        """Let the row be narrow; its parts then stand under each other."""
        return QSize(lines(self, NARROW_LINES), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts side by side where there is room, else under each other."""
        super().resizeEvent(event)
        self._set_wide(wide=event.size().width() >= lines(self, WIDE_LINES))

    def _set_wide(self, *, wide: bool) -> None:
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self.line.setDirection(way)
        self.line.setSpacing(GAP if wide else 0)
        self.label.setMinimumWidth(lines(self.label, LABEL_LINES) if wide else 0)
        self.label.setMaximumWidth(lines(self.label, LABEL_LINES if wide else WIDE_LINES))

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

    def take_focus(self) -> None:
        """Put the focus on the first control that can be used."""
        self.input.controls()[0].setFocus()

    def say_what_is_wrong(self) -> None:
        """Say at the input what cannot be read."""
        try:
            self.input.answer()
        except CaseError as error:
            self.show_error(self.session.error_sentence(error))
        else:
            self.show_error("")

    def show_error(self, text: str) -> None:
        """Show an error at the input, or take it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

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
        self.back.setVisible(draft.get(self.path) is not None or self.path in draft.unread)

"""One input for each kind of question.

Rules:
 * Nothing is chosen until it is chosen; every answer can be taken back.
 * What was typed stays as it was typed, also where it cannot be read.
 * Every input has a name and says to what it belongs.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ros1_desktop.wizard.choices import Choice, Tick
from ros1_desktop.wizard.fields import Line
from ros1_desktop.wizard.flow import Flow
from ros1_desktop.wizard.style import GAP, control_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ros1_desktop.case.case import Answer
    from ros1_desktop.case.questionnaire import Question, Word
    from ros1_desktop.wizard.session import Session

MOST_RADIOS = 6
BETWEEN = ", "


class Input(QWidget):
    """What all inputs can do; `changed` follows every change, `left` the end of typing."""

    changed = Signal()
    left = Signal()

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Keep the question, the path of its answer and the words."""
        super().__init__()
        self.question = question
        self.path = path
        self.session = session
        self.flow = Flow(self, GAP)

    @abstractmethod
    def answer(self) -> Answer:
        """Return the answer, None where there is none; CaseError where a text cannot be read."""

    @abstractmethod
    def show_answer(self, answer: Answer, typed: str = "") -> None:
        """Show an answer, or a text that could not be read, without telling of a change."""

    def typed(self) -> str:
        """Return the text as typed."""
        return ""

    def read(self, text: str) -> Answer:
        """Return what a text answers."""
        from ros1_desktop.case.typed import read

        return read(self.question, self.path, text)

    def rest(self) -> Answer:
        """Return what is answered beside a text that cannot be read."""
        return None

    @abstractmethod
    def controls(self) -> Sequence[QWidget]:
        """Return the widgets that take the focus, in reading order."""

    def chosen(self) -> QWidget:
        """Return where the focus begins: a key pressed there must not change an answer."""
        return self.controls()[0]

    def add_last(self, widget: QWidget) -> None:
        """Put something behind the controls."""
        self.flow.addWidget(widget)

    def show_wrong(self, *, wrong: bool) -> None:
        """Frame the text that cannot be taken, or no longer."""
        for control in self.controls():
            if isinstance(control, Line):
                control.wrong = wrong
                control.update()

    def name(self, label: str, hint: str) -> None:
        """Tell every control to what it belongs."""
        self.setAccessibleName(label)
        for control in self.controls():
            control.setMinimumHeight(control_height(control))
            text = control.text() if isinstance(control, Choice | Tick) else ""
            control.setAccessibleName(f"{label}: {text}" if text else label)
            control.setAccessibleDescription(hint or label)


class RadioInput(Input):
    """One word of a few: all are seen."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Lay out a button for each word."""
        super().__init__(question, path, session)
        self.group = QButtonGroup(self)
        for number, word in enumerate(question.words):
            button = Choice(session.answer_text(question.field, word))
            button.setObjectName(str(word))
            self.group.addButton(button, number)
            self.flow.addWidget(button)
        self.group.idClicked.connect(lambda _: self.changed.emit())

    def answer(self) -> Answer:
        """Return the word whose button is pressed."""
        number = self.group.checkedId()
        return None if number < 0 else self.question.words[number]

    def show_answer(self, answer: Answer, typed: str = "") -> None:
        """Press the word's button, or none."""
        del typed
        self.group.setExclusive(False)
        for button in self.group.buttons():
            word = self.question.words[self.group.id(button)]
            button.setChecked(word == answer and type(word) is type(answer))
        self.group.setExclusive(True)

    def controls(self) -> Sequence[QWidget]:
        """Return the buttons."""
        return self.group.buttons()

    def chosen(self) -> QWidget:
        """Return the button that is pressed, or the first."""
        return self.group.checkedButton() or super().chosen()


class ComboInput(Input):
    """One word of many; the first entry is no answer."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Fill the list."""
        from ros1_desktop.wizard.lists import CalmCombo

        super().__init__(question, path, session)
        self.combo = CalmCombo()
        self.combo.addItem(session.say("wizard.choose"))
        for word in question.words:
            self.combo.addItem(session.answer_text(question.field, word))
        self.flow.addWidget(self.combo)
        self.combo.activated.connect(lambda _: self.changed.emit())

    def answer(self) -> Answer:
        """Return the chosen word."""
        number = self.combo.currentIndex()
        return None if number < 1 else self.question.words[number - 1]

    def show_answer(self, answer: Answer, typed: str = "") -> None:
        """Choose the word, or the empty entry."""
        del typed
        words = self.question.words
        self.combo.setCurrentIndex(words.index(answer) + 1 if answer in words else 0)

    def controls(self) -> Sequence[QWidget]:
        """Return the list."""
        return (self.combo,)


class TypedInput(Input):
    """A number, a date or a text, with the words that may stand in its place."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Lay out the text field and a box for each word."""
        super().__init__(question, path, session)
        self.line = Line(wide=question.longest is not None)
        self.flow.addWidget(self.line)
        self.boxes: list[tuple[Word, Tick]] = []
        for word in question.words:
            box = Tick(session.answer_text(question.field, word))
            box.setObjectName(str(word))
            box.clicked.connect(lambda on, box=box: self._ticked(box, on=on))
            self.boxes.append((word, box))
            self.flow.addWidget(box)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.left)

    def answer(self) -> Answer:
        """Return the word ticked, else what the text says."""
        for word, box in self.boxes:
            if box.isChecked():
                return word
        return self.read(self.line.text())

    def show_answer(self, answer: Answer, typed: str = "") -> None:
        """Tick the word, or write the number, date or text."""
        ticked = [word for word, _ in self.boxes if word == answer]
        for word, box in self.boxes:
            box.setChecked(word in ticked)
        self.line.setText(typed or ("" if ticked or answer is None else str(answer)))

    def typed(self) -> str:
        """Return the text as typed."""
        return self.line.text()

    def controls(self) -> Sequence[QWidget]:
        """Return the text field, then the boxes."""
        return (self.line, *(box for _, box in self.boxes))

    def _ticked(self, chosen: Tick, *, on: bool) -> None:
        if on:
            self.line.clear()
            for _, box in self.boxes:
                box.setChecked(box is chosen)
        self.changed.emit()

    def _typed(self) -> None:
        for _, box in self.boxes:
            box.setChecked(False)
        self.changed.emit()


class ManyInput(Input):
    """Any of some words, and, where the schema has a pattern, others that are typed."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Lay out a box for each word and a text field before them where words can be typed."""
        super().__init__(question, path, session)
        self.line: Line | None = None
        if question.pattern is not None:
            self.line = Line(wide=True)
            self.line.textEdited.connect(lambda _: self.changed.emit())
            self.line.editingFinished.connect(self.left)
            self.flow.addWidget(self.line)
        self.boxes: list[tuple[Word, Tick]] = []
        for word in question.words:
            box = Tick(session.answer_text(question.field, word))
            box.setObjectName(str(word))
            box.clicked.connect(lambda _: self.changed.emit())
            self.boxes.append((word, box))
            self.flow.addWidget(box)

    def answer(self) -> Answer:
        """Return the words typed and ticked, or None."""
        typed = self.read(self.typed()) or []
        return [*typed, *(self.rest() or ())] or None

    def rest(self) -> Answer:
        """Return the words ticked."""
        return [word for word, box in self.boxes if box.isChecked()] or None

    def show_answer(self, answer: Answer, typed: str = "") -> None:
        """Tick and write what was answered."""
        found = answer or []
        for word, box in self.boxes:
            box.setChecked(word in found)
        if self.line is not None:
            others = [word for word in found if word not in self.question.words]
            self.line.setText(typed or BETWEEN.join(others))

    def typed(self) -> str:
        """Return the text as typed."""
        return "" if self.line is None else self.line.text()

    def controls(self) -> Sequence[QWidget]:
        """Return the text field, then the boxes."""
        boxes = [box for _, box in self.boxes]
        return boxes if self.line is None else [self.line, *boxes]


def make_input(question: Question, path: str, session: Session) -> Input:
    """Return the input that fits a question."""
    if question.kind == "many":
        return ManyInput(question, path, session)
    if question.kind != "choice":
        return TypedInput(question, path, session)
    if len(question.words) > MOST_RADIOS:
        return ComboInput(question, path, session)
    return RadioInput(question, path, session)

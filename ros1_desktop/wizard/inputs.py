"""One input for each kind of question.

Rules:
 * Nothing is chosen until it is chosen; every answer can be taken back.
 * A turn of the mouse wheel changes nothing; Enter in a text goes to the next input.
 * What was typed stays as it was typed, also where it cannot be read.
 * Every input has a name and says to what it belongs.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from ros1_desktop.case.case import Answer
from ros1_desktop.case.questionnaire import Question, Word
from ros1_desktop.case.typed import read
from ros1_desktop.wizard.flow import Flow
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import GAP, NARROW_LINES, TEXT_LINES, control_height, lines

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

    def answer(self) -> Answer:
        """Return the answer, None where there is none; CaseError where a text cannot be read."""
        raise NotImplementedError

    def show_answer(self, answer: Answer, typed: str = "") -> None:
        """Show an answer, or a text that could not be read, without telling of a change."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return the text as typed."""
        return ""

    def rest(self) -> Answer:
        """Return what is answered beside a text that cannot be read."""
        return None

    def controls(self) -> Sequence[QWidget]:
        """Return the widgets that take the focus, in reading order."""
        raise NotImplementedError

    def name(self, label: str, hint: str) -> None:
        """Tell every control to what it belongs."""
        self.setAccessibleName(label)
        for control in self.controls():
            control.setMinimumHeight(control_height(control))
            text = control.text() if isinstance(control, QRadioButton | QCheckBox) else ""
            control.setAccessibleName(f"{label}: {text}" if text else label)
            control.setAccessibleDescription(hint or label)


class RadioInput(Input):
    """One word of a few: all are seen."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Lay out a button for each word."""
        super().__init__(question, path, session)
        layout = Flow(self, GAP)
        self.group = QButtonGroup(self)
        for number, word in enumerate(question.words):
            button = QRadioButton(session.answer_text(question.field, word))
            button.setObjectName(str(word))
            self.group.addButton(button, number)
            layout.addWidget(button)
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


class CalmCombo(QComboBox):
    """A list of words that the wheel does not turn."""

    def minimumSizeHint(self) -> QSize:
        """Let the list be narrower than its longest word."""
        return QSize(lines(self, NARROW_LINES), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ComboInput(Input):
    """One word of many; the first entry is no answer."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Fill the list."""
        super().__init__(question, path, session)
        self.combo = CalmCombo()
        self.combo.addItem(session.say("wizard.choose"))
        for word in question.words:
            self.combo.addItem(session.answer_text(question.field, word))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        layout.addStretch(1)
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


class Line(QLineEdit):
    """A text in which Enter goes on to the next input instead of the next page."""

    def __init__(self, *, wide: bool) -> None:
        """Make a field for a name, or for a number or a date."""
        super().__init__()
        self._lines = TEXT_LINES * (2 if wide else 1)

    def sizeHint(self) -> QSize:
        """Return the width that fits what is asked; it may be narrower."""
        return QSize(lines(self, self._lines), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class TypedInput(Input):
    """A number, a date or a text, with the words that may stand in its place."""

    def __init__(self, question: Question, path: str, session: Session) -> None:
        """Lay out the text field and a box for each word."""
        super().__init__(question, path, session)
        layout = Flow(self, GAP)
        self.line = Line(wide=question.longest is not None)
        layout.addWidget(self.line)
        self.boxes: list[tuple[Word, QCheckBox]] = []
        for word in question.words:
            box = QCheckBox(session.answer_text(question.field, word))
            box.setObjectName(str(word))
            box.clicked.connect(lambda on, box=box: self._ticked(box, on=on))
            self.boxes.append((word, box))
            layout.addWidget(box)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.left)

    def answer(self) -> Answer:
        """Return the word ticked, else what the text says."""
        for word, box in self.boxes:
            if box.isChecked():
                return word
        return read(self.question, self.path, self.line.text())

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

    def _ticked(self, chosen: QCheckBox, *, on: bool) -> None:
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
        layout = Flow(self, GAP)
        self.line: Line | None = None
        if question.pattern is not None:
            self.line = Line(wide=True)
            self.line.textEdited.connect(lambda _: self.changed.emit())
            self.line.editingFinished.connect(self.left)
            layout.addWidget(self.line)
        self.boxes: list[tuple[Word, QCheckBox]] = []
        for word in question.words:
            box = QCheckBox(session.answer_text(question.field, word))
            box.setObjectName(str(word))
            box.clicked.connect(lambda _: self.changed.emit())
            self.boxes.append((word, box))
            layout.addWidget(box)

    def answer(self) -> Answer:
        """Return the words typed and ticked, or None."""
        typed = read(self.question, self.path, self.typed()) or []
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

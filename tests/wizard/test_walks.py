"""Any walk through the window ends equal to entering the final answers directly.

Hypothesis walks: forward, back, jumps, edits, answers taken back, items added and removed, the
language switched, the case saved, the window lost and its draft continued. Beside it a plain record
of what was last said is kept; at the end both are the same case and the same decision.
Longer: pytest tests/wizard/test_walks.py --hypothesis-profile=long
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QMessageBox

from ros1_desktop import place
from ros1_desktop.app.start import Start, open_here
from ros1_desktop.app.window import parts_for
from ros1_desktop.case.answers import Draft
from ros1_desktop.case.case import Answer, CaseError
from ros1_desktop.case.typed import read
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.choices import Choice, Tick
from ros1_desktop.wizard.fields import CalmCombo
from ros1_desktop.wizard.inputs import ManyInput
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.rows import ListBox
from ros1_desktop.wizard.window import LANGUAGE, Window, build_window
from ros1_desktop.words import read_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NEXT, BACK = Window.WizardButton.NextButton, Window.WizardButton.BackButton
TYPED = (
    "30",
    "６５％",
    "2024-11",
    "令和6年11月",
    "cd74",
    "G2032R l2026m",
    "abc",
    "650",
    "",
    "",
    "",
)


class Walk(RuleBasedStateMachine):
    """A person who wanders; `record` is what was last said, entered without a window."""

    parts: Parts
    folder: Path

    def __init__(self) -> None:
        """Open an empty window."""
        super().__init__()
        for left in self.folder.iterdir():
            left.unlink()
        self.record = Draft(self.parts.questionnaire)
        self.window = self.opened(None)

    def opened(self, case: dict[str, Any] | None) -> Window:
        """Return a window that keeps a draft; the one that was left is continued."""
        window = build_window(self.parts, case)
        window.show()
        with patch.object(window, "ask_draft", return_value=QMessageBox.StandardButton.Yes):
            window.begin_drafts()
        return window

    def page(self) -> QuestionPage | None:
        """Return the page of questions that is shown, if it is one."""
        page = self.window.page_now()
        return page if isinstance(page, QuestionPage) else None

    def lists(self) -> list[ListBox]:
        """Return the lists that are shown."""
        page = self.page()
        boxes = page.boxes if page else []
        return [box for box in boxes if isinstance(box, ListBox) and box.isVisible()]

    @rule()
    def go_forward(self) -> None:
        if self.window.currentId() < self.window.pages[-1].number:
            self.window.button(NEXT).click()

    @rule()
    def go_back(self) -> None:
        if self.window.currentId() > 0:
            self.window.button(BACK).click()

    @rule(to=st.integers(0, 11))
    def jump(self, to: int) -> None:
        item = self.window.steps.item(to)
        if item.flags():
            self.window.steps.itemClicked.emit(item)

    @rule(to=st.integers(0, 9), times=st.integers(1, 6), data=st.data())
    def jump_and_edit(self, to: int, times: int, data: st.DataObject) -> None:
        self.jump(to)
        page = self.page()
        rows = [row for row in page.rows() if row.isVisible()] if page else []
        for _ in range(times if rows else 0):
            self.edit([row for row in rows if row.isVisible()], data)

    @rule(times=st.integers(3, 9), data=st.data())
    @precondition(lambda self: self.page() is not None)
    def edit_here(self, times: int, data: st.DataObject) -> None:
        self.jump_and_edit(self.window.currentId(), times, data)

    def edit(self, rows: list[QuestionRow], data: st.DataObject) -> None:
        """Answer one of some questions."""
        row = data.draw(st.sampled_from(rows))
        texts = [one for one in row.input.controls() if isinstance(one, QLineEdit)]
        types: bool = data.draw(st.sampled_from((True, True, False)))
        if texts and types:
            self.type_in(row, texts[0], data.draw(st.sampled_from(TYPED)))
            return
        controls = [one for one in row.input.controls() if isinstance(one, Choice | Tick)]
        chooser = row.input.controls()[0]
        number = data.draw(st.integers(0, len(row.question.words) - 1)) if row.question.words else 0
        if isinstance(chooser, CalmCombo):
            chooser.setCurrentIndex(number + 1)
            chooser.activated.emit(number + 1)
            self.record.set(row.path, row.question.words[number])
        elif controls:
            self.press(row, controls[number], row.question.words[number])

    def type_in(self, row: QuestionRow, line: QLineEdit, text: str) -> None:
        """Type over what stands in a line."""
        text = "TB-7" if row.question.field == "label" else text
        line.setText(text)
        line.textEdited.emit(text)
        kept = self.ticked(row) if isinstance(row.input, ManyInput) else []
        try:
            said = read(row.question, row.path, text)
        except CaseError:
            said = None
        self.say(row, [*(said or []), *kept] or None if isinstance(row.input, ManyInput) else said)

    def press(self, row: QuestionRow, control: Choice | Tick, word: str | int) -> None:
        """Press a choice or a box."""
        on = not control.isChecked()
        control.click()
        if isinstance(row.input, ManyInput):
            try:
                typed = read(row.question, row.path, row.input.typed()) or []
            except CaseError:
                typed = []
            self.say(row, [*typed, *self.ticked(row)] or None)
        else:
            self.say(row, word if on or isinstance(control, Choice) else None)

    def ticked(self, row: QuestionRow) -> list[str | int]:
        """Return the words that are seen to be ticked."""
        boxes = [one for one in row.input.controls() if isinstance(one, Tick)]
        pairs = zip(row.question.words, boxes, strict=True)
        return [word for word, box in pairs if box.isChecked()]

    def say(self, row: QuestionRow, answer: Answer) -> None:
        """Record what was last said."""
        if answer is None:
            self.record.clear(row.path)
        else:
            self.record.set(row.path, answer)

    @rule(data=st.data())
    @precondition(lambda self: self.page() is not None)
    def take_back(self, data: st.DataObject) -> None:
        page = self.page()
        assert page is not None
        rows = [row for row in page.rows() if row.isVisible() and row.back.isVisible()]
        if rows:
            row = data.draw(st.sampled_from(rows))
            row.back.click()
            self.say(row, None)

    @rule()
    @precondition(lambda self: any(box.add.isEnabled() for box in self.lists()))
    def add(self) -> None:
        (box,) = self.lists()
        box.add.click()
        self.record.add_item(box.path)

    @rule(data=st.data())
    @precondition(lambda self: any(box.rows for box in self.lists()))
    def remove(self, data: st.DataObject) -> None:
        (box,) = self.lists()
        name = self.window.session.say("wizard.remove")
        removes = [
            one
            for one in box.findChildren(QAbstractButton)
            if one.text() == name and one.isVisible()
        ]
        number = data.draw(st.integers(0, len(removes) - 1))
        removes[number].click()
        self.record.remove_item(box.path, number)

    @rule()
    @precondition(lambda self: any(box.none.isVisible() for box in self.lists()))
    def say_none(self) -> None:
        (box,) = self.lists()
        box.none.click()
        if box.none.isChecked():
            self.record.set(box.path, [])
        else:
            self.record.clear(box.path)

    @rule()
    def switch_language(self) -> None:
        self.window.button(LANGUAGE).click()

    @rule()
    def save(self) -> None:
        path = str(self.folder / "walk.ros1.json")
        with (
            patch.object(QFileDialog, "getSaveFileName", return_value=(path, "")),
            patch.object(self.window, "tell"),
        ):
            self.window.save_case()

    @rule()
    def lose_the_window_and_come_back(self) -> None:
        left, unsaved = self.window, self.window.session.unsaved
        left.keep_draft()
        left.clock.stop()
        left.drafts.lock.unlock()
        left.hide()
        left.deleteLater()
        if unsaved:
            self.window = self.opened(None)
        else:  # what is in a file has no draft; it is opened from there
            self.record = Draft.from_case(self.record.as_dict(), self.parts.questionnaire)
            self.window = self.opened(self.record.as_dict())

    def teardown(self) -> None:
        """Compare, and let the window go."""
        try:
            answers, said = self.window.session.draft.as_dict(), self.record.as_dict()
            assert answers == said
            assert self.decided(answers) == self.decided(said)
        finally:
            self.window.session.draft.unread.clear()
            self.window.session.was_saved()
            self.window.close()
            self.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def decided(self, answers: dict[str, Any]) -> object:
        """Return the decision on answers, or why there is none."""
        try:
            return self.parts.decide(self.parts.to_case(answers), self.parts.jurisdictions[0])
        except CaseError as error:
            return error.field, error.code


@pytest.mark.usefixtures("qapp")
def test_any_walk_ends_equal_to_direct_entry() -> None:
    long = settings.get_current_profile_name() == "long"
    how = settings(
        max_examples=200 if long else 15,
        stateful_step_count=80 if long else 25,
        derandomize=not long,
        phases=(Phase.generate, Phase.shrink) if long else (Phase.generate,),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with tempfile.TemporaryDirectory() as name, real_parts(Path(name)) as parts:
        kind = type("Walk", (Walk,), {"parts": parts, "folder": Path(name)})
        run_state_machine_as_test(kind, settings=how)


@contextmanager
def real_parts(drafts: Path) -> Iterator[Parts]:
    """Yield what the program gives its wizard, with a place for drafts of its own."""
    resources = place.resources()
    words = read_words(resources, "en")
    start = Start(resources, open_here(resources), read_vocabulary(resources), words)
    with closing(start.store):
        yield replace(parts_for(start, "ja"), drafts=drafts)

"""Any walk through the window ends equal to entering the final answers directly.

Hypothesis walks, and prefers what loses or keeps an answer wrongly: texts emptied, boxes unticked,
answers chosen again or taken back, items removed, the language switched in the middle of a word,
the review and the result gone to and come back from, the case saved and opened, the window lost and
its draft continued. Beside it stands what was said (`said.py`); after every step the case, its
decision and what the page shows are the same.
Longer: pytest tests/wizard/test_walks.py --hypothesis-profile=long
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox, QWidget

from ros1_desktop import place
from ros1_desktop.app.start import Start, open_here
from ros1_desktop.app.window import parts_for
from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.questionnaire import Question
from ros1_desktop.case.typed import read
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.decision.decision import Decision
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.box import Box
from ros1_desktop.wizard.choices import Choice, Tick
from ros1_desktop.wizard.fields import Line
from ros1_desktop.wizard.inputs import ManyInput
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.lists import CalmCombo
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.refused import LACKING
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.review import ReviewPage
from ros1_desktop.wizard.rows import ListBox
from ros1_desktop.wizard.start import StartPage
from ros1_desktop.wizard.window import LANGUAGE, Window, build_window
from ros1_desktop.words import read_words
from tests.wizard.said import Said

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NEXT, BACK = Window.WizardButton.NextButton, Window.WizardButton.BackButton
TYPED: dict[str, tuple[str, ...]] = {
    "whole": ("30", "４０", "450", "650", "abc"),
    "number": ("30", "６５％", "4.5", "650", "abc"),
    "month": ("2024-11", "令和6年11月", "2025/3/9", "11"),
    "day": ("2026-11-20", "R8.11.20", "2026-11"),
    "text": ("cd74", "TB-7", "EZR"),
    "many": ("G2032R l2026m", "g2032r", "abc", ","),
}
LEAST, MOST = 5, 9
LISTS = ("ros1_tests", "ros1_tki_history.courses")
MEANWHILE = ("nothing", "page", "result", "language", "window")


class Walk(RuleBasedStateMachine):
    """A person who wanders and changes their mind; `said` is what was last said."""

    parts: Parts
    folder: Path

    def __init__(self) -> None:
        """Open an empty window."""
        super().__init__()
        for left in self.folder.iterdir():
            left.unlink()
        self.said = Said(self.parts.questionnaire)
        self.due: set[str] = set()  # what keeps answers, and has had none new to keep
        self.window = self.opened(None)

    def opened(self, case: dict[str, Any] | None) -> Window:
        """Return a window that begins as if it were shown; a draft that was left is continued."""
        window = build_window(self.parts, case)
        window.restart()
        with patch.object(window, "ask_draft", return_value=QMessageBox.StandardButton.Yes):
            window.begin_drafts()
        return window

    # --- Where one is -----------------------------------------------------------------------------

    def page(self) -> QuestionPage | None:
        """Return the page of questions that is shown, if it is one."""
        page = self.window.page_now()
        return page if isinstance(page, QuestionPage) else None

    def rows(self, fits: Callable[[QuestionRow], bool] = lambda _: True) -> list[QuestionRow]:
        """Return the questions shown that fit."""
        page = self.page()
        return [row for row in page.rows() if is_shown(row) and fits(row)] if page else []

    def lists(self) -> list[ListBox]:
        """Return the lists that are shown."""
        page = self.page()
        boxes = page.boxes if page else []
        return [box for box in boxes if isinstance(box, ListBox) and is_shown(box)]

    def at_answer(
        self, data: st.DataObject, fits: Callable[[QuestionRow], bool]
    ) -> list[QuestionRow]:
        """Return answered questions that fit, here or on the page of some answer."""
        found = self.rows(lambda row: self.is_answered(row) and fits(row))
        paths = [path for _, _, path in self.said.asked() if path in self.said.answers]
        if not found and paths:
            self.window.go_to_path(data.draw(st.sampled_from(paths)))
            found = self.rows(lambda row: self.is_answered(row) and fits(row))
        return found

    def focused(self) -> list[QuestionRow]:
        """Return the question that has the focus."""
        page = self.page()
        path = page.focused_path() if page else ""
        return self.rows(lambda row: row.path == path)

    def is_answered(self, row: QuestionRow) -> bool:
        """Tell whether something was said here."""
        return row.path in self.said.answers or row.path in self.said.unread

    # --- Going about ------------------------------------------------------------------------------

    @rule(forward=st.booleans())
    def turn(self, *, forward: bool) -> None:
        self.window.button(NEXT if forward else BACK).click()

    @rule(to=st.integers(0, 10))
    def jump(self, to: int) -> None:
        item = self.window.steps.item(to)
        if item.flags():
            self.window.steps.itemClicked.emit(item)

    @rule(data=st.data())
    def mend_what_holds_up(self, data: st.DataObject) -> None:
        self.window.return_to_review()
        page = self.page()
        if page is None or not page.summary.links:
            return
        data.draw(st.sampled_from(page.summary.links)).click()
        for row in self.focused():
            if is_shown(row.back):
                row.back.click()
                self.said.say(row.path, None)

    @rule(data=st.data())
    def change_from_the_review(self, data: st.DataObject) -> None:
        self.window.return_to_review()
        page = self.window.page_now()
        if isinstance(page, ReviewPage):
            data.draw(st.sampled_from(page.links)).click()
            self.edit(self.focused(), data)

    @rule(data=st.data())
    def go_from_an_unknown_of_the_result_to_its_question(self, data: st.DataObject) -> None:
        self.window.go_to(self.window.pages[-1].number)
        page = self.window.page_now()
        if page is self.window.pages[-1]:
            fields = self.parts.questionnaire.page_of
            links = [link for link in page.findChildren(Link) if fields(link.path)]
            if links:
                data.draw(st.sampled_from(links)).click()

    # --- Saying something -------------------------------------------------------------------------

    @rule(to=st.integers(0, 8), times=st.integers(2, 5), data=st.data())
    def fill_in(self, to: int, times: int, data: st.DataObject) -> None:
        self.jump(to)
        for _ in range(times):
            self.edit(self.rows(), data)

    @rule(data=st.data(), times=st.integers(1, 3))
    def choose_again(self, data: st.DataObject, times: int) -> None:
        for _ in range(times):
            self.edit(self.at_answer(data, lambda _: True), data)

    @rule(
        data=st.data(),
        meanwhile=st.sampled_from(("nothing", "page", "result", "language", "window")),
    )
    def take_away_what_an_answer_hangs_on_and_bring_it_back(
        self, data: st.DataObject, meanwhile: str
    ) -> None:
        group, question = data.draw(st.sampled_from(self.said.hanging))
        number = self.an_item(group.list, data) if group.list else None
        needs = list(self.said.needs(group, question, number))
        for path, words in needs:
            self.choose(path, data.draw(st.sampled_from(words)))
        self.give_what_is_missing(data)
        hung = question.at(number)
        self.window.go_to_path(hung)
        self.edit(self.rows(lambda row: row.path == hung), data)
        path, words = data.draw(st.sampled_from(needs))
        others = sorted(set(self.words_of(path)) - set(words), key=str)
        self.choose(path, data.draw(st.sampled_from(others)))
        if meanwhile == "page":
            self.window.go_to(0)
        elif meanwhile == "result":
            self.come_to_the_result(data)
        elif meanwhile == "language":
            self.window.button(LANGUAGE).click()
        elif meanwhile == "window":
            self.lose_the_window_and_come_back()
        self.the_case_is_what_was_said()
        self.choose(path, data.draw(st.sampled_from(words)))
        self.window.go_to_path(hung)

    def come_to_the_result(self, data: st.DataObject) -> None:
        """Go to the result; what is missing on the way is answered, what cannot be taken goes."""
        for _ in self.window.pages:
            self.window.go_to(self.window.pages[-1].number)
            page = self.page()
            wrong = {error.field for error in page.errors()} if page else ()
            self.give_what_is_missing(data)
            for row in self.rows(lambda row: row.path in wrong and is_shown(row.back)):  # noqa: B023
                row.back.click()
                self.said.say(row.path, None)

    def an_item(self, path: str, data: st.DataObject) -> int:
        """Return the number of an item of a list; one is added where there is none, or at times."""
        count = self.said.items.get(path, 0)
        if count and data.draw(st.booleans()):
            return data.draw(st.integers(0, count - 1))
        self.add(path)
        return max(self.said.items.get(path, 0) - 1, 0)

    def choose(self, path: str, word: str | int) -> None:
        """Go to a question and give it a word, as far as nothing stands in the way."""
        self.window.go_to_path(path)
        for row in self.rows(lambda row: row.path == path):
            (chooser, *_) = row.input.controls()
            if isinstance(chooser, CalmCombo):
                self.pick(row, chooser, row.question.words.index(word))
            else:
                self.press(row, next(box for box in boxes(row) if box.objectName() == str(word)))

    def words_of(self, path: str) -> tuple[str | int, ...]:
        """Return what can be answered at a path."""
        return self.window.session.question(path).words

    def give_what_is_missing(self, data: st.DataObject) -> None:
        """Answer what holds up Next here only because it is not answered yet."""
        page = self.page()
        lacking = {error.field for error in page.errors() if error.code in LACKING} if page else ()
        for row in self.rows(lambda row: row.path in lacking):
            self.edit([row], data)

    def edit(self, rows: Sequence[QuestionRow], data: st.DataObject) -> None:
        """Answer one of some questions."""
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        controls = list(row.input.controls())
        chooser = controls[0]
        if isinstance(chooser, CalmCombo):
            self.pick(row, chooser, data.draw(st.integers(0, len(row.question.words) - 1)))
        elif isinstance(chooser, Line) and (len(controls) == 1 or data.draw(st.booleans())):
            self.type_in(row, chooser, data.draw(st.sampled_from(texts(row.question))))
        else:
            self.press(row, data.draw(st.sampled_from(boxes(row))))

    @rule(data=st.data())
    def empty_a_text(self, data: st.DataObject) -> None:
        rows = self.at_answer(data, lambda row: bool(row.input.typed()))
        if rows:
            row = data.draw(st.sampled_from(rows))
            self.type_in(row, line_of(row), "")

    @rule(data=st.data())
    def untick(self, data: st.DataObject) -> None:
        ticked = [
            (row, box) for row in self.at_answer(data, lambda row: bool(on(row))) for box in on(row)
        ]
        if ticked:
            self.press(*data.draw(st.sampled_from(ticked)))

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        rows = self.at_answer(data, lambda row: is_shown(row.back))
        if rows:
            row = data.draw(st.sampled_from(rows))
            row.back.click()
            self.said.say(row.path, None)

    def type_in(self, row: QuestionRow, line: Line, text: str) -> None:
        """Type over what stands in a line; the line keeps the focus."""
        line.setFocus()
        line.setText(text)
        line.textEdited.emit(text)
        self.hear(row)

    def pick(self, row: QuestionRow, chooser: CalmCombo, number: int) -> None:
        """Choose a word of a list that folds out."""
        chooser.setCurrentIndex(number + 1)
        chooser.activated.emit(number + 1)
        self.said.say(row.path, row.question.words[number])

    def press(self, row: QuestionRow, control: Choice | Tick) -> None:
        """Press a choice or a box."""
        control.click()
        self.hear(row)

    def hear(self, row: QuestionRow) -> None:
        """Note what a person sees that they have said: what stands there and what is on."""
        self.due = {"language", "jurisdiction", "file", "window"}
        words = [word_of(row, box) for box in on(row)]
        text, many = row.input.typed(), isinstance(row.input, ManyInput)
        try:
            typed = read(row.question, row.path, text)
        except CaseError:
            self.said.say(row.path, (words or None) if many else None, text)
            return
        if many:
            self.said.say(row.path, [*(typed or []), *words] or None)
        else:
            self.said.say(row.path, words[0] if words else typed)

    # --- Lists ------------------------------------------------------------------------------------

    @rule(path=st.sampled_from(LISTS))
    def add(self, path: str) -> None:
        self.window.go_to_path(path)
        for box in self.lists():
            if box.add.isEnabled():
                box.add.click()
                self.said.add(box.path)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(LISTS))
        self.an_item(path, data)
        self.window.go_to_path(path)
        typed = self.rows(lambda row: row.path.startswith(path) and bool(lines_of(row)))
        if typed:
            row = data.draw(st.sampled_from(typed))
            self.type_in(row, line_of(row), data.draw(st.sampled_from(texts(row.question))))
        name = self.window.session.say("wizard.remove")
        for box in self.lists():
            removes = [
                one
                for one in box.findChildren(QAbstractButton)
                if one.text() == name and is_shown(one)
            ]
            if removes:
                number = data.draw(st.integers(0, len(removes) - 1))
                removes[number].click()
                self.said.remove(box.path, number)

    @rule()
    def say_none(self) -> None:
        self.window.go_to_path("ros1_tests")
        for box in self.lists():
            if is_shown(box.none):
                box.none.click()
                if box.none.isChecked():
                    self.said.items[box.path] = 0
                else:
                    del self.said.items[box.path]

    # --- What must keep every answer --------------------------------------------------------------

    @rule(data=st.data())
    @precondition(lambda self: "language" in self.due)
    def switch_the_language_in_the_middle_of_a_word(self, data: st.DataObject) -> None:
        self.due.discard("language")
        rows = self.rows(lambda row: isinstance(row.input.controls()[0], Line))
        if rows:
            row = data.draw(st.sampled_from(rows))
            whole = data.draw(st.sampled_from(texts(row.question)))
            self.type_in(row, line_of(row), whole[: data.draw(st.integers(0, 3))])
        self.window.button(LANGUAGE).click()

    @rule()
    @precondition(lambda self: "jurisdiction" in self.due)
    def switch_the_jurisdiction(self) -> None:
        self.due.discard("jurisdiction")
        self.window.go_to(0)
        page = self.window.page_now()
        assert isinstance(page, StartPage)
        page.switch.click()

    @rule()
    @precondition(lambda self: "file" in self.due)
    def save_and_open_the_file(self) -> None:
        self.due.discard("file")
        path = str(self.folder / "walk.ros1.json")
        with (
            patch.object(QFileDialog, "getSaveFileName", return_value=(path, "")),
            patch.object(QFileDialog, "getOpenFileName", return_value=(path, "")),
            patch.object(self.window, "tell"),
        ):
            if self.window.save_case():
                assert json.loads(Path(path).read_text(encoding="utf-8")) == self.said.case()
                self.window.open_case()
                self.said.forget_what_no_file_holds()

    @rule()
    @precondition(lambda self: "window" in self.due)
    def lose_the_window_and_come_back(self) -> None:
        self.due.discard("window")
        left, unsaved = self.window, self.window.session.unsaved
        left.keep_draft()
        self.let_go(left)
        self.said.unread = {}  # no draft holds what could not be read
        if unsaved:
            self.window = self.opened(None)
        else:  # what is in a file has no draft; it is opened from there
            self.said.forget_what_no_file_holds()
            self.window = self.opened(self.said.case())

    def let_go(self, window: Window) -> None:
        """Let a window go as a program does that is killed."""
        window.clock.stop()
        window.drafts.lock.unlock()
        window.hide()
        window.deleteLater()

    # --- What must be so after every step ---------------------------------------------------------

    @invariant()
    def the_case_is_what_was_said(self) -> None:
        session, said = self.window.session, self.said.case()
        assert without_empty(session.draft.as_dict()) == without_empty(said)
        held = {path for _, _, path in self.said.asked()}
        assert session.draft.unread_now() == {
            path: text for path, text in self.said.unread.items() if path in held
        }
        decided = self.decided(said)
        page = self.window.page_now()
        if isinstance(decided, Decision) and page is not None and page.has_strip:
            strip = page.strip
            assert session.say(f"status.{decided.ros1_status}") in strip.status.text()
            assert session.say(f"step.{decided.next_step}") in strip.step.text()
        elif isinstance(page, ResultPage):
            assert without_empty(dict(page.case.answers)) == without_empty(said)
            assert page.decision == decided

    @invariant()
    def the_page_shows_what_was_said(self) -> None:
        shown = Counter[str]()
        for row in self.rows():
            shown[row.path.rpartition("]")[0]] += 1
            answer, text = self.said.answers.get(row.path), self.said.unread.get(row.path, "")
            assert {word_of(row, box) for box in on(row)} == {
                word
                for word in (answer if isinstance(answer, list) else [answer])
                if word in row.question.words and not isinstance(row.input.controls()[0], CalmCombo)
            }, row.path
            if text:
                assert row.input.typed() == text, row.path
            else:
                assert row.input.answer() == answer, row.path
        page = self.page()
        for path, count in shown.items():
            assert page is not None
            few = count < LEAST and count not in page.page.fewer
            assert count <= MOST, path
            assert not few, path

    def decided(self, answers: dict[str, Any]) -> Decision | None:
        """Return the decision on answers, None where there is none."""
        try:
            case = self.parts.to_case(answers)
        except CaseError:
            return None
        return self.parts.decide(case, self.window.session.jurisdiction)

    def teardown(self) -> None:
        """Let the window go."""
        self.let_go(self.window)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def is_shown(widget: QWidget) -> bool:
    """Tell whether nothing hides a widget of the page; nothing of it need be laid out for that."""
    inner: QWidget | None = widget
    while inner is not None and not isinstance(inner, QuestionPage):
        if inner.isHidden() and inner.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return False
        inner = inner.parentWidget()
    return True


def texts(question: Question) -> tuple[str, ...]:
    """Return what may be typed there."""
    return ("TB-7", "TB-70") if question.field == "label" else TYPED[question.kind]


def boxes(row: QuestionRow) -> list[Choice | Tick]:
    """Return what can be chosen or ticked."""
    return [one for one in row.input.controls() if isinstance(one, Choice | Tick)]


def lines_of(row: QuestionRow) -> list[Line]:
    """Return what can be typed into: one line, or none."""
    return [one for one in row.input.controls() if isinstance(one, Line)]


def line_of(row: QuestionRow) -> Line:
    """Return what can be typed into."""
    return lines_of(row)[0]


def on(row: QuestionRow) -> list[Choice | Tick]:
    """Return what is seen to be chosen or ticked."""
    return [one for one in boxes(row) if one.isChecked()]


def word_of(row: QuestionRow, box: Choice | Tick) -> str | int:
    """Return the word of a choice or a box."""
    return next(word for word in row.question.words if str(word) == box.objectName())


def without_empty(found: dict[str, Any]) -> dict[str, Any]:
    """Return a case without groups in which nothing is said."""
    return {name: value for name, value in found.items() if value != {}}


@pytest.mark.usefixtures("qapp")
def test_any_walk_ends_equal_to_direct_entry() -> None:
    long = settings.get_current_profile_name() == "long"
    how = settings(
        max_examples=300 if long else 24,
        stateful_step_count=80 if long else 40,
        derandomize=not long,
        phases=(Phase.generate, Phase.shrink) if long else (Phase.generate,),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with (
        tempfile.TemporaryDirectory() as name,
        real_parts(Path(name)) as parts,
        patch.object(Box, "exec", side_effect=AssertionError("nothing is asked on a walk")),
    ):
        kind = type("Walk", (Walk,), {"parts": parts, "folder": Path(name)})
        run_state_machine_as_test(kind, settings=how)


@contextmanager
def real_parts(drafts: Path) -> Iterator[Parts]:
    """Yield what the program gives its wizard, with a place for drafts of its own."""
    resources = place.resources()
    words = read_words(resources, "en")
    start = Start(resources, open_here(resources), read_vocabulary(resources), words)
    with closing(start.store):
        parts = parts_for(start, "ja")
        yield parts._replace(drafts=drafts, decide=remembering(parts.decide))


def remembering(decide: Callable[[Case, str], Decision]) -> Callable[[Case, str], Decision]:
    """Return the same decision, made once for each case: a walk asks for it again and again."""
    made: dict[tuple[str, str], Decision] = {}

    def remembered(case: Case, jurisdiction: str) -> Decision:
        key = json.dumps(case.answers, sort_keys=True), jurisdiction
        if key not in made:
            made[key] = decide(case, jurisdiction)
        return made[key]

    return remembered

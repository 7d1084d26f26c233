"""Whatever is typed or pasted into a field of the window itself: kept, or said why not.

The strings are those of the strain (`strain/inputs.py`). Each is committed as an input method does,
the field is left, and the page is turned.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ros1_desktop.case.case import CaseError
from ros1_desktop.case.typed import read
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.fields import Line
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.window import Window
from tests.strain.hostile import good
from tests.strain.inputs import TEXTS, Inputs
from tests.wizard.stages import Open

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

STRINGS = 300
SHARE = 8  # every field gets one string of so many, each field others
TURN = 4  # of these, after one of so many the page is turned
ALL: dict[str, Any] = {  # every field that is typed into is asked
    "schema": "ros1-case/1",
    "ros1_tests": [
        {"assay": "other_rna_ngs", "assay_name": "panel", "result": "negative"},
        {"assay": "fish_fusion", "result": "positive"},
        {"assay": "ihc_d4d6", "result": "positive"},
    ],
    "ros1_tki_history": {"given": "yes", "courses": [{"drug": "unknown"}]},
}


def lines(window: Window) -> Iterator[tuple[QuestionPage, str]]:
    """Yield every field that is typed into: its page and its path."""
    for page in window.pages:
        if isinstance(page, QuestionPage):
            window.go_to(page.number)
            typed = [row.path for row in page.rows() if row.isVisible() and line_of(row)]
            for path in typed:
                yield page, path


def line_of(row: QuestionRow) -> Line | None:
    """Return the field of a question, if it has one."""
    return next((one for one in row.input.controls() if isinstance(one, Line)), None)


def row_of(page: QuestionPage, path: str) -> QuestionRow:
    """Return the question of a path."""
    return next(row for row in page.rows() if row.path == path)


def commit(line: Line, text: str) -> None:
    """Enter a text over what stands there, as an input method does."""
    line.setFocus()
    line.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)
    line.editingFinished.emit()  # what leaving the field tells
    QApplication.processEvents()


def check(page: QuestionPage, path: str) -> None:
    """Hold that the draft has what stands in a field, or the field says why not."""
    row, draft = row_of(page, path), page.session.draft
    line = line_of(row)
    assert line is not None
    try:
        said = read(row.question, path, line.text())
    except CaseError:
        assert draft.unread[path] == line.text()
        assert row.error.text()
        assert row.wrong.isVisible()
    else:
        assert draft.get(path) == said, ascii(line.text())
        assert path not in draft.unread


def turn(window: Window, page: QuestionPage, path: str) -> None:
    """Go on: the page is left and the case taken, or what holds it up is said, at the field too."""
    window.next()
    errors = page.errors()
    if window.page_now() is page:
        assert errors
        assert len(page.summary.links) == len(errors)
        assert row_of(page, path).error.text()
    else:
        assert not errors
        window.go_to(page.number)
    check(page, path)


def test_hostile_strings_in_every_field_are_kept_or_refused_in_words(
    open_window: Open, vocabulary: Vocabulary
) -> None:
    inputs = Inputs(2026, good(), vocabulary)
    made = [inputs.number() if at % 3 == 0 else inputs.text() for at in range(STRINGS)]
    strings = [*made, *TEXTS]
    window = open_window(ALL)
    window.setUpdatesEnabled(False)
    tried = set[str]()
    for at, (page, path) in enumerate(lines(window)):
        before = page.session.draft.get(path)
        for number, text in enumerate(strings[at % SHARE :: SHARE]):
            line = line_of(row_of(page, path))
            assert line is not None
            commit(line, text)
            check(page, path)
            tried.add(text)
            if number % TURN == 0:
                turn(window, page, path)
        page.session.draft.clear(path)
        if before is not None:
            page.session.draft.set(path, before)
        page.enter()
    assert tried == set(strings)

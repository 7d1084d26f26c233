"""Whatever is opened and closed, or laid out anew, leaves nothing: no widget, and no name for one.

A program stays open for a whole meeting; each case that went by would be held to its end.
"""

import gc
from collections import Counter
from collections.abc import Callable
from functools import reduce
from itertools import pairwise
from operator import and_

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.passphrase import ask_passphrase
from ros1_desktop.wizard.printing import Pages, ask
from ros1_desktop.wizard.rows import ListBox
from ros1_desktop.wizard.window import Window
from tests.wizard.detectors import settle
from tests.wizard.stages import FULL, WRONG, Open
from tests.wizard.test_dialogs import result_of, two_pages

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

ROUNDS = 3


def held() -> Counter[str]:
    """Return the kinds of all that Qt or Python holds of Qt now, each with how many there are."""
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    of_python = [type(one).__name__ for one in gc.get_objects() if issubclass(type(one), QObject)]
    widgets = [f"{type(one).__name__} of Qt" for one in QApplication.allWidgets()]
    return Counter(of_python) + Counter(widgets)


def left_by(does: Callable[[], object]) -> Counter[str]:
    """Return what grows, round for round, when something is done again and again."""
    does()  # what is made once stays
    looks = [held()]
    for _ in range(ROUNDS):
        does()
        looks.append(held())
    more = [later - before for before, later in pairwise(looks)]
    return reduce(and_, more)


def close_soon() -> None:
    """Close what is about to wait for an answer."""

    def close() -> None:
        found = QApplication.activeModalWidget()
        assert found is not None
        found.close()

    QTimer.singleShot(0, close)


def preview(window: Window) -> None:
    shown = result_of(window).show_preview()
    assert shown is not None
    settle()
    shown.close()


def help_with_report(window: Window) -> None:
    shown = window.show_help()
    shown.verify()
    shown.report().close()
    shown.close()


def code(window: Window) -> None:
    close_soon()
    assert window.ask_code() is None


def passphrase(window: Window) -> None:
    close_soon()
    assert ask_passphrase(window.session, window, "TB-7", "", new=True) is None


def question(window: Window) -> None:
    close_soon()
    window.ask("?", {KINDS.Save: "wizard.save", KINDS.Cancel: "wizard.cancel"})


def printer(window: Window) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QPrintDialog, "exec", lambda _: QPrintDialog.DialogCode.Accepted)
        assert ask("print", window, 2) is not None


OPENED = (preview, help_with_report, code, passphrase, question, printer)


@pytest.mark.parametrize("opens", OPENED, ids=lambda one: str(one.__name__))
def test_what_was_opened_and_closed_is_gone(
    open_window: Open, opens: Callable[[Window], None]
) -> None:
    window = open_window(FULL)
    assert left_by(lambda: opens(window)) == Counter()


def test_pages_laid_out_anew_and_spoken_anew_leave_nothing(open_window: Open) -> None:
    window = open_window(FULL)

    def a_case() -> None:
        window.session.open({})
        window.session.resume(FULL)
        for page in window.pages:
            window.enter_page(page)
        for _ in window.session.parts.languages:
            window.session.switch_language()
        window.session.was_saved()

    window.go_to(len(window.pages) - 1)
    assert left_by(a_case) == Counter()


def test_items_and_errors_that_come_and_go_leave_nothing(open_window: Open) -> None:
    window = open_window({**FULL, **WRONG["page.tests"]})
    page = next(page for page in window.pages if page.title_key == "page.tests")
    window.go_to(page.number)
    assert isinstance(page, QuestionPage)
    (box,) = (box for box in page.boxes if isinstance(box, ListBox))

    def come_and_go() -> None:
        box.add.click()
        assert not page.validatePage()
        box.session.draft.remove_item(box.path, len(box.session.draft.get(box.path)) - 1)
        box.lay_out_items()

    assert left_by(come_and_go) == Counter()


def test_the_library_that_shows_a_sheet_is_begun_once(qapp: QApplication) -> None:
    del qapp
    Pages(two_pages())
    kept = QCoreApplication.instance()
    assert kept is not None
    assert kept.findChild(QPdfDocument) is not None
    Pages(two_pages())
    assert len(kept.findChildren(QPdfDocument)) == 1

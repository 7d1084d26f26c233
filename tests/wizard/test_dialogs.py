"""Every window beside the pages is whole, named, walked by Tab, and within the screen.

In both languages, at one, two and three times the size, over a window of 1366 by 768.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QDateTime
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from ros1_desktop.exchange.code2d import Scanned
from ros1_desktop.exchange.opened import Opened
from ros1_desktop.wizard.box import Box
from ros1_desktop.wizard.case_file import KINDS
from ros1_desktop.wizard.choices import Choice
from ros1_desktop.wizard.code import CodeDialog
from ros1_desktop.wizard.drafts import Kept
from ros1_desktop.wizard.passphrase import PassphraseDialog
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.waiting import Waiting
from ros1_desktop.wizard.window import Window
from tests.wizard.detectors import SCREEN, cut, nameless, out_of_order, settle, twice_keyed
from tests.wizard.stages import FULL, Open

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NAME = "TB-2026-11-lung-cancer-board-of-the-hospital-7.ros1.sealed"
FAR = f"C:\\Users\\some.clinician\\AppData\\Local\\ros1-desktop\\drafts\\{NAME}"


def two_pages() -> bytes:
    """Return a sheet of two pages."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(400, 400, "one")
    writer.newPage()
    painter.drawText(400, 400, "two")
    painter.end()
    return bytes(buffer.data().data())


def result_of(window: Window) -> ResultPage:
    window.session.parts = window.session.parts._replace(make_pdf=lambda *_: two_pages())
    window.go_to(window.pages[-1].number)
    page = window.page_now()
    assert isinstance(page, ResultPage)
    return page


def help_verified(window: Window) -> QWidget:
    shown = window.show_help()
    shown.verify()
    return shown


def report_saved(window: Window) -> QWidget:
    report = window.show_help().report()
    report.told.setText(window.session.say("wizard.cannot_save", found=FAR))
    return report


def passphrase(window: Window, *, new: bool, wrong: str) -> QWidget:
    asked = PassphraseDialog(window.session, window, NAME, new=new)
    asked.say_wrong(wrong and window.session.say(wrong, least=8))
    asked.show()
    return asked


def code(window: Window) -> QWidget:
    asked = CodeDialog(window.session, window)
    asked.show()
    asked.typed.setText("ROS1CASE1/" + "A" * 400)
    asked.read()
    return asked


def waiting(window: Window) -> QWidget:
    say = window.session.say
    shown = Waiting(say("wizard.verifying"), say("wizard.cancel"), window)
    next(shown.steps((1, 2, 3)))
    return shown


def preview(window: Window, tab: int) -> QWidget:
    shown = result_of(window).show_preview()
    assert shown is not None
    shown.tabs.setCurrentIndex(tab)
    shown.buttons.paper.told.emit(window.session.say("wizard.cannot_save", found=FAR))
    return shown


def chooser(window: Window, *kinds: str) -> QWidget:
    page = result_of(window)
    page.choice.line.click()
    for name in kinds:
        next(one for one in page.findChildren(Choice) if one.objectName() == name).click()
    return page


def box(asks: Callable[[Window], object]) -> Callable[[Window], QWidget]:
    """Return what shows the box that is asked or told with, and leaves it open."""

    def show(window: Window) -> QWidget:
        boxes: list[Box] = []

        def stay(shown: Box) -> int:
            shown.show()
            boxes.append(shown)
            return 0

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Box, "exec", stay)
            asks(window)
        return boxes[-1]

    return show


def told(key: str, **values: str) -> Callable[[Window], QWidget]:
    return box(lambda window: window.tell(window.session.say(key, **values)))


def of_other_knowledge(window: Window) -> None:
    scanned = Scanned(FULL, "2025-01", "0" * 12)
    window.tell_of_other_knowledge(Opened(window.session.case_so_far(), scanned))


def overwrite(window: Window) -> None:
    words = {KINDS.Save: "wizard.save", KINDS.Cancel: "wizard.cancel"}
    window.ask(window.session.say("wizard.overwrite", name=NAME), words)


def earlier(window: Window) -> None:
    words = {KINDS.Yes: "wizard.open", KINDS.Cancel: "wizard.cancel"}
    window.ask(window.session.say("wizard.open_earlier", name=NAME, found=FAR), words)


def sealed_draft(window: Window) -> None:
    words = {
        KINDS.Yes: "wizard.draft_continue",
        KINDS.Discard: "wizard.draft_discard",
        KINDS.Cancel: "wizard.draft_later",
    }
    window.ask(window.session.say("wizard.draft_sealed_found", when="2026/11/23 9:30"), words)


DIALOGS: dict[str, Callable[[Window], QWidget]] = {
    "help": help_verified,
    "report": report_saved,
    "new passphrase": lambda window: passphrase(
        window, new=True, wrong="error.passphrase_too_short"
    ),
    "passphrase": lambda window: passphrase(window, new=False, wrong="error.cannot_unseal"),
    "code": code,
    "waiting": waiting,
    "preview of pages": lambda window: preview(window, 0),
    "preview of text": lambda window: preview(window, 1),
    "documents": chooser,
    "documents of another kind": lambda window: chooser(window, "options"),
    "draft": box(
        lambda window: window.ask_draft(
            Kept({}, "page.treatment", QDateTime.fromSecsSinceEpoch(1_795_400_000))
        )
    ),
    "sealed draft": box(sealed_draft),
    "unsaved": box(lambda window: window.ask_leave()),
    "overwrite": box(overwrite),
    "earlier": box(earlier),
    "other knowledge": box(of_other_knowledge),
    "fault": box(lambda window: window.tell_of_fault(FAR)),
    "draft aside": told("wizard.draft_aside", name=FAR),
    "draft elsewhere": told("wizard.draft_elsewhere"),
    "no draft": told("wizard.cannot_keep_draft", found=FAR),
    "cannot open": told("wizard.cannot_open", found=FAR),
    "cannot save": told("wizard.cannot_save", found=FAR),
}


@pytest.fixture
def window(shown: Open) -> Iterator[Window]:
    opened = shown(FULL)
    yield opened
    for one in opened.findChildren(QDialog):
        one.close()


def faults(dialog: QWidget) -> dict[str, list[str]]:
    """Return what each detector finds, and whether a dialog leaves the screen."""
    frame = dialog.frameGeometry().size()
    out = dialog.isWindow() and (frame.width() > SCREEN.width() or frame.height() > SCREEN.height())
    found = {look.__name__: look(dialog) for look in (cut, nameless, twice_keyed, out_of_order)}
    found["out of the screen"] = [str(frame.toTuple())] if out else []
    return {name: what for name, what in found.items() if what}


@pytest.mark.parametrize("name", DIALOGS)
def test_no_dialog_cuts_a_word_or_leaves_one_out(window: Window, name: str) -> None:
    dialog = DIALOGS[name](window)
    settle()
    assert dialog.isVisible()
    assert faults(dialog) == {}


# --- Each detector sees what is broken in a dialog ------------------------------------------------


@pytest.mark.parametrize("scale", [1], indirect=True)
@pytest.mark.parametrize("name", [name for name in DIALOGS if not name.startswith("documents")])
def test_each_fault_of_a_dialog_is_detected(window: Window, name: str) -> None:
    dialog = DIALOGS[name](window)
    settle()
    cut_off, silent = QLabel("a sentence that is wider than its room", dialog), QPushButton(dialog)
    cut_off.setGeometry(2, 2, 40, 8)
    keyed = [QPushButton(text, dialog) for text in ("&Z", "ぜ(&Z)")]
    for one in (cut_off, silent, *keyed):
        one.show()
    settle()
    dialog.setFixedSize(SCREEN.width() + 10, dialog.height())
    found = faults(dialog)
    assert {"cut", "nameless", "twice_keyed", "out of the screen"} <= found.keys()
    assert any("a sentence" in one for one in found["cut"])

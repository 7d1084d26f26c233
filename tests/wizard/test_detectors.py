"""What nobody should have to look for: cut words, inputs without a name, answers chosen beforehand.

Each detector walks the widgets of a page as it is shown. It is proven here on a page that is broken
on purpose, then let loose on every page, in both languages, at one, two and three times the size.
"""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ros1_desktop.wizard.choices import Button, Choice, Tick
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.lists import CalmCombo
from ros1_desktop.wizard.ring import Ring
from ros1_desktop.wizard.rows import ListBox
from ros1_desktop.wizard.style import label
from ros1_desktop.wizard.window import Window, build_window
from tests.wizard.conftest import Desk
from tests.wizard.detectors import (
    SCREEN,
    chosen,
    cut,
    is_cut,
    nameless,
    out_of_order,
    settle,
    twice_keyed,
    unringed,
)
from tests.wizard.stages import FULL, Open, states

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


# --- Each detector sees what is broken on purpose -------------------------------------------------


@pytest.fixture
def broken(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    window.resize(400, 300)
    page = QWidget()
    QVBoxLayout(page)
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    return window


def put(window: QMainWindow, *widgets: QWidget) -> QWidget:
    page = window.centralWidget()
    assert page is not None
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    window.show()
    QTest.qWait(1)
    return page


def long_combo(combo: QComboBox) -> QComboBox:
    combo.addItems(["short", "a very long answer that does not fit into so narrow a field"])
    combo.setFixedSize(90, 24)
    return combo


def long_list() -> QListWidget:
    shown = QListWidget()
    shown.addItem("a very long line of a list that is elided when it does not fit")
    shown.setFixedWidth(80)
    return shown


def long_table() -> QTableWidget:
    table = QTableWidget(1, 1)
    table.setItem(0, 0, QTableWidgetItem("a very long cell of a table that is cut"))
    table.setColumnWidth(0, 60)
    return table


def small(widget: QWidget) -> QWidget:
    widget.setFixedSize(60, 20)
    return widget


CUT: dict[str, Callable[[], QWidget]] = {
    "label": lambda: small(QLabel("a label that does not break its line")),
    "button of Qt": lambda: small(QPushButton("a button that is too narrow")),
    "choice of Qt": lambda: small(QRadioButton("a choice that is too narrow")),
    "button": lambda: small(Button("a button that is too narrow")),
    "choice": lambda: small(Choice("a choice that is too narrow and too low")),
    "box": lambda: small(Tick("a box that is too narrow and too low")),
    "link": lambda: small(Link("a link that is too narrow and too low", "")),
    "list to choose from of Qt": lambda: long_combo(QComboBox()),
    "list to choose from": lambda: long_combo(CalmCombo()),
    "list": long_list,
    "table": long_table,
}


@pytest.mark.parametrize("kind", CUT)
def test_a_cut_text_is_detected(broken: QMainWindow, kind: str) -> None:
    page = put(broken, CUT[kind]())
    assert len(cut(page)) == 1


def test_a_text_outside_its_place_is_detected(broken: QMainWindow) -> None:
    page = put(broken)
    lost = QLabel("lost", page)
    lost.setGeometry(380, 10, 60, 20)
    lost.show()
    assert len(cut(page)) == 1


def test_a_text_that_must_be_chased_sideways_is_detected(broken: QMainWindow) -> None:
    area, content = QScrollArea(), QWidget()
    content.setFixedSize(2000, 40)
    area.setWidget(content)
    page = put(broken, area)
    assert len(cut(page)) == 1


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QPlainTextEdit])
def test_an_input_without_a_name_is_detected(broken: QMainWindow, kind: type[QWidget]) -> None:
    bare, named = kind(), kind()
    named.setAccessibleName("name")
    named.setAccessibleDescription("description")
    page = put(broken, bare, named)
    assert len(nameless(page)) == 1


def test_a_name_that_says_its_key_is_detected(broken: QMainWindow) -> None:
    page = put(broken, Button("次へ(&N)"))
    assert len(nameless(page)) == 1


def test_an_answer_chosen_beforehand_is_detected(broken: QMainWindow) -> None:
    choice, tick, combo, line = Choice("a"), Tick("b"), CalmCombo(), QLineEdit("c")
    choice.setChecked(True)
    tick.setChecked(True)
    combo.addItems(["choose", "d"])
    combo.setCurrentIndex(1)
    page = put(broken, choice, tick, combo, line)
    assert len(chosen(page)) == 4


def test_a_key_given_twice_is_detected(broken: QMainWindow) -> None:
    page = put(broken, Button("&Next"), Button("次へ(&N)"), Button("&Back"))
    assert twice_keyed(page) == ["Alt+N"]


def test_an_order_that_jumps_is_detected(broken: QMainWindow) -> None:
    one, two, three = QLineEdit(), QLineEdit(), QLineEdit()
    page = put(broken, one, two, three)
    assert out_of_order(page) == []
    QWidget.setTabOrder(three, two)
    QWidget.setTabOrder(one, three)
    assert len(out_of_order(page)) == 1


def test_an_order_that_jumps_in_a_row_is_detected(broken: QMainWindow) -> None:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setDirection(QHBoxLayout.Direction.RightToLeft)
    line.addWidget(QLineEdit())
    line.addWidget(QLineEdit())
    page = put(broken, row)
    assert len(out_of_order(page)) == 1


def test_a_focus_that_is_not_seen_is_detected(broken: QMainWindow) -> None:
    lines = [QLineEdit() for _ in range(5)]
    ring = Ring(broken)
    put(broken, *lines)
    lines[0].setFocus()
    assert unringed(broken) == []
    ring.setMaximumSize(5, 5)
    assert len(unringed(broken)) == 5


def test_lines_that_follow_each_other_have_air_between_them(broken: QMainWindow) -> None:
    text, wide = label("a word " * 40), 300
    put(broken, text)
    high = text.fontMetrics().height()
    count = text.heightForWidth(wide) / high
    closed = QLabel.heightForWidth(text, wide) / high
    assert count >= 1.25 * closed > 2
    text.setText("a word")
    assert text.heightForWidth(wide) < 1.1 * high
    assert not is_cut(text)


def test_the_last_of_the_lines_is_drawn_inside(broken: QMainWindow) -> None:
    text = label("word\n" * 9 + "last")
    put(broken, text)
    broken.show()
    settle()
    drawn = text.grab().toImage()
    rows = [
        any(drawn.pixelColor(x, y).lightness() < 100 for x in range(40))
        for y in range(drawn.height())
    ]
    lines = [y for y in range(1, len(rows)) if rows[y] and not rows[y - 1]]
    assert len(lines) == 10
    assert not rows[-1]


# --- Every page, in both languages, at one, two and three times the size ----------------------


def test_no_page_cuts_a_word(shown: Open) -> None:
    faults: dict[str, list[str]] = {}
    for name, window in states(shown):
        faults[name] = cut(window)
        assert window.width() <= SCREEN.width(), name
        assert window.height() <= SCREEN.height(), name
    assert {name: found for name, found in faults.items() if found} == {}


def test_nothing_behind_a_line_of_the_result_cuts_a_word(shown: Open) -> None:
    window = shown(FULL)
    window.go_to(window.pages[-1].number)
    for one in window.findChildren(Details):
        if not one.line.isChecked():
            one.line.click()
    settle()
    assert cut(page_of(window)) == []


@pytest.mark.parametrize("scale", [1], indirect=True)
def test_every_page_can_be_walked_by_tab_and_heard(shown: Open) -> None:
    looks = (nameless, twice_keyed, out_of_order)
    faults = {
        (name, look.__name__): look(window if look is not out_of_order else page_of(window))
        for name, window in states(shown)
        for look in looks
    }
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("scale", [1], indirect=True)
def test_what_is_added_and_removed_by_hand_is_walked_in_order_and_has_its_icons(
    shown: Open, qtbot: QtBot
) -> None:
    window = shown({"schema": "ros1-case/1", "ros1_tki_history": {"given": "yes"}})
    qtbot.waitUntil(lambda: window.dressing.is_on)
    window.go_to_path("ros1_tki_history.courses")
    page = page_of(window)
    (box,) = page.findChildren(ListBox)
    for pressed in ("add", "add", "remove"):
        button: Button = getattr(box, pressed)  # what is laid out anew has another one
        button.click()
        settle()
        assert out_of_order(page) == []
        assert not box.remove.icon().isNull()


def test_a_button_keeps_its_size_when_its_icon_comes(desk: Desk, qtbot: QtBot) -> None:
    window = build_window(desk.parts())
    qtbot.addWidget(window)
    window.show()
    buttons = [one for one in window.findChildren(Button) if one.isVisible()]
    before = [(one.size(), one.sizeHint()) for one in buttons]
    assert not window.dressing.is_on
    qtbot.waitUntil(lambda: window.dressing.is_on)
    settle()
    dressed = [one for one in buttons if not one.icon().isNull()]
    assert dressed
    assert all(one.has_icon for one in dressed)
    assert [(one.size(), one.sizeHint()) for one in buttons] == before


def test_a_page_that_is_there_before_the_icons_gets_them(desk: Desk, qtbot: QtBot) -> None:
    window = build_window(desk.parts())
    qtbot.addWidget(window)
    window.show()
    window.go_to_path("ros1_tests")
    (box,) = page_of(window).findChildren(ListBox)
    assert box.add.icon().isNull()
    qtbot.waitUntil(lambda: window.dressing.is_on)
    assert not box.add.icon().isNull()


@pytest.mark.parametrize("scale", [1], indirect=True)
def test_no_page_has_an_answer_chosen_beforehand(shown: Open) -> None:
    window = shown()
    for page in window.pages[:-2]:
        window.go_to(page.number)
        assert chosen(page) == []


@pytest.mark.parametrize("scale", [1, 3], indirect=True)
def test_what_has_the_focus_is_seen(shown: Open) -> None:
    window = shown(FULL)
    for page in window.pages:
        window.go_to(page.number)
        settle()
        assert unringed(window) == [], page.title_key


def page_of(window: Window) -> QWidget:
    page = window.page_now()
    assert page is not None
    return page

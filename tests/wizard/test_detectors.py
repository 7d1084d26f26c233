"""What nobody should have to look for: cut words, inputs without a name, answers chosen beforehand.

Each detector walks the widgets of a page as it is shown. It is proven here on a page that is broken
on purpose, then let loose on every page, in both languages, at one, two and three times the size.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ros1_desktop.place import resources
from ros1_desktop.wizard.choices import Button, Choice, Tick
from ros1_desktop.wizard.fields import CalmCombo
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.ring import Ring
from ros1_desktop.wizard.style import load_font
from ros1_desktop.wizard.window import LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
SCREEN = QSize(1366, 728)  # 1366 by 768 without the title of the window
SLACK = 4  # pixels of air that a control asks for and can do without
WRAP = int(Qt.TextFlag.TextWordWrap)
INPUTS = (QRadioButton, QCheckBox, QLineEdit, QComboBox, QPlainTextEdit)
FULL: dict[str, Any] = {
    "schema": "ros1-case/1",
    "label": "TB-7",
    "meeting_on": "2026-11-20",
    "age_band": "75_or_over",
    "disease": {"histology": "pleomorphic_or_sarcomatoid_carcinoma", "extent": "unknown"},
    "material": {"available": ["ffpe_tissue", "plasma"], "tumour_cell_percent": 65},
    "ros1_tests": [
        {"assay": "foundationone_liquid_cdx", "result": "positive", "fusion": {"partner": "CD74"}},
        {"assay": "fish_fusion", "result": "indeterminate", "fish": {"evaluable_cells": 60}},
        {"assay": "ihc_sp384", "result": "failed", "ihc": {"intensity": 3}},
        {"assay": "other_rna_ngs", "assay_name": "panel", "result": "negative"},
    ],
    "ros1_tki_history": {
        "given": "yes",
        "courses": [{"drug": "zidesamtinib", "outcome": "toxicity", "toxicity": "ild"}],
    },
    "resistance": {"tested_on": ["tissue"], "ros1_mutations": ["G2032R", "L2026M"]},
    "safety": {"qtc_ms": "not_measured"},
}


def seen(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget that is shown, whether or not it must be scrolled to."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget, Ring):
            yield widget


def needs(metrics: QFontMetrics, text: str, width: int, *, wraps: bool) -> QSize:
    """Return the room that a text needs at a width."""
    if wraps:
        return metrics.boundingRect(QRect(0, 0, width, 0), WRAP, text).size()
    return metrics.size(int(Qt.TextFlag.TextShowMnemonic), text)


def is_cut(widget: QWidget) -> bool:
    """Tell whether a widget shows less of its text than there is."""
    kinds: dict[Any, Callable[[Any], bool]] = {
        QLabel: is_cut_label,
        QComboBox: is_cut_combo,
        QAbstractButton: lambda button: is_narrow(button, [button.text().replace("&", "")]),
        QListWidget: lambda shown: any(is_cut_item(shown, row) for row in range(shown.count())),
        QTableWidget: is_cut_table,
        QTabBar: is_cut_tab,
    }
    return any(isinstance(widget, kind) and look(widget) for kind, look in kinds.items())


def is_cut_label(label: QLabel) -> bool:
    room = label.contentsRect()
    need = needs(label.fontMetrics(), label.text(), room.width(), wraps=label.wordWrap())
    cut_off = need.width() > room.width() + SLACK or need.height() > room.height()
    return bool(label.text()) and cut_off


def is_cut_combo(combo: QComboBox) -> bool:
    view = combo.view()
    texts = [combo.itemText(number) for number in range(combo.count())]
    return is_narrow(combo, texts) or not (isinstance(view, QListView) and view.wordWrap())


def is_cut_tab(tabs: QTabBar) -> bool:
    return any(
        tabs.tabRect(tab).width() < tabs.tabSizeHint(tab).width() for tab in range(tabs.count())
    )


def is_narrow(widget: QWidget, texts: list[str]) -> bool:
    """Tell whether a control is too small for the longest of its texts."""
    hint = widget.sizeHint()
    if not widget.hasHeightForWidth():
        return hint.width() > widget.width() or hint.height() > widget.height()
    if widget.heightForWidth(widget.width()) > widget.height():
        return True
    metrics = widget.fontMetrics()
    beside = hint.width() - max(needs(metrics, text, 0, wraps=False).width() for text in texts)
    room = widget.width() - max(beside, 0) + SLACK
    boxes = [needs(metrics, text, room, wraps=True) for text in texts]
    return any(box.width() > room or box.height() > widget.height() for box in boxes)


def is_cut_item(shown: QListWidget, number: int) -> bool:
    item = shown.item(number)
    place = shown.visualItemRect(item)
    beside = shown.iconSize().width() if not item.icon().isNull() else 0
    room = min(place.width(), shown.viewport().width()) - beside
    need = needs(QFontMetrics(item.font()), item.text(), room, wraps=shown.wordWrap())
    out_of_reach = (
        shown.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and place.bottom() > shown.viewport().height()
    )
    return out_of_reach or need.width() > room or need.height() > place.height()


def is_cut_table(table: QTableWidget) -> bool:
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            if item is None or not item.text():
                continue
            over, down = table.columnSpan(row, column), table.rowSpan(row, column)
            width = sum(table.columnWidth(column + more) for more in range(over))
            height = sum(table.rowHeight(row + more) for more in range(down))
            font = item.data(Qt.ItemDataRole.FontRole) or table.font()
            need = needs(QFontMetrics(font), item.text(), width, wraps=True)
            if need.width() > width or need.height() > height:
                return True
    return is_cut_head(table)


def is_cut_head(table: QTableWidget) -> bool:
    head = table.horizontalHeader()
    metrics = head.fontMetrics()
    if head.isHidden():
        return False
    for column in range(table.columnCount()):
        item = table.horizontalHeaderItem(column)
        size = head.sectionSize(column)
        if item and needs(metrics, item.text(), size, wraps=True).height() > head.height():
            return True
    return False


def leaves_its_place(widget: QWidget) -> bool:
    """Tell whether a part of a widget is hidden by what it stands in, and cannot be scrolled to."""
    outer = widget.parentWidget()
    if outer is None or widget.isWindow():
        return False
    area = outer.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is outer:
        # Up and down is scrolling; to the side, words would have to be chased.
        return isinstance(area, QScrollArea) and widget.width() > outer.width()
    return not outer.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def cut(root: QWidget) -> list[str]:
    """Return what is shown of which something cannot be read."""
    inside = [widget for widget in seen(root) if not of_qt(widget)]
    return [said(one) for one in inside if is_cut(one) or leaves_its_place(one)]


def of_qt(widget: QWidget) -> bool:
    """Tell whether a widget is a part that Qt made of a list or a table."""
    outer = widget.parentWidget()
    return isinstance(outer, QAbstractItemView | QComboBox) and not isinstance(widget, INPUTS)


def nameless(root: QWidget) -> list[str]:
    """Return what takes the focus and says neither what it is nor what belongs there."""
    found = []
    for widget in seen(root):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name)
        lacking = isinstance(widget, INPUTS) and not widget.accessibleDescription()
        marked = any(mark in name for mark in ("(&", "&")) or name.endswith(("(N)", "(B)"))
        if not name.strip() or lacking or marked:
            found.append(said(widget))
    return found


def chosen(root: QWidget) -> list[str]:
    """Return what looks answered."""
    return [
        said(widget)
        for widget in seen(root)
        if (isinstance(widget, QRadioButton | QCheckBox) and widget.isChecked())
        or (isinstance(widget, QComboBox) and widget.currentIndex() > 0)
        or (isinstance(widget, QLineEdit) and widget.text())
    ]


def twice_keyed(root: QWidget) -> list[str]:
    """Return the letters that more than one control answers to."""
    keys = [
        widget.shortcut().toString()
        for widget in seen(root)
        if isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty()
    ]
    return sorted({key for key in keys if keys.count(key) > 1})


def out_of_order(root: QWidget) -> list[str]:
    """Return what Tab reaches before something that is read earlier."""
    stops = list(tab_stops(root))
    places = [QRect(one.mapTo(root, QPoint(0, 0)), one.size()) for one in stops]
    return [
        said(later)
        for before, after, later in zip(places, places[1:], stops[1:], strict=False)
        if after.bottom() < before.top()
        or (after.top() < before.bottom() and after.right() < before.left())
    ]


def tab_stops(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches inside a widget, in its order."""
    widget: QWidget | None = root.nextInFocusChain()
    while widget is not None and widget is not root:
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if stops and widget.isVisible() and widget.isEnabled() and root.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def unringed(window: QWidget) -> list[str]:
    """Walk round by Tab and return what has the focus without being seen, or without the ring."""
    (ring,) = window.findChildren(Ring)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    found: list[str] = []
    met: list[QWidget] = []
    now: QWidget | None = window.focusWidget()
    while now is not None and now not in met:
        met.append(now)
        settle()
        place = QRect(now.mapTo(window, QPoint(0, 0)), now.size())
        around = QRect(ring.mapTo(window, QPoint(0, 0)), ring.size())
        hidden = now.visibleRegion().isEmpty() and not isinstance(now, QAbstractScrollArea)
        if hidden or not (ring.isVisible() and around.contains(place)):
            found.append(said(now))
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = window.focusWidget()
    assert len(met) > 3
    return found


def said(widget: QWidget) -> str:
    text = widget.property("text") or widget.accessibleName()
    return f"{type(widget).__name__} {text!r} {widget.geometry().getRect()}"


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


# --- Every page, in both languages, at one, two and three times the size ----------------------


@pytest.fixture(params=[1, 2, 3], ids=["100", "200", "300"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """Set the size of the type of everything."""
    before, style = qapp.font(), qapp.style().objectName()
    load_font(resources(), qapp)
    large = qapp.font()
    large.setPointSizeF(large.pointSizeF() * request.param)
    qapp.setFont(large)
    yield request.param
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or what is gone is laid out
    qapp.setFont(before)
    qapp.setStyle(style)


@pytest.fixture(params=["ja", "en"])
def shown(request: pytest.FixtureRequest, scale: int, open_window: Open) -> Open:  # noqa: ARG001
    """Return a function that shows the window in a language."""

    def show(case: dict[str, Any] | None = None) -> Window:
        window = open_window(case)
        window.resize(SCREEN)
        if request.param != window.session.language:
            window.button(LANGUAGE).click()
        return window

    return show


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def states(show: Open) -> Iterator[tuple[str, Window]]:
    """Yield every page with nothing entered, filled in, and with what cannot be taken."""
    for name, case in (("empty", None), ("full", FULL)):
        window = show(case)
        for page in window.pages:
            if page.is_due():
                window.go_to(page.number)
                settle()
                assert window.page_now() is page, page.title_key
                yield f"{name} {page.title_key}", window
        window.hide()
    for title, wrong in WRONG.items():
        window = show({**FULL, **wrong})
        if title == "page.material":
            window.session.draft.keep_unread("material.tumour_cell_percent", "650")
        window.go_to(len(window.pages))
        settle()
        stopped = window.page_now()
        assert stopped is not None
        assert stopped.title_key == title
        assert stopped.summary.links
        yield f"wrong {title}", window
        window.hide()


# What holds up Next, by the page where it does.
WRONG: dict[str, dict[str, Any]] = {
    "page.material": {},
    "page.tests": {"ros1_tests": [{}, {"assay": "other_dna_ngs", "result": "positive"}]},
    "page.treatment": {
        "ros1_tki_history": {"given": "no", "courses": [{"drug": "crizotinib"}]},
        "resistance": {"ros1_mutations": ["none_found", "G2032R"]},
    },
}


def test_no_page_cuts_a_word(shown: Open) -> None:
    faults: dict[str, list[str]] = {}
    for name, window in states(shown):
        faults[name] = cut(window)
        assert window.width() <= SCREEN.width(), name
        assert window.height() <= SCREEN.height(), name
    assert {name: found for name, found in faults.items() if found} == {}


def test_help_cuts_no_word(shown: Open) -> None:
    window = shown()
    help_window = window.show_help()
    settle()
    assert cut(help_window) == []
    help_window.close()


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

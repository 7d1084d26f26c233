"""What finds, on any window, what nobody should have to look for.

Cut words, inputs without a name, answers chosen beforehand, keys given twice, an order of Tab that
jumps, a focus that is not seen. Each is proven in `test_detectors.py` on what is broken on purpose.
"""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QWidget,
)

from ros1_desktop.wizard.ring import Ring

SCREEN = QSize(1366, 728)  # 1366 by 768 without the title of the window
SLACK = 4  # pixels of air that a control asks for and can do without
WRAP = int(Qt.TextFlag.TextWordWrap)
INPUTS = (QRadioButton, QCheckBox, QLineEdit, QComboBox, QPlainTextEdit)


def settle() -> None:
    """Let everything be laid out, and again once the icons are there."""
    for _ in range(8):
        QApplication.processEvents()


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

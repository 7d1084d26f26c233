"""A layout that goes on in the next line, so that large type is never cut."""

from functools import partial

import shiboken6
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ros1_desktop.wizard.style import GAP


class Flow(QLayout):
    """Lays widgets side by side and goes on in the next line where they do not fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = GAP) -> None:
        """Start empty; the gap is that between widgets and between lines."""
        self._gap = gap
        self._items: list[QLayoutItem] = []
        # What was asked of the items since the last change: a layout is asked the same many times.
        self._hints: list[tuple[int, int]] = []
        self._heights: dict[int, int] = {}
        self._tall: dict[tuple[int, int], int] = {}
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.destroyed.connect(partial(_let_go, self._items))

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None after the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the items need at a width."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was asked: something inside has changed."""
        self._hints.clear()
        self._heights.clear()
        self._tall.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        hints = self._asked()
        width = sum(wide + self._gap for wide, _ in hints)
        return QSize(width, max((high for _, high in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, move: bool) -> int:
        left, top, room = rect.x(), rect.y(), rect.width()
        x, y, height = left, top, 0
        for number, (wide, _) in enumerate(self._asked()):
            if x > left and x + wide > left + room:
                x, y, height = left, y + height + self._gap, 0
            width = min(wide, room)
            tall = self._tall_at(number, width)
            if move:
                self._items[number].setGeometry(QRect(x, y, width, tall))
            x += wide + self._gap
            height = max(height, tall)
        return y + height - top

    def _asked(self) -> list[tuple[int, int]]:
        """Return width and height that each item would like to have."""
        if not self._hints:
            hints = (item.sizeHint() for item in self._items)
            self._hints = [(hint.width(), hint.height()) for hint in hints]
        return self._hints

    def _tall_at(self, number: int, width: int) -> int:
        """Return the height that an item needs at a width."""
        if (number, width) not in self._tall:
            item = self._items[number]
            narrow = item.hasHeightForWidth()
            tall = item.heightForWidth(width) if narrow else self._asked()[number][1]
            self._tall[number, width] = tall
        return self._tall[number, width]


def _let_go(items: list[QLayoutItem]) -> None:
    """Free the items of a layout that is gone: they are its own, and Qt knows no list of them."""
    while items:
        shiboken6.delete(items.pop())


def flowing(gap: int = GAP) -> QWidget:
    """Return a widget that holds a Flow and asks for the height it needs."""
    holder = QWidget()
    Flow(holder, gap)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def add_to(holder: QWidget, widget: QWidget) -> None:
    """Add a widget to a holder that `flowing` made."""
    flow = holder.layout()
    if isinstance(flow, Flow):
        flow.addWidget(widget)

"""A layout that goes on in the next line, so that large type is never cut."""

from functools import partial

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ros1_desktop.wizard.style import GAP


class Flow(QLayout):
    """Lays widgets side by side and goes on in the next line where they do not fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = GAP) -> None:
        """Start empty; the gap is that between widgets and between lines."""
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # at each width that was asked for since the last change
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.destroyed.connect(partial(_let_go, self._items))

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None after the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
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
        """Forget the heights: something inside has changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() + self._gap for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self._gap, 0
            width = min(hint.width(), rect.width())
            tall = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, tall)))
            x += hint.width() + self._gap
            height = max(height, tall)
        return y + height - rect.y()


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

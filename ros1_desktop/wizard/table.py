"""A plain table: read by eye, by keys and by a screen reader.

Rules:
 * No line is cut: columns are as wide as their longest word, rows as high as their text; a table
   that is wider than its page scrolls sideways.
 * The wheel belongs to the page.
"""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from ros1_desktop.wizard.colours import LINE, colour
from ros1_desktop.wizard.style import NARROW_LINES, SMALL_SCALE, TIGHT, lines, scaled

SIDE = 6  # pixels on each side of a text in a cell
_WRAP = int(Qt.TextFlag.TextWordWrap)


class Lower(QStyledItemDelegate):
    """Keeps a text off the line above it, and draws the line below."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave room above."""
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(0, TIGHT // 2, 0, 0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell, and a thin line between it and the next row."""
        super().paint(painter, option, index)
        painter.setPen(colour(LINE, option.palette))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


class Table(QTableWidget):
    """Rows of text under heads; `shares` are the widths of the columns, in parts of their sum.

    `grows` takes what is left of the width; `least` names columns that need a width of their own,
    in heights of a line.
    """

    def __init__(
        self,
        heads: Sequence[str],
        shares: Sequence[float],
        grows: int = 0,
        least: Mapping[int, float] | None = None,
    ) -> None:
        """Start with heads and no row."""
        super().__init__(0, len(heads))
        self.shares, self.grows, self.least = shares, grows, least or {}
        self._sizes: dict[int, tuple[list[int], list[int], int]] = {}
        self._narrowest: list[int] = []  # the least widths of the columns, once they are measured
        self.setHorizontalHeaderLabels(list(heads))
        self._behave()

    def add(self, cells: Iterable[str], *, bold: bool = False) -> list[QTableWidgetItem]:
        """Add a row of texts and return its items."""
        row = self.rowCount()
        self._forget_sizes()
        self.insertRow(row)
        items = [QTableWidgetItem(text) for text in cells]
        for column, item in enumerate(items):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            if bold:
                font = self.font()
                font.setBold(True)
                item.setFont(font)
            self.setItem(row, column, item)
        return items

    def add_across(self, text: str, *, bold: bool = False) -> QTableWidgetItem:
        """Add a row of one text over all columns and return its item."""
        (item,) = self.add((text,), bold=bold)
        self.setSpan(self.rowCount() - 1, 0, 1, self.columnCount())
        return item

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which no row need be scrolled."""
        widths, heights, head = self._fit(width)
        wide = self._is_wide(widths, width)
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return head + sum(heights) + bar + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        """Return a small size; the height follows from the width."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Let the table be narrow; its columns then scroll."""
        return QSize(lines(self, NARROW_LINES), self.horizontalHeader().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give columns and rows their sizes."""
        super().resizeEvent(event)
        widths, heights, head = self._fit(self.width())
        # Said outright: a bar that Qt shows while columns still change would hide a row.
        wide = self._is_wide(widths, self.width())
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if wide else policy.ScrollBarAlwaysOff
        )
        self.horizontalHeader().setFixedHeight(head)
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
        for number, height in enumerate(heights):
            self.setRowHeight(number, height)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._forget_sizes()

    def _forget_sizes(self) -> None:
        self._sizes, self._narrowest = {}, []

    def _behave(self) -> None:
        scaled(self, SMALL_SCALE)
        self.setItemDelegate(Lower(self))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        header.setDefaultAlignment(left | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap)))
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setHighlightSections(False)
        scaled(header, SMALL_SCALE, bold=True)

    def _fit(self, width: int) -> tuple[list[int], list[int], int]:
        """Return the widths of the columns, the heights of the rows and of the heads at a width."""
        if width not in self._sizes:
            widths = self._widths(width - 2 * self.frameWidth())
            self._sizes[width] = (widths, self._heights(widths), self._head_height(widths))
        return self._sizes[width]

    def _is_wide(self, widths: Sequence[int], width: int) -> bool:
        return sum(widths) > width - 2 * self.frameWidth()

    def _widths(self, width: int) -> list[int]:
        self._narrowest = self._narrowest or [*map(self._least, range(self.columnCount()))]
        least = self._narrowest
        wanted = [int(width * share // sum(self.shares)) for share in self.shares]
        missing = sum(max(need - want, 0) for need, want in zip(least, wanted, strict=True))
        spare = sum(max(want - need, 0) for need, want in zip(least, wanted, strict=True))
        if missing > spare:
            return least
        fitted = [
            max(need, want - missing * max(want - need, 0) // (spare or 1))
            for need, want in zip(least, wanted, strict=True)
        ]
        fitted[self.grows] += width - sum(fitted)
        return fitted

    def _least(self, column: int) -> int:
        """Return the width of the longest piece of a column that cannot be broken."""
        rows = [row for row in range(self.rowCount()) if self.columnSpan(row, column) == 1]
        longest = max((self.box(row, column, 1)[0] for row in rows), default=0) + 2 * SIDE
        head = self._head_box(column, 1)[0] + 2 * SIDE
        return max(longest, head, lines(self, self.least.get(column, 0)))

    def _head_height(self, widths: Sequence[int]) -> int:
        boxes = (self._head_box(column, wide - 2 * SIDE) for column, wide in enumerate(widths))
        return max(box[1] for box in boxes) + TIGHT

    def _head_box(self, column: int, width: int) -> tuple[int, int]:
        metrics = self.horizontalHeader().fontMetrics()
        item = self.horizontalHeaderItem(column)
        box = metrics.boundingRect(0, 0, width, 0, _WRAP, item.text() if item else "")
        return box.width(), box.height()

    def _heights(self, widths: list[int]) -> list[int]:
        heights = [0] * self.rowCount()
        spanned: list[tuple[int, int, int]] = []
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                across, down = self.columnSpan(row, column), self.rowSpan(row, column)
                wide = sum(widths[column : column + across]) - 2 * SIDE
                high = self.box(row, column, wide)[1] + TIGHT
                if down > 1 and self.text(row, column):
                    spanned.append((row, down, high))
                elif down == 1:
                    heights[row] = max(heights[row], high)
        for row, down, high in spanned:
            heights[row + down - 1] += max(0, high - sum(heights[row : row + down]))
        return heights

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def box(self, row: int, column: int, width: int) -> tuple[int, int]:
        """Return the size that a cell takes at a width."""
        item = self.item(row, column)
        if item is None:
            return 0, 0
        metrics = QFontMetrics(item.font()) if item.font().bold() else self.fontMetrics()
        box = metrics.boundingRect(0, 0, width, 0, _WRAP, item.text())
        return box.width(), box.height()

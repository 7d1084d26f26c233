"""The figures beside an option: a plain table, read by eye, by keys and by a screen reader.

Rules:
 * Every figure of the option stands in the table, in the decision's order; older cuts stand apart.
 * That the trials were not head to head is said in the same box, directly above.
 * No line is cut: columns are as wide as their longest word, rows as high as their text.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.wizard.facts import DASH, together
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import NARROW_LINES, SMALL_SCALE, TIGHT, label, lines, scaled

COLUMNS = ("trial", "population", "n", "k", "endpoint", "value", "cut")
SHARES = (20, 25, 9, 7, 9, 18, 12)
SHARED = (0, 1, 2, 6)  # the columns that figures of one population have in common
SIDE = 6  # pixels on each side of a text in a cell
_WRAP = int(Qt.TextFlag.TextWordWrap)


class _Lower(QStyledItemDelegate):
    """Keeps a text off the line above it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(0, TIGHT // 2, 0, 0)


class FigureTable(QTableWidget):
    """Figures, those of one population together, with their notes and sources below them."""

    def __init__(self, found: list[Fact], option: Option, session: Session) -> None:
        """Fill the table."""
        super().__init__(0, len(COLUMNS))
        self.session = session
        self.quote = session.quote
        self.option = option
        self._sizes: dict[int, tuple[list[int], list[int]]] = {}
        say = session.say
        self.setAccessibleName(f"{say('sheet.evidence')}: {session.option_name(option.id)}")
        names = [say(f"sheet.column.{name}") for name in COLUMNS]
        names[COLUMNS.index("value")] += f" ({say('sheet.ci')})"
        self.setHorizontalHeaderLabels(names)
        self._behave()
        for group in together(found):
            self._add(group)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow means tall."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which no row need be scrolled."""
        widths, heights = self._fit(width)
        inside = width - 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height() if sum(widths) > inside else 0
        header = self.horizontalHeader().sizeHint().height()
        return header + sum(heights) + bar + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        """Return a small size; the height follows from the width."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Let the table be narrow; its columns then scroll."""
        return QSize(lines(self, NARROW_LINES), self.horizontalHeader().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give columns and rows their sizes."""
        super().resizeEvent(event)
        widths, heights = self._fit(self.width())
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
        for number, height in enumerate(heights):
            self.setRowHeight(number, height)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._sizes = {}

    def _behave(self) -> None:
        scaled(self, SMALL_SCALE)
        self.setItemDelegate(_Lower(self))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        scaled(header, SMALL_SCALE, bold=True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Window))
        self.setPalette(palette)

    def _add(self, group: list[Fact]) -> None:
        first, quote = self.rowCount(), self.quote
        for fact in group:
            shared = fact is group[0]
            cells = (
                quote.trial(fact) if shared else "",
                quote.population(fact, self.option.id) if shared else "",
                quote.number(fact) if shared else "",
                str(fact.get("events", DASH)),
                fact["endpoint"],
                quote.value(fact),
                quote.cut(fact) if shared else "",
            )
            items = self._append(cells)
            endpoint = self.session.say(f"endpoint.{fact['endpoint']}")
            items[COLUMNS.index("endpoint")].setToolTip(endpoint)
        if len(group) > 1:
            for column in SHARED:
                self.setSpan(first, column, len(group), 1)
        small = quote.cited(sources_of(group[0]))
        (under,) = self._append(("\n".join((*quote.notes(group), small)),))
        self.setSpan(self.rowCount() - 1, 0, 1, len(COLUMNS))
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        ink.setAlphaF(0.75)
        under.setForeground(ink)

    def _append(self, cells: Sequence[str]) -> list[QTableWidgetItem]:
        row = self.rowCount()
        self.insertRow(row)
        items = [QTableWidgetItem(text) for text in cells]
        for column, item in enumerate(items):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self.setItem(row, column, item)
        return items

    def _fit(self, width: int) -> tuple[list[int], list[int]]:
        """Return the widths of the columns and the heights of the rows at a width."""
        if width not in self._sizes:
            widths = self._widths(width - 2 * self.frameWidth())
            self._sizes[width] = (widths, self._heights(widths))
        return self._sizes[width]

    def _widths(self, width: int) -> list[int]:
        columns = range(len(COLUMNS))
        least = [max(self._longest(column), self._header(column)) for column in columns]
        wanted = [width * share // sum(SHARES) for share in SHARES]
        missing = sum(max(need - want, 0) for need, want in zip(least, wanted, strict=True))
        spare = sum(max(want - need, 0) for need, want in zip(least, wanted, strict=True))
        if missing > spare:
            return least
        fitted = [
            max(need, want - missing * max(want - need, 0) // (spare or 1))
            for need, want in zip(least, wanted, strict=True)
        ]
        fitted[COLUMNS.index("population")] += width - sum(fitted)
        return fitted

    def _longest(self, column: int) -> int:
        """Return the width of the longest piece of a column that cannot be broken."""
        texts = (
            self._text(row, column)
            for row in range(self.rowCount())
            if self.columnSpan(row, column) == 1
        )
        return max((self._box(text, 1)[0] for text in texts), default=0) + 2 * SIDE

    def _header(self, column: int) -> int:
        header = self.horizontalHeader()
        return header.sectionSizeHint(column) + SIDE

    def _heights(self, widths: list[int]) -> list[int]:
        heights = [0] * self.rowCount()
        spanned: list[tuple[int, int, int]] = []
        for row in range(self.rowCount()):
            for column in range(len(COLUMNS)):
                across, down = self.columnSpan(row, column), self.rowSpan(row, column)
                wide = sum(widths[column : column + across]) - 2 * SIDE
                high = self._box(self._text(row, column), wide)[1] + TIGHT
                if down > 1 and self._text(row, column):
                    spanned.append((row, down, high))
                elif down == 1:
                    heights[row] = max(heights[row], high)
        for row, down, high in spanned:
            heights[row + down - 1] += max(0, high - sum(heights[row : row + down]))
        return heights

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def _box(self, text: str, width: int) -> tuple[int, int]:
        box = self.fontMetrics().boundingRect(0, 0, width, 0, _WRAP, text)
        return box.width(), box.height()


def add_figures(block: QVBoxLayout, option: Option, session: Session) -> None:
    """Add the figures of an option, and a button that shows its older cuts."""
    outcomes = session.parts.facts.outcomes
    if not (option.evidence or option.history):
        return
    block.addWidget(label(session.say("sheet.not_head_to_head"), SMALL_SCALE, bold=True))
    if option.evidence:
        found = [outcomes[name] for name in option.evidence]
        block.addWidget(FigureTable(found, option, session))
    if option.history:
        older = FigureTable([outcomes[name] for name in option.history], option, session)
        older.setAccessibleName(f"{session.say('sheet.history')}: {older.accessibleName()}")
        older.hide()
        count = session.say("wizard.evidence_count", count=len(option.history))
        button = QPushButton(f"{session.say('sheet.history')} ({count})")
        button.setCheckable(True)
        button.setAccessibleDescription(session.option_name(option.id))
        button.toggled.connect(older.setVisible)
        block.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        block.addWidget(older)

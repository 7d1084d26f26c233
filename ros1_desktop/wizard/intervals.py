"""The interval figures of an option: the rows of paper, their words in cells, the marks below.

Rules:
 * The values are those of the sheet (`sheet/figures.py`); nothing is chosen, computed or ordered
   here but which of the rows are this option's.
 * That the trials were not head to head stands inside the frame.
 * A difference is a shape, never a colour: a full mark, an open one for few patients, a cap where
   the source gives an end, an arrow to the edge where it was not reached. Ink and ground are the
   palette's.
"""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QStyleOptionViewItem

from ros1_desktop.sheet.figures import (
    Axis,
    Interval,
    IntervalFigure,
    IntervalPanel,
    IntervalRow,
)
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.style import ROW, SMALL_SCALE, TIGHT, column, label
from ros1_desktop.wizard.table import SIDE, Lower, Table

BEFORE, AXIS = 34, 22  # shares of what stands before the axes, and of an axis
AXIS_LINES = 8  # least width of an axis, in heights of a line
MARK, CAP = 0.5, 0.28  # sizes of a mark and of an end, in heights of a line
FAINT = 0.25  # of the ink, for ticks, which mean nothing


def of_option(figure: IntervalFigure | None, name: str) -> IntervalFigure | None:
    """Return the part of a figure that is one option's, by its name; None where it has none."""
    if figure is None:
        return None
    panels = (replace(panel, rows=tuple(_rows(panel, name))) for panel in figure.panels)
    kept = tuple(panel for panel in panels if panel.rows)
    return replace(figure, panels=kept) if kept else None


def _rows(panel: IntervalPanel, name: str) -> Iterator[IntervalRow]:
    """Yield the rows of an option; the first of several names it, the others follow."""
    now = ""
    for row in panel.rows:
        now = row.before[0] or now
        if now == name:
            yield row


class IntervalTable(Table):
    """A figure as a table; a cell of an axis holds its words, and its mark is drawn below them."""

    def __init__(self, figure: IntervalFigure, name: str) -> None:
        """Fill the table; `drawn` holds the intervals by their cells, `scale` is the ticks' row."""
        heads = (*figure.before[1:], *(axis.title for axis in figure.axes))
        places = range(1, len(heads))
        self.axes = dict(zip(places, figure.axes, strict=True))
        self.drawn: dict[tuple[int, int], Interval] = {}
        self.scale = 0
        shares = (BEFORE, *(AXIS for _ in places))
        super().__init__(heads, shares, least=dict.fromkeys(places, AXIS_LINES))
        self.add("" for _ in heads)
        for panel in figure.panels:
            self.add_across(panel.title, bold=True)
            for row in panel.rows:
                marks = (cell.mark for cell in row.cells)
                found = zip(places, marks, strict=True)
                at = self.rowCount()
                self.drawn |= {(at, place): mark for place, mark in found if mark is not None}
                self.add((" ".join(row.before[1:]), *(cell.words for cell in row.cells)))
        self.setItemDelegate(_Axes(self))
        self.setAccessibleName(f"{name}: {', '.join(axis.title for axis in figure.axes)}")
        self.setAccessibleDescription("\n".join(_told(figure)))

    @property
    def band(self) -> int:
        """The height of what is drawn below the words."""
        return self.fontMetrics().height()

    def strip(self, index: QModelIndex | QPersistentModelIndex, cell: QRectF) -> QRectF:
        """Return where in a cell its mark is drawn: right below the words."""
        words = super().box(index.row(), index.column(), int(cell.width()) - 2 * SIDE)[1]
        return QRectF(cell.left(), cell.top() + TIGHT // 2 + words, cell.width(), self.band)

    def box(self, row: int, column: int, width: int) -> tuple[int, int]:
        """Return the size of the words, and of the mark below them."""
        wide, high = super().box(row, column, width)
        return wide, high + ((row, column) in self.drawn) * self.band


class _Axes(Lower):
    """Draws the scales, and ticks, interval and mark below the words of a cell."""

    def __init__(self, table: IntervalTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell; those of text alone have nothing more."""
        super().paint(painter, option, index)
        axis = self._table.axes.get(index.column())
        one = self._table.drawn.get((index.row(), index.column()))
        if axis is None or (one is None and index.row() != self._table.scale):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        area = QRectF(option.rect)
        if one is None:
            self._scale(painter, area, axis)
        else:
            self._mark(painter, self._table.strip(index, area), axis, one)
        painter.restore()

    def _scale(self, painter: QPainter, area: QRectF, axis: Axis) -> None:
        painter.setPen(self._ink())
        wide = painter.fontMetrics().horizontalAdvance(str(axis.top)) + SIDE
        room = self.place(area, axis, axis.top) - self.place(area, axis, 0)
        for tick in axis.numbered(room / wide):
            middle = self.place(area, axis, tick)
            box = QRectF(middle - wide / 2, area.top(), wide, area.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(tick))

    def _mark(self, painter: QPainter, area: QRectF, axis: Axis, one: Interval) -> None:
        line, ink = self._table.fontMetrics().height(), self._ink()
        faint = QColor(ink)
        faint.setAlphaF(FAINT)
        painter.setPen(QPen(faint, 1))
        for tick in axis.ticks:
            x = self.place(area, axis, tick)
            painter.drawLine(QPointF(x, area.center().y()), QPointF(x, area.bottom()))
        middle, cap, edge = area.center().y(), line * CAP, area.right() - 1
        painter.setPen(QPen(ink, max(1.0, line / (18 if one.few else 9))))
        ground = self._table.palette().color(QPalette.ColorRole.Base)
        painter.setBrush(ground if one.few else ink)
        if one.span is not None:
            start, stop = one.span
            end = edge - cap if stop is None else self.place(area, axis, stop)
            painter.drawLine(QPointF(self.place(area, axis, start), middle), QPointF(end, middle))
        for x in (self.place(area, axis, end) for end in one.caps):
            painter.drawLine(QPointF(x, middle - cap), QPointF(x, middle + cap))
        if one.beyond:
            back = edge - 2 * cap
            corners = ((edge, middle), (back, middle - cap), (back, middle + cap))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        if one.value is not None:
            size, x = line * MARK, self.place(area, axis, one.value)
            painter.drawRect(QRectF(x - size / 2, middle - size / 2, size, size))

    def place(self, area: QRectF, axis: Axis, value: float) -> float:
        """Return where a value stands; half the widest number and an arrow are left free."""
        side = self._table.fontMetrics().horizontalAdvance("100") / 2 + SIDE
        return area.left() + side + (area.width() - 2 * side) * value / axis.top

    def _ink(self) -> QColor:
        return self._table.palette().color(QPalette.ColorRole.Text)


def framed(figure: IntervalFigure, name: str) -> QFrame:
    """Return a figure in its frame: the warning, the table, the notes."""
    frame = Card()
    inside = column(frame, TIGHT)
    inside.setContentsMargins(ROW, TIGHT, ROW, TIGHT)
    inside.addWidget(label(figure.warning, SMALL_SCALE, bold=True))
    inside.addWidget(IntervalTable(figure, name))
    for note in figure.notes:
        inside.addWidget(label(note, SMALL_SCALE))
    return frame


def _told(figure: IntervalFigure) -> Iterator[str]:
    """Yield the figure line by line, as it is read aloud."""
    yield figure.warning
    for panel in figure.panels:
        for row in panel.rows:
            cells = zip(figure.axes, row.cells, strict=True)
            said = "; ".join(f"{axis.title} {cell.words}" for axis, cell in cells)
            yield f"{panel.title}: {' '.join(row.before[1:])}: {said}"
    yield from figure.notes

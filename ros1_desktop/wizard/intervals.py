"""The interval figure of an option: the rows of paper, their text in cells, their marks drawn.

Rules:
 * The values are those of the sheet (`sheet/figures.py`); nothing is chosen, computed or ordered
   here but which of the rows are this option's.
 * That the trials were not head to head stands inside the frame.
 * A difference is a shape, never a colour: a full mark, an open one for few patients, a line with
   ends only where the source gives both. Ink and ground are the palette's.
"""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame, QStyleOptionViewItem

from ros1_desktop.sheet.figures import TICKS, Interval, IntervalFigure, IntervalPanel, IntervalRow
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.style import ROW, SMALL_SCALE, TIGHT, column, label
from ros1_desktop.wizard.table import SIDE, Lower, Table

AXIS = 1  # the column in which marks are drawn
SHARES = (30, 22, 18, 17, 15)
AXIS_LINES = 8  # least width of the axis, in heights of a line
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
    """A figure as a table; the axis is a column whose text is the value, drawn as a mark."""

    def __init__(self, figure: IntervalFigure, name: str) -> None:
        """Fill the table; `drawn` holds the interval of a row, `scale` is the row of the ticks."""
        heads = (*figure.before[1:], figure.axis, *figure.behind)
        super().__init__(heads, SHARES, least={AXIS: AXIS_LINES})
        self.drawn: dict[int, Interval] = {}
        self.scale = self.rowCount()
        self.add("" for _ in heads)
        for panel in figure.panels:
            self.add_across(panel.title, bold=True)
            for row in panel.rows:
                self.drawn[self.rowCount()] = row.interval
                items = self.add((*row.before[1:], "", *row.behind))
                items[AXIS].setData(Qt.ItemDataRole.AccessibleTextRole, row.behind[0])
        self.setItemDelegateForColumn(AXIS, _Axis(self))
        self.setAccessibleName(f"{name}: {figure.axis}")
        self.setAccessibleDescription("\n".join(_told(figure)))


class _Axis(Lower):
    """Draws scale, ticks, interval and mark of a row."""

    def __init__(self, table: IntervalTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell; rows of text alone have none."""
        super().paint(painter, option, index)
        row = index.row()
        if row != self._table.scale and row not in self._table.drawn:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        area = QRectF(option.rect)
        if row == self._table.scale:
            self._scale(painter, area)
        else:
            self._mark(painter, area, self._table.drawn[row])
        painter.restore()

    def _scale(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(self._ink())
        wide = painter.fontMetrics().horizontalAdvance(str(TICKS[-1])) + SIDE
        apart = self.place(area, TICKS[1]) - self.place(area, TICKS[0])
        # Where there is no room for all numbers, every other one stands, or the first and the last.
        fitting = (step for step in (1, 2) if step * apart >= wide)
        for tick in TICKS[:: next(fitting, len(TICKS) - 1)]:
            box = QRectF(self.place(area, tick) - wide / 2, area.top(), wide, area.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(tick))

    def _mark(self, painter: QPainter, area: QRectF, one: Interval) -> None:
        line, ink = self._table.fontMetrics().height(), self._ink()
        faint = QColor(ink)
        faint.setAlphaF(FAINT)
        painter.setPen(QPen(faint, 1))
        for tick in TICKS:
            x = self.place(area, tick)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        middle, weight = area.center().y(), max(1.0, line / (18 if one.few else 9))
        painter.setPen(QPen(ink, weight))
        if one.low is not None and one.high is not None:
            low, high = (self.place(area, end) for end in (one.low, one.high))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for x in (low, high):
                cap = line * CAP
                painter.drawLine(QPointF(x, middle - cap), QPointF(x, middle + cap))
        size = line * MARK
        ground = self._table.palette().color(QPalette.ColorRole.Base)
        painter.setBrush(ground if one.few else ink)
        x = self.place(area, one.value)
        painter.drawRect(QRectF(x - size / 2, middle - size / 2, size, size))

    def place(self, area: QRectF, percent: float) -> float:
        """Return where a value stands; half the widest tick number is left free on both sides."""
        side = self._table.fontMetrics().horizontalAdvance(str(TICKS[-1])) / 2 + SIDE
        return area.left() + side + (area.width() - 2 * side) * percent / TICKS[-1]

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
            values = zip(figure.behind, row.behind, strict=True)
            said = "; ".join(f"{head} {value}" for head, value in values)
            yield f"{panel.title}: {' '.join(row.before[1:])}: {said}"
    yield from figure.notes

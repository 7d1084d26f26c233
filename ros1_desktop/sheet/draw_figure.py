"""Figures and columns of items, drawn. Written for reportlab 5.1.

Rules:
 * A figure is a table whose axes are columns: its numbers are text in cells and are read aloud; the
   mark below them is a figure whose text is the same value. The scale is an artifact.
 * Black on white; ticks are grey and mean nothing. A difference is a shape, never a tone.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.platypus import Flowable

from ros1_desktop.sheet import paper, tables
from ros1_desktop.sheet.figures import (
    Axis,
    Calendar,
    Interval,
    IntervalFigure,
    IntervalPanel,
    Measured,
    ToxicityGrid,
)
from ros1_desktop.sheet.sheet import (
    Grid,
    Group,
    Items,
    Look,
    Row,
    cell,
    plain,
    strong,
)
from ros1_desktop.sheet.tags import LAYOUT, Figure, Node, TaggedTable, unread
from ros1_desktop.sheet.widths import lowest

BEFORE, AXIS = 238, 95  # shares of the width
TICK = Color(0.72, 0.72, 0.72)
CLOSE, NARROW = 1.2, 2.0  # points below the text of a cell, and beside it
MARK, FEW_LINE, LINE, CAP = 4.2, 0.5, 1.0, 2.2  # points
HEAD, SIDE, BAND = 4.5, 6.0, 7.0  # points: an arrow's head; left free beside an axis; its height
CALENDAR = (56, 18, 46)  # shares of a test and of the times


def items(block: Items) -> TaggedTable:
    """Draw short lines in columns, row by row."""
    node = Node("L", tables.DOTTED)
    cells = [
        tables.tagged(tables.line(item, Look.DENSE), node.add("LI").add("LBody"))
        for item in block.items
    ]
    found = lowest([cell.natural for cell in cells], paper.WIDTH, block.columns, tables.SIDE)
    drawn: tables.Drawn = [*cells, *[""] * (-len(cells) % found)]
    rows = [drawn[at : at + found] for at in range(0, len(drawn), found)]
    widths = [paper.WIDTH / found] * found
    lines: list[tables.Command] = [
        ("LINEBELOW", (0, 0), (-1, -1), tables.FINE / 2, TICK),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), CLOSE),
    ]
    return tables.table(rows, widths, lines, node)


def toxicity(block: ToxicityGrid) -> Grid:
    """Return the grid of a toxicity grid: whom and how many a row counts stands above it."""
    rows: list[Group | Row] = []
    for row in block.rows:
        rows.append(Group((*strong(f"{row.drug}  "), *plain(row.counted)), 2))
        rows.append(tuple(map(cell, row.cells)))
    shares = (1.0,) * len(block.events)
    return Grid(strong(block.note), block.events, shares, tuple(rows), Look.DENSE)


def calendar(block: Calendar) -> Grid:
    """Return the grid of a calendar: each drug with its warnings heads its tests."""
    rows: list[Group | Row] = []
    for one in block.drugs:
        rows.append(Group((*strong(f"{one.drug}  "), *plain(one.warnings)), 2))
        rows.extend((cell(row.check), *map(cell, row.cells)) for row in one.rows)
    head = (block.check, *block.times)
    return Grid(plain(block.note), head, CALENDAR, tuple(rows), Look.DENSE)


def intervals(block: IntervalFigure) -> TaggedTable:
    """Draw an interval figure; warning, heads and scale come again on every page."""
    node, columns = Node("Table"), 1 + len(block.axes)
    rows = [_across(node.add("Caption"), block.warning, columns), _heads(block, node)]
    rows.append(["", *(_Scale(axis) for axis in block.axes)])
    commands: list[tables.Command] = [
        ("SPAN", (0, 0), (-1, 0)),
        ("BACKGROUND", (0, 1), (-1, 2), paper.GREY),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), CLOSE),
        ("LEFTPADDING", (0, 0), (-1, -1), NARROW),
        ("RIGHTPADDING", (0, 0), (-1, -1), NARROW),
        ("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black),
    ]
    heads = len(rows)
    for panel in block.panels:
        commands.extend(_panel(panel, block.axes, rows, node))
    for note in block.notes:
        commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
        commands.append(("LINEABOVE", (0, len(rows)), (-1, len(rows)), tables.FINE, black))
        row = node.add("TR").add("TD", f"/A <</O /Table /ColSpan {columns}>>")
        rows.append(_across(row, note, columns))
    shares = (BEFORE, *(AXIS for _ in block.axes))
    widths = [paper.WIDTH * share / sum(shares) for share in shares]
    return tables.table(rows, widths, commands, node, repeat=heads)


def opening(block: IntervalFigure) -> IntervalFigure:
    """Return the part of an interval figure that no page break may tear from what is above it."""
    first = block.panels[0]
    return replace(block, panels=(replace(first, rows=first.rows[:1]),), notes=())


def _across(node: Node, words: str, columns: int) -> tables.Drawn:
    line = tables.tagged(tables.line(strong(words), Look.DENSE), node)
    return [line, *[""] * (columns - 1)]


def _heads(block: IntervalFigure, node: Node) -> tables.Drawn:
    row = node.add("TR")
    return [
        tables.tagged(tables.line(strong(word), Look.DENSE), row.add("TH", tables.OF_COLUMN))
        for word in (*block.before[1:], *(axis.title for axis in block.axes))
    ]


def _panel(
    panel: IntervalPanel, axes: tuple[Axis, ...], rows: list[tables.Drawn], node: Node
) -> Iterator[tables.Command]:
    """Add the rows of a panel; yield how they are ruled, and that each keeps its head in sight."""
    start, columns = len(rows), 1 + len(axes)
    heading = node.add("TR").add("TH", f"/A <</O /Table /ColSpan {columns} /Scope /Column>>")
    rows.append(_across(heading, panel.title, columns))
    yield ("BACKGROUND", (0, start), (-1, start), paper.PALE)
    yield ("SPAN", (0, start), (-1, start))
    yield ("NOSPLIT", (0, start), (-1, start + 1))
    for one in panel.rows:
        drug, *before = one.before
        row = node.add("TR")
        heads = (*strong(f"{drug}  " if drug else ""), *plain(" ".join(before)))
        head = tables.tagged(tables.line(heads, Look.DENSE), row.add("TH", tables.OF_ROW))
        yield ("LINEABOVE", (0, len(rows)), (-1, len(rows)), tables.FINE / 2, TICK)
        cells = zip(axes, one.cells, strict=True)
        rows.append([head, *(_cell(axis, each, row.add("TD")) for axis, each in cells)])


def _cell(axis: Axis, measured: Measured, node: Node) -> list[Any]:
    """Return the words of a figure, and below them its mark where it has one."""
    words = tables.line(plain(measured.words), Look.DENSE)
    if measured.mark is None:
        return [tables.tagged(words, node)]
    mark = Figure(_Mark(axis, measured.mark), alt=f"{axis.title} {measured.words}")
    drawn = [tables.tagged(words, node.add("P")), mark]
    node.adopt(mark.node)
    return drawn


class _OnAxis(Flowable):
    """Whatever is drawn at its place on an axis as wide as its column."""

    high = 0.0

    def __init__(self, axis: Axis) -> None:
        super().__init__()
        self._axis = axis

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Return the size: the whole width of the column."""
        self._full = available_width
        return self._full, self.high

    def _at(self, value: float) -> float:
        return SIDE + (self._full - 2 * SIDE) * value / self._axis.top


class _Mark(_OnAxis):
    """The ticks, the interval and the mark of one value."""

    high = BAND

    def __init__(self, axis: Axis, interval: Interval) -> None:
        super().__init__(axis)
        self._interval = interval

    def draw(self) -> None:
        """Draw the interval as far as it has ends, an arrow where it goes on, and the mark."""
        canvas, one, middle = self.canv, self._interval, BAND / 2
        canvas.setStrokeColor(TICK)
        canvas.setLineWidth(tables.FINE)
        for tick in self._axis.ticks:
            canvas.line(self._at(tick), 0, self._at(tick), BAND - CAP / 2)
        canvas.setStrokeColor(black)
        canvas.setLineWidth(FEW_LINE if one.few else LINE)
        canvas.setFillGray(1 if one.few else 0)
        if one.span is not None:
            start, stop = one.span
            edge = self._full - HEAD if stop is None else self._at(stop)
            canvas.line(self._at(start), middle, edge, middle)
        for end in one.caps:
            canvas.line(self._at(end), middle - CAP, self._at(end), middle + CAP)
        if one.beyond:
            self._arrow(middle)
        if one.value is not None:
            canvas.rect(self._at(one.value) - MARK / 2, middle - MARK / 2, MARK, MARK, fill=1)
        canvas.setFillGray(0)

    def _arrow(self, middle: float) -> None:
        path = self.canv.beginPath()
        path.moveTo(self._full, middle)
        path.lineTo(self._full - HEAD, middle + CAP)
        path.lineTo(self._full - HEAD, middle - CAP)
        path.close()
        self.canv.drawPath(path, fill=1)


class _Scale(_OnAxis):
    """The numbers of the ticks of a column."""

    high = paper.CELL[Look.DENSE].leading

    def draw(self) -> None:
        """Draw the numbers, each at its tick, as many as have room."""
        with unread(self.canv, LAYOUT):
            self.canv.setFont(paper.REGULAR, paper.SMALLEST)
            wide = self.canv.stringWidth(f"{self._axis.top} ", paper.REGULAR, paper.SMALLEST)
            for tick in self._axis.numbered((self._full - 2 * SIDE) / wide):
                self.canv.drawCentredString(self._at(tick), 1, str(tick))

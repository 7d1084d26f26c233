"""Figures and columns of items, drawn. Written for reportlab 5.1.

Rules:
 * A figure is a table whose axis is a column: its numbers are text in cells and are read aloud; the
   mark on the axis is a figure whose text is the same value. The scale is an artifact.
 * Black on white; ticks are grey and mean nothing. A difference is a shape, never a tone.
"""

from collections.abc import Iterator

from reportlab.lib.colors import Color, black
from reportlab.platypus import Flowable

from ros1_desktop.sheet import paper, tables
from ros1_desktop.sheet.figures import (
    TICKS,
    Calendar,
    Interval,
    IntervalFigure,
    IntervalPanel,
    ToxicityGrid,
)
from ros1_desktop.sheet.lines import Lines
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

BEFORE, AXIS, BEHIND = (186,), 82, (86, 74, 68)  # shares of the width
SPANS = len(TICKS) - 1
READ = len(BEFORE) + 1 + len(BEHIND)  # columns of the tree: the axis is one
TICK = Color(0.72, 0.72, 0.72)
CLOSE, NARROW = 1.2, 2.0  # points below the text of a cell, and beside it
MARK, FEW_LINE, LINE, CAP = 4.2, 0.5, 1.0, 2.2  # points
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
    node = Node("Table")
    columns = len(BEFORE) + SPANS + len(BEHIND)
    rows = [_across(node.add("Caption"), block.warning, columns), _heads(block, node)]
    rows.append([*[""] * len(BEFORE), _Scale(), *[""] * (columns - len(BEFORE) - 1)])
    first, last = len(BEFORE), len(BEFORE) + SPANS - 1
    commands: list[tables.Command] = [
        ("SPAN", (0, 0), (-1, 0)),
        ("SPAN", (first, 1), (last, 1)),
        ("BACKGROUND", (0, 1), (-1, 2), paper.GREY),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), CLOSE),
        ("LEFTPADDING", (0, 0), (-1, -1), NARROW),
        ("RIGHTPADDING", (0, 0), (-1, -1), NARROW),
        ("LEFTPADDING", (first, 2), (last, -1), 0),
        ("RIGHTPADDING", (first, 2), (last, -1), 0),
        ("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black),
    ]
    heads = len(rows)
    for panel in block.panels:
        commands.extend(_panel(panel, rows, node))
    for note in block.notes:
        commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
        commands.append(("LINEABOVE", (0, len(rows)), (-1, len(rows)), tables.FINE, black))
        rows.append(_across(_spanning(node), note, columns))
    return tables.table(rows, _widths(), commands, node, repeat=heads)


def _widths() -> list[float]:
    shares = (*BEFORE, *(AXIS / SPANS for _ in range(SPANS)), *BEHIND)
    return [paper.WIDTH * share / sum(shares) for share in shares]


def _across(node: Node, words: str, columns: int) -> tables.Drawn:
    line = tables.tagged(tables.line(strong(words), Look.DENSE), node)
    return [line, *[""] * (columns - 1)]


def _spanning(node: Node) -> Node:
    return node.add("TR").add("TD", f"/A <</O /Table /ColSpan {READ}>>")


def _heads(block: IntervalFigure, node: Node) -> tables.Drawn:
    row = node.add("TR")
    before, axis, behind = (
        [
            tables.tagged(tables.line(strong(word), Look.DENSE), row.add("TH", tables.OF_COLUMN))
            for word in words
        ]
        for words in (block.before[1:], (block.axis,), block.behind)
    )
    return [*before, *axis, *[""] * (SPANS - 1), *behind]


def _panel(panel: IntervalPanel, rows: list[tables.Drawn], node: Node) -> Iterator[tables.Command]:
    """Add the rows of a panel; yield how they are ruled, and that they stay on one page."""
    start = len(rows)
    rows.append(_heading(panel.title, node, bold=True))
    yield ("BACKGROUND", (0, start), (-1, start), paper.PALE)
    for one in panel.rows:
        drug, *before = one.before
        row = node.add("TR")
        heads = (*strong(f"{drug}  "), *plain(" ".join(before)))
        head = tables.tagged(tables.line(heads, Look.DENSE), row.add("TH", tables.OF_ROW))
        axis = Figure(_Axis(one.interval), alt=one.behind[0])
        row.add("TD").adopt(axis.node)
        behind = [_cell(word, row) for word in one.behind]
        rows.append([head, axis, *[""] * (SPANS - 1), *behind])
    end, first = len(rows) - 1, len(BEFORE)
    yield ("SPAN", (0, start), (-1, start))
    yield ("NOSPLIT", (0, start), (-1, end))
    yield ("LINEBEFORE", (first, start + 1), (first + SPANS, end), tables.FINE, TICK)


def _cell(words: str, row: Node) -> Lines:
    return tables.tagged(tables.line(plain(words), Look.DENSE), row.add("TD"))


def _heading(words: str, node: Node, *, bold: bool) -> tables.Drawn:
    """Return a row that heads those below it."""
    columns = len(BEFORE) + SPANS + len(BEHIND)
    attributes = f"/A <</O /Table /ColSpan {READ} /Scope /Column>>"
    line = tables.line(strong(words) if bold else plain(words), Look.DENSE)
    return [
        tables.tagged(line, node.add("TR").add("TH", attributes)),
        *[""] * (columns - 1),
    ]


class _Axis(Flowable):
    """The mark and the interval of one row, over all columns of the axis."""

    def __init__(self, interval: Interval) -> None:
        super().__init__()
        self._interval = interval

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Return the size: one line, over all columns of the axis, the first of which is given."""
        self._full = available_width * SPANS
        return self._full, paper.CELL[Look.DENSE].leading

    def draw(self) -> None:
        """Draw the interval as far as it has ends, and the mark."""
        canvas = self.canv
        one, middle = self._interval, paper.CELL[Look.DENSE].leading / 2
        weight = FEW_LINE if one.few else LINE
        canvas.setLineWidth(weight)
        if one.low is not None and one.high is not None:
            canvas.line(self._at(one.low), middle, self._at(one.high), middle)
            for end in (one.low, one.high):
                canvas.line(self._at(end), middle - CAP, self._at(end), middle + CAP)
        canvas.setFillGray(1 if one.few else 0)
        canvas.rect(self._at(one.value) - MARK / 2, middle - MARK / 2, MARK, MARK, fill=1)
        canvas.setFillGray(0)

    def _at(self, percent: float) -> float:
        return self._full * percent / TICKS[-1]


class _Scale(Flowable):
    """The numbers of the ticks, over all columns of the axis."""

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Return the size of one line in the first column of the axis."""
        self._full = available_width * SPANS
        return available_width, paper.CELL[Look.DENSE].leading

    def draw(self) -> None:
        """Draw the numbers, each at its tick: all, every other, or the first and the last."""
        with unread(self.canv, LAYOUT):
            self.canv.setFont(paper.REGULAR, paper.SMALLEST)
            wide = self.canv.stringWidth(f"{TICKS[-1]} ", paper.REGULAR, paper.SMALLEST)
            apart = self._full / (len(TICKS) - 1)
            fitting = (step for step in (1, 2) if step * apart >= wide)
            for tick in TICKS[:: next(fitting, len(TICKS) - 1)]:
                self.canv.drawCentredString(self._full * tick / TICKS[-1], 1, str(tick))

"""Figures, columns of items and lines to write on, drawn. Written for reportlab 5.1.

Rules:
 * A figure is a table whose axis is a column: its numbers are text in cells and are read aloud; the
   mark on the axis is a figure whose text is the same value. The scale is an artifact.
 * Black on white; ticks are grey and mean nothing. A difference is a shape, never a tone.
 * Lines to write on are 8 mm apart at least. There are as many as the page has room for, and never
   fewer than one for each label: rather than that, they go to the next page.
"""

from collections.abc import Iterator

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
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
    Record,
    Row,
    cell,
    plain,
    strong,
)
from ros1_desktop.sheet.tags import LAYOUT, Figure, Node, TaggedTable, unread

BEFORE, AXIS, BEHIND = (154,), 88, (92, 86, 76)  # shares of the width
SPANS = len(TICKS) - 1
READ = len(BEFORE) + 1 + len(BEHIND)  # columns of the tree: the axis is one
TICK = Color(0.72, 0.72, 0.72)
CLOSE, NARROW = 1.2, 2.0  # points below the text of a cell, and beside it
MARK, FEW_LINE, LINE, CAP = 4.2, 0.5, 1.0, 2.2  # points
ROW_HEAD, EVENTS = 56, 64  # shares of a drug with its population, and of all events
CALENDAR = (56, 18, 46)  # shares of a test and of the times
LEAST_RULE = 8 * mm
LABEL_OF_LINE = 3.0  # points from a label to the rule below it


def items(block: Items) -> TaggedTable:
    """Draw short lines in columns, row by row."""
    node = Node("L", tables.DOTTED)
    cells = [
        tables.tagged(tables.line(item, Look.DENSE), node.add("LI").add("LBody"))
        for item in block.items
    ]
    drawn: tables.Drawn = [*cells, *[""] * (-len(cells) % block.columns)]
    rows = [drawn[at : at + block.columns] for at in range(0, len(drawn), block.columns)]
    widths = [paper.WIDTH / block.columns] * block.columns
    lines: list[tables.Command] = [
        ("LINEBELOW", (0, 0), (-1, -1), tables.FINE / 2, TICK),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), CLOSE),
    ]
    return tables.table(rows, widths, lines, node)


def toxicity(block: ToxicityGrid) -> Grid:
    """Return the grid of a toxicity grid: all events have the same width."""
    head = (f"{block.drug}  {block.counted}", *block.events)
    rows = tuple(
        (((*strong(f"{row.drug}  "), *plain(row.counted)),), *map(cell, row.cells))
        for row in block.rows
    )
    shares = (ROW_HEAD, *(EVENTS / len(block.events) for _ in block.events))
    return Grid(strong(block.note), head, shares, rows, Look.DENSE)


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
        if drug:
            yield ("LINEABOVE", (0, len(rows)), (-1, len(rows)), tables.FINE, TICK)
            yield ("SPAN", (0, len(rows)), (len(BEFORE) - 1, len(rows)))
            rows.append(_heading(drug, node, bold=False))
        row = node.add("TR")
        ahead = [_cell(word, row) for word in before]
        axis = Figure(_Axis(one.interval), alt=one.behind[0])
        row.add("TD").adopt(axis.node)
        behind = [_cell(word, row) for word in one.behind]
        rows.append([*ahead, axis, *[""] * (SPANS - 1), *behind])
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
        """Draw the numbers, each at its tick."""
        with unread(self.canv, LAYOUT):
            self.canv.setFont(paper.REGULAR, paper.SMALLEST)
            for tick in TICKS:
                self.canv.drawCentredString(self._full * tick / TICKS[-1], 1, str(tick))


class Ruled(Flowable):
    """Lines to write on: as many as the page has room for."""

    def __init__(self, block: Record, *, room: bool = True) -> None:
        """Keep the labels; without `room`, one line for each row is all that is asked for."""
        super().__init__()
        self._block, self._room = block, room
        self.node = Node("Div")
        self._labels = [
            [
                tables.tagged(tables.line(plain(label), Look.DENSE), self.node.add("P"))
                for label in row
            ]
            for row in block.rows
        ]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the size: the first rows get the lines for which there is room."""
        block = self._block
        least = len(block.rows)
        room = int((available_height - paper.GAP) // LEAST_RULE) if self._room else least
        more = max(min(room, least + block.grows * (block.most - 1)) - least, 0)
        extra = [(more + block.grows - 1 - place) // block.grows for place in range(block.grows)]
        self._lines = [1 + one for one in extra] + [1] * (least - block.grows)
        self.width, self.height = available_width, LEAST_RULE * sum(self._lines)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the labels, each at the head of its first line, and the rules."""
        y = self.height
        for labels, lines in zip(self._labels, self._lines, strict=True):
            share = self.width / len(labels)
            for place, label in enumerate(labels):
                label.wrap(share, self.height)
                label.drawOn(self.canv, place * share, y - LEAST_RULE + LABEL_OF_LINE)
            with unread(self.canv, LAYOUT):
                self.canv.setLineWidth(paper.RULE)
                for _ in range(lines):
                    y -= LEAST_RULE
                    for place in range(len(labels)):
                        gap = 6 if place else 0
                        self.canv.line(place * share + gap, y, (place + 1) * share, y)

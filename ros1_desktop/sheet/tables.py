"""Pairs, grids and frames as tables. Written for reportlab 5.1.

Rules:
 * A table goes on over pages: its banner and head, or the title of its frame, stand there again.
 * A line that heads rows stays on one page with them and their notes.
 * Columns have the widths they were given, but none is narrower than its longest word: what is
   missing is taken from the columns that have room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from reportlab.lib.colors import black

from ros1_desktop.sheet import paper
from ros1_desktop.sheet.lines import Lines, Span
from ros1_desktop.sheet.sheet import (
    Cell,
    Frame,
    Grid,
    Group,
    Line,
    Look,
    Pair,
    Pairs,
    Points,
    Row,
    Text,
    plain,
    strong,
)
from ros1_desktop.sheet.tags import Node, TaggedTable, unread_rules
from ros1_desktop.sheet.widths import balanced, fitted

Command: TypeAlias = Any  # a tuple of ReportLab's table style
Drawn: TypeAlias = list[Any]  # a row of a table: Lines, a list of Lines, or an empty text
SIDE, ABOVE, BELOW = 3.5, 1.0, 2.5  # points between a cell's text and its border
FINE = 0.4  # points: the lines within a table
LABEL, LABEL_ALONE = 0.45, 0.2  # of the width of a pair: two in a row, or one
DOT = "・"
DOTTED = "/A <</O /List /ListNumbering /Disc>>"
OF_COLUMN, OF_ROW = (f"/A <</O /Table /Scope /{scope}>>" for scope in ("Column", "Row"))
NOTE = 3  # the level of a grid's line that belongs to the row above it


def pairs(block: Pairs) -> TaggedTable:
    """Draw labels and values side by side, row by row; in the tree each pair is a row."""
    node = Node("Table")
    cells: list[Drawn] = [_pair(pair, node) for pair in block.pairs]
    while len(cells) % block.columns:
        cells.append(["", ""])
    rows: list[Drawn] = [
        [cell for pair in cells[start : start + block.columns] for cell in pair]
        for start in range(0, len(cells), block.columns)
    ]
    width = paper.WIDTH / block.columns
    widths = (width * LABEL, width * (1 - LABEL)) * block.columns
    lines: list[Command] = [("LINEBELOW", (0, 0), (-1, -1), FINE / 2, black)]
    return table(rows, fitted(widths, rows, SIDE), lines, node)


def grid(block: Grid) -> TaggedTable:
    """Draw a table; the banner and the head come again on every page."""
    rows: list[Drawn] = []
    columns, node = len(block.shares), Node("Table")
    commands: list[Command] = [("GRID", (0, 0), (-1, -1), FINE, black)]
    if block.banner:
        commands.append(("SPAN", (0, 0), (-1, 0)))
        rows.append(_across(tagged(line(block.banner, block.look), node.add("Caption")), columns))
    commands.append(("BACKGROUND", (0, len(rows)), (-1, len(rows)), paper.GREY))
    head = node.add("TR")
    rows.append(
        [tagged(line(strong(word), block.look), head.add("TH", OF_COLUMN)) for word in block.head]
    )
    heads = len(rows)
    for row in block.rows:
        if isinstance(row, Group):
            place = len(rows)
            commands.append(("SPAN", (0, place), (-1, place)))
            if row.level == 1:
                commands.append(("BACKGROUND", (0, place), (-1, place), paper.PALE))
            rows.append(_across(_group(row, block.look, node, columns), columns))
        else:
            rows.append(_row(row, block.look, node.add("TR")))
    commands.append(("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black))
    commands.extend(_kept_together(block, heads))
    if block.look is Look.DENSE:
        commands += [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    narrow = [row for row in rows[heads - 1 :] if "" not in row[1:]]
    widths = [paper.WIDTH * share / sum(block.shares) for share in block.shares]
    placed = balanced if block.look is Look.DENSE else fitted
    return table(rows, placed(widths, narrow, SIDE), commands, node, repeat=heads)


def frame(block: Frame) -> TaggedTable:
    """Draw a box: its title on grey, then its blocks, each row of which may end a page."""
    node = Node("Sect")
    rows: list[Drawn] = [_across(tagged(line(block.title, Look.BODY), node.add("H3")), 2)]
    commands: list[Command] = [
        ("BACKGROUND", (0, 0), (-1, 0), paper.GREY),
        ("SPAN", (0, 0), (-1, 0)),
        ("NOSPLIT", (0, 0), (-1, 1)),
        ("BOX", (0, 0), (-1, -1), paper.RULE, black),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), paper.RULE, black),
    ]
    for part in block.blocks:
        if isinstance(part, Pairs):
            inner = node.add("Table")
            rows.extend(_pair(pair, inner) for pair in part.pairs)
            continue
        for cell in _cells(part, node):
            commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append(_across(cell, 2))
    widths = (paper.WIDTH * LABEL_ALONE, paper.WIDTH * (1 - LABEL_ALONE))
    return table(rows, widths, commands, node, repeat=1)


def table(
    rows: list[Drawn],
    widths: Sequence[float],
    commands: list[Command],
    node: Node,
    repeat: int = 0,
) -> TaggedTable:
    """Return a table in the house's manner; the node holds what its cells hold."""
    common: list[Command] = [
        ("FONTNAME", (0, 0), (-1, -1), paper.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), BELOW),
    ]
    drawn = TaggedTable(
        rows,
        colWidths=list(widths),
        style=[*common, *commands],
        repeatRows=repeat,
        hAlign="LEFT",
        renderCB=unread_rules,  # type: ignore[arg-type] # any callable will do
    )
    drawn.node = node
    return drawn


def tagged(drawn: Lines, node: Node) -> Lines:
    """Return a paragraph that is the content of a node."""
    drawn.node = node
    return drawn


def line(words: Line, look: Look) -> Lines:
    """Return one paragraph of a cell."""
    return Lines(spans(words), paper.CELL[look])


def points(block: Points, node: Node) -> Iterator[Lines]:
    """Yield paragraphs, each behind a dot; the node becomes their list."""
    for item in block.items:
        drawn, part = Lines(spans(item), paper.POINTS[block.look], DOT), node.add("LI")
        drawn.node_of_dot = part.add("Lbl")
        yield tagged(drawn, part.add("LBody"))


def spans(words: Line) -> tuple[Span, ...]:
    """Return a line with the fonts of its weights."""
    return tuple(Span(run.text, paper.BOLD if run.strong else paper.REGULAR) for run in words)


def _pair(pair: Pair, node: Node) -> Drawn:
    row = node.add("TR")
    label = tagged(line(plain(pair.label), Look.BODY), row.add("TH", OF_ROW))
    return [label, _paragraphs(pair.value, Look.BODY, row.add("TD"))]


def _row(row: Row, look: Look, node: Node) -> Drawn:
    """Return a row; what stands in its first cell heads it."""
    nodes = (
        node.add("TH", OF_ROW) if row[0] else node.add("TD"),
        *(node.add("TD") for _ in row[1:]),
    )
    return [_paragraphs(cell, look, of) for cell, of in zip(row, nodes, strict=True)]


def _group(group: Group, look: Look, node: Node, columns: int) -> Lines:
    """Return the line of a group; it heads the rows below it, or is a note to those above."""
    scope = "" if group.level == NOTE else " /Scope /Column"
    role = "TD" if group.level == NOTE else "TH"
    attributes = f"/A <</O /Table /ColSpan {columns}{scope}>>"
    return tagged(line(group.line, look), node.add("TR").add(role, attributes))


def _paragraphs(cell: Cell, look: Look, node: Node) -> list[Lines]:
    drawn = [line(words, look) for words in cell]
    if len(drawn) == 1:
        return [tagged(drawn[0], node)]
    return [tagged(one, node.add("P")) for one in drawn]


def _cells(part: Text | Points, node: Node) -> Iterator[Lines]:
    if isinstance(part, Text):
        yield tagged(line(part.line, part.look), node.add("P"))
    else:
        yield from points(part, node.add("L", DOTTED))


def _across(cell: Lines, columns: int) -> Drawn:
    return [cell, *[""] * (columns - 1)]


def _kept_together(block: Grid, heads: int) -> Iterator[Command]:
    """Yield what keeps a line that heads rows on one page with all of them, notes included."""
    levels = [row.level if isinstance(row, Group) else NOTE for row in block.rows]
    start = None
    for place, level in enumerate((*levels, 0)):
        if level < NOTE:
            if start is not None and levels[place - 1] == NOTE:
                yield ("NOSPLIT", (0, heads + start), (-1, heads + place - 1))
                start = None
            start = place if start is None else start


def opening(block: Grid) -> Grid:
    """Return the first rows of a grid that no page break may part."""
    seen = False
    for place, row in enumerate(block.rows):
        heads = isinstance(row, Group) and row.level < NOTE
        if seen and heads:
            return replace(block, rows=block.rows[:place])
        seen = seen or not heads
    return block if isinstance(block.rows[0], Group) else replace(block, rows=block.rows[:1])

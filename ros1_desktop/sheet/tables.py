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
from reportlab.platypus import Table

from ros1_desktop.sheet import paper
from ros1_desktop.sheet.lines import Lines, Span
from ros1_desktop.sheet.sheet import (
    Cell,
    Frame,
    Grid,
    Group,
    Line,
    Look,
    Pairs,
    Points,
    Text,
    plain,
    strong,
)

Command: TypeAlias = Any  # a tuple of ReportLab's table style
Drawn: TypeAlias = list[Any]  # a row of a table: Lines, a list of Lines, or an empty text
SIDE, ABOVE, BELOW = 3.5, 1.0, 2.5  # points between a cell's text and its border
FINE = 0.4  # points: the lines within a table
LABEL, LABEL_ALONE = 0.45, 0.2  # of the width of a pair: two in a row, or one
DOT = "・"
NOTE = 3  # the level of a grid's line that belongs to the row above it


def pairs(block: Pairs) -> Table:
    """Draw labels and values side by side, row by row."""
    cells: list[Drawn] = [_pair(pair.label, pair.value) for pair in block.pairs]
    while len(cells) % block.columns:
        cells.append(["", ""])
    rows: list[Drawn] = [
        [cell for pair in cells[start : start + block.columns] for cell in pair]
        for start in range(0, len(cells), block.columns)
    ]
    width = paper.WIDTH / block.columns
    widths = (width * LABEL, width * (1 - LABEL)) * block.columns
    lines: list[Command] = [("LINEBELOW", (0, 0), (-1, -1), FINE / 2, black)]
    return table(rows, _fitted(widths, rows), lines)


def grid(block: Grid) -> Table:
    """Draw a table; the banner and the head come again on every page."""
    rows: list[Drawn] = []
    commands: list[Command] = [("GRID", (0, 0), (-1, -1), FINE, black)]
    if block.banner:
        commands.append(("SPAN", (0, 0), (-1, 0)))
        rows.append(_across(line(block.banner, Look.BODY), len(block.shares)))
    commands.append(("BACKGROUND", (0, len(rows)), (-1, len(rows)), paper.GREY))
    rows.append([line(strong(word), block.look) for word in block.head])
    heads = len(rows)
    for row in block.rows:
        if isinstance(row, Group):
            place = len(rows)
            commands.append(("SPAN", (0, place), (-1, place)))
            if row.level == 1:
                commands.append(("BACKGROUND", (0, place), (-1, place), paper.PALE))
            rows.append(_across(line(row.line, block.look), len(block.shares)))
        else:
            rows.append([_paragraphs(cell, block.look) for cell in row])
    commands.append(("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black))
    commands.extend(_kept_together(block, heads))
    narrow = [row for row in rows[heads - 1 :] if "" not in row[1:]]
    widths = [paper.WIDTH * share / sum(block.shares) for share in block.shares]
    return table(rows, _fitted(widths, narrow), commands, repeat=heads)


def frame(block: Frame) -> Table:
    """Draw a box: its title on grey, then its blocks, each row of which may end a page."""
    rows: list[Drawn] = [_across(line(block.title, Look.BODY), 2)]
    commands: list[Command] = [
        ("BACKGROUND", (0, 0), (-1, 0), paper.GREY),
        ("SPAN", (0, 0), (-1, 0)),
        ("NOSPLIT", (0, 0), (-1, 1)),
        ("BOX", (0, 0), (-1, -1), paper.RULE, black),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), paper.RULE, black),
    ]
    for part in block.blocks:
        if isinstance(part, Pairs):
            rows.extend(_pair(pair.label, pair.value) for pair in part.pairs)
            continue
        for cell in _cells(part):
            commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append(_across(cell, 2))
    widths = (paper.WIDTH * LABEL_ALONE, paper.WIDTH * (1 - LABEL_ALONE))
    return table(rows, widths, commands, repeat=1)


def table(
    rows: list[Drawn],
    widths: Sequence[float],
    commands: list[Command],
    heights: Sequence[float] | None = None,
    repeat: int = 0,
) -> Table:
    """Return a table in the house's manner."""
    common: list[Command] = [
        ("FONTNAME", (0, 0), (-1, -1), paper.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), BELOW),
    ]
    return Table(
        rows,
        colWidths=list(widths),
        rowHeights=list(heights) if heights else None,
        style=[*common, *commands],
        repeatRows=repeat,
        hAlign="LEFT",
    )


def line(words: Line, look: Look) -> Lines:
    """Return one paragraph of a cell."""
    return Lines(spans(words), paper.CELL[look])


def point(words: Line, look: Look) -> Lines:
    """Return one paragraph behind a dot."""
    return Lines(spans(words), paper.POINTS[look], DOT)


def spans(words: Line) -> tuple[Span, ...]:
    """Return a line with the fonts of its weights."""
    return tuple(Span(run.text, paper.BOLD if run.strong else paper.REGULAR) for run in words)


def _pair(label: str, value: Cell) -> Drawn:
    return [line(plain(label), Look.BODY), _paragraphs(value, Look.BODY)]


def _paragraphs(cell: Cell, look: Look) -> list[Lines]:
    return [line(words, look) for words in cell]


def _cells(part: Text | Points) -> list[Lines]:
    if isinstance(part, Text):
        return [line(part.line, part.look)]
    return [point(item, part.look) for item in part.items]


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


def _fitted(widths: Sequence[float], rows: list[Drawn]) -> list[float]:
    """Return the widths, each at least that of its longest word, in all as wide as before."""
    least = [max(map(_least, column), default=0.0) for column in zip(*rows, strict=True)]
    missing = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(least, widths, strict=True))
    if missing > spare:
        return list(widths)
    return [
        max(need, width - missing * max(width - need, 0) / (spare or 1))
        for need, width in zip(least, widths, strict=True)
    ]


def _least(cell: Any) -> float:  # noqa: ANN401 (Lines, a list of them, or an empty text)
    paragraphs = cell if isinstance(cell, list) else [cell] if cell else []
    return max((paragraph.minWidth() for paragraph in paragraphs), default=0.0) + 2 * SIDE

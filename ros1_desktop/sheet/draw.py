"""A sheet drawn as PDF. Written for reportlab 5.1.

Rules:
 * One drawing for each kind of block; nothing is added, left out or put in another order.
 * A heading, and a text that stands above a block, never stands alone at the foot of a page.
 * Every string goes through `Lines`: broken by our rules, never parsed as markup.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.colors import black
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from ros1_desktop.sheet import draw_code, draw_figure, paper, tables
from ros1_desktop.sheet.draw_record import Ruled
from ros1_desktop.sheet.figures import Calendar, IntervalFigure, ToxicityGrid
from ros1_desktop.sheet.glyphs import check_glyphs
from ros1_desktop.sheet.lines import Lines
from ros1_desktop.sheet.sheet import (
    Band,
    Block,
    Figure,
    Frame,
    Grid,
    Items,
    Line,
    Look,
    Pairs,
    Points,
    Record,
    Section,
    Sheet,
    Text,
    strong,
)
from ros1_desktop.sheet.tags import Node, TaggedTable

ALERT: list[tables.Command] = [("BOX", (0, 0), (-1, -1), 4 * paper.RULE, black)]
BESIDE: list[tables.Command] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (1, 0), (1, 0), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]
FIRST_PAIRS = 6  # they stay with the heading above them
GAP = 3  # points below a table
MOST_TOGETHER = 560  # points: what is higher may be split


def pdf(sheet: Sheet, fonts: Path) -> bytes:
    """Draw a sheet with the fonts of a folder.

    Raises:
        PrintError: a character has no glyph, or a figure does not fit its place.
    """
    check_glyphs(sheet, paper.load_fonts(fonts))
    return paper.print_pages(sheet, lambda: _story(sheet))


def _story(sheet: Sheet) -> list[Flowable]:
    story = _band(sheet.band)
    for section in sheet.sections:
        story.extend(_section(section))
    return story


def _band(band: Band) -> list[Flowable]:
    node = Node("Div")
    drawn: list[Flowable] = []
    if band.alert:
        drawn = [tables.table([[_alert(band.alert, node)]], [paper.WIDTH], ALERT, node)]
    title = tables.tagged(Lines(tables.spans(strong(band.title)), paper.TITLE), node.add("H1"))
    audience = Lines(tables.spans(strong(band.audience)), paper.CELL[Look.LEAD])
    under = [audience, *(tables.line(line, Look.DENSE) for line in band.lines)]
    words: list[Flowable] = [title, *(tables.tagged(line, node.add("P")) for line in under)]
    if band.blank:
        blank = Ruled(band.blank, room=False)
        node.adopt(blank.node)
        words.append(blank)
    beside: list[Flowable] = []
    if band.code:
        figure = draw_code.code(band.code)
        node.adopt(figure.node)
        beside.append(figure)
    widths = (paper.WIDTH - draw_code.SIDE, draw_code.SIDE)
    drawn.append(tables.table([[words, beside]], widths, BESIDE, node))
    lead = Lines(tables.spans(band.lead), paper.STYLES[Look.LEAD])
    return [*drawn, tables.tagged(lead, node.add("P"))]


def _alert(alert: Line, node: Node) -> Lines:
    line = Lines(tables.spans(alert), paper.CELL[Look.LEAD])
    return tables.tagged(line, node.add("P"))


def _section(section: Section) -> list[Flowable]:
    drawn: list[Flowable] = [PageBreak()] if section.opens else []
    style = paper.CLOSE_HEADING if section.close else paper.HEADING
    heading = Lines(tables.spans(strong(section.heading)), style)
    held: list[Flowable] = [tables.tagged(heading, Node("H2"))]
    for block in section.blocks:
        flowables = _block(block)
        if isinstance(block, Text):
            held.extend(flowables)
            continue
        drawn += [CondPageBreak(_room([*held, *_inseparable(block)])), *held, *flowables]
        held = []
    return [*drawn, CondPageBreak(_room(held)), *held]


def _inseparable(block: Block) -> list[Flowable]:
    """Return how much of a block goes with what stands above it."""
    if isinstance(block, ToxicityGrid | Calendar):
        return _inseparable(_grid(block))
    if isinstance(block, IntervalFigure):
        return [draw_figure.intervals(draw_figure.opening(block))]
    if isinstance(block, Grid):
        return [tables.grid(tables.opening(block))]
    if isinstance(block, Record):
        return [Ruled(block, room=False)]
    if isinstance(block, Pairs):
        return _block(replace(block, pairs=block.pairs[:FIRST_PAIRS]))
    return _block(block) if isinstance(block, Frame) else _block(block)[:1]


def _room(together: Sequence[Flowable]) -> float:
    """Return the height to be left on the page for flowables that stand together."""
    height = sum(one.wrap(paper.WIDTH, MOST_TOGETHER)[1] + one.getSpaceBefore() for one in together)
    return min(height + GAP, MOST_TOGETHER)


def _block(block: Block) -> list[Flowable]:
    match block:
        case Text():
            line = Lines(tables.spans(block.line), paper.STYLES[block.look])
            return [tables.tagged(line, Node("P"))]
        case Points():
            return list(tables.points(block, Node("L", tables.DOTTED)))
        case Record():
            return [Ruled(block)]
        case _:
            return [_table(block), Spacer(0, GAP)]


def _table(block: Pairs | Grid | Frame | Items | Figure) -> TaggedTable:
    match block:
        case Pairs():
            return tables.pairs(block)
        case Grid():
            return tables.grid(block)
        case Frame():
            return tables.frame(block)
        case Items():
            return draw_figure.items(block)
        case _:
            return _figure(block)


def _figure(figure: Figure) -> TaggedTable:
    if isinstance(figure, IntervalFigure):
        return draw_figure.intervals(figure)
    return tables.grid(_grid(figure))


def _grid(figure: ToxicityGrid | Calendar) -> Grid:
    if isinstance(figure, ToxicityGrid):
        return draw_figure.toxicity(figure)
    return draw_figure.calendar(figure)

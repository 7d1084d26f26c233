"""A sheet drawn as PDF. Written for reportlab 5.1.

Rules:
 * One drawing for each kind of block; nothing is added, left out or put in another order.
 * A heading, and a text that stands above a block, never stands alone at the foot of a page.
 * Every string goes through `Lines`: broken by our rules, never parsed as markup.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from ros1_desktop.sheet import paper, tables
from ros1_desktop.sheet.glyphs import check_glyphs
from ros1_desktop.sheet.lines import Lines
from ros1_desktop.sheet.sheet import (
    Band,
    Block,
    Frame,
    Grid,
    Look,
    Pairs,
    Points,
    Section,
    Sheet,
    Text,
    plain,
    strong,
)

STICKER = (62 * mm, 25 * mm)
FIRST_PAIRS = 6  # they stay with the heading above them
GAP = 4  # points below a table
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
    words = [
        Lines(tables.spans(strong(band.title)), paper.TITLE),
        Lines(tables.spans(strong(band.audience)), paper.STYLES[Look.LEAD]),
        *(tables.line(line, Look.SMALL) for line in band.lines),
    ]
    commands: list[tables.Command] = [
        ("BOX", (1, 0), (1, 0), paper.RULE, black),
        ("LEFTPADDING", (0, 0), (0, 0), 0),
    ]
    widths = (paper.WIDTH - STICKER[0], STICKER[0])
    height = max(STICKER[1], sum(line.wrap(widths[0], 0)[1] for line in words) + 2 * GAP)
    rows: list[tables.Drawn] = [[words, tables.line(plain(band.sticker), Look.SMALL)]]
    return [
        tables.table(rows, widths, commands, heights=(height,)),
        Spacer(0, GAP),
        Lines(tables.spans(band.lead), paper.STYLES[Look.LEAD]),
    ]


def _section(section: Section) -> list[Flowable]:
    drawn: list[Flowable] = []
    held: list[Flowable] = [Lines(tables.spans(strong(section.heading)), paper.HEADING)]
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
    if isinstance(block, Grid):
        return [tables.grid(tables.opening(block))]
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
            return [Lines(tables.spans(block.line), paper.STYLES[block.look])]
        case Points():
            return [tables.point(item, block.look) for item in block.items]
        case Pairs():
            return [tables.pairs(block), Spacer(0, GAP)]
        case Grid():
            return [tables.grid(block), Spacer(0, GAP)]
        case Frame():
            return [tables.frame(block), Spacer(0, GAP)]
        case _:
            assert_never(block)

"""A handout drawn as PDF. Written for reportlab 5.1.

Rules:
 * One drawing for each kind of block; nothing is added, left out or put in another order.
 * The type is as large as lets the handout keep its pages: from 14 points, the table 13, for up to
   three options, from 13 for more, and the table never under 11: then it has a page more.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from reportlab.lib.colors import black
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from ros1_desktop.sheet import draw_choices, draw_ticks, paper, tables
from ros1_desktop.sheet.glyphs import check_glyphs
from ros1_desktop.sheet.handout import (
    Block,
    Box,
    Handout,
    Matters,
    OptionGrid,
    Part,
    Rows,
    Ruled,
    Said,
    Say,
    Ticks,
)
from ros1_desktop.sheet.handout_type import ABOVE, SMALLEST, Type
from ros1_desktop.sheet.ruby import RubyLines
from ros1_desktop.sheet.sheet import PrintError, Run
from ros1_desktop.sheet.tags import Node, TaggedTable

LARGEST, LEAST, STEP = 14.0, SMALLEST - ABOVE, 0.5  # points
FOUR = 1.0  # points less for more than three options side by side
SIDE_BY_SIDE = 3
GAP = 3.0
LEFT_PART = 0.62  # of the width: the left of two parts
HEADS = 0.215  # of the width, for a heading beside its part
ROOM, MOST = 60.0, 700.0  # points below a heading of a table; of a page
BESIDE: list[tables.Command] = [  # two cells beside each other, under a fine line
    ("LINEABOVE", (0, 0), (-1, 0), tables.FINE, black),
    ("LEFTPADDING", (0, 0), (0, 0), 0),
    ("RIGHTPADDING", (1, 0), (1, 0), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def handout_pdf(handout: Handout, fonts: Path) -> bytes:
    """Draw a handout with the fonts of a folder.

    Raises:
        PrintError: a character has no glyph, or a figure does not fit its place.
    """
    check_glyphs(handout, paper.load_fonts(fonts))
    size = LARGEST - (FOUR if handout.columns > SIDE_BY_SIDE else 0)
    chosen = next((one for one in _sizes(size) if fits(handout, one)), LEAST)
    return paper.print_pages(handout, lambda: _story(handout, chosen))


def _sizes(size: float) -> Iterator[float]:
    while size >= LEAST:
        yield size
        size -= STEP


def fits(handout: Handout, size: float) -> bool:
    """Tell whether a handout keeps its pages in a size; a figure that is too wide does not fit."""
    try:
        return paper.pages_of(handout, lambda: _story(handout, size)) <= handout.pages
    except PrintError:
        return False


def _story(handout: Handout, size: float) -> list[Flowable]:
    type_ = Type(size, handout.language, parted=handout.parted)
    node = Node("Div")
    title = type_.line(handout.title.line, type_.title, node.add("H1"))
    words = (*handout.audience.line, Run("　", strong=False), *type_.together(handout.under))
    under = type_.line(words, type_.note, node.add("P"))
    story: list[Flowable] = [title, under, Spacer(0, GAP)]
    waiting: Part | None = None
    for part in handout.parts:
        if part.with_next:
            waiting = part
        elif waiting is not None:
            story.append(_two(waiting, part, type_))
            waiting = None
        else:
            story += _part(part, type_)
    return story


def _part(part: Part, type_: Type) -> Iterator[Flowable]:
    blocks = [one for block in part.blocks for one in _block(block, type_)]
    if part.opens:
        yield PageBreak()
    if part.beside:
        yield _beside(part, blocks, type_)
        return
    heading = type_.line(part.heading.line, type_.heading, Node("H2"))
    yield CondPageBreak(heading.wrap(paper.WIDTH, MOST)[1] + _first(blocks) + GAP)
    yield Spacer(0, GAP)
    yield heading
    yield from blocks


def _first(blocks: list[Flowable]) -> float:
    """Return how much of a part stands with its heading; a table may go on over pages."""
    if not blocks or isinstance(blocks[0], TaggedTable):
        return ROOM
    return float(blocks[0].wrap(paper.WIDTH, MOST)[1])


def _two(left: Part, right: Part, type_: Type) -> Flowable:
    """Draw two parts side by side."""
    node, cells = Node("Sect"), []
    widths = (LEFT_PART * paper.WIDTH, (1 - LEFT_PART) * paper.WIDTH)
    for part, width in zip((left, right), widths, strict=True):
        room = width - 2 * tables.SIDE
        inner = [one for block in part.blocks for one in _block(block, type_, room)]
        section = node.add("Sect")
        heading = type_.line(part.heading.line, type_.heading, section.add("H2"))
        for one in inner:
            section.adopt(one.node.top())  # type: ignore[attr-defined] # every block has a node
        cells.append([heading, *inner])
    return tables.table([cells], widths, BESIDE, node)


def _beside(part: Part, blocks: list[Flowable], type_: Type) -> Flowable:
    """Draw the heading at the left of what it heads."""
    node = Node("Sect")
    heads = [type_.line(part.heading.line, type_.heading, node.add("H2"))]
    if part.note is not None:
        heads.append(type_.line(part.note.line, type_.note, node.add("P")))
    for one in blocks:
        node.adopt(one.node.top())  # type: ignore[attr-defined] # every block has a node
    widths = (HEADS * paper.WIDTH, (1 - HEADS) * paper.WIDTH)
    return tables.table([[heads, blocks]], widths, BESIDE, node)


def _block(block: Block, type_: Type, width: float = paper.WIDTH) -> Iterator[Flowable]:
    match block:
        case OptionGrid():
            yield draw_choices.options(block, type_)
        case Box():
            yield draw_choices.box(block, type_)
        case Ticks():
            lines = [_item(one, type_) for one in block.choices]
            yield draw_ticks.Boxes(lines, ordered=block.ordered)
        case Matters():
            yield draw_choices.matters(block, type_, width)
        case Rows():
            yield draw_choices.rows(block, type_)
        case Ruled():
            yield draw_ticks.Rules(_labels(block, type_))
        case Say():
            style = {"body": type_.body, "note": type_.note, "fine": type_.fine}[block.size]
            yield type_.line(type_.together(block.said), style, Node("P"))
        case _:
            assert_never(block)


def _item(said: Said, type_: Type) -> RubyLines:
    return type_.line(said.line, type_.body, Node("P"))


def _labels(block: Ruled, type_: Type) -> list[list[RubyLines]]:
    return [[type_.line(one.line, type_.note, Node("P")) for one in row] for row in block.rows]

"""A handout drawn as PDF. Written for reportlab 5.1.

Rules:
 * One drawing for each kind of block; nothing is added, left out or put in another order.
 * The type is as large as lets the handout keep its pages: from 14 and 13 points for up to three
   options, from 13 and 12 for four, and never under 11: rather than that, it has a page more.
 * Numbers of sources and what is looked up are smaller; nothing is under 8.5 points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from ros1_desktop.sheet import draw_ticks, paper, tables
from ros1_desktop.sheet.glyphs import check_glyphs
from ros1_desktop.sheet.handout import (
    Asked,
    Block,
    Box,
    Handout,
    Matters,
    OptionCell,
    OptionGrid,
    Part,
    Ruled,
    Said,
    Say,
    Ticks,
)
from ros1_desktop.sheet.lines import Span
from ros1_desktop.sheet.ruby import RubyLines
from ros1_desktop.sheet.sheet import Line, Run
from ros1_desktop.sheet.tags import Figure, Node

LARGEST, SMALLEST, STEP = 14.0, 11.0, 0.5  # points, of the body
NARROWER = 1.0  # of the table, and of everything beside more than three options
SIDE_BY_SIDE = 3
FINE_PRINT, FINE = 8.5, 0.85  # points; of the size of its line
TITLE, HEADING = 1.3, 1.08  # in sizes of the body
OPEN, CLOSE, CLOSER = 1.32, 1.2, 1.17
GAP = 3.0
LEFT_PART, BOXES = 0.6, 0.5  # of the width: the left of two parts; of a table, its boxes
HEADS = 0.215  # of the width, for a heading beside its part
ROOM = 60.0  # points that a heading needs below it


class Type:
    """The styles of one size; `parted`: lines end behind spaces; `joint` parts sentences."""

    def __init__(self, size: float, language: str, *, parted: bool) -> None:
        """Make the styles from the size of the body."""
        table = max(size - NARROWER, SMALLEST)
        self.body = _style("body", size, OPEN)
        self.table = _style("table", table, CLOSER)
        self.note = _style("note", table - NARROWER, CLOSE)
        self.fine = _style("fine", FINE_PRINT, CLOSE)
        self.title = _style("title", size * TITLE, CLOSE)
        self.heading = _style("heading", size * HEADING, CLOSE)
        self.parted = parted
        self.joint = "" if language.startswith("ja") and not parted else " "

    def line(self, words: Line, style: ParagraphStyle, node: Node) -> RubyLines:
        """Return a paragraph that is the content of a node."""
        spans = tuple(
            Span(
                run.text,
                paper.BOLD if run.strong else paper.REGULAR,
                run.ruby,
                FINE if run.fine else 1,
            )
            for run in words
        )
        drawn = RubyLines(spans, style, parted=self.parted)
        drawn.node = node
        return drawn

    def together(self, said: Sequence[Said]) -> Line:
        """Return sentences as one line."""
        joint = (Run(self.joint, strong=False),) if self.joint else ()
        lines = [(*one.line, *joint) for one in said[:-1]]
        return tuple(chain.from_iterable((*lines, said[-1].line)))


def handout_pdf(handout: Handout, fonts: Path) -> bytes:
    """Draw a handout with the fonts of a folder.

    Raises:
        PrintError: a character has no glyph, or a figure does not fit its place.
    """
    check_glyphs(handout, paper.load_fonts(fonts))
    size = LARGEST - (NARROWER if handout.columns > SIDE_BY_SIDE else 0)
    chosen = next((one for one in _sizes(size) if _fits(handout, one)), size)
    return paper.print_pages(handout, lambda: _story(handout, chosen))


def _sizes(size: float) -> Iterator[float]:
    while size >= SMALLEST:
        yield size
        size -= STEP


def _fits(handout: Handout, size: float) -> bool:
    return paper.pages_of(handout, lambda: _story(handout, size)) <= handout.pages


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
    yield CondPageBreak(ROOM)
    yield Spacer(0, GAP)
    yield type_.line(part.heading.line, type_.heading, Node("H2"))
    yield from blocks


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
    commands: list[tables.Command] = [
        ("LINEABOVE", (0, 0), (-1, 0), tables.FINE, black),
        ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return tables.table([cells], widths, commands, node)


def _beside(part: Part, blocks: list[Flowable], type_: Type) -> Flowable:
    """Draw the heading at the left of what it heads."""
    node = Node("Sect")
    heads = [type_.line(part.heading.line, type_.heading, node.add("H2"))]
    if part.note is not None:
        heads.append(type_.line(part.note.line, type_.note, node.add("P")))
    for one in blocks:
        node.adopt(one.node.top())  # type: ignore[attr-defined] # every block has a node
    commands: list[tables.Command] = [
        ("LINEABOVE", (0, 0), (-1, 0), tables.FINE, black),
        ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    widths = (HEADS * paper.WIDTH, (1 - HEADS) * paper.WIDTH)
    return tables.table([[heads, blocks]], widths, commands, node)


def _block(block: Block, type_: Type, width: float = paper.WIDTH) -> Iterator[Flowable]:
    match block:
        case OptionGrid():
            yield _grid(block, type_)
        case Box():
            yield _box(block, type_)
        case Ticks():
            lines = [_item(one, type_) for one in block.choices]
            yield draw_ticks.Boxes(lines, ordered=block.ordered)
        case Matters():
            yield _matters(block, type_, width)
        case Ruled():
            yield draw_ticks.Rules(_labels(block, type_))
        case Say():
            style = {"body": type_.body, "note": type_.note, "fine": type_.fine}[block.size]
            yield type_.line(type_.together(block.said), style, Node("P"))


def _item(said: Said, type_: Type) -> RubyLines:
    return type_.line(said.line, type_.body, Node("P"))


def _labels(block: Ruled, type_: Type) -> list[list[RubyLines]]:
    return [[type_.line(one.line, type_.note, Node("P")) for one in row] for row in block.rows]


def _box(block: Box, type_: Type) -> Flowable:
    node = Node("Div")
    line = type_.line(type_.together(block.said), type_.table, node.add("P"))
    border: list[tables.Command] = [("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black)]
    return tables.table([[line]], (paper.WIDTH,), border, node)


def _grid(block: OptionGrid, type_: Type) -> Flowable:
    """Draw the options side by side; each question heads the row of its answers."""
    node, columns = Node("Table"), len(block.heads)
    head = node.add("TR")
    rows: list[tables.Drawn] = [
        [type_.line(one.line, type_.table, head.add("TH", tables.OF_COLUMN)) for one in block.heads]
    ]
    commands: list[tables.Command] = [
        ("BACKGROUND", (0, 0), (-1, 0), paper.GREY),
        ("GRID", (0, 0), (-1, -1), tables.FINE, black),
        ("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    for asked in block.asked:
        place = len(rows)
        commands += [
            ("BACKGROUND", (0, place), (-1, place), paper.PALE),
            ("SPAN", (0, place), (-1, place)),
            ("NOSPLIT", (0, place), (-1, place + bool(asked.cells))),
        ]
        rows.append([_question(asked, columns, type_, node), *[""] * (columns - 1)])
        if not asked.cells:
            continue
        row = node.add("TR")
        rows.append([_cell(cell, type_, row.add("TD")) for cell in asked.cells])
    widths = [paper.WIDTH / columns] * columns
    return tables.table(rows, widths, commands, node, repeat=1)


def _question(asked: Asked, columns: int, type_: Type, node: Node) -> Flowable:
    """Draw a question and what its figures mean."""
    attributes = f"/A <</O /Table /ColSpan {columns} /Scope /Column>>"
    cell = node.add("TR").add("TH", attributes)
    note = type_.together(asked.note) if asked.note else ()
    space = (Run("　", strong=False),) if note else ()
    return type_.line((*asked.question.line, *space, *_smaller(note)), type_.table, cell)


def _smaller(words: Line) -> Line:
    return tuple(replace(run, fine=True) for run in words)


def _cell(cell: OptionCell, type_: Type, node: Node) -> list[Flowable]:
    drawn: list[Flowable] = []
    frames = [type_.line(one.line, type_.table, node.add("P")) for one in cell.frames]
    if cell.icons is not None:
        figure = Figure(draw_ticks.Icons(cell.icons), alt=cell.icons.alt)
        node.adopt(figure.node)
        drawn.append(draw_ticks.Beside(figure, frames))
    else:
        drawn += frames
    numbers = (Run(f" {cell.cited}", strong=False, fine=True),) if cell.cited else ()
    for place, one in enumerate(cell.said, start=1):
        words = (*one.line, *numbers) if place == len(cell.said) else one.line
        drawn.append(type_.line(words, type_.table, node.add("P")))
    return drawn


def _matters(block: Matters, type_: Type, width: float) -> Flowable:
    """Draw what may matter, with a box in every cell."""
    node = Node("Table")
    head = node.add("TR")
    heads = [
        type_.line(one.line, type_.note, head.add("TH", tables.OF_COLUMN)) for one in block.heads
    ]
    head.kids.insert(0, head.kids.pop(head.kids.index(head.add("TD"))))
    rows: list[tables.Drawn] = [["", *heads]]
    for one in block.rows:
        row = node.add("TR")
        label = type_.line(one.line, type_.table, row.add("TH", tables.OF_ROW))
        rows.append([label, *(draw_ticks.Empty(row.add("TD")) for _ in block.heads)])
    commands: list[tables.Command] = [
        ("GRID", (0, 0), (-1, -1), tables.FINE, black),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    share = BOXES * width / len(heads)
    widths = [(1 - BOXES) * width, *[share] * len(heads)]
    return tables.table(rows, widths, commands, node, repeat=1)


def _style(name: str, size: float, leading: float) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=paper.REGULAR,
        fontSize=size,
        leading=round(size * leading, 1),
        textColor=black,
    )

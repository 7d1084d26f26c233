"""The tables of a handout: options side by side, what matters, and the box. For reportlab 5.1.

Rules:
 * A question heads the row of its answers and stays with it; the names of the options stand
   on each page on which their table goes on.
 * Every column is as wide as every other.
"""

from reportlab.lib.colors import black
from reportlab.platypus import Flowable

from ros1_desktop.sheet import draw_ticks, paper, tables
from ros1_desktop.sheet.handout import Asked, Box, Matters, OptionCell, OptionGrid, Rows
from ros1_desktop.sheet.handout_type import Type
from ros1_desktop.sheet.sheet import Run
from ros1_desktop.sheet.tags import Figure, Node

CLOSE, CLOSER = 2.5, 1.5  # points beside the words of options, and of heads above boxes
BOXES = 0.56  # of the width of a table: its boxes


def box(block: Box, type_: Type) -> Flowable:
    """Draw sentences in a border."""
    node = Node("Div")
    line = type_.line(type_.together(block.said), type_.table, node.add("P"))
    border: list[tables.Command] = [("BOX", (0, 0), (-1, -1), 2 * paper.RULE, black)]
    return tables.table([[line]], (paper.WIDTH,), border, node)


def options(block: OptionGrid, type_: Type) -> Flowable:
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
        ("LEFTPADDING", (0, 0), (-1, -1), CLOSE),
        ("RIGHTPADDING", (0, 0), (-1, -1), CLOSE),
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


def rows(block: Rows, type_: Type) -> Flowable:
    """Draw a table with a head."""
    node = Node("Table")
    head = node.add("TR")
    drawn: list[tables.Drawn] = [
        [type_.line(one.line, type_.table, head.add("TH", tables.OF_COLUMN)) for one in block.heads]
    ]
    for row in block.rows:
        line = node.add("TR")
        first = _cell(row[0], type_, line.add("TH", tables.OF_ROW))
        drawn.append([first, *(_cell(cell, type_, line.add("TD")) for cell in row[1:])])
    commands: list[tables.Command] = [
        ("BACKGROUND", (0, 0), (-1, 0), paper.GREY),
        ("GRID", (0, 0), (-1, -1), tables.FINE, black),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    widths = [paper.WIDTH * share / sum(block.shares) for share in block.shares]
    return tables.table(drawn, widths, commands, node, repeat=1)


def _question(asked: Asked, columns: int, type_: Type, node: Node) -> Flowable:
    """Draw a question and what its figures mean."""
    attributes = f"/A <</O /Table /ColSpan {columns} /Scope /Column>>"
    cell = node.add("TR").add("TH", attributes)
    note = type_.together(asked.note) if asked.note else ()
    space = (Run("　", strong=False),) if note else ()
    return type_.line((*asked.question.line, *space), type_.table, cell, beside=note)


def _cell(cell: OptionCell, type_: Type, node: Node) -> list[Flowable]:
    numbers = (Run(f" {cell.cited}", strong=False, fine=True),) if cell.cited else ()
    words = [
        *(one.line for one in (*cell.frames, *cell.said[:-1])),
        (*cell.said[-1].line, *numbers),
    ]
    lines = [type_.line(one, type_.table, node.add("P")) for one in words]
    if cell.icons is None:
        return [*lines]
    figure = Figure(draw_ticks.Icons(cell.icons), alt=cell.icons.alt)
    node.adopt(figure.node)
    frames = len(cell.frames)
    return [draw_ticks.Beside(figure, lines[:frames], lines[frames]), *lines[frames + 1 :]]


def matters(block: Matters, type_: Type, width: float) -> Flowable:
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
        for _ in block.heads:
            row.add("TD")
        rows.append([label, *(draw_ticks.Empty() for _ in block.heads)])
    commands: list[tables.Command] = [
        ("GRID", (0, 0), (-1, -1), tables.FINE, black),
        ("LEFTPADDING", (1, 0), (-1, 0), CLOSER),
        ("RIGHTPADDING", (1, 0), (-1, 0), CLOSER),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    share = BOXES * width / len(heads)
    widths = [(1 - BOXES) * width, *[share] * len(heads)]
    return tables.table(rows, widths, commands, node, repeat=1)

"""What is filled in by hand: lines to write on and boxes to tick. Written for reportlab 5.1.

Rules:
 * Lines are 8 mm apart at least. There are as many as the page has room for, and never fewer than
   one for each row: rather than that, they go to the next page.
 * Boxes and lines are vectors and artifacts; labels and the words of boxes are text, in reading
   order. The blanks of a row share its line as their words need, and the rest alike.
"""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from ros1_desktop.sheet import paper, tables
from ros1_desktop.sheet.lines import Lines
from ros1_desktop.sheet.sheet import Blank, Look, Record, plain
from ros1_desktop.sheet.tags import LAYOUT, Node, unread

LEAST_RULE = 8 * mm
ABOVE_RULE = 3.0  # points from a label to the rule below it
TICK, BESIDE, APART = 8.5, 3.0, 8.0  # points: a box, its words, what follows
TICK_LINE = 0.9


class Ruled(Flowable):
    """Lines to write on: as many as the page has room for."""

    def __init__(self, block: Record, *, room: bool = True) -> None:
        """Keep the blanks; without `room`, one line for each row is all that is asked for."""
        super().__init__()
        self._block, self._room = block, room
        self.node = Node("Div")
        self._rows = [[_Drawn(blank, self.node) for blank in row] for row in block.rows]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return the size: the rows that grow get the lines for which there is room."""
        block = self._block
        least, grows = len(block.rows), block.grows
        room = int((available_height - paper.GAP) // LEAST_RULE) if self._room else least
        more = max(min(room - least, len(grows) * (block.most - 1)), 0)
        self._lines = [1] * least
        for turn in range(more):
            self._lines[grows[turn % len(grows)]] += 1
        self.width, self.height = available_width, LEAST_RULE * sum(self._lines)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the blanks of each row at its first line, then the lines below it."""
        y = self.height
        for blanks, lines in zip(self._rows, self._lines, strict=True):
            y -= LEAST_RULE
            for x, wide, blank in self._shares(blanks):
                blank.draw(self.canv, x, y, wide)
            with unread(self.canv, LAYOUT):
                self.canv.setLineWidth(paper.RULE)
                for _ in range(lines - 1):
                    y -= LEAST_RULE
                    self.canv.line(0, y, self.width, y)

    def _shares(self, blanks: list["_Drawn"]) -> Iterator[tuple[float, float, "_Drawn"]]:
        """Yield each blank with its place and width: what its words need, the rest alike."""
        gaps = APART * (len(blanks) - 1)
        rest = (self.width - gaps - sum(blank.needs for blank in blanks)) / len(blanks)
        x = 0.0
        for blank in blanks:
            wide = blank.needs + rest
            yield x, wide, blank
            x += wide + APART


class _Drawn:
    """One blank: its label, its boxes with their words."""

    def __init__(self, blank: Blank, node: Node) -> None:
        self._words = [_words(text, node) for text in (blank.label, *blank.ticks)]
        self._wide = [line.natural for line in self._words]
        self.needs = sum(self._wide) + len(blank.ticks) * (APART + TICK + BESIDE)

    def draw(self, canvas: Canvas, x: float, y: float, wide: float) -> None:
        """Draw it with its line at a height, from `x` over a width."""
        with unread(canvas, LAYOUT):
            canvas.setLineWidth(paper.RULE)
            canvas.line(x, y, x + wide, y)
        for place, (line, long) in enumerate(zip(self._words, self._wide, strict=True)):
            if place:
                x += APART
                with unread(canvas, LAYOUT):
                    canvas.setLineWidth(TICK_LINE)
                    canvas.rect(x, y + ABOVE_RULE, TICK, TICK)
                x += TICK + BESIDE
            line.wrap(long + 1, LEAST_RULE)
            line.drawOn(canvas, x, y + ABOVE_RULE)
            x += long


def _words(text: str, node: Node) -> Lines:
    return tables.tagged(tables.line(plain(text), Look.DENSE), node.add("P"))

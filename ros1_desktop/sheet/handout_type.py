"""The type of a handout: its sizes and styles, and sentences as paragraphs. For reportlab 5.1.

Rules:
 * One size makes all the others: the table is a point smaller, notes beside it one more; what is
   looked up, and the numbers of sources, are the smallest. Nothing is under 8.5 points.
 * A sentence becomes a paragraph of its own, or stands with others in one; nothing is added to it.
"""

from collections.abc import Sequence
from itertools import chain

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle

from ros1_desktop.sheet import paper
from ros1_desktop.sheet.handout import Said
from ros1_desktop.sheet.lines import Span
from ros1_desktop.sheet.ruby import RubyLines
from ros1_desktop.sheet.sheet import Line, Run
from ros1_desktop.sheet.tags import Node

SMALLEST = 11.0  # points, of body and table
NARROWER = 1.0  # points, of the table against the body, and of notes against the table
FINE_PRINT, FINE = 8.5, 0.85  # points; of the size of its line
TITLE, HEADING = 1.3, 1.08  # in sizes of the body
OPEN, CLOSE, CLOSER = 1.32, 1.2, 1.17  # from line to line


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


def _style(name: str, size: float, leading: float) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=paper.REGULAR,
        fontSize=size,
        leading=round(size * leading, 1),
        textColor=black,
    )

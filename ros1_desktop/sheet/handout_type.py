"""The type of a handout: its sizes and styles, and sentences as paragraphs. For reportlab 5.1.

Rules:
 * One size makes all the others: the table has it, from 13 points to 11; the text beside the table
   is never under 13, and only beside the smallest table 12 to 11; notes are two points smaller than
   the table, what is looked up is the smallest. Nothing is under 8.5 points.
 * Lines of Japanese stand 1.3 sizes apart at least; Latin letters, which are lower, 1.2.
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

SMALLEST = 11.0  # points, of the table
READ = 13.0  # points: the most of the table, the least of the text beside it
ABOVE = 1.0  # points, of the text against the smallest table; none where all is the smallest
NOTE, LEAST_NOTE = 2.0, 10.5  # points, of notes against the table; of notes
FINE_PRINT, BESIDE = 8.5, 0.82  # points; of the size of its line, what stands on behind it
TITLE, HEADING = 1.3, 1.08  # in sizes of the body
HEAD, LATIN, JAPANESE = 1.2, 1.2, 1.3  # from line to line: of headings, of text


class Type:
    """The styles of one size; `parted`: lines end behind spaces; `joint` parts sentences."""

    def __init__(self, size: float, language: str, *, parted: bool) -> None:
        """Make the styles from a size, from 14 points down to the smallest."""
        table = min(max(size, SMALLEST), READ)
        body = max(size, READ) if size > SMALLEST else size + ABOVE
        japanese = language.startswith("ja")
        leading = JAPANESE if japanese else LATIN
        self.body = _style("body", body, leading)
        self.table = _style("table", table, leading)
        self.note = _style("note", max(table - NOTE, LEAST_NOTE), leading)
        self.fine = _style("fine", FINE_PRINT, leading)
        self.title = _style("title", body * TITLE, HEAD)
        self.heading = _style("heading", body * HEADING, HEAD)
        self.parted = parted
        self.joint = "" if japanese and not parted else " "

    def line(self, words: Line, style: ParagraphStyle, node: Node, beside: Line = ()) -> RubyLines:
        """Return a paragraph that is the content of a node; `beside` stands on behind, smaller."""
        fine = FINE_PRINT / style.fontSize
        spans = tuple(
            Span(
                run.text,
                paper.BOLD if run.strong else paper.REGULAR,
                run.ruby,
                fine if run.fine else scale,
            )
            for part, scale in ((words, 1.0), (beside, BESIDE))
            for run in part
        )
        drawn = RubyLines(spans, style, parted=self.parted and style is not self.fine)
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

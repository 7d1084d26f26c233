"""Paragraphs whose lines end where they may. Written for reportlab 5.1.

Rules:
 * A line ends only where `breaks` lets it, in plain, bold and mixed text alike; a piece wider than
   its line gives way at its weakest joints, a figure never does: the sheet is refused instead.
 * No line is wider than its place; nothing hangs into the margin.
 * Text is handed over as fragments and never parsed: `<b>` typed by a user is printed as `<b>`.
 * Full-width spaces are kept. A space at the end of a line is kept in the text and takes no room.

ReportLab's private parts are touched here, in `tags` and in `archive`. Here: `ParaFrag`,
`ParaLines`, `FragLine`, and the hooks `breakLinesCJK` and `split`. A new minor line of ReportLab
means: run the sweep in tests/sheet/test_lines.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.platypus.paragraph import FragLine, Paragraph, ParaLines
from reportlab.platypus.paraparser import ParaFrag

from ros1_desktop.sheet.breaks import LONGEST, Joint, is_figure, pieces, torn
from ros1_desktop.sheet.sheet import PrintError
from ros1_desktop.sheet.tags import Node, marked

TOO_WIDE = "too_wide"
ROOM = 0.01  # points that rounding may add to a line
FEWEST = 2  # lines of a paragraph that stand together at the foot or the head of a page
Stretch: TypeAlias = tuple[int, int]  # from the first character up to, without, the last


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one font; `ruby` is the reading that stands above it, `scale` its size there."""

    text: str
    font: str
    ruby: str = ""
    scale: float = 1


class Lines(Paragraph):
    """A paragraph of spans, broken by our own rules.

    `node` is what it is in the tree of the document, `node_of_dot` what the dot before it is; drawn
    a second time, as the head of a table on its next page, it is neither.
    """

    def __init__(self, spans: tuple[Span, ...], style: ParagraphStyle, dot: str = "") -> None:
        """Keep the spans; the frame or the cell says later how wide they may run."""
        super().__init__("", style, frags=[_fragment(span, style) for span in spans])
        self.spans, self.dot = spans, dot
        self.node: Node | None = None
        self.node_of_dot: Node | None = None
        self._drawn = False
        self._text = "".join(span.text for span in spans)

    @cached_property
    def _ends(self) -> list[float]:
        """Where each character of the text ends, all on one line."""
        size = self.style.fontSize
        widths = (size * _advance(sign, span.font) for span in self.spans for sign in span.text)
        return list(accumulate(widths, initial=0.0))

    @property
    def natural(self) -> float:
        """The width of the text on one line."""
        return self._width((0, len(self._text)))

    def minWidth(self) -> float:  # noqa: N802 (ReportLab's name)
        """Return the width of the widest word; one of a user's that is longer gives way."""
        words = _stretches(0, pieces(self._text, Joint.NEVER))
        whole = (self._width((start, end)) for start, end in words if end - start <= LONGEST)
        return max(whole, default=0.0)

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: ANN401, N802, N803 (ReportLab's names)
        """Break into lines; ReportLab calls this and draws what it returns."""
        width = maxWidths[0]
        lines = [self._line(stretch, width) for stretch in self.broken(width)]
        return ParaLines(kind=1, lines=lines)

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Split over two pages, never leaving one line alone."""
        room = available_width - self.style.leftIndent - self.style.rightIndent
        lines = list(self.broken(room))
        fitting = int((available_height + ROOM) // self.style.leading)
        if fitting >= len(lines):
            return [self]
        fitting = min(fitting, len(lines) - FEWEST)
        if fitting < FEWEST:
            return []
        cut = lines[fitting][0]
        upper, lower = self._spans((0, cut)), self._spans((cut, len(self._text)))
        parts = [Lines(upper, self.style, self.dot), Lines(lower, self.style)]
        for part in parts:
            part.node, part.node_of_dot = self.node, self.node_of_dot
        return parts

    def draw(self) -> None:
        """Draw the dot, then the text, each as what it is."""
        canvas, style = self.canv, self.style
        if self.dot:
            above = getAscentDescent(style.fontName, style.fontSize)[0]
            with marked(canvas, self.node_of_dot, again=self._drawn):
                canvas.setFont(style.fontName, style.fontSize)
                canvas.drawString(style.bulletIndent, self.height - above, self.dot)
        if self._text:
            with marked(canvas, self.node, again=self._drawn):
                super().draw()
        self._drawn = True

    def broken(self, width: float) -> Iterator[Stretch]:
        """Yield the stretch of text of each line.

        Raises:
            PrintError: `too_wide`: a figure that may not be broken does not fit.
        """
        start = stop = 0
        for piece in self._pieces():
            for _, end in self._giving_way(piece, width, 0):
                if start < stop and self._width((start, end)) > width + ROOM:
                    yield (start, stop)
                    start = stop
                stop = end
        if start < stop:
            yield (start, stop)

    def _pieces(self) -> Iterator[Stretch]:
        """Yield what is read as one."""
        return _stretches(0, pieces(self._text, Joint.AVOID))

    def _giving_way(self, stretch: Stretch, width: float, depth: int) -> Iterator[Stretch]:
        """Yield pieces none of which is wider than the line."""
        text = self._text[slice(*stretch)]
        if self._width(stretch) <= width + ROOM:
            yield stretch
            return
        if is_figure(text) or len(text) == 1:
            raise PrintError(TOO_WIDE, width=round(width))
        weaker = (pieces(text, Joint.NEVER), torn(text), tuple(text))[depth]
        for part in _stretches(stretch[0], weaker):
            yield from self._giving_way(part, width, depth + 1)

    def _width(self, stretch: Stretch) -> float:
        start, stop = stretch
        while stop > start and self._text[stop - 1] == " ":
            stop -= 1
        return self._ends[stop] - self._ends[start]

    def _spans(self, stretch: Stretch) -> tuple[Span, ...]:
        """Return the part of each span that lies in a stretch."""
        found, begins = [], 0
        for span in self.spans:
            start, stop = max(stretch[0] - begins, 0), max(stretch[1] - begins, 0)
            if part := span.text[start:stop]:
                found.append(Span(part, span.font, span.ruby, span.scale))
            begins += len(span.text)
        return tuple(found)

    def _line(self, stretch: Stretch, width: float) -> Any:  # noqa: ANN401 (ReportLab's line)
        used = self._width(stretch)
        ascent, descent = getAscentDescent(self.style.fontName, self.style.fontSize)
        return FragLine(
            kind=1,
            extraSpace=width - used,
            wordCount=1,
            words=[_fragment(span, self.style) for span in self._spans(stretch)],
            fontSize=self.style.fontSize,
            ascent=ascent,
            descent=descent,
            maxWidth=width,
            currentWidth=used,
            lineBreak=False,
        )


@lru_cache(maxsize=8192)
def _advance(sign: str, font: str) -> float:
    """Return the width of a character at a size of one point."""
    return float(stringWidth(sign, font, 1))


def _stretches(start: int, parts: tuple[str, ...]) -> Iterator[Stretch]:
    for part in parts:
        yield (start, start + len(part))
        start += len(part)


def _fragment(span: Span, style: ParagraphStyle) -> Any:  # noqa: ANN401 (ReportLab's fragment)
    return ParaFrag(
        text=span.text,
        fontName=span.font,
        fontSize=style.fontSize,
        textColor=style.textColor,
        rise=0,
        bold=0,
        italic=0,
        link=[],
        us_lines=[],
    )

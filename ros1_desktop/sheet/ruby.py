"""Paragraphs whose words may have a reading above them. Written for reportlab 5.1.

Rules:
 * A word and its reading are one piece: no line ends within, none is narrower than the other. A
   word of katakana, as a name is, is one piece too.
 * Only a line that has a reading is higher for it.
 * In the tree a word with a reading is a Ruby of a base and its text. On the page all readings of a
   paragraph come behind its words, so that a sentence is found and copied as it stands; without
   readings a paragraph is one content.
 * Where words are parted by spaces, a Japanese line ends behind one, if the piece is not too wide.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth

from ros1_desktop.sheet.lines import Lines, Span, Stretch
from ros1_desktop.sheet.tags import Node, marked

SIZE = 0.5  # of the reading, in sizes of the word
HIGHEST = 1.47  # of a line with a reading at least, in sizes of the word
PARTS = " 、。"  # what parts words, where spaces do
KATAKANA = ("\u30a1", "\u30fc")  # the first and the last
LIFT = 0.04  # of the reading above its word, in sizes of the word


Reading: TypeAlias = tuple[Node | None, float, float, Span]  # its node, left, bottom, its word


class RubyLines(Lines):
    """A paragraph of spans, some of which have readings."""

    def __init__(
        self, spans: tuple[Span, ...], style: ParagraphStyle, *, parted: bool = False
    ) -> None:
        """Keep the spans; `parted`: lines end behind spaces."""
        super().__init__(spans, style)
        self._parted = parted
        self._broken: list[Stretch] = []

    @cached_property
    def _ends(self) -> list[float]:
        """Where each character ends, all on one line; a reading may widen its word."""
        widths: list[float] = []
        for span in self.spans:
            natural = [self._wide(sign, span) for sign in span.text]
            wider = self._reading(span) / sum(natural) if natural and span.ruby else 0
            widths.extend(width * max(wider, 1) for width in natural)
        return list(accumulate(widths, initial=0.0))

    @property
    def natural(self) -> float:
        """The width on one line."""
        return self._ends[-1]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002 (ReportLab's)
        """Return the size in a width."""
        room = available_width - self.style.leftIndent
        self._broken = list(self.broken(room))
        self.width = available_width
        self.height = sum(self._high(stretch) for stretch in self._broken)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Any]:  # noqa: ARG002 (ReportLab's)
        """Keep the paragraph whole: it goes to the next page."""
        return []

    def draw(self) -> None:
        """Draw line by line, each piece as what it is."""
        ascent, _ = getAscentDescent(self.style.fontName, self.style.fontSize)
        gap = (self.style.leading - self.style.fontSize) / 2
        y = self.height
        if not any(span.ruby for span in self.spans):
            with marked(self.canv, self.node, again=self._drawn):
                for stretch in self._broken:
                    self._text_line(stretch, y - gap - ascent)
                    y -= self._high(stretch)
        else:
            readings: list[Reading] = []
            for stretch in self._broken:
                high = self._high(stretch)
                readings += self._ruby_line(stretch, y - (high - self.style.leading) - gap - ascent)
                y -= high
            for node, x, above, span in readings:
                with marked(self.canv, node, again=self._drawn):
                    self._string(x, above, span.ruby, span.font, SIZE)
        self._drawn = True

    def _pieces(self) -> Iterator[Stretch]:
        """Yield pieces, those within a word with a reading, and of a name, as one."""
        begin = None
        for start, stop in self._read_as_one():
            begin = start if begin is None else begin
            if self._parted and stop < len(self._text) and self._text[stop - 1] not in PARTS:
                continue
            yield (begin, stop)
            begin = None

    def _giving_way(self, stretch: Stretch, width: float, depth: int) -> Iterator[Stretch]:
        """Yield pieces none of which is wider than the line: of parted words, first the words."""
        if depth or not self._parted:
            yield from super()._giving_way(stretch, width, depth)
            return
        if self._width(stretch) <= width:
            yield stretch
            return
        for start, stop in self._read_as_one():
            if stretch[0] <= start and stop <= stretch[1]:
                yield from super()._giving_way((start, stop), width, depth)

    def _read_as_one(self) -> Iterator[Stretch]:
        """Yield what is read as one: a word with its reading, a name, a figure, a sign."""
        held, begin = self._held(), None
        for start, stop in super()._pieces():
            begin = start if begin is None else begin
            if self._in_name(stop) or any(first < stop < last for first, last in held):
                continue
            yield (begin, stop)
            begin = None

    def _in_name(self, at: int) -> bool:
        """Tell whether a place is within a word of katakana, as the name of a drug is."""
        around = self._text[at - 1 : at + 1]
        return len(around) == len(KATAKANA) and all(
            KATAKANA[0] <= sign <= KATAKANA[1] for sign in around
        )

    def _held(self) -> list[Stretch]:
        """Return where words with readings stand."""
        found, at = [], 0
        for span in self.spans:
            if span.ruby:
                found.append((at, at + len(span.text)))
            at += len(span.text)
        return found

    def _high(self, stretch: Stretch) -> float:
        has = any(span.ruby for span in self._spans(stretch))
        leading: float = self.style.leading
        return max(leading, HIGHEST * self.style.fontSize) if has else leading

    def _text_line(self, stretch: Stretch, y: float) -> None:
        x = self.style.leftIndent
        for span in self._spans(stretch):
            self._string(x, y, span.text, span.font, span.scale)
            x += self._wide(span.text, span)

    def _ruby_line(self, stretch: Stretch, y: float) -> Iterator[Reading]:
        """Draw a line; yield the readings that stand above it."""
        x, at = self.style.leftIndent, stretch[0]
        for span in self._spans(stretch):
            end = at + len(span.text)
            room = self._ends[end] - self._ends[at]
            if span.ruby:
                yield self._word(span, x, y, room)
            else:
                with marked(self.canv, self._part("Span"), again=self._drawn):
                    self._string(x, y, span.text, span.font, span.scale)
            x, at = x + room, end

    def _word(self, span: Span, x: float, y: float, room: float) -> Reading:
        """Draw a word in the middle of its room; return its reading and where it stands."""
        node = self._part("Ruby")
        base, reading = (node.add(role) if node else None for role in ("RB", "RT"))
        left = x + (room - self._wide(span.text, span)) / 2
        with marked(self.canv, base, again=self._drawn):
            self._string(left, y, span.text, span.font, span.scale)
        ascent, descent = getAscentDescent(self.style.fontName, self.style.fontSize)
        above = y + ascent + LIFT * self.style.fontSize - descent * SIZE
        return reading, x + (room - self._reading(span)) / 2, above, span

    def _string(self, x: float, y: float, text: str, font: str, scale: float) -> None:
        self.canv.setFont(font, self.style.fontSize * scale)
        self.canv.drawString(x, y, text)

    def _part(self, role: str) -> Node | None:
        """Return a new part of the paragraph's node; none where the paragraph stands again."""
        if self.node is None or self._drawn:
            return self.node
        return self.node.add(role)

    def _wide(self, text: str, span: Span) -> float:
        return float(stringWidth(text, span.font, self.style.fontSize * span.scale))

    def _reading(self, span: Span) -> float:
        return float(stringWidth(span.ruby, span.font, self.style.fontSize * SIZE))

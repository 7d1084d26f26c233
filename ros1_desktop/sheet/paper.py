"""The paper: A4, margins, fonts, running head and footer, page x of y. Written for reportlab 5.1.

Rules:
 * BIZ UDPGothic, regular and bold, is the only font and is embedded; Helvetica is never named.
 * Left 20 mm for the punch, right 15, top 10, bottom 12 at least; no type under 8.5 points.
 * Black on white; grey only behind titles, where it means nothing.
 * The same sheet gives the same bytes: no clock; the date inside the file is the printed date.
 * A document is laid out twice: the first time counts the pages.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from reportlab import rl_config
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from ros1_desktop.sheet.archive import ArchiveCanvas
from ros1_desktop.sheet.lines import Lines, Span
from ros1_desktop.sheet.sheet import Band, Look
from ros1_desktop.sheet.tags import tree_of, unread

rl_config.useA85 = 0  # streams as they are: smaller, and no text encoding of them to wait for
rl_config.pdfComments = 0
AUTHOR = "ROS1 Desktop"
REGULAR, BOLD = "BIZUDPGothic-Regular", "BIZUDPGothic-Bold"
LEFT, RIGHT, TOP, BOTTOM = 20 * mm, 15 * mm, 10 * mm, 12 * mm
WIDTH = A4[0] - LEFT - RIGHT
SMALLEST = 8.5
OPEN, CLOSE = 1.42, 1.19  # from line to line, in sizes of the type
RULE = 0.6
GREY, PALE = Color(0.88, 0.88, 0.88), Color(0.94, 0.94, 0.94)
PAGE_ROOM = 70.0  # beside the footer, for the page number
GAP = 4.0  # between the body and the running head or the footer


class Printed(Protocol):
    """What a document says at the head and foot of its pages, and of itself."""

    @property
    def language(self) -> str:
        """The language, as PDF names it."""

    @property
    def band(self) -> Band:
        """The head of the first page; its title and audience run on."""

    @property
    def footer(self) -> tuple[str, ...]:
        """The lines at the foot."""

    @property
    def page(self) -> str:
        """Page x of y, with the places `{page}` and `{pages}`."""

    @property
    def printed_on(self) -> date:
        """The day that the file is of."""


def _style(
    name: str, size: float, before: float = 0, after: float = 0, leading: float = OPEN
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=REGULAR,
        fontSize=size,
        leading=round(size * leading, 1),
        textColor=black,
        wordWrap="CJK",
        bulletFontName=REGULAR,
        spaceBefore=before,
        spaceAfter=after,
    )


STYLES = {
    Look.BODY: _style("body", 9, after=2),
    Look.SMALL: _style("small", SMALLEST, after=2),
    Look.DENSE: _style("dense", SMALLEST, after=1, leading=CLOSE),
    Look.LEAD: _style("lead", 11.5, before=1, after=3),
}
POINTS = {look: _style(f"point {look.value}", s.fontSize, after=1) for look, s in STYLES.items()}
for _point in POINTS.values():
    _point.leftIndent, _point.bulletFontSize = _point.fontSize, _point.fontSize
TITLE = _style("title", 16, leading=CLOSE)
HEADING = _style("heading", 11, before=9, after=3)
CLOSE_HEADING = _style("close heading", 9.5, before=2, after=1, leading=CLOSE)
CELL = {
    look: _style(f"cell {look.value}", style.fontSize, leading=style.leading / style.fontSize)
    for look, style in STYLES.items()
}


def load_fonts(folder: Path) -> frozenset[int]:
    """Register both faces and return the code points that both have."""
    known = pdfmetrics.getRegisteredFontNames()
    for name in (REGULAR, BOLD):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    faces: list[Any] = [pdfmetrics.getFont(name) for name in (REGULAR, BOLD)]
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in faces))


def pages_of(sheet: Printed, story: Callable[[], list[Flowable]]) -> int:
    """Return on how many pages a story goes."""
    return _build(sheet, story(), pages=0)[1]


def print_pages(sheet: Printed, story: Callable[[], list[Flowable]]) -> bytes:
    """Lay the story out on numbered pages and return the file."""
    return _build(sheet, story(), pages=pages_of(sheet, story))[0]


def _build(sheet: Printed, story: list[Flowable], pages: int) -> tuple[bytes, int]:
    into = BytesIO()
    footer = _Footer(sheet, pages)
    head = CELL[Look.DENSE].leading + GAP
    document = BaseDocTemplate(
        into,
        pagesize=A4,
        title=sheet.band.title,
        subject=sheet.band.audience,
        author=AUTHOR,
        creator=AUTHOR,
        lang=sheet.language,
        displayDocTitle=True,
        invariant=1,
        initialFontName=REGULAR,
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(0, footer.height)], onPage=footer.first),
            PageTemplate("later", [_frame(head, footer.height)], onPage=footer.later),
        ]
    )
    document.handle_nextPageTemplate("later")
    maker = partial(ArchiveCanvas, tree=tree_of(story), day=sheet.printed_on)
    document.build(story, canvasmaker=maker)
    return into.getvalue(), document.page


def _frame(head: float, foot: float) -> Frame:
    height = A4[1] - TOP - BOTTOM - head - foot
    return Frame(LEFT, BOTTOM + foot, WIDTH, height, 0, 0, 0, 0)


class _Footer:
    """What stands at the head and foot of every page."""

    def __init__(self, sheet: Printed, pages: int) -> None:
        self._sheet = sheet
        self._pages = pages
        self._lines = [Lines((Span(line, REGULAR),), CELL[Look.DENSE]) for line in sheet.footer]
        self.height = sum(self._heights()) + GAP

    def _heights(self) -> list[float]:
        *above, last = self._lines
        widths = (*(WIDTH for _ in above), WIDTH - PAGE_ROOM)
        return [
            line.wrap(width, A4[1])[1] for line, width in zip((*above, last), widths, strict=True)
        ]

    def first(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw the foot of the first page; its head is the band."""
        with unread(canvas):
            self._foot(canvas, document.page)

    def later(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw the foot and the running head."""
        with unread(canvas):
            self._foot(canvas, document.page)
            self._head(canvas)

    def _foot(self, canvas: Canvas, number: int) -> None:
        bottom = BOTTOM + self.height - GAP
        canvas.setLineWidth(RULE)
        canvas.line(LEFT, bottom + 1, LEFT + WIDTH, bottom + 1)
        for line, height in zip(self._lines, self._heights(), strict=True):
            bottom -= height
            line.drawOn(canvas, LEFT, bottom)
        page = self._sheet.page.format(page=number, pages=self._pages)
        canvas.setFont(REGULAR, SMALLEST)
        canvas.drawRightString(LEFT + WIDTH, BOTTOM + 3, page)

    def _head(self, canvas: Canvas) -> None:
        band = self._sheet.band
        canvas.setFont(BOLD, SMALLEST)
        height = A4[1] - TOP - SMALLEST
        canvas.drawString(LEFT, height, band.title)
        canvas.drawRightString(LEFT + WIDTH, height, band.audience)
        canvas.line(LEFT, height - 3, LEFT + WIDTH, height - 3)

"""The sheet as a value: what is handed over, before anything is drawn.

Rules:
 * Only strings and their order stand here: no Qt, no ReportLab, no file, no clock.
 * A string is literal. Nothing in it is markup, whoever wrote it.
 * Weight and size carry no fact of their own: what is strong is also said in words.
 * A drawing shows every string of the sheet or refuses the whole sheet; nothing is cut in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from ros1_desktop.sheet.figures import UNSEEN, Calendar, IntervalFigure, ToxicityGrid


class PrintError(Exception):
    """A sheet that cannot be drawn whole: a code and its values, never an answer of the patient."""

    def __init__(self, code: str, **values: str | int) -> None:
        """Keep the code (`no_glyph`, `too_wide`, …) and what the sentence needs."""
        super().__init__(f"{code}: {', '.join(f'{name} {values[name]}' for name in values)}")
        self.code = code
        self.values_of_sentence = values


class Look(Enum):
    """How large a text stands: as the body, as small print, close, or as the line to read first."""

    BODY = "body"
    SMALL = "small"
    DENSE = "dense"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one weight; `ruby` is the reading that stands above it.

    `fine`: smaller than its line, as the numbers of sources are.
    """

    text: str
    strong: bool
    ruby: str = ""
    fine: bool = False


Line: TypeAlias = tuple[Run, ...]
Cell: TypeAlias = tuple[Line, ...]  # one paragraph a line


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    line: Line
    look: Look


@dataclass(frozen=True, slots=True)
class Points:
    """Paragraphs of equal rank, each behind a dot."""

    items: tuple[Line, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what belongs to it."""

    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and values, in one column or two; read row by row."""

    pairs: tuple[Pair, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Group:
    """A line across a grid: of level 1 it heads a part, of 2 some rows; 3 is a note to those."""

    line: Line
    level: int


@dataclass(frozen=True, slots=True)
class Items:
    """Short lines of equal rank in columns, `columns` at most; read row by row."""

    items: tuple[Line, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Blank:
    """A label, boxes to tick with their words, and a line to write on behind them."""

    label: str
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What is filled in by hand; the blanks of one row share a line.

    Where the page has room, the rows at the places `grows` get up to `most` lines, the others one.
    """

    rows: tuple[tuple[Blank, ...], ...]
    grows: tuple[int, ...] = ()
    most: int = 1


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in a border; `banner` stands inside the border and is repeated with the head.

    `shares` are the widths of the columns, in parts of their sum.
    """

    banner: Line
    head: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[Group | Row, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class Frame:
    """Blocks within one border, under a title."""

    title: Line
    blocks: tuple[Text | Points | Pairs, ...]


Figure: TypeAlias = IntervalFigure | ToxicityGrid | Calendar
Block: TypeAlias = Text | Points | Pairs | Grid | Frame | Items | Record | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it.

    `opens`: begins a page. `close`: a small heading, for the pages that hold much.
    """

    heading: str
    blocks: tuple[Block, ...]
    opens: bool = False
    close: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A 2D code: what a scanner reads, and what that is in words. `content` is for no eye."""

    content: bytes
    said: str


@dataclass(frozen=True, slots=True)
class Band:
    """The head of the first page: what this is, for whom, and the 2D code beside it.

    `alert` stands above everything, `lead` is read first, `blank` is written in by hand.
    """

    title: str
    audience: str
    lines: tuple[Line, ...]
    lead: Line
    alert: Line = ()
    blank: Record | None = None
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document. `page` holds the places `{page}` and `{pages}`."""

    language: str
    band: Band
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    page: str
    printed_on: date


def plain(text: str) -> Line:
    """Return a line in the weight of the body."""
    return (Run(text, strong=False),)


def strong(text: str) -> Line:
    """Return a line in bold."""
    return (Run(text, strong=True),)


def cell(*texts: str) -> Cell:
    """Return a cell of plain paragraphs, leaving out empty ones."""
    return tuple(plain(text) for text in texts if text)


def text_of(line: Line) -> str:
    """Return the words of a line."""
    return "".join(run.text for run in line)


def strings(part: object) -> Iterator[str]:
    """Yield every string of a sheet or a part of it, in reading order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Run):
        yield part.text
        if part.ruby:
            yield part.ruby
    elif isinstance(part, tuple):
        for item in part:
            yield from strings(item)
    elif is_dataclass(part):
        for field in fields(part):
            if field.metadata != UNSEEN:
                yield from strings(getattr(part, field.name))

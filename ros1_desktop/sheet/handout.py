"""The handout as a value: what a patient is given, before anything is drawn.

Rules:
 * Only strings and their order stand here: no Qt, no ReportLab, no file, no clock.
 * Whatever is said of a treatment carries the ids of the facts it rests on; a sentence of ours that
   rests on none (a question, a heading) carries none. A cell that has no fact says so in words.
 * Every option has the same rows; a reading stands above its word once on a page.
"""

# ruff: noqa: RUF001, RUF002 (the signs of a reading are what this module is about)

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from ros1_desktop.sheet.people import IconArray
from ros1_desktop.sheet.sheet import Band, Line, Run

_READING = re.compile(r"｜(?P<word>[^｜《]+)《(?P<reading>[^》]+)》")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the ids of the facts that it rests on."""

    line: Line
    facts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The sentence without readings."""
        return "".join(run.text for run in self.line)


@dataclass(frozen=True, slots=True)
class OptionCell:
    """What one option has to say to one question.

    `icons` stand above the sentences, `frames` beside them: how many had it, and how many not;
    the first of the sentences stands there too, where there is room.
    `cited` are the numbers of the sources of all that the cell says.
    """

    said: tuple[Said, ...]
    cited: str = ""
    icons: IconArray | None = None
    frames: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the patient, what its figures mean, and the answer of every option."""

    id: str
    question: Said
    note: tuple[Said, ...]
    cells: tuple[OptionCell, ...]


@dataclass(frozen=True, slots=True)
class OptionGrid:
    """The options side by side; `heads` are their names."""

    heads: tuple[Said, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """Sentences in one paragraph; `size`: `body`, `note` beside something, or `fine` print."""

    said: tuple[Said, ...]
    size: str = "body"


@dataclass(frozen=True, slots=True)
class Box:
    """What must not be overlooked, in a border."""

    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick on one line, each with its words; `ordered`: steps, one after the other."""

    choices: tuple[Said, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Matters:
    """What may matter, and how much: a box in every cell; the last row is to be written in."""

    heads: tuple[Said, ...]
    rows: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Lines to write on, each row with its labels."""

    rows: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a head; the first cell of a row heads it. `shares` are the widths."""

    heads: tuple[Said, ...]
    rows: tuple[tuple[OptionCell, ...], ...]
    shares: tuple[float, ...]


Block: TypeAlias = OptionGrid | Rows | Say | Box | Ticks | Matters | Ruled


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it, or, where it is short, beside it.

    `anew`: readings stand here again, for the part is on another page than what is before it.
    `with_next`: it shares the width with the part that follows. `note` stands below the heading.
    `opens`: it begins a page.
    """

    heading: Said
    blocks: tuple[Block, ...]
    beside: bool = False
    anew: bool = False
    with_next: bool = False
    note: Said | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole handout. `page` holds the places `{page}` and `{pages}`.

    `pages` is how many pages it is meant to have, `columns` how many options stand side by side;
    `parted`: its words are parted by spaces.
    """

    language: str
    band: Band
    title: Said
    audience: Said
    under: tuple[Said, ...]
    parts: tuple[Part, ...]
    footer: tuple[str, ...]
    page: str
    printed_on: date
    columns: int
    pages: int
    parted: bool


def line_of(text: str, *, strong: bool = False) -> Line:
    """Return a sentence with its readings: `｜語《よみ》` stands as a word with a reading."""
    runs, at = [], 0
    for found in _READING.finditer(text):
        if found.start() > at:
            runs.append(Run(text[at : found.start()], strong))
        runs.append(Run(found["word"], strong, found["reading"]))
        at = found.end()
    if at < len(text) or not runs:
        runs.append(Run(text[at:], strong))
    return tuple(runs)


def said(part: object) -> Iterator[Said]:
    """Yield every sentence of a handout or a part of it, in reading order."""
    if isinstance(part, Said):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from said(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from said(getattr(part, field.name))


def read_once(handout: Handout) -> Handout:
    """Keep each reading where its word first stands on a page; a part that is `anew` begins one."""
    seen: set[str] = set()
    title, under = (_kept(part, seen) for part in (handout.title, handout.under))
    parts = []
    for part in handout.parts:
        if part.anew:
            seen.clear()
        parts.append(_kept(part, seen))
    return replace(handout, title=title, under=under, parts=tuple(parts))


def _kept(part: Any, seen: set[str]) -> Any:  # noqa: ANN401 (any part of a handout, and the same)
    """Return a part without the readings that have been seen, and note the others."""
    if isinstance(part, Run):
        if not part.ruby or part.text in seen:
            return replace(part, ruby="")
        seen.add(part.text)
        return part
    if isinstance(part, tuple):
        return tuple(_kept(item, seen) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        held = {field.name: _kept(getattr(part, field.name), seen) for field in fields(part)}
        return replace(part, **held)
    return part

"""Which paper is asked for, and which papers there are: chosen on a page, made by `app`."""

from dataclasses import dataclass

from ros1_desktop.case.case import CaseError


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper in a form; the form is a language, or a language made plain (`ja_plain`).

    `columns` are the options of a handout's table, empty for all; `supplement` adds what a handout
    leaves out at first.
    """

    kind: str
    form: str
    columns: tuple[str, ...] = ()
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of paper, the forms there are of it, or why there is none for this decision.

    `columns` are the options that its table may hold, at most `most` of them at a time;
    `has_supplement`: more of it can be asked for.
    """

    kind: str
    forms: tuple[str, ...]
    refused: CaseError | None = None
    columns: tuple[str, ...] = ()
    most: int = 0
    has_supplement: bool = False

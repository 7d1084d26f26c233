"""Which paper is asked for: the value that a page chooses and `app` makes."""

from dataclasses import dataclass

CLINICIAN = "clinician"


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

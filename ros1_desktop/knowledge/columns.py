"""What one column of a fact may hold.

Rules:
 * A figure is never below zero, and a share never above a hundred.
 * A list that may be left out is left out when it is empty.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the kind of value it holds, whether it must stand, and what it may be.

    `refers`: the id of that kind of fact. `among`: a word of that list. `least` and `most`: of a
    number, or of the entries of a list.
    """

    kind: str
    required: bool = True
    words: tuple[str, ...] = ()
    refers: str = ""
    among: str = ""
    least: float | None = None
    most: float | None = None


def text(*words: str) -> Column:
    """Return a column of text, of these words if any are given."""
    return Column("text", words=words)


def maybe(kind: str, *words: str) -> Column:
    """Return a column that may be left out."""
    return Column(kind, required=False, words=words)


def among(name: str, kind: str = "text") -> Column:
    """Return a column of words of a list."""
    return Column(kind, among=name)


def refers(kind: str) -> Column:
    """Return a column that holds the id of a fact."""
    return Column("text", refers=kind)


def may_refer(kind: str) -> Column:
    """Return a column that holds the id of a fact, or nothing."""
    return Column("text", required=False, refers=kind)


TEXT, NUMBER, YES_NO, DATE = Column("text"), Column("number"), Column("yes_no"), Column("date")
DAY, FIGURE = Column("day"), Column("figure", least=0)
TEXTS, COUNT = Column("texts"), Column("whole", least=1)
MAYBE_FIGURE = Column("figure", required=False, least=0)
MAYBE_PERCENT = Column("figure", required=False, least=0, most=100)
MAYBE_SHARE = Column("number", required=False, least=0, most=100)
MAYBE_COUNT = Column("whole", required=False, least=1)
MAYBE_EVENTS = Column("whole", required=False, least=0)

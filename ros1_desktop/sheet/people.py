"""Figures as whole people: the rules of numbers that every handout keeps.

Rules:
 * Whole people of 100, both those who had it and those who had not; one denominator (N1-N3).
 * Fewer people than `least` are not counted of 100: their own number stands, and is drawn (N8).
 * The ends of an interval are people too; a small number has none, a missing one is None (N7, N9).
 * Below one of a hundred is said in words and never drawn (N12); nothing is computed but rounding.
 * Half a person is rounded up, so that neither frame is made of two rounded figures.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ros1_desktop.sheet.library import Fact

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class IconArray:
    """`filled` of `of` people, drawn grouped, from the bottom row up; `alt` says the same."""

    filled: int
    of: int
    alt: str


@dataclass(frozen=True, slots=True)
class People:
    """How many of how many; `people` is None below one of a hundred.

    `low` and `high` are the ends of the interval of 100, None where the source gives none.
    `few`: fewer people than are counted of 100; `of` is then their own number.
    """

    people: int | None
    of: int
    low: int | None
    high: int | None
    few: bool

    @property
    def rest(self) -> int:
        """The others: nobody is left out of the whole."""
        return self.of - (self.people or 0)


def people_of(fact: Fact, column: str, least: int) -> People:
    """Return what a figure in percent means in people; `least` is the number counted of 100."""
    value, n = fact[column], fact.get("n")
    if n is not None and n < least:
        return People(_counted(fact, value, n), n, None, None, few=True)
    low, high = (_end(fact.get(end)) for end in ("low", "high"))
    people = None if _below_one(value) else whole(value)
    return People(people, HUNDRED, low, high, few=False)


def whole(value: str | float | Decimal) -> int:
    """Return a number as whole people, half a person rounded up."""
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))


def _counted(fact: Fact, value: str | float, n: int) -> int | None:
    """Return the people themselves: as the source counts them, else as its percent says."""
    if "events" in fact:
        return int(fact["events"])
    if isinstance(value, str):
        return None
    return whole(Decimal(str(value)) * n / HUNDRED)


def _end(value: str | float | None) -> int | None:
    return None if value is None or isinstance(value, str) else whole(value)


def _below_one(value: str | float) -> bool:
    return isinstance(value, str) or 0 < value < 1

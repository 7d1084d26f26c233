"""How old an edition of the knowledge may grow before paper and window say so.

A day before the edition's own means that the computer's clock is wrong: what was in force on such a
day is not what is in force now, so that is said as well.

Rules:
 * The limits are the edition's own, in days after its date; the day asked about is an argument.
"""

from datetime import date, timedelta

from ros1_desktop.sheet.library import Fact

AGES = ("red", "amber")  # the older first
EARLY = "early"


def age_of(edition: Fact, day: date) -> str:
    """Return `red` or `amber` where an edition is old on a day, `early` where it is not yet out.

    Nothing for a young one.
    """
    if day < date.fromisoformat(edition["date"]):
        return EARLY
    return next((age for age in AGES if day > _last(edition, age)), "")


def last_day(edition: Fact) -> date:
    """Return the last day on which an edition is not yet out of date."""
    return _last(edition, AGES[0])


def _last(edition: Fact, age: str) -> date:
    return date.fromisoformat(edition["date"]) + timedelta(days=edition[f"{age}_after_days"])

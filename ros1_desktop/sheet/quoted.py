"""How a fact of the store reads, on paper and on the screen: a figure, its interval, its day.

Rules:
 * A figure stands as its source prints it; nothing is computed.
 * What is not reached, not estimable or not found is written out.
 * Names are joined in the manner of the language; one that says nothing is passed over.
"""

import re
from collections.abc import Iterable

from ros1_desktop.decision.decision import CautionShown, RecommendationShown
from ros1_desktop.sheet.library import Fact, said
from ros1_desktop.words import Words, place

DASH = "\N{EN DASH}"  # between two figures; alone, where a source gives none
A_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
NO_NUMBER = {"NR": "sheet.not_reached", "NE": "sheet.not_estimable", None: "sheet.not_found"}


def listed(words: Words, names: Iterable[str]) -> str:
    """Join names."""
    joined = ""
    for name in filter(None, names):
        joined = words.say("sheet.joint", first=joined, following=name) if joined else name
    return joined


def named(words: Words, name: str, value: str) -> str:
    """Return a name, a colon in the manner of the language, and what belongs to it."""
    return words.say("sheet.named", name=name, value=value)


def figure(words: Words, value: str | float | None, unit: str = "") -> str:
    """Return a figure as printed, with its unit if one is given; what is no number in words."""
    if value is None or value in NO_NUMBER:
        return words.say(NO_NUMBER[value if value is None else str(value)])
    if not unit:
        return str(value)
    gap = "" if unit == "percent" or words.language == "ja" else " "
    return f"{value}{gap}{words.say(f'unit.{unit}')}"


def ranged(words: Words, fact: Fact, unit: str, none: str = DASH) -> str:
    """Return the value of a fact with its interval in brackets, or `none` where it has none."""
    ends = [fact.get(end) for end in ("low", "high")]
    known = any(end is not None for end in ends)
    interval = DASH.join(figure(words, end) for end in ends) if known else none
    return f"{figure(words, fact['value'], unit)} ({interval})"


def cut(words: Words, fact: Fact) -> str:
    """Return the day of the data cut; where the source prints none, when it was reported."""
    found = str(fact.get("data_cut", ""))
    return found if A_DATE.fullmatch(found) else words.say("sheet.reported", date=fact["reported"])


def caution(words: Words, shown: CautionShown) -> str:
    """Return what a caution is about, and its state."""
    state = words.say(f"caution_state.{shown.state}")
    return words.say("sheet.bracketed", name=place(words, shown.field), text=state)


def guideline(shown: RecommendationShown) -> str:
    """Return the name of a guideline, with its edition where the name does not hold it."""
    edition = "" if str(shown.edition) in shown.guideline else f" {shown.edition}"
    return f"{shown.guideline}{edition}"


def against(words: Words, fact: Fact) -> str:
    """Return a fact that excludes a drug: a mutation with its level, or the label's words."""
    says = said(fact, "says", words.language)
    if "field" in fact:
        return named(words, place(words, fact["field"]), says)
    mutation = "+".join(filter(None, (fact["mutation"], fact.get("together_with"))))
    level = words.say("sheet.level", level=words.say(f"level.{fact['level']}"))
    parts = (words.say(f"activity.{fact['activity']}"), level, says)
    return named(words, mutation, listed(words, parts))

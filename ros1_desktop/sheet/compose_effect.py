"""How well it works: of every option one response rate, in people, with its range and its trial.

Rules:
 * Of the outcomes that fit the patient, a trial goes before a look back, a strong source before a
   weak one, a known number before an unknown one, one with an interval before one without; then
   the largest. Never the best result.
 * Where an option is several regimens, no one of them is picked: the span of their rates stands.
 * Nothing is pooled, and no interval is computed. People of an unknown number are not drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.compose_figures import LOOKING_BACK
from ros1_desktop.sheet.compose_interval import panel_of
from ros1_desktop.sheet.handout import Asked, OptionCell, Said
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.people import IconArray, People, people_of, whole
from ros1_desktop.sheet.quoted import DASH
from ros1_desktop.sheet.teller import Teller

PANELS = ("g2032r", "naive", "after", "other")
YEAR = 4  # characters of a date
GAPS = 2  # range and place: missing both, they are said to be so in one


def effect(teller: Teller, options: Sequence[Option]) -> Asked:
    """Return the row of response rates."""
    rates = [_rates(teller, option) for option in options]
    note = [teller.say("note.effect"), teller.say("note.effect_range")]
    groups = {panel_of(facts[0]) for facts in rates if len(facts) == 1}
    if len(groups) == 1:
        note.append(teller.say(f"group.{groups.pop()}"))
    return teller.asked("effect", [_cell(teller, one, differ=bool(groups)) for one in rates], note)


def _rates(teller: Teller, option: Option) -> list[Fact]:
    """Return the rate to show; several where the option is several regimens, none if not found."""
    outcomes = teller.dossier.library.outcomes
    found = [outcomes[name] for name in option.evidence]
    found = [fact for fact in found if fact["endpoint"] == "ORR" and fact["unit"] == "percent"]
    if len({fact["drug"] for fact in found}) > 1:
        return sorted(found, key=lambda fact: fact["value"])
    return sorted(found, key=lambda fact: rank(teller, fact))[:1]


def rank(teller: Teller, fact: Fact) -> tuple[int, bool, bool, bool, bool, int]:
    """Return what puts one figure of an option before another."""
    design = teller.dossier.library.trials[fact["trial"]]["design"]
    return (
        PANELS.index(panel_of(fact)),
        design in LOOKING_BACK,
        bool(fact.get("weak")),
        "n" not in fact,
        "low" not in fact,
        -fact.get("n", 0),
    )


def _cell(teller: Teller, facts: list[Fact], *, differ: bool) -> OptionCell:
    if not facts:
        return teller.cell(())
    if len(facts) > 1:
        return teller.cell(_span(teller, facts))
    (fact,) = facts
    found = people_of(fact, "value", teller.plan.least_people)
    said = [*_range(teller, fact, found), *whom(teller, fact)]
    if sum(not one.facts for one in said) == GAPS:
        said = [teller.say("effect.neither"), *(one for one in said if one.facts)]
    if differ:
        said.append(teller.say(f"group.{panel_of(fact)}", fact["id"]))
    frames = tuple(_frames(teller, fact, found))
    icons = _icons(teller, found) if "n" in fact else None
    return replace(teller.cell(said), icons=icons, frames=frames)


def _icons(teller: Teller, found: People) -> IconArray | None:
    if found.people is None:
        return None
    alt = teller.words("effect.alt", people=found.people, of=found.of, rest=found.rest)
    return IconArray(found.people, found.of, alt)


def _frames(teller: Teller, fact: Fact, found: People) -> Iterator[Said]:
    """Yield how many had it and how many not, in the same type."""
    name, few = fact["id"], "small_" if found.few else ""
    if found.people is None:
        yield teller.say("effect.below", name, strong=True)
        return
    for frame, number in (("one", found.people), ("other", found.rest)):
        key = f"effect.{few}{frame}"
        yield teller.say(key, name, strong=True, people=number, n=found.of)


def _range(teller: Teller, fact: Fact, found: People) -> Iterator[Said]:
    """Yield between which numbers the true one is thought to lie, or why that is not said."""
    if found.few:
        yield teller.say("effect.few", fact["id"])
    elif found.low is None or found.high is None:
        yield teller.say("effect.no_range")
    else:
        yield teller.say("effect.range", fact["id"], low=found.low, high=found.high)


def whom(teller: Teller, fact: Fact) -> Iterator[Said]:
    """Yield how many were treated, when it was reported, and where."""
    key = "effect.whom" if "n" in fact else "effect.whom_unknown"
    year = str(fact["reported"])[:YEAR]
    yield teller.say(key, fact["id"], n=fact.get("n", 0), year=year)
    places = teller.plan.places.get(fact["trial"], ())
    if not places:
        yield teller.say("effect.nowhere")
        return
    place = teller.joined(teller.words(f"fact.{name}") for name in places)
    yield teller.say("effect.where", *places, place=place)


def _span(teller: Teller, facts: list[Fact]) -> Iterator[Said]:
    ends = (facts[0], facts[-1])
    low, high = (whole(fact["value"]) for fact in ends)
    yield teller.say("effect.spread", *_ids(ends), strong=True, low=low, high=high)
    yield teller.say("effect.spread_whom", *_ids(ends), year=_years(ends))
    yield teller.say(f"group.{panel_of(facts[0])}", *_ids(ends))


def _ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(fact["id"] for fact in facts)


def _years(facts: Iterable[Fact]) -> str:
    return DASH.join(sorted({str(fact["reported"])[:YEAR] for fact in facts}))

"""The table of a handout: the options side by side, in a fixed order, asked the same questions.

Rules:
 * Only what is approved here, or needs no approval, stands side by side; others are named below.
 * The order is the day of approval here, then the name; what has no such day stands last. It is
   said below the table, and it is no ranking.
 * More options than a page holds: the caller chooses, and what was left out is named.
 * A question that no fact answers says so; nothing is left blank.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from ros1_desktop.decision.decision import Decision, Option
from ros1_desktop.knowledge.text import last_day
from ros1_desktop.sheet.compose_effect import effect
from ros1_desktop.sheet.compose_harms import harms
from ros1_desktop.sheet.dossier import DRUGS, NOT_HERE
from ros1_desktop.sheet.handout import Asked, OptionGrid, Said, line_of
from ros1_desktop.sheet.library import Library, said
from ros1_desktop.sheet.sheet import PrintError
from ros1_desktop.sheet.teller import Teller

TRIAL = "trial_or_expanded_access"
TOO_MANY, NOT_LISTED = "too_many_options", "not_an_option"
LAST = date.max  # after every day
PARTED = " | "  # between the things that one fact says


def columns(teller: Teller, chosen: Sequence[str]) -> tuple[Option, ...]:
    """Return the options that stand side by side, in their order.

    Raises:
        PrintError: `too_many_options`: the caller has to choose; `not_an_option`: an id is none.
    """
    here = candidates(teller.dossier.decision, teller.dossier.library)
    names = [option.id for option in here]
    for name in chosen:
        if name not in names:
            raise PrintError(NOT_LISTED, found=name, words=", ".join(names))
    kept = [option for option in here if not chosen or option.id in chosen]
    if len(kept) > teller.plan.most_columns:
        most = teller.plan.most_columns
        raise PrintError(TOO_MANY, found=len(kept), most=most, words=", ".join(names))
    return tuple(kept)


def candidates(decision: Decision, library: Library) -> tuple[Option, ...]:
    """Return all options that may stand side by side, in the order of the handout."""
    found = [one for one in decision.options if _may_stand(one)]
    here = decision.jurisdiction
    return tuple(sorted(found, key=lambda option: (_since(library, here, option), option.id)))


def _may_stand(option: Option) -> bool:
    return option.standing != NOT_HERE and option.id != TRIAL


def _since(library: Library, here: str, option: Option) -> date:
    """Return the day from which a drug is approved here."""
    days = (
        last_day(fact["valid_from"]) or LAST
        for fact in library.approvals
        if fact["drug"] == option.id and fact["jurisdiction"] == here and option.kind in DRUGS
    )
    return min(days, default=LAST)


def grid(teller: Teller, options: Sequence[Option]) -> OptionGrid:
    """Return the table."""
    names = [option.id for option in options]
    rows = (
        effect(teller, options),
        harms(teller, names),
        *(_row(teller, row, names) for row in teller.plan.rows),
    )
    return OptionGrid(heads(teller, options), rows)


def heads(teller: Teller, options: Sequence[Option]) -> tuple[Said, ...]:
    """Return the names of the options, as they stand above their columns."""
    return tuple(Said(line_of(name(teller, option), strong=True)) for option in options)


def name(teller: Teller, option: Option) -> str:
    """Return the name of an option: generic, then the brand in brackets."""
    key = f"option.{option.id}"
    if teller.dossier.words.has(key):
        return teller.words(key)
    fact = teller.dossier.library.drugs[option.id]
    spoken = teller.words("handout.language")
    generic, brand = (said(fact, part, spoken) for part in ("name", "brand"))
    if not brand:
        return generic
    return teller.words("options.column", name=generic, brand=brand)


def _row(teller: Teller, row: str, names: Sequence[str]) -> Asked:
    key = f"note.{row}"
    note = (teller.say(key),) if teller.dossier.words.has(key) else ()
    return teller.listed(row, [tuple(_told(teller, row, drug)) for drug in names], note)


def _told(teller: Teller, row: str, drug: str) -> Iterator[Said]:
    """Yield what facts of a drug answer to a question; what two facts say alike stands once.

    A fact that says several things says each for itself: another drug may share it.
    """
    told: dict[str, list[str]] = {}
    for fact in teller.told(drug, row):
        for thing in teller.words(f"fact.{fact['id']}").split(PARTED):
            told.setdefault(thing, []).append(fact["id"])
    for text, facts in told.items():
        yield Said(line_of(text), tuple(facts))


def beside(teller: Teller, options: Sequence[Option]) -> Iterator[Said]:
    """Yield what stands below the table: the order, and what does not stand in it."""
    decision = teller.dossier.decision
    place = teller.words(f"options.place.{decision.jurisdiction}")
    if not options:
        yield teller.say("options.none", place=place)
    if len(options) > 1:
        yield teller.say("options.order", place=place)
        here, library = decision.jurisdiction, teller.dossier.library
        if LAST in {_since(library, here, option) for option in options}:
            yield teller.say("options.order_rest")
    shown = {option.id for option in options}
    left = [one for one in candidates(decision, teller.dossier.library) if one.id not in shown]
    not_here = [one for one in decision.options if one.standing == NOT_HERE]
    for key, found in (("options.dropped", left), ("options.not_here", not_here)):
        if found:
            names = teller.joined(name(teller, option) for option in found)
            yield teller.say(key, place=place, names=names)
    yield teller.say("options.guide")


def warning(teller: Teller) -> tuple[Said, ...]:
    """Return that the figures are no comparison; what it says follows the fact."""
    fact = teller.plan.head_to_head
    known = any(one["id"] == fact for one in teller.dossier.library.statements)
    key = "options.compare.none" if known else "options.compare.some"
    first = teller.say(key, *((fact,) if known else ()), strong=True)
    return (first, teller.say("options.compare.mind", strong=True))


def other_choices(teller: Teller) -> Iterator[Said]:
    """Yield what may be chosen besides: always, and as far as the decision lists it."""
    decision = teller.dossier.decision
    yield teller.say("options.other.always")
    if any(option.id == TRIAL for option in decision.options):
        yield teller.say("options.other.trial")
    if decision.tests:
        yield teller.say("options.other.tests")

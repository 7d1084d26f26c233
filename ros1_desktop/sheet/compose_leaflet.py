"""The second page of a handout: what is not known, what matters, what to ask, about the leaflet.

Rules:
 * What matters is asked only where the options differ; nothing is summed or scored.
 * Survival and duration stand on a supplement that the clinician asks for, never here.
 * Who made it, who paid, when it is to be read again and who has tried it stand on every handout;
   until when it holds stands at the foot of every page.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ros1_desktop.sheet.checklist import Checklist
from ros1_desktop.sheet.handout import (
    Asked,
    Matters,
    OptionGrid,
    Part,
    Ruled,
    Said,
    Say,
    Ticks,
    line_of,
    said,
)
from ros1_desktop.sheet.library import said as written
from ros1_desktop.sheet.makers import LINES
from ros1_desktop.sheet.teller import Teller

_BEHIND = re.compile(r"\s*[\uff08(][^\uff08(]*[\uff09)]$")
QUESTIONS = ("next", "money", "without", "life", "trial")
STEPS = ("read", "mark", "family", "visit")
OWN = 2  # lines to write own questions on
MONTH = 30  # days


def duration(teller: Teller) -> Part:
    """Return the question whether the patient wants to know how long."""
    asked = ("duration_yes", "duration_no", "duration_family")
    ticks = Ticks(tuple(teller.say(f"after.{name}") for name in asked))
    heading = teller.say("after.duration", strong=True)
    return Part(heading, (Say((teller.say("after.duration_ask"),)), ticks), beside=True)


def unknown(teller: Teller) -> Part:
    """Return what nobody knows, about all options."""
    told = (teller.say(f"fact.{name}", name) for name in teller.plan.unknown)
    ours = (teller.say(f"after.{name}") for name in ("unknown_life", "unknown_long"))
    return Part(teller.say("after.unknown", strong=True), (Say((*told, *ours)),), beside=True)


def matters(teller: Teller, grid: OptionGrid) -> Part:
    """Return what may matter: the questions to which the options, if several, differ in answer."""
    words = teller.dossier.words
    rows = [asked for asked in grid.asked if words.has(f"matter.{asked.id}") and _differ(asked)]
    heads = tuple(teller.say(f"after.{name}") for name in ("very", "little", "not", "unsure"))
    own = teller.say("after.own")
    table = Matters(heads, (*(teller.say(f"matter.{asked.id}") for asked in rows), own))
    return Part(teller.say("after.matters", strong=True), (table,), with_next=True)


def _differ(asked: Asked) -> bool:
    answers = {tuple(one.words for one in (*cell.frames, *cell.said)) for cell in asked.cells}
    return len(answers) > 1 or len(asked.cells) == 1


def questions(teller: Teller, names: Sequence[str]) -> Part:
    """Return questions to ask, and lines for the patient's own."""
    asked = Ticks(tuple(teller.say(f"after.ask_{name}") for name in names))
    lines = Ruled(((line_said(""),),) * OWN)
    return Part(teller.say("after.ask", strong=True), (asked, lines))


def steps(teller: Teller) -> Part:
    """Return the way to a decision."""
    way = Ticks(tuple(teller.say(f"after.step_{name}") for name in STEPS), ordered=True)
    wait = Say((teller.say("after.step_wait"), teller.say("after.matters_talk")))
    return Part(teller.say("after.steps", strong=True), (wait, way), beside=True)


def contact(teller: Teller) -> Part:
    """Return lines for whom to call."""
    labels = tuple(teller.say(f"after.{name}") for name in ("contact_day", "contact_night"))
    return Part(teller.say("after.contact", strong=True), (Ruled((labels,)),), beside=True)


def leaflet(
    teller: Teller, checklist: Checklist, told: Sequence[object], rules: Sequence[str] = ()
) -> Part:
    """Return who made this, by which rules of ours, from what, until when, and who has tried it."""
    edition = teller.dossier.library.edition
    sources = cited(teller, told)
    newest = max((source[2] for source in sources), default=edition["date"])
    lines = (
        _makers(teller, checklist),
        *(teller.say(f"after.{name}") for name in rules),
        teller.say("after.rests_on", count=len(sources), date=newest),
        teller.say("after.update", months=edition["amber_after_days"] // MONTH),
        teller.say("after.tested"),
        Said(line_of(checklist.told(teller.dossier.words))),
    )
    titles = " ".join(f"[{number}] {title}" for number, title, _ in sources)
    listed = Said(line_of(teller.words("after.sources_are", sources=titles)))
    about = Say((*lines, listed), size="fine")
    return Part(teller.say("after.leaflet", strong=True), (about,))


def _makers(teller: Teller, checklist: Checklist) -> Said:
    """Return what the makers declare of themselves, or that they have not yet."""
    makers, language = checklist.makers, teller.words("handout.language")
    if makers is None:
        return teller.say("after.made_by")
    people, funding, ties = (makers[f"{line}_{language}"] for line in LINES)
    return teller.say("after.made_by_declared", people=people, funding=funding, ties=ties)


def cited(teller: Teller, told: Sequence[object]) -> list[tuple[int, str, str]]:
    """Return number, title and date of the sources of all facts told, by their numbers."""
    library, language = teller.dossier.library, teller.words("handout.language")
    facts = library.by_id
    names = {
        source
        for part in told
        for one in said(part)
        for name in one.facts
        for source in teller.known((facts[name]["source"],))
    }
    found = ((teller.dossier.numbers[name], library.sources[name]) for name in names)
    titles = ((number, _short(written(one, "title", language)), one) for number, one in found)
    return sorted((number, title, one["date"]) for number, title, one in titles)


def _short(title: str) -> str:
    """Return a title without what stands behind it in brackets; the clinician sheet has that."""
    return _BEHIND.sub("", title)


def signed(teller: Teller) -> Part:
    """Return who explained and who received, which is no consent."""
    names = ("sign_by", "sign_to", "sign_day")
    labels = tuple(teller.say(f"after.{name}") for name in names)
    heading, note = (teller.say(f"after.{name}", strong=True) for name in ("sign", "sign_note"))
    return Part(heading, (Ruled((labels,)),), beside=True, note=note)


def line_said(text: str) -> Said:
    """Return words that rest on no fact."""
    return Said(line_of(text))


def age(teller: Teller, printed_on: date) -> Iterator[Said]:
    """Yield how old the edition is, once it is old."""
    edition = teller.dossier.library.edition
    begun = date.fromisoformat(edition["date"])
    if printed_on > begun + timedelta(days=edition["amber_after_days"]):
        yield teller.say("handout.age_amber", date=edition["date"], strong=True)

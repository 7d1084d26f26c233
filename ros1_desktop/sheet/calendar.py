"""The calendar of tests: what to check for each drug, before the start and after it.

Rules:
 * Only what a statement read from a source names; an interval stands as the source has it, and
   where it states none, that is said. Nothing is filled in from another drug or another country.
 * Of every approved drug that is listed; one without a test says so. With it stands its boxed
   warning, or its warnings where the label here has no box; all of them stand in the appendix.
 * Statements of the day asked about and of the jurisdiction, or of no one place.
"""

from collections.abc import Iterator

from ros1_desktop.sheet.dossier import DASH, NOT_HERE, Dossier
from ros1_desktop.sheet.figures import Calendar, CalendarDrug, CalendarRow
from ros1_desktop.sheet.library import Fact, sources_of

WARNING = "warning"
INTERVAL, NO_INTERVAL = "interval", "no_interval"


def calendar(dossier: Dossier) -> Calendar | None:
    """Return the calendar of the listed drugs that are approved here; None if none is."""
    here = [option.id for option in dossier.decision.options if option.standing != NOT_HERE]
    drugs = tuple(_drug(dossier, drug) for drug in dossier.drugs if drug in here)
    if not drugs:
        return None
    say = dossier.say
    return Calendar(
        note=say("sheet.calendar_note"),
        check=say("sheet.calendar_check"),
        times=(say("sheet.calendar_before"), say("sheet.calendar_during")),
        drugs=drugs,
    )


def _drug(dossier: Dossier, drug: str) -> CalendarDrug:
    said = [one for one in dossier.advice(drug) if _is_read(dossier, one)]
    warnings = [one for one in said if one["topic"] == WARNING]
    boxed = [one for one in warnings if one.get("boxed")]
    told = [f"{dossier.of(one, 'says')} {_cited(dossier, one)}" for one in boxed or warnings]
    return CalendarDrug(
        drug=dossier.say(f"drug_full.{drug}"),
        warnings=dossier.together(told),
        rows=tuple(_rows(dossier, said)) or (_none(dossier),),
    )


def _rows(dossier: Dossier, said: list[Fact]) -> Iterator[CalendarRow]:
    """Yield the rows of a drug, in the order of the text."""
    statements = {one["id"]: one for one in said}
    for row in dossier.library.monitoring:
        if statement := statements.get(row["statement"]):
            name = dossier.of(row, "name")
            if row.get("at_risk"):
                name = dossier.say("sheet.calendar_at_risk", name=name)
            before = dossier.say("sheet.calendar_named") if row["before"] else DASH
            cells = (before, _during(dossier, row))
            yield CalendarRow(f"{name} {_cited(dossier, statement)}", cells)


def _during(dossier: Dossier, row: Fact) -> str:
    """Return how often after the start, or that no interval is stated; a dash if not named."""
    often = dossier.of(row, "says")
    if row["during"] == INTERVAL:
        return often
    none = dossier.say("sheet.calendar_no_interval")
    if row["during"] == NO_INTERVAL:
        return dossier.say("sheet.bracketed", name=often, text=none) if often else none
    return DASH


def _none(dossier: Dossier) -> CalendarRow:
    return CalendarRow(dossier.say("sheet.calendar_none"), (DASH, DASH))


def _is_read(dossier: Dossier, fact: Fact) -> bool:
    """Whether a source was read for a statement; that nothing was found stands in the appendix."""
    return bool(dossier.library.sources[fact["source"]]["kind"] != "judgement")


def _cited(dossier: Dossier, fact: Fact) -> str:
    return dossier.cite(sources_of(fact))

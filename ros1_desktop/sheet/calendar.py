"""The calendar of tests: what to check for each drug, before the start and after it.

Rules:
 * Only what a statement read from a source names; an interval stands as the source has it, and
   where it states none, that is said. Nothing is filled in from another drug or another country.
 * Of every approved drug that is listed; one without a test says so. With it stands its boxed
   warning, or its warnings where the label here has no box; all of them stand in the appendix.
 * Statements of the day asked about and of the jurisdiction, or of no one place.
"""

from collections.abc import Iterator

from ros1_desktop.sheet.dossier import NOT_HERE, Dossier
from ros1_desktop.sheet.figures import Calendar, CalendarDrug, CalendarRow
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import DASH

WARNING = "warning"
INTERVAL, NO_INTERVAL = "interval", "no_interval"


def calendar(dossier: Dossier) -> Calendar | None:
    """Return the calendar of the listed drugs that are approved here; None if none is."""
    drugs = tuple(_drug(dossier, drug) for drug in dossier.drugs if _is_here(dossier, drug))
    if not drugs:
        return None
    say = dossier.say
    return Calendar(
        note=say("sheet.calendar_note"),
        check=say("sheet.calendar_check"),
        times=(say("sheet.calendar_before"), say("sheet.calendar_during")),
        drugs=drugs,
    )


def shown_by_calendar(dossier: Dossier, drug: str) -> frozenset[str]:
    """Return the statements on a drug that the calendar shows, by their ids."""
    if not _is_here(dossier, drug):
        return frozenset()
    said = _said(dossier, drug)
    rows = {row["statement"] for row in dossier.library.monitoring}
    shown = (*_warnings(said), *(one for one in said if one["id"] in rows))
    return frozenset(one["id"] for one in shown)


def _is_here(dossier: Dossier, drug: str) -> bool:
    """Whether a listed drug is approved here."""
    options = dossier.decision.options
    return any(option.id == drug and option.standing != NOT_HERE for option in options)


def _said(dossier: Dossier, drug: str) -> list[Fact]:
    """Return the statements on a drug for which a source was read."""
    sources = dossier.library.sources
    return [one for one in dossier.advice(drug) if sources[one["source"]]["kind"] != "judgement"]


def _warnings(said: list[Fact]) -> list[Fact]:
    """Return the warnings in a box of the label; all of them where there is no box."""
    warnings = [one for one in said if one["topic"] == WARNING]
    return [one for one in warnings if one.get("boxed")] or warnings


def _drug(dossier: Dossier, drug: str) -> CalendarDrug:
    said = _said(dossier, drug)
    told = (f"{dossier.of(one, 'says')} {_cited(dossier, one)}" for one in _warnings(said))
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


def _cited(dossier: Dossier, fact: Fact) -> str:
    return dossier.cite(sources_of(fact))

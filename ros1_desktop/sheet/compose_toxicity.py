"""The back of the sheet: the adverse events that matter for this patient.

Rules:
 * A figure stands as its source prints it; nothing is pooled or computed.
 * A row of adverse events has one basis, and names whom and how many it counts.
 * Of the drugs approved here alone; first the events of the patient's cautions, then the most
   frequent. Every event stands in the appendix.
"""

from collections.abc import Iterator
from dataclasses import replace

from ros1_desktop.sheet.dossier import NOT_HERE, Dossier
from ros1_desktop.sheet.figures import EventRow, ToxicityGrid
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import DASH
from ros1_desktop.sheet.sheet import Section

CAUTIONED, EVENTS = 4, 7  # events of the cautions at most, and in all
SETS = 2  # rows of a drug


def toxicity(dossier: Dossier, part: str) -> tuple[Section, ...]:
    """Return the adverse events that matter for this patient, and the most frequent."""
    facts = _toxicity_here(dossier)
    events = _events(dossier, facts)
    told = tuple(_sets(dossier, facts, events))
    if not told:
        return ()
    kept = [place for place in range(len(events)) if any(row.cells[place] != DASH for row in told)]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in told)
    say = dossier.say
    grid = ToxicityGrid(
        note=f"{say('sheet.toxicity_note')} {say('sheet.toxicity_cells', part=part)}",
        drug=say("sheet.column.drug"),
        counted=say("sheet.toxicity_counted"),
        events=tuple(dossier.of(events[place], "name") for place in kept),
        rows=rows,
    )
    return (Section(say("sheet.toxicity"), (grid,), close=True),)


def _events(dossier: Dossier, facts: list[Fact]) -> list[Fact]:
    """Return the events of the patient's cautions, then the most frequent of the listed drugs."""
    often: dict[str, float] = {}
    for fact in facts:
        rate = _number(fact.get("any_grade_percent"))
        often[fact["term_en"]] = max(rate, often.get(fact["term_en"], 0))
    told = [event for event in dossier.library.events if often.keys() & set(event["terms"])]
    cautioned = _concerned(dossier, told)
    rest = [event for event in told if event not in cautioned]
    rest.sort(key=lambda event: -max(often.get(term, 0) for term in event["terms"]))
    return [*cautioned[:CAUTIONED], *rest][:EVENTS]


def _concerned(dossier: Dossier, events: list[Fact]) -> list[Fact]:
    """Return the events that a caution of this patient is about."""
    options, common = dossier.decision.options, dossier.decision.cautions
    every = (*common, *(one for option in options for one in option.cautions))
    fields = {one.field for one in every if one.state != "not_checked"}
    return [event for event in events if fields & set(event.get("fields", ()))]


def _toxicity_here(dossier: Dossier) -> list[Fact]:
    options = dossier.decision.options
    here = {option.id for option in options if option.standing != NOT_HERE}
    return [fact for fact in dossier.toxicity() if fact["drug"] in here]


def _number(figure: str | float | None) -> float:
    if isinstance(figure, str):
        return float(figure.strip("<>≥≤"))
    return float(figure or 0)


def _sets(dossier: Dossier, facts: list[Fact], events: list[Fact]) -> Iterator[EventRow]:
    """Yield for every drug the population that says most, and one more if it adds to cautions."""
    for drug in dict.fromkeys(fact["drug"] for fact in facts):
        sets: dict[tuple[object, ...], list[Fact]] = {}
        for fact in facts:
            if fact["drug"] == drug:
                key = tuple(fact.get(name) for name in ("population_en", "n", "basis"))
                sets.setdefault(key, []).append(fact)
        name, missing = dossier.say(f"drug_full.{drug}"), list(events)
        for _ in range(SETS):
            fullest = max(sets.values(), key=lambda found: _worth(found, missing, events))
            cells = tuple(_cell(event, fullest) for event in events)
            left = [event for event in missing if _cell(event, fullest) == DASH]
            if missing == events or _concerned(dossier, missing) != _concerned(dossier, left):
                yield EventRow(name, _counted(dossier, fullest[0]), cells)
                missing = left


def _worth(found: list[Fact], missing: list[Fact], events: list[Fact]) -> tuple[int, int, int]:
    """Return how much a population adds, how much it says, and how many patients it counts."""
    told = [event for event in events if _cell(event, found) != DASH]
    return (sum(event in missing for event in told), len(told), found[0].get("n", 0))


def _counted(dossier: Dossier, fact: Fact) -> str:
    n = fact.get("n")
    weak = f" {dossier.say('sheet.weak_source')}" if fact.get("weak") else ""
    number, basis = f"n = {DASH if n is None else n}", dossier.say(f"basis.{fact['basis']}")
    whom = dossier.listed((dossier.of(fact, "population"), number, basis))
    return f"{whom} {dossier.cite(sources_of(fact))}{weak}"


def _cell(event: Fact, found: list[Fact]) -> str:
    pairs = (
        f"{fact.get('any_grade_percent', DASH)}/{fact.get('grade3_percent', DASH)}"
        for fact in found
        if fact["term_en"] in event["terms"]
    )
    return " ".join(pairs) or DASH

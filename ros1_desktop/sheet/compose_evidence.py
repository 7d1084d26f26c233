"""The appendix's figures: every outcome of the options, every adverse event of the drugs.

Rules:
 * A figure stands as its source prints it, with population, number, interval, cut and source;
   nothing is pooled, computed, ranked or left out. NR and NE are written out.
 * A median that fits stands in the figure of durations alone, its note with the other outcomes.
 * That the trials were not head to head is said inside the frame, on every page of it.
 * Few patients are marked. Older cuts stand apart.
 * Adverse events of one basis and one denominator stand together, and never beside others.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from ros1_desktop.sheet.compose_durations import durations, is_duration
from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import A_DATE, DASH, cut, figure, ranged
from ros1_desktop.sheet.sheet import (
    Block,
    Grid,
    Group,
    Line,
    Look,
    Row,
    Section,
    Text,
    plain,
    strong,
)

ENDPOINTS = ("ORR", "CR", "PR", "DCR", "DOR", "PFS", "OS", "icORR", "icDOR", "icPFS")


def outcomes(dossier: Dossier) -> tuple[Section, ...]:
    """Return the figures of the options, if there are any options."""
    options = dossier.decision.options
    if not options:
        return ()
    shown = [name for option in options for name in (*option.evidence, *option.history)]
    found = {dossier.library.outcomes[name]["endpoint"] for name in shown}
    endpoints = [dossier.say(f"endpoint.{one}") for one in ENDPOINTS if one in found]
    missing = dossier.named(DASH, dossier.say("sheet.ci_not_found"))
    names = dossier.together((dossier.listed(endpoints), missing)) if endpoints else ""
    blocks: list[Block] = [Text(plain(names), Look.DENSE)] if names else []
    if (medians := durations(dossier)) is not None:
        blocks.append(medians)
    blocks.append(_grid(dossier, "evidence"))
    if any(option.history for option in options):
        blocks.append(Text(strong(dossier.say("sheet.history")), Look.DENSE))
        blocks.append(_grid(dossier, "history"))
    return (Section(dossier.say("sheet.outcomes"), tuple(blocks), close=True),)


def adverse_events(dossier: Dossier) -> tuple[Section, ...]:
    """Return the adverse events of the listed drugs, if any drug is listed."""
    facts = dossier.toxicity()
    if not facts:
        return ()
    missing = dossier.named(DASH, dossier.say("sheet.not_found"))
    note = f"{dossier.say('sheet.toxicity_note')} {missing}"
    head = (f"{dossier.say('sheet.toxicity_counted')}  {dossier.say('sheet.events_head')}",)
    rows: list[Group | Row] = []
    for drug, of_drug in groupby(facts, lambda fact: fact["drug"]):
        rows.append(Group(strong(dossier.say(f"drug_full.{drug}")), 1))
        for title, found in _together(of_drug, lambda fact: _population_of_events(dossier, fact)):
            said = dossier.together(_event(dossier, fact) for fact in found)
            rows.append((((*title, *plain(f"  {said}")),),))
    grid = Grid(strong(note), head, (1,), tuple(rows), Look.DENSE)
    return (Section(dossier.say("sheet.adverse_events"), (grid,), close=True),)


def _grid(dossier: Dossier, which: str) -> Grid:
    value = f"{dossier.say('sheet.column.value')} ({dossier.say('sheet.ci')})"
    head = (f"{dossier.say('sheet.outcomes_counted')}  {value}",)
    rows: list[Group | Row] = []
    outcomes = dossier.library.outcomes
    for option in dossier.decision.options:
        named = option.evidence if which == "evidence" else option.history
        if named or which == "evidence":
            name = strong(dossier.say(f"option.{option.id}"))
            fit = plain(f"  {dossier.say(f'fit.{option.evidence_fit}')}")
            rows.append(Group((*name, *fit), 1))
        facts = [outcomes[one] for one in named]
        drawn = frozenset(one for one in option.evidence if is_duration(outcomes[one]))
        rows.extend(_trials(dossier, facts, drawn))
    banner = strong(dossier.say("sheet.not_head_to_head"))
    return Grid(banner, head, (1,), tuple(rows), Look.DENSE)


def _trials(dossier: Dossier, facts: list[Fact], drawn: frozenset[str]) -> Iterator[Row]:
    """Yield a row for each trial: its populations, each with its figures not drawn and notes."""
    for trial, of_trial in _together(facts, lambda fact: _trial(dossier, fact)):
        lines: list[Line] = []
        for title, found in _together(of_trial, lambda fact: _population(dossier, fact)):
            ordered = sorted(found, key=lambda fact: ENDPOINTS.index(fact["endpoint"]))
            said = [_outcome(dossier, fact) for fact in ordered if fact["id"] not in drawn]
            told = dossier.together([*said, *_notes(dossier, ordered)])
            if told:
                lines.append((*title, *plain(f"  {told}")))
        if lines:
            yield (((*trial, *plain("  "), *lines[0]), *lines[1:]),)


def _trial(dossier: Dossier, fact: Fact) -> Line:
    """Return the name, the design and the phase of a trial."""
    trial = dossier.library.trials[fact["trial"]]
    design = (dossier.say(f"design.{trial['design']}"), dossier.of(trial, "phase"))
    said = dossier.listed(filter(None, design))
    return (*strong(trial["name"]), *plain(dossier.say("sheet.bracketed", name="", text=said)))


def _population(dossier: Dossier, fact: Fact) -> Line:
    """Return what figures have in common: population, number, cut and sources."""
    drug = "" if fact["drug"] in dossier.drugs else dossier.say(f"drug.{fact['drug']}")
    population = dossier.listed(filter(None, (drug, dossier.of(fact, "population"))))
    parts = (population, _n(fact), _cut(dossier, fact), dossier.cite(sources_of(fact)))
    marks = []
    few = dossier.library.few_patients
    if fact.get("n") is not None and fact["n"] < few:
        marks.append(dossier.say("sheet.few_patients", n=f"{few:g}"))
    if fact.get("weak"):
        marks.append(dossier.say("sheet.weak_source"))
    marked = strong(f"  {dossier.listed(marks)}") if marks else ()
    return (*plain("  ".join(filter(None, parts))), *marked)


def _population_of_events(dossier: Dossier, fact: Fact) -> Line:
    """Return what adverse events have in common: population, number, basis and sources."""
    parts = (_n(fact), dossier.say(f"basis.{fact['basis']}"), dossier.cite(sources_of(fact)))
    weak = strong(f"  {dossier.say('sheet.weak_source')}") if fact.get("weak") else ()
    words = plain("  ".join(filter(None, (dossier.of(fact, "population"), *parts))))
    return (*words, *weak)


def _n(fact: Fact) -> str:
    n = fact.get("n")
    return f"n = {DASH if n is None else n}"


def _cut(dossier: Dossier, fact: Fact) -> str:
    """Return the data cut as such; where the source prints none, when it was reported."""
    said = cut(dossier.words, fact)
    return dossier.say("sheet.data_cut", date=said) if A_DATE.fullmatch(said) else said


def _outcome(dossier: Dossier, fact: Fact) -> str:
    """Return an outcome with its interval and events; a count has no interval."""
    unit, events = fact["unit"], fact.get("events")
    count = unit == "patients"
    value = (
        figure(dossier.words, fact["value"], unit) if count else ranged(dossier.words, fact, unit)
    )
    return f"{fact['endpoint']} {value}{'' if events is None else f' k={events}'}"


def _notes(dossier: Dossier, facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the notes of figures, each once, with the endpoints that it is about."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        if note := dossier.of(fact, "note"):
            found.setdefault(note, []).append(fact["endpoint"])
    for note, endpoints in found.items():
        yield dossier.named(dossier.listed(endpoints), note)


def _event(dossier: Dossier, fact: Fact) -> str:
    """Return an event with any grade and grade 3 or more, and its note."""
    grades = (str(fact.get(name, DASH)) for name in ("any_grade_percent", "grade3_percent"))
    note = dossier.of(fact, "note")
    said = f"{dossier.of(fact, 'term')} {'/'.join(grades)}"
    return dossier.say("sheet.bracketed", name=said, text=note) if note else said


def _together(
    facts: Iterable[Fact], title: Callable[[Fact], Line]
) -> Iterator[tuple[Line, list[Fact]]]:
    """Yield facts of one title together, in the order in which the titles first come."""
    found: dict[Line, list[Fact]] = {}
    for fact in facts:
        found.setdefault(title(fact), []).append(fact)
    yield from found.items()

"""The back of the sheet: response rates and their medians as a figure, and what to watch.

Rules:
 * A figure stands as its source prints it; nothing is pooled, computed or ordered by effect.
 * Panels are populations. What is not approved here is drawn only where no approved TKI is left, in
   panels of its own.
 * Only rates of the outcomes that fit are drawn, each with the medians of its analysis; every
   outcome stands in the appendix.
 * Of every drug a panel shows the same number of figures at most: of trials first, then those of
   most patients.
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.calendar import calendar
from ros1_desktop.sheet.compose_front import notes
from ros1_desktop.sheet.compose_interval import (
    INTRACRANIAL,
    MISSING,
    PANELS,
    by_approval,
    measured,
    month_axis,
    panel_of,
    panel_title,
    rate_axis,
    trial_of,
)
from ros1_desktop.sheet.dossier import DRUGS, Dossier
from ros1_desktop.sheet.figures import IntervalFigure, IntervalPanel, IntervalRow, Measured
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import DASH, cut
from ros1_desktop.sheet.sheet import Block, Look, Section, Text, plain

RATES, MEDIANS = ("ORR", "icORR"), ("DOR", "PFS")
PARTNERS = {"ORR": "", "icORR": INTRACRANIAL}  # stands before the name of a median beside a rate
LOOKING_BACK = ("retrospective", "registry")
MOST = 1  # figures of a drug in a panel


def evidence(dossier: Dossier, part: str) -> tuple[Section, ...]:
    """Return notes and response rates of the options, if there are any; `part` has the rest."""
    if not dossier.decision.options:
        return ()
    panels = tuple(rates(dossier))
    block: Block = (
        _figure(dossier, panels, part)
        if panels
        else Text(plain(dossier.say("sheet.figure_none", part=part)), Look.DENSE)
    )
    return (Section(dossier.say("sheet.evidence"), (*notes(dossier), block), close=True),)


def monitoring(dossier: Dossier) -> tuple[Section, ...]:
    """Return the calendar of tests, with the warnings, if a drug approved here is listed."""
    block = calendar(dossier)
    return (Section(dossier.say("sheet.monitoring"), (block,), close=True),) if block else ()


def advised(dossier: Dossier, fact: Fact) -> str:
    """Return what is said of a drug's use, with its sources."""
    return f"{dossier.of(fact, 'says')} {dossier.cite(sources_of(fact))}"


def _figure(dossier: Dossier, panels: tuple[IntervalPanel, ...], part: str) -> IntervalFigure:
    say = dossier.say
    few = f"{dossier.library.few_patients:g}"
    notes = (
        say("sheet.figure_marks", n=few),
        say("sheet.figure_most", most=MOST),
        say("sheet.figure_rest", part=part),
    )
    return IntervalFigure(
        warning=say("sheet.not_head_to_head"),
        before=(
            say("sheet.column.drug"),
            f"{say('sheet.column.trial')}, k/n, {say('sheet.column.cut')}",
        ),
        axes=(rate_axis(dossier), *(month_axis(dossier, name) for name in MEDIANS)),
        panels=panels,
        notes=(" ".join(notes),),
    )


def rates(dossier: Dossier) -> Iterator[IntervalPanel]:
    """Yield the panels that have rows: of what is approved here, or of the rest without a TKI."""
    here, rest = by_approval(dossier)
    shown = (here, ()) if any(option.kind in DRUGS for option in here) else (here, rest)
    for elsewhere, options in enumerate(shown):
        for name in PANELS:
            rows = tuple(row for option in options for row in _rows(dossier, option, name))
            if rows:
                yield IntervalPanel(panel_title(dossier, name, elsewhere=bool(elsewhere)), rows)


def _rows(dossier: Dossier, option: Option, panel: str) -> Iterator[IntervalRow]:
    """Yield the rates of an option in one panel, each with the medians of the same analysis."""
    facts = [dossier.library.outcomes[name] for name in option.evidence]
    drawn = [
        fact
        for fact in facts
        if fact["endpoint"] in RATES and fact["unit"] == "percent" and panel_of(fact) == panel
    ]
    if panel == "other" and any(panel_of(fact) != panel for fact in facts):
        return  # a population that fits better is drawn
    largest = sorted(drawn, key=lambda fact: _rank(dossier, fact))[:MOST]
    name = dossier.say(f"option.{option.id}")
    for fact in drawn:
        if fact in largest:
            yield _row(dossier, name, fact, facts)
            name = ""


def _rank(dossier: Dossier, fact: Fact) -> tuple[bool, int]:
    """Return what puts a figure before another of its drug: a trial's, then of more patients."""
    design = dossier.library.trials[fact["trial"]]["design"]
    return (design in LOOKING_BACK, -fact.get("n", 0))


def _row(dossier: Dossier, name: str, fact: Fact, facts: list[Fact]) -> IntervalRow:
    weak = f" {dossier.say('sheet.weak_source')}" if fact.get("weak") else ""
    counted = f"{fact.get('events', DASH)}/{fact.get('n', DASH)} {cut(dossier.words, fact)}"
    cited = dossier.cite(sources_of(fact))
    medians = (_median(dossier, fact, facts, endpoint) for endpoint in MEDIANS)
    return IntervalRow(
        before=(name, f"{trial_of(dossier, fact)} {counted} {cited}{weak}"),
        cells=(measured(dossier, fact), *medians),
    )


def _median(dossier: Dossier, rate: Fact, facts: Iterable[Fact], endpoint: str) -> Measured:
    """Return the median of the analysis of a rate: the same population, else the only other."""
    wanted = f"{PARTNERS[rate['endpoint']]}{endpoint}"
    found = [
        fact for fact in facts if fact["endpoint"] == wanted and _analysis(fact) == _analysis(rate)
    ]
    same = [fact for fact in found if fact["population_en"] == rate["population_en"]]
    if not found or (not same and len(found) > 1):
        return MISSING
    return measured(dossier, (same or found)[0])


def _analysis(fact: Fact) -> tuple[object, ...]:
    return tuple(fact.get(name) for name in ("trial", "drug", "group", "n", "data_cut", "reported"))

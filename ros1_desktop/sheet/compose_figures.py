"""The back of the sheet: response rates as an interval figure, and what to watch.

Rules:
 * A figure stands as its source prints it; nothing is pooled, computed or ordered by effect.
 * Panels are populations. What is not approved here is drawn only where no approved TKI is left, in
   panels of its own.
 * Only rates of the outcomes that fit are drawn; every outcome stands in the appendix.
 * Of every drug a panel shows the same number of figures at most: of trials first, then those of
   most patients.
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.calendar import calendar
from ros1_desktop.sheet.compose_evidence import cut_said, figure_said
from ros1_desktop.sheet.compose_front import notes
from ros1_desktop.sheet.dossier import DASH, DRUGS, NOT_HERE, Dossier
from ros1_desktop.sheet.figures import (
    Interval,
    IntervalFigure,
    IntervalPanel,
    IntervalRow,
)
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.sheet import Block, Look, Section, Text, plain

PANELS = ("naive", "after", "g2032r", "naive_brain", "after_brain", "other")
RATES, MEDIANS = ("ORR", "icORR"), ("DOR", "PFS")
PARTNERS = {"ORR": "", "icORR": "ic"}  # what stands before the name of a median beside a rate
BRAIN = "_brain"
LOOKING_BACK = ("retrospective", "registry")
MIXED = ("any_line", "all_treated", "subgroup")
MOST = 1  # figures of a drug in a panel


def evidence(dossier: Dossier, part: str) -> tuple[Section, ...]:
    """Return notes and response rates of the options, if there are any; `part` has the rest."""
    if not dossier.decision.options:
        return ()
    panels = tuple(_panels(dossier))
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


def _by_approval(dossier: Dossier) -> tuple[list[Option], list[Option]]:
    every = dossier.decision.options
    return (
        [option for option in every if option.standing != NOT_HERE],
        [option for option in every if option.standing == NOT_HERE],
    )


def _figure(dossier: Dossier, panels: tuple[IntervalPanel, ...], part: str) -> IntervalFigure:
    say = dossier.say
    few = f"{dossier.library.few_patients:g}"
    marks = say("sheet.figure_marks", n=few, most=MOST)
    medians = tuple(say("sheet.figure_median", endpoint=name) for name in MEDIANS)
    return IntervalFigure(
        warning=say("sheet.not_head_to_head"),
        before=(
            say("sheet.column.drug"),
            f"{say('sheet.column.trial')}, k/n, {say('sheet.column.cut')}",
        ),
        axis=say("sheet.figure_axis"),
        behind=(say("sheet.figure_value"), *medians),
        panels=panels,
        notes=(f"{marks} {say('sheet.figure_rest', part=part)}",),
    )


def _panels(dossier: Dossier) -> Iterator[IntervalPanel]:
    """Yield the panels that have rows: of what is approved here, or of the rest without a TKI."""
    here, rest = _by_approval(dossier)
    shown = (here, []) if any(option.kind in DRUGS for option in here) else (here, rest)
    for elsewhere, options in enumerate(shown):
        for name in PANELS:
            rows = tuple(row for option in options for row in _rows(dossier, option, name))
            title = dossier.say(f"sheet.panel_{name}")
            if elsewhere:
                title = dossier.say("sheet.panel_elsewhere", panel=title)
            if rows:
                yield IntervalPanel(title, rows)


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


def panel_of(fact: Fact) -> str:
    """Return the panel of an outcome, by its group."""
    group = fact["group"]
    if group in MIXED:
        return "other"
    brain = BRAIN if fact["endpoint"] == "icORR" else ""
    if group == "g2032r":
        return "g2032r"
    return ("naive" if group.startswith("naive") else "after") + brain


def _row(dossier: Dossier, name: str, fact: Fact, facts: list[Fact]) -> IntervalRow:
    trial = dossier.library.trials[fact["trial"]]["name"]
    drug = "" if fact["drug"] in dossier.drugs else f" {dossier.say('drug.' + fact['drug'])}"
    weak = f" {dossier.say('sheet.weak_source')}" if fact.get("weak") else ""
    n, low, high = fact.get("n"), fact.get("low"), fact.get("high")
    few = n is not None and n < dossier.library.few_patients
    counted = f"{fact.get('events', DASH)}/{DASH if n is None else n}"
    cut = cut_said(dossier, fact)
    rate = _said(dossier, fact, "")
    medians = (_median(dossier, fact, facts, endpoint) for endpoint in MEDIANS)
    return IntervalRow(
        before=(name, f"{trial}{drug} {counted} {cut} {dossier.cite(sources_of(fact))}{weak}"),
        interval=Interval(float(fact["value"]), _end(low), _end(high), few),
        behind=(rate, *medians),
    )


def _end(value: str | float | None) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def _median(dossier: Dossier, rate: Fact, facts: Iterable[Fact], endpoint: str) -> str:
    """Return the median of the analysis of a rate: the same population, else the only other."""
    wanted = f"{PARTNERS[rate['endpoint']]}{endpoint}"
    found = [
        fact for fact in facts if fact["endpoint"] == wanted and _analysis(fact) == _analysis(rate)
    ]
    same = [fact for fact in found if fact["population_en"] == rate["population_en"]]
    if not found or (not same and len(found) > 1):
        return DASH
    chosen = (same or found)[0]
    unit = "" if chosen["unit"] == "months" else chosen["unit"]
    return _said(dossier, chosen, unit)


def _said(dossier: Dossier, fact: Fact, unit: str) -> str:
    """Return a figure with its interval; a dash where its source gives no interval."""
    value = figure_said(dossier, fact["value"], unit)
    low, high = (fact.get(end) for end in ("low", "high"))
    if low is None and high is None:
        return f"{value} ({DASH})"
    return f"{value} ({figure_said(dossier, low, '')}{DASH}{figure_said(dossier, high, '')})"


def _analysis(fact: Fact) -> tuple[object, ...]:
    return tuple(fact.get(name) for name in ("trial", "drug", "group", "n", "data_cut", "reported"))

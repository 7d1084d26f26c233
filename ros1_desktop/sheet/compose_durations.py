"""How long it worked: the medians of the options that fit, on axes of months.

Rules:
 * Every duration of the outcomes that fit stands once, by population and option: beside its
   response rate on the back, or here. Older cuts stand apart in words. Nothing is pooled, computed,
   ranked or left out.
 * Figures of one analysis share a row: one trial, population, number and cut.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.compose_figures import rates
from ros1_desktop.sheet.compose_interval import (
    INTRACRANIAL,
    MISSING,
    PANELS,
    by_approval,
    measured,
    month_axis,
    panel_of,
    panel_title,
    trial_of,
)
from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.figures import IntervalFigure, IntervalPanel, IntervalRow
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import DASH, cut

MEDIANS = ("DOR", "PFS", "OS")


def is_duration(fact: Fact) -> bool:
    """Tell whether an outcome is a median of time."""
    return _median(fact) in MEDIANS


def durations(dossier: Dossier) -> IntervalFigure | None:
    """Return the medians that do not stand on the back; None where there is none."""
    back = (row for panel in rates(dossier) for row in panel.rows)
    drawn = frozenset(cell.outcome for row in back for cell in row.cells)
    panels = tuple(_panels(dossier, drawn))
    if not panels:
        return None
    say = dossier.say
    few = f"{dossier.library.few_patients:g}"
    return IntervalFigure(
        warning=say("sheet.not_head_to_head"),
        before=(say("sheet.column.drug"), say("sheet.outcomes_counted")),
        axes=tuple(month_axis(dossier, name) for name in MEDIANS),
        panels=panels,
        notes=(f"{say('sheet.figure_marks', n=few)} {say('sheet.figure_months')}",),
    )


def _panels(dossier: Dossier, drawn: frozenset[str]) -> Iterator[IntervalPanel]:
    for elsewhere, options in enumerate(by_approval(dossier)):
        for panel in PANELS:
            rows = tuple(row for one in options for row in _rows(dossier, one, panel, drawn))
            if rows:
                yield IntervalPanel(panel_title(dossier, panel, elsewhere=bool(elsewhere)), rows)


def _rows(
    dossier: Dossier, option: Option, panel: str, drawn: frozenset[str]
) -> Iterator[IntervalRow]:
    """Yield the analyses of an option in a panel; the first of them names it."""
    found = (dossier.library.outcomes[name] for name in option.evidence if name not in drawn)
    analyses: dict[str, dict[str, Fact]] = {}
    for fact in found:
        if is_duration(fact) and panel_of(fact) == panel:
            analyses.setdefault(_analysis(dossier, fact), {})[_median(fact)] = fact
    name = dossier.say(f"option.{option.id}")
    for analysis, medians in analyses.items():
        yield _row(dossier, name, analysis, medians)
        name = ""


def _row(dossier: Dossier, name: str, analysis: str, medians: Mapping[str, Fact]) -> IntervalRow:
    """Return an analysis; sources that not all its figures have stand beside each of them."""
    cited = {one: dossier.cite(sources_of(fact)) for one, fact in medians.items()}
    shared = set(cited.values())
    cells = {one: measured(dossier, fact) for one, fact in medians.items()}
    if len(shared) > 1:
        for one, cell in cells.items():
            cells[one] = replace(cell, words=f"{cell.words} {cited[one]}")
    else:
        analysis = f"{analysis} {shared.pop()}"
    return IntervalRow((name, analysis), tuple(cells.get(one, MISSING) for one in MEDIANS))


def _analysis(dossier: Dossier, fact: Fact) -> str:
    """Return what the figures of one analysis share, in words."""
    weak = dossier.say("sheet.weak_source") if fact.get("weak") else ""
    counted = f"n = {fact.get('n', DASH)}"
    about = (trial_of(dossier, fact), dossier.of(fact, "population"), counted)
    return dossier.listed((*about, cut(dossier.words, fact), weak))


def _median(fact: Fact) -> str:
    return str(fact["endpoint"]).removeprefix(INTRACRANIAL)

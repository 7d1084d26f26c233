"""The figures of the sheet as a screen draws them: the very values that paper draws.

Rules:
 * Nothing is composed here: the figures are those of the back of the sheet and of its appendix.
 * A source has the number that it has on paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose import back
from ros1_desktop.sheet.compose_durations import durations
from ros1_desktop.sheet.dossier import read_dossier
from ros1_desktop.sheet.figures import Calendar, IntervalFigure, ToxicityGrid
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Block
from ros1_desktop.words import Words

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of one sheet, each None where paper has none, and the numbers of its sources."""

    intervals: IntervalFigure | None
    durations: IntervalFigure | None
    toxicity: ToxicityGrid | None
    calendar: Calendar | None
    numbers: Mapping[str, int]


def shown(case: Case, decision: Decision, library: Library, words: Words) -> Shown:
    """Return what is drawn of a decision beside its words."""
    dossier = read_dossier(case, decision, library, words)
    blocks = [block for section in back(dossier) for block in section.blocks]
    return Shown(
        _only(blocks, IntervalFigure),
        durations(dossier),
        _only(blocks, ToxicityGrid),
        _only(blocks, Calendar),
        dossier.numbers,
    )


def _only(blocks: Iterable[Block], kind: type[Kind]) -> Kind | None:
    return next((block for block in blocks if isinstance(block, kind)), None)

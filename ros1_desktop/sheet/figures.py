"""Figures as values: what screen and paper both draw, before either draws it.

Rules:
 * A figure holds every word and number that is seen; a drawing adds lines and marks, no text.
 * A value or an end that its source does not give is None, and the words beside it say which:
   not reached, not estimable, not found. Nothing is computed here.
 * An axis is fixed from 0 to 100 percent: no reference line, no pooled figure, no order by effect.
 * That figures of different trials are no comparison is part of the figure, not of the page.
 * Adverse events of different bases never share a row.
 * A calendar says of every test before and after the start, or that nothing is stated.
"""

from dataclasses import dataclass

TICKS = (0, 20, 40, 60, 80, 100)  # percent


@dataclass(frozen=True, slots=True)
class Interval:
    """A share of patients in percent, and the ends of its interval as far as the source has them.

    `few`: fewer patients than the edition's limit; drawn with an open mark.
    """

    value: float
    low: float | None
    high: float | None
    few: bool


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One figure of one trial: what stands before the axis, on it, and behind it."""

    before: tuple[str, ...]
    interval: Interval
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntervalPanel:
    """The rows of one population; other populations have panels of their own."""

    title: str
    rows: tuple[IntervalRow, ...]


@dataclass(frozen=True, slots=True)
class IntervalFigure:
    """Panels over one axis, within one border, under the warning.

    `before` and `behind` head the columns beside the axis; `notes` say what marks and words mean.
    """

    warning: str
    before: tuple[str, ...]
    axis: str
    behind: tuple[str, ...]
    panels: tuple[IntervalPanel, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One drug in one population, counted on one basis; `cells` stand under the events."""

    drug: str
    counted: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToxicityGrid:
    """Adverse events of the listed drugs: any grade / grade 3 or more, in percent."""

    note: str
    drug: str
    counted: str
    events: tuple[str, ...]
    rows: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A test with its sources; `cells` stand under the times of the calendar."""

    check: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarDrug:
    """The tests of one drug, at least one row; `warnings` is empty where none could be read.

    `warnings` are those in a box of the label, or all where it has no box.
    """

    drug: str
    warnings: str
    rows: tuple[CalendarRow, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What to check when, drug by drug; `check` heads the tests, `times` the cells beside them."""

    note: str
    check: str
    times: tuple[str, ...]
    drugs: tuple[CalendarDrug, ...]

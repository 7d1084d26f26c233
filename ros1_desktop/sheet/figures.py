"""Figures as values: what screen and paper both draw, before either draws it.

Rules:
 * A figure holds every word and number that is seen; a drawing adds lines and marks, no text.
 * A value or an end that its source does not give is None, and the words beside it say which:
   not reached, not estimable, not found. Nothing is computed here.
 * What was not reached or not estimable upwards is drawn as an arrow, never as a number.
 * An axis is fixed, the same on every sheet of an edition: no reference line, no pooled figure, no
   order by effect.
 * That figures of different trials are no comparison is part of the figure, not of the page.
 * Adverse events of different bases never share a row.
 * A calendar says of every test before and after the start, or that nothing is stated.
"""

from dataclasses import dataclass, field

UNSEEN = {"unseen": True}  # marks a field that is drawn nowhere


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the ends of its interval on an axis, as far as the source has them as numbers.

    `few`: fewer patients than the edition's limit; drawn with an open mark. `beyond`: the value or
    the upper end was not reached or not estimable; drawn as an arrow to the edge of the axis.
    """

    value: float | None
    low: float | None
    high: float | None
    few: bool
    beyond: bool = False

    @property
    def span(self) -> tuple[float, float | None] | None:
        """From where to where a line is drawn, None for the edge; None where there is no line."""
        start = self.value if self.low is None else self.low
        if self.beyond:
            return None if start is None else (start, None)
        stop = self.value if self.high is None else self.high
        return (start, stop) if start is not None and stop is not None and start != stop else None

    @property
    def caps(self) -> tuple[float, ...]:
        """The ends that the source gives as numbers."""
        return tuple(end for end in (self.low, self.high) if end is not None)


@dataclass(frozen=True, slots=True)
class Axis:
    """What is measured in a column, in which unit, and where its ticks stand; it begins at 0."""

    title: str
    ticks: tuple[int, ...]

    @property
    def top(self) -> int:
        """The last tick."""
        return self.ticks[-1]

    def numbered(self, room: float) -> tuple[int, ...]:
        """Return the ticks whose numbers have room: all, every other, or the first and the last.

        `room`: how many numbers the axis is wide.
        """
        count = len(self.ticks) - 1
        fitting = (step for step in (1, 2) if step * room >= count)
        return self.ticks[:: next(fitting, count)]


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its interval in words, and how it is drawn; None where nothing can be drawn.

    `outcome` is the id of the fact, for no eye; empty where there is none.
    """

    words: str
    mark: Interval | None
    outcome: str = field(default="", metadata=UNSEEN)


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """Figures of one analysis of one trial: what stands before the axes, and on each of them."""

    before: tuple[str, ...]
    cells: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class IntervalPanel:
    """The rows of one population; other populations have panels of their own."""

    title: str
    rows: tuple[IntervalRow, ...]


@dataclass(frozen=True, slots=True)
class IntervalFigure:
    """Panels over the same axes, within one border, under the warning.

    `before` heads what stands beside the axes; `notes` say what marks and words mean.
    """

    warning: str
    before: tuple[str, ...]
    axes: tuple[Axis, ...]
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

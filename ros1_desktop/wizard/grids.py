"""The toxicity grid and the calendar of tests: the values of paper as plain tables.

Rules:
 * Every word and number is that of the sheet (`sheet/figures.py`), in its order.
 * What may not be compared, and what a dash means, stands above the table, inside the frame.
"""

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame

from ros1_desktop.sheet.figures import Calendar, ToxicityGrid
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.style import ROW, SMALL_SCALE, TIGHT, column, label
from ros1_desktop.wizard.table import Table

HEAD, EVENTS = 40, 60  # shares of a drug with its population, and of all events
CALENDAR = (44, 18, 38)  # of a test, and of the times


def toxicity(grid: ToxicityGrid, name: str) -> QFrame:
    """Return the toxicity grid in its frame."""
    share = EVENTS / len(grid.events)
    table = Table(
        (f"{grid.drug}  {grid.counted}", *grid.events), (HEAD, *(share for _ in grid.events))
    )
    for row in grid.rows:
        table.add((f"{row.drug}\n{row.counted}", *row.cells))
    return _framed(table, name, grid.note, _toxicity_told(grid))


def calendar(value: Calendar, name: str) -> QFrame:
    """Return the calendar in its frame: each drug with its warnings heads its tests."""
    table = Table((value.check, *value.times), CALENDAR)
    for drug in value.drugs:
        table.add_across(drug.drug, bold=True)
        if drug.warnings:
            table.add_across(drug.warnings)
        for row in drug.rows:
            table.add((row.check, *row.cells))
    return _framed(table, name, value.note, _calendar_told(value))


def _framed(table: Table, name: str, note: str, told: Iterator[str]) -> QFrame:
    table.setAccessibleName(name)
    table.setAccessibleDescription("\n".join((note, *told)))
    frame = Card()
    inside = column(frame, TIGHT)
    inside.setContentsMargins(ROW, TIGHT, ROW, TIGHT)
    inside.addWidget(label(note, SMALL_SCALE, bold=True))
    inside.addWidget(table)
    return frame


def _toxicity_told(grid: ToxicityGrid) -> Iterator[str]:
    for row in grid.rows:
        said = "; ".join(
            f"{event} {cell}" for event, cell in zip(grid.events, row.cells, strict=True)
        )
        yield f"{row.drug}, {row.counted}: {said}"


def _calendar_told(value: Calendar) -> Iterator[str]:
    for drug in value.drugs:
        yield ". ".join(filter(None, (drug.drug, drug.warnings)))
        for row in drug.rows:
            said = "; ".join(
                f"{time} {cell}" for time, cell in zip(value.times, row.cells, strict=True)
            )
            yield f"{row.check}: {said}"

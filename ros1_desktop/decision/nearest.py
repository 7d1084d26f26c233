"""The rows that a case does not meet by the least: why not something else.

Rules:
 * Nearest are the rows that fail in the fewest findings: in one, wherever any row does.
 * Each says which finding failed, the word the case has there, and the words the row allows.
 * Read from the same tables, with the same words, as the decision; nothing is weighed.
"""

from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.fit import Compared, failing
from ros1_desktop.decision.readings import read_tests
from ros1_desktop.decision.rules import Asking, Rules
from ros1_desktop.decision.status import patient, results, stand
from ros1_desktop.knowledge.records import Row


@dataclass(frozen=True, slots=True)
class Failed:
    """A finding for which a row allows other words than the case has."""

    finding: str
    now: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A row that is not met, and where it fails."""

    table: str
    row: Row
    failed: tuple[Failed, ...]


def nearest(table: Compared, values: tuple[str, ...]) -> tuple[Near, ...]:
    """Return the rows that fail in the fewest findings, in the order of the table."""
    missed = {row.id: failing(row, table.inputs, values) for row in table.rows}
    least = min((len(cells) for cells in missed.values() if cells), default=-1)
    now = dict(zip(table.inputs, values, strict=True))
    return tuple(
        Near(
            table.id,
            row,
            tuple(Failed(cell, now[cell], tuple(sorted(row.needs[cell]))) for cell in cells),
        )
        for row in table.rows
        if len(cells := missed[row.id]) == least
    )


def near_misses(case: Case, rules: Rules) -> tuple[Near, ...]:
    """Return the rows that a case nearly met: those of the ROS1 status, then of the next step."""
    readings = read_tests(case, Asking(rules))
    standing = Asking(rules)
    stand(results(readings), patient(case, rules), standing)
    return tuple(near for asked in standing.asked for near in nearest(asked.table, asked.values))

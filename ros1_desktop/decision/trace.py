"""Which rows were met, which stay open, and which were near.

Rules:
 * Every row that was met is traced, with what it was asked about.
 * Of status and next step, the nearest rows that are not met are traced too, with the findings in
   which they fail.
"""

from collections.abc import Iterator

from ros1_desktop.decision.decision import Traced
from ros1_desktop.decision.fit import Fit
from ros1_desktop.decision.nearest import nearest
from ros1_desktop.decision.rules import Asked, Asking

NEAR_IN = ("ros1_status", "next_step")


def trace(asking: Asking) -> tuple[Traced, ...]:
    """Return the rows met, open and near, each once, in the order they were asked."""
    found = dict.fromkeys(line for asked in asking.asked for line in _lines(asked, asking))
    return tuple(found)


def _lines(asked: Asked, asking: Asking) -> Iterator[Traced]:
    yield Traced(asked.table.id, asked.row.id, Fit.MET.value, asked.about, ())
    findings = asking.rules.knowledge.findings
    names = asked.table.inputs
    free = {
        number
        for number, (name, word) in enumerate(zip(names, asked.values, strict=True))
        if word in findings[name].unknown and (findings[name].reads or asked.opened_by.get(number))
    }
    opened = asked.table.open(asked.values, free) if free else ()
    cells = tuple(names[number] for number in sorted(free))
    for row in opened:
        if row.id != asked.row.id:
            yield Traced(asked.table.id, row.id, Fit.OPEN.value, asked.about, cells)
    if asked.table.id in NEAR_IN:
        for near in nearest(asked.table, asked.values):
            if near.row not in opened:
                cells = tuple(failed.finding for failed in near.failed)
                yield Traced(asked.table.id, near.row.id, Fit.NOT_MET.value, asked.about, cells)

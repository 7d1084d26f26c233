"""What a test result could still turn out to say.

Rules:
 * For one unknown fact of one test, the readings it leaves open are the open rows of the table of
   readings; for the timing, both times.
 * `None`: the fact has no bearing on the reading of results.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ros1_desktop.decision.readings import MOLECULAR, OTHER, Reading, rna_failed
from ros1_desktop.decision.rules import Rules
from ros1_desktop.decision.status import Result, results

METHOD, RESULT, CDX, RNA, SHARE, CELLS, PERCENT = range(7)
FREES = {
    "result": RESULT,
    "rna_quality": RNA,
    "tumour_cell_percent": SHARE,
    "fish.evaluable_cells": CELLS,
    "fish.positive_percent": PERCENT,
}


def alternatives(
    path: str, readings: Sequence[Reading], rules: Rules
) -> list[tuple[Result, ...]] | None:
    """Return the result lists that could stand in place of today's, if one fact were known."""
    now = results(readings)
    if path == "ros1_tests":
        words = rules.tables["reading"].table.words
        return [(Result(says, "before", ("", "")),) for says in words]
    if path in ("ros1_tki_history", "ros1_tki_history.given"):
        return _with_history(readings)
    if not path.startswith("ros1_tests["):
        return None
    number = int(path[len("ros1_tests[") : path.index("]")])
    name = path.partition("].")[2]
    if name == "fusion":
        return None
    if name == "timing":
        if readings[number].timing != "unknown":
            return None
        changed = [replace(now[number], timing=word) for word in ("before", "after")]
    else:
        says = set(_says(name, readings[number], rules))
        changed = [replace(now[number], says=word) for word in sorted(says)]
    return [(*now[:number], one, *now[number + 1 :]) for one in changed]


def _says(name: str, reading: Reading, rules: Rules) -> Iterator[str]:
    for values, free in _open_words(name, reading, rules):
        for row in rules.tables["reading"].open(values, free):
            yield row.gives


def _open_words(
    name: str, reading: Reading, rules: Rules
) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    values = reading.values
    yield values, ()
    if name in FREES:
        yield values, (FREES[name],)
        if name == "rna_quality" and values[METHOD] == "plasma":
            yield (reading.assay.method, *values[1:RNA], "inadequate", *values[SHARE:]), ()
    elif name == "specimen":
        paired = any(pair.assay == reading.assay.id for pair in rules.knowledge.pairs)
        yield values, ((CDX,) if paired else ())
        if (values[METHOD] in MOLECULAR and not rna_failed(reading.test, reading.assay)) or (
            values[METHOD] in OTHER and values[RESULT] == "negative" and values[CELLS] != "below"
        ):
            yield ("plasma", *values[1:CDX], "no", *values[RNA:]), ()
    elif name == "partner_agnostic" and reading.assay.asks_partner_agnostic:
        yield ("rna_open", *values[1:]), ()
    elif name == "assay":
        yield values, (METHOD, CDX)


def _with_history(readings: Sequence[Reading]) -> list[tuple[Result, ...]]:
    """No ROS1-TKI given would mean that results without a time were before it."""
    now = results(readings)
    before = tuple(
        replace(result, timing="before") if result.timing == "unknown" else result for result in now
    )
    return [now, before]

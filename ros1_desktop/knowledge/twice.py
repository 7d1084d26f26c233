"""The tables and the facts evaluated a second time, in SQL over the built store.

Rules:
 * Nothing here reads the code that decides; the SQL is written from the clinical logic and from
   what the tables mean, so that an error would have to be made twice, in two ways, to pass.
 * Words are compared, never judged: which of two answers is right is said by the clinical logic.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ros1_desktop.knowledge.store import Store
from ros1_desktop.knowledge.twice_drugs_sql import TREATMENTS
from ros1_desktop.knowledge.twice_sql import ROWS_MET, STEPS

PORTION = 500  # cases in one question; the SQL counts to 1,000
STEP_TABLES = {"first": "reading", "second": "ros1_status", "third": "next_step"}
DRUG_TABLES = {"first": "sequence", "second": "option", "third": "other_option"}
TREATMENT = ("choose_first_treatment", "continue_tki", "choose_next_treatment")


@dataclass(frozen=True, slots=True)
class Chain:
    """What follows from one case, step by step.

    `treatments` holds (`listed`, option, standing) and (`excluded`, drug, reason), in order.
    """

    readings: tuple[str, ...]
    status_row: str
    ros1_status: str
    step_row: str
    next_step: str
    treatments: tuple[tuple[str, str, str], ...]


def rows_met(store: Store, table: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield every state of a table's inputs and the ids of the rows that it meets."""
    inputs = len(store.tables()[table].inputs)
    for row in store.rows(ROWS_MET, first=table, second=table, third=table):
        met = tuple(sorted(row["met"].split("|"))) if row["met"] else ()
        yield tuple(row["state"].split("|")[:inputs]), met


def paths(
    store: Store, as_of: str, jurisdiction: str, cases: Sequence[Mapping[str, Any]]
) -> Iterator[Chain]:
    """Yield what follows from each case as of a day in a jurisdiction, in the order given.

    Raises:
        ValueError: a case does not meet exactly one row of each of the three tables.
    """
    for first in range(0, len(cases), PORTION):
        portion = cases[first : first + PORTION]
        now = {"day": as_of, "here": jurisdiction, "cases": json.dumps(portion)}
        steps = sorted(store.rows(STEPS, **STEP_TABLES, **now), key=lambda row: row["n"])
        if [row["n"] for row in steps] != list(range(len(portion))):
            message = f"a case from number {first} on does not meet one row of each table"
            raise ValueError(message)
        treatments = _treatments(store, now, portion, [row["step"] for row in steps])
        for row in steps:
            yield Chain(
                tuple(word[3:] for word in sorted((row["readings"] or "").split())),
                row["status_row"],
                row["status"],
                row["step_row"],
                row["step"],
                tuple(treatments.get(row["n"], ())),
            )


def _treatments(
    store: Store, now: Mapping[str, str], cases: Sequence[Mapping[str, Any]], steps: list[str]
) -> Mapping[int, list[tuple[str, str, str]]]:
    """Return what is listed and excluded for the cases at a treatment step, by their number."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    due = [number for number, step in enumerate(steps) if step in TREATMENT]
    asked = {
        "cases": json.dumps([cases[number] for number in due]),
        "steps": json.dumps([steps[number] for number in due]),
    }
    for row in store.rows(TREATMENTS, **DRUG_TABLES, **{**now, **asked}) if due else ():
        found.setdefault(due[row["n"]], []).append((row["how"], row["id"], row["word"]))
    return found

"""What a handout shows, and from which facts: the plan of `resources/handout/plan.toml`.

Rules:
 * Which facts answer which question, and what counts as one harm, is text and never code.
 * A plan names ids of the store; their words for patients stand in the catalogues beside it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "handout"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan: limits, the harm that each term is, and the facts of each question and page.

    `least_people` is the number from which people are counted of 100.
    """

    most_columns: int
    least_people: int
    most_harms: int
    least_harms: int
    harms: Mapping[str, str]
    rows: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    illness: tuple[str, ...]
    unknown: tuple[str, ...]
    head_to_head: str
    test_limits: tuple[str, ...]
    materials: Mapping[str, str]
    days: Mapping[str, str]

    def facts(self) -> Iterator[str]:
        """Yield the ids of all facts of the plan, in its order."""
        for facts in (*self.rows.values(), *self.places.values()):
            yield from facts
        yield from (*self.illness, *self.unknown, self.head_to_head, *self.test_limits)
        yield from self.days.values()


def read_plan(resources: Path) -> Plan:
    """Read the plan from the resources."""
    text = (resources / FOLDER / "plan.toml").read_text(encoding="utf-8")
    given: dict[str, Any] = tomllib.loads(text)
    pages = given["pages"]
    return Plan(
        most_columns=given["most_columns"],
        least_people=given["least_people"],
        most_harms=given["most_harms"],
        least_harms=given["least_harms"],
        harms={term: harm["id"] for harm in given["harm"] for term in harm["terms"]},
        rows={row["id"]: tuple(row["facts"]) for row in given["row"]},
        places={trial: tuple(facts) for trial, facts in given["places"].items()},
        illness=tuple(pages["illness"]),
        unknown=tuple(pages["unknown"]),
        head_to_head=pages["head_to_head"],
        test_limits=tuple(pages["test_limits"]),
        materials=given["materials"],
        days=given["days"],
    )

"""The facts that a sheet quotes, by their ids, taken from the store once.

Rules:
 * A decision names ids; what stands on paper beside an id is found here and never changed.
 * A fact is the row of the store: both languages, as printed by its source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ros1_desktop.knowledge.store import Store

Fact: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a sheet can quote; `rows` holds the sources of each row of a decision table."""

    edition: Fact
    few_patients: float
    sources: Mapping[str, Fact]
    trials: Mapping[str, Fact]
    outcomes: Mapping[str, Fact]
    drugs: Mapping[str, Fact]
    approvals: tuple[Fact, ...]
    assays: Mapping[str, Fact]
    cautions: Mapping[str, Fact]
    resistance: Mapping[str, Fact]
    toxicity: tuple[Fact, ...]
    events: tuple[Fact, ...]
    monitoring: tuple[Fact, ...]
    statements: tuple[Fact, ...]
    rows: Mapping[str, tuple[str, ...]]

    @property
    def by_id(self) -> Mapping[str, Fact]:
        """Every fact that a sentence for patients can rest on."""
        rest = {fact["id"]: fact for fact in (*self.toxicity, *self.statements)}
        return {**self.outcomes, **self.cautions, **self.assays, **rest}


def read_library(store: Store) -> Library:
    """Take the facts out of an opened store."""
    (edition,) = _facts(store, "edition")
    limits = _by_id(store, "threshold")
    return Library(
        edition=edition,
        few_patients=limits["few_patients"]["value"],
        sources=_by_id(store, "source"),
        trials=_by_id(store, "trial"),
        outcomes=_by_id(store, "outcome"),
        drugs=_by_id(store, "drug"),
        approvals=tuple(_facts(store, "approval")),
        assays=_by_id(store, "assay"),
        cautions=_by_id(store, "caution"),
        resistance=_by_id(store, "resistance"),
        toxicity=tuple(_facts(store, "toxicity")),
        events=tuple(_facts(store, "event")),
        monitoring=tuple(_facts(store, "monitoring")),
        statements=tuple(_facts(store, "statement")),
        rows={row.id: row.sources for table in store.tables().values() for row in table.rows},
    )


def sources_of(fact: Fact) -> tuple[str, ...]:
    """Return the sources of a fact, its own first."""
    return (fact["source"], *fact.get("also", ()))


def said(fact: Fact, name: str, language: str) -> str:
    """Return what a fact says in a language; empty where it says nothing."""
    return str(fact.get(f"{name}_{language}", ""))


def _by_id(store: Store, kind: str) -> Mapping[str, Fact]:
    return {row["id"]: row for row in _facts(store, kind)}


def _facts(store: Store, kind: str) -> Iterator[Fact]:
    """Yield the facts of a kind; what a source does not say is left out."""
    for row in store.facts(kind):
        yield {name: value for name, value in row.items() if value is not None}

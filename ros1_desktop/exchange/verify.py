"""Whether the store holds what a decision relies on: what `ros1-desktop check` prints.

Rules:
 * Every decision table meets every state of its inputs in exactly one row.
 * Every word of the case that a finding maps is mapped, and no other.
 * The label of every drug names or does not name every safety question, and the cautions agree.
 * A figure lies within its interval.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.prove import Proof, prove
from ros1_desktop.knowledge.records import Finding, Table
from ros1_desktop.knowledge.rows import Record
from ros1_desktop.knowledge.shapes import SHAPES
from ros1_desktop.knowledge.store import Store

NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was verified: a proof a table, the facts by kind and status, and what is wrong."""

    proofs: tuple[Proof, ...]
    counts: Mapping[str, Mapping[str, int]]
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and all(proof.holds for proof in self.proofs)


def verify(store: Store, vocabulary: Vocabulary) -> Verified:
    """Verify the whole store against the vocabulary of a case."""
    lost = tuple(column_faults(store))
    if lost:
        return Verified((), {}, lost)
    findings = store.findings()
    tables = store.tables()
    facts = {kind: list(store.facts(kind)) for kind in SHAPES}
    return Verified(
        proofs=tuple(prove(table, findings) for table in tables.values()),
        counts={kind: _by_status(rows) for kind, rows in facts.items()},
        faults=(
            *reference_faults(facts, tables),
            *maps_faults(findings, vocabulary),
            *label_faults(tables["label_names"], facts["caution"], vocabulary),
            *figure_faults(facts["outcome"]),
        ),
    )


def column_faults(store: Store) -> Iterator[str]:
    """Yield the kinds of fact whose table does not have the columns of their shape."""
    for kind, shape in SHAPES.items():
        for name in sorted(shape.keys() - store.columns(kind)):
            yield f"table {kind}: the column {name} is missing; install again"


def reference_faults(
    facts: Mapping[str, list[Record]], tables: Mapping[str, Table]
) -> Iterator[str]:
    """Yield what a fact or a row of a table refers to and is not there."""
    ids = {kind: {row["id"] for row in rows} for kind, rows in facts.items()}
    for kind, rows in facts.items():
        referring = {name: column.refers for name, column in SHAPES[kind].items() if column.refers}
        for row in rows:
            for name, other in referring.items():
                named = row[name] if isinstance(row[name], list) else [row[name]]
                for missing in set(named) - ids[other] - {None}:
                    yield f"{kind} {row['id']}: {name} = {missing} is no {other}"
    for table in tables.values():
        for line in table.rows:
            for missing in set(line.sources) - ids["source"]:
                yield f"table {table.id}, row {line.id}: {missing} is no source"


def maps_faults(findings: Mapping[str, Finding], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words of the case that a mapped finding forgets, and those it invents."""
    for finding in findings.values():
        if NOT_ASKED not in finding.maps:
            continue
        (path,) = finding.reads or ("ros1_tki_history.courses[].outcome",)
        asked = {str(word) for word in vocabulary.words(path)} | {NOT_ASKED}
        for word in sorted(asked ^ finding.maps.keys()):
            yield f"finding {finding.id}: {word} of {path} is not mapped, or no such word"


def label_faults(table: Table, cautions: list[Record], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield where the cautions and the table of what labels name do not agree."""
    named = {
        (drug, f"safety.{fact}")
        for row in table.rows
        if row.gives == "named"
        for drug in row.needs["drug"]
        for fact in row.needs["safety_fact"]
    }
    found = {(caution["drug"], caution["field"]) for caution in cautions}
    for drug, field in sorted(named ^ found):
        yield f"label of {drug}: {field} is in one of cautions and label_names only"
    for _, field in sorted(found):
        if field not in vocabulary.fields:
            yield f"caution: {field} is no field of a case"


def figure_faults(outcomes: list[Record]) -> Iterator[str]:
    """Yield the figures that do not lie within their interval."""
    for row in outcomes:
        value, low, high = (row.get(name) for name in ("value", "low", "high"))
        if not isinstance(value, int | float):
            continue
        below = isinstance(low, int | float) and value < low
        above = isinstance(high, int | float) and value > high
        if below or above:
            yield f"outcome {row['id']}: {value} lies outside {low} to {high}"


def _by_status(rows: list[Record]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        status = row.get("status") or ""
        counts[status] = counts.get(status, 0) + 1
    return dict(sorted(counts.items()))

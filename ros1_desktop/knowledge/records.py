"""What is known, as frozen values.

Rules:
 * A record is one reviewed row; its fields keep the names of the text.
 * A date is the day from which a fact holds, ISO text; `known_by` holds from the source's own date.
 * A decision table is its rows; the rows are disjoint and leave nothing out (`decision.prove`).
"""

from collections.abc import Mapping
from dataclasses import dataclass


class KnowledgeError(Exception):
    """Our own text or store is wrong; the message names file, key and remedy."""


class StoreError(KnowledgeError):
    """The store cannot be used: its file and a code; `words` makes the sentence."""

    def __init__(self, file: str, code: str) -> None:
        """Keep the name of the file and the code (`store_damaged`, …)."""
        super().__init__(f"{file}: {code}")
        self.file = file
        self.code = code


@dataclass(frozen=True, slots=True)
class Finding:
    """A named clinical finding: its words, those that mean not known, and the fields it reads.

    `maps` says which word each answer of its one field becomes (`not_asked` where it was left out).
    """

    id: str
    words: tuple[str, ...]
    unknown: frozenset[str]
    reads: tuple[str, ...]
    maps: Mapping[str, str]

    @property
    def known(self) -> tuple[str, ...]:
        """The words that it may be once it is known."""
        return tuple(word for word in self.words if word not in self.unknown)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a decision table; the sheet cites it by its id."""

    id: str
    needs: Mapping[str, frozenset[str]]
    gives: str
    sources: tuple[str, ...]
    section: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """One question: the findings it compares, the words it may give, and its rows."""

    id: str
    question: str
    feeds: str
    inputs: tuple[str, ...]
    words: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Assay:
    """A test for ROS1; `method` is the class that the table of readings compares."""

    id: str
    method: str
    panel: str
    analyte: str
    reads_rna: bool
    partner_dependent: str
    specimens: frozenset[str]
    minimum_tumour_percent: float | None
    limited_below_percent: float | None
    profiling_only: bool
    asks_partner_agnostic: bool
    role_without_cdx: str
    single_test_unpaid_beside: bool
    standing: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A companion diagnostic: assay x drug here; no drug: none is named by a source.

    `in_force` is false for a pair that is known to hold, but not since when, on an earlier date.
    """

    id: str
    assay: str
    drug: str | None
    specimens: frozenset[str]
    in_force: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drug:
    """A ROS1-TKI of the case vocabulary."""

    id: str
    shown_before_label: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """A label in force here."""

    drug: str
    setting: str
    holds_from: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a guideline in force says; `superseded` when a later edition exists on that date."""

    id: str
    guideline: str
    year: int
    jurisdiction: str
    setting: str
    subject: str
    direction: str
    strength: str | None
    evidence_level: str | None
    agreement_percent: float | None
    superseded: bool
    superseded_by: str | None
    holds_from: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resistance:
    """Whether a mutation resists a drug; `together_with` names the second of a compound."""

    id: str
    mutation: str
    together_with: str | None
    drug: str
    activity: str
    level: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """What a label names for one patient fact; `forbids`: the answers that rule the drug out."""

    id: str
    drug: str
    field: str
    forbids: frozenset[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One figure of a trial; only what chooses it. Its numbers are read when it is drawn."""

    id: str
    drug: str
    group: str
    superseded: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherOption:
    """An option that is not a ROS1-TKI alone."""

    id: str
    kind: str
    part: str
    figures: tuple[str, ...]
    not_for_squamous: frozenset[str]
    standing_without_guideline: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is in force in one jurisdiction on one date."""

    edition: str
    fingerprint: str
    as_of: str
    jurisdiction: str
    findings: Mapping[str, Finding]
    tables: Mapping[str, Table]
    limits: Mapping[str, float]
    assays: Mapping[str, Assay]
    pairs: tuple[Pair, ...]
    fusions: Mapping[str, frozenset[tuple[str, int, int]]]
    drugs: Mapping[str, Drug]
    approvals: Mapping[str, Approval]
    recommendations: tuple[Recommendation, ...]
    resistance: tuple[Resistance, ...]
    cautions: Mapping[str, tuple[Caution, ...]]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    other_options: tuple[OtherOption, ...]
    naive_only_abroad: frozenset[str]
    approved_abroad: frozenset[str]

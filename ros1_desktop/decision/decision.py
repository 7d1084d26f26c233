"""What the knowledge says about one case, as frozen values.

Rules:
 * Lists have a fixed order that is never a ranking.
 * Every output names the rows that were met (`because`) and at least one dated source.
 * No prose: ids only; `words` makes the sentences.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Test:
    """A test to do next; `opens` names the drugs whose companion diagnostic it is here and now."""

    assay: str
    purpose: str
    opens: tuple[str, ...]
    limits: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CautionShown:
    """A label's caution for this patient; `state`: present, not_checked or label_forbids."""

    id: str
    field: str
    state: str
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendationShown:
    """The guideline's line beside an option, as printed there."""

    id: str
    guideline: str
    edition: int
    setting: str
    direction: str
    strength: str | None
    evidence_level: str | None
    agreement_percent: float | None
    superseded: bool
    superseded_by: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """A treatment to discuss. `evidence` and `history` are ids of outcomes."""

    id: str
    kind: str
    standing: str
    companion_diagnostic: str
    recommendation: RecommendationShown | None
    evidence: tuple[str, ...]
    history: tuple[str, ...]
    evidence_fit: str
    notes: tuple[str, ...]
    cautions: tuple[CautionShown, ...]
    removed_if: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A drug that is not listed, and one reason why."""

    id: str
    reason: str
    facts: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Findings that do not go together; `check_first` stands above everything."""

    id: str
    severity: str
    fields: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact not asked or not known, and the parts of the decision it would change."""

    field: str
    state: str
    would_change: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A row and how it met the case; `cells` names the findings that did not fit or are open."""

    table: str
    row: str
    fit: str
    about: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSettled:
    """What no source settles, about what, and which were read."""

    topic: str
    about: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """Whom or what to turn to where neither tests nor options are the answer."""

    id: str
    because: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer for one case, jurisdiction and date."""

    edition: str
    fingerprint: str
    as_of: str
    jurisdiction: str
    ros1_status: str
    next_step: str
    readings: tuple[str, ...]
    tests: tuple[Test, ...]
    options: tuple[Option, ...]
    excluded: tuple[Excluded, ...]
    cautions: tuple[CautionShown, ...]
    conflicts: tuple[Conflict, ...]
    unknowns: tuple[Unknown, ...]
    referrals: tuple[Referral, ...]
    not_settled: tuple[NotSettled, ...]
    trace: tuple[Traced, ...]

"""Why a drug is not to be listed.

Rules:
 * A drug the tumour progressed on, or that a recorded mutation resists, is never an option alone.
 * Resistance is what the store's rows say; a compound is read singly, and as a pair where one is
   named. A caution removes a drug only where the label forbids it.
 * One entry a drug and reason; every reason is kept, not only the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Excluded
from ros1_desktop.decision.history import History
from ros1_desktop.decision.rules import Asking, ids, sources
from ros1_desktop.knowledge.records import Row


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands against one drug, and how it follows the drugs progressed on."""

    excluded: tuple[Excluded, ...]
    sequence: str
    sequence_rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a drug: rows that were met, facts by id, and their sources."""

    rows: tuple[Row, ...] = ()
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


RESISTANT = "resistant"
# The less is known of a sequence, the further back it stands here; the last one found is said.
SEQUENCES = ("studied", "uncertain", "no_row", "no_evidence", "same_drug")


def verdict(drug: str, case: Case, past: History, asking: Asking) -> Verdict:
    """Return every reason against a drug, and the sequence it would make."""
    rows = tuple(asking.row("sequence", drug, before, about=drug) for before in past.progressed)
    found = [*_sequence(drug, rows, asking)]
    if drug in past.not_tolerated:
        found.append(_excluded(drug, "stopped_for_toxicity", Against(), asking))
    found += _resisted(drug, case, asking)
    found += _forbidden(drug, case, asking)
    worst = max((SEQUENCES.index(row.gives) for row in rows), default=0)
    return Verdict(tuple(found), SEQUENCES[worst], rows)


def outside_label(drug: str, row: Row, asking: Asking) -> Excluded:
    """Return the entry of a drug whose label does not cover the setting."""
    approval = asking.rules.knowledge.approvals[drug]
    return _excluded(drug, "outside_label", Against((row,), (), approval.sources), asking)


def unnamed_drug(drug: str, past: History, asking: Asking) -> list[Excluded]:
    """Return what stands against a running drug that the vocabulary does not name.

    Two courses under the one word count as one drug: whether they were, somebody has to check.
    """
    reasons = {"progressed_on_it": past.progressed, "stopped_for_toxicity": past.not_tolerated}
    return [
        _excluded(drug, reason, Against(), asking)
        for reason, drugs in reasons.items()
        if drug in drugs
    ]


def mutations(case: Case) -> frozenset[str]:
    """Return the resistance mutations that were recorded."""
    recorded = case.at("resistance.ros1_mutations") or []
    return frozenset(recorded) - {"none_found", "unknown"}


def mutations_open(case: Case) -> bool:
    """Return whether a mutation could still be found: not asked, or not known."""
    recorded = case.at("resistance.ros1_mutations")
    return not recorded or "unknown" in recorded


def _sequence(drug: str, rows: tuple[Row, ...], asking: Asking) -> Iterator[Excluded]:
    for gives, reason in (
        ("same_drug", "progressed_on_it"),
        ("no_evidence", "no_evidence_after_this_tki"),
    ):
        met = tuple(row for row in rows if row.gives == gives)
        if met:
            yield _excluded(drug, reason, Against(met), asking)


def _resisted(drug: str, case: Case, asking: Asking) -> Iterator[Excluded]:
    recorded = mutations(case)
    facts = [
        fact
        for fact in asking.rules.knowledge.resistance
        if fact.drug == drug
        and fact.mutation in recorded
        and (fact.together_with is None or fact.together_with in recorded)
    ]
    if any(fact.activity == RESISTANT for fact in facts):
        # What another source says of the same mutation stands beside it; it takes nothing back.
        facts.sort(key=lambda fact: fact.activity != RESISTANT)
        named = tuple(fact.id for fact in facts)
        read = sources(*(fact.sources for fact in facts))
        yield _excluded(drug, "resistant_mutation", Against((), named, read), asking)


def _forbidden(drug: str, case: Case, asking: Asking) -> Iterator[Excluded]:
    for caution in asking.rules.knowledge.cautions.get(drug, ()):
        if case.at(caution.field) in caution.forbids:
            yield _excluded(
                drug, "contraindicated", Against((), (caution.id,), caution.sources), asking
            )


def _excluded(drug: str, reason: str, against: Against, asking: Asking) -> Excluded:
    row = asking.row("exclusion", reason, about=drug)
    return Excluded(
        drug,
        reason,
        against.facts,
        ids((row, *against.rows)),
        sources(against.sources, *(met.sources for met in against.rows), row.sources),
    )

"""What is to be said beside an option.

Rules:
 * A note is one named condition; the table of notes gives its source.
 * A foreign guideline's preference is said as a foreign one's; an approval newer than the newest
   guideline that could be read is said to be so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ros1_desktop.decision.exclusions import mutations
from ros1_desktop.decision.patient import Patient
from ros1_desktop.decision.rules import Asking, straight
from ros1_desktop.knowledge.records import OtherOption, Row


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a drug when its notes are chosen."""

    drug: str
    standing: str
    sequence: str
    companion: str


def drug_notes(of: Beside, who: Patient, asking: Asking) -> list[tuple[str, Row]]:
    """Return the notes beside a drug, each with its row."""
    found = [
        *_of_guidelines(of.drug, of.standing, who, asking),
        *_of_evidence(of, who, asking),
        *_of_companion(of.drug, of.companion, asking),
    ]
    return [(note, asking.row("note", note, about=of.drug)) for note in found]


def other_notes(option: OtherOption, who: Patient, asking: Asking) -> list[tuple[str, Row]]:
    """Return the notes beside an option that is not a ROS1-TKI alone, each with its row."""
    found: list[str] = []
    if option.figures and not who.small_cell:
        found.append("pemetrexed_retrospective")
        if straight(who.case, asking.rules, "squamous") == "yes":
            found.append("pemetrexed_not_squamous")
        if asking.rules.knowledge.jurisdiction == "JP":
            found.append("kras_her2_ntrk_excepted")
    if option.kind == "local_therapy":
        found.append("local_therapy_from_reviews")
    return [(note, asking.row("note", note, about=option.id)) for note in found]


def _of_guidelines(drug: str, standing: str, who: Patient, asking: Asking) -> Iterator[str]:
    knowledge = asking.rules.knowledge
    lines = [line for line in knowledge.recommendations if line.subject == drug]
    foreign = [line for line in lines if line.jurisdiction != knowledge.jurisdiction]
    brain = straight(who.case, asking.rules, "brain_disease") == "yes"
    if brain and not who.past.past and any(line.direction == "preferred" for line in foreign):
        yield "nccn_brain_preference"
    abroad = any(line.setting == "after_tki_with_mutation" for line in foreign)
    if who.past.past and mutations(who.case) and abroad:
        yield "mutation_named_by_nccn"
    here = [
        line for line in knowledge.recommendations if line.jurisdiction == knowledge.jurisdiction
    ]
    if any(line.direction == "added" for line in here if line.subject == drug):
        yield "jlcs_2024_added"
    newest = max((line.holds_from for line in here), default=None)
    approval = knowledge.approvals.get(drug)
    if standing == "approved" and approval and newest and approval.holds_from > newest:
        yield "newer_than_guideline"


def _of_evidence(of: Beside, who: Patient, asking: Asking) -> Iterator[str]:
    if of.standing == "not_approved_here":
        yield "evidence_only"
        if of.drug in asking.rules.knowledge.approved_abroad:
            yield "approved_elsewhere"
    if of.sequence == "uncertain":
        yield "entrectinib_after_crizotinib_unclear"
    if of.sequence == "no_row":
        yield "no_row_for_sequence"
    if who.past.stopped_without_progression:
        yield "figures_from_progression"
    if who.bypass:
        yield "bypass_found"


def _of_companion(drug: str, companion: str, asking: Asking) -> Iterator[str]:
    if companion != "not_established" or drug not in asking.rules.knowledge.approvals:
        return
    here = asking.rules.knowledge.jurisdiction == "JP"
    yield "check_pmda_list" if here else "no_fda_approved_test"

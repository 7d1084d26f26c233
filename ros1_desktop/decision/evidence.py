"""Which figures belong beside an option.

Rules:
 * A figure is shown where its population is the patient's; nothing is pooled, compared or computed.
 * A later cut of the same figure replaces the older one, which stays as history.
 * Where no figure exists for a sequence, none is borrowed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.exclusions import mutations
from ros1_desktop.decision.history import History
from ros1_desktop.decision.rules import Asking, straight
from ros1_desktop.knowledge.records import Row


@dataclass(frozen=True, slots=True)
class Figures:
    """The outcome rows beside one option, and how well they fit."""

    current: tuple[str, ...]
    history: tuple[str, ...]
    fit: str
    rows: tuple[Row, ...]
    sources: tuple[str, ...]


def groups(case: Case, past: History, drugs: Iterable[str], asking: Asking) -> dict[str, Row]:
    """Return the trial populations that are the patient's, among those of the drugs."""
    knowledge = asking.rules.knowledge
    named = {outcome.group for drug in drugs for outcome in knowledge.outcomes.get(drug, ())}
    # Stopped without progression: the tumour counts as still sensitive, so its figures are those
    # before any ROS1-TKI, marked as another population's.
    who = (
        "none" if past.stopped_without_progression else past.prior_tkis,
        straight(case, asking.rules, "platinum"),
        straight(case, asking.rules, "brain_disease"),
        "yes" if mutations(case) & knowledge.findings["g2032r"].maps.keys() else "no",
    )
    rows = {
        group: asking.row("evidence_group", group, *who, about=group) for group in sorted(named)
    }
    return {group: row for group, row in rows.items() if row.gives == "fits"}


def figures(
    drugs: Iterable[str], fitting: dict[str, Row], sequence: str, past: History, asking: Asking
) -> Figures:
    """Return the figures of the drugs for the populations that fit."""
    knowledge = asking.rules.knowledge
    found = [
        outcome
        for drug in drugs
        for outcome in knowledge.outcomes.get(drug, ())
        if outcome.group in fitting
    ]
    fit = asking.row(
        "evidence_fit",
        "yes" if found else "no",
        sequence,
        "yes" if past.stopped_without_progression else "no",
    )
    if fit.gives == "none_for_sequence":
        found = []
    return Figures(
        current=tuple(outcome.id for outcome in found if not outcome.superseded),
        history=tuple(outcome.id for outcome in found if outcome.superseded),
        fit=fit.gives,
        rows=(*(fitting[group] for group in sorted({outcome.group for outcome in found})), fit),
        sources=tuple(dict.fromkeys(name for outcome in found for name in outcome.sources)),
    )

"""Which treatments there are to discuss, and how each of them stands.

Rules:
 * Options exist only at a treatment step. A drug that must not be listed is excluded with every
   reason; a drug not approved here stands in a group of its own.
 * Standing: the label here and then, the guideline readable then, the patient's setting.
 * The companion diagnostic is asked per drug: a positive of the very pair, or not.
 * Order: standing, then date of first approval here, then name. It is no ranking.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.cautions import cautions_of
from ros1_desktop.decision.decision import Excluded, Option
from ros1_desktop.decision.evidence import figures
from ros1_desktop.decision.exclusions import (
    Verdict,
    mutations_open,
    outside_label,
    unnamed_drug,
    verdict,
)
from ros1_desktop.decision.guidelines import deciding, shown
from ros1_desktop.decision.notes import Beside, drug_notes
from ros1_desktop.decision.patient import Patient
from ros1_desktop.decision.readings import pairs_of
from ros1_desktop.decision.rules import Asking, ids, sources
from ros1_desktop.knowledge.records import Recommendation, Row

STANDINGS = (
    "guideline_recommended",
    "approved",
    "guideline_uncertain",
    "described_in_reviews",
    "not_approved_here",
    "not_applicable",
)
LAST = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A drug with all that decides how it stands."""

    drug: str
    verdict: Verdict
    guideline: Recommendation | None
    row: Row


def list_drugs(who: Patient, asking: Asking) -> tuple[list[Option], list[Excluded]]:
    """Return the drugs to discuss, and those excluded with every reason."""
    knowledge = asking.rules.knowledge
    options: list[Option] = []
    excluded: list[Excluded] = []
    for drug in sorted(knowledge.drugs):
        weighed = _weigh(drug, who, asking)
        gives = weighed.row.gives
        if gives == "outside_label":
            excluded += [outside_label(drug, weighed.row, asking), *weighed.verdict.excluded]
        elif gives == "excluded":
            excluded += weighed.verdict.excluded
        elif gives in STANDINGS and who.past.current in {None, drug}:
            options.append(_option(weighed, who, asking))
    if who.past.current is not None and who.past.current not in knowledge.drugs:
        against = unnamed_drug(who.past.current, who.past, asking)
        excluded += against
        options += [] if against else _unnamed(who.past.current, who, asking)
    return options, excluded


def in_order(options: Iterable[Option], asking: Asking) -> tuple[Option, ...]:
    """Return options in the fixed order."""
    approvals = asking.rules.knowledge.approvals

    def place(option: Option) -> tuple[int, str, str]:
        approval = approvals.get(option.id)
        first = approval.holds_from if approval else LAST
        return STANDINGS.index(option.standing), first, option.id

    return tuple(sorted(options, key=place))


def _weigh(drug: str, who: Patient, asking: Asking) -> Weighed:
    knowledge = asking.rules.knowledge
    found = verdict(drug, who.case, who.past, asking)
    guideline = deciding(drug, who, asking)
    row = asking.row(
        "option",
        who.past.stage,
        _label(drug, who, asking),
        "yes" if knowledge.drugs[drug].shown_before_label else "no",
        "yes" if found.excluded or who.small_cell else "no",
        guideline.direction if guideline else "none",
        about=drug,
        opened_by={3: _could_exclude(drug, who, asking)},
    )
    return Weighed(drug, found, guideline, row)


def _could_exclude(drug: str, who: Patient, asking: Asking) -> frozenset[str]:
    """Return the fields, not known now, that could still exclude a drug."""
    knowledge = asking.rules.knowledge
    opened: set[str] = set()
    resists = any(
        fact.drug == drug and fact.activity == "resistant" for fact in knowledge.resistance
    )
    if resists and mutations_open(who.case):
        opened.add("resistance.ros1_mutations")
    if _off_target_open(who.case):
        opened.add("resistance.off_target")
    opened |= {
        caution.field
        for caution in knowledge.cautions.get(drug, ())
        if caution.forbids and who.case.at(caution.field) in (None, "unknown")
    }
    return frozenset(opened)


def _label(drug: str, who: Patient, asking: Asking) -> str:
    approval = asking.rules.knowledge.approvals.get(drug)
    if approval is None:
        return "none"
    covers = {
        "any_line": True,
        "naive_only": not who.past.past,
        "pretreated_only": bool(who.past.past),
    }
    return "covers" if covers[approval.setting] else "other_setting"


def _off_target_open(case: Case) -> bool:
    recorded = case.at("resistance.off_target")
    return not recorded or "unknown" in recorded


def _option(weighed: Weighed, who: Patient, asking: Asking) -> Option:
    drug, row, found = weighed.drug, weighed.row, weighed.verdict
    guideline = weighed.guideline
    knowledge = asking.rules.knowledge
    beside = figures((drug,), dict(who.fitting), found.sequence, who.past, asking)
    companion = _companion(drug, who, asking)
    notes = drug_notes(Beside(drug, row.gives, found.sequence, companion.gives), who, asking)
    approval = knowledge.approvals.get(drug)
    rows = (who.step, row, companion, *found.sequence_rows, *beside.rows, *(n for _, n in notes))
    return Option(
        id=drug,
        kind="continue" if who.past.current == drug else "ros1_tki",
        standing=row.gives,
        companion_diagnostic=companion.gives,
        recommendation=shown(guideline),
        evidence=beside.current,
        history=beside.history,
        evidence_fit=beside.fit,
        notes=tuple(note for note, _ in notes),
        cautions=tuple(cautions_of(drug, who.case, who.past, asking)),
        removed_if=(),
        because=ids(rows),
        sources=sources(
            approval.sources if approval else (),
            guideline.sources if guideline else (),
            *(met.sources for met in rows),
            beside.sources,
            knowledge.drugs[drug].sources,
        ),
    )


def _companion(drug: str, who: Patient, asking: Asking) -> Row:
    knowledge = asking.rules.knowledge
    positive = [reading for reading in who.readings if reading.says in ("cdx_positive", "positive")]
    pairs = [pair for reading in positive for pair in pairs_of(reading.test, knowledge)]
    settled = any(pair.drug == drug and pair.in_force for pair in knowledge.pairs)
    return asking.row(
        "companion",
        "yes" if any(pair.drug == drug and pair.in_force for pair in pairs) else "no",
        "yes"
        if any(pair.drug is None or (pair.drug == drug and not pair.in_force) for pair in pairs)
        else "no",
        "settled" if settled else "none",
        about=drug,
    )


def _unnamed(drug: str, who: Patient, asking: Asking) -> Iterator[Option]:
    """Yield the current drug where the vocabulary does not name it: it goes on, unjudged."""
    opened = {"resistance.off_target"} if _off_target_open(who.case) else set()
    row = asking.row(
        "option",
        who.past.stage,
        "none",
        "no",
        "yes" if who.small_cell else "no",
        "none",
        about=drug,
        opened_by={3: frozenset(opened)},
    )
    if row.gives == "excluded":
        return
    yield Option(
        id=drug,
        kind="continue",
        standing="not_applicable",
        companion_diagnostic="not_established",
        recommendation=None,
        evidence=(),
        history=(),
        evidence_fit="none",
        notes=(),
        cautions=(),
        removed_if=(),
        because=ids((who.step, row)),
        sources=sources(who.step.sources, row.sources),
    )

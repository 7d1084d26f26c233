"""Which treatments there are to discuss, and how each of them stands.

Rules:
 * Options exist only at a treatment step. A drug that must not be listed is excluded with every
   reason; a drug not approved here stands in a group of its own.
 * Standing: the label here and then, the guideline readable then, the patient's setting.
 * The companion diagnostic is asked per drug: a positive of the very pair, or not.
 * Order: standing, then date of first approval here, then name. It is no ranking.
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.case.case import Case
from ros1_desktop.decision.cautions import cautions_of
from ros1_desktop.decision.decision import Excluded, Option, RecommendationShown
from ros1_desktop.decision.evidence import figures
from ros1_desktop.decision.exclusions import (
    Verdict,
    mutations_open,
    outside_label,
    verdict,
)
from ros1_desktop.decision.notes import drug_notes, other_notes
from ros1_desktop.decision.patient import Patient
from ros1_desktop.decision.readings import pairs_of
from ros1_desktop.decision.rules import Asking, ids, mapped, sources, straight
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


def list_drugs(who: Patient, asking: Asking) -> tuple[list[Option], list[Excluded]]:
    """Return the drugs to discuss, and those excluded with every reason."""
    knowledge = asking.rules.knowledge
    options: list[Option] = []
    excluded: list[Excluded] = []
    for drug in sorted(knowledge.drugs):
        found = verdict(drug, who.case, who.past, asking)
        guideline = _guideline(drug, who, asking)
        row = _standing(drug, found, guideline, who, asking)
        if row.gives == "outside_label":
            excluded += [outside_label(drug, row, asking), *found.excluded]
        elif row.gives == "excluded":
            excluded += found.excluded
        elif row.gives in STANDINGS and who.past.current in (None, drug):
            options.append(_option(drug, row, found, guideline, who, asking))
    if who.past.current is not None and who.past.current not in knowledge.drugs:
        options.append(_unnamed(who))
    return options, excluded


def in_order(options: Iterable[Option], asking: Asking) -> tuple[Option, ...]:
    """Return options in the fixed order."""
    approvals = asking.rules.knowledge.approvals

    def place(option: Option) -> tuple[int, str, str]:
        approval = approvals.get(option.id)
        first = approval.holds_from if approval else LAST
        return STANDINGS.index(option.standing), first, option.id

    return tuple(sorted(options, key=place))


def _guideline(drug: str, who: Patient, asking: Asking) -> Recommendation | None:
    """Return the line that decides the standing: a recommendation before an uncertainty."""
    knowledge = asking.rules.knowledge
    holds = set(who.settings)
    if who.past.past and drug not in who.past.given:
        holds.add("after_tki_not_given_before")
    lines = [
        line
        for line in knowledge.recommendations
        if line.subject == drug
        and line.jurisdiction == knowledge.jurisdiction
        and line.setting in holds
        and line.direction in ("recommended", "uncertain")
    ]
    return min(lines, key=lambda line: (line.direction != "recommended", line.id), default=None)


def _standing(
    drug: str, found: Verdict, guideline: Recommendation | None, who: Patient, asking: Asking
) -> Row:
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
    return asking.row(
        "option",
        who.past.stage,
        _label(drug, who, asking),
        "yes" if knowledge.drugs[drug].shown_before_label else "no",
        "yes" if found.excluded or who.small_cell else "no",
        guideline.direction if guideline else "none",
        about=drug,
        opened_by={3: frozenset(opened)},
    )


def _label(drug: str, who: Patient, asking: Asking) -> str:
    approval = asking.rules.knowledge.approvals.get(drug)
    if approval is None:
        return "none"
    covers = {"any_line": True, "naive_only": not who.past.past, "pretreated_only": bool(who.past.past)}
    return "covers" if covers[approval.setting] else "other_setting"


def _off_target_open(case: Case) -> bool:
    recorded = case.at("resistance.off_target")
    return not recorded or "unknown" in recorded


def _option(  # noqa: PLR0913 (what was found of one drug)
    drug: str,
    row: Row,
    found: Verdict,
    guideline: Recommendation | None,
    who: Patient,
    asking: Asking,
) -> Option:
    knowledge = asking.rules.knowledge
    beside = figures((drug,), dict(who.fitting), found.sequence, who.past, asking)
    companion = _companion(drug, who, asking)
    notes = drug_notes(drug, row.gives, found.sequence, companion.gives, who, asking)
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


def shown(line: Recommendation | None) -> RecommendationShown | None:
    """Return a guideline's line as it stands beside an option."""
    if line is None:
        return None
    return RecommendationShown(
        line.id,
        line.guideline,
        line.year,
        line.setting,
        line.direction,
        line.strength,
        line.evidence_level,
        line.agreement_percent,
        line.superseded,
        line.superseded_by,
    )


def _unnamed(who: Patient) -> Option:
    """Return the current drug where the vocabulary does not name it: it goes on, unjudged."""
    return Option(
        id=str(who.past.current),
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
        because=(who.step.id,),
        sources=who.step.sources,
    )


def list_others(who: Patient, drugs: Iterable[Option], asking: Asking) -> Iterator[Option]:
    """Yield the options that are not a ROS1-TKI alone."""
    knowledge = asking.rules.knowledge
    usable = [
        option
        for option in drugs
        if option.kind == "continue" or option.standing in STANDINGS[:3]
    ]
    row = asking.row(
        "other_option",
        who.step.gives,
        _last(who, asking),
        _last_forbidden(who, asking),
        "yes" if who.bypass else "no",
        "yes" if usable else "no",
    )
    for other in knowledge.other_options:
        if other.part not in row.gives.split("+"):
            continue
        lines = [
            line
            for line in knowledge.recommendations
            if line.subject == other.id
            and line.jurisdiction == knowledge.jurisdiction
            and line.setting in who.settings
            and line.direction == "recommended"
        ]
        squamous = straight(who.case, asking.rules, "squamous") == "yes"
        left_out = other.not_for_squamous if squamous else frozenset()
        drawn = [name for name in other.figures if name not in left_out]
        yield _other(other.id, row, lines[0] if lines else None, drawn, who, asking)


def _last(who: Patient, asking: Asking) -> str:
    outcome = who.past.past[-1].get("outcome") if who.past.past else None
    return mapped(asking.rules, "last_course", outcome)


def _last_forbidden(who: Patient, asking: Asking) -> str:
    if not who.past.past:
        return "no"
    cautions = asking.rules.knowledge.cautions.get(who.past.past[-1]["drug"], ())
    forbidden = any(who.case.at(caution.field) in caution.forbids for caution in cautions)
    return "yes" if forbidden else "no"


def _other(  # noqa: PLR0913 (what was found of one option)
    name: str,
    row: Row,
    guideline: Recommendation | None,
    drawn: list[str],
    who: Patient,
    asking: Asking,
) -> Option:
    (other,) = (one for one in asking.rules.knowledge.other_options if one.id == name)
    beside = figures(drawn, dict(who.fitting), "studied", who.past, asking)
    notes = other_notes(other, who, asking)
    return Option(
        id=name,
        kind=other.kind,
        standing="guideline_recommended" if guideline else other.standing_without_guideline,
        companion_diagnostic="not_applicable",
        recommendation=shown(guideline),
        evidence=beside.current,
        history=beside.history,
        evidence_fit="population_differs" if beside.fit == "fits" else beside.fit,
        notes=tuple(note for note, _ in notes),
        cautions=(),
        removed_if=(),
        because=ids((who.step, row, *beside.rows, *(note for _, note in notes))),
        sources=sources(
            guideline.sources if guideline else (),
            other.sources,
            row.sources,
            beside.sources,
            *(note.sources for _, note in notes),
        ),
    )

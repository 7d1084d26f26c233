"""The options that are not a ROS1-TKI alone: chemotherapy, local therapy beside the drug, a trial.

Rules:
 * One table says which of them are due; which outcome rows stand beside one is a fact of its own.
 * Local therapy beside the last drug is the one exception to "never a drug progressed on".
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.decision.decision import Option
from ros1_desktop.decision.evidence import figures
from ros1_desktop.decision.guidelines import deciding, shown
from ros1_desktop.decision.notes import other_notes
from ros1_desktop.decision.patient import Patient
from ros1_desktop.decision.rules import Asking, ids, mapped, sources, straight
from ros1_desktop.knowledge.records import OtherOption, Row

USABLE = ("guideline_recommended", "approved", "guideline_uncertain")


def list_others(who: Patient, drugs: Iterable[Option], asking: Asking) -> Iterator[Option]:
    """Yield the options that are not a ROS1-TKI alone."""
    knowledge = asking.rules.knowledge
    usable = [option for option in drugs if option.kind == "continue" or option.standing in USABLE]
    row = asking.row(
        "other_option",
        who.past.stage,
        _last(who, asking),
        _last_forbidden(who, asking),
        "yes" if who.bypass else "no",
        "yes" if usable else "no",
        opened_by=_opened(who, asking),
    )
    for other in knowledge.other_options:
        if other.part not in row.gives.split("+"):
            continue
        squamous = straight(who.case, asking.rules, "squamous") == "yes"
        left_out = other.not_for_squamous if squamous else frozenset()
        # Figures of non-small-cell cancer say nothing of a tumour that has changed to small-cell.
        shown_figures = () if who.small_cell else other.figures
        drawn = [name for name in shown_figures if name not in left_out]
        yield _option(other, row, drawn, who, asking)


def _last(who: Patient, asking: Asking) -> str:
    outcome = who.past.past[-1].get("outcome") if who.past.past else None
    return mapped(asking.rules, "last_course", outcome)


def _opened(who: Patient, asking: Asking) -> dict[int, frozenset[str]]:
    """Return the fields that could still forbid the last drug, or show a bypass."""
    findings = asking.rules.knowledge.findings
    last = who.past.past[-1]["drug"] if who.past.past else ""
    forbidding = {
        caution.field
        for caution in asking.rules.knowledge.cautions.get(last, ())
        if caution.forbids and who.case.at(caution.field) in {None, "unknown"}
    }
    bypass = frozenset() if who.bypass else frozenset(findings["bypass"].reads)
    return {2: frozenset(forbidding), 3: bypass}


def _last_forbidden(who: Patient, asking: Asking) -> str:
    if not who.past.past:
        return "no"
    cautions = asking.rules.knowledge.cautions.get(who.past.past[-1]["drug"], ())
    forbidden = any(who.case.at(caution.field) in caution.forbids for caution in cautions)
    return "yes" if forbidden else "no"


def _option(other: OtherOption, row: Row, drawn: list[str], who: Patient, asking: Asking) -> Option:
    guideline = deciding(other.id, who, asking)
    beside = figures(drawn, dict(who.fitting), "studied", who.past, asking)
    notes = other_notes(other, who, asking)
    return Option(
        id=other.id,
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

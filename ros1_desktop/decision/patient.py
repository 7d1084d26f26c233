"""The patient as the options need one: gathered once, asked often.

Rules:
 * `settings` are the settings of guideline lines that hold for this patient.
 * `fitting` are the trial populations that are the patient's, each with the row that says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.evidence import groups
from ros1_desktop.decision.exclusions import mutations
from ros1_desktop.decision.history import History
from ros1_desktop.decision.readings import Reading
from ros1_desktop.decision.rules import Asking, mapped
from ros1_desktop.knowledge.records import Row


@dataclass(frozen=True, slots=True)
class Patient:
    """The case as the options need it."""

    case: Case
    past: History
    readings: tuple[Reading, ...]
    step: Row
    settings: frozenset[str]
    fitting: Mapping[str, Row]
    small_cell: bool
    bypass: bool


def read_patient(
    case: Case, past: History, readings: tuple[Reading, ...], step: Row, asking: Asking
) -> Patient:
    """Gather what every option needs, once."""
    knowledge = asking.rules.knowledge
    kinds = {
        mapped(asking.rules, "off_target_kind", word)
        for word in case.at("resistance.off_target") or []
    }
    drugs = [
        *knowledge.drugs,
        *(name for other in knowledge.other_options for name in other.figures),
    ]
    return Patient(
        case,
        past,
        readings,
        step,
        _settings(case, past),
        groups(case, past, drugs, asking),
        "small_cell" in kinds,
        "bypass" in kinds,
    )


def _settings(case: Case, past: History) -> frozenset[str]:
    if not past.past:
        return frozenset({"first"})
    found = {"after_tki", *(f"after_progression_on_{drug}" for drug in past.progressed)}
    if mutations(case):
        found.add("after_tki_with_mutation")
    if case.at("disease.brain_metastases") == "symptomatic":
        found.add("after_tki_symptomatic_brain_metastases")
    return frozenset(found)

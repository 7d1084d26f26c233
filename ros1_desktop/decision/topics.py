"""What no source settles for this case, and which were read.

Rules:
 * Where the sources are silent, the product says so; silence is never read as no.
 * A topic stands only where it bears on what this case is told.
"""

from collections.abc import Iterator

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import NotSettled, Option
from ros1_desktop.decision.exclusions import mutations
from ros1_desktop.decision.found import Found
from ros1_desktop.decision.history import History
from ros1_desktop.decision.rules import Asking, mapped
from ros1_desktop.knowledge.records import Knowledge

DRUG_KINDS = ("ros1_tki", "continue")


def topics(found: Found) -> tuple[NotSettled, ...]:
    """Return the topics that no source settles, each with what it is about."""
    asking = found.asking
    pairs = [*_of_tests(found)]
    if found.past is not None:
        for option in found.options:
            pairs += _of_option(option, asking)
        pairs += _of_patient(found.case, found.past, asking)
    topic_about: dict[str, list[str]] = {}
    for topic, about in pairs:
        topic_about.setdefault(topic, [])
        if about and about not in topic_about[topic]:
            topic_about[topic].append(about)
    said = []
    for topic, about_it in topic_about.items():
        row = asking.row("topic", topic)
        said.append(NotSettled(topic, tuple(about_it), (row.id,), row.sources))
    return tuple(said)


def _of_tests(found: Found) -> Iterator[tuple[str, str]]:
    knowledge = found.asking.rules.knowledge
    step = found.standing.step.gives
    testing = step in found.asking.rules.testing_steps
    if testing and knowledge.jurisdiction == "JP":
        yield "plasma_cdx", ""
    if testing and not any(pair.in_force for pair in knowledge.pairs):
        yield "no_cdx_on_this_date", ""
    if step == "resolve_discordance" and not found.tests:
        yield "discordance", ""
    if any(test.purpose == "resistance" for test in found.tests):
        yield "resistance_testing", ""


def _of_option(option: Option, asking: Asking) -> Iterator[tuple[str, str]]:
    knowledge = asking.rules.knowledge
    if option.kind not in DRUG_KINDS:
        return
    if option.id not in knowledge.drugs:
        yield "other_tki_not_known", option.id
        return
    yield from _of_companion(option, knowledge)
    if option.evidence_fit == "none_for_sequence":
        yield "sequence_without_evidence", option.id
    line = option.recommendation
    if (line is not None and line.superseded) or "jlcs_2024_added" in option.notes:
        yield "jlcs_2024_not_read", option.id
    if not knowledge.cautions.get(option.id):
        yield "label_not_read", option.id
    yield "caution_not_found", option.id
    states = {caution.field: caution.state for caution in option.cautions}
    if "safety.pregnancy" in states:
        yield "contraception_after_last_dose", option.id
    if states.get("safety.qtc_ms") == "present":
        yield "qtc_threshold", option.id


def _of_companion(option: Option, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    if option.companion_diagnostic != "not_established":
        return
    pairs = [pair for pair in knowledge.pairs if pair.drug == option.id]
    if not any(pair.in_force for pair in pairs):
        yield "companion_diagnostic", option.id
    elif any(not pair.in_force for pair in pairs):
        yield "undated_pair", option.id
    else:
        yield "panel_drug_not_named", option.id


def _of_patient(case: Case, past: History, asking: Asking) -> Iterator[tuple[str, str]]:
    if case.at("disease.leptomeningeal_disease") in ("suspected", "yes"):
        yield "leptomeningeal_disease", ""
    if mapped(asking.rules, "ecog_band", case.at("ecog_ps")) == "not_enrolled":
        yield "performance_status_3_4", ""
    if case.at("age_band") == "75_or_over":
        yield "age_75_or_over", ""
    if case.at("other_therapy.immune_checkpoint_inhibitor") == "yes_within_3_months":
        yield "recent_checkpoint_inhibitor", ""
    kinds = {
        mapped(asking.rules, "off_target_kind", word)
        for word in case.at("resistance.off_target") or []
    }
    if "small_cell" in kinds:
        yield "small_cell_regimen", ""
    named = {fact.mutation for fact in asking.rules.knowledge.resistance}
    named |= {
        fact.together_with for fact in asking.rules.knowledge.resistance if fact.together_with
    }
    for mutation in sorted(mutations(case) - named):
        yield "mutation_activity", mutation
    for drug in past.given:
        if drug not in asking.rules.knowledge.drugs:
            yield "other_tki_not_known", drug

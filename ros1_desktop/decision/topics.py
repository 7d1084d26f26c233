"""What no source settles for this case, and which were read.

Rules:
 * Where the sources are silent, the product says so; silence is never read as no.
 * A topic stands only where it bears on what this case is told.
"""

from collections.abc import Iterator, Sequence

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import NotSettled, Option, Test
from ros1_desktop.decision.exclusions import mutations
from ros1_desktop.decision.history import History
from ros1_desktop.decision.rules import Asking, mapped
from ros1_desktop.decision.status import Standing

DRUG_KINDS = ("ros1_tki", "continue")


def topics(  # noqa: PLR0913 (all that was found of the case)
    case: Case,
    standing: Standing,
    past: History | None,
    tests: Sequence[Test],
    options: Sequence[Option],
    asking: Asking,
) -> tuple[NotSettled, ...]:
    """Return the topics that no source settles, each with what it is about."""
    found: dict[str, list[str]] = {}
    pairs = [*_of_tests(standing, tests, asking)]
    if past is not None:
        pairs += [*_of_options(options, asking), *_of_patient(case, past, asking)]
    for topic, about in pairs:
        found.setdefault(topic, [])
        if about and about not in found[topic]:
            found[topic].append(about)
    said = []
    for topic, about_it in found.items():
        row = asking.row("topic", topic)
        said.append(NotSettled(topic, tuple(about_it), (row.id,), row.sources))
    return tuple(said)


def _of_tests(
    standing: Standing, tests: Sequence[Test], asking: Asking
) -> Iterator[tuple[str, str]]:
    knowledge = asking.rules.knowledge
    testing = standing.step.gives in asking.rules.testing_steps
    if testing and knowledge.jurisdiction == "JP":
        yield "plasma_cdx", ""
    if testing and not any(pair.in_force for pair in knowledge.pairs):
        yield "no_cdx_on_this_date", ""
    if standing.step.gives == "resolve_discordance" and not tests:
        yield "discordance", ""
    if any(test.purpose == "resistance" for test in tests):
        yield "resistance_testing", ""


def _of_options(options: Sequence[Option], asking: Asking) -> Iterator[tuple[str, str]]:
    knowledge = asking.rules.knowledge
    for option in options:
        if option.kind not in DRUG_KINDS:
            continue
        if option.id not in knowledge.drugs:
            yield "other_tki_not_known", option.id
            continue
        pairs = [pair for pair in knowledge.pairs if pair.drug == option.id]
        if option.companion_diagnostic == "not_established":
            if not any(pair.in_force for pair in pairs):
                yield "companion_diagnostic", option.id
            elif any(not pair.in_force for pair in pairs):
                yield "undated_pair", option.id
            else:
                yield "panel_drug_not_named", option.id
        if option.evidence_fit == "none_for_sequence":
            yield "sequence_without_evidence", option.id
        line = option.recommendation
        if (line is not None and line.superseded) or "jlcs_2024_added" in option.notes:
            yield "jlcs_2024_not_read", option.id
        if not knowledge.cautions.get(option.id):
            yield "label_not_read", option.id
        yield "caution_not_found", option.id
        fields = {caution.field for caution in option.cautions}
        if "safety.pregnancy" in fields:
            yield "contraception_after_last_dose", option.id
        if any(caution.field == "safety.qtc_ms" and caution.state == "present" for caution in option.cautions):
            yield "qtc_threshold", option.id


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
    named |= {fact.together_with for fact in asking.rules.knowledge.resistance if fact.together_with}
    for mutation in sorted(mutations(case) - named):
        yield "mutation_activity", mutation
    if "other_ros1_tki" in past.given:
        yield "other_tki_not_known", "other_ros1_tki"

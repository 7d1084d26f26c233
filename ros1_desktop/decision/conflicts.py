"""Findings that do not go together, shown above everything or beside it.

Rules:
 * A conflict removes nothing by itself; it says what to check, and where.
 * `check_first` comes before any test or option; the table of conflicts says which do.
"""

from collections.abc import Iterator, Sequence

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Conflict
from ros1_desktop.decision.exclusions import mutations
from ros1_desktop.decision.found import Found
from ros1_desktop.decision.material import POSITIVE, sees
from ros1_desktop.decision.readings import MOLECULAR_OR_FISH_NEGATIVE, Reading
from ros1_desktop.decision.rules import Asking, mapped
from ros1_desktop.decision.status import Standing, discordant_pairs, results
from ros1_desktop.knowledge.records import Knowledge

ROS1_POSITIVE = ("positive_confirmed", "positive_unconfirmed", "discordant")


def find(found: Found) -> tuple[Conflict, ...]:
    """Return every conflict of the case, those to check first before the others."""
    case, readings, knowledge = found.case, found.readings, found.asking.rules.knowledge
    pairs = [
        *_between_tests(readings, found.standing, knowledge),
        *_fish(readings, knowledge),
        *_with_drivers(case, found),
        *_with_resistance(case, readings, found.asking),
        *_within_the_case(case, readings),
        *_with_options(found),
    ]
    conflicts = []
    for name, fields in pairs:
        row = found.asking.row("conflict", name)
        conflicts.append(Conflict(name, row.gives, fields, (row.id,), row.sources))
    return tuple(sorted(conflicts, key=lambda conflict: conflict.severity != "check_first"))


def _path(reading: Reading, *more: str) -> str:
    return ".".join((f"ros1_tests[{reading.number}]", *more))


def _between_tests(
    readings: Sequence[Reading], standing: Standing, knowledge: Knowledge
) -> Iterator[tuple[str, tuple[str, ...]]]:
    negatives = [reading for reading in readings if reading.says in MOLECULAR_OR_FISH_NEGATIVE]
    if standing.status.gives == "discordant":
        pairs = discordant_pairs(results(readings))
        numbers = sorted({number for pair in pairs for number in pair})
        yield "discordant_results", tuple(_path(readings[number], "result") for number in numbers)
    if standing.status.gives == "positive_confirmed":
        seeing = [
            reading
            for reading in negatives
            if sees(reading.assay, readings, knowledge) != "would_miss"
        ]
        if seeing:
            yield "confirmed_beside_negative", tuple(_path(one, "result") for one in seeing)
    ihc = [reading for reading in readings if reading.says == "ihc_positive"]
    if ihc and negatives and standing.status.gives != "positive_confirmed":
        yield "ihc_beside_negative", tuple(_path(one, "result") for one in (*ihc, *negatives))


def _fish(
    readings: Sequence[Reading], knowledge: Knowledge
) -> Iterator[tuple[str, tuple[str, ...]]]:
    limit = knowledge.limits["fish_least_percent"]
    for reading in readings:
        fish = reading.test.get("fish", {})
        if reading.assay.method != "fish":
            continue
        positive = reading.test["result"] == "positive"
        share = fish.get("positive_percent")
        if positive and reading.says == "indeterminate":
            yield "fish_counts_below_rule", (_path(reading, "fish"),)
        if positive and share == limit:
            yield "fish_exactly_at_limit", (_path(reading, "fish", "positive_percent"),)
        if positive and fish.get("pattern") in ("isolated_3prime", "isolated_5prime"):
            yield "fish_isolated_pattern", (_path(reading, "fish", "pattern"),)
        if reading.says == "negative_fish" and share is not None and share >= limit:
            yield "fish_counts_against_result", (_path(reading, "fish", "positive_percent"),)


def _with_drivers(case: Case, found: Found) -> Iterator[tuple[str, tuple[str, ...]]]:
    drivers = case.at("other_drivers") or {}
    genes = found.asking.rules.knowledge.findings["driver"].words
    others = tuple(f"other_drivers.{gene}" for gene in genes if drivers.get(gene) == "positive")
    positive = [one for one in found.readings if one.says in (*POSITIVE, "ihc_positive")]
    if others and found.standing.status.gives in ROS1_POSITIVE:
        yield (
            "ros1_and_other_driver",
            (*(_path(reading, "result") for reading in positive), *others),
        )


def _with_resistance(
    case: Case, readings: Sequence[Reading], asking: Asking
) -> Iterator[tuple[str, tuple[str, ...]]]:
    recorded = mutations(case)
    if recorded and not any(reading.says in POSITIVE for reading in readings):
        yield "mutation_without_fusion", ("resistance.ros1_mutations", "ros1_tests")
    for fact in asking.rules.knowledge.resistance:
        if fact.together_with and {fact.mutation, fact.together_with} <= recorded:
            yield "compound_mutation", ("resistance.ros1_mutations",)
    kinds = {
        mapped(asking.rules, "off_target_kind", word)
        for word in case.at("resistance.off_target") or []
    }
    if "small_cell" in kinds:
        yield "small_cell_transformation", ("resistance.off_target",)
    tested = set(case.at("resistance.tested_on") or [])
    if "not_done" in tested and len(tested) > 1:
        yield "resistance_test_contradicts", ("resistance.tested_on",)


def _within_the_case(
    case: Case, readings: Sequence[Reading]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    given = case.at("ros1_tki_history.given")
    after = [one for one in readings if one.timing == "after"] if given == "no" else []
    if after:
        fields = (*(_path(reading, "timing") for reading in after), "ros1_tki_history.given")
        yield "timing_contradicts_history", fields
    available = case.at("material.available") or []
    if "none" in available and (
        len(available) > 1 or case.at("material.amount") in ("sufficient", "scant")
    ):
        yield "material_contradicts", ("material.available", "material.amount")
    earlier = [
        f"ros1_tki_history.courses[{number}].outcome"
        for number, course in enumerate(case.courses[:-1])
        if course.get("outcome") == "ongoing_no_progression"
    ]
    if earlier:
        yield "earlier_course_ongoing", tuple(earlier)
    question = case.at("question")
    if (question == "first_treatment" and given == "yes") or (
        question == "after_tki" and given == "no"
    ):
        yield "question_contradicts_history", ("question", "ros1_tki_history.given")


def _with_options(found: Found) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not found.treating:
        return
    courses = found.case.courses
    listed = {option.id for option in found.options}
    if found.standing.step.gives == "continue_tki" and courses[-1]["drug"] not in listed:
        yield "current_drug_excluded", (f"ros1_tki_history.courses[{len(courses) - 1}].drug",)
    again = {
        option.id
        for option in found.options
        if option.kind == "ros1_tki" and option.standing != "not_approved_here"
    }
    if courses and found.asking.rules.knowledge.naive_only_abroad & again:
        yield "entrectinib_eu_label", ("ros1_tki_history.courses",)

"""A ROS1-TKI that the vocabulary does not name, still running."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.rules import Rules

ANSWERS: Mapping[str, Any] = {
    "schema": "ros1-case/1",
    "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
    "ros1_tests": [{"assay": "oncomine_dx_target_test", "result": "positive"}],
    "ros1_tki_history": {
        "given": "yes",
        "courses": [{"drug": "other_ros1_tki", "outcome": "ongoing_no_progression"}],
    },
}


@pytest.mark.parametrize(
    ("found", "listed"),
    [
        ("none_found", ["other_ros1_tki"]),
        ("small_cell_transformation", ["trial_or_expanded_access"]),
    ],
)
def test_it_goes_on_unjudged_unless_the_tumour_has_changed_to_small_cell(
    rules: Callable[[str, str], Rules], vocabulary: Vocabulary, found: str, listed: list[str]
) -> None:
    answers = {**ANSWERS} | {"resistance": {"off_target": [found]}}
    decision = decide(to_case(answers, vocabulary), rules("2026-11-23", "JP"))
    assert [option.id for option in decision.options] == listed


@pytest.mark.parametrize(
    ("before", "reason"),
    [("systemic_progression", "progressed_on_it"), ("toxicity", "stopped_for_toxicity")],
)
def test_it_is_not_listed_where_a_course_of_that_name_has_failed_before(
    rules: Callable[[str, str], Rules], vocabulary: Vocabulary, before: str, reason: str
) -> None:
    running = ANSWERS["ros1_tki_history"]["courses"]
    courses = [{"drug": "other_ros1_tki", "outcome": before}, *running]
    answers = {**ANSWERS} | {"ros1_tki_history": {"given": "yes", "courses": courses}}
    decision = decide(to_case(answers, vocabulary), rules("2026-11-23", "JP"))
    assert [option.id for option in decision.options] == ["trial_or_expanded_access"]
    assert ("other_ros1_tki", reason) in [(one.id, one.reason) for one in decision.excluded]
    assert "current_drug_excluded" in [one.id for one in decision.conflicts]

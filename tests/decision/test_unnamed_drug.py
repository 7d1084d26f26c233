"""A ROS1-TKI that the vocabulary does not name, still running."""

from pathlib import Path

import pytest

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.rules import prepare
from ros1_desktop.knowledge.store import open_store

ANSWERS = {
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
    resources: Path, found: str, listed: list[str]
) -> None:
    store = open_store(resources)
    rules = prepare(store.in_force("2026-11-23", "JP"))
    store.close()
    answers = ANSWERS | {"resistance": {"off_target": [found]}}
    decision = decide(to_case(answers, read_vocabulary(resources)), rules)
    assert [option.id for option in decision.options] == listed

"""A case while it is being filled in."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ros1_desktop.case.answers import Draft
from ros1_desktop.case.case import Answer
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.vocabulary import Schema, read_vocabulary
from ros1_desktop.place import resources

VOCABULARY = read_vocabulary(resources())
QUESTIONNAIRE = read_questionnaire(resources(), VOCABULARY)
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.case.json"))
WORD = "ros1-case/1"


@pytest.fixture
def draft() -> Draft:
    return Draft(QUESTIONNAIRE)


def test_nothing_entered_is_a_case_without_answers(draft: Draft) -> None:
    assert draft.as_dict() == {"schema": WORD}


def test_an_answer_is_kept_and_taken_back(draft: Draft) -> None:
    draft.set("disease.extent", "resectable")
    assert draft.as_dict() == {"schema": WORD, "disease": {"extent": "resectable"}}
    draft.clear("disease.extent")
    assert draft.as_dict() == {"schema": WORD}
    draft.clear("material.amount")
    assert draft.get("material.amount") is None


def test_items_are_added_and_removed(draft: Draft) -> None:
    assert draft.items("ros1_tests") is None
    assert draft.add_item("ros1_tests") == 0
    assert draft.add_item("ros1_tests") == 1
    draft.set("ros1_tests[0].assay", "genminetop")
    draft.set("ros1_tests[1].fusion.partner", "CD74")
    assert draft.get("ros1_tests[2].assay") is None
    assert draft.get("ros1_tests.assay") is None
    draft.remove_item("ros1_tests", 0)
    assert draft.get("ros1_tests[0].fusion.partner") == "CD74"
    draft.remove_item("ros1_tests", 0)
    assert draft.items("ros1_tests") is None


def test_an_empty_list_is_an_answer(draft: Draft) -> None:
    draft.set("ros1_tests", [])
    assert draft.items("ros1_tests") == 0
    assert draft.as_dict() == {"schema": WORD, "ros1_tests": []}


def test_a_text_that_cannot_be_read_is_kept_but_is_no_answer(draft: Draft) -> None:
    draft.set("safety.qtc_ms", 450)
    draft.keep_unread("safety.qtc_ms", "abc")
    assert draft.as_dict() == {"schema": WORD}
    assert draft.unread_now() == {"safety.qtc_ms": "abc"}
    draft.set("safety.qtc_ms", "unknown")
    assert draft.unread_now() == {}


def test_what_was_answered_beside_such_a_text_stays(draft: Draft) -> None:
    draft.keep_unread("resistance.ros1_mutations", "G20", ["none_found"])
    assert draft.get("resistance.ros1_mutations") == ["none_found"]


def test_texts_that_cannot_be_read_follow_their_items(draft: Draft) -> None:
    for number in range(3):
        draft.add_item("ros1_tests")
        draft.keep_unread(f"ros1_tests[{number}].tumour_cell_percent", f"text {number}")
    draft.keep_unread("safety.qtc_ms", "abc")
    draft.remove_item("ros1_tests", 1)
    assert draft.unread == {
        "ros1_tests[0].tumour_cell_percent": "text 0",
        "ros1_tests[1].tumour_cell_percent": "text 2",
        "safety.qtc_ms": "abc",
    }


def test_an_answer_off_the_path_is_dropped_and_listed(draft: Draft) -> None:
    draft.add_item("ros1_tests")
    draft.set("ros1_tests[0].assay", "fish_fusion")
    draft.set("ros1_tests[0].fish.pattern", "split")
    draft.set("ros1_tests[0].assay", "ihc_sp384")
    assert draft.left_out() == ("ros1_tests[0].fish.pattern",)
    assert draft.as_dict()["ros1_tests"] == [{"assay": "ihc_sp384"}]
    draft.set("ros1_tests[0].assay", "fish_fusion")
    assert draft.left_out() == ()
    assert draft.as_dict()["ros1_tests"][0]["fish"] == {"pattern": "split"}


def test_courses_are_never_dropped_in_silence(draft: Draft) -> None:
    draft.set("ros1_tki_history.given", "yes")
    draft.add_item("ros1_tki_history.courses")
    draft.set("ros1_tki_history.courses[0].drug", "crizotinib")
    draft.set("ros1_tki_history.given", "no")
    assert draft.left_out() == ()
    assert draft.as_dict()["ros1_tki_history"]["courses"] == [{"drug": "crizotinib"}]


def test_a_draft_does_not_share_its_values(draft: Draft) -> None:
    given_list = ["plasma"]
    draft.set("material.available", given_list)
    given_list.append("none")
    draft.as_dict()["material"]["available"].append("none")
    assert draft.get("material.available") == ["plasma"]


def without_empty(answer: Answer) -> Answer:
    """Return a case without empty objects, which say nothing."""
    if isinstance(answer, list):
        return [without_empty(item) for item in answer]
    if not isinstance(answer, dict):
        return answer
    found = {name: without_empty(value) for name, value in answer.items()}
    return {name: value for name, value in found.items() if value != {}}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_comes_back_as_it_was(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    draft = Draft.from_case(case, QUESTIONNAIRE)
    assert draft.left_out() == ()
    assert draft.as_dict() == without_empty(case)


def cases(schema: Schema) -> st.SearchStrategy[Any]:
    """Return values that a schema allows (formats aside)."""
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    if "anyOf" in schema:
        return st.one_of([cases(choice) for choice in schema["anyOf"]])
    if schema["type"] == "array":
        return st.lists(cases(schema["items"]), max_size=3)
    if schema["type"] == "object":
        names = schema.get("properties") or dict.fromkeys(
            schema["propertyNames"]["enum"], *schema.get("patternProperties", {}).values()
        )
        must = {name: cases(names[name]) for name in schema.get("required", ())}
        may = {name: cases(inner) for name, inner in names.items() if name not in must}
        return st.fixed_dictionaries(must, optional=may)
    if schema["type"] in ("integer", "number"):
        return st.integers(schema["minimum"], schema["maximum"])
    return st.from_regex(schema["pattern"], fullmatch=True) if "pattern" in schema else st.text()


@given(cases(VOCABULARY.schema))
def test_what_is_opened_is_what_is_saved_but_for_what_is_listed(case: dict[str, Any]) -> None:
    draft = Draft.from_case(case, QUESTIONNAIRE)
    expected = Draft.from_case(case, QUESTIONNAIRE)
    for path in draft.left_out():
        expected.clear(path)
    assert draft.as_dict() == without_empty({"schema": WORD, **expected.answers})
    again = Draft.from_case(draft.as_dict(), QUESTIONNAIRE)
    assert again.left_out() == ()
    assert again.as_dict() == draft.as_dict()

"""What is asked, and when."""

from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from ros1_desktop.case.answers import Draft
from ros1_desktop.case.questionnaire import (
    Page,
    Question,
    Questionnaire,
    QuestionnaireError,
    asked,
    read_questionnaire,
)
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.place import resources


@pytest.fixture(scope="module")
def questionnaire(vocabulary: Vocabulary) -> Questionnaire:
    return read_questionnaire(resources(), vocabulary)


def question(questionnaire: Questionnaire, field: str) -> Question:
    return next(
        question
        for page in questionnaire.pages
        for question in page.questions
        if question.field == field
    )


def test_a_group_about_items_that_another_fills_has_a_rule_and_fills_nothing(
    questionnaire: Questionnaire,
) -> None:
    more = [group for group in questionnaire.groups if group.items_when]
    assert more
    for group in more:
        assert group.is_skipped_by_rule
        assert group.fills is None
        assert [one.fills for one in questionnaire.groups if one.list == group.list].count(
            group.list
        ) == 1


def test_a_group_of_single_answers_fills_no_list_and_is_left_out_only_by_a_rule(
    questionnaire: Questionnaire,
) -> None:
    single = [group for group in questionnaire.groups if group.list is None]
    assert [group.fills for group in single] == [None] * len(single)
    assert {group.is_skipped_by_rule for group in single} == {True, False}
    assert all(group.is_skipped_by_rule == bool(group.asked_when) for group in single)


def test_every_field_of_the_schema_stands_in_exactly_one_page(
    vocabulary: Vocabulary, questionnaire: Questionnaire
) -> None:
    found = Counter(question.field for page in questionnaire.pages for question in page.questions)
    assert found == Counter(path for path in vocabulary.fields if path != "schema")


LEAST, MOST = 5, 9  # questions that a person fills in at a glance


def counts(page: Page, draft: Draft) -> Iterator[int]:
    """Yield how many questions a page shows outside its lists, and for every item of them."""
    here = [(group, number) for group, _, number in draft.now() if group in page.groups]
    items = Counter((group.list, number) for group, number in here if number is not None)
    yield from items.values()
    is_due = any(asked(group, draft.answers) for group in page.groups)
    if is_due and (not items or any(group.list is None for group in page.groups)):
        yield sum(number is None for _, number in here)


def states(page: Page, questionnaire: Questionnaire) -> Iterator[Draft]:
    """Yield every state that a rule of the page can tell apart, with and without items."""
    words = questionnaire.vocabulary.words
    lists = sorted({group.list for group in page.groups if group.list})
    of_case = {name for group in page.groups for name in group.asked_when}
    of_items = {
        f"{group.list}[].{name}"
        for group in page.groups
        for rule in (group.items_when, *(one.asked_when for one in group.questions if group.list))
        for name in rule
    }
    stays = [one for one in page.groups if one.stays and one.list is None]
    spans = [[None, *words(name)] for name in sorted(of_case | of_items)]
    for found in product(*spans, *([False, True] for _ in (*lists, *stays))):
        draft, rest = Draft(questionnaire), list(found)
        for path in lists:
            if rest.pop():
                draft.add_item(path)
        for group in stays:
            if rest.pop():
                draft.set(group.questions[0].field, [group.questions[0].words[0]])
        for name, word in zip(sorted(of_case | of_items), rest, strict=True):
            path, among = name.replace("[]", "[0]"), name.partition("[]")[0]
            if word is not None and (among == name or draft.items(among)):
                draft.set(path, word)
        yield draft


def test_every_page_and_every_item_asks_five_to_nine_questions_in_every_state(
    questionnaire: Questionnaire,
) -> None:
    for page in questionnaire.pages:
        found = {count for draft in states(page, questionnaire) for count in counts(page, draft)}
        assert max(found) <= MOST, page.id
        assert {count for count in found if count < LEAST} == set(page.fewer), page.id
        assert all(because.strip() for because in page.fewer.values())


@pytest.mark.parametrize(
    ("field", "kind", "unknown"),
    [
        ("label", "text", False),
        ("meeting_on", "day", False),
        ("ecog_ps", "choice", True),
        ("material.available", "many", True),
        ("material.tumour_cell_percent", "number", True),
        ("ros1_tests[].reported_in", "month", False),
        ("ros1_tests[].fusion.partner", "text", True),
        ("ros1_tests[].fish.evaluable_cells", "whole", False),
        ("ros1_tki_history.courses[].stopped_in", "month", True),
        ("resistance.ros1_mutations", "many", True),
        ("safety.qtc_ms", "whole", True),
    ],
)
def test_the_schema_says_how_a_question_is_answered(
    questionnaire: Questionnaire, field: str, kind: str, *, unknown: bool
) -> None:
    found = question(questionnaire, field)
    assert (found.kind, found.knows_unknown) == (kind, unknown)


def test_fish_is_asked_for_fish_alone(questionnaire: Questionnaire) -> None:
    cells = question(questionnaire, "ros1_tests[].fish.evaluable_cells")
    assert asked(cells, {"assay": "fish_fusion"})
    assert not asked(cells, {"assay": "ihc_d4d6"})
    assert not asked(cells, {})


def test_partner_agnostic_is_asked_for_other_rna_alone(questionnaire: Questionnaire) -> None:
    agnostic = question(questionnaire, "ros1_tests[].partner_agnostic")
    words = questionnaire.vocabulary.words("ros1_tests[].assay")
    assert [word for word in words if asked(agnostic, {"assay": word})] == ["other_rna_ngs"]


def test_courses_entered_stay_asked_whatever_was_said_before(
    questionnaire: Questionnaire,
) -> None:
    (courses,) = (
        group for group in questionnaire.groups if group.list == "ros1_tki_history.courses"
    )
    assert not asked(courses, {"ros1_tki_history": {"given": "no"}})
    assert asked(courses, {"ros1_tki_history": {"given": "yes"}})
    assert asked(courses, {"ros1_tki_history": {"given": "no", "courses": [{}]}})


def test_a_resistance_mutation_entered_stays_asked(questionnaire: Questionnaire) -> None:
    (group,) = (group for group in questionnaire.groups if group.id == "resistance")
    assert not asked(group, {"ros1_tki_history": {"given": "no"}})
    assert asked(group, {"resistance": {"ros1_mutations": ["G2032R"]}})


def test_a_path_leads_to_its_page(questionnaire: Questionnaire) -> None:
    for path, page in (
        ("ros1_tests[3].result", "tests"),
        ("ros1_tests[3].fusion.partner", "reports"),
        ("ros1_tests", "tests"),
        ("ros1_tki_history", "treatment"),
        ("ros1_tki_history.courses[0].drug", "treatment"),
        ("other_drivers", "drivers"),
    ):
        found = questionnaire.page_of(path)
        assert found is not None
        assert found.id == page
    assert questionnaire.page_of("nothing") is None


def test_more_is_asked_of_the_items_that_it_fits_alone(questionnaire: Questionnaire) -> None:
    (group,) = (group for group in questionnaire.groups if group.items_when)
    draft = Draft(questionnaire)
    assert not asked(group, draft.answers)
    for assay in ("fish_fusion", "genminetop"):
        number = draft.add_item("ros1_tests")
        draft.set(f"ros1_tests[{number}].assay", assay)
        assert asked(group, draft.answers) is (assay == "genminetop")
    assert {number for one, _, number in draft.now() if one is group} == {1}
    assert questionnaire.page_of("ros1_tests[1].fusion.partner") is not None
    draft.set("ros1_tests[1].fusion.partner", "CD74")
    draft.set("ros1_tests[1].assay", "ihc_d4d6")
    assert draft.left_out() == ("ros1_tests[1].fusion.partner",)


def test_the_path_of_an_item_has_its_number(questionnaire: Questionnaire) -> None:
    assert question(questionnaire, "ros1_tests[].result").at(2) == "ros1_tests[2].result"
    assert question(questionnaire, "label").at(None) == "label"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"label"', '"lable"', "lable: is no field"),
        ('"meeting_on"', '"label"', "label: is asked twice"),
        ('list = "ros1_tests"', 'list = "label"', "label: is no list"),
        ('list = "ros1_tests"', 'list = "ros1_tki_history.courses"', "does not belong"),
        ("none = true", "nun = true", "nun is no key"),
        ('asked_when = { assay = "ihc" }', 'asked_when = { assay = "ihk" }', "ihk is none of"),
        ('"fish_fusion"]', '"fisch"]', "fisch is none of its words"),
        ("items_when = {", "none = true #", "ros1_tests: is to be filled by one"),
        ("none = true", 'items_when = { assay = "ihc" }', "ros1_tests: is to be filled by one"),
    ],
)
def test_an_error_names_file_key_and_remedy(
    tmp_path: Path, vocabulary: Vocabulary, old: str, new: str, said: str
) -> None:
    text = (resources() / "questionnaire.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "questionnaire.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(QuestionnaireError, match=said) as raised:
        read_questionnaire(tmp_path, vocabulary)
    assert str(raised.value).startswith("questionnaire.toml, ")

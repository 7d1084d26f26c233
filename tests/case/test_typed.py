"""What was typed, read as an answer."""

import pytest

from ros1_desktop.case.case import CaseError
from ros1_desktop.case.questionnaire import Question, read_questionnaire
from ros1_desktop.case.typed import parse_month, parse_number, read
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.place import resources

QUESTIONNAIRE = read_questionnaire(resources(), read_vocabulary(resources()))


def question(field: str) -> Question:
    return next(
        found for page in QUESTIONNAIRE.pages for found in page.questions if found.field == field
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("65", 65),
        ("６５", 65),
        ("65%", 65),
        ("６５％", 65),
        (" 65 % ", 65),
        ("14.9", 14.9),
        ("１４．９", 14.9),
        ("450 ms", 450),
        ("-5", -5),
        ("ー5", -5),
        ("約65", None),
        ("1e3", None),
        ("14,9", None),
        ("٦٥", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_every_width(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "  ", ",", "、", " , ;・"])
@pytest.mark.parametrize("field", ["resistance.ros1_mutations", "resistance.off_target"])
def test_commas_alone_say_nothing_and_above_all_not_that_nothing_was_found(
    field: str, text: str
) -> None:
    assert read(question(field), field, text) is None


def test_a_number_without_decimals_stays_whole() -> None:
    assert isinstance(parse_number("30"), int)
    assert isinstance(parse_number("30.0"), float)
    assert isinstance(read(question("ros1_tests[].fish.evaluable_cells"), "x", "30.0"), int)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024-11", "2024-11"),
        ("２０２４－１１", "2024-11"),
        ("2024/11", "2024-11"),
        ("2024.1", "2024-01"),
        ("2024年11月", "2024-11"),
        ("令和6年11月", "2024-11"),
        ("令和元年5月", "2019-05"),
        ("㋿6年11月", "2024-11"),
        ("R6.11", "2024-11"),
        ("r6/11", "2024-11"),
        ("平成31年4月", "2019-04"),
        ("H31.4", "2019-04"),
        ("2024-11-05", "2024-11-05"),
        ("2024年11月5日", "2024-11-05"),
        ("2024-13", None),
        ("2024-02-30", None),
        ("2024", None),
        ("November 2024", None),
        ("0000-01", None),
    ],
)
def test_a_month_is_read_as_it_is_written_in_a_clinic(text: str, month: str | None) -> None:
    assert parse_month(text) == month


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        ("label", "  TB-７ ", "TB-７"),
        ("ros1_tests[].assay_name", "　ー①髙 ", "ー①髙"),
        ("label", "", None),
        ("meeting_on", "R8.11.24", "2026-11-24"),
        ("material.tumour_cell_percent", "６５％", 65),
        ("ros1_tests[].fusion.partner", "cd74", "CD74"),
        ("ros1_tests[].assay_name", "In-house panel", "In-house panel"),
        ("resistance.ros1_mutations", "p.G2032R、ｌ2026ｍ G2032R", ["G2032R", "L2026M"]),
    ],
)
def test_a_text_is_read_as_its_question_wants(field: str, text: str, answer: object) -> None:
    assert read(question(field), field, text) == answer


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("material.tumour_cell_percent", "many", "type"),
        ("material.tumour_cell_percent", "101", "too_large"),
        ("safety.qtc_ms", "45", "too_small"),
        ("ros1_tests[].fish.evaluable_cells", "50.5", "type"),
        ("ros1_tests[].reported_in", "soon", "date"),
        ("meeting_on", "2026-11", "day"),
        ("meeting_on", "soon", "day"),
        ("ros1_tests[].fusion.partner", "CD 74", "pattern"),
        ("resistance.ros1_mutations", "G20R", "pattern"),
        ("label", "x" * 41, "too_long"),
    ],
)
def test_what_cannot_be_read_says_why(field: str, text: str, code: str) -> None:
    with pytest.raises(CaseError) as raised:
        read(question(field), field, text)
    assert raised.value.code == code
    assert raised.value.field.startswith(field)

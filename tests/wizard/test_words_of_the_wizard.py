"""Every text id that the wizard says stands in both languages. The ids here are fixed."""

import pytest

from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.place import resources
from ros1_desktop.words import Words, answer, read_words

SAID = {
    "wizard": (
        "title back next finish open save save_pdf open_pdf case_file take_back remove choose "
        "jurisdiction switch_to language_ja language_en steps not_due not_asked left_out errors "
        "damaged unsaved discard stay saved cannot_open cannot_save would_change cited "
        "evidence_count "
        "knowledge preview preview_pages preview_text cannot_make_pdf new_case help about "
        "close keys "
        "draft_found draft_continue draft_discard draft_aside draft_elsewhere cannot_keep_draft "
        "draft_sealed_found draft_later draft_of "
        "report report_about report_save print_actual_size save_sealed open_earlier passphrase "
        "passphrase_again passphrase_show "
        "passphrase_new passphrase_needed sealed_file open_case save_case overwrite cancel"
    ),
    "wizard.key": "help pages new open save save_sealed",
    "page": (
        "patient material tests reports drivers treatment organs daily_life medicines review result"
    ),
    "jurisdiction": "JP US",
    "part": (
        "ros1_status next_step tests options excluded cautions conflicts unknowns not_settled "
        "references check_first"
    ),
    "sheet": (
        "rules evidence excluded cautions_for_all removed_if decision_by_physician strength "
        "evidence_level agreement superseded order_note not_head_to_head few_patients not_reached "
        "not_estimable not_found ci ci_not_found reported weak_source history "
        "intended_use program edition fingerprint review_by reviewers "
        "no_patient_data joint named"
    ),
    "sheet.column": ("opens limits cdx recommendation trial population n k endpoint value cut"),
}


@pytest.fixture(params=["ja", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return read_words(resources(), request.param)


@pytest.mark.parametrize("room", SAID)
def test_every_text_of_the_chrome_is_there(words: Words, room: str) -> None:
    assert [name for name in SAID[room].split() if not words.has(f"{room}.{name}")] == []


def test_every_page_says_what_it_is_for(words: Words) -> None:
    assert [page for page in SAID["page"].split() if not words.has(f"page.{page}.intro")] == []


def test_every_question_and_answer_has_its_words(words: Words) -> None:
    folder = resources()
    questionnaire = read_questionnaire(folder, read_vocabulary(folder))
    for page in questionnaire.pages:
        assert words.say(page.title)
        for question in page.questions:
            assert words.say(f"field.{question.field}")
            assert all(answer(words, question.field, word) for word in question.words)


def test_every_list_has_its_words(words: Words) -> None:
    for path in ("ros1_tests", "ros1_tki_history.courses"):
        assert words.say(f"item.{path}", number=1)
        assert words.say(f"add.{path}")
        assert words.say(f"list.{path}")
    assert words.say("none.ros1_tests")

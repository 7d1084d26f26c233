"""A person fills in the wizard, from the first page to the sheet."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QRadioButton,
    QWidget,
    QWizard,
)

from ros1_desktop.case.case import Case
from ros1_desktop.exchange.opened import Opened
from ros1_desktop.wizard.asking import QuestionRow
from ros1_desktop.wizard.inputs import ComboInput
from ros1_desktop.wizard.pages import QuestionPage, WizardPage
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.review import ReviewPage
from ros1_desktop.wizard.rows import ListBox
from ros1_desktop.wizard.window import LANGUAGE, Window

# The window system without a display says that it has no use for size hints.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Desk(Protocol):
    """What the parts of conftest.py leave behind."""

    written: dict[Path, dict[str, Any]]
    files: dict[Path, dict[str, Any]]
    decided: list[tuple[Case, str]]


Open = Callable[..., Window]
EXAMPLES = Path(__file__).parents[1] / "examples"
NEXT = QWizard.WizardButton.NextButton
BACK = QWizard.WizardButton.BackButton
CONFIRMED: dict[str, Any] = {
    "schema": "ros1-case/1",
    "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
    "ros1_tests": [
        {"assay": "genminetop", "result": "positive", "fusion": {"partner": "CD74"}},
        {"assay": "fish_fusion", "result": "positive", "fish": {"evaluable_cells": 60}},
    ],
    "ros1_tki_history": {"given": "yes", "courses": [{"drug": "crizotinib"}]},
    "resistance": {"ros1_mutations": ["G2032R", "L2026M"]},
    "safety": {"qtc_ms": "not_measured"},
}


def now(window: Window) -> WizardPage:
    page = window.page_now()
    assert page is not None
    return page


def go(window: Window, name: str) -> QuestionPage:
    names = [page.id for page in window.session.parts.questionnaire.pages]
    window.go_to(names.index(name))
    page = now(window)
    assert isinstance(page, QuestionPage)
    assert page.page.id == name
    return page


def row(page: QuestionPage, path: str) -> QuestionRow:
    return next(row for row in page.rows() if row.path == path)


def button(page: QuestionPage, path: str, word: str | int) -> QAbstractButton:
    return next(
        control
        for control in row(page, path).input.controls()
        if isinstance(control, QAbstractButton) and control.objectName() == str(word)
    )


def choose(page: QuestionPage, path: str, word: str) -> None:
    chooser = row(page, path).input
    assert isinstance(chooser, ComboInput)
    chooser.combo.setCurrentIndex(chooser.question.words.index(word) + 1)
    chooser.combo.activated.emit(chooser.combo.currentIndex())


def line(page: QuestionPage, path: str) -> QLineEdit:
    (found,) = row(page, path).input.findChildren(QLineEdit)
    return found


def commit(field: QLineEdit, text: str) -> None:
    """Enter a text as a Japanese input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def lists(page: QuestionPage) -> ListBox:
    (found,) = (box for box in page.boxes if isinstance(box, ListBox))
    return found


def texts(widget: QWidget) -> str:
    found = [label.text() for label in widget.findChildren(QLabel)]
    found += [button.text() for button in widget.findChildren(QAbstractButton)]
    return "\n".join(found)


def test_a_case_filled_in_by_hand_ends_in_a_result(open_window: Open, desk: Desk) -> None:
    window = open_window()
    page = go(window, "patient")
    QTest.keyClicks(line(page, "label"), "TB-7")
    button(page, "ecog_ps", 1).click()
    button(page, "disease.extent", "unknown").click()
    page = go(window, "material")
    choose(page, "disease.histology", "adenocarcinoma")
    button(page, "material.available", "plasma").click()
    button(page, "material.available", "ffpe_tissue").click()
    commit(line(page, "material.tumour_cell_percent"), "６５％")
    page = go(window, "tests")
    lists(page).add.click()
    choose(page, "ros1_tests[0].assay", "genminetop")
    button(page, "ros1_tests[0].result", "positive").click()
    commit(line(page, "ros1_tests[0].reported_in"), "令和6年11月")
    page = go(window, "reports")
    button(page, "ros1_tests[0].fusion.partner", "not_identified").click()
    page = go(window, "treatment")
    button(page, "ros1_tki_history.given", "no").click()
    page = go(window, "organs")
    button(page, "safety.qtc_ms", "not_measured").click()
    window.go_to(window.pages[-2].number)
    window.button(NEXT).click()
    assert isinstance(now(window), ResultPage)
    (case, jurisdiction) = desk.decided[-1]
    assert jurisdiction == "JP"
    assert case.answers == {
        "schema": "ros1-case/1",
        "label": "TB-7",
        "ecog_ps": 1,
        "disease": {"histology": "adenocarcinoma", "extent": "unknown"},
        "material": {"available": ["ffpe_tissue", "plasma"], "tumour_cell_percent": 65},
        "ros1_tests": [
            {
                "assay": "genminetop",
                "result": "positive",
                "reported_in": "2024-11",
                "fusion": {"partner": "not_identified"},
            }
        ],
        "ros1_tki_history": {"given": "no"},
        "safety": {"qtc_ms": "not_measured"},
    }


def test_nothing_is_chosen_before_it_is_chosen(open_window: Open) -> None:
    window = open_window()
    for number in range(len(window.pages) - 2):
        window.go_to(number)
        page = now(window)
        if page.is_due():
            lines = page.findChildren(QLineEdit)
            boxes = [*page.findChildren(QRadioButton), *page.findChildren(QCheckBox)]
            assert not any(box.isChecked() for box in boxes)
            assert all(combo.currentIndex() == 0 for combo in page.findChildren(QComboBox))
            assert not any(field.text() for field in lines)
    assert window.session.draft.as_dict() == {"schema": "ros1-case/1"}
    assert not window.session.unsaved


def test_the_focus_begins_on_what_is_chosen(open_window: Open) -> None:
    window = open_window({**CONFIRMED, "other_drivers": {"EGFR": "negative"}})
    go(window, "drivers")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.session.draft.get("other_drivers.EGFR") == "negative"


def test_every_input_has_a_name_and_a_description(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    for number in range(len(window.pages) - 2):
        window.go_to(number)
        page = now(window)
        assert page.accessibleName()
        assert isinstance(page, QuestionPage)
        for asking in page.rows():
            for control in asking.input.controls():
                assert control.accessibleName(), asking.path
                assert control.accessibleDescription(), asking.path
                assert control.minimumHeight() >= 24
        for kind in (QRadioButton, QCheckBox, QLineEdit, QComboBox):
            for control in page.findChildren(kind):
                assert control.accessibleName() or control.property("text"), page.page.id


def test_the_order_of_tab_is_the_order_of_reading(open_window: Open) -> None:
    window = open_window()
    page = go(window, "organs")
    wanted = [control for asking in page.rows() for control in asking.input.controls()]
    chain = [wanted[0]]
    while chain[-1] is not wanted[-1]:
        following = chain[-1].nextInFocusChain()
        assert following is not None
        assert following is not chain[0]
        chain.append(following)
    assert [widget for widget in chain if widget in wanted] == wanted


def test_back_keeps_every_answer(open_window: Open) -> None:
    window = open_window()
    button(go(window, "patient"), "age_band", "40_64").click()
    window.button(NEXT).click()
    window.button(NEXT).click()
    window.button(BACK).click()
    window.button(BACK).click()
    page = now(window)
    assert isinstance(page, QuestionPage)
    assert button(page, "age_band", "40_64").isChecked()


def test_an_answer_can_be_taken_back(open_window: Open) -> None:
    window = open_window()
    page = go(window, "material")
    button(page, "material.amount", "scant").click()
    choose(page, "disease.histology", "unknown")
    assert row(page, "material.amount").back.isVisible()
    row(page, "material.amount").back.click()
    row(page, "disease.histology").back.click()
    assert not button(page, "material.amount", "scant").isChecked()
    assert not row(page, "material.amount").back.isVisible()
    assert window.session.draft.as_dict() == {"schema": "ros1-case/1"}


def test_the_wheel_changes_nothing(open_window: Open) -> None:
    window = open_window()
    page = go(window, "material")
    choose(page, "disease.histology", "adenocarcinoma")
    button(page, "material.amount", "scant").click()
    before = window.session.draft.as_dict()
    for asking in page.rows():
        for control in asking.input.controls():
            middle = QPointF(control.rect().center())
            turn = QWheelEvent(
                middle,
                QPointF(control.mapToGlobal(control.rect().center())),
                QPoint(0, -120),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,  # noqa: FBT003  # not inverted; PySide takes it by position alone
            )
            QApplication.sendEvent(control, turn)
    chooser = row(page, "disease.histology").input
    assert chooser.answer() == "adenocarcinoma"
    assert window.session.draft.as_dict() == before


def test_enter_in_a_text_does_not_turn_the_page(open_window: Open) -> None:
    window = open_window()
    page = go(window, "patient")
    QTest.keyClicks(line(page, "label"), "TB-7")
    QTest.keyClick(line(page, "label"), Qt.Key.Key_Return)
    QTest.keyClick(button(page, "question", "after_tki"), Qt.Key.Key_Return)
    assert now(window) is page


def test_a_number_that_cannot_be_holds_up_next_and_stays_visible(open_window: Open) -> None:
    window = open_window()
    page = go(window, "material")
    field = line(page, "material.tumour_cell_percent")
    QTest.keyClicks(field, "650")
    assert not row(page, "material.tumour_cell_percent").error.text()
    window.button(NEXT).click()
    assert now(window) is page
    assert page.summary.isVisible()
    assert window.focusWidget() is page.summary
    assert row(page, "material.tumour_cell_percent").error.text()
    assert field.text() == "650"
    page.summary.links[0].click()
    assert window.focusWidget() is field
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    window.button(NEXT).click()
    assert now(window) is not page
    assert window.session.draft.get("material.tumour_cell_percent") == 65


def test_unknown_takes_the_place_of_a_number(open_window: Open) -> None:
    window = open_window()
    page = go(window, "material")
    field = line(page, "material.tumour_cell_percent")
    QTest.keyClicks(field, "30")
    button(page, "material.tumour_cell_percent", "unknown").click()
    assert field.text() == ""
    assert window.session.draft.get("material.tumour_cell_percent") == "unknown"
    QTest.keyClicks(field, "3")
    assert window.session.draft.get("material.tumour_cell_percent") == 3


def test_unknowns_never_hold_up_next(open_window: Open) -> None:
    window = open_window()
    for name in ("patient", "drivers", "organs", "daily_life", "medicines"):
        page = go(window, name)
        for asking in page.rows():
            for control in asking.input.controls():
                if control.objectName() == "unknown":
                    assert isinstance(control, QAbstractButton)
                    control.click()
    window.go_to(window.pages[-1].number)
    assert isinstance(now(window), ResultPage)


def test_no_tki_beside_courses_holds_up_next(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "treatment")
    button(page, "ros1_tki_history.given", "no").click()
    assert lists(page).isVisible()
    window.button(NEXT).click()
    assert now(window) is page
    assert window.focusWidget() is page.summary
    button(page, "ros1_tki_history.given", "yes").click()
    assert not page.summary.isVisible()
    window.button(NEXT).click()
    assert now(window) is not page


def test_none_found_beside_a_finding_holds_up_next(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "treatment")
    button(page, "resistance.ros1_mutations", "none_found").click()
    window.button(NEXT).click()
    assert now(window) is page
    assert window.focusWidget() is page.summary
    assert row(page, "resistance.ros1_mutations").error.text()


def test_a_test_without_assay_holds_up_next_on_its_page(open_window: Open) -> None:
    window = open_window()
    page = go(window, "tests")
    lists(page).add.click()
    window.button(NEXT).click()
    assert now(window) is page
    assert [link.path for link in page.summary.links] == [
        "ros1_tests[0].assay",
        "ros1_tests[0].result",
    ]


def test_a_test_asks_what_its_assay_needs(open_window: Open) -> None:
    window = open_window()
    page = go(window, "tests")
    lists(page).add.click()
    asked = {
        "fish_fusion": "fish.pattern",
        "ihc_sp384": "ihc.intensity",
        "other_rna_ngs": "partner_agnostic",
        "other_dna_ngs": "assay_name",
    }
    for assay, own in asked.items():
        choose(page, "ros1_tests[0].assay", assay)
        assert row(page, f"ros1_tests[0].{own}").isVisible()
    assert not row(page, "ros1_tests[0].fish.pattern").isVisible()
    assert not row(page, "ros1_tests[0].partner_agnostic").isVisible()


def test_what_a_molecular_report_says_is_asked_after_the_tests(open_window: Open) -> None:
    window = open_window({**CONFIRMED, "ros1_tests": CONFIRMED["ros1_tests"][::-1]})
    page = go(window, "reports")
    assert {asking.path.partition(".")[0] for asking in page.rows()} == {"ros1_tests[1]"}
    assert "GenMineTOP" in texts(page)
    assert row(page, "ros1_tests[1].fusion.partner").input.answer() == "CD74"
    choose(go(window, "tests"), "ros1_tests[1].assay", "ihc_other")
    window.button(NEXT).click()
    assert now(window).title_key == "page.drivers"
    assert window.steps.item(page.number).toolTip() == page.why_not()[0]
    window.go_to(window.pages[-2].number)
    assert page.why_not()[0] in texts(now(window))


def test_no_tests_is_an_answer_that_can_be_taken_back(open_window: Open) -> None:
    window = open_window()
    page = go(window, "tests")
    lists(page).none.click()
    assert window.session.draft.as_dict()["ros1_tests"] == []
    lists(page).none.click()
    assert "ros1_tests" not in window.session.draft.as_dict()


def test_a_removed_test_is_gone(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "tests")
    removes = [one for one in page.findChildren(QAbstractButton) if one.text() == "削除"]
    assert len(removes) == 2
    removes[0].click()
    assert window.session.draft.as_dict()["ros1_tests"] == CONFIRMED["ros1_tests"][1:]


def test_resistance_is_not_asked_without_a_tki(open_window: Open) -> None:
    window = open_window()
    page = go(window, "treatment")
    for word, is_asked in (("yes", True), ("no", False), ("unknown", True)):
        button(page, "ros1_tki_history.given", word).click()
        assert row(page, "resistance.ros1_mutations").isVisible() is is_asked


def test_the_language_can_be_switched_at_any_time(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "material")
    button(page, "material.amount", "scant").click()
    QTest.keyClicks(line(page, "material.tumour_cell_percent"), "abc")
    japanese = page.heading.text()
    window.button(LANGUAGE).click()
    assert now(window) is page
    assert page.heading.text() != japanese
    assert button(page, "material.amount", "scant").isChecked()
    assert line(page, "material.tumour_cell_percent").text() == "abc"
    assert row(page, "material.tumour_cell_percent").error.text()
    window.button(LANGUAGE).click()
    assert page.heading.text() == japanese


def test_a_row_of_the_review_leads_back_without_loss(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    window.go_to(window.pages[-2].number)
    review = now(window)
    assert isinstance(review, ReviewPage)
    before = window.session.draft.as_dict()
    link = next(one for one in review.links if one.path == "ros1_tests[1].fish.evaluable_cells")
    link.click()
    page = now(window)
    assert isinstance(page, QuestionPage)
    assert window.focusWidget() is line(page, "ros1_tests[1].fish.evaluable_cells")
    window.go_to(review.number)
    assert now(window) is review
    assert window.session.draft.as_dict() == before


def test_the_review_names_answers_that_will_not_be_used(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "tests")
    choose(page, "ros1_tests[1].assay", "ihc_sp384")
    window.go_to(window.pages[-2].number)
    said = window.session.say("wizard.left_out")
    assert said in texts(now(window))
    assert "fish" not in window.session.draft.as_dict()["ros1_tests"][1]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.case.json"))[::12], ids=lambda p: p.name)
def test_a_case_opened_shows_its_answers_and_is_saved_as_it_was(
    open_window: Open, path: Path
) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    window = open_window(case)
    for page in window.pages[:-1]:
        if page.is_due():
            window.go_to(page.number)
            assert isinstance(page, QuestionPage | ReviewPage)
            for asking in page.rows() if isinstance(page, QuestionPage) else ():
                assert asking.input.answer() == window.session.draft.get(asking.path)
    assert window.session.draft.as_dict() == case
    assert not window.session.unsaved


def test_opening_and_saving_a_file(
    open_window: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    desk.files[Path("a.ros1.json")] = CONFIRMED
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("a.ros1.json", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("b", ""))
    go(window, "organs")
    window.open_case()
    assert window.currentId() == 0
    assert window.save_case()
    assert desk.written == {Path("b.ros1.json"): CONFIRMED}


def test_a_file_that_cannot_be_read_is_told(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(CONFIRMED)
    told: list[str] = []
    monkeypatch.setattr(window, "tell", told.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("missing.json", ""))
    window.session.parts = window.session.parts._replace(read_case=_unreadable)
    window.open_case()
    assert len(told) == 1
    assert window.session.draft.as_dict() == CONFIRMED


def _unreadable(path: Path, _: object) -> Opened:
    message = f"no such file: {path}"
    raise OSError(message)


@pytest.mark.parametrize("way", ["escape", "close"])
def test_leaving_asks_only_when_something_is_unsaved(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    window = open_window()
    asked: list[str] = []

    def stay() -> QMessageBox.StandardButton:
        asked.append(way)
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(window, "ask_leave", stay)
    button(go(window, "patient"), "age_band", "40_64").click()
    leave(window, way)
    assert asked == [way]
    assert window.isVisible()
    assert window.session.draft.get("age_band") == "40_64"
    row(go(window, "patient"), "age_band").back.click()
    leave(window, way)
    assert asked == [way]
    assert not window.isVisible()


def test_a_text_behind_a_rule_that_no_file_would_hold_is_nothing_unsaved(
    open_window: Open,
) -> None:
    window = open_window({"schema": "ros1-case/1", "ros1_tests": [{"assay": "fish_fusion"}]})
    draft = window.session.draft
    draft.keep_unread("ros1_tests[0].fish.evaluable_cells", "abc")
    seen = [window.session.unsaved]
    for assay in ("ihc_d4d6", "fish_fusion"):
        draft.set("ros1_tests[0].assay", assay)
        window.session.was_saved()
        seen.append(window.session.unsaved)
    assert seen == [True, False, True]
    assert draft.unread_now() == {"ros1_tests[0].fish.evaluable_cells": "abc"}


def leave(window: Window, way: str) -> None:
    if way == "escape":
        QTest.keyClick(window, Qt.Key.Key_Escape)
    else:
        window.close()


def test_the_result_shows_every_part_of_the_decision(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    window.go_to(window.pages[-1].number)
    say = window.session.say
    shown = texts(now(window))
    for key in (
        "status.positive_confirmed",
        "status_long.positive_confirmed",
        "step.choose_first_treatment",
        "test.genminetop",
        "purpose.companion",
        "limit.research_use_only",
        "standing.guideline_recommended",
        "option.crizotinib",
        "cdx.satisfied",
        "note.check_pmda_list",
        "reason.outside_label",
        "conflict.ros1_and_other_driver",
        "conflict.compound_mutation",
        "topic.age_75_or_over",
        "referral.expert_panel",
    ):
        assert say(key) in shown, key
    assert shown.index(say("part.check_first")) < shown.index(say("status.positive_confirmed"))
    assert "caution-2 (ja)" in shown
    assert say("wizard.not_checked", count=1) in shown
    assert "JLCS 2023" in shown
    assert "title of jlcs-ros1-guide (ja)" in shown


def test_an_unknown_of_the_result_leads_to_its_question(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    window.go_to(window.pages[-1].number)
    result = now(window)
    assert isinstance(result, ResultPage)
    link = next(
        one
        for one in result.findChildren(QAbstractButton)
        if one.accessibleDescription() == "disease.extent"
    )
    link.click()
    page = now(window)
    assert isinstance(page, QuestionPage)
    assert page.page.id == "patient"


def test_the_jurisdiction_belongs_to_the_sitting(open_window: Open, desk: Desk) -> None:
    window = open_window(CONFIRMED)
    window.session.switch_jurisdiction()
    window.go_to(window.pages[-1].number)
    assert desk.decided[-1][1] == "US"
    assert window.session.draft.as_dict() == CONFIRMED


def test_the_sheet_is_saved_whole(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(CONFIRMED)
    window.go_to(window.pages[-1].number)
    result = now(window)
    assert isinstance(result, ResultPage)
    assert not result.open.isEnabled()
    target = str(tmp_path / "sheet")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    result.save.click()
    assert (tmp_path / "sheet.pdf").read_bytes() == b"%PDF JP ja"
    assert result.open.isEnabled()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "sheet.pdf"), "")
    )
    result.save.click()
    assert not result.open.isEnabled()


def test_data_is_shown_as_plain_text(open_window: Open) -> None:
    case = {**CONFIRMED, "label": "<b>x</b>"}
    window = open_window(case)
    for number in (window.pages[-2].number, window.pages[-1].number):
        window.go_to(number)
        for label in now(window).findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText


def test_nothing_is_cut_at_twice_the_size(open_window: Open, qapp: QApplication) -> None:
    font = qapp.font()
    large = qapp.font()
    large.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        window = open_window(CONFIRMED)
        for page in window.pages:
            window.go_to(page.number)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            assert page.area.horizontalScrollBar().maximum() == 0, page.title_key
    finally:
        qapp.setFont(font)


def test_each_fault_is_told_once_and_in_words(open_window: Open) -> None:
    window = open_window(
        {
            "schema": "ros1-case/1",
            "ros1_tests": [{}, {"assay": "other_dna_ngs", "result": "failed"}],
        }
    )
    window.session.draft.set("resistance.ros1_mutations", ["none_found", "G2032R"])
    window.session.draft.set("ros1_tki_history.given", "yes")
    errors = window.session.errors()
    assert [(error.field, error.code) for error in errors] == [
        ("ros1_tests[0].assay", "missing"),
        ("ros1_tests[0].result", "missing"),
        ("ros1_tests[1].assay_name", "name_of_assay"),
        ("resistance.ros1_mutations", "none_beside"),
    ]
    for error in errors:
        assert "_" not in window.session.error_text(error)


def test_what_is_not_written_as_it_must_be_is_told_without_a_pattern(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "reports")
    field = line(page, "ros1_tests[0].fusion.partner")
    field.clear()
    QTest.keyClicks(field, "c d 7")
    window.button(NEXT).click()
    told = row(page, "ros1_tests[0].fusion.partner").error.text()
    assert "CD74" in told
    assert "[A-Z]" not in told


def test_the_language_switch_leaves_the_focus_on_its_question(open_window: Open) -> None:
    window = open_window(CONFIRMED)
    page = go(window, "material")
    line(page, "material.tumour_cell_percent").setFocus()
    window.session.switch_language()
    assert window.focusWidget() is line(page, "material.tumour_cell_percent")

"""Which paper, for whom, in which words: chosen on the result, and told why where there is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.choices import Choice, Tick
from ros1_desktop.wizard.document import Document, Offer
from ros1_desktop.wizard.documents import Documents
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.window import LANGUAGE, Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
CASE: dict[str, Any] = {"schema": "ros1-case/1", "ros1_tests": []}


@dataclass
class Maker:
    """Makes papers, and remembers which."""

    made: list[Document] = field(default_factory=list)

    def __call__(self, _case: object, _decision: object, document: Document) -> bytes:
        self.made.append(document)
        if document.kind == "options" and len(document.columns) != 1:
            where = "--kind"
            raise CaseError(where, "too_many_options", found=2, most=1, words="a, b")
        return b"%PDF"


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def page(open_window: Open, maker: Maker) -> ResultPage:
    window = open_window(CASE, make_pdf=maker)
    window.go_to(window.pages[-1].number)
    found = window.page_now()
    assert isinstance(found, ResultPage)
    return found


def choose(page: ResultPage) -> Documents:
    """Open the choice of papers."""
    page.choice.line.setChecked(True)
    (found,) = page.findChildren(Documents)
    return found


def tile(inside: Documents, name: str) -> QAbstractButton:
    (found,) = (one for one in inside.findChildren(QAbstractButton) if one.objectName() == name)
    return found


def shown(inside: Documents, kind: type[QAbstractButton]) -> list[str]:
    return [one.objectName() for one in inside.rest.findChildren(kind)]


def test_the_sheet_for_clinicians_in_the_language_of_the_window_comes_first(
    page: ResultPage, maker: Maker
) -> None:
    say = page.session.say
    assert page.paper.make()
    assert maker.made == [Document("clinician", "ja")]
    assert say("wizard.kind.clinician") in page.choice.title
    assert say("wizard.form.ja") in page.choice.title
    inside = choose(page)
    assert shown(inside, Choice) == ["ja", "en"]
    tile(inside, "en").click()
    assert page.paper.make()
    assert maker.made[-1] == Document("clinician", "en")
    tile(inside, "ja").click()
    assert page.paper.make()
    assert len(maker.made) == 2, "what was made is kept"


def test_a_handout_is_asked_for_with_its_words_its_options_and_its_supplement(
    page: ResultPage, maker: Maker
) -> None:
    inside = choose(page)
    tile(inside, "options").click()
    assert shown(inside, Choice) == ["ja", "ja_plain", "en"]
    assert shown(inside, Tick) == ["supplement", "crizotinib", "lorlatinib"]
    assert not [one for one in inside.findChildren(Tick) if one.isChecked()], "none beforehand"
    assert page.session.say("wizard.kind.options") in page.choice.title
    tile(inside, "ja_plain").click()
    tile(inside, "supplement").click()
    tile(inside, "lorlatinib").click()
    assert page.paper.make()
    assert maker.made == [Document("options", "ja_plain", ("lorlatinib",), supplement=True)]
    tile(inside, "crizotinib").click()
    assert page.paper.document.columns == ("crizotinib", "lorlatinib"), "in their order"
    tile(inside, "crizotinib").click()
    tile(inside, "lorlatinib").click()
    assert not page.paper.document.columns


def test_too_many_options_are_told_with_how_many_may_stand(page: ResultPage) -> None:
    inside = choose(page)
    tile(inside, "options").click()
    page.look.click()
    said = page.session.say("wizard.refused.too_many_options", found=2, most=1)
    assert page.told.text() == said
    tile(inside, "crizotinib").click()
    assert page.told.text() == "", "what was said of another paper is taken back"


def test_a_paper_that_there_is_not_says_why_and_cannot_be_chosen(page: ResultPage) -> None:
    inside = choose(page)
    refused = tile(inside, "next-test")
    assert not refused.isEnabled()
    said = [label.text() for label in inside.findChildren(QLabel)]
    assert page.session.say("wizard.refused.handout_no_test") in said
    refused.click()
    assert page.paper.document.kind == "clinician"


def test_options_that_all_fit_are_not_asked_for(open_window: Open) -> None:
    offers = (Offer("clinician", ("ja",)), Offer("options", ("en",), columns=("a", "b"), most=2))
    window = open_window(CASE, offers=lambda *_: offers)
    window.go_to(window.pages[-1].number)
    page = window.page_now()
    assert isinstance(page, ResultPage)
    inside = choose(page)
    tile(inside, "options").click()
    assert shown(inside, Tick) == []
    assert page.paper.document == Document("options", "en"), "in a form that there is"


def test_another_language_begins_with_its_own_sheet(page: ResultPage) -> None:
    window = page.wizard()
    assert isinstance(window, Window)
    tile(choose(page), "options").click()
    window.button(LANGUAGE).click()
    assert page.paper.document == Document("clinician", "en")
    assert window.session.say("wizard.document") in page.choice.title


def test_a_file_is_named_after_its_kind_and_opens_only_once_saved(
    page: ResultPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def name(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / start), ""

    monkeypatch.setattr("ros1_desktop.wizard.paper.QFileDialog.getSaveFileName", name)
    page.save.click()
    assert page.open.isEnabled()
    tile(choose(page), "options").click()
    assert not page.open.isEnabled(), "another paper is not saved yet"
    tile(choose(page), "crizotinib").click()
    page.save.click()
    assert asked == ["ros1-clinician.pdf", "ros1-options.pdf"]

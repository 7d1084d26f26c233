"""Which papers the window offers for a decision, why not others, and that each of them is made."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ros1_desktop.app import papers
from ros1_desktop.app.papers import FORMS, make, offers
from ros1_desktop.app.start import Start, open_here
from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.library import Library, read_library
from ros1_desktop.wizard.document import Document, Offer
from ros1_desktop.words import read_words

AS_OF = "2026-11-24"
EXAMPLES = Path(__file__).parents[1] / "examples"
TREATMENT, TEST, NEITHER = "189", "048", "120"


@pytest.fixture(scope="module")
def start(resources: Path) -> Iterator[Start]:
    words = read_words(resources, "en")
    made = Start(resources, open_here(resources), read_vocabulary(resources), words)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def library(start: Start) -> Library:
    return read_library(start.store)


def decided(number: str, start: Start) -> tuple[Case, Decision]:
    (path,) = EXAMPLES.glob(f"{number}-*.case.json")
    case = Case({"schema": "ros1-case/1", **json.loads(path.read_text(encoding="utf-8"))})
    return case, decide(case, start.rules(AS_OF, "JP"))


def offered(number: str, start: Start, library: Library) -> dict[str, Offer]:
    found = offers(start, library, decided(number, start)[1])
    assert [offer.kind for offer in found] == ["clinician", "options", "next-test"]
    assert found[0] == Offer("clinician", ("ja", "en")), "there is always one for clinicians"
    return {offer.kind: offer for offer in found}


def test_where_treatment_is_chosen_there_is_the_handout_on_the_options(
    start: Start, library: Library
) -> None:
    found = offered(TREATMENT, start, library)
    options, decision = found["options"], decided(TREATMENT, start)[1]
    assert options.refused is None
    assert options.forms == FORMS == ("ja", "ja_plain", "en")
    assert set(options.columns) <= {option.id for option in decision.options}
    assert len(options.columns) > 2
    assert options.most == 4
    assert options.has_supplement
    assert found["next-test"].refused is not None
    assert found["next-test"].refused.code == "handout_no_test"


def test_where_a_test_comes_next_there_is_the_handout_on_it(start: Start, library: Library) -> None:
    found = offered(TEST, start, library)
    assert found["next-test"].refused is None
    assert not found["next-test"].has_supplement
    refused = found["options"].refused
    assert refused is not None
    assert refused.code == "handout_no_options"


def test_an_edition_that_is_too_old_is_given_to_clinicians_alone(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "printed_on", lambda: date(2030, 1, 1))
    found = offered(TREATMENT, start, library)
    for kind in ("options", "next-test"):
        refused = found[kind].refused
        assert refused is not None
        assert refused.code == "handout_too_old"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_refusal_has_its_words_in_the_window(
    language: str, start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = read_words(start.resources, language)
    refusals = [
        offer.refused
        for number in (TREATMENT, TEST, NEITHER)
        for offer in offered(number, start, library).values()
    ]
    monkeypatch.setattr(papers, "printed_on", lambda: date(2030, 1, 1))
    refusals += [offer.refused for offer in offered(TEST, start, library).values()]
    codes = {error.code for error in refusals if error is not None}
    assert codes == {
        "handout_no_test",
        "handout_no_options",
        "handout_neither",
        "handout_too_old",
    }
    for error in filter(None, refusals):
        said = words.say(f"wizard.refused.{error.code}", **error.values_of_sentence)
        assert "--" not in said, "a window has no options of a command"


@pytest.mark.parametrize(
    ("number", "document"),
    [
        (TREATMENT, Document("clinician", "en")),
        (TREATMENT, Document("options", "ja_plain", supplement=True)),
        (TREATMENT, Document("options", "en", ("crizotinib", "entrectinib"))),
        (TEST, Document("next-test", "ja")),
    ],
)
def test_what_is_offered_is_made_as_it_was_asked_for(
    number: str, document: Document, start: Start, library: Library
) -> None:
    case, decision = decided(number, start)
    text = "".join(
        page.extract_text()
        for page in PdfReader(BytesIO(make(start, library, case, decision, document))).pages
    )
    squeezed = "".join(text.split())
    clinicians = read_words(start.resources, "en").say("sheet.clinicians_only")
    assert ("".join(clinicians.split()) in squeezed) is (document.kind == "clinician")
    if document.kind != "clinician":
        assert "Forpatients" in squeezed
    for_patients = read_words(start.resources, "en", "handout")
    dropped = for_patients.sentences["options.dropped"].partition("{")[0]
    assert ("".join(dropped.split()) in squeezed) is bool(document.columns)


def test_a_supplement_adds_to_the_handout(start: Start, library: Library) -> None:
    case, decision = decided(TREATMENT, start)

    def length(*, longer: bool) -> int:
        document = Document("options", "ja", supplement=longer)
        made = make(start, library, case, decision, document)
        return sum(len(page.extract_text()) for page in PdfReader(BytesIO(made)).pages)

    assert length(longer=True) > length(longer=False) + 100


def test_what_is_not_offered_is_refused(start: Start, library: Library) -> None:
    case, decision = decided(TEST, start)
    with pytest.raises(CaseError, match="handout_no_options"):
        make(start, library, case, decision, Document("options", "ja"))

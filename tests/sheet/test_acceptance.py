"""What a printed clinician sheet is accepted by: lines, glyphs, pages, references, words."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader

from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose_references import short_form
from ros1_desktop.sheet.dossier import NOT_HERE, Dossier
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.library import Library, said
from ros1_desktop.sheet.sheet import Sheet, strings
from ros1_desktop.words import Words

pytestmark = pytest.mark.uncovered

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
LANGUAGES = ("ja", "en")
APPROVED_AT_MOST = 4
# Untested, discordant, first treatment, after a TKI, cautions, continue.
ORDINARY = ("280", "086", "183", "019", "203", "262", "253", "271")


def pages(sheet: Sheet, fonts: Path) -> list[str]:
    """Return the words of each page without any space."""
    reader = PdfReader(BytesIO(pdf(sheet, fonts)))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def paper(sheet: Sheet) -> Sheet:
    """Return the sheet without its appendix: what is meant to be the two sides of one paper."""
    *_, appendix = (place for place, part in enumerate(sheet.sections) if part.opens)
    return replace(sheet, sections=sheet.sections[:appendix])


def parts(sheet: Sheet, texts: list[str]) -> list[int]:
    """Return how many pages front, back and appendix take; a part begins where its heading does."""
    opening = ["".join(part.heading.split()) for part in sheet.sections if part.opens]
    starts = [0]
    for heading in opening:
        places = range(starts[-1] + 1, len(texts))
        starts.append(next(place for place in places if heading in texts[place]))
    return [after - before for before, after in zip(starts, [*starts[1:], len(texts)], strict=True)]


@pytest.mark.parametrize("number", ORDINARY)
def test_an_ordinary_case_is_one_sheet_of_paper(
    number: str, example: Compose, words: dict[str, Words], fonts: Path
) -> None:
    sheet, decision = example(number)
    texts = pages(sheet, fonts)
    front, *rest = parts(sheet, texts)
    assert front == 1
    assert "".join(words["ja"].say("sheet.signature_date").split()) in texts[0]
    if decision.options:
        approved = [one for one in decision.options if one.standing != NOT_HERE]
        assert len(approved) <= APPROVED_AT_MOST + 1  # chemotherapy beside four drugs
        assert rest[0] == 1


def test_of_all_examples_all_but_a_few_are_one_sheet_of_paper(
    root: Path, example: Compose, fonts: Path
) -> None:
    """Where more is entered and more is listed, a page is added: never is a word cut."""
    more = []
    for path in sorted((root / "tests" / "examples").glob("*.case.json")):
        sheet, decision = example(path.name[:3])
        front, *rest = parts(paper(sheet), pages(paper(sheet), fonts))
        if front > 1 or (decision.options and rest[0] > 1):
            more.append(path.name[:3])
    assert len(more) <= 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ORDINARY)
def test_every_number_on_front_and_back_has_its_short_reference_there(
    number: str,
    language: str,
    example: Compose,
    words: dict[str, Words],
    library: Library,
) -> None:
    sheet, _ = example(number, language)
    say = words[language].say
    headings = [part.heading for part in sheet.sections]
    place = headings.index(say("sheet.references_short"))
    before = "\n".join(strings(sheet.sections[:place]))
    cited = {
        each
        for group in re.findall(r"\[([0-9][0-9,–]*)\]", before)
        for part in group.split(",")
        for each in range(int(part.split("–")[0]), int(part.split("–")[-1]) + 1)
    }
    assert cited
    short = "".join(strings(sheet.sections[place].blocks))
    (full,) = (part for part in sheet.sections if part.heading == say("sheet.references"))
    listed = list(strings(full))
    for at in cited:
        (where,) = (row for row, text in enumerate(listed) if text == f"{at} ")
        title = listed[where + 1]
        (source,) = (
            fact
            for fact in library.sources.values()
            if title.startswith(
                (f"{said(fact, 'title', language)}（", f"{said(fact, 'title', language)} (")
            )
        )
        assert f"{at} " in short
        label = re.split("[（(、,]", said(source, "title", language))[0].strip()
        assert label in short
        assert source["date"][:4] in short


@pytest.mark.parametrize(
    ("title", "when", "short"),
    [
        ("Shaw 2019, Ann Oncol, PROFILE 1001 final", "2019", "Shaw 2019"),
        ("Augtyro package insert, Japan (2024-11)", "2024-11", "Augtyro package insert 2024"),
        (
            "Entrectinib US label (undated, read 2026-11)",
            "2026-11",
            "Entrectinib US label †2026-11",
        ),
    ],
)
def test_a_short_reference_is_label_and_year(
    title: str, when: str, short: str, words: dict[str, Words]
) -> None:
    fact = {"title_en": title, "date": when}
    dossier = Dossier(None, None, None, words["en"], {})  # type: ignore[arg-type]
    assert short_form(dossier, fact) == short


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["183", "217", "280"])
def test_every_string_stands_in_the_extracted_text(
    number: str, language: str, example: Compose, fonts: Path
) -> None:
    sheet, _ = example(number, language)
    whole = "".join(pages(sheet, fonts))
    shown = {
        piece
        for text in strings((sheet.band, sheet.sections))
        for piece in re.split(r"[\s、。,]+", text)
    }
    assert [piece for piece in shown if piece not in whole] == []


def outcome(decision: Decision) -> tuple[Any, ...]:
    """Return what makes a decision another one: status, step, and what is listed and left out."""
    return (
        decision.ros1_status,
        decision.next_step,
        tuple(one.assay for one in decision.tests),
        tuple((one.id, one.standing) for one in decision.options),
        tuple((one.id, one.reason) for one in decision.excluded),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_distinct_outcome_is_on_paper_in_the_words_that_the_screen_has(
    language: str, root: Path, example: Compose, words: dict[str, Words]
) -> None:
    say, seen = words[language].say, set()
    for path in sorted((root / "tests" / "examples").glob("*.case.json")):
        sheet, decision = example(path.name[:3], language)
        if outcome(decision) in seen:
            continue
        seen.add(outcome(decision))
        text = "\n".join(strings(sheet))
        wanted = [say(f"status.{decision.ros1_status}"), say(f"step.{decision.next_step}")]
        wanted += [
            say(f"status_long.{decision.ros1_status}"),
            say(f"step_long.{decision.next_step}"),
        ]
        for test in decision.tests:
            wanted += [say(f"test.{test.assay}"), say(f"purpose.{test.purpose}")]
            wanted += [say(f"limit.{limit}") for limit in test.limits]
        for option in decision.options:
            wanted += [say(f"option.{option.id}"), say(f"standing.{option.standing}")]
            wanted += [say(f"note.{note}") for note in option.notes]
        for one in decision.excluded:
            wanted += [say(f"drug_full.{one.id}"), say(f"reason.{one.reason}")]
        wanted += [say(f"conflict.{one.id}") for one in decision.conflicts]
        wanted += [say(f"referral.{one.id}") for one in decision.referrals]
        wanted += [say(f"topic.{one.topic}") for one in decision.not_settled]
        assert [phrase for phrase in wanted if phrase not in text] == [], path.name
    assert len(seen) > 60, json.dumps(len(seen))

"""One sheet of paper: what a board decides on stands on its front, and the pages fit."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose import compose_clinician
from ros1_desktop.sheet.compose_band import Printing, sheet_number
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Grid, Record, Section, Sheet, strings
from ros1_desktop.words import Words

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
PRINTING = Printing(date(2026, 11, 24), "9.9", "CODE")
LANGUAGES = ("ja", "en")
# Untested, discordant, first treatment, after a TKI, mutations, bypass, continue, intolerance.
NUMBERS = ("280", "086", "183", "203", "210", "222", "240", "252", "262", "277")
FULL: dict[str, Any] = {
    "label": "A-12",
    "question": "first_treatment",
    "age_band": "65_74",
    "ecog_ps": 1,
    "disease": {
        "histology": "adenocarcinoma",
        "extent": "metastatic_or_recurrent",
        "brain_metastases": "asymptomatic",
        "leptomeningeal_disease": "no",
    },
    "material": {"available": ["ffpe_tissue"], "amount": "scant", "tumour_cell_percent": 30},
    "ros1_tests": [
        {
            "assay": "oncomine_dx_target_test",
            "result": "positive",
            "specimen": "ffpe_tissue",
            "timing": "before_ros1_tki",
            "reported_in": "2024-03",
            "fusion": {"partner": "CD74", "partner_exon": 6, "ros1_exon": 34},
        }
    ],
    "other_drivers": dict.fromkeys(
        ("EGFR", "ALK", "BRAF", "MET", "RET", "NTRK", "KRAS", "ERBB2"), "negative"
    ),
    "ros1_tki_history": {"given": "no"},
    "safety": {
        "interstitial_lung_disease": "history",
        "qtc_ms": 462,
        "heart_failure": "no",
        "hepatic_impairment": "mild",
        "gait_or_fall_risk": "yes",
        "drives_or_operates_machinery": "yes",
        "cyp3a_inhibitor": "moderate",
        "qt_prolonging_drug": "unknown",
    },
}


def squeezed(text: str) -> str:
    """Return a text without any space."""
    return re.sub(r"\s", "", text)


def pages(sheet: Sheet, fonts: Path) -> list[str]:
    """Return the words of each page without any space."""
    reader = PdfReader(BytesIO(pdf(sheet, fonts)))
    return [squeezed(page.extract_text()) for page in reader.pages]


def front(sheet: Sheet) -> tuple[Section, ...]:
    """Return the sections before the first that opens a page: the front."""
    opening = (place for place, part in enumerate(sheet.sections) if part.opens)
    return sheet.sections[: next(opening)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_front_holds_what_a_board_decides_on(
    number: str, language: str, example: Compose, words: dict[str, Words]
) -> None:
    sheet, decision = example(number, language)
    text, say = "\n".join(strings((sheet.band, front(sheet)))), words[language].say
    wanted = [
        say(f"{kind}.{word}")
        for kind, word in (("status", decision.ros1_status), ("step", decision.next_step))
    ]
    for option in decision.options:
        wanted += [
            say(f"option.{option.id}"),
            say(f"standing.{option.standing}"),
            say(f"cdx.{option.companion_diagnostic}"),
        ]
    for one in decision.excluded:
        wanted += [say(f"drug_full.{one.id}"), say(f"reason.{one.reason}")]
    for test in decision.tests:
        wanted += [say(f"test.{test.assay}"), say(f"purpose.{test.purpose}")]
    wanted += [say(f"conflict.{one.id}") for one in decision.conflicts]
    wanted += [say(f"referral.{one.id}") for one in decision.referrals]
    wanted += [say(f"field.{one.field}") for one in decision.unknowns]
    assert [phrase for phrase in wanted if phrase not in text] == []


@pytest.mark.parametrize("number", ["183", "203", "240", "262", "280"])
def test_the_front_fits_one_page_with_its_lines_to_write_on(
    number: str, example: Compose, words: dict[str, Words], fonts: Path
) -> None:
    sheet, _ = example(number)
    (first, *_) = pages(sheet, fonts)
    for name in ("decision", "reason", "dissent", "tests", "review_on"):
        assert squeezed(words["ja"].say(f"sheet.discussion_{name}")) in first


def test_a_case_with_every_answer_fits_too(
    compose: Compose, words: dict[str, Words], fonts: Path
) -> None:
    (first, *_) = pages(compose(FULL)[0], fonts)
    assert squeezed(words["ja"].say("sheet.signature_date")) in first


def test_drivers_with_one_answer_stand_in_one_line(compose: Compose) -> None:
    text = "\n".join(strings(front(compose(FULL)[0])))
    assert "EGFR、ALK、BRAF、MET、RET、NTRK、KRAS、ERBB2（HER2）：\n陰性" in text


@pytest.mark.parametrize("number", ["203", "262", "277"])
def test_every_option_of_the_table_has_the_same_columns(number: str, example: Compose) -> None:
    sheet, decision = example(number)
    (table,) = (
        block
        for part in front(sheet)
        for block in part.blocks
        if isinstance(block, Grid) and len(block.head) == 4 and block.banner
    )
    approved = [one for one in decision.options if one.standing != "not_approved_here"]
    assert len(table.rows) == len(approved)
    assert all(len(row) == 4 and all(row) for row in table.rows)  # type: ignore[arg-type]


def test_what_is_not_approved_here_stands_in_no_table(
    example: Compose, words: dict[str, Words]
) -> None:
    sheet, decision = example("203")
    elsewhere = [one.id for one in decision.options if one.standing == "not_approved_here"]
    assert elsewhere
    grids = [block for part in front(sheet) for block in part.blocks if isinstance(block, Grid)]
    for name in elsewhere:
        assert words["ja"].say(f"option.{name}") not in "\n".join(strings(tuple(grids)))


def test_the_record_may_have_fewer_lines_but_never_none(compose: Compose) -> None:
    (record,) = (
        block
        for part in compose(FULL)[0].sections
        for block in part.blocks
        if isinstance(block, Record)
    )
    assert set(record.grows) < set(range(len(record.rows)))
    assert all(blank.label for row in record.rows for blank in row)


def test_the_number_is_made_from_the_content_alone(compose: Compose) -> None:
    sheet, decision = compose(FULL)
    case = Case({"schema": "ros1-case/1", **FULL})
    number = sheet_number(case, decision, "9.9")
    assert re.fullmatch(r"[A-Z2-7]{8}", number)
    turned = Case(dict(reversed(list(case.answers.items()))))
    assert sheet_number(turned, decision, "9.9") == number
    others = (
        sheet_number(Case({**case.answers, "ecog_ps": 2}), decision, "9.9"),
        sheet_number(case, replace(decision, fingerprint="0" * 64), "9.9"),
        sheet_number(case, replace(decision, as_of="2026-11-22"), "9.9"),
        sheet_number(case, decision, "9.8"),
    )
    assert number not in others
    assert len(set(others)) == 4
    for text in ("\n".join(strings(sheet.band)), "\n".join(strings(sheet.footer))):
        assert number in text
    english, _ = compose(FULL, "en")
    assert number in "\n".join(strings(english.footer))


def test_the_sheet_is_valid_until_the_edition_is_too_old(
    compose: Compose, words: dict[str, Words], library: Library
) -> None:
    edition = library.edition
    last = date.fromisoformat(edition["date"]) + timedelta(days=edition["red_after_days"])
    wanted = words["ja"].say("sheet.valid_until", date=last.isoformat())
    assert wanted in "\n".join(strings(compose(FULL)[0].footer))


def test_no_type_is_smaller_than_the_floor_and_nothing_is_coloured(
    compose: Compose, fonts: Path
) -> None:
    for page in PdfReader(BytesIO(pdf(compose(FULL)[0], fonts))).pages:
        content = page.get_contents()
        assert content is not None
        drawn = re.sub(rb"\((?:\\.|[^()\\])*\)", b"", content.get_data()).decode("latin-1")
        sizes = [float(size) for size in re.findall(r"/F\S+ ([0-9.]+) Tf", drawn)]
        assert sizes
        assert min(sizes) >= 8.5
        for colours in re.findall(r"(?m)([0-9.]+ [0-9.]+ [0-9.]+) (?:rg|RG)\b", drawn):
            assert len(set(colours.split())) == 1, colours
        assert not re.search(r"[0-9] (?:k|K|scn|SCN)\b", drawn)


def test_a_decision_with_nothing_unknown_and_no_row_met_still_has_its_front(
    compose: Compose, library: Library, words: dict[str, Words], fonts: Path
) -> None:
    _, decision = compose(FULL)
    known = replace(decision, unknowns=(), trace=())
    case = Case({"schema": "ros1-case/1", **FULL})
    sheet = compose_clinician(case, known, library, words["ja"], PRINTING)
    text = "".join(strings(front(sheet)))
    say = words["ja"].say
    assert f"{say('sheet.unknowns_open')}：{say('sheet.none')}" in text
    assert say(f"step_long.{decision.next_step}") in text
    assert pages(sheet, fonts)

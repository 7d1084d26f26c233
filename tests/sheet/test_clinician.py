"""The clinician sheet holds everything that the decision says, in order, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose import compose_clinician
from ros1_desktop.sheet.compose_band import Printing
from ros1_desktop.sheet.compose_durations import is_duration
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.library import Library, said, sources_of
from ros1_desktop.sheet.sheet import Grid, Group, Run, Section, Sheet, strings, text_of
from ros1_desktop.words import Words

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
# Untested, discordant, first treatment here and in the US, after progression, mutations, continue.
PRINTING = Printing(date(2026, 11, 24), "9.9", "CODE")
NUMBERS = (
    "280",
    "086",
    "183",
    "196",
    "203",
    "210",
    "216",
    "222",
    "240",
    "252",
    "253",
    "262",
    "274",
    "277",
)
LANGUAGES = ("ja", "en")
POSITIVE: dict[str, Any] = {
    "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
    "ros1_tests": [{"assay": "oncomine_dx_target_test", "result": "positive"}],
    "ros1_tki_history": {"given": "no"},
}

AFTER_CRIZOTINIB: dict[str, Any] = {
    **POSITIVE,
    "ros1_tki_history": {
        "given": "yes",
        "courses": [{"drug": "crizotinib", "outcome": "systemic_progression"}],
    },
}


def read(part: object) -> str:
    """Return all words of a sheet or a part of it."""
    return "\n".join(strings(part))


def runs(part: object) -> Iterator[Run]:
    """Yield every run of a part of a sheet."""
    if isinstance(part, Run):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from runs(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from runs(getattr(part, field.name))


def named(sheet: Sheet, heading: str) -> Section:
    """Return the section of a heading."""
    (found,) = (part for part in sheet.sections if part.heading.endswith(heading))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_everything_the_decision_says_is_on_the_sheet(
    number: str, language: str, example: Compose, words: dict[str, Words], library: Library
) -> None:
    sheet, decision = example(number, language)
    text, say = read(sheet), words[language].say
    wanted = [say(f"status_long.{decision.ros1_status}"), say(f"step_long.{decision.next_step}")]
    for test in decision.tests:
        wanted += [say(f"test.{test.assay}"), say(f"purpose.{test.purpose}")]
        wanted += [say(f"limit.{limit}") for limit in test.limits]
        wanted += [say(f"drug_full.{drug}") for drug in test.opens]
    for option in decision.options:
        wanted += [say(f"option.{option.id}"), say(f"standing.{option.standing}")]
        wanted += [
            say(f"cdx_long.{option.companion_diagnostic}"),
            say(f"fit.{option.evidence_fit}"),
        ]
        wanted += [say(f"note.{note}") for note in option.notes]
        for caution in option.cautions:
            wanted += [say(f"field.{caution.field}"), say(f"caution_state.{caution.state}")]
            if caution.id in library.cautions:
                wanted.append(said(library.cautions[caution.id], "says", language))
    for one in decision.excluded:
        wanted += [say(f"drug_full.{one.id}"), say(f"reason.{one.reason}")]
    wanted += [say(f"conflict.{one.id}") for one in decision.conflicts]
    wanted += [say(f"topic.{one.topic}") for one in decision.not_settled]
    wanted += [say(f"referral.{one.id}") for one in decision.referrals]
    for unknown in decision.unknowns:
        wanted += [say(f"field.{unknown.field}"), *(say(f"part.{p}") for p in unknown.would_change)]
    assert [phrase for phrase in wanted if phrase not in text] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_every_source_and_every_row_stands_in_its_list(
    number: str, example: Compose, words: dict[str, Words], library: Library
) -> None:
    sheet, decision = example(number)
    references = read(named(sheet, words["ja"].say("sheet.references")))
    rules = read(named(sheet, words["ja"].say("sheet.rules")))
    parts: list[Any] = [
        *decision.tests,
        *decision.options,
        *(caution for option in decision.options for caution in option.cautions),
        *decision.excluded,
        *decision.conflicts,
        *decision.not_settled,
        *decision.referrals,
        *decision.cautions,
    ]
    for part in parts:
        for source in part.sources:
            assert said(library.sources[source], "title", "ja") in references
        for row in part.because:
            assert f"{row} \n{words['ja'].say(f'row.{row}')}" in rules


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_stands_with_trial_population_number_interval_cut_and_source(
    language: str, example: Compose, words: dict[str, Words], library: Library
) -> None:
    sheet, decision = example("216", language)
    section = named(sheet, words[language].say("sheet.outcomes"))
    text = read(section)
    back = read(named(sheet, words[language].say("sheet.evidence")))
    shown = [name for one in decision.options for name in (*one.evidence, *one.history)]
    assert len(shown) > 60
    for fact in (library.outcomes[name] for name in shown):
        assert library.trials[fact["trial"]]["name"] in text
        assert said(fact, "population", language) in text
        assert said(fact, "note", language) in text
        assert f"n = {fact.get('n', '–')}" in text
        if not isinstance(fact["value"], str):
            assert str(fact["value"]) in text + back
        for source in sources_of(fact):
            assert said(library.sources[source], "title", language) in read(sheet)
    assert words[language].say("sheet.not_reached") in text
    assert not {"NR", "NE"} & set(text.replace("–", " ").replace("(", " ").split())
    grids = [block for block in section.blocks if isinstance(block, Grid)]
    warning = words[language].say("sheet.not_head_to_head")
    assert [text_of(grid.banner) for grid in grids] == [warning, warning]


def test_few_patients_are_marked(
    example: Compose, words: dict[str, Words], library: Library
) -> None:
    sheet, decision = example("203")
    shown = [library.outcomes[name] for one in decision.options for name in one.evidence]
    assert any(fact.get("n", 99) < library.few_patients for fact in shown)
    assert words["ja"].say("sheet.few_patients", n="20") in read(sheet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_adverse_event_stands_under_its_population_number_and_basis(
    language: str, example: Compose, words: dict[str, Words], library: Library
) -> None:
    sheet, decision = example("203", language)
    (grid,) = named(sheet, words[language].say("sheet.adverse_events")).blocks
    assert isinstance(grid, Grid)
    shown: list[tuple[str, str]] = []
    drug = ""
    for row in grid.rows:
        if isinstance(row, Group):
            drug = text_of(row.line)
        else:
            shown.append((drug, text_of(row[0][0])))
    listed = {option.id for option in decision.options}
    facts = [fact for fact in library.toxicity if fact["drug"] in listed]
    assert len(facts) > 90
    for fact in facts:
        name = words[language].say(f"drug_full.{fact['drug']}")
        grades = (str(fact.get(grade, "–")) for grade in ("any_grade_percent", "grade3_percent"))
        wanted = (
            f"{said(fact, 'term', language)} {'/'.join(grades)}",
            said(fact, "population", language),
            f"n = {fact.get('n', '–')}",
            words[language].say(f"basis.{fact['basis']}"),
        )
        rows = [text for of, text in shown if of == name]
        assert any(all(part in text for part in wanted) for text in rows), fact["id"]


def test_what_must_be_checked_first_stands_above_everything(
    compose: Compose, words: dict[str, Words]
) -> None:
    sheet, _ = compose({**POSITIVE, "other_drivers": {"EGFR": "positive"}})
    assert sheet.sections[0].heading == words["ja"].say("part.check_first")
    assert words["ja"].say("conflict.ros1_and_other_driver") in read(sheet.sections[0])


def test_every_answer_is_printed_and_one_not_known_is_bold(
    compose: Compose, words: dict[str, Words]
) -> None:
    answers = {
        **POSITIVE,
        "label": "A-12 <b>&amp;",
        "ecog_ps": 2,
        "material": {"available": ["ffpe_tissue", "plasma"], "tumour_cell_percent": 22.5},
        "safety": {"qtc_ms": 482, "heart_failure": "unknown"},
        "resistance": {"ros1_mutations": ["G2032R", "unknown"]},
        "ros1_tests": [
            {
                "assay": "other_rna_ngs",
                "assay_name": "院内　パネル",
                "result": "positive",
                "fusion": {"partner": "CD74", "partner_exon": 6, "ros1_exon": 34},
            },
        ],
    }
    sheet, _ = compose(answers)
    conditions = named(sheet, words["ja"].say("sheet.conditions"))
    text = read(conditions)
    assert "A-12 <b>&amp;" in read(sheet.band)
    for shown in ("22.5%", "482 ms", "FFPE組織、血漿", "院内　パネル", "CD74"):
        assert shown in text
    bold = {run.text.strip(): run.strong for run in runs(conditions)}
    assert bold["心不全："]
    assert bold["G2032R、不明"]
    assert not bold["QTc："]


def test_nothing_entered_and_nothing_tested_are_said(compose: Compose) -> None:
    assert "未入力" in read(compose({})[0].sections[0])
    assert "ROS1検査は行っていない" in read(compose({"ros1_tests": []})[0])


def test_the_order_of_answers_changes_nothing(compose: Compose) -> None:
    turned = dict(reversed(POSITIVE.items()))
    assert compose(turned)[0] == compose(POSITIVE)[0]


def test_every_part_has_its_place(example: Compose, words: dict[str, Words]) -> None:
    say = words["ja"].say
    sections = example("203")[0].sections
    wanted = (
        *("conditions", "next_step", "excluded", "unknown_or_conflicting", "discussion"),
        *("evidence", "toxicity", "monitoring", "references_short"),
        *("options_in_full", "outcomes", "adverse_events", "cautions", "advice", "not_settled"),
        *("rules", "references", "intended_use"),
    )
    assert [part.heading.split("  ")[-1] for part in sections] == [
        say(f"sheet.{name}") for name in wanted
    ]
    numbered = [part.heading.split("  ")[0] for part in sections[9:16]]
    assert numbered == [say("sheet.appendix_part", number=number) for number in range(1, 8)]
    opening = [place for place, part in enumerate(sections) if part.opens]
    assert opening == [5, 9]


def test_the_footer_names_what_the_sheet_rests_on(example: Compose) -> None:
    sheet, decision = example("203")
    text = read(sheet.footer)
    for name in (decision.edition, decision.fingerprint[:12], decision.as_of, "日本", "9.9"):
        assert name in text
    assert "2026-11-24" in text


def test_title_and_footer_hold_nothing_of_the_patient(compose: Compose) -> None:
    sheet, _ = compose({**POSITIVE, "label": "KEY-7", "meeting_on": "2026-12-01"})
    assert "KEY-7" in read(sheet.band)
    assert "2026-12-01" in read(sheet.band)
    assert "KEY-7" not in read((sheet.band.title, sheet.footer))


@pytest.mark.parametrize(
    ("days", "age"),
    [(-1, "early"), (0, None), (183, None), (184, "amber"), (365, "amber"), (366, "red")],
)
def test_an_old_edition_says_so(
    days: int, age: str | None, compose: Compose, words: dict[str, Words], library: Library
) -> None:
    edition = library.edition
    printed = date.fromisoformat(edition["date"]) + timedelta(days=days)
    text = read(compose(POSITIVE, printed_on=printed)[0].band)
    for name in ("early", "amber", "red"):
        line = words["ja"].say(f"sheet.age_{name}", date=edition["date"])
        assert (line in text) is (name == age)


def test_a_sheet_of_an_edition_out_of_date_is_printed_with_a_band_and_says_so_on_every_page(
    compose: Compose, words: dict[str, Words], library: Library, fonts: Path
) -> None:
    edition = library.edition
    last = date.fromisoformat(edition["date"]) + timedelta(days=edition["red_after_days"])
    sheet, _ = compose(POSITIVE, printed_on=last + timedelta(days=1))
    say = words["ja"].say
    alert = "".join(say("sheet.age_red", date=edition["date"]).split())
    expired = "".join(say("sheet.valid_no_longer", date=last.isoformat()).split())
    pages = PdfReader(BytesIO(pdf(sheet, fonts))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert alert in texts[0]
    assert texts[0].index(alert) < texts[0].rindex("".join(say("sheet.title").split()))
    assert all(expired in text for text in texts)
    young, _ = compose(POSITIVE, printed_on=last)
    assert say("sheet.valid_until", date=last.isoformat()) in read(young.footer)


def test_a_sheet_of_the_past_quotes_no_later_source(
    compose: Compose, words: dict[str, Words], library: Library
) -> None:
    sheet, _ = compose(POSITIVE, as_of="2023-12-31")
    text = read(named(sheet, words["ja"].say("sheet.toxicity")))
    assert "TRUST-I/II" not in text
    late = [fact for fact in library.sources.values() if fact["date"] == "2025-06"]
    references = read(named(sheet, words["ja"].say("sheet.references")))
    assert not [fact["id"] for fact in late if fact["title_ja"] in references]


def test_what_a_topic_is_about_is_named(compose: Compose, words: dict[str, Words]) -> None:
    sheet, _ = compose({**AFTER_CRIZOTINIB, "resistance": {"ros1_mutations": ["F2004C"]}})
    text = read(named(sheet, words["ja"].say("sheet.not_settled")))
    assert f"{words['ja'].say('topic.mutation_activity')}\nF2004C\nTP-20" in text
    assert words["ja"].say("option.repotrectinib") in text


def test_an_interval_of_one_end_says_that_the_other_was_not_found(
    compose: Compose, library: Library, words: dict[str, Words]
) -> None:
    _, decision = compose(POSITIVE)
    (name, *_) = decision.options[0].evidence
    half = {**library.outcomes[name], "unit": "months", "value": 77.7, "low": 66.6}
    del half["high"]
    torn = replace(library, outcomes={**library.outcomes, name: half})
    sheet = compose_clinician(Case(POSITIVE), decision, torn, words["ja"], PRINTING)
    assert "77.7か月 (66.6–記載を確認できず)" in read(sheet)


def test_an_option_that_nothing_unknown_could_remove_says_nothing_of_it(
    compose: Compose, library: Library, words: dict[str, Words]
) -> None:
    sheet, decision = compose(POSITIVE)
    heading = words["ja"].say("sheet.could_exclude")
    assert heading in read(sheet)
    sure = tuple(replace(option, removed_if=()) for option in decision.options)
    known = replace(decision, options=sure)
    drawn = compose_clinician(Case(POSITIVE), known, library, words["ja"], PRINTING)
    assert heading not in read(drawn)


def test_a_trial_whose_every_figure_is_drawn_has_no_row_beside_the_figure(
    compose: Compose, library: Library, words: dict[str, Words]
) -> None:
    _, decision = compose(POSITIVE)
    say = words["ja"].say
    found = (
        (option, name)
        for option in decision.options
        for name in option.evidence
        if is_duration(library.outcomes[name])
    )
    option, name = next(found)
    bare = {key: value for key, value in library.outcomes[name].items() if "note" not in key}
    alone = replace(decision, options=(replace(option, evidence=(name,), history=()),))
    told = []
    for fact in (bare, {**bare, "note_ja": "但し書き。", "note_en": "A remark."}):
        changed = replace(library, outcomes={**library.outcomes, name: fact})
        sheet = compose_clinician(Case(POSITIVE), alone, changed, words["ja"], PRINTING)
        told.append(read(named(sheet, say("sheet.outcomes"))))
    assert ["但し書き" in text for text in told] == [False, True]

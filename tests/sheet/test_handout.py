"""The handouts as values: equal rows, every sentence on a fact, nothing ranked, nothing hidden."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

import pytest

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose_handout import Asking, compose_handout
from ros1_desktop.sheet.handout import (
    Box,
    Handout,
    Matters,
    OptionCell,
    OptionGrid,
    Rows,
    Ruled,
    Said,
    read_once,
    said,
)
from ros1_desktop.sheet.library import Fact, Library
from ros1_desktop.sheet.people import people_of, whole
from ros1_desktop.sheet.sheet import PrintError

Made: TypeAlias = Callable[..., Handout]
Decided: TypeAlias = Callable[[str], tuple[Case, Decision]]
FORMS = ("ja", "en", "ja_plain")
# First treatment, on one TKI, after one, after crizotinib, local therapy, of three drugs, US, few.
OPTIONS = ("189", "176", "177", "179", "217", "193", "025", "223", "004")
TESTS = ("048", "133", "150", "041", "001b")[:4]
BOTH = [*((number, "options") for number in OPTIONS), *((number, "next-test") for number in TESTS)]
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SPOKEN = str.maketrans("一二三四五", "12345")
BASES = ("treatment_related", "all_cause", "label_pool", "not_stated")
EQUAL = 2.5  # the longest column against the shortest, in characters


def grid_of(handout: Handout) -> OptionGrid:
    (grid, *_) = (b for part in handout.parts for b in part.blocks if isinstance(b, OptionGrid))
    return grid


def cells_of(handout: Handout) -> Iterator[OptionCell]:
    for part in handout.parts:
        for block in part.blocks:
            if isinstance(block, OptionGrid):
                yield from (cell for asked in block.asked for cell in asked.cells)
            elif isinstance(block, Rows):
                yield from (cell for row in block.rows for cell in row)


def unread(text: str) -> str:
    """Return a sentence of the catalogue without its readings."""
    return re.sub(r"｜|《[^》]*》", "", text)


def words_of(handout: Handout) -> str:
    return "\n".join(one.words for one in said(handout))


def column(grid: OptionGrid, place: int) -> list[Said]:
    return [one for row in grid.asked if row.cells for one in row.cells[place].said]


# --- Every sentence rests on a fact --------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", OPTIONS)
def test_every_cell_has_a_fact_or_says_that_there_is_no_data(
    number: str, form: str, handout: Made, asking: Callable[..., Asking], library: Library
) -> None:
    words = asking(form=form).words
    made = handout(number, form=form, supplement=True)
    none = {"handout.no_data", "effect.no_range", "effect.nowhere", "effect.neither"}
    missing = {unread(words.sentences[key]) for key in none}
    for cell in cells_of(made):
        assert cell.said
        for one in (*cell.frames, *cell.said):
            assert bool(one.facts) != (one.words in missing), one.words
            assert set(one.facts) <= set(library.by_id)
    for row in grid_of(made).asked:
        none_said = (
            unread(words.say("handout.no_data")) in row.note[-1].words if row.note else False
        )
        assert row.cells or row.note[-1].facts or none_said


@pytest.mark.parametrize(("number", "kind"), BOTH)
def test_every_fact_told_is_cited_and_its_source_listed(
    number: str, kind: str, handout: Made, library: Library
) -> None:
    made = handout(number, kind, supplement=kind == "options")
    about = words_of(replace(made, parts=(made.parts[-2 if kind == "options" else -1],)))
    for cell in cells_of(made):
        facts = [name for one in (*cell.frames, *cell.said) for name in one.facts]
        if facts and cell.cited:
            for name in facts:
                title = library.sources[library.by_id[name]["source"]]["title_ja"]
                assert re.sub(r"\s*[（(][^（(]*[）)]$", "", title) in about
        for run in re.findall(r"[0-9]+", cell.cited):
            assert f"[{run}]" in about or "–" in cell.cited or "-" in cell.cited


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", OPTIONS)
def test_every_number_is_the_stores_after_rounding(
    number: str, form: str, handout: Made, library: Library, asking: Callable[..., Asking]
) -> None:
    plan = asking(form=form).plan
    for cell in cells_of(handout(number, form=form, supplement=True)):
        for one in (*cell.frames, *cell.said):
            told = set(NUMBER.findall(one.words))
            if not one.facts:
                assert told == set(), one.words
                continue
            known = set[str]()
            for name in one.facts:
                fact = library.by_id[name]
                known |= rounded(fact, plan.least_people)
            assert told <= known, (one.words, known)
        if cell.icons is not None:
            fact = library.by_id[cell.frames[0].facts[0]]
            found = people_of(fact, "value", plan.least_people)
            assert (cell.icons.filled, cell.icons.of) == (found.people, found.of)
            assert str(found.people) in cell.frames[0].words
            assert str(found.rest) in cell.frames[1].words


def rounded(fact: Fact, least: int) -> set[str]:
    """Return every number that may stand for a fact."""
    found = {"100", "1"}
    columns = [name for name in ("value", "any_grade_percent") if name in fact]
    for name in columns:
        if fact.get("unit") == "months":
            ends = (fact.get(end) for end in ("value", "low", "high"))
            found |= {str(whole(end)) for end in ends if isinstance(end, int | float)}
        elif fact.get("unit", "percent") == "percent" and not isinstance(fact[name], list):
            one = people_of(fact, name, least)
            found |= {str(part) for part in (one.people, one.rest, one.of, one.low, one.high)}
    said_so = f"{fact.get('says_ja', '')} {fact.get('says_en', '')}".translate(SPOKEN)
    found |= set(NUMBER.findall(unicodedata.normalize("NFKC", said_so)))
    found |= {str(fact.get("n", "")), str(fact.get("reported", ""))[:4], "2032", "3"}
    return found


# --- Equal detail, no ranking --------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", OPTIONS)
def test_every_option_has_the_same_rows_and_the_same_number_of_harms(
    number: str, form: str, handout: Made
) -> None:
    grid = grid_of(handout(number, form=form))
    for row in grid.asked:
        assert len(row.cells) in (0, len(grid.heads))
    (harms,) = (row for row in grid.asked if row.id == "harms")
    counts = {len(cell.said) - 1 for cell in harms.cells if any(one.facts for one in cell.said)}
    assert len(counts) <= 1
    assert not counts or min(counts) >= 3


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", ["189", "193", "025"])
def test_drugs_are_told_in_equal_detail(number: str, form: str, handout: Made) -> None:
    grid = grid_of(handout(number, form=form))
    lengths = [
        sum(len(one.words) for one in column(grid, place)) for place in range(len(grid.heads))
    ]
    assert max(lengths) / min(lengths) <= EQUAL, lengths


def test_columns_stand_by_the_day_of_approval_here_then_by_name(handout: Made) -> None:
    heads = [one.words for one in grid_of(handout("189")).heads]
    assert [name[:5] for name in heads] == ["クリゾチニ", "エヌトレク", "レポトレク", "タレトレク"]
    last = [one.words for one in grid_of(handout("177")).heads]
    assert last[-1] == "抗がん剤の治療"


@pytest.mark.parametrize("form", FORMS)
def test_the_order_is_said_below_the_table_and_called_no_merit(form: str, handout: Made) -> None:
    (part,) = (p for p in handout("189", form=form).parts if grid_in(p.blocks))
    place = [type(block) for block in part.blocks].index(OptionGrid)
    below = "".join(one.words for block in part.blocks[place + 1 :] for one in said(block))
    assert re.search(r"良い順ではありません|not by merit|いい じゅんでは ありません", below)


def grid_in(blocks: tuple[object, ...]) -> bool:
    return any(isinstance(block, OptionGrid) for block in blocks)


def test_what_is_not_approved_here_never_stands_in_the_table_and_is_named_below(
    handout: Made, example_case: Decided
) -> None:
    for number in OPTIONS:
        _, decision = example_case(number)
        made = handout(number)
        heads = " ".join(one.words for one in grid_of(made).heads) if made.columns else ""
        for option in decision.options:
            if option.standing == "not_approved_here":
                assert names[option.id] not in heads
                assert names[option.id] in words_of(made)


names = {
    "crizotinib": "クリゾチニブ",
    "entrectinib": "エヌトレクチニブ",
    "repotrectinib": "レポトレクチニブ",
    "taletrectinib": "タレトレクチニブ",
    "lorlatinib": "ロルラチニブ",
    "ceritinib": "セリチニブ",
    "brigatinib": "ブリグチニブ",
    "zidesamtinib": "ジデサムチニブ",
}


def test_more_options_than_the_table_holds_are_for_a_person_to_choose(handout: Made) -> None:
    with pytest.raises(PrintError) as refused:
        handout("216")
    assert refused.value.code == "too_many_options"
    assert refused.value.values_of_sentence["found"] == 5
    chosen = ("crizotinib", "taletrectinib", "repotrectinib")
    made = handout("216", chosen=chosen)
    assert [one.words[:5] for one in grid_of(made).heads] == [
        "クリゾチニ",
        "レポトレク",
        "タレトレク",
    ]
    assert "医師が表から外した治療：エヌトレクチニブ（ロズリートレク）、抗がん剤の治療" in words_of(
        made
    )


def test_an_option_that_is_none_is_refused_by_its_name(handout: Made) -> None:
    with pytest.raises(PrintError) as refused:
        handout("189", chosen=("lorlatinib",))
    assert refused.value.code == "not_an_option"
    assert refused.value.values_of_sentence["found"] == "lorlatinib"


@pytest.mark.parametrize("form", FORMS)
def test_where_no_trial_compared_them_a_box_says_so_and_not_where_there_is_one_option(
    form: str, handout: Made, asking: Callable[..., Asking]
) -> None:
    words = asking(form=form).words
    for number, boxes in (("189", 1), ("177", 1), ("176", 0)):
        made = handout(number, form=form)
        found = [b for part in made.parts for b in part.blocks if isinstance(b, Box)]
        assert len(found) == boxes
        for box in found:
            text = [one.words for one in box.said]
            assert text == [words.say("options.compare.none"), words.say("options.compare.mind")]
            assert box.said[0].facts == ("not-found.randomised",)


def test_the_box_follows_the_fact(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    kept = tuple(one for one in library.statements if one["id"] != "not-found.randomised")
    case, decision = example_case("189")
    made = compose_handout("options", case, decision, replace(library, statements=kept), asking())
    (box,) = (b for part in made.parts for b in part.blocks if isinstance(b, Box))
    assert "直接くらべた試験があります" in box.said[0].words
    assert box.said[0].facts == ()


def test_taking_nothing_later_and_elsewhere_are_always_choices_and_a_trial_where_listed(
    handout: Made, example_case: Decided
) -> None:
    for number in (*OPTIONS, "251", "002"):
        text = words_of(handout(number))
        assert "薬を使わない、あとで決める、ほかの病院の意見を聞くこともできます" in text
        _, decision = example_case(number)
        listed = any(option.id == "trial_or_expanded_access" for option in decision.options)
        assert ("（新しい薬の試験）も相談できます" in text) == listed


def test_a_test_that_could_come_first_is_said(handout: Made) -> None:
    assert "先に検査をすることも" in words_of(handout("177"))
    assert "先に検査をすることも" not in words_of(handout("189"))


def test_an_option_of_few_people_is_told_in_their_own_number(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    few = {
        name: {**fact, "n": 17, "events": 10, "value": 59}
        for name, fact in library.outcomes.items()
        if name == "trident-1.naive.orr"
    }
    changed = replace(library, outcomes={**library.outcomes, **few})
    case, decision = example_case("189")
    grid = grid_of(compose_handout("options", case, decision, changed, asking()))
    cell = grid.asked[0].cells[2]
    assert [one.words for one in cell.frames] == ["17人中●10人", "17人中○7人"]
    assert "人数が少なく、まだはっきりしません" in [one.words for one in cell.said]
    assert cell.icons is not None
    assert (cell.icons.filled, cell.icons.of) == (10, 17)


def test_where_options_rest_on_different_people_each_cell_says_whose_they_are(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    other = {"trident-1.naive.orr": {**library.outcomes["trident-1.naive.orr"], "group": "g2032r"}}
    changed = replace(library, outcomes={**library.outcomes, **other})
    case, decision = example_case("189")
    row = grid_of(compose_handout("options", case, decision, changed, asking())).asked[0]
    assert [one.said[-1].words for one in row.cells].count("ROS1の薬がはじめての人です。") == 3
    assert row.cells[2].said[-1].words == "G2032Rという変化がある人です。"
    assert not any("はじめての人" in one.words for one in row.note)


def test_people_of_an_unknown_number_are_told_and_not_drawn(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    known = library.outcomes["trident-1.naive.orr"]
    unknown = {name: value for name, value in known.items() if name != "n"}
    changed = replace(library, outcomes={**library.outcomes, "trident-1.naive.orr": unknown})
    case, decision = example_case("189")
    cell = grid_of(compose_handout("options", case, decision, changed, asking())).asked[0].cells[2]
    assert cell.icons is None
    assert [one.words for one in cell.frames] == ["●79人", "○21人"]
    assert "試験の人数：データなし、2023年" in [one.words for one in cell.said]


def test_less_than_one_of_100_is_said_in_words_and_not_drawn(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    rare = {"trident-1.naive.orr": {**library.outcomes["trident-1.naive.orr"], "value": 0.4}}
    changed = replace(library, outcomes={**library.outcomes, **rare})
    changed = replace(
        changed,
        toxicity=tuple(
            {**fact, "any_grade_percent": "<1"} if fact["term_en"] == "anaemia" else fact
            for fact in library.toxicity
            if fact["drug"] != "repotrectinib"
            or fact["term_en"] in ("anaemia", "dizziness", "cough")
        ),
    )
    case, decision = example_case("189")
    grid = grid_of(compose_handout("options", case, decision, changed, asking()))
    cell = grid.asked[0].cells[2]
    assert [one.words for one in cell.frames] == ["100人中1人より少ない"]
    assert cell.icons is None
    assert "貧血 100人中1人より少ない" in [one.words for one in grid.asked[1].cells[2].said]


def test_the_rate_shown_is_a_trials_a_strong_sources_and_the_largest_never_the_best(
    handout: Made,
) -> None:
    rates = {
        "189": [
            "oo12-01.2018.orr",  # 168 people were looked back at, with a better rate
            "entrectinib-integrated.2022.orr",  # a weak source has a better rate
            "trident-1.naive.orr",
            "trust-pooled.naive.orr",  # a trial of fewer people has a better rate
        ],
        "179": ["entrectinib", "trident-1.after-one.orr", "trust-pooled.pretreated.orr", ""],
    }
    for number, expected in rates.items():
        for name, cell in zip(expected, grid_of(handout(number)).asked[0].cells, strict=True):
            if cell.icons is not None:
                assert {fact for one in cell.frames for fact in one.facts} == {name}


def test_the_harms_shown_are_those_of_the_count_that_shows_most_and_like_ones_are_one(
    handout: Made,
) -> None:
    (row,) = (row for row in grid_of(handout("189")).asked if row.id == "harms")
    told = [[one.facts[0] for one in cell.said[:-1]] for cell in row.cells]
    trident, trust = "repotrectinib.trident-1-all-cause", "taletrectinib.trust-1"
    assert told == [
        [f"crizotinib.profile-1001.{one}" for one in ("vision-disorder", "nausea", "oedema")]
        + ["crizotinib.profile-1001.diarrhoea"],
        [f"entrectinib.guidance.{one}" for one in ("dysgeusia", "dizziness", "constipation")]
        + ["entrectinib.guidance.fatigue"],
        [f"{trident}.{one}" for one in ("dizziness", "dysgeusia", "anaemia", "constipation")],
        [f"{trust}.{one}" for one in ("ast-increased", "diarrhoea", "dizziness", "dysgeusia")],
    ]


def test_each_time_of_the_supplement_is_of_its_own_kind(handout: Made, library: Library) -> None:
    made = handout("189", supplement=True)
    grid = made.parts[-1].blocks[1]
    assert isinstance(grid, OptionGrid)
    for row, endpoint in zip(grid.asked, ("DOR", "PFS", "OS"), strict=True):
        assert row.id == f"time_{endpoint.lower()}"
        facts = {name for cell in row.cells for one in cell.said for name in one.facts}
        ends = {library.outcomes[name]["endpoint"] for name in facts if name in library.outcomes}
        assert ends == {endpoint}


def test_a_count_of_few_people_or_few_harms_is_not_shown(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    kept = tuple(
        fact
        for fact in library.toxicity
        if fact["drug"] != "taletrectinib" or fact["source"] == "review-pmc13075489"
    )
    case, decision = example_case("189")
    changed = replace(library, toxicity=kept)
    grid = grid_of(compose_handout("options", case, decision, changed, asking()))
    assert [one.words for one in grid.asked[1].cells[3].said] == ["データなし"]


def test_what_all_drugs_say_stands_once_above_their_cells_with_the_sources_of_each(
    handout: Made, library: Library
) -> None:
    (row,) = (row for row in grid_of(handout("193")).asked if row.id == "urgent")
    above = row.note[-1]
    assert above.words.startswith("どれも：骨折、肝臓の害、尿酸が上がる [")
    drugs = {library.by_id[name]["drug"] for name in above.facts}
    assert drugs == {"entrectinib", "repotrectinib", "taletrectinib"}
    for cell in row.cells:
        assert not re.search("骨折|肝臓の害|尿酸", cell.said[0].words)
        assert "筋肉の痛み" in cell.said[0].words or "心臓が弱る" in cell.said[0].words


def test_what_all_that_say_anything_say_is_said_to_be_of_them_and_the_others_to_have_no_data(
    handout: Made,
) -> None:
    rows = {row.id: row for row in grid_of(handout("177")).asked}
    above = rows["urgent"].note[-1].words
    assert above.startswith("データのある薬はどれも：肺の炎症、肝臓の害、筋肉の痛み")
    assert [one.words for one in rows["urgent"].cells[2].said] == ["データなし"]
    assert rows["unknown"].cells == ()
    told = rows["unknown"].note[-1].words
    assert re.fullmatch(
        r"データのある薬はどれも：薬を終えたあとの避妊の期間、.* \[[0-9]+\]。ほかはデータなし", told
    )


def test_what_a_count_of_harms_does_not_say_is_said_in_one(handout: Made) -> None:
    (row,) = (row for row in grid_of(handout("189")).asked if row.id == "harms")
    assert row.cells[1].said[-1].words == "人数・数え方：データなし"
    assert [cell.said[-1].words for cell in (row.cells[0], row.cells[2])] == [
        "53人、薬が原因",
        "426人、原因を問わず",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_row_of_harms_that_were_counted_differently_says_so_and_each_cell_how(
    form: str, handout: Made, asking: Callable[..., Asking]
) -> None:
    words = asking(form=form).words
    differ = words.say("note.harms_differ")
    for number, said_so in (("189", True), ("177", False)):
        made = handout(number, form=form)
        (row,) = (row for row in grid_of(made).asked if row.id == "harms")
        assert (differ in [one.words for one in row.note]) == said_so
        bases = [words.sentences[f"basis.{basis}"] for basis in BASES]
        bases.append(words.say("harm_line.neither"))
        for cell in row.cells:
            last = cell.said[-1]
            assert any(basis in last.words for basis in bases) or not last.facts


@pytest.mark.parametrize("form", FORMS)
def test_where_it_is_signed_it_says_that_it_is_no_consent(form: str, handout: Made) -> None:
    (signed,) = (part for part in handout("189", form=form).parts if part.note)
    assert signed.note is not None
    assert re.search("同意書とは別です|Not a consent|やくそくでは ない", signed.note.words)
    assert any(isinstance(block, Ruled) for block in signed.blocks)


# --- What matters, the supplement, the age -------------------------------------------------------


def test_what_matters_is_asked_where_options_differ_with_a_row_of_ones_own(handout: Made) -> None:
    for number in OPTIONS[:4]:
        made = handout(number)
        (table,) = (b for part in made.parts for b in part.blocks if isinstance(b, Matters))
        assert 3 <= len(table.rows) <= 7
        assert table.rows[-1].words == "ほかに："
        assert len(table.heads) == 4


def test_what_all_options_say_alike_is_not_asked_about(
    example_case: Decided, library: Library, asking: Callable[..., Asking]
) -> None:
    kept = tuple(one for one in library.statements if one["topic"] != "driving")
    case, decision = example_case("189")
    made = compose_handout("options", case, decision, replace(library, statements=kept), asking())
    (table,) = (b for part in made.parts for b in part.blocks if isinstance(b, Matters))
    assert "運転や仕事を続けること" not in [one.words for one in table.rows]
    (row,) = (row for row in grid_of(made).asked if row.id == "driving")
    assert row.cells == ()
    assert row.note[-1].words == "どれも：データなし"


@pytest.mark.parametrize("form", FORMS)
def test_how_long_stands_on_the_supplement_alone(form: str, handout: Made) -> None:
    months = re.compile(r"か月より長い|longer than [0-9]+ months|かげつより ながい")
    without, with_it = (handout("189", form=form, supplement=one) for one in (False, True))
    assert not months.search(words_of(without))
    assert months.search(words_of(with_it))
    assert with_it.parts[:-1][:-1] == without.parts[:-1]
    assert (without.pages, with_it.pages) == (2, 3)


def test_a_median_not_reached_is_said_to_be_no_promise(handout: Made) -> None:
    text = words_of(handout("189", supplement=True))
    assert "まだ計算できません" in text
    assert "ずっと続くという意味ではありません" in text


def test_an_edition_that_has_expired_is_not_handed_out(handout: Made, library: Library) -> None:
    edition = library.edition
    last = date.fromisoformat(edition["date"]) + timedelta(days=edition["red_after_days"])
    assert handout("189", printed_on=last).printed_on == last
    with pytest.raises(PrintError) as refused:
        handout("189", printed_on=last + timedelta(days=1))
    assert refused.value.code == "handout_too_old"
    assert refused.value.values_of_sentence["date"] == last.isoformat()


def test_an_edition_that_grows_old_says_so(handout: Made, library: Library) -> None:
    edition = library.edition
    begun = date.fromisoformat(edition["date"])
    for days, shown in (
        (edition["amber_after_days"], False),
        (edition["amber_after_days"] + 1, True),
    ):
        text = words_of(handout("189", printed_on=begun + timedelta(days=days)))
        assert ("新しくなっていません" in text) == shown


def test_each_decision_has_its_handout_and_the_other_is_refused(
    handout: Made,
) -> None:
    expected = {
        ("189", "next-test"): "handout_no_test",
        ("177", "next-test"): "handout_no_test",
        ("048", "options"): "handout_no_options",
        ("094", "options"): "handout_neither",
        ("094", "next-test"): "handout_neither",
    }
    for (number, kind), code in expected.items():
        with pytest.raises(PrintError) as refused:
            handout(number, kind)
        assert refused.value.code == code, (number, kind)


# --- The next test -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", TESTS)
def test_every_test_stands_with_what_it_needs_its_days_and_its_limits(
    number: str, form: str, handout: Made, example_case: Decided, asking: Callable[..., Asking]
) -> None:
    words = asking(form=form).words
    _, decision = example_case(number)
    made = handout(number, "next-test", form)
    (table, results) = (b for part in made.parts for b in part.blocks if isinstance(b, Rows))
    assert [row[0].said[0].words for row in table.rows] == [
        unread(words.say(f"test_name.{test.assay}")) for test in decision.tests
    ]
    text = words_of(made)
    for test in decision.tests:
        for limit in test.limits:
            assert unread(words.say(f"limit.{limit}")) in text
    assert len(results.rows) == 3


def test_days_of_a_japanese_laboratory_are_not_told_elsewhere(handout: Made) -> None:
    here, there = (words_of(handout(number, "next-test")) for number in ("041", "147"))
    assert "10〜14日" in here
    assert "10〜14日" not in there
    assert "データなし" in there


def test_a_new_biopsy_is_said_to_be_one_where_it_is_listed(handout: Made) -> None:
    assert "もう一度とる検査" in words_of(handout("133", "next-test"))
    assert "もう一度とる検査" not in words_of(handout("041", "next-test"))


def test_a_positive_that_needs_confirmation_says_so(handout: Made) -> None:
    assert "確かめる検査をすることがあります" in words_of(handout("048", "next-test"))
    assert "確かめる検査をすることがあります" not in words_of(handout("041", "next-test"))


# --- Readings and foot ---------------------------------------------------------------------------


def test_a_reading_stands_once_on_a_page_and_always_in_very_plain_japanese(handout: Made) -> None:
    made = handout("189")
    first = [part for part in made.parts if not part.anew][:3]
    runs = [run for part in first for one in said(part) for run in one.line if run.ruby]
    assert len({run.text for run in runs}) == len(runs) > 5
    plain = handout("189", form="ja_plain")
    read = [run for one in said(plain) for run in one.line if run.text == "医者"]
    assert len(read) > 1
    assert all(run.ruby for run in read)


def test_readings_stand_again_where_a_page_begins_anew(handout: Made) -> None:
    made = handout("189")
    assert read_once(made) == made
    again = replace(made, parts=tuple(replace(part, anew=False) for part in made.parts))
    assert read_once(again) == again


@pytest.mark.parametrize(("number", "kind"), BOTH)
def test_the_foot_names_kind_edition_fingerprint_expiry_and_number_and_no_patient(
    number: str, kind: str, handout: Made, example_case: Decided, library: Library
) -> None:
    made = handout(number, kind)
    _, decision = example_case(number)
    foot = " ".join(made.footer)
    last = date.fromisoformat(library.edition["date"]) + timedelta(
        days=library.edition["red_after_days"]
    )
    for part in (decision.edition, decision.fingerprint[:12], last.isoformat(), "患者さん用"):
        assert part in foot
    assert re.search(r"文書番号 [A-Z2-7]{8}\b", foot)
    assert made.footer == handout(number, kind).footer
    assert "For patients" in made.band.audience

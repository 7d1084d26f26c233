"""The catalogues of the handouts: the same keys, plain words, short sentences, a glyph for each."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from ros1_desktop.knowledge.text import read_text
from ros1_desktop.sheet import paper
from ros1_desktop.sheet.breaks import NO_END, NO_START
from ros1_desktop.sheet.handout import line_of
from ros1_desktop.sheet.handout_type import Type
from ros1_desktop.sheet.plan import FOLDER, read_plan
from ros1_desktop.sheet.tags import Node
from ros1_desktop.words import Words, read_words

RESOURCES = Path(__file__).parents[2] / "resources"
FORMS = ("ja", "en", "ja_plain")
WORDS = {form: read_words(RESOURCES, form, FOLDER) for form in FORMS}
ALL = pytest.mark.parametrize("form", FORMS)
# Said once for all forms: no ratio, no interval by its name, no word for how likely something is.
FORBIDDEN = {
    "ja": r"信頼区間|ハザード|オッズ|相対|p値|よくある|まれ|ときどき|めったに|おそらく|たぶん"
    r"|[0-9]人に1人|奏効|有害事象|間質性|安全な薬|効果的|優れ|劣",
    "en": r"confidence|hazard|odds|relative risk|p-value|\bcommon|\brare|\bseldom|\bprobabl"
    r"|\blikely|\bunlikely|1 in [0-9]|\bsafe\b|\beffective|\bsuperior|\binferior",
    "ja_plain": r"信頼区間|ハザード|よくある|まれに|たぶん|おそらく",
}
LONGEST = {"ja": 45, "en": 100, "ja_plain": 45}  # characters of a sentence
MOST_MORAE = 30  # of a very plain sentence between its stops
KANJI = re.compile(r"[\u4e00-\u9fff々]")
MOST_RUN = 3  # kanji in a row without a reading
SMALL = "ぁぃぅぇぉゃゅょっァィゥェォャュョッ"
MEDICAL = "肺肝腎脈尿妊症炎胞"
FOOT = "kind|edition|fingerprint|program|number|valid|as_of|printed|page"
RUNNING = re.compile(rf"^handout\.(?:{FOOT})")


def sentences(form: str) -> Iterator[tuple[str, str]]:
    """Yield key and each sentence of it, without places and readings."""
    for key, text in WORDS[form].sentences.items():
        if key in ("handout.language", "handout.locale") or RUNNING.match(key):
            continue
        bare = re.sub(r"\{[^}]*\}", "", re.sub(r"《[^》]*》|｜", "", text))
        stop = r"[。：]| \| " if form.startswith("ja") else r"(?<=[.:?]) | \| "
        yield from ((key, part) for part in re.split(stop, bare) if part)


def unread(text: str) -> str:
    """Return a text without the words that have readings."""
    return re.sub(r"｜[^《]*《[^》]*》", "◇", text)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_all_forms_have_the_same_keys_in_the_same_order() -> None:
    assert list(WORDS["ja"].sentences) == list(WORDS["en"].sentences)
    assert list(WORDS["ja"].sentences) == list(WORDS["ja_plain"].sentences)


@ALL
def test_all_forms_have_the_same_places(form: str) -> None:
    for key, text in WORDS["ja"].sentences.items():
        if key != "effect.alt":
            assert places(text) == places(WORDS[form].sentences[key]), key


@ALL
def test_no_sentence_is_empty_or_longer_than_one_line(form: str) -> None:
    for key, text in WORDS[form].sentences.items():
        assert text.strip() or key == "note.all", key
        assert text.replace("　", " ").isprintable(), key


@ALL
def test_no_word_tells_how_likely_or_how_good_something_is(form: str) -> None:
    for key, text in WORDS[form].sentences.items():
        assert not re.search(FORBIDDEN[form], text, re.IGNORECASE), (key, text)


@ALL
def test_sentences_are_short(form: str) -> None:
    for key, text in sentences(form):
        if not key.startswith("after.checklist"):
            assert len(text) <= LONGEST[form], (key, text, len(text))


def test_very_plain_sentences_have_few_morae_between_their_stops() -> None:
    for key, text in sentences("ja_plain"):
        for part in re.split(r"[、。：（）|]", text):
            morae = sum(sign not in f"{SMALL} " for sign in part)
            assert morae <= MOST_MORAE, (key, part, morae)


def test_plain_japanese_has_no_long_run_of_kanji_without_a_reading() -> None:
    for key, text in WORDS["ja"].sentences.items():
        if RUNNING.match(key):
            continue
        for run in re.findall(r"[\u4e00-\u9fff々]+", unread(text)):
            assert len(run) <= MOST_RUN, (key, run)


def test_medical_kanji_have_their_reading() -> None:
    for key, text in WORDS["ja"].sentences.items():
        found = re.search(f"[{MEDICAL}]", unread(text))
        assert not found or RUNNING.match(key), (key, text)


def test_every_kanji_of_very_plain_japanese_has_its_reading() -> None:
    for key, text in WORDS["ja_plain"].sentences.items():
        if key == "effect.alt":  # read aloud, never drawn
            continue
        assert not KANJI.search(unread(text)), (key, text)


@pytest.mark.parametrize("form", ["ja", "ja_plain"])
def test_every_reading_is_hiragana_and_its_word_kanji(form: str) -> None:
    for key, text in WORDS[form].sentences.items():
        assert text.count("｜") == text.count("《") == text.count("》"), key
        for run in line_of(text):
            if run.ruby:
                assert re.fullmatch(r"[\u3041-\u3096ー]+", run.ruby), (key, run)
                assert re.fullmatch(r"[\u4e00-\u9fff々]+", run.text), (key, run)


def test_very_plain_words_are_parted_by_spaces() -> None:
    joined = "".join(text for _, text in sentences("ja_plain"))
    assert joined.count(" ") > len(joined) / 12


@ALL
def test_everything_that_the_plan_names_has_its_words(form: str) -> None:
    words, plan, text = WORDS[form], read_plan(RESOURCES), read_text(RESOURCES / "knowledge")
    for name in plan.facts():
        if name != plan.head_to_head:
            assert words.has(f"fact.{name}"), name
    for harm in set(plan.harms.values()):
        assert words.has(f"harm.{harm}")
    for row in ("effect", "harms", *plan.rows):
        assert words.has(f"row.{row}")
    for basis in {row["basis"] for row in text.facts["toxicity"]}:
        assert words.has(f"basis.{basis}")
    for material in plan.materials.values():
        assert words.has(f"test.{material}")
    for limit in text.findings["limit"].words:
        assert words.has(f"limit.{limit}")
    for assay in (*(row["id"] for row in text.facts["assay"]), "rebiopsy", "plasma_ngs"):
        assert words.has(f"test_name.{assay}")
    for option in text.facts["other_option"]:
        assert words.has(f"option.{option['id']}")


def test_every_fact_and_every_harm_that_the_plan_names_is_in_the_knowledge() -> None:
    plan, text = read_plan(RESOURCES), read_text(RESOURCES / "knowledge")
    known = {row["id"] for row in text.facts["statement"]}
    assert [name for name in plan.facts() if name not in known] == []
    terms = {row["term_en"] for row in text.facts["toxicity"]}
    assert [term for term in plan.harms if term not in terms] == []
    assert set(plan.places) <= {row["id"] for row in text.facts["trial"]}
    assert set(plan.days) <= {row["id"] for row in text.facts["assay"]}


@ALL
def test_no_sentence_stands_that_nothing_says(form: str) -> None:
    """A fact, a harm or a place that the plan no longer names has no words left."""
    plan = read_plan(RESOURCES)
    facts = {key.removeprefix("fact.") for key in WORDS[form].sentences if key.startswith("fact.")}
    assert facts == set(plan.facts()) - {plan.head_to_head}
    harms = {key.removeprefix("harm.") for key in WORDS[form].sentences if key.startswith("harm.")}
    assert harms == set(plan.harms.values())


@ALL
def test_a_fact_is_told_with_its_own_numbers_alone(form: str) -> None:
    text = read_text(RESOURCES / "knowledge")
    facts = {row["id"]: row for row in text.facts["statement"]}
    for key, sentence in WORDS[form].sentences.items():
        if not key.startswith("fact."):
            continue
        fact = facts[key.removeprefix("fact.")]
        own = f"{fact['says_ja']} {fact['says_en']}".translate(str.maketrans("一二三", "123"))
        own = unicodedata.normalize("NFKC", own)
        words = {"once": "1", "twice": "2", "monthly": "1", "one": "1"}
        known = set(re.findall(r"[0-9]+", own)) | {words[one] for one in words if one in own}
        told = set(re.findall(r"[0-9]+", sentence))
        assert told <= known, (key, told, known)


@ALL
def test_every_character_has_a_glyph(form: str) -> None:
    drawn = paper.load_fonts(RESOURCES / "fonts")
    for key, text in WORDS[form].sentences.items():
        missing = {sign for sign in text if ord(sign) not in drawn} - set("｜《》")
        assert missing == set(), key


@ALL
def test_no_line_of_any_width_breaks_a_number_a_word_or_the_rules(form: str) -> None:
    paper.load_fonts(RESOURCES / "fonts")
    type_ = Type(12, form[:2], parted=form == "ja_plain")
    values = {"people": 67, "rest": 33, "low": 59, "high": 74, "n": 127, "year": 2018, "count": 4}
    for text in worded(WORDS[form], values):
        line = type_.line(line_of(text), type_.table, Node("P"))
        for width in range(85, 400, 7):
            pieces = [line._text[slice(*at)] for at in line.broken(width)]  # noqa: SLF001
            assert "".join(pieces) == line._text  # noqa: SLF001
            for before, after in pairwise(pieces):
                cut = f"{before[-1]}{after[0]}"
                assert not re.fullmatch(r"[0-9][0-9.%人]", cut), (before, after)
                word = f"{before.split(' ')[-1]}{after.split(' ')[0]}"
                fits = stringWidth(word, paper.REGULAR, type_.table.fontSize) <= width
                assert not (fits and re.fullmatch(r"[A-Za-z][a-z]", cut)), (before, after)
                assert after[0] not in NO_START, (before, after)
                assert before[-1] not in NO_END, (before, after)


def worded(words: Words, values: dict[str, int]) -> Iterator[str]:
    """Yield the sentences of a table, their places filled."""
    for key, text in words.sentences.items():
        if key.split(".")[0] in ("effect", "harm_line", "fact", "note", "handout", "time"):
            yield text.format_map({name: values.get(name, "めまい") for name in places(text)})

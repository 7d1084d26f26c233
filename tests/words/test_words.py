"""The two languages say the same, say everything that can be asked of them, and can be printed.

What must have words is computed from the schemas, the knowledge and the code, so that a new id
without words fails here.
"""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from ros1_desktop.case.case import CaseError
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.decision.trace import NEAR_IN
from ros1_desktop.knowledge.records import Row
from ros1_desktop.knowledge.shapes import PRECISIONS, STATUSES
from ros1_desktop.knowledge.text import Text, read_text
from ros1_desktop.sheet.compose_choices import NOT_LISTED, TOO_MANY
from ros1_desktop.sheet.compose_handout import NEITHER, NO_OPTIONS, NO_TEST, TOO_OLD
from ros1_desktop.sheet.glyphs import NO_GLYPH
from ros1_desktop.sheet.lines import TOO_WIDE
from ros1_desktop.words import Words, answer, error_line, error_sentence, finding_word, read_words

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
JA, EN = read_words(RESOURCES, "ja"), read_words(RESOURCES, "en")
BOTH = pytest.mark.parametrize("words", [JA, EN], ids=["ja", "en"])

# A number that is not part of a name: G2032R, CYP3A, ROS1 and D4D6 hold none.
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9])")
ENGLISH_NOT = re.compile(
    r"\b(?:not|no|never|none|neither|nor|nothing|cannot|without|avoid)\b", re.IGNORECASE
)
JAPANESE_NOT = re.compile(
    r"ない|なし|なく|なけ|なかっ|ません|(?<!ま)ず|避け|不|未|禁|無|(?:対象|適応|範囲)外|除[外きくかい]"
)
# A plain Japanese denial at the end of a clause; English must deny, too, in one of many ways.
JAPANESE_DENIES = re.compile(r"(?:しない|ではない|でない|できない|いない|ありえない|なし|禁忌)")
ENGLISH_DENIES = re.compile(
    r"\b(?:not?|never|none|neither|nor|nothing|cannot|without|avoid|un\w+|in(?:adequate|determin)\w*|"
    r"lack\w*|outside|contraindicat\w*|forbids?|missing|only|naive|exclud\w+)\b",
    re.IGNORECASE,
)
COURSE = ("properties", "ros1_tki_history", "properties", "courses", "items", "properties")
OTHER_TESTS = ("rebiopsy", "tissue_ngs", "plasma_ngs", "brain_imaging")
# A key as the code writes it in full; one that it completes ends in a dot or an underscore.
WRITTEN_KEY = re.compile(r"(?:page|wizard|sheet|cli)(?:\.[a-z0-9_]*[a-z0-9])+")
LOOK_ALIKE = ("entrectinib", "repotrectinib", "taletrectinib")


@cache
def knowledge() -> Text:
    return read_text(RESOURCES / "knowledge")


def enum(schema: str, *path: str) -> list[str]:
    """Return the words that a place of a schema allows."""
    found: Any = json.loads((RESOURCES / schema).read_text(encoding="utf-8"))
    for name in path:
        found = found[name]
    words: list[str] = found["enum"]
    return words


def decision_enum(*path: str) -> list[str]:
    return enum("decision.schema.json", "properties", *path)


def finding(name: str) -> tuple[str, ...]:
    return knowledge().findings[name].words


def column(kind: str, name: str) -> set[str]:
    """Return what stands in one column of the facts of a kind."""
    return {row[name] for row in knowledge().facts[kind] if name in row}


def case_fields() -> Iterator[str]:
    """Yield the path of every field and of every group of fields, without list marks."""
    for path in read_vocabulary(RESOURCES).fields:
        names = path.replace("[]", "").split(".")
        for count in range(1, len(names) + 1):
            yield ".".join(names[:count])


def decided() -> dict[str, list[str]]:
    """Return the words of a decision by the groups of keys that say them."""
    item = ("items", "properties")
    options = ("options", *item)
    return {
        "status": decision_enum("ros1_status"),
        "status_long": decision_enum("ros1_status"),
        "step": decision_enum("next_step"),
        "step_long": decision_enum("next_step"),
        "purpose": decision_enum("tests", *item, "purpose"),
        "kind": decision_enum(*options, "kind"),
        "standing": decision_enum(*options, "standing"),
        "standing_long": decision_enum(*options, "standing"),
        "cdx": decision_enum(*options, "companion_diagnostic"),
        "cdx_long": decision_enum(*options, "companion_diagnostic"),
        "fit": decision_enum(*options, "evidence_fit"),
        "reason": decision_enum("excluded", *item, "reason"),
        "caution_state": decision_enum("cautions", *item, "state"),
        "severity": decision_enum("conflicts", *item, "severity"),
        "part": decision_enum("unknowns", *item, "would_change", "items"),
        "unknown_state": ["not_asked", "unknown"],
        "sheet.jurisdiction": decision_enum("knowledge", "properties", "jurisdiction"),
    }


def known() -> dict[str, Iterable[str]]:
    """Return the ids and words of the knowledge by the groups of keys that say them."""
    text = knowledge()
    drugs = {*enum("case.schema.json", *COURSE, "drug"), *column("drug", "id")}
    treatments = drugs | column("outcome", "drug") | column("toxicity", "drug")
    return {
        "test": [*column("assay", "id"), *OTHER_TESTS],
        "drug": treatments,
        "drug_full": treatments,
        "option": [*drugs, *column("other_option", "id")],
        "limit": finding("limit"),
        "note": finding("note"),
        "conflict": finding("conflict"),
        "topic": finding("topic"),
        "group": finding("group"),
        "reading": text.tables["reading"].words,
        "referral": text.tables["referral"].words,
        "setting": column("recommendation", "setting") | column("approval", "setting"),
        "stage": finding("stage"),
        "direction": column("recommendation", "direction"),
        "endpoint": column("outcome", "endpoint"),
        "unit": column("outcome", "unit") | column("threshold", "unit"),
        "basis": column("toxicity", "basis"),
        "design": column("trial", "design"),
        "activity": column("resistance", "activity"),
        "level": column("resistance", "level"),
        "source_kind": column("source", "kind"),
        "sheet.jurisdiction": column("approval", "jurisdiction"),
        "precision": PRECISIONS,
        "fact_status": STATUSES,
        "table": text.tables,
        "finding": {name for table in NEAR_IN for name in text.tables[table].inputs},
        "row": [row.id for table in text.tables.values() for row in table.rows],
    }


def findings() -> Iterator[tuple[str, str]]:
    """Yield every finding that a near row can fail in, with each of its words."""
    for table in NEAR_IN:
        for name in knowledge().tables[table].inputs:
            for word in finding(name):
                yield name, word


def form() -> Iterator[str]:
    """Yield the keys that the form says beside its answers."""
    yield from (f"field.{field}" for field in case_fields())
    pages = read_questionnaire(RESOURCES, read_vocabulary(RESOURCES)).pages
    yield from (f"page.{name}" for name in [*(page.id for page in pages), "review", "result"])
    groups = [group for page in pages for group in page.groups]
    yield from (f"asked.{group.id}" for group in groups if group.id)
    yield from (f"asked.{group.id}.items" for group in groups if group.items_when)
    lists = {group.list for group in groups if group.list}
    yield from (f"{kind}.{name}" for kind in ("list", "item", "add", "none") for name in lists)


def error_codes() -> dict[str, set[str]]:
    """Return every code that the program raises a CaseError with, and the values it gives."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "ros1_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CaseError"):
                continue
            code = node.args[1]
            if ast.unparse(code) == "error.code":  # a PrintError handed on: see PRINT_ERRORS
                continue
            assert isinstance(code, ast.Constant), path
            values = {str(word.arg) for word in node.keywords}
            found[str(code.value)] = found.get(str(code.value), values) & values
    return found | PRINT_ERRORS


# What the sheet refuses to draw, with the values it gives.
PRINT_ERRORS = {
    NO_GLYPH: {"character", "code_point", "name"},
    TOO_WIDE: {"width"},
    TOO_OLD: {"date"},
    NO_OPTIONS: set[str](),
    NO_TEST: set[str](),
    NEITHER: set[str](),
    TOO_MANY: {"found", "most", "words"},
    NOT_LISTED: {"found", "words"},
}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def numbers(sentence: str) -> Counter[str]:
    return Counter(NUMBER.findall(sentence))


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(JA.sentences) == list(EN.sentences)


@BOTH
def test_no_sentence_is_empty_or_longer_than_one_line(words: Words) -> None:
    for key, sentence in words.sentences.items():
        assert sentence.strip() == sentence != "", key
        assert sentence.isprintable(), key


def test_both_languages_have_the_same_placeholders() -> None:
    for key, sentence in JA.sentences.items():
        assert placeholders(sentence) == placeholders(EN.sentences[key]), key


def test_both_languages_give_the_same_numbers() -> None:
    for key, sentence in JA.sentences.items():
        assert numbers(sentence) == numbers(EN.sentences[key]), key


@BOTH
def test_everything_that_can_be_asked_for_has_its_words(words: Words) -> None:
    for groups in (decided(), known()):
        for group, ids in groups.items():
            assert [name for name in ids if not words.has(f"{group}.{name}")] == [], group
    assert [key for key in form() if not words.has(key)] == []


@BOTH
def test_every_word_of_a_finding_that_a_near_row_fails_in_can_be_said(words: Words) -> None:
    said = {(name, word): finding_word(words, name, word) for name, word in findings()}
    assert all(said.values())
    assert said["ros1_status", "discordant"] == words.say("status.discordant")
    assert said["pending", "no"] == words.say("finding_word.no")


@BOTH
def test_every_key_written_in_the_code_has_its_words(words: Words) -> None:
    keys = {
        node.value
        for path in (ROOT / "ros1_desktop").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    written = {key for key in keys if WRITTEN_KEY.fullmatch(key)}
    assert {key for key in written if not words.has(key)} == set()


@BOTH
def test_every_answer_of_the_case_has_its_words(words: Words) -> None:
    for field in read_vocabulary(RESOURCES).fields.values():
        for word in field.words:
            assert answer(words, field.path, word), field.path
    assert answer(words, "disease.histology", "not_asked") == words.say("unknown_state.not_asked")


def test_every_row_and_table_with_words_still_exists() -> None:
    text = knowledge()
    rows = {f"row.{row.id}" for table in text.tables.values() for row in table.rows}
    tables = {f"table.{name}" for name in text.tables}
    assert {key for key in JA.sentences if key.startswith("row.")} == rows
    assert {key for key in JA.sentences if key.startswith("table.")} == tables


def said_to_rest(row: Row) -> Iterator[str]:
    """Yield where a row's sentences do not say on what it rests: our judgement, the guidance."""
    ours = row.sources == ("ros1-desktop-judgement",)
    ours |= row.id == "NS-05"  # ours, beside a guidance that is silent on it
    guided = "jlcs-ros1-guide" in row.sources
    said = {"ja": JA.say(f"row.{row.id}"), "en": EN.say(f"row.{row.id}")}
    for language, judgement, guidance in (
        ("ja", "本プログラムの判断", "手引き"),
        ("en", "our judgement", "guidance"),
    ):
        if (judgement in said[language]) is not ours:
            yield f"{row.id} {language}: our own judgement"
        if (guidance in said[language].lower()) is not guided:
            yield f"{row.id} {language}: the guidance"


def test_a_row_says_so_exactly_when_it_rests_on_our_judgement_alone_or_on_the_guidance() -> None:
    rows = [row for table in knowledge().tables.values() for row in table.rows]
    assert [fault for row in rows for fault in said_to_rest(row)] == []


@BOTH
@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_every_character_is_in_the_font(words: Words, face: str) -> None:
    font = TTFont(face, str(RESOURCES / "fonts" / f"BIZUDPGothic-{face}.ttf")).face
    for key, sentence in words.sentences.items():
        assert [sign for sign in sentence if ord(sign) not in font.charToGlyph] == [], key


def test_where_english_says_not_japanese_says_so_too() -> None:
    silent = {
        key: (EN.sentences[key], sentence)
        for key, sentence in JA.sentences.items()
        if ENGLISH_NOT.search(EN.sentences[key]) and not JAPANESE_NOT.search(sentence)
    }
    assert silent == {}


def test_where_japanese_denies_english_denies_too() -> None:
    silent = {
        key: (sentence, EN.sentences[key])
        for key, sentence in JA.sentences.items()
        if JAPANESE_DENIES.search(sentence) and not ENGLISH_DENIES.search(EN.sentences[key])
    }
    assert silent == {}


@pytest.mark.parametrize("words", [JA, EN], ids=["ja", "en"])
def test_drugs_whose_names_look_alike_carry_their_brand(words: Words) -> None:
    for drug in knowledge().facts["drug"]:
        bare, brand = drug[f"name_{words.language}"], drug.get(f"brand_{words.language}", "")
        assert words.say(f"drug.{drug['id']}") == bare
        for group in ("option", "drug_full"):
            assert words.say(f"{group}.{drug['id']}").startswith(bare)
            assert brand in words.say(f"{group}.{drug['id']}")
        assert brand or drug["id"] not in LOOK_ALIKE


@BOTH
def test_a_sentence_that_names_a_drug_like_another_carries_its_brand(words: Words) -> None:
    names = {
        drug[f"name_{words.language}"]: drug[f"brand_{words.language}"]
        for drug in knowledge().facts["drug"]
        if drug["id"] in LOOK_ALIKE
    }
    for key, sentence in words.sentences.items():
        for name, brand in names.items():
            if name.lower() in sentence.lower() and not key.startswith("drug."):
                assert brand in sentence, key


@BOTH
def test_a_test_is_called_what_its_answer_is_called(words: Words) -> None:
    for assay in column("assay", "id") - {"other_rna_ngs"}:
        assert words.say(f"test.{assay}") == answer(words, "ros1_tests[].assay", assay)


@BOTH
def test_every_error_of_the_code_has_a_sentence_that_its_values_fill(words: Words) -> None:
    codes = error_codes()
    assert {"word", "json_duplicate_key", "same_file"} <= codes.keys()
    for code, values in codes.items():
        assert placeholders(words.sentences[f"error.{code}"]) <= values, code


@BOTH
def test_an_error_is_one_line_that_begins_with_the_field(words: Words) -> None:
    for found in ('{"a": 1}', "x\ny", "{found}", "%s"):
        error = CaseError("ros1_tests[0].result", "word", found=repr(found), words="positive")
        line = error_line(words, error)
        assert line.startswith("ros1_tests[0].result: ")
        assert "\n" not in line
        assert repr(found) in line


def test_a_wrong_word_is_said_as_the_contract_says_it() -> None:
    case = {"schema": "ros1-case/1", "ros1_tests": [{"assay": "genminetop", "result": "postive"}]}
    with pytest.raises(CaseError) as caught:
        to_case(case, read_vocabulary(RESOURCES))
    said = error_line(EN, caught.value)
    assert said.startswith("ros1_tests[0].result: 'postive' is not one of positive, negative, ")
    assert error_line(JA, caught.value).startswith("ros1_tests[0].result: 'postive'は使えない")
    assert said.endswith(error_sentence(EN, caught.value))


@pytest.mark.parametrize(
    ("words", "said"),
    [(JA, "ecog: '1'は整数ではない"), (EN, "ecog: '1' is not a whole number")],
    ids=["ja", "en"],
)
def test_a_kind_of_value_is_said_in_words(words: Words, said: str) -> None:
    assert error_line(words, CaseError("ecog", "type", found="'1'", kind="integer")) == said


@BOTH
def test_list_marks_in_a_path_do_not_matter(words: Words) -> None:
    assert words.say("field.ros1_tests[].result") == words.say("field.ros1_tests[11].result")
    assert words.has("field.ros1_tests[0].result")
    assert answer(words, "ros1_tests[3].result", "failed") == words.say(
        "answer.ros1_tests.result.failed"
    )


@BOTH
def test_a_missing_key_or_value_is_an_error_and_never_an_empty_text(words: Words) -> None:
    assert not words.has("status.cured")
    with pytest.raises(KeyError, match=r"status\.cured"):
        words.say("status.cured")
    with pytest.raises(KeyError, match="edition"):
        words.say("sheet.edition")
    with pytest.raises(KeyError, match=r"common\.cured"):
        answer(words, "disease.extent", "cured")


@pytest.mark.parametrize(
    ("text", "key"),
    [('a.b = "x"\n"a.b" = "y"\n', "a.b"), ("a = 1\n", "a"), ("[a.b]\nc = 1\n", "a.b.c")],
    ids=["key stands twice", "no text", "no text further in"],
)
def test_a_key_that_stands_twice_or_holds_no_text_is_refused(
    tmp_path: Path, text: str, key: str
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "ja.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"ja\.toml: {re.escape(key)} stands"):
        read_words(tmp_path, "ja")


@BOTH
def test_how_a_field_is_written_is_told_without_its_pattern(words: Words) -> None:
    vocabulary = read_vocabulary(RESOURCES)
    patterned = [
        field
        for field, found in vocabulary.fields.items()
        if '"pattern": "' in json.dumps(found.schema)
    ]
    assert len(patterned) == 5
    for field in patterned:
        error = CaseError(field, "pattern", found="'x'", pattern="^[A-Z]$")
        sentence = error_sentence(words, error)
        assert sentence == words.say(f"form.{field}", found="'x'")
    for sentence in words.sentences.values():
        assert "{pattern}" not in sentence
        assert "[A-Z]" not in sentence


@BOTH
def test_a_pattern_of_no_known_form_is_told_all_the_same(words: Words) -> None:
    error = CaseError("label", "pattern", found="'x'", pattern="^[A-Z]$")
    assert error_sentence(words, error) == words.say("error.pattern", found="'x'")

"""What a case may be, and every way in which it is refused.

The program's own walk over the schema is held against jsonschema on mutated cases: both accept
and refuse the same, except where ours is stricter on purpose (30.0 is no whole number, a line
break at the end is no part of a word).
"""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.conform import conform, said, said_name
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Schema, read_vocabulary
from ros1_desktop.exchange.read import MOST_BYTES, read_answers, read_case
from ros1_desktop.exchange.write import error_json

Answers: TypeAlias = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = read_vocabulary(ROOT / "resources")
VALIDATOR = Draft202012Validator(VOCABULARY.schema, format_checker=FormatChecker(["date"]))
EMPTY: Answers = {"schema": "ros1-case/1"}
FULL: Answers = {
    **EMPTY,
    "label": "board 3",
    "meeting_on": "2026-11-23",
    "question": "after_tki",
    "age_band": "40_64",
    "ecog_ps": 1,
    "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
    "material": {
        "available": ["ffpe_tissue", "plasma"],
        "amount": "scant",
        "tumour_cell_percent": 30,
        "rna_quality": "not_assessed",
    },
    "ros1_tests": [
        {
            "assay": "other_rna_ngs",
            "assay_name": "a panel",
            "result": "positive",
            "reported_in": "2026-10",
            "tumour_cell_percent": "unknown",
            "fusion": {"partner": "CD74", "partner_exon": 6, "ros1_exon": 34},
        },
        {
            "assay": "fish_break_apart",
            "result": "positive",
            "fish": {"evaluable_cells": 50, "positive_percent": 15.5, "pattern": "split"},
            "ihc": {"intensity": 2, "positive_percent": 80},
        },
    ],
    "other_drivers": {"EGFR": "negative", "KRAS": "not_tested"},
    "ros1_tki_history": {
        "given": "yes",
        "courses": [
            {
                "drug": "crizotinib",
                "started_in": "2025-01",
                "stopped_in": "2026-01-15",
                "outcome": "systemic_progression",
            },
            {"drug": "repotrectinib", "started_in": "2026-02", "stopped_in": "ongoing"},
        ],
    },
    "resistance": {"tested_on": ["tissue"], "ros1_mutations": ["G2032R", "S1986F"]},
    "safety": {"qtc_ms": 430, "heart_failure": "no", "acid_reducer": "unknown"},
    "pd_l1_tps": "below_1",
}


def with_answer(path: str, value: object) -> Answers:
    """Return the full case with the answer at a path changed; the path as an error names it."""
    answers = deepcopy(FULL)
    at: Any = answers
    names = [int(name) if name.isdigit() else name for name in re.findall(r"\w+", path)]
    for name in names[:-1]:
        at = at[name] if isinstance(name, int) else at.setdefault(name, {})
    at[names[-1]] = value
    return answers


def refused(answers: object) -> CaseError:
    with pytest.raises(CaseError) as caught:
        to_case(answers, VOCABULARY)
    return caught.value


# --- The schema, twice ------------------------------------------------------------------------

SCRAPS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [
            None, True, False, 0, 1, 2, -1, 1.0, 2.0, 30.0, 30.5, 1e9, 101, "30", "", "unknown",
            "yes", "no", "positive", "crizotinib", "ongoing", "none_found", "G2032R", "G2032R\n",
            "G２０３２R", "not_identified", "2026-11", "2026-11-23", "2026-11-31", "20261123",
            "2026-W48-1", "2026-11-23\n", [], {}, ["unknown"], ["unknown", "unknown"],
            ["G2032R"] * 2, ["tissue"] * 13, [{}], {"given": "no"}, {"drug": "crizotinib"},
            {"assay": "unknown", "result": "unknown"}, {"EGFR": "positive"}, "x" * 41, "x" * 81,
        ]
    ),
    st.integers(-2, 1200),
    st.floats(-2, 1200),
    st.text(max_size=4),
)  # fmt: skip
NAMES = st.sampled_from(
    ["schema", "given", "drug", "assay", "result", "EGFR", "TP53", "fish", "extent", "extra"]
)


def spots(answers: dict[str, Any] | list[Any]) -> list[tuple[Any, Any]]:
    """Return every place of a case: what holds it, and its key there."""
    inner = list(answers.items() if isinstance(answers, dict) else enumerate(answers))
    found = [(answers, key) for key, _ in inner]
    for _, value in inner:
        if isinstance(value, dict | list):
            found += spots(value)
    return found


@st.composite
def mutated(draw: st.DrawFn) -> Answers:
    """Return a valid case with up to three things changed, added or taken away."""
    answers = deepcopy(FULL)
    for _ in range(draw(st.integers(1, 3))):
        if not (places := spots(answers)):
            break
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["change", "change", "add", "remove"])):
            case "change":
                holder[key] = deepcopy(draw(SCRAPS))
            case "remove":
                del holder[key]
            case _ if isinstance(holder, dict):
                holder[draw(NAMES)] = deepcopy(draw(SCRAPS))
            case _:
                holder.append(deepcopy(draw(st.one_of(SCRAPS, st.sampled_from(holder)))))
    return answers


def stricter_on_purpose(error: CaseError, answers: Answers) -> bool:
    at: Any = answers
    for name in re.findall(r"\w+", error.field):
        at = at[int(name)] if name.isdigit() else at[name]
    whole_as_float = isinstance(at, float) and at.is_integer()
    return whole_as_float or (isinstance(at, str) and at.endswith("\n"))


def agree(answers: Answers) -> None:
    allowed = VALIDATOR.is_valid(answers)
    try:
        conform(answers, VOCABULARY.schema)
    except CaseError as error:
        assert not allowed or stricter_on_purpose(error, answers), (error, answers)  # noqa: PT017
    else:
        assert allowed, answers


EXACT = ["material.tumour_cell_percent", "ros1_tests[1].fish.evaluable_cells", "ecog_ps"]


@pytest.mark.parametrize("path", EXACT)
@pytest.mark.parametrize("value", [30, 30.0, 1.0, 0, True, False, "1", None])
def test_a_number_is_of_its_exact_type(path: str, value: object) -> None:
    agree(with_answer(path, value))


@settings(max_examples=1000)
@given(mutated())
def test_the_walk_over_the_schema_agrees_with_jsonschema(answers: Answers) -> None:
    agree(answers)


def test_jsonschema_and_the_walk_agree_on_every_example() -> None:
    paths = sorted((ROOT / "tests" / "examples").glob("*.case.json"))
    for path in paths:
        agree(json.loads(path.read_text(encoding="utf-8")))
    assert len(paths) >= 284


def test_a_keyword_of_the_schema_that_is_not_read_does_not_exist() -> None:
    known = {
        "type", "enum", "const", "anyOf", "required", "properties", "propertyNames", "maxItems",
        "items", "uniqueItems", "maxLength", "pattern", "format", "minimum", "maximum",
        "patternProperties", "additionalProperties", "$schema", "$id", "title", "description",
    }  # fmt: skip

    def keywords(schema: Schema) -> set[str]:
        found = set(schema)
        for name in ("properties", "patternProperties"):
            for inner in schema.get(name, {}).values():
                found |= keywords(inner)
        inside = [schema["items"]] if "items" in schema else []
        for inner in [*inside, *schema.get("anyOf", [])]:
            found |= keywords(inner)
        return found

    assert keywords(VOCABULARY.schema) <= known


def test_the_full_and_the_empty_case_are_taken_as_they_stand() -> None:
    for answers in (EMPTY, FULL):
        assert to_case(answers, VOCABULARY).answers is answers


# --- Every refusal ----------------------------------------------------------------------------

REFUSED = [
    # field, answer, field named, code
    ("label", 3, "label", "type"),
    ("ecog_ps", "1", "ecog_ps", "word"),
    ("ecog_ps", True, "ecog_ps", "word"),
    ("ecog_ps", 1.0, "ecog_ps", "word"),
    ("schema", "ros1-case/2", "schema", "word"),
    ("disease.extent", "postive", "disease.extent", "word"),
    ("disease.stage", "IV", "disease.stage", "field"),
    ("other_drivers.TP53", "positive", "other_drivers.TP53", "field"),
    ("other_drivers.ALK", "maybe", "other_drivers.ALK", "word"),
    ("ros1_tests[0]", {"assay": "unknown"}, "ros1_tests[0].result", "missing"),
    ("ros1_tki_history", {}, "ros1_tki_history.given", "missing"),
    ("ros1_tests", [{"assay": "unknown", "result": "failed"}] * 13, "ros1_tests", "too_many"),
    ("resistance.tested_on", ["tissue", "tissue"], "resistance.tested_on[1]", "twice"),
    ("label", "x" * 41, "label", "too_long"),
    ("ros1_tests[0].assay_name", "x" * 81, "ros1_tests[0].assay_name", "too_long"),
    ("resistance.ros1_mutations", ["G203R"], "resistance.ros1_mutations[0]", "pattern"),
    ("resistance.ros1_mutations", ["G２０３２R"], "resistance.ros1_mutations[0]", "pattern"),
    ("resistance.ros1_mutations", ["G2032R\n"], "resistance.ros1_mutations[0]", "pattern"),
    ("ros1_tests[0].fusion.ros1_exon", 0, "ros1_tests[0].fusion.ros1_exon", "too_small"),
    ("ros1_tests[0].fusion.ros1_exon", 45, "ros1_tests[0].fusion.ros1_exon", "too_large"),
    ("ros1_tests[0].fusion.ros1_exon", 34.0, "ros1_tests[0].fusion.ros1_exon", "type"),
    ("material.tumour_cell_percent", "30", "material.tumour_cell_percent", "word"),
    ("material.tumour_cell_percent", 101, "material.tumour_cell_percent", "too_large"),
    ("material.tumour_cell_percent", [], "material.tumour_cell_percent", "type"),
    ("safety.qtc_ms", 299, "safety.qtc_ms", "too_small"),
    ("safety.qtc_ms", "long", "safety.qtc_ms", "word"),
    ("meeting_on", "2026-02-30", "meeting_on", "day"),
    ("meeting_on", "", "meeting_on", "day"),
    ("meeting_on", "20261123", "meeting_on", "day"),
    ("meeting_on", "2026-W48-1", "meeting_on", "day"),
    ("ros1_tests[0].reported_in", "2026-13", "ros1_tests[0].reported_in", "date"),
    ("ros1_tests[0].reported_in", "2026-12", "ros1_tests[0].reported_in", "after_meeting"),
    ("ros1_tests[0].reported_in", "2026-11-24", "ros1_tests[0].reported_in", "after_meeting"),
    ("ros1_tests[0].assay_name", " ", "ros1_tests[0].assay_name", "name_of_assay"),
    ("resistance.ros1_mutations", ["none_found", "G2032R"], "resistance.ros1_mutations",
     "none_beside"),
    ("resistance.off_target", ["other", "none_found"], "resistance.off_target", "none_beside"),
    ("label", "やまだ", "label", "looks_like_name"),
    ("label", "山田", "label", "looks_like_name"),
    ("label", "ﾔﾏﾀﾞ", "label", "looks_like_name"),
    ("label", "々", "label", "looks_like_name"),
    ("label", "a 1234-5678", "label", "looks_like_number"),
    ("label", "１２３４５６７８", "label", "looks_like_number"),
    ("label", "a\x07", "label", "character"),
    ("label", "a\u202eb", "label", "character"),
    ("ros1_tests[0].assay_name", "a\u200bb", "ros1_tests[0].assay_name", "character"),
    ("ros1_tests[0].assay_name", "a\ud800", "ros1_tests[0].assay_name", "character"),
    ("ros1_tests[0].assay_name", "a\u2028b", "ros1_tests[0].assay_name", "character"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "field", "code"), REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_field(
    path: str, value: object, field: str, code: str
) -> None:
    error = refused(with_answer(path, value))
    assert (error.field, error.code) == (field, code)
    assert all(str(part).isprintable() for part in error.values_of_sentence.values())


COURSES = "ros1_tki_history.courses"
REFUSED_COURSES = [
    ({"given": "no"}, COURSES, "courses_without_tki"),
    ({"started_in": "2026-12"}, f"{COURSES}[0].started_in", "after_meeting"),
    ({"started_in": "2026-11-24"}, f"{COURSES}[0].started_in", "after_meeting"),
    ({"started_in": "2025-00"}, f"{COURSES}[0].started_in", "date"),
    ({"started_in": "2025-01", "stopped_in": "2024-12"}, f"{COURSES}[0].stopped_in",
     "stop_before_start"),
    ({"started_in": "2025-01-02", "stopped_in": "2025-01-01"}, f"{COURSES}[0].stopped_in",
     "stop_before_start"),
    ({"stopped_in": "2025-02-30"}, f"{COURSES}[0].stopped_in", "date"),
]  # fmt: skip


@pytest.mark.parametrize(("said_of_it", "field", "code"), REFUSED_COURSES)
def test_a_course_that_cannot_have_been_is_refused(
    said_of_it: Answers, field: str, code: str
) -> None:
    given = said_of_it.get("given", "yes")
    course = {"drug": "crizotinib"} | {
        name: value for name, value in said_of_it.items() if name != "given"
    }
    error = refused(with_answer("ros1_tki_history", {"given": given, "courses": [course]}))
    assert (error.field, error.code) == (field, code)


@pytest.mark.parametrize(
    "course",
    [
        {"started_in": "2026-11"},  # a month may be any of its days
        {"started_in": "2026-11-23"},
        {"started_in": "2025-01-31", "stopped_in": "2025-01"},
        {"started_in": "2024-02-29", "stopped_in": "2024-02-29"},
        {"started_in": "2025-01", "stopped_in": "ongoing"},
        {"started_in": "2025-01", "stopped_in": "unknown"},
        {"stopped_in": "2020-01"},
    ],
)
def test_a_course_that_can_have_been_is_taken(course: Answers) -> None:
    history = {"given": "yes", "courses": [{"drug": "crizotinib", **course}]}
    assert to_case(with_answer("ros1_tki_history", history), VOCABULARY).courses


def test_without_a_meeting_nothing_is_after_it() -> None:
    answers = with_answer("ros1_tests[0].reported_in", "2099-01")
    del answers["meeting_on"]
    assert to_case(answers, VOCABULARY).tests[0]["reported_in"] == "2099-01"


def test_a_case_that_is_no_object_is_refused_as_a_whole() -> None:
    wholes: tuple[object, ...] = ([], None, "ros1-case/1", 3)
    for answers in wholes:
        error = refused(answers)
        assert (error.field, error.code) == ("case", "type")


def test_an_error_is_a_code_with_the_values_of_its_sentence() -> None:
    error = refused(with_answer("disease.extent", "postive"))
    assert error.values_of_sentence["found"] == "'postive'"
    assert "resectable" in str(error.values_of_sentence["words"])
    assert str(error).startswith("disease.extent: word")
    line = json.loads(error_json(error, 3, "said"))
    assert line == {
        "schema": "ros1-error/1", "line": 3, "field": "disease.extent", "message": "said",
    }  # fmt: skip


def test_what_is_quoted_is_one_short_printable_line() -> None:
    assert said("a\nb\u202e") == r"'a\nb\u202e'"
    assert said(["\u202e"]) == r"['\u202e']"
    for quoted in (said("x" * 99), said(["x"] * 99), said_name("x" * 99)):
        assert len(quoted) == 41
        assert quoted.endswith("…")
    assert said_name("a\u202eb") == "a?b"


# --- The JSON it comes in ---------------------------------------------------------------------

SCHEMA = '"schema":"ros1-case/1"'
NOT_JSON = [
    (b"", "json_empty"),
    (b" \n", "json_empty"),
    (b"\xff", "json_not_utf8"),
    (b"ros1seal", "sealed"),
    (b"{", "json_not_json"),
    (b"{'schema': 1}", "json_not_json"),
    (b"{} {}", "json_not_json"),
    (b"x" * (MOST_BYTES + 1), "json_too_large"),
    (b"[" * 33 + b"]" * 33, "json_too_deep"),
    (b'{"a":' * 33 + b"1" + b"}" * 33, "json_too_deep"),
    (b'{"a": NaN}', "json_not_finite"),
    (b'{"a": -Infinity}', "json_not_finite"),
    (b'{"a": 1e999}', "json_not_finite"),
    (b'{"a": ' + b"9" * 5000 + b"}", "json_not_finite"),
    (b'{"a": 1, "a": 1}', "json_duplicate_key"),
    (b'{"a": {"b": 1, "\\u0062": 2}}', "json_duplicate_key"),
]


@pytest.mark.parametrize(("content", "code"), NOT_JSON)
def test_what_is_not_strict_json_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(content, VOCABULARY)
    assert caught.value.code == code
    assert caught.value.field


def test_strict_json_is_read_as_it_stands() -> None:
    text = '{"a": [1, 1.5, -2, "\\"[{[{", true, null], "b": {"c": "\\\\"}}'
    assert read_answers(text.encode()) == json.loads(text)
    assert read_answers(b"\xef\xbb\xbf" + text.encode()) == json.loads(text)
    assert read_answers(b"[" * 32 + b"]" * 32)
    assert read_answers(b"[[], []]" * 1) == [[], []]
    assert read_case(f"{{{SCHEMA}}}".encode(), VOCABULARY) == Case(EMPTY)


@given(st.binary(max_size=60))
def test_whatever_the_bytes_are_only_a_case_error_comes_out(content: bytes) -> None:
    try:
        read_case(content, VOCABULARY)
    except CaseError as error:
        assert error.field  # noqa: PT017 (what comes out is the point)


@given(mutated())
def test_whatever_the_answers_are_only_a_case_error_comes_out(answers: Answers) -> None:
    content = json.dumps(answers).encode()
    try:
        case = read_case(content, VOCABULARY)
    except CaseError as error:
        assert error.field  # noqa: PT017 (what comes out is the point)
    else:
        assert VALIDATOR.is_valid(case.answers)


def test_every_code_of_the_sources_is_refused_here() -> None:
    sources = [ROOT / "ros1_desktop" / "case" / f"{name}.py" for name in ("conform", "refuse")]
    sources.append(ROOT / "ros1_desktop" / "exchange" / "read.py")
    codes = {
        code
        for path in sources
        for code in re.findall(r'CaseError\([^"\n]*(?:f?"[^"]*", )?"(\w+)"', path.read_text())
    }
    tried = {row[3] for row in REFUSED} | {row[2] for row in REFUSED_COURSES}
    tried |= {code for _, code in NOT_JSON}
    assert codes == tried
    assert len(codes) == 28


# --- A case, and the words it may use ---------------------------------------------------------


def test_an_answer_is_found_by_its_path_and_is_none_where_it_was_not_asked() -> None:
    case = Case(FULL)
    assert case.at("disease.extent") == "metastatic_or_recurrent"
    assert case.at("disease.brain_metastases") is None
    assert case.at("other_therapy.pemetrexed") is None
    assert case.at("ecog_ps.more") is None
    assert [test["assay"] for test in case.tests] == ["other_rna_ngs", "fish_break_apart"]
    assert [course["drug"] for course in case.courses] == ["crizotinib", "repotrectinib"]
    assert Case(EMPTY).tests == Case(EMPTY).courses == ()


def test_every_word_is_read_from_the_schema() -> None:
    assert VOCABULARY.words("ecog_ps") == (0, 1, 2, 3, 4, "unknown")
    assert VOCABULARY.words("schema") == ("ros1-case/1",)
    assert VOCABULARY.words("safety.qtc_ms") == ("not_measured", "unknown")
    assert VOCABULARY.words("resistance.ros1_mutations") == ("none_found", "unknown")
    assert VOCABULARY.words("ros1_tests[].fusion.partner") == ("not_identified", "unknown")
    assert "NTRK" not in VOCABULARY.words("other_drivers.NTRK")
    assert VOCABULARY.fields["other_drivers.NTRK"].knows_unknown
    assert not VOCABULARY.fields["label"].knows_unknown
    with pytest.raises(KeyError, match=r"disease\.stage"):
        VOCABULARY.words("disease.stage")

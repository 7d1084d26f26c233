"""The hazard log is that of the tests, and hazards that no other test shows are tested here.

A test carries a hazard by `@pytest.mark.hazard("H01")`, or by its name in `carried.toml`.
"""

import ast
import json
import os
import tomllib
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ros1_desktop.app import main
from ros1_desktop.case.case import CaseError
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.hazards import Log, counts, hazard_log, read_hazards
from ros1_desktop.knowledge.store import Store
from ros1_desktop.words import read_words

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
PROGRAM = ROOT / "ros1_desktop"
CARRIED = Path(__file__).with_name("carried.toml")
TODAY = "2026-11-23"
LANGUAGES = ("ja", "en")
ADVANCED = {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"}
KIT = "oncoguide_amoydx_ros1"
UNTREATED = {"given": "no"}
Answers = dict[str, Any]
Decide = Callable[..., Decision]


# --- what the tests share ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rules(store: Store) -> Callable[[str, str], Rules]:
    @cache
    def of(as_of: str, jurisdiction: str) -> Rules:
        return prepare(store.in_force(as_of, jurisdiction))

    return of


@pytest.fixture(scope="module")
def decided(rules: Callable[[str, str], Rules], vocabulary: Vocabulary) -> Decide:
    """Return what decides answers on a day in a jurisdiction."""

    def of(answers: Answers, as_of: str = TODAY, jurisdiction: str = "JP") -> Decision:
        case = to_case({"schema": "ros1-case/1", **answers}, vocabulary)
        return decide(case, rules(as_of, jurisdiction))

    return of


@pytest.fixture(scope="module")
def examples() -> list[tuple[Answers, str, str]]:
    """Return every example with the day and the jurisdiction it is asked for."""
    found = []
    for path in sorted((TESTS / "examples").glob("*.case.json")):
        expected = path.with_name(path.name.replace(".case.", ".expect."))
        words = json.loads(expected.read_text(encoding="utf-8"))["args"]
        args = dict(zip(words[::2], words[1::2], strict=True))
        answers = json.loads(path.read_text(encoding="utf-8"))
        found.append((answers, args["--as-of"], args.get("--jurisdiction", "JP")))
    return found


def untreated(*tests: Answers, **more: Any) -> Answers:  # noqa: ANN401 (answers are any JSON)
    """Return an untreated patient with advanced disease and these results."""
    return {"disease": ADVANCED, "ros1_tests": list(tests), "ros1_tki_history": UNTREATED, **more}


def sheet(folder: Path, name: str, answers: Answers) -> str:
    """Return the text of the English sheet that the command writes."""
    case, paper = folder / f"{name}.json", folder / f"{name}.pdf"
    case.write_text(json.dumps({"schema": "ros1-case/1", **answers}), encoding="utf-8")
    given = ["sheet", str(case), "-o", str(paper), "--lang", "en", "--as-of", TODAY]
    assert main(given) == 0
    pages = PdfReader(BytesIO(paper.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


# --- the log -------------------------------------------------------------------------------------


def names_in(path: Path) -> dict[str, list[str]]:
    """Return the tests of a file by name, each with the hazards that it carries."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found[node.name] = [
                str(argument.value)
                for mark in node.decorator_list
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.hazard"
                for argument in mark.args
                if isinstance(argument, ast.Constant)
            ]
    return found


@cache
def carriers() -> Mapping[str, list[str]]:
    """Return the tests that carry each hazard, by marker and by `carried.toml`."""
    found: dict[str, set[str]] = {}
    for hazard, named in tomllib.loads(CARRIED.read_text(encoding="utf-8")).items():
        found.setdefault(hazard, set()).update(named)
    for path in TESTS.rglob("test_*.py"):
        for name, hazards in names_in(path).items():
            for hazard in hazards:
                found.setdefault(hazard, set()).add(f"{path.relative_to(TESTS).as_posix()}::{name}")
    return {hazard: sorted(named) for hazard, named in found.items()}


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for tests in carriers().values():
        for test in tests:
            file, name = test.split("::")
            path = TESTS / file
            if not path.exists() or name not in names_in(path):
                missing.append(test)
    assert missing == []


def test_the_log_names_the_tests_that_carry_each_hazard(resources: Path) -> None:
    log = read_hazards(resources)
    named = {hazard.id: list(hazard.tests) for hazard in log.hazards if hazard.tests}
    assert named == carriers(), "write these tests into resources/hazards.toml"


def test_every_hazard_of_the_table_is_in_the_log_and_says_how_it_stands(resources: Path) -> None:
    log = read_hazards(resources)
    assert [hazard.id for hazard in log.hazards] == [f"H{number:02d}" for number in range(1, 64)]
    for hazard in log.hazards:
        assert set(hazard.hazard) == set(LANGUAGES)
        if hazard.applies:
            assert set(hazard.control) == set(LANGUAGES)
            assert (set(hazard.missing) == set(LANGUAGES)) == (hazard.state != "controlled")
        else:
            assert set(hazard.why) == set(LANGUAGES)
            assert not hazard.tests


def test_what_is_controlled_is_tested_and_what_is_not_is_not_called_so(resources: Path) -> None:
    for hazard in read_hazards(resources).hazards:
        if hazard.state == "controlled":
            assert hazard.tests, f"{hazard.id} is called controlled, and no test carries it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hazard_that_no_test_carries_is_said_to_have_none(resources: Path, language: str) -> None:
    log = read_hazards(resources)
    (one,) = (hazard for hazard in log.hazards if hazard.id == "H48")
    for tests, times in ((one.tests, 0), ((), 1)):
        lines = list(hazard_log(Log((replace(one, tests=tests),), log.words), language))
        assert lines.count("  " + log.words[language]["no_test"]) == times


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_is_printed_in_both_languages(resources: Path, language: str) -> None:
    log = read_hazards(resources)
    lines = list(hazard_log(log, language))
    words = log.words[language]
    for hazard in log.hazards:
        (head,) = (line for line in lines if line.startswith(f"{hazard.id} "))
        assert head.endswith(words[hazard.state] if hazard.applies else words["applies_not"])
    assert lines.count(f"  {words['no_test']}") == counts(log)["untested"]
    assert str(counts(log)["not_controlled"]) in lines[-1]


# --- decision ------------------------------------------------------------------------------------


@pytest.mark.hazard("H03")
@pytest.mark.parametrize("jurisdiction", ["JP", "US"])
def test_a_companion_diagnostic_serves_only_the_drugs_it_is_paired_with(
    jurisdiction: str, decided: Decide, rules: Callable[[str, str], Rules]
) -> None:
    pairs = {
        (pair.assay, pair.drug)
        for pair in rules(TODAY, jurisdiction).knowledge.pairs
        if pair.in_force
    }
    assert pairs
    for assay in sorted({assay for assay, _ in pairs}):
        decision = decided(untreated({"assay": assay, "result": "positive"}), TODAY, jurisdiction)
        assert decision.options
        for option in decision.options:
            satisfied = option.companion_diagnostic == "satisfied"
            assert satisfied == ((assay, option.id) in pairs)


@pytest.mark.hazard("H04")
def test_a_negative_by_the_kit_never_excludes_and_its_limit_is_said(decided: Decide) -> None:
    for quality in ("adequate", "inadequate", "not_assessed", "unknown"):
        test = {"assay": KIT, "result": "negative", "rna_quality": quality}
        assert decided(untreated(test)).ros1_status in ("negative_limited", "test_failed")
    listed = decided(untreated())
    (kit,) = (test for test in listed.tests if test.assay == KIT)
    assert "known_fusions_only" in kit.limits


@pytest.mark.hazard("H05")
def test_ihc_changes_neither_confirmed_nor_excluded(
    examples: list[tuple[Answers, str, str]], decided: Decide
) -> None:
    seen = set()
    for answers, as_of, jurisdiction in examples:
        before = decided(answers, as_of, jurisdiction).ros1_status
        tests = answers.get("ros1_tests", [])
        if before not in ("positive_confirmed", "not_detected") or len(tests) > 11:
            continue
        for result in ("positive", "negative", "indeterminate", "failed"):
            stain = {"assay": "ihc_d4d6", "result": result, "timing": "before_ros1_tki"}
            more = {**answers, "ros1_tests": [*tests, stain]}
            assert decided(more, as_of, jurisdiction).ros1_status == before
            seen.add(before)
    assert seen == {"positive_confirmed", "not_detected"}


@pytest.mark.hazard("H05")
def test_ihc_alone_never_confirms_and_never_excludes(decided: Decide) -> None:
    assays = ("ihc_d4d6", "ihc_sp384", "ihc_other")
    for assay, result, intensity in product(assays, ("positive", "negative"), range(4)):
        stain = {"assay": assay, "result": result, "ihc": {"intensity": intensity}}
        decision = decided(untreated({**stain, "assay_name": "clone"}))
        assert decision.ros1_status in ("positive_unconfirmed", "negative_limited")
        assert decision.options == ()


@pytest.mark.hazard("H06")
@pytest.mark.parametrize(
    ("result", "fish", "says"),
    [
        ("positive", {"evaluable_cells": 49, "positive_percent": 80}, "indeterminate"),
        ("positive", {"evaluable_cells": 50, "positive_percent": 15}, "positive"),
        ("positive", {"evaluable_cells": 50, "positive_percent": 14.99}, "indeterminate"),
        ("positive", {"evaluable_cells": 50, "positive_percent": 15.01}, "positive"),
        ("negative", {"evaluable_cells": 49, "positive_percent": 0}, "failed"),
        ("negative", {"evaluable_cells": 50, "positive_percent": 0}, "negative_fish"),
    ],
)
def test_the_fish_rule_holds_at_its_edges(
    result: str, fish: Answers, says: str, decided: Decide
) -> None:
    test = {"assay": "fish_break_apart", "result": result, "fish": fish}
    assert decided(untreated(test)).readings == (says,)


@pytest.mark.hazard("H07")
@pytest.mark.parametrize("word", ["failed", "unknown", "pending"])
def test_what_failed_or_is_not_known_excludes_nothing(
    word: str, examples: list[tuple[Answers, str, str]], decided: Decide
) -> None:
    changed = 0
    for answers, as_of, jurisdiction in examples:
        then = deepcopy(answers)
        for test in then.get("ros1_tests", []):
            if test["result"] == "negative":
                test["result"] = word
                changed += 1
        status = decided(then, as_of, jurisdiction).ros1_status
        assert status not in ("not_detected", "negative_limited", "discordant")
    assert changed > 50


@pytest.mark.hazard("H09")
def test_another_driver_beside_a_positive_ros1_is_said_above_everything(
    examples: list[tuple[Answers, str, str]], decided: Decide
) -> None:
    seen = 0
    for answers, as_of, jurisdiction in examples:
        before = decided(answers, as_of, jurisdiction)
        if before.ros1_status not in ("positive_confirmed", "positive_unconfirmed", "discordant"):
            continue
        drivers = {**answers.get("other_drivers", {}), "EGFR": "positive"}
        then = decided({**answers, "other_drivers": drivers}, as_of, jurisdiction)
        first = [one.id for one in then.conflicts if one.severity == "check_first"]
        assert "ros1_and_other_driver" in first
        assert [one.severity for one in then.conflicts][: len(first)] == ["check_first"] * len(
            first
        )
        seen += 1
    assert seen > 100


@pytest.mark.hazard("H12")
def test_a_drug_not_approved_here_never_stands_among_the_approved(
    examples: list[tuple[Answers, str, str]],
    decided: Decide,
    rules: Callable[[str, str], Rules],
) -> None:
    seen = 0
    for answers, as_of, jurisdiction in examples:
        approved = rules(as_of, jurisdiction).knowledge.approvals
        for option in decided(answers, as_of, jurisdiction).options:
            if option.kind in ("ros1_tki", "continue") and option.id != "other_ros1_tki":
                here = option.standing in (
                    "guideline_recommended",
                    "approved",
                    "guideline_uncertain",
                )
                assert here == (option.id in approved)
                seen += 1
    assert seen > 500


@pytest.mark.hazard("H16")
def test_a_short_code_that_two_fusions_share_is_never_the_key(
    rules: Callable[[str, str], Rules], decided: Decide
) -> None:
    (listed,) = rules(TODAY, "JP").knowledge.fusions.values()
    assert len(listed) == 14
    codes = [f"{partner[0]}{one}R{other}" for partner, one, other in listed]
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == ["S4R32", "S4R34"]
    for partner, covered in (("SDC4", True), ("SLC34A2", True), ("STRN", False)):
        fusion = {"partner": partner, "partner_exon": 4, "ros1_exon": 32}
        test = {"assay": "other_dna_ngs", "assay_name": "a panel", "result": "positive"}
        tests = decided(untreated({**test, "fusion": fusion})).tests
        (kit,) = (one for one in tests if one.assay == KIT)
        assert ("fusion_not_covered" in kit.limits) != covered


@pytest.mark.hazard("H18")
@pytest.mark.hazard("H19")
def test_what_was_not_asked_is_not_checked_on_every_drug_whose_label_names_it(
    decided: Decide, rules: Callable[[str, str], Rules]
) -> None:
    decision = decided(untreated({"assay": KIT, "result": "positive"}))
    cautions = rules(TODAY, "JP").knowledge.cautions
    for option in decision.options:
        shown = {caution.field: caution.state for caution in option.cautions}
        assert shown == {caution.field: "not_checked" for caution in cautions[option.id]}
    asked = {unknown.field for unknown in decision.unknowns}
    assert {one.field for option in decision.options for one in option.cautions} <= asked


@pytest.mark.hazard("H19")
def test_what_no_label_was_found_to_say_is_said(decided: Decide) -> None:
    decision = decided(untreated({"assay": KIT, "result": "positive"}))
    topics = {one.topic: set(one.about) for one in decision.not_settled}
    assert topics["caution_not_found"] == {option.id for option in decision.options}


# --- sheet ---------------------------------------------------------------------------------------


@pytest.mark.hazard("H21")
@pytest.mark.hazard("H24")
@pytest.mark.hazard("H40")
def test_the_sheet_says_what_its_figures_its_order_and_its_date_are(
    tmp_path: Path, resources: Path
) -> None:
    words = read_words(resources, "en")
    text = sheet(tmp_path, "first", untreated({"assay": KIT, "result": "positive"}))
    for key in ("sheet.not_head_to_head", "sheet.order_note", "sheet.decision_by_physician"):
        assert words.say(key) in text
    assert words.say("sheet.as_of", date=TODAY) in text


@pytest.mark.hazard("H36")
def test_nothing_of_one_case_reaches_the_next_sheet(tmp_path: Path) -> None:
    positive = {"assay": KIT, "result": "positive"}
    one = untreated({**positive, "fusion": {"partner": "QQQ7"}}, label="CASE-ALPHA")
    other = untreated({**positive, "fusion": {"partner": "ZZZ9"}}, label="CASE-BETA")
    first, second = sheet(tmp_path, "first", one), sheet(tmp_path, "second", other)
    assert "QQQ7" in first
    assert "ZZZ9" in second
    assert not any(word in second for word in ("QQQ7", "CASE-ALPHA"))
    assert not any(word in first for word in ("ZZZ9", "CASE-BETA"))
    assert sheet(tmp_path, "third", one) == first


@pytest.mark.hazard("H49")
def test_a_sheet_leaves_nothing_behind_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(elsewhere))
    made = tmp_path / "made"
    made.mkdir()
    sheet(made, "only", untreated({"assay": KIT, "result": "positive"}, label="CANARY-7"))
    assert sorted(path.name for path in made.iterdir()) == ["only.json", "only.pdf"]
    assert list(elsewhere.rglob("*")) == []


# --- screen, words and files ---------------------------------------------------------------------


@pytest.mark.hazard("H29")
@pytest.mark.hazard("H30")
def test_nothing_completes_a_name_and_nothing_is_elided() -> None:
    for path in sorted((PROGRAM / "wizard").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert "QCompleter" not in text
        assert "elidedText" not in text
        assert "ElideMode.ElideRight" not in text


@pytest.mark.hazard("H34")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_severity_and_state_is_a_word(resources: Path, language: str) -> None:
    words = read_words(resources, language)
    schema = json.loads((resources / "decision.schema.json").read_text(encoding="utf-8"))
    option = schema["properties"]["options"]["items"]["properties"]
    conflict = schema["properties"]["conflicts"]["items"]["properties"]
    said = {
        "standing": option["standing"]["enum"],
        "cdx": option["companion_diagnostic"]["enum"],
        "severity": conflict["severity"]["enum"],
        "caution_state": ["present", "not_checked", "label_forbids"],
    }
    for group, names in said.items():
        texts = [words.say(f"{group}.{name}") for name in names]
        assert all(texts)
        assert len(set(texts)) == len(texts)


@pytest.mark.hazard("H49")
@pytest.mark.hazard("H50")
def test_no_field_holds_who_the_patient_is(vocabulary: Vocabulary) -> None:
    parts = {part.strip("[]") for path in vocabulary.fields for part in path.split(".")}
    assert not parts & {"name", "patient", "patient_id", "birth", "birth_date", "address", "mrn"}
    for text in ("やまだ", "山田太郎", "12345678"):
        with pytest.raises(CaseError) as refused:
            to_case({"schema": "ros1-case/1", "label": text}, vocabulary)
        assert refused.value.field == "label"


@pytest.mark.hazard("H51")
def test_a_field_or_a_version_of_a_later_program_is_refused_by_name(
    vocabulary: Vocabulary,
) -> None:
    for answers, field in (
        ({"schema": "ros1-case/2"}, "schema"),
        ({"schema": "ros1-case/1", "biomarker": "x"}, "biomarker"),
        ({"schema": "ros1-case/1", "disease": {"stage": "IV"}}, "disease.stage"),
    ):
        with pytest.raises(CaseError) as refused:
            to_case(answers, vocabulary)
        assert refused.value.field == field


HIDDEN = ["\u202e", "\u200b", "\u200d", "\u2066", "\ufeff", "\x00", "\x1b", "\x7f", "\x9b"]


@pytest.mark.hazard("H53")
@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
def test_a_hidden_character_is_refused_and_named(sign: str, vocabulary: Vocabulary) -> None:
    test = {"assay": "other_rt_pcr", "assay_name": f"in-house{sign}", "result": "positive"}
    for answers in ({"label": f"A{sign}B"}, {"ros1_tests": [test]}):
        with pytest.raises(CaseError) as refused:
            to_case({"schema": "ros1-case/1", **answers}, vocabulary)
        assert f"U+{ord(sign):04X}" in dict(refused.value.values_of_sentence).values()


@pytest.mark.hazard("H54")
def test_the_program_opens_no_archive_and_runs_no_text() -> None:
    never = {"pickle", "marshal", "shelve", "zipfile", "tarfile", "yaml", "socket", "urllib"}
    own = {"ready.py": {"marshal"}}  # reads what lies among the program's compiled modules
    for path in sorted(PROGRAM.rglob("*.py")):
        refused = never - own.get(path.relative_to(PROGRAM).as_posix(), set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not {alias.name.split(".")[0] for alias in node.names} & refused
            elif isinstance(node, ast.ImportFrom):
                assert str(node.module).split(".")[0] not in refused
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec")


@pytest.mark.hazard("H46")
def test_a_sheet_that_could_not_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, paper = tmp_path / "case.json", tmp_path / "sheet.pdf"
    answers = {"schema": "ros1-case/1", **untreated()}
    case.write_text(json.dumps(answers), encoding="utf-8")
    paper.write_bytes(b"the old sheet")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    assert main(["sheet", str(case), "-o", str(paper), "--as-of", TODAY]) != 0
    assert paper.read_bytes() == b"the old sheet"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.json", "sheet.pdf"]

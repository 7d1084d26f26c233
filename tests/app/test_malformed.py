"""Each malformed case gets exit 2 and one line that names the field; nothing else is written."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "resources" / "case.schema.json").read_text(encoding="utf-8")
)
GONE = object()
COURSE, TEST = "ros1_tki_history.courses[0]", "ros1_tests[0]"
RIGHT: dict[str, Any] = {
    "schema": "ros1-case/1",
    "label": "CASE-7",
    "meeting_on": "2026-11-23",
    "material": {"tumour_cell_percent": 30},
    "ros1_tests": [
        {"assay": "other_rna_ngs", "assay_name": "in-house", "result": "positive"},
        {"assay": "ihc_d4d6", "result": "pending"},
    ],
    "other_drivers": {"EGFR": "negative"},
    "ros1_tki_history": {"given": "yes", "courses": [{"drug": "unknown"}]},
    "resistance": {"ros1_mutations": ["G2032R"], "off_target": ["none_found"]},
}
UNKNOWN_WORD = "no_such_word"


def case(path: str = "", value: object = None) -> bytes:
    """Return the right case with one answer put in (or taken out, `GONE`)."""
    found: Any = deepcopy(RIGHT)
    whole = found
    *way, last = [int(s) if s.isdigit() else s for s in re.findall(r"\w+", path)] or [""]
    for name, after in pairwise([*way, last]):
        empty: Any = [] if isinstance(after, int) else {}
        found = found.setdefault(name, empty) if isinstance(name, str) else found[name]
    if value is GONE:
        del found[last]
    elif isinstance(found, list):
        found[:] = [value]
    elif last:
        found[last] = value
    return json.dumps(whole).encode()


def raw(path: str, token: str) -> bytes:
    """Return the right case with an answer written as no JSON writer would."""
    return case(path, "@@").replace(b'"@@"', token.encode("utf-8", "surrogatepass"))


def wrong_types() -> Iterator[tuple[str, bytes, str]]:
    percent, exon = "material.tumour_cell_percent", f"{TEST}.fusion.ros1_exon"
    cells = f"{TEST}.fish.evaluable_cells"
    yield "true for 1", case("ecog_ps", value=True), "ecog_ps"
    yield "text for a number", case(percent, "30"), percent
    yield "true for a number", case(percent, value=True), percent
    yield "null for a number", case(percent, None), percent
    yield "text for a whole number", case(exon, "34"), exon
    yield "true for a whole number", case(exon, value=True), exon
    yield "30.0 for a whole number", case(exon, 30.0), exon
    yield "450.0 for QTc", case("safety.qtc_ms", 450.0), "safety.qtc_ms"
    yield "1e2 for a whole number", raw(cells, "1e2"), cells
    yield "1.0 for a word of numbers", case("ecog_ps", 1.0), "ecog_ps"
    yield "text for PS", case("ecog_ps", "1"), "ecog_ps"
    yield "number for a text", case("label", 7), "label"
    yield "null for a text", case("label", None), "label"
    yield "number for a date", case("meeting_on", 20261123), "meeting_on"
    yield "list for a word", case("pd_l1_tps", ["unknown"]), "pd_l1_tps"
    yield "text for an object", case("disease", "metastatic"), "disease"
    yield "list for an object", case("disease", []), "disease"
    yield "null for an object", case("safety", None), "safety"
    yield "object for a list", case("ros1_tests", {}), "ros1_tests"
    yield "text for a list", case("material.available", "plasma"), "material.available"
    yield "text for a test", case("ros1_tests[0]", "fish"), "ros1_tests[0]"


def wrong_numbers() -> Iterator[tuple[str, bytes, str]]:
    percent, exon = "material.tumour_cell_percent", f"{TEST}.fusion.ros1_exon"
    for token in ("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5000):
        yield f"{token[:9]} as percent", raw(percent, token), percent
    yield "101 percent", case(percent, 100.5), percent
    yield "less than nothing", case(percent, -0.1), percent
    yield "-0 where 1 is the least", raw(exon, "-0"), exon
    yield "-0.0 for a whole number", raw(exon, "-0.0"), exon
    yield "exon 45", case(exon, 45), exon
    yield "a number of 20 digits", case("safety.qtc_ms", 10**19), "safety.qtc_ms"
    yield "a number of 5000 digits", raw("safety.qtc_ms", "9" * 5000), "safety.qtc_ms"
    yield "QTc 299", case("safety.qtc_ms", 299), "safety.qtc_ms"
    yield "QTc 701", case("safety.qtc_ms", 701), "safety.qtc_ms"
    yield "leading zero", raw(percent, "030"), "case"
    yield "plus sign", raw(percent, "+30"), "case"
    yield "hexadecimal", raw(percent, "0x1E"), "case"
    yield "full-width number", raw(percent, "３０"), "case"


def wrong_json() -> Iterator[tuple[str, bytes, str]]:
    yield "trailing comma", case()[:-1] + b",}", "case"
    yield "half a file", case()[:40], "case"
    yield "two cases", case() + case(), "case"
    yield "a comment", b"// case\n" + case(), "case"
    yield "single quotes", case().replace(b'"', b"'"), "case"
    yield "a byte order mark twice", b"\xef\xbb\xbf" * 2 + case(), "case"
    yield "empty file", b"", "case"
    yield "only a byte order mark", b"\xef\xbb\xbf", "case"
    yield "only blanks", b" \r\n\t ", "case"
    for text in ("[]", "null", "true", "7", '"ros1-case/1"'):
        yield f"{text} alone", text.encode(), "case"
    yield "UTF-16", case().decode().encode("utf-16"), "case"
    yield "invalid UTF-8", case("label", "@").replace(b"@", b"\xff"), "case"
    yield "a surrogate in UTF-8", case("label", "@").replace(b"@", b"\xed\xa0\x80"), "case"
    yield "Shift_JIS", case("label", "@").replace(b"@", "検査".encode("shift_jis")), "case"
    yield "a raw NUL", case("label", "@").replace(b"@", b"\0"), "case"
    yield "a raw line break", case("label", "@").replace(b"@", b"\n"), "case"
    yield "a key twice", case()[:-1] + b',"label":"CASE-8"}', "label"
    yield "a key twice, same value", case()[:-1] + b',"label":"CASE-7"}', "label"
    yield "a key twice, once escaped", case()[:-1] + b',"\\u006cabel":"CASE-7"}', "label"
    yield (
        "a key twice, inside",
        raw(TEST, '{"assay":"unknown","result":"x","result":"x"}'),
        "result",
    )
    yield "2,000 lists deep", b"[" * 2000 + b"]" * 2000, "case"
    yield "2,000 objects deep", raw("disease", '{"a":' * 2000 + "1" + "}" * 2000), "case"
    yield "200,000 deep and never closed", b"[" * 200_000, "case"
    yield "10 MB of text", case("label", "A" * 10_000_000), "case"
    yield "10 MB of blanks", case() + b" " * 10_000_000, "case"


def wrong_text() -> Iterator[tuple[str, bytes, str]]:
    name = f"{TEST}.assay_name"
    yield "lone surrogate", raw("label", '"\\ud800"'), "label"
    yield "lone surrogate for a word", raw("pd_l1_tps", '"\\ud800"'), "pd_l1_tps"
    yield "right-to-left override", case(name, "panel\u202ehci"), name
    yield "right-to-left isolate", case(name, "panel\u2067"), name
    yield "zero-width joiner", case(name, "pan\u200del"), name
    yield "line separator", case(name, "panel\u2028"), name
    yield "escape sequence", case(name, "\x1b[31m"), name
    yield "NUL escape", case("label", "CASE\0"), "label"
    yield "line break", case("label", "CASE\n8"), "label"
    yield "delete", case("label", "CASE\x7f"), "label"
    yield "a name in kanji", case("label", "山田太郎"), "label"
    yield "a name in kana", case("label", "CASE やまだ"), "label"
    yield "a name in half-width kana", case("label", "ﾔﾏﾀﾞ"), "label"
    yield "a hospital number", case("label", "12345678"), "label"
    yield "a full-width hospital number", case("label", "１２３４５６７８"), "label"
    yield "a hospital number in parts", case("label", "No. 123-45-678"), "label"
    yield "41 characters", case("label", "A" * 41), "label"
    yield "81 characters", case(name, "A" * 81), name
    yield "partner in small letters", case(f"{TEST}.fusion.partner", "cd74"), "fusion.partner"
    yield "partner in full width", case(f"{TEST}.fusion.partner", "ＣＤ７４"), "fusion.partner"
    yield "partner, line break", case(f"{TEST}.fusion.partner", "CD74\n"), "fusion.partner"
    mutations = "resistance.ros1_mutations[0]"
    for word in ("g2032r", "G2032", "p.G2032R", "Ｇ２０３２Ｒ", "G２０３２R", "G2032R\n"):
        yield f"mutation {word!r}", case(mutations, word), mutations


def wrong_dates() -> Iterator[tuple[str, bytes, str]]:
    for day in ("2026-02-30", "2026-13-01", "2026-00-10", "2026-11", "20261123", "2026-W47-1"):
        yield f"meeting {day}", case("meeting_on", day), "meeting_on"
    for day in (
        "２０２６-11-23",
        "2026-11-23T09:00",
        "2026-11-23\n",
        " 2026-11-23",
        "",
        "0000-01-01",
    ):
        yield f"meeting {day!r}", case("meeting_on", day), "meeting_on"
    for path in (f"{TEST}.reported_in", f"{COURSE}.started_in", f"{COURSE}.stopped_in"):
        for day in (
            "2026-02-30",
            "2026-13",
            "2026-00",
            "0000-01",
            "２０２６-01",
            "2026-01\n",
            "202601",
        ):
            yield f"{path} {day!r}", case(path, day), path
    for path in (f"{TEST}.reported_in", f"{COURSE}.started_in"):
        for day in ("2026-12", "2026-11-24", "9999-12-31"):
            yield f"{path} {day}, after the meeting", case(path, day), path
    for start, stop in (
        ("2026-02", "2026-01"),
        ("2026-01-02", "2026-01-01"),
        ("2026-02-01", "2026-01"),
    ):
        course = {"drug": "unknown", "started_in": start, "stopped_in": stop}
        yield f"{stop} before {start}", case(COURSE, course), f"{COURSE}.stopped_in"


def wrong_together() -> Iterator[tuple[str, bytes, str]]:
    for name, other in (("ros1_mutations", "G2032R"), ("off_target", "KRAS_mutation")):
        for found in (["none_found", other], [other, "none_found"]):
            yield f"resistance {found}", case(f"resistance.{name}", found), f"resistance.{name}"
    history = "ros1_tki_history"
    yield "no drug but courses", case(f"{history}.given", "no"), f"{history}.courses"
    for assay in ("other_dna_ngs", "other_rna_ngs", "other_rt_pcr"):
        nameless = {"assay": assay, "result": "positive"}
        yield f"{assay} without a name", case(TEST, nameless), f"{TEST}.assay_name"
        for name in ("", "  ", "\u3000"):
            blank = {**nameless, "assay_name": name}
            yield f"{assay} with the name {name!r}", case(TEST, blank), f"{TEST}.assay_name"
    test = {"assay": "unknown", "result": "unknown"}
    yield "13 tests", case("ros1_tests", [test] * 13), "ros1_tests"
    yield "13 courses", case(f"{history}.courses", [{"drug": "unknown"}] * 13), f"{history}.courses"
    mutations = [f"G{number}R" for number in range(2000, 2013)]
    yield "13 mutations", case("resistance.ros1_mutations", mutations), "resistance.ros1_mutations"
    for path, word in (
        ("material.available", "plasma"),
        ("resistance.tested_on", "tissue"),
        ("resistance.ros1_mutations", "G2032R"),
        ("resistance.off_target", "other"),
    ):
        yield f"{path} twice", case(path, [word, word]), path


def wrong_fields() -> Iterator[tuple[str, bytes, str]]:
    for path in ("schema", f"{TEST}.assay", f"{TEST}.result", f"{COURSE}.drug"):
        yield f"{path} missing", case(path, GONE), path
    yield "given missing", case("ros1_tki_history", {}), "ros1_tki_history.given"
    yield "empty object", b"{}", "schema"
    yield "schema of tomorrow", case("schema", "ros1-case/2"), "schema"
    yield "a drug of the other wording", case(f"{COURSE}.drug", "Crizotinib"), f"{COURSE}.drug"
    for path in objects(SCHEMA, ""):
        field = f"{path}.date_of_birth" if path else "date_of_birth"
        yield f"unknown key {field}", case(field, "1950-01-01"), field
    yield "a key of another level", case("histology", "unknown"), "histology"
    yield "a key with a line break", raw("disease", '{"a\\nb":1}'), "disease.a"
    yield "a key with a lone surrogate", raw("disease", '{"\\ud800":1}'), "disease."
    yield "a key of 900,000 signs", case("a" * 900_000, 1), "aaaa"
    for path in words(SCHEMA, ""):
        yield f"unknown word {path}", case(path, UNKNOWN_WORD), path


def objects(schema: dict[str, Any], path: str) -> Iterator[str]:
    """Yield the path of every object of a case."""
    if schema.get("type") == "object":
        yield path
    for name, inner in schema.get("properties", {}).items():
        yield from objects(inner, f"{path}.{name}" if path else name)
    if "items" in schema:
        yield from objects(schema["items"], f"{path}[0]")


def words(schema: dict[str, Any], path: str) -> Iterator[str]:
    """Yield the path of every answer that is one of listed words."""
    if "enum" in schema or "const" in schema or any("enum" in s for s in schema.get("anyOf", ())):
        yield path
    for name, inner in schema.get("properties", {}).items():
        yield from words(inner, f"{path}.{name}" if path else name)
    for name in schema.get("propertyNames", {}).get("enum", ()):
        yield from words(schema["patternProperties"][".*"], f"{path}.{name}")
    if "items" in schema:
        yield from words(schema["items"], f"{path}[0]")


MALFORMED = [
    *wrong_types(),
    *wrong_numbers(),
    *wrong_json(),
    *wrong_text(),
    *wrong_dates(),
    *wrong_together(),
    *wrong_fields(),
]
AS_PROGRAM = """true for 1|NaN as percent|1e999 as percent|trailing comma|invalid UTF-8|a raw NUL|
lone surrogate|right-to-left override|a name in kanji|a full-width hospital number|2,000 lists deep|
10 MB of text|a key twice|2026-01 before 2026-02|a key with a lone surrogate""".replace("\n", "")


def refused(said: CompletedProcess[str], field: str) -> None:
    """Fail unless the exit is 2 and one line, and nothing else, names the field."""
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.endswith("\n")
    (line,) = said.stderr.splitlines()
    assert line.isprintable()
    assert field in line.partition(": ")[0], f"{line} does not name {field}"
    assert len(line.partition(": ")[2]) > 5, f"{line} does not say what is wrong"
    assert len(line) < 1000, "the line is not cut"


@pytest.mark.parametrize(
    ("content", "field"), [pytest.param(*row, id=name) for name, *row in MALFORMED]
)
def test_a_malformed_case_is_refused_in_one_line_that_names_the_field(
    ask: Run, tmp_path: Path, content: bytes, field: str
) -> None:
    path = tmp_path / "wrong.ros1.json"
    path.write_bytes(content)
    refused(ask("assess", path), field)
    refused(ask("sheet", path, "-o", tmp_path / "sheet.pdf"), field)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", AS_PROGRAM.split("|"))
def test_the_program_itself_refuses_in_one_line_too(start: Run, tmp_path: Path, name: str) -> None:
    ((_, content, field),) = [row for row in MALFORMED if row[0] == name]
    path = tmp_path / "wrong.ros1.json"
    path.write_bytes(content)
    refused(start("assess", path), field)
    refused(start("assess", "-", typed=content), field)
    refused(start("sheet", path, "-o", "sheet.pdf"), field)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    [
        case(),
        b"\xef\xbb\xbf" + case(),
        case().replace(b", ", b",\r\n "),
        case("label", "Ａ-７"),
        case("label", "1234567"),
        case("label", "a" * 40),
        case(f"{TEST}.reported_in", "2026-11"),
        case(f"{COURSE}", {"drug": "unknown", "started_in": "2026-01-31", "stopped_in": "2026-01"}),
        case("material.tumour_cell_percent", 30.5),
        raw("material.tumour_cell_percent", "3e1"),
        b'{"schema":"ros1-case/1"}',
    ],
)
def test_what_is_right_is_not_refused(ask: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "right.ros1.json"
    path.write_bytes(content)
    said = ask("assess", path, "--as-of", "2026-11-23")
    assert (said.returncode, said.stderr) == (0, "")


def test_every_field_of_listed_words_is_among_the_malformed() -> None:
    # One `enum` lists the names of the drivers, one stands for all of them, and one is a `const`.
    drivers = len(SCHEMA["properties"]["other_drivers"]["propertyNames"]["enum"])
    listed = json.dumps(SCHEMA).count('"enum"') - 2 + drivers + 1
    assert len(list(words(SCHEMA, ""))) == listed >= 60
    assert len(MALFORMED) >= 60
    assert len({name for name, *_ in MALFORMED}) == len(MALFORMED)


@pytest.mark.parametrize("command", [("assess",), ("sheet", "-o", "sheet.pdf")])
@pytest.mark.parametrize(
    "name",
    ["missing.json", "", "folder", "case.json/x", "a" * 300, "two\nlines.json", b"\xff.json"],
)
def test_a_file_that_cannot_be_read_is_named_in_one_line(
    start: Run, tmp_path: Path, command: tuple[str, ...], name: str | bytes
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "case.json").write_bytes(case())
    said = start(*command, name)
    assert (said.returncode, said.stdout) == (2, "")
    assert len(said.stderr.splitlines()) == 1
    assert not (tmp_path / "sheet.pdf").exists()


@pytest.mark.parametrize("name", ["nowhere.jsonl", "folder.jsonl"])
def test_lines_that_cannot_be_read_are_refused_too(start: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    refused(start("assess", name), name)


@pytest.mark.parametrize(
    "output", ["nowhere/sheet.pdf", "folder", "case.json/x.pdf", "", ".", "/", "a" * 300 + ".pdf"]
)
def test_a_sheet_that_cannot_be_written_leaves_one_line_and_no_file(
    start: Run, tmp_path: Path, output: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "case.json").write_bytes(case())
    said = start("sheet", "case.json", "-o", output)
    assert (said.returncode, said.stdout) == (2, "")
    assert len(said.stderr.splitlines()) == 1
    assert {path.name for path in tmp_path.rglob("*")} == {"folder", "case.json"}


@pytest.mark.parametrize("link", ["same", "symbolic", "hard"])
def test_a_sheet_never_overwrites_its_case(ask: Run, tmp_path: Path, link: str) -> None:
    path = output = tmp_path / "case.json"
    path.write_bytes(case())
    if link != "same":
        output = tmp_path / "sheet.pdf"
    if link == "symbolic":
        output.symlink_to(path)
    if link == "hard":
        output.hardlink_to(path)
    refused(ask("sheet", path, "-o", output), "-o")
    assert path.read_bytes() == output.read_bytes() == case()

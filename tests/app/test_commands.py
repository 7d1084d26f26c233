"""The commands as the contract states them: what they read, print and exit with.

The fields of `facts` are transcribed from the contract; null is a value, a missing name is not.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import IO, Any

import pytest

from ros1_desktop import place
from ros1_desktop.app.arguments import KINDS, SHEETS
from ros1_desktop.case.case import Case
from ros1_desktop.exchange.code2d import read_pieces, to_code
from ros1_desktop.words import read_words

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-20")
BARE = b'{"schema":"ros1-case/1"}\n'
WRONG = b'{"schema":"ros1-case/1","ecog_ps":true}\n'
FACTS = {
    "outcomes": """trial drug population n endpoint value unit low high events data_cut""",
    "toxicity": """drug population n term_ja term_en any_grade_percent grade3_percent basis""",
    "companion-diagnostics": """assay drug jurisdiction standing valid_from precision valid_to
        specimens""",
    "approvals": """drug jurisdiction setting valid_from precision valid_to brand_ja brand_en""",
    "recommendations": """guideline year jurisdiction setting subject direction strength
        evidence_level agreement_percent valid_from precision valid_to""",
    "fusions": "partner partner_exon ros1_exon cosmic_id assay",
    "assays": """principle analyte partner_dependent specimens minimum_tumour_percent standing""",
    "resistance": "mutation drug activity level k n",
    "cautions": "drug field",
    "sources": "",
    "source-defects": "",
}
COMMON = "id source status"
WORDS = {
    "status": """guidance guidance+verified verified-two-sources verified-one-source judgement""",
    "precision": "day month year known_by",
    "endpoint": "ORR DOR PFS OS icORR icPFS icDOR DCR CR PR",
    "basis": "treatment_related all_cause label_pool not_stated",
    "activity": "clinical_response preclinical resistant not_known",
    "partner_dependent": "yes no not_settled",
}


def facts(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """Return the facts that a command prints, one a line."""
    said = run("facts", *arguments)
    assert (said.returncode, said.stderr) == (0, "")
    return [json.loads(line) for line in said.stdout.splitlines()]


def one_line(said: CompletedProcess[str], code: int = 2) -> str:
    """Return the one line of a refusal; nothing else is printed."""
    assert (said.returncode, said.stdout) == (code, "")
    (line,) = said.stderr.splitlines()
    assert "Traceback" not in line
    return line


# --- assess --------------------------------------------------------------------------------------


def test_assess_reads_a_file_or_standard_input_alike(start: Run, sample: Path) -> None:
    from_file = start("assess", sample, *DAY)
    typed = start("assess", "-", *DAY, typed=sample.read_bytes())
    assert (from_file.returncode, from_file.stderr) == (0, "")
    assert from_file.stdout == typed.stdout
    assert json.loads(from_file.stdout)["schema"] == "ros1-decision/1"


def test_the_date_and_the_jurisdiction_are_those_asked_for(ask: Run, sample: Path) -> None:
    for day, where in (("2020-01-31", "US"), ("2026-11-20", "JP")):
        said = ask("assess", sample, "--as-of", day, "--jurisdiction", where)
        knowledge = json.loads(said.stdout)["knowledge"]
        assert (knowledge["as_of"], knowledge["jurisdiction"]) == (day, where)


def test_the_jurisdiction_is_jp_unless_another_is_asked_for(ask: Run, sample: Path) -> None:
    assert ask("assess", sample, *DAY).stdout == (
        ask("assess", sample, *DAY, "--jurisdiction", "JP").stdout
    )
    assert json.loads(ask("assess", sample).stdout)["knowledge"]["jurisdiction"] == "JP"


WRONG_DAYS = """2026-02-30|2026-13-01|2026-1-1|20261120|2026-11|2026-W47-5|today||0000-01-01|
２０２６-11-20|2026-11-20T00:00| 2026-11-20|2026-11-20 """.replace("\n", "").split("|")


@pytest.mark.parametrize("day", [*WRONG_DAYS, "2026-11-20\n"])
@pytest.mark.parametrize("command", ["assess", "sheet", "facts"])
def test_a_wrong_date_is_refused_in_one_line(
    ask: Run, sample: Path, tmp_path: Path, command: str, day: str
) -> None:
    output = tmp_path / "sheet.pdf"
    case, paper = str(sample), str(output)
    rest = {"assess": [case], "sheet": [case, "-o", paper], "facts": ["approvals"]}[command]
    assert "--as-of" in one_line(ask(command, *rest, "--as-of", day))
    assert not output.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        "assess",
        "assess CASE --jurisdiction EU",
        "assess CASE --jurisdiction jp",
        "assess CASE --as 2026-11-20",
        "assess CASE --as-of",
        "assess CASE CASE",
        "assess CASE --lang fr",
        "assess CASE --no-such-option",
        "facts",
        "facts outcome",
        "facts no-such-kind",
        "facts outcomes --jurisdiction JP",
        "check everything",
        "sheet CASE",
        "sheet CASE -o x.pdf --kind no-such-kind",
        "no-such-command CASE",
        "--no-such-option",
    ],
)
def test_a_wrong_option_is_refused_in_one_line(ask: Run, sample: Path, arguments: str) -> None:
    one_line(ask(*arguments.replace("CASE", str(sample)).split()))


def test_an_option_that_no_text_can_hold_is_refused_in_one_line(start: Run) -> None:
    one_line(start("facts", b"\xff"))
    one_line(start("check", b"\xff"))
    one_line(start("facts", "one\ntwo"))


# --- many cases ----------------------------------------------------------------------------------


def code_of(sample: Path, run: Run, edition: str = "") -> str:
    """Return the text of the 2D code of a case, made here or with another edition."""
    resources = sample.parent
    said = run("--version").stdout.split()
    here, fingerprint = said[-2], said[-1]
    answers = json.loads(sample.read_text(encoding="utf-8"))
    return to_code(Case(answers), edition or here, fingerprint, read_pieces(resources))


@pytest.mark.parametrize("way", ["file", "lines"])
def test_a_scanned_code_is_decided_as_its_case_is(
    ask: Run, sample: Path, tmp_path: Path, way: str
) -> None:
    path = tmp_path / {"file": "code.txt", "lines": "codes.jsonl"}[way]
    path.write_text(f"{code_of(sample, ask)}\n", encoding="ascii")
    said = ask("assess", path)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == ask("assess", sample).stdout


def test_a_code_of_another_edition_is_decided_and_said(
    ask: Run, sample: Path, tmp_path: Path
) -> None:
    path = tmp_path / "code.txt"
    path.write_text(code_of(sample, ask, "2025-05"), encoding="ascii")
    said = ask("assess", path)
    assert said.returncode == 0
    assert said.stdout == ask("assess", sample).stdout
    assert "2025-05" in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_damaged_code_is_refused_in_one_line(ask: Run, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "code.txt"
    path.write_text(code_of(sample, ask)[:-2], encoding="ascii")
    assert "2D code" in one_line(ask("assess", path))


def test_a_wrong_line_becomes_an_error_object_in_its_place(
    start: Run, sample: Path, tmp_path: Path
) -> None:
    case = json.dumps(json.loads(sample.read_bytes())).encode() + b"\n"
    rows = [case, BARE, WRONG, case, b"\xff\n", b'{"a":1,"a":1}\n', b"[" * 2000 + b"\n", BARE]
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"".join(rows).rstrip(b"\n"))
    said = start("assess", path, *DAY)
    assert (said.returncode, said.stderr) == (2, "")
    found = said.stdout.splitlines()
    assert len(found) == len(rows)
    alone = {row: start("assess", "-", *DAY, typed=row).stdout.rstrip("\n") for row in (case, BARE)}
    for number, (row, line) in enumerate(zip(rows, found, strict=True), start=1):
        if row in alone:
            assert line == alone[row]
        else:
            error = json.loads(line)
            assert list(error) == ["schema", "line", "field", "message"]
            assert (error["schema"], error["line"]) == ("ros1-error/1", number)
            assert error["field"] in error["message"]
    assert json.loads(found[2])["field"] == "ecog_ps"


def test_lines_that_are_all_right_exit_with_0(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(BARE.replace(b"\n", b"\r\n") * 3)
    said = ask("assess", path, *DAY)
    assert (said.returncode, said.stderr, len(said.stdout.splitlines())) == (0, "", 3)


def test_a_file_of_no_lines_gives_no_decision(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"")
    said = ask("assess", path, *DAY)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_each_decision_stands_on_one_line_whatever_the_text(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes('{"schema":"ros1-case/1","\x85\u2028":1}\n'.encode() + BARE)
    said = ask("assess", path, *DAY)
    assert said.stdout.count("\n") == 2
    assert json.loads(said.stdout.split("\n")[0])["line"] == 1


# --- language and locale -------------------------------------------------------------------------


def test_output_is_utf_8_whatever_the_locale(start: Run, sample: Path) -> None:
    assert start("facts", "toxicity").stdout.isascii() is False
    said = start("assess", "-", "--lang", "ja", typed='{"検査":1}'.encode())
    assert one_line(said).startswith("schema: ")
    case = {**json.loads(sample.read_bytes()), "検査": 1}
    said = start("assess", "-", typed=json.dumps(case, ensure_ascii=False).encode())
    assert one_line(said).startswith("検査: ")


def test_messages_are_english_unless_japanese_is_asked_for(start: Run) -> None:
    english = one_line(start("assess", "-", typed=WRONG))
    japanese = one_line(start("assess", "-", "--lang", "ja", typed=WRONG))
    assert english.isascii()
    assert not japanese.isascii()
    assert english.startswith("ecog_ps: ")
    assert japanese.startswith("ecog_ps: ")


# --- readers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", ["facts toxicity", "facts outcomes", "check"])
def test_a_reader_that_has_had_enough_leaves_no_traceback(
    environment: dict[str, str], arguments: str
) -> None:
    line = f"'{sys.executable}' -m ros1_desktop {arguments} | head -n 1"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, check=False, env=environment)
    assert ended.stderr == b""
    assert ended.stdout.count(b"\n") == 1


def printed_to(
    stdout: IO[bytes], environment: dict[str, str], arguments: str
) -> CompletedProcess[str]:
    """Run the command with an output that takes nothing."""
    return subprocess.run(
        [sys.executable, "-m", "ros1_desktop", *arguments.split()],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
        env=environment,
    )


OUTPUTS = ("--version", "facts fusions", "facts toxicity", "check")


@pytest.mark.parametrize("arguments", OUTPUTS)
def test_a_reader_that_is_gone_from_the_start_leaves_no_traceback(
    environment: dict[str, str], arguments: str
) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as closed:
        ended = printed_to(closed, environment, arguments)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("arguments", OUTPUTS)
def test_a_full_disk_is_one_line_and_exit_1(environment: dict[str, str], arguments: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = printed_to(full, environment, arguments)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert "space" in line


# --- facts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FACTS)
def test_facts_have_every_field_of_the_contract(ask: Run, kind: str) -> None:
    rows = facts(ask, kind)
    assert rows, f"no facts of the kind {kind}"
    wanted = set(f"{COMMON} {FACTS[kind]}".split())
    missing = {name: row.get("id") for row in rows for name in wanted - row.keys()}
    assert not missing
    assert len({row["id"] for row in rows}) == len(rows)


def test_facts_of_every_kind_that_the_program_knows_are_objects_with_an_id(ask: Run) -> None:
    assert FACTS.keys() <= KINDS.keys()
    for kind in KINDS:
        assert all(isinstance(row["id"], str) for row in facts(ask, kind))


@pytest.mark.parametrize("kind", FACTS)
def test_facts_use_the_words_of_the_contract(ask: Run, kind: str) -> None:
    for row in facts(ask, kind):
        for name, words in WORDS.items():
            assert row.get(name) is None or row[name] in words.split(), row


def test_every_source_of_a_fact_is_among_the_sources(ask: Run) -> None:
    sources = {row["id"] for row in facts(ask, "sources")}
    for kind in FACTS:
        for row in facts(ask, kind):
            cited = {row["source"]} if "source" in row else set()
            assert cited <= sources, row


def test_bounds_not_reached_are_words_and_never_0(ask: Run) -> None:
    rows = facts(ask, "outcomes")
    figures = [row[name] for row in rows for name in ("value", "low", "high") if name in row]
    assert {figure for figure in figures if isinstance(figure, str)} == {"NR", "NE"}
    assert not any(isinstance(figure, bool) for figure in figures)
    for row in rows:
        if row["endpoint"] in ("DOR", "PFS", "OS", "icDOR", "icPFS") and row["unit"] == "months":
            assert 0 not in (row["value"], row.get("low"), row.get("high")), row


def test_facts_of_a_day_are_those_begun_and_not_ended(ask: Run) -> None:
    for kind in ("approvals", "companion-diagnostics", "recommendations"):
        whole = facts(ask, kind)
        exact = [row for row in whole if row.get("precision") == "day"]
        for day in ("2017-05-17", "2017-05-18", "2024-09-23", "2024-09-24", "2026-11-20"):
            shown = {row["id"] for row in facts(ask, kind, "--as-of", day)}
            assert shown <= {row["id"] for row in whole}
            for row in exact:
                ended = row.get("valid_to") or "9999-12-31"
                holds = row["valid_from"] <= day < ended
                assert (row["id"] in shown) == holds, row
    crizotinib = "jp.crizotinib"
    day_before = facts(ask, "approvals", "--as-of", "2017-05-17")
    assert crizotinib not in {row["id"] for row in day_before}
    assert crizotinib in {row["id"] for row in facts(ask, "approvals", "--as-of", "2017-05-18")}


# --- the store -----------------------------------------------------------------------------------


@pytest.fixture
def copied(ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the resources that the program uses instead of its own."""
    assert ask("--version").returncode == 0  # the store is built
    copy = tmp_path / "resources"
    shutil.copytree(place.resources(), copy, ignore=shutil.ignore_patterns("fonts", "knowledge"))
    monkeypatch.setattr(place, "resources", lambda: copy)
    return copy


def resealed(folder: Path, *statements: str) -> None:
    """Change the store and make its seal anew, as whoever wants to deceive would."""
    store, seal = folder / "knowledge.sqlite", folder / "knowledge.sqlite.sha256"
    connection = sqlite3.connect(store, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    fingerprint = seal.read_text(encoding="ascii").split()[1]
    hashed = hashlib.sha256(store.read_bytes()).hexdigest()
    seal.write_text(f"{hashed}  {fingerprint}\n", encoding="ascii")


def test_check_proves_every_table_and_exits_with_0(ask: Run) -> None:
    said = ask("check")
    assert (said.returncode, said.stderr) == (0, "")
    for path in (ROOT / "resources" / "knowledge" / "tables").glob("*.toml"):
        if path.stem == "findings":
            continue
        (line,) = re.findall(rf"^.*\b{path.stem}:.*$", said.stdout, re.MULTILINE)
        assert re.search(r"\b0 gaps\b.*\b0 clashes\b", line), line
        assert re.search(r"\b[1-9][0-9]* states\b", line), line
    seal = (ROOT / "resources" / "knowledge.sqlite.sha256").read_text(encoding="ascii").split()
    assert seal[1] in said.stdout


def test_check_speaks_japanese_when_asked(ask: Run) -> None:
    assert not ask("check", "--lang", "ja").stdout.splitlines()[-1].isascii()


def test_a_copy_of_the_store_holds_as_well(ask: Run, copied: Path) -> None:
    resealed(copied)
    assert ask("check").returncode == 0


def replace_by_folder(store: Path, _: Path) -> None:
    store.unlink()
    store.mkdir()


def damages() -> Iterator[tuple[str, Callable[[Path, Path], object]]]:
    def flip(place: float) -> Callable[[Path, Path], object]:
        def damage(store: Path, _: Path) -> None:
            content = bytearray(store.read_bytes())
            content[int(place * (len(content) - 1))] ^= 1
            store.write_bytes(content)

        return damage

    for where in (0.0, 0.1, 0.5, 0.9, 1.0):
        yield f"one bit at {where:.0%}", flip(where)
    yield "half the store", lambda store, _: store.write_bytes(store.read_bytes()[:4096])
    yield "an empty store", lambda store, _: store.write_bytes(b"")
    yield "no store", lambda store, _: store.unlink()
    yield "a folder for a store", replace_by_folder
    yield "no seal", lambda _, seal: seal.unlink()
    yield "an empty seal", lambda _, seal: seal.write_bytes(b"")
    yield "a seal of one word", lambda _, seal: seal.write_bytes(seal.read_bytes().split()[0])
    yield "a seal of no text", lambda _, seal: seal.write_bytes(b"\xff\xfe\n")
    yield "the seal of another store", lambda _, seal: seal.write_text(f"{'0' * 64}  {'0' * 64}\n")
    yield (
        "the fingerprint of another text",
        lambda _, seal: seal.write_text(f"{seal.read_text().split()[0]}  {'0' * 64}\n"),
    )


@pytest.mark.parametrize("damage", [pytest.param(do, id=name) for name, do in damages()])
@pytest.mark.parametrize("command", ["check", "assess", "facts", "--version"])
def test_a_damaged_store_is_one_clear_line_and_exit_1(
    ask: Run, copied: Path, sample: Path, damage: Callable[[Path, Path], object], command: str
) -> None:
    store = copied / "knowledge.sqlite"
    damage(store, copied / "knowledge.sqlite.sha256")
    rest = {"assess": [str(sample)], "facts": ["approvals"]}.get(command, [])
    assert "knowledge.sqlite" in one_line(ask(command, *rest), code=1)


@pytest.mark.parametrize(
    ("asked", "languages"),
    [((), ("ja", "en")), (("--lang", "ja"), ("ja",)), (("--lang", "en"), ("en",))],
)
def test_a_damaged_store_is_told_in_the_language_asked_for_else_in_both(
    ask: Run, copied: Path, root: Path, asked: tuple[str, ...], languages: tuple[str, ...]
) -> None:
    store = copied / "knowledge.sqlite"
    store.write_bytes(store.read_bytes()[:4096])
    said = [read_words(root / "resources", one).say("error.store_damaged") for one in languages]
    line = one_line(ask("check", *asked), code=1)
    assert line.strip() == f"knowledge.sqlite: {' / '.join(said)}"


def test_a_store_that_is_no_database_is_one_clear_line_though_its_seal_fits(
    ask: Run, copied: Path
) -> None:
    (copied / "knowledge.sqlite").write_bytes(b"")
    resealed(copied)
    assert "knowledge.sqlite" in one_line(ask("check"), code=1)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DELETE FROM decision_row WHERE id=(SELECT max(id) FROM decision_row)", ""),
        ("DELETE FROM source WHERE id=(SELECT min(source) FROM approval)", ""),
        ("UPDATE outcome SET value='101' WHERE id='acse.orr'", "acse.orr"),
        ("DELETE FROM caution WHERE id=(SELECT min(id) FROM caution)", "label"),
        ("DELETE FROM drug WHERE id='crizotinib'", "crizotinib"),
        ("DELETE FROM assay WHERE id=(SELECT min(id) FROM assay)", ""),
        ("ALTER TABLE outcome DROP COLUMN events", "events"),
        ("PRAGMA user_version=99", "version"),
    ],
)
def test_check_names_what_does_not_hold_though_the_seal_fits(
    ask: Run, copied: Path, statement: str, named: str
) -> None:
    resealed(copied, "PRAGMA foreign_keys=OFF", statement)
    said = ask("check")
    assert said.returncode == 1
    assert named in said.stdout + said.stderr


# --- the window, shown once ----------------------------------------------------------------------


def test_the_window_is_shown_once_and_its_result_drawn(start: Run, tmp_path: Path) -> None:
    picture = tmp_path / "窓.png"
    said = start("check", "--window", picture)
    assert said.returncode == 0
    assert [line.split(",")[0] for line in said.stdout.splitlines()] == [
        'the window is shown on "offscreen"',
        "the sheet is shown",
    ]
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert list(tmp_path.iterdir()) == [picture]


def test_a_picture_that_cannot_be_written_is_refused(start: Run, tmp_path: Path) -> None:
    said = start("check", "--window", tmp_path / "no" / "window.png")
    assert said.returncode == 2
    assert said.stderr.endswith("cannot be written (No such file or directory)\n")


# --- version and sheet ---------------------------------------------------------------------------


def test_the_version_names_program_edition_and_fingerprint(start: Run) -> None:
    said = start("--version")
    assert (said.returncode, said.stderr) == (0, "")
    seal = (ROOT / "resources" / "knowledge.sqlite.sha256").read_text(encoding="ascii").split()
    assert re.search(r"^ros1-desktop [0-9]+\.[0-9]+\.[0-9]+$", said.stdout, re.MULTILINE)
    assert re.search(r"\b20[0-9]{2}-[0-9]{2}\b", said.stdout)
    assert re.search(rf"\b{seal[1]}\b", said.stdout)


def example(number: str) -> Path:
    (path,) = (ROOT / "tests" / "examples").glob(f"{number}-*.case.json")
    return path


@pytest.mark.parametrize(
    ("kind", "number"), [("clinician", "189"), ("options", "189"), ("next-test", "048")]
)
@pytest.mark.parametrize("form", [("--lang", "ja"), ("--lang", "en"), ("--plain",)])
def test_sheet_writes_a_pdf_of_each_kind_in_each_form(
    start: Run, tmp_path: Path, kind: str, number: str, form: tuple[str, ...]
) -> None:
    output = tmp_path / "sheet.pdf"
    said = start("sheet", example(number), "-o", output, *DAY, "--kind", kind, *form)
    if (kind, *form) == ("clinician", "--plain"):
        assert "--plain" in one_line(said, code=2)
        assert list(tmp_path.iterdir()) == []
        return
    assert (said.returncode, said.stderr) == (0, "")
    assert output.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [output]


def test_the_kinds_are_those_of_the_command_line() -> None:
    assert SHEETS == ("clinician", "options", "next-test")


@pytest.mark.parametrize(
    ("number", "given", "said"),
    [
        ("048", ("--kind", "options"), "--kind next-test"),
        ("189", ("--kind", "next-test"), "--kind options"),
        ("094", ("--kind", "options"), "--kind clinician"),
        ("094", ("--kind", "next-test"), "--kind clinician"),
        ("216", ("--kind", "options"), "crizotinib, entrectinib"),
        ("189", ("--kind", "options", "--columns", "aspirin"), "aspirin"),
        ("189", ("--kind", "options", "--plain", "--lang", "en"), "--lang ja"),
        ("189", ("--supplement",), "--supplement"),
        ("189", ("--columns", "crizotinib"), "--columns"),
        ("048", ("--kind", "next-test", "--supplement"), "--supplement"),
    ],
)
def test_a_handout_that_there_is_not_is_refused_in_one_line_that_says_what_to_do(
    start: Run, tmp_path: Path, number: str, given: tuple[str, ...], said: str
) -> None:
    output = tmp_path / "sheet.pdf"
    refused = start("sheet", example(number), "-o", output, *DAY, *given)
    assert said in one_line(refused, code=2)
    assert list(tmp_path.iterdir()) == []


def test_a_handout_of_an_edition_that_has_expired_is_refused(
    start: Run, tmp_path: Path, environment: dict[str, str]
) -> None:
    given = (example("189"), "-o", tmp_path / "sheet.pdf", *DAY, "--kind", "options")
    environment["SOURCE_DATE_EPOCH"] = "1893456000"  # 2030-01-01
    refused = start("sheet", *given)
    assert "expired" in one_line(refused, code=2)
    assert list(tmp_path.iterdir()) == []


def test_columns_choose_what_stands_in_the_table(start: Run, tmp_path: Path) -> None:
    given = (example("216"), "-o", tmp_path / "sheet.pdf", *DAY, "--kind", "options")
    chosen = ("--columns", "crizotinib, repotrectinib")
    assert start("sheet", *given, *chosen).returncode == 0


def test_the_same_case_gives_the_same_sheet(start: Run, sample: Path, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        assert start("sheet", sample, "-o", name, *DAY).returncode == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()

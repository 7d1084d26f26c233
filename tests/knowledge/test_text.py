"""Text that is wrong is refused, and the message names the file or the row, and the key.

Every edit is made in a copy of the whole text, so that a message stands where a curator would
meet it.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from ros1_desktop.knowledge.records import KnowledgeError
from ros1_desktop.knowledge.shapes import SHAPES
from ros1_desktop.knowledge.text import files, fingerprint_of, last_day, read_text

Edit: TypeAlias = Callable[[str, str, str], Path]

APPROVALS = "drugs/approvals.toml"
STEPS = "tables/next_step.toml"
FINDINGS = "tables/findings.toml"
FIRST = 'id = "jp.crizotinib"'
STEP = '{ id = "NS-01a", '


@pytest.fixture
def edit(resources: Path, tmp_path: Path) -> Edit:
    """Return what changes one place of one file in a copy of the text; an empty `old` appends."""

    def change(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "knowledge"
        shutil.copytree(resources / "knowledge", folder)
        shutil.copy(resources / "case.schema.json", tmp_path)
        path = folder / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text, "the text has changed: give this test another place"
        changed = text.replace(old, new, 1) if old else text + new
        path.write_text(changed, encoding="utf-8")
        return folder

    return change


def test_the_text_as_it_stands_is_read(resources: Path) -> None:
    text = read_text(resources / "knowledge")
    assert text.facts.keys() == SHAPES.keys()
    assert len(text.tables) >= 23
    assert len(text.findings) >= 50


WRONG_FACTS = [
    # file, what stands there, what stands there instead, what the message names
    (APPROVALS, FIRST, 'id = ""', (APPROVALS, "id", "a text")),
    (APPROVALS, FIRST, 'id = "a\\nb"', (APPROVALS, "id", "line breaks")),
    (APPROVALS, FIRST, "id = 7", (APPROVALS, "id = 7", "a text")),
    (APPROVALS, FIRST, "", (APPROVALS, "(no id)", "id is missing")),
    (APPROVALS, FIRST, f'{FIRST}\nbrandname = "x"', (APPROVALS, "jp.crizotinib", "brandname")),
    (APPROVALS, 'drug = "crizotinib"\n', "", (APPROVALS, "jp.crizotinib", "drug is missing")),
    (APPROVALS, 'drug = "crizotinib"', 'drug = "krizotinib"', ("jp.crizotinib", "krizotinib")),
    (APPROVALS, '"any_line"', '"any"', (APPROVALS, "jp.crizotinib", "setting = 'any'")),
    (APPROVALS, '"2017-05-18"', "2017-05-18", (APPROVALS, "valid_from", "in quotes")),
    (APPROVALS, '"2017-05-18"', '"2017-02-30"', (APPROVALS, "valid_from", "2017-02-30")),
    (APPROVALS, '"2017-05-18"', '"May 2017"', (APPROVALS, "valid_from", "May 2017")),
    (APPROVALS, '"2017-05-18"', '"20170518"', (APPROVALS, "valid_from", "20170518")),
    (APPROVALS, '"2017-05-18"', '"2017-W20-4"', (APPROVALS, "valid_from", "2017-W20-4")),
    (APPROVALS, '"2017-05-18"', '"2017-13"', (APPROVALS, "valid_from", "2017-13")),
    (APPROVALS, '"qlifepro-2017"', '"nobody"', ("approval jp.crizotinib", "nobody", "source")),
    (APPROVALS, '["jlcs-ros1-guide"]', '["nobody"]', ("approval jp.crizotinib", "also", "nobody")),
    (APPROVALS, '["jlcs-ros1-guide"]', "[7]", (APPROVALS, "jp.crizotinib", "also")),
    (APPROVALS, '["jlcs-ros1-guide"]', '"jlcs-ros1-guide"', (APPROVALS, "also", "list")),
    (APPROVALS, '"verified-one-source"', '"unverified"', (APPROVALS, "status", "unverified")),
    (APPROVALS, 'id = "jp.entrectinib"', FIRST, ("approval jp.crizotinib", "twice")),
    (APPROVALS, "[[approval]]", "[approval]", (APPROVALS, "TOML")),
    (APPROVALS, "[[approval]]", "[[approved]]", (APPROVALS, "[[approved]]", "approval")),
    (APPROVALS, "[[approval]]", "[[approval]", (APPROVALS, "TOML")),
    ("new.toml", "", '[approval]\nid = "x"\n', ("new.toml", "[[approval]]", "two brackets")),
    ("new.toml", "", "approval = [7]\n", ("new.toml", "approval")),
    ("new.toml", "", 'title = "x"\n', ("new.toml", "[[title]]")),
    ("trials/trident-1.toml", "n = 71", "n = 71.0", ("trident-1.naive.orr", "n = 71.0", "whole")),
    ("trials/trident-1.toml", "n = 71", "n = true", ("trident-1.naive.orr", "n = True", "whole")),
    ("trials/trident-1.toml", "value = 79", 'value = "79"', ("trident-1.naive.orr", "value", "NR")),
    ("trials/trident-1.toml", "value = 79", "value = true", ("trident-1.naive.orr", "value")),
    ("trials/trident-1.toml", 'trial = "trident-1"', 'trial = "x"', ("trident-1.naive", "trial")),
    ("edition.toml", "value = 50", 'value = "50"', ("edition.toml", "fish_least_cells", "value")),
    ("cautions.toml", 'forbids = ["yes"]', "forbids = true", ("cautions.toml", "forbids", "list")),
]  # fmt: skip
WRONG_TABLES = [
    (STEPS, STEP, '{ id = "NS-01a", ross1 = "yes", ', (STEPS, "NS-01a", "ross1")),
    (STEPS, STEP, "{ ", (STEPS, "(no id)", "id is missing")),
    (STEPS, STEP, '{ id = "NS-02", ', ("row NS-02", "twice")),
    (STEPS, STEP, '{ id = "EX-01", ', ("row EX-01", "twice")),
    (STEPS, 'gives = "out_of_scope", ', "", (STEPS, "NS-01a", "gives is missing")),
    (STEPS, 'gives = "out_of_scope"', 'gives = "goodbye"', (STEPS, "NS-01a", "goodbye")),
    (STEPS, '["jlcs-ros1-guide"]', '["nobody"]', (STEPS, "NS-01a", "nobody")),
    (STEPS, '"outside", gives', '"outer", gives', (STEPS, "NS-01a", "histology", "outer")),
    (STEPS, '["histology", ', '["histolgy", ', (STEPS, "histology")),
    (STEPS, '"weak_result"]', '"weak_result", "mood"]', (STEPS, "mood", "findings.toml")),
    (STEPS, "inputs = ", "imputs = ", (STEPS, "inputs")),
    (STEPS, 'question = "', 'kwestion = "', (STEPS, "question")),
    (STEPS, "rows = [", "rows = [7, ", (STEPS, "row")),
    (STEPS, 'histology = "outside"', "histology = 7", (STEPS, "NS-01a", "histology")),
    (STEPS, '["jlcs-ros1-guide"]', "7", (STEPS, "NS-01a", "because")),
    (STEPS, '["jlcs-ros1-guide"]', "[]", (STEPS, "NS-01a", "because")),
    (STEPS, 'histology = "outside"', "histology = []", (STEPS, "NS-01a", "histology")),
    (FINDINGS, 'words = ["nsclc", "outside", "unknown"]\n', "", (FINDINGS, "histology", "words")),
    (FINDINGS, 'unknown = ["unknown"]', 'unknown = ["unkown"]', (FINDINGS, "method", "unkown")),
    (FINDINGS, 'adenocarcinoma = "nsclc"', 'adenocarcinoma = "nslcc"', (FINDINGS, "nslcc")),
    (FINDINGS, "[method]", "stray = 7\n[method]", (FINDINGS, "stray")),
    (FINDINGS, "[histology]", "[histologie]", (STEPS, "histology", "findings.toml")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        pytest.param(*wrong, id=f"{number}-{wrong[2][:30]}")
        for number, wrong in enumerate([*WRONG_FACTS, *WRONG_TABLES])
    ],
)
def test_wrong_text_is_refused_with_its_place(
    edit: Edit, name: str, old: str, new: str, named: tuple[str, ...]
) -> None:
    folder = edit(name, old, new)
    with pytest.raises(KnowledgeError) as caught:
        read_text(folder)
    for word in named:
        assert word in str(caught.value)


def test_text_that_is_not_utf8_is_refused_with_its_file(edit: Edit) -> None:
    folder = edit("new.toml", "", "# ")
    (folder / "new.toml").write_bytes(b"# \xff\n")
    with pytest.raises(KnowledgeError, match=r"new\.toml: cannot be read as TOML"):
        read_text(folder)


@pytest.mark.parametrize(
    ("when", "last"),
    [
        ("2026", date(2026, 12, 31)),
        ("2026-11", date(2026, 11, 30)),
        ("2026-12", date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 28)),
        ("2026-11-23", date(2026, 11, 23)),
        ("2026-11-31", None),
        ("2026-00", None),
        ("0000", None),
        ("next", None),
        ("", None),
    ],
)
def test_a_month_or_a_year_ends_on_its_last_day(when: str, last: date | None) -> None:
    assert last_day(when) == last


def test_the_fingerprint_follows_every_byte_and_every_name(edit: Edit, resources: Path) -> None:
    before = fingerprint_of(resources / "knowledge")
    folder = edit(APPROVALS, "# Approvals", "# approvals")
    assert fingerprint_of(folder) != before
    shutil.copy(resources / "knowledge" / APPROVALS, folder / APPROVALS)
    assert fingerprint_of(folder) == before
    (folder / APPROVALS).rename(folder / "drugs" / "labels.toml")
    assert fingerprint_of(folder) != before


def test_the_files_are_read_in_one_order_and_nothing_else_is_read(edit: Edit) -> None:
    folder = edit("new.toml", "", "# nothing\n")
    (folder / "new.md").write_text("[[approval]]", encoding="utf-8")
    names = [path.relative_to(folder).as_posix() for path in files(folder)]
    assert names == sorted(names)
    assert "new.toml" in names
    assert "new.md" not in names
    read_text(folder)

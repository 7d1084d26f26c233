"""Wrong edits of the reviewed text: each is refused in one line that a curator can act on.

The edits stand in `hostile_edits.toml`. Each is made in a copy of the text. What the reader of the
text refuses must say where (the file, and the kind and the id), which key, and what to do; what
only the proof of the whole store finds must name the row or the table.
"""

import re
import shutil
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.exchange.verify import verify
from ros1_desktop.knowledge.build import build_store
from ros1_desktop.knowledge.records import KnowledgeError
from ros1_desktop.knowledge.store import open_store
from ros1_desktop.knowledge.text import read_text

NEW = "extra.toml"
REMEDY = re.compile(r"; (?:add|correct|give|list|mend|use|write)\b|not one of |with two brackets")


class Edit(NamedTuple):
    """One wrong edit: what it is, where, the words before and after, and what must be named."""

    says: str
    file: str
    old: str
    new: str
    names: list[str]


def edits(which: str) -> list[Edit]:
    path = Path(__file__).with_name("hostile_edits.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))[which]
    return [Edit(**row) for row in rows]


def name_of(edit: Edit) -> str:
    return edit.says.replace(" ", "_")


@pytest.fixture
def copy(resources: Path, tmp_path: Path) -> Path:
    """Return a folder of resources that an edit may spoil."""
    shutil.copytree(resources / "knowledge", tmp_path / "knowledge")
    shutil.copy(resources / "case.schema.json", tmp_path)
    return tmp_path


def make(edit: Edit, copy: Path) -> None:
    path = copy / "knowledge" / (edit.file or NEW)
    before = path.read_text(encoding="utf-8") if edit.file else ""
    after = before.replace(edit.old, edit.new, 1)
    assert after != before, f"{edit.old!r} does not stand in {edit.file}"
    path.write_text(after, encoding="utf-8")


def refusal(copy: Path) -> str:
    """Return the line with which the text is refused."""
    with pytest.raises(KnowledgeError) as caught:
        read_text(copy / "knowledge")
    return str(caught.value)


def proof_of(copy: Path, vocabulary: Vocabulary) -> list[str]:
    """Return what the proof of the whole store finds."""
    build_store(copy, copy / "knowledge.sqlite")
    store = open_store(copy)
    try:
        verified = verify(store, vocabulary)
    finally:
        store.close()
    found = list(verified.faults)
    for proof in verified.proofs:
        found += [f"{proof.table}: gap {gap}" for gap in proof.gaps]
        found += [f"{proof.table}: clash of {one} and {other}" for one, other in proof.clashes]
        found += [f"{proof.table}: {word} is spare" for word in proof.spare]
    return found


@pytest.mark.parametrize("edit", edits("refused"), ids=name_of)
def test_a_wrong_edit_is_refused_in_one_line_that_says_where_and_what_to_do(
    edit: Edit, copy: Path
) -> None:
    make(edit, copy)
    line = refusal(copy)
    assert "\n" not in line
    assert [name for name in edit.names if name not in line] == []
    assert re.match(r"[a-z0-9_/-]+\.toml[,:] ", line), "it begins with the file"
    assert REMEDY.search(line), line


@pytest.mark.parametrize("edit", edits("found"), ids=name_of)
def test_a_wrong_edit_that_reads_well_is_found_by_the_proof_of_the_store(
    edit: Edit, copy: Path, vocabulary: Vocabulary
) -> None:
    make(edit, copy)
    found = proof_of(copy, vocabulary)
    assert any(all(name in line for name in edit.names) for line in found), found


def test_there_are_many_wrong_edits_and_no_two_are_the_same() -> None:
    every = edits("refused") + edits("found")
    assert len(every) >= 130
    assert len({edit.says for edit in every}) == len(every)


def test_bytes_that_are_no_text_are_refused(copy: Path) -> None:
    path = copy / "knowledge" / "edition.toml"
    path.write_bytes(b"\xff\xfe" + path.read_bytes())
    line = refusal(copy)
    assert "edition.toml" in line
    assert REMEDY.search(line), line


def test_the_text_as_it_stands_is_read_and_proved(copy: Path, vocabulary: Vocabulary) -> None:
    assert proof_of(copy, vocabulary) == []

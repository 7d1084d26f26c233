"""Reviewed text to rows; every error names file, key and remedy.

Rules:
 * Any file under `resources/knowledge` may hold facts of any kind (`[[outcome]]`, `[[caution]]` …);
   `tables/` holds one decision table a file, and the findings they compare; `lists.toml` the words
   that neither the case nor a table has.
 * What must be true of a row, of a table and of the whole stands in `truths_row`, `truths_table`
   and `truths`; the first fault is the error.
 * Nothing `unverified` can be written: it is not a status.
"""

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from ros1_desktop.case.vocabulary import Vocabulary, read_vocabulary
from ros1_desktop.knowledge import truths
from ros1_desktop.knowledge.records import Finding, KnowledgeError, Row, Table
from ros1_desktop.knowledge.shapes import SHAPES
from ros1_desktop.knowledge.truths import Text
from ros1_desktop.knowledge.truths_row import Fact, column_faults, last_day, row_faults
from ros1_desktop.knowledge.truths_table import WORDS, finding_faults, table_faults, word_faults

__all__ = ["Text", "files", "fingerprint_of", "last_day", "read_text"]
FINDINGS, LISTS, TABLES = "tables/findings.toml", "lists.toml", "tables/"


def files(folder: Path) -> list[Path]:
    """Return the text files of `resources/knowledge`, in a fixed order."""
    return sorted(folder.rglob("*.toml"), key=lambda path: path.relative_to(folder).as_posix())


def fingerprint_of(folder: Path) -> str:
    """Return the SHA-256 over names and bytes of the reviewed text."""
    seal = hashlib.sha256()
    for path in files(folder):
        content = path.read_bytes()
        seal.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        seal.update(content)
    return seal.hexdigest()


def read_text(folder: Path) -> Text:
    """Read and check every file of `resources/knowledge`; the schema of a case stands beside it.

    Raises:
        KnowledgeError: the text is wrong; the message names file, key and remedy.
    """
    vocabulary = read_vocabulary(folder.parent)
    contents = dict(_contents(folder))
    own: Mapping[str, list[str]] = contents.pop(LISTS, {})
    _refuse(column_faults(LISTS, dict(own), dict.fromkeys(truths.LISTS, WORDS)))
    findings = _findings(contents.pop(FINDINGS, {}), vocabulary)
    tables = {
        Path(name).stem: _table(name, contents.pop(name))
        for name in list(contents)
        if name.startswith(TABLES)
    }
    facts, places = _facts(contents)
    text = Text(facts, findings, tables, places)
    _once(tables)
    _refuse(_faults(text, own, vocabulary))
    return text


def _refuse(faults: Iterable[str]) -> None:
    """Raise the first fault; what would come after it may rest on what is wrong."""
    for fault in faults:
        raise KnowledgeError(fault)


def _contents(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every file, by its name in the folder."""
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            yield name, tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            message = f"{name}: cannot be read as TOML ({error}); mend the line it names"
            raise KnowledgeError(message) from error


def _facts(
    contents: Mapping[str, Mapping[str, Any]],
) -> tuple[Mapping[str, tuple[Fact, ...]], Mapping[tuple[str, str], str]]:
    """Return the facts by kind, and the file of each by kind and id."""
    facts: dict[str, list[Fact]] = {kind: [] for kind in SHAPES}
    places: dict[tuple[str, str], str] = {}
    for name, content in contents.items():
        for kind, row in _rows(name, content):
            where = f"{name}, {kind} {row.get('id', '(no id)')}"
            _refuse(row_faults(where, kind, row))
            if first := places.get((kind, row["id"])):
                _refuse(
                    [f"{where}: the id stands twice (also in {first}); give one of them another"]
                )
            places[kind, row["id"]] = name
            facts[kind].append(row)
    return {kind: tuple(rows) for kind, rows in facts.items()}, places


def _rows(name: str, content: Mapping[str, Any]) -> Iterator[tuple[str, Fact]]:
    for kind, rows in content.items():
        if kind not in SHAPES:
            message = f"{name}: [[{kind}]] is not a kind of fact; use one of {', '.join(SHAPES)}"
            raise KnowledgeError(message)
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            message = f"{name}: {kind} must be written as [[{kind}]], with two brackets"
            raise KnowledgeError(message)
        for row in rows:
            yield kind, row


def _findings(content: Mapping[str, Any], vocabulary: Vocabulary) -> Mapping[str, Finding]:
    findings = {}
    fields = truths.fields_of(vocabulary)
    for key, value in content.items():
        _refuse(finding_faults(f"{FINDINGS}, {key}", value, fields))
        unknown, reads = frozenset(value.get("unknown", ())), tuple(value.get("reads", ()))
        findings[key] = Finding(key, tuple(value["words"]), unknown, reads, value.get("maps", {}))
    return findings


def _table(name: str, content: Mapping[str, Any]) -> Table:
    _refuse(table_faults(name, content))
    inputs = tuple(content["inputs"])
    rows = tuple(
        Row(
            line["id"],
            {key: _cell(line[key]) for key in inputs if key in line},
            line["gives"],
            tuple(line["because"]),
            line.get("section"),
        )
        for line in content["rows"]
    )
    words = tuple(content["words"])
    return Table(Path(name).stem, content["question"], content["feeds"], inputs, words, rows)


def _cell(words: str | list[str]) -> frozenset[str]:
    return frozenset([words] if isinstance(words, str) else words)


def _once(tables: Mapping[str, Table]) -> None:
    """Refuse a row whose id another row of any table has: the sheet cites rows by their ids."""
    places: dict[str, str] = {}
    for table in tables.values():
        for line in table.rows:
            name = f"{TABLES}{table.id}.toml"
            if first := places.get(line.id):
                where = f"{name}, row {line.id}"
                _refuse(
                    [f"{where}: the id stands twice (also in {first}); give one of them another"]
                )
            places[line.id] = name


def _faults(
    text: Text, own: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> Iterator[str]:
    """Yield what is wrong with the whole, in the order in which one rests on another."""
    known = {**own, "source": [row["id"] for row in text.facts["source"]]}
    return chain(
        *(word_faults(table, text.findings, known) for table in text.tables.values()),
        truths.reference_faults(text),
        truths.list_faults(text, own, vocabulary),
        truths.forbid_faults(text, vocabulary),
        truths.threshold_faults(text, own["threshold"]),
        truths.double_faults(text),
    )

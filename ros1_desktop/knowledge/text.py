"""Reviewed text to rows; every error names file, key and remedy.

Rules:
 * Any file under `resources/knowledge` may hold facts of any kind (`[[outcome]]`, `[[caution]]` …);
   `tables/` holds one decision table a file, and the findings they compare.
 * A row has the columns of its shape and no others; ids are unique, references resolve.
 * Nothing `unverified` can be written: it is not a status.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from ros1_desktop.knowledge.records import Finding, KnowledgeError, Row, Table
from ros1_desktop.knowledge.shapes import SHAPES, Column

Fact: TypeAlias = dict[str, Any]
FIGURE_WORDS = ("NR", "NE", "<1")
ROW_KEYS = frozenset({"id", "gives", "because", "section"})


@dataclass(frozen=True, slots=True)
class Text:
    """The whole reviewed text: facts by kind, findings and tables, in the order of the files."""

    facts: Mapping[str, tuple[Fact, ...]]
    findings: Mapping[str, Finding]
    tables: Mapping[str, Table]


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
    """Read and check every file of `resources/knowledge`; KnowledgeError says what is wrong."""
    facts: dict[str, list[Fact]] = {kind: [] for kind in SHAPES}
    findings: dict[str, Finding] = {}
    tables: dict[str, Table] = {}
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        content = _toml(path, name)
        if name == "tables/findings.toml":
            findings = {key: _finding(name, key, value) for key, value in content.items()}
        elif name.startswith("tables/"):
            tables[path.stem] = _table(name, path.stem, content)
        else:
            for kind, row in _rows(name, content):
                facts[kind].append(row)
    text = Text({kind: tuple(rows) for kind, rows in facts.items()}, findings, tables)
    _unique(text)
    _resolve(text)
    for table in tables.values():
        _known_words(table, findings)
    return text


def _toml(path: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{name}: cannot be read as TOML ({error}); mend the line it names"
        raise KnowledgeError(message) from error


def _rows(name: str, content: Mapping[str, Any]) -> Iterator[tuple[str, Fact]]:
    for kind, rows in content.items():
        if kind not in SHAPES:
            message = f"{name}: [[{kind}]] is not a kind of fact; use one of {', '.join(SHAPES)}"
            raise KnowledgeError(message)
        if not isinstance(rows, list):
            message = f"{name}: {kind} must be written as [[{kind}]], with two brackets"
            raise KnowledgeError(message)
        for row in rows:
            yield kind, _row(name, kind, row)


def _row(name: str, kind: str, row: Fact) -> Fact:
    shape = SHAPES[kind]
    where = f"{name}, {kind} {row.get('id', '(no id)')}"
    for key in row:
        if key not in shape:
            message = f"{where}: {key} is not a column; use one of {', '.join(shape)}"
            raise KnowledgeError(message)
    for key, column in shape.items():
        if key in row:
            _value(where, key, row[key], column)
        elif column.required:
            message = f"{where}: {key} is missing; add it"
            raise KnowledgeError(message)
    return row


def _value(where: str, key: str, value: Any, column: Column) -> None:  # noqa: ANN401 (TOML holds anything)
    fits = {
        "text": isinstance(value, str) and bool(value.strip()) and value.isprintable(),
        "whole": type(value) is int,
        "number": type(value) in (int, float),
        "figure": type(value) in (int, float) or value in FIGURE_WORDS,
        "texts": isinstance(value, list) and all(isinstance(item, str) for item in value),
        "yes_no": isinstance(value, bool),
        "date": isinstance(value, str) and last_day(value) is not None,
    }[column.kind]
    if not fits:
        message = f"{where}: {key} = {value!r} is not {SAID[column.kind]}; correct it"
        raise KnowledgeError(message)
    if column.words and value not in column.words:
        message = f"{where}: {key} = {value!r} is not one of {', '.join(column.words)}"
        raise KnowledgeError(message)


SAID = {
    "text": "a text without line breaks or tabs",
    "whole": "a whole number",
    "number": "a number",
    "figure": "a number, NR, NE or <1",
    "texts": "a list of texts",
    "yes_no": "true or false",
    "date": "a date written YYYY, YYYY-MM or YYYY-MM-DD in quotes",
}


def last_day(when: str) -> date | None:
    """Return the last day of a day, month or year; None where it is not a date."""
    year_length, month_length = len("2026"), len("2026-11")
    try:
        if len(when) == year_length:
            return date(int(when), 12, 31)
        if len(when) == month_length:
            first = date.fromisoformat(f"{when}-01")
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return date.fromisoformat(when)
    except ValueError:
        return None


def _finding(name: str, key: str, value: Mapping[str, Any]) -> Finding:
    if not value.get("words"):
        message = f"{name}, {key}: words is missing; list every word the finding may be"
        raise KnowledgeError(message)
    words, maps = tuple(value["words"]), dict(value.get("maps", {}))
    unknown = frozenset(value.get("unknown", ()))
    for strange in sorted({*unknown, *maps.values()} - set(words)):
        message = f"{name}, {key}: {strange!r} is not among its words; correct it or add it there"
        raise KnowledgeError(message)
    return Finding(key, words, unknown, tuple(value.get("reads", ())), maps)


def _table(name: str, key: str, content: Mapping[str, Any]) -> Table:
    inputs = tuple(content["inputs"])
    rows = []
    for line in content["rows"]:
        where = f"{name}, row {line.get('id', '(no id)')}"
        if strange := line.keys() - ROW_KEYS - set(inputs):
            message = f"{where}: not an input: {min(strange)}; use one of {', '.join(inputs)}"
            raise KnowledgeError(message)
        if missing := {"id", "gives", "because"} - line.keys():
            message = f"{where}: {min(missing)} is missing; add it"
            raise KnowledgeError(message)
        if line["gives"] not in content["words"]:
            message = f"{where}: gives {line['gives']!r}, not one of {', '.join(content['words'])}"
            raise KnowledgeError(message)
        needs = {word: _cell(line[word]) for word in inputs if word in line}
        sources = tuple(line["because"])
        rows.append(Row(line["id"], needs, line["gives"], sources, line.get("section")))
    words = tuple(content["words"])
    return Table(key, content["question"], content["feeds"], inputs, words, tuple(rows))


def _cell(words: str | list[str]) -> frozenset[str]:
    return frozenset([words] if isinstance(words, str) else words)


def _unique(text: Text) -> None:
    for kind, rows in text.facts.items():
        seen: set[str] = set()
        for row in rows:
            if row["id"] in seen:
                message = f"{kind} {row['id']}: the id stands twice; give one of them another"
                raise KnowledgeError(message)
            seen.add(row["id"])
    ids = [row.id for table in text.tables.values() for row in table.rows]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        message = f"tables, row {twice}: the id stands twice; give one of them another"
        raise KnowledgeError(message)


def _resolve(text: Text) -> None:
    ids = {kind: {row["id"] for row in rows} for kind, rows in text.facts.items()}
    for kind, rows in text.facts.items():
        columns = {key: column for key, column in SHAPES[kind].items() if column.refers}
        for row in rows:
            for key, column in columns.items():
                named = row.get(key, [])
                for name in named if isinstance(named, list) else [named]:
                    if name not in ids[column.refers]:
                        message = (
                            f"{kind} {row['id']}: {key} = {name!r} is no {column.refers}; "
                            f"correct it or add that {column.refers}"
                        )
                        raise KnowledgeError(message)
    for table in text.tables.values():
        for line in table.rows:
            for name in line.sources:
                if name not in ids["source"]:
                    message = (
                        f"tables/{table.id}.toml, row {line.id}: {name!r} is no source; "
                        "correct it or add that source"
                    )
                    raise KnowledgeError(message)


def _known_words(table: Table, findings: Mapping[str, Finding]) -> None:
    for name in table.inputs:
        if name not in findings:
            message = f"tables/{table.id}.toml: input {name} is not in findings.toml; add it"
            raise KnowledgeError(message)
    for line in table.rows:
        for name, words in line.needs.items():
            if strange := words - set(findings[name].words):
                message = (
                    f"tables/{table.id}.toml, row {line.id}: {name} cannot be {min(strange)}; "
                    "use a word of findings.toml"
                )
                raise KnowledgeError(message)

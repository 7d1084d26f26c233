"""Reviewed text to one SQLite file and the fingerprint beside it.

Rules:
 * The same text gives the same content: rows are inserted in the order of their ids, nothing reads
   a clock. The fingerprint is the SHA-256 of the text; the sidecar also holds that of the file.
 * STRICT tables, foreign keys checked, no write-ahead log: the file can be opened from its bytes.
 * The file appears whole or not at all.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ros1_desktop.keep import write_whole
from ros1_desktop.knowledge.columns import Column
from ros1_desktop.knowledge.shapes import SHAPES, VERSION
from ros1_desktop.knowledge.store import sealing
from ros1_desktop.knowledge.text import Text, fingerprint_of, last_day, read_text

APPLICATION_ID = 0x524F5331  # "ROS1"
# Dates that hold from their last day get a plain day beside them, so that SQL can compare.
DAYS = {"valid_from": "holds_from", "reported": "holds_from", "superseded_from": "superseded_day"}


def build_store(resources: Path, target: Path) -> str:
    """Build the store and its sidecar `<target>.sha256`; return the fingerprint of the text.

    Raises:
        KnowledgeError: the text is wrong; the message names file, key and remedy.
    """
    folder = resources / "knowledge"
    text = read_text(folder)
    fingerprint = fingerprint_of(folder)
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        _fill(fresh, text, fingerprint)
        content = fresh.read_bytes()
        write_whole(target, content)
        seal = sealing(content, fingerprint).encode("ascii")
        write_whole(target.with_name(f"{target.name}.sha256"), seal)
    finally:
        fresh.unlink(missing_ok=True)
    return fingerprint


def _fill(path: Path, text: Text, fingerprint: str) -> None:
    database = Database(path, execute_plugins=False)
    try:
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
        database.execute(f"PRAGMA user_version={VERSION}")
        with database.atomic():
            for kind, rows in text.facts.items():
                _facts(database, kind, sorted(rows, key=lambda row: str(row["id"])))
            _rules(database, text)
            _table(database, "seal", {"fingerprint": str}, [{"fingerprint": fingerprint}])
        broken = list(database.query("PRAGMA foreign_key_check"))
        if broken:  # pragma: no cover (read_text has resolved every reference before)
            message = f"the store has {len(broken)} broken references"
            raise RuntimeError(message)
        database.execute("VACUUM")
    finally:
        database.close()


def _facts(database: Database, kind: str, rows: list[dict[str, Any]]) -> None:
    shape = SHAPES[kind]
    columns: dict[str, type] = {}
    for name, column in shape.items():
        columns[name] = {"whole": int, "yes_no": int, "number": float}.get(column.kind, str)
        if name in DAYS:
            columns[DAYS[name]] = str
    keys = [
        (name, column.refers, "id")
        for name, column in shape.items()
        if column.refers and column.kind == "text" and column.refers != kind
    ]
    _table(database, kind, columns, [_stored(shape, row) for row in rows], keys)


def _stored(shape: Mapping[str, Column], row: Mapping[str, Any]) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    for name, column in shape.items():
        value = row.get(name)
        if name in DAYS:
            day = last_day(value) if value is not None else None
            stored[DAYS[name]] = day.isoformat() if day else None
        if value is not None and column.kind in ("figure", "texts"):
            value = json.dumps(value, ensure_ascii=False)
        stored[name] = int(value) if column.kind == "yes_no" and value is not None else value
    return stored


def _rules(database: Database, text: Text) -> None:
    dump = json.dumps
    findings = [
        {
            "id": finding.id,
            "words": dump(finding.words),
            "unknown": dump(sorted(finding.unknown)),
            "reads": dump(finding.reads),
            "maps": dump(finding.maps),
        }
        for finding in text.findings.values()
    ]
    _table(database, "finding", _texts("id", "words", "unknown", "reads", "maps"), findings)
    tables = [
        {
            "id": table.id,
            "question": table.question,
            "feeds": table.feeds,
            "inputs": dump(table.inputs),
            "words": dump(table.words),
        }
        for table in text.tables.values()
    ]
    columns = _texts("id", "question", "feeds", "inputs", "words")
    _table(database, "decision_table", columns, tables)
    _table(
        database,
        "decision_row",
        _texts("id", "decision_table", "gives", "sources", "section"),
        list(_rule_rows(text)),
        [("decision_table", "decision_table", "id")],
    )
    _table(
        database,
        "decision_cell",
        _texts("decision_row", "finding", "word"),
        list(_rule_cells(text)),
        [("decision_row", "decision_row", "id"), ("finding", "finding", "id")],
    )


def _texts(*names: str) -> dict[str, type]:
    return dict.fromkeys(names, str)


def _rule_cells(text: Text) -> Iterator[dict[str, Any]]:
    for table in text.tables.values():
        for line in table.rows:
            for name, words in line.needs.items():
                for word in sorted(words):
                    yield {"decision_row": line.id, "finding": name, "word": word}


def _rule_rows(text: Text) -> Iterator[dict[str, Any]]:
    for table in text.tables.values():
        for line in table.rows:
            yield {
                "id": line.id,
                "decision_table": table.id,
                "gives": line.gives,
                "sources": json.dumps(line.sources),
                "section": line.section,
            }


def _table(
    database: Database,
    name: str,
    columns: Mapping[str, type],
    rows: list[dict[str, Any]],
    keys: list[tuple[str, str, str]] | None = None,
) -> None:
    table = database.table(name)
    key = "id" if "id" in columns else None
    table.create(dict(columns), pk=key, foreign_keys=keys or [], strict=True)
    if rows:
        table.insert_all(rows)

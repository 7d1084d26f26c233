"""The store: verified bytes, opened read-only, asked by SQL.

Rules:
 * No byte is used before the hash of the whole file has been compared; what was verified is what
   is opened (`deserialize`), so nothing can change in between.
 * The connection reads and nothing else: an authorizer refuses every other action.
 * What is in force on a date in a jurisdiction is decided here, once, by SQL.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ros1_desktop.knowledge import rows
from ros1_desktop.knowledge.records import (
    Caution,
    Finding,
    Knowledge,
    Outcome,
    Row,
    StoreError,
    Table,
)
from ros1_desktop.knowledge.rows import Record
from ros1_desktop.knowledge.shapes import SHAPES, VERSION

STORE = "knowledge.sqlite"
WRITE_AHEAD = 2  # bytes 18 and 19 of a database that needs a log beside it
_READS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION)


class Store:
    """An opened store. It is never written to."""

    def __init__(self, content: bytes, fingerprint: str) -> None:
        """Open verified bytes in memory, for reading only."""
        self.fingerprint = fingerprint
        self._connection = sqlite3.connect(":memory:")
        self._connection.deserialize(content)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA query_only=ON")
        self._connection.execute("PRAGMA trusted_schema=OFF")
        self._connection.execute("PRAGMA cache_size=-64")  # kB: the bytes are in memory already
        self._connection.set_authorizer(_only_read)

    def close(self) -> None:
        """Let the memory go."""
        self._connection.close()

    def rows(self, question: str, **values: str) -> Iterator[Record]:
        """Yield the rows that a SELECT finds."""
        for row in self._connection.execute(question, values):
            yield dict(row)

    def facts(self, kind: str, as_of: str | None = None) -> Iterator[Record]:
        """Yield the facts of one kind in the order of their ids; None: the text has nothing.

        With a date, only those that hold on it: begun, and not ended.
        """
        shape = SHAPES[kind]
        begun = {"valid_from", "reported"} & shape.keys()
        where = "WHERE (holds_from IS NULL OR holds_from <= :day)" if as_of and begun else ""
        if where and "valid_to" in shape:
            where += " AND (valid_to IS NULL OR valid_to > :day)"
        # The table's name comes from SHAPES, never from a user.
        question = f"SELECT * FROM {kind} {where} ORDER BY id"  # noqa: S608
        for row in self.rows(question, **({"day": as_of} if where and as_of else {})):
            yield {name: _plain(row[name], column.kind) for name, column in shape.items()}

    def columns(self, kind: str) -> frozenset[str]:
        """Return the columns of the table of one kind; empty where there is no table."""
        try:
            # The table's name comes from SHAPES, never from a user.
            asked = self._connection.execute(f"SELECT * FROM {kind} LIMIT 0")  # noqa: S608
        except sqlite3.OperationalError:
            return frozenset()
        return frozenset(column[0] for column in asked.description)

    def in_force(self, as_of: str, jurisdiction: str) -> Knowledge:
        """Return everything that holds in a jurisdiction on a day (`YYYY-MM-DD`)."""
        here = {"day": as_of, "here": jurisdiction}
        (edition,) = self.rows("SELECT id FROM edition")
        return Knowledge(
            edition=edition["id"],
            fingerprint=self.fingerprint,
            as_of=as_of,
            jurisdiction=jurisdiction,
            findings=self.findings(),
            tables=self.tables(),
            limits={row["id"]: row["value"] for row in self.rows("SELECT * FROM threshold")},
            assays={row["id"]: rows.assay(row, jurisdiction) for row in self.rows(rows.ASSAYS)},
            pairs=tuple(rows.pair(row) for row in self.rows(rows.PAIRS, **here)),
            fusions=self._fusions(),
            drugs={
                row["id"]: rows.drug(row) for row in self.rows("SELECT * FROM drug ORDER BY id")
            },
            approvals={
                row["drug"]: rows.approval(row) for row in self.rows(rows.APPROVALS, **here)
            },
            recommendations=tuple(
                rows.recommendation(row) for row in self.rows(rows.RECOMMENDATIONS, day=as_of)
            ),
            resistance=tuple(rows.resistance(row) for row in self.rows(rows.RESISTANCE)),
            cautions=self._cautions(jurisdiction),
            outcomes=self._outcomes(as_of),
            other_options=tuple(
                rows.other(row) for row in self.rows("SELECT * FROM other_option ORDER BY id")
            ),
            naive_only_abroad=frozenset(
                row["drug"] for row in self.rows(rows.NAIVE_ONLY_ABROAD, **here)
            ),
            approved_abroad=frozenset(
                row["drug"] for row in self.rows(rows.APPROVED_ABROAD, **here)
            ),
        )

    def findings(self) -> Mapping[str, Finding]:
        """Return every finding that a table compares."""
        return {row["id"]: rows.finding(row) for row in self.rows("SELECT * FROM finding")}

    def tables(self) -> Mapping[str, Table]:
        """Return every decision table, its rows in the order of their ids."""
        cells: dict[str, dict[str, set[str]]] = {}
        for row in self.rows("SELECT decision_row, finding, word FROM decision_cell"):
            needs = cells.setdefault(row["decision_row"], {})
            needs.setdefault(row["finding"], set()).add(row["word"])
        lines: dict[str, list[Row]] = {}
        for row in self.rows("SELECT * FROM decision_row ORDER BY id"):
            needs = cells.get(row["id"], {})
            line = Row(
                row["id"],
                {name: frozenset(words) for name, words in needs.items()},
                row["gives"],
                tuple(json.loads(row["sources"])),
                row["section"],
            )
            lines.setdefault(row["decision_table"], []).append(line)
        return {
            row["id"]: Table(
                row["id"],
                row["question"],
                row["feeds"],
                tuple(json.loads(row["inputs"])),
                tuple(json.loads(row["words"])),
                tuple(lines[row["id"]]),
            )
            for row in self.rows("SELECT * FROM decision_table ORDER BY id")
        }

    def _fusions(self) -> Mapping[str, frozenset[tuple[str, int, int]]]:
        found: dict[str, set[tuple[str, int, int]]] = {}
        for row in self.rows("SELECT assay, partner, partner_exon, ros1_exon FROM fusion"):
            key = (row["partner"], row["partner_exon"], row["ros1_exon"])
            found.setdefault(row["assay"], set()).add(key)
        return {assay: frozenset(fusions) for assay, fusions in found.items()}

    def _cautions(self, jurisdiction: str) -> Mapping[str, tuple[Caution, ...]]:
        found: dict[str, list[Caution]] = {}
        for row in self.rows(rows.CAUTIONS, here=jurisdiction):
            forbids = frozenset(json.loads(row["forbids"] or "[]"))
            caution = Caution(row["id"], row["drug"], row["field"], forbids, rows.sources(row))
            found.setdefault(row["drug"], []).append(caution)
        return {drug: tuple(cautions) for drug, cautions in found.items()}

    def _outcomes(self, as_of: str) -> Mapping[str, tuple[Outcome, ...]]:
        found: dict[str, list[Outcome]] = {}
        for row in self.rows(rows.OUTCOMES, day=as_of):
            outcome = Outcome(
                row["id"], row["drug"], row["grp"], bool(row["superseded"]), rows.sources(row)
            )
            found.setdefault(row["drug"], []).append(outcome)
        return {drug: tuple(outcomes) for drug, outcomes in found.items()}


def open_store(resources: Path) -> Store:
    """Verify the file against its sidecar and open the verified bytes.

    Raises:
        StoreError: a file is missing, damaged, or not the one that was built.
    """
    path = resources / STORE
    sidecar = path.with_name(f"{STORE}.sha256")
    try:
        content = path.read_bytes()
        written = sidecar.read_bytes().decode("ascii")
        _, fingerprint = written.split()
    except (OSError, ValueError) as error:
        raise StoreError(path.name, "store_unreadable") from error
    if written != sealing(content, fingerprint):
        raise StoreError(path.name, "store_damaged")
    if WRITE_AHEAD in content[18:20]:
        raise StoreError(path.name, "store_with_log")
    if int.from_bytes(content[60:64], "big") != VERSION:
        raise StoreError(path.name, "store_of_other_version")
    store = Store(content, fingerprint)
    (sealed,) = store.rows("SELECT fingerprint FROM seal")
    if sealed["fingerprint"] != fingerprint:
        store.close()
        raise StoreError(path.name, "store_of_other_text")
    return store


def sealing(content: bytes, fingerprint: str) -> str:
    """Return what stands in the file beside a store of this content."""
    return f"{hashlib.sha256(content).hexdigest()}  {fingerprint}\n"


def _only_read(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _plain(value: Any, kind: str) -> Any:  # noqa: ANN401 (a column holds text, number or list)
    if value is None:
        return None
    if kind in ("figure", "texts"):
        return json.loads(value)
    return bool(value) if kind == "yes_no" else value

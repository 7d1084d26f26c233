"""The two tables of evidence, wherever they are at hand, against the store and the transcript.

They lie in the folder `shared` beside the project; without it these tests are not collected, and
the transcript (`tests/knowledge/csv_transcript.toml`) stands in for them.
"""

import csv
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from ros1_desktop.knowledge.text import read_text

Line: TypeAlias = Mapping[str, str]
COLUMNS = {
    "outcome": {
        "trial": "trial",
        "drug": "drug",
        "endpoint": "endpoint",
        "value": "value",
        "low": "ci_low",
        "high": "ci_high",
        "interval_note": "ci_note",
        "n": "n",
        "status": "status",
    },
    "toxicity": {
        "drug": "drug",
        "population": "population",
        "term": "ae_term_en",
        "term_ja": "ae_term_ja",
        "any_grade": "any_grade_pct",
        "grade3": "grade3plus_pct",
        "n": "n",
        "status": "status",
    },
}
FILES = {"outcome": "trial_outcomes.csv", "toxicity": "toxicity.csv"}
STORED = {
    "outcome": {"value": "value", "low": "ci_low", "high": "ci_high", "n": "n"},
    "toxicity": {
        "any_grade_percent": "any_grade_pct",
        "grade3_percent": "grade3plus_pct",
        "n": "n",
        "term_ja": "ae_term_ja",
    },
}


@pytest.fixture(scope="module")
def tables(root: Path) -> Mapping[str, Mapping[int, Line]]:
    """Return the lines of both tables by their number (the heading is line 1)."""
    folder = root.parent / "shared" / "evidence"
    found = {}
    for kind, name in FILES.items():
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            found[kind] = dict(enumerate(csv.DictReader(file), start=2))
    return found


@pytest.fixture(scope="module")
def transcript(root: Path) -> Mapping[str, Any]:
    path = root / "tests" / "knowledge" / "csv_transcript.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["outcome", "toxicity"])
def test_the_transcript_is_the_table(
    kind: str, tables: Mapping[str, Mapping[int, Line]], transcript: Mapping[str, Any]
) -> None:
    written = {row["line"]: row for row in transcript[kind]}
    dropped = {row["line"] for row in transcript["dropped"] if row["table"] == kind}
    assert written.keys() | dropped == tables[kind].keys()
    for number, line in tables[kind].items():
        if number in dropped:
            continue
        for name, column in COLUMNS[kind].items():
            assert written[number].get(name, "") == line[column], (number, name)


@pytest.mark.parametrize("kind", ["outcome", "toxicity"])
def test_the_store_holds_the_table_row_by_row(
    kind: str,
    tables: Mapping[str, Mapping[int, Line]],
    transcript: Mapping[str, Any],
    resources: Path,
) -> None:
    facts = {row["id"]: row for row in read_text(resources / "knowledge").facts[kind]}
    allowed = {
        (row["ours"], row["field"]): (row["table"], row["stored"])
        for row in transcript["difference"]
    }
    wrong = []
    for row in transcript[kind]:
        line, held = tables[kind][row["line"]], facts[row["ours"]]
        for field, column in {**STORED[kind], "status": "status"}.items():
            table, stored = line[column], str(held.get(field, ""))
            same = table == stored or allowed.get((row["ours"], field)) == (table, stored)
            if not same and not (field == "high" and is_open(line, stored)):
                wrong.append(f"{row['ours']}: {field} is {stored!r}, line has {table!r}")
    assert wrong == []


def is_open(line: Line, stored: str) -> bool:
    """Return whether a table says in its note what the store holds as the upper limit."""
    said = {"NR": "upper limit NR", "NE": "upper limit (NE|not estimable)"}
    return stored in said and re.search(said[stored], line["ci_note"]) is not None


def test_figures_beside_the_rows_stand_where_the_transcript_says(
    tables: Mapping[str, Mapping[int, Line]], transcript: Mapping[str, Any], root: Path
) -> None:
    for row in transcript["beside"]:
        if row["where"] == "dossier":
            said = (root.parent / "shared" / "evidence" / "dossier_clinical.md").read_text(
                encoding="utf-8"
            )
        else:
            said = tables[row["kind"]][row["line"]][row["where"]]
        for field in ("value", "low", "high"):
            word = row.get(field, "")
            shown = {"NR": "not reached"}.get(word, word)
            assert re.search(rf"(?<![\d.]){re.escape(shown)}(?![\d.]*\d)", said), (row, field)

"""What stands beside the figures: when they were cut, and the sentence that says them again.

The mutation of the knowledge (`tests/mutation`) found both without a check. The cuts are held
against the table of evidence (`csv_cuts.toml`); the numbers of a statement against its own two
sentences, which were written by hand and are held against one another by `test_pairs.py`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from ros1_desktop.knowledge.text import read_text

Row: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, tuple[Row, ...]]

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SAID_IN_WORDS = {"after-repotrectinib.naive": 0.0}  # "none of 14"
# Of how many, where the sentence does not say it; read again from the dossiers and their sources.
OF_HOW_MANY = {
    "age.china-2617": 67,
    "age.korea": 238,
    "sex.korea": 238,
    "sex.meta": 9898,
    "smoking.meta": 9898,
    "histology.meta": 9898,
    "brain.baseline.oo12-01": 127,
    "brain.baseline.barossa-pretreated": 19,
    "brain.baseline.trident-1-naive": 71,
    "brain.baseline.lorlatu": 80,
    "other-tumours.caris-shares": 259,
    "exclusive.fish-alk": 30,
    "entrectinib.cognitive-action": 96,
    "entrectinib.suicide": 355,
    "repotrectinib.qtc": 426,
    "repotrectinib.ataxia-grouped": 426,
    "taletrectinib.liver-onset": 352,
    "taletrectinib.common-terms": 352,
    "performance.ihc.sp384.rtpcr-specificity": 65,
    "performance.ihc.sp384.diffuse": 65,
    "performance.fish.norway": 921,
    "performance.fish-ngs.discordant": 40,
    "performance.rtpcr.success": 3919,
    "rate.oo12-01.follow-up": 127,
}


def read_cuts() -> dict[str, str]:
    """Return the cut of every outcome of the table, by the id of its row of the store."""
    path = Path(__file__).with_name("csv_cuts.toml")
    cuts = tomllib.loads(path.read_text(encoding="utf-8"))["cut"]
    return {name: cut["printed"] for cut in cuts for name in cut["rows"]}


def cut_faults(facts: Facts, cuts: Mapping[str, str]) -> Iterator[str]:
    """Yield the cuts that are not as printed, and the figures of which none was read."""
    for row in facts["outcome"]:
        if row.get("data_cut", "") != cuts.get(row["id"]):
            held, printed = row.get("data_cut"), cuts.get(row["id"])
            yield f"outcome {row['id']}: data_cut is {held!r}, printed {printed!r}"


def sentence_faults(facts: Facts) -> Iterator[str]:
    """Yield the numbers of statements that their sentences do not say, or that are out of order."""
    for row in facts["statement"]:
        for language in ("says_ja", "says_en"):
            said = {float(one.replace(",", "")) for one in NUMBER.findall(row[language])}
            said |= {SAID_IN_WORDS[row["id"]]} if row["id"] in SAID_IN_WORDS else set()
            for name in ("value", "low", "high", "n"):
                number = row.get(name)
                silent = name == "n" and row["id"] in OF_HOW_MANY
                if not isinstance(number, int | float):
                    continue
                if (number != OF_HOW_MANY[row["id"]]) if silent else (number not in said):
                    yield f"statement {row['id']}: {name} = {number} is not in {language}"
        limits = [row[name] for name in ("low", "value", "high") if name in row]
        numbers = [limit for limit in limits if isinstance(limit, int | float)]
        if numbers != sorted(numbers):
            yield f"statement {row['id']}: {numbers} are not in order"
        if "unit" in row and not row.keys() & {"value", "low", "high"}:
            yield f"statement {row['id']}: a unit, and nothing that it counts"


@pytest.fixture(scope="module")
def facts(resources: Path) -> Facts:
    return read_text(resources / "knowledge").facts


def test_every_cut_is_that_of_the_table(facts: Facts) -> None:
    cuts = read_cuts()
    assert {*cuts} <= {row["id"] for row in facts["outcome"]}
    assert list(cut_faults(facts, cuts)) == []


def test_every_number_of_a_statement_stands_in_both_its_sentences(facts: Facts) -> None:
    assert list(sentence_faults(facts)) == []


def test_every_number_that_no_sentence_says_is_needed(facts: Facts) -> None:
    rows = {row["id"]: row for row in facts["statement"]}
    for name, number in OF_HOW_MANY.items():
        assert rows[name]["n"] == number
        assert float(number) not in map(float, re.findall(r"\d+", rows[name]["says_en"])), name


def test_a_cut_or_a_number_that_is_not_the_same_is_found(facts: Facts) -> None:
    row = next(row for row in facts["outcome"] if "data_cut" in row)
    wrong = {**row, "data_cut": "another day"}
    assert list(cut_faults({"outcome": (wrong,)}, read_cuts()))
    row = next(row for row in facts["statement"] if "value" in row)
    for name, number in (("value", 98.76), ("n", 98765)):
        assert list(sentence_faults({"statement": ({**row, name: number},)}))
    assert list(sentence_faults({"statement": ({**row, "low": 99, "high": 1},)}))

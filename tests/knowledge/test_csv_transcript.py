"""The transcript of the two tables of evidence against the facts on trials and toxicity.

`csv_transcript.toml` was written from the tables by a second reader. Each of its rows names the row
of the store that holds it; where the two may differ, the transcript says so, field by field, and
why. `tests/shared/test_csv.py` compares the tables themselves wherever they are at hand.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from ros1_desktop.knowledge.text import read_text

pytestmark = pytest.mark.uncovered

Facts: TypeAlias = dict[str, dict[str, dict[str, Any]]]
Transcript: TypeAlias = Mapping[str, Any]

ENDPOINTS = {
    "CR_n": ("CR", "patients"),
    "PR_n": ("PR", "patients"),
    "ORR": ("ORR", "percent"),
    "DCR": ("DCR", "percent"),
    "icORR": ("icORR", "percent"),
    "DOR_median_months": ("DOR", "months"),
    "PFS_median_months": ("PFS", "months"),
    "OS_median_months": ("OS", "months"),
    "icPFS": ("icPFS", "months"),
}
UPPER_LIMIT = re.compile(r"upper limit (NR|NE)")
ESTIMABLE = "upper limit not estimable"


@pytest.fixture(scope="module")
def transcript() -> Transcript:
    path = Path(__file__).with_name("csv_transcript.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(resources: Path) -> Facts:
    text = read_text(resources / "knowledge")
    return {kind: {row["id"]: row for row in text.facts[kind]} for kind in ("outcome", "toxicity")}


def printed(value: object) -> str:
    """Return a value of the store as it was printed; "" where there is none."""
    return "" if value is None else str(value)


def upper_limit(row: Mapping[str, Any]) -> str:
    """Return the upper limit of a row of the table, which writes NR and NE into a note."""
    note = row.get("interval_note", "")
    if found := UPPER_LIMIT.search(note):
        return found.group(1)
    return "NE" if ESTIMABLE in note else str(row.get("high", ""))


def wanted_outcome(row: Mapping[str, Any], transcript: Transcript) -> dict[str, str]:
    endpoint, unit = ENDPOINTS[row["endpoint"]]
    return {
        "trial": transcript["trials"][row["trial"]],
        "drug": transcript["drugs"].get(row["drug"], row["drug"]),
        "endpoint": endpoint,
        "unit": unit,
        "value": row["value"],
        "low": row.get("low", ""),
        "high": upper_limit(row),
        "n": row.get("n", ""),
        "status": row["status"],
    }


def wanted_toxicity(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "drug": row["drug"],
        "term_en": row["term"],
        "term_ja": row["term_ja"],
        "any_grade_percent": row.get("any_grade", ""),
        "grade3_percent": row.get("grade3", ""),
        "n": row.get("n", ""),
        "status": row["status"],
    }


def disagreements(facts: Facts, transcript: Transcript) -> Iterator[str]:
    """Yield every field in which a row of the store is not what the table prints."""
    allowed = {(row["ours"], row["field"]): row for row in transcript["difference"]}
    for kind in ("outcome", "toxicity"):
        for row in transcript[kind]:
            held = facts[kind].get(row["ours"])
            if held is None:
                yield f"{kind} {row['ours']}: not in the store"
                continue
            wanted = wanted_outcome(row, transcript) if kind == "outcome" else wanted_toxicity(row)
            for field, table in wanted.items():
                stored = printed(held.get(field))
                known = allowed.get((row["ours"], field))
                if (
                    (known["table"], known["stored"]) != (table, stored)
                    if known
                    else (table != stored)
                ):
                    yield f"{kind} {row['ours']}: {field} is {stored!r}, the table has {table!r}"
    for row in transcript["beside"]:
        held = facts[row["kind"]].get(row["ours"], {})
        names = {"value": "any_grade_percent" if row["kind"] == "toxicity" else "value"}
        for field in ("value", "low", "high", "n"):
            stored = printed(held.get(names.get(field, field)))
            if stored != row.get(field, ""):
                yield f"{row['kind']} {row['ours']}: {field} is {stored!r}, not {row.get(field)!r}"


def test_every_figure_of_the_tables_is_held_as_printed_or_its_difference_is_named(
    facts: Facts, transcript: Transcript
) -> None:
    assert list(disagreements(facts, transcript)) == []


def test_the_transcript_has_every_row_of_the_tables_once(transcript: Transcript) -> None:
    dropped = {row["line"] for row in transcript["dropped"]}
    lines = {kind: [row["line"] for row in transcript[kind]] for kind in ("outcome", "toxicity")}
    assert lines["outcome"] == list(range(2, 196))
    assert lines["toxicity"] == [line for line in range(2, 162) if line not in dropped]


def test_every_figure_of_the_store_stands_in_the_transcript_once(
    facts: Facts, transcript: Transcript
) -> None:
    for kind in ("outcome", "toxicity"):
        named = [row["ours"] for row in transcript[kind]]
        named += [row["ours"] for row in transcript["beside"] if row["kind"] == kind]
        assert sorted(named) == sorted(facts[kind])


def test_a_difference_is_a_difference_and_says_why(transcript: Transcript) -> None:
    names = [(row["ours"], row["field"]) for row in transcript["difference"]]
    assert len(names) == len(set(names))
    for row in transcript["difference"]:
        assert row["table"] != row["stored"], row
        assert row["why"], row


def test_days_of_the_store_are_the_converted_months_of_the_table(
    facts: Facts, transcript: Transcript
) -> None:
    days_in_a_month = 30.4
    converted = [row for row in transcript["difference"] if row["stored"] == "days"]
    assert len(converted) == 5
    for row in transcript["outcome"]:
        held = facts["outcome"][row["ours"]]
        if held["unit"] == "days":
            assert f"{held['value'] / days_in_a_month:.1f}" == row["value"], row


def test_counts_of_the_store_are_the_derived_percentages_of_the_table(
    facts: Facts, transcript: Transcript
) -> None:
    counted = {row["ours"] for row in transcript["difference"] if row["stored"] == "patients"}
    assert len(counted) == 3
    for row in transcript["outcome"]:
        if row["ours"] in counted:
            held = facts["outcome"][row["ours"]]
            assert f"{100 * held['value'] / held['n']:.0f}" == row["value"], row


def test_a_changed_digit_of_any_figure_is_found(facts: Facts, transcript: Transcript) -> None:
    fields = ("value", "low", "high", "n", "any_grade_percent", "grade3_percent")
    assert not any(disagreements(facts, transcript))
    survivors, mutants = [], 0
    for kind in ("outcome", "toxicity"):
        for name, row in facts[kind].items():
            alone = {**transcript, "outcome": [], "toxicity": [], "beside": []}
            for part in (kind, "beside"):
                alone[part] = [line for line in transcript[part] if line["ours"] == name]
            for field in fields:
                for text in changed(printed(row.get(field))):
                    mutants += 1
                    mutant = {kind: {name: {**row, field: text}}}
                    if not any(disagreements(mutant, alone)):
                        survivors.append(f"{name} {field} {text}")
    print(f"{mutants} mutants, survivors: {survivors or 'none'}")  # noqa: T201 (the size is the point)
    assert mutants > 1000
    assert survivors == []


def changed(text: str) -> Iterator[str]:
    """Yield a text with each of its digits changed into each other digit."""
    for place, sign in enumerate(text):
        if sign.isdigit():
            yield from (text[:place] + d + text[place + 1 :] for d in "0123456789" if d != sign)


def test_a_row_that_is_missing_is_found(facts: Facts, transcript: Transcript) -> None:
    fewer = deepcopy(facts)
    del fewer["outcome"]["trident-1.naive.orr"]
    assert list(disagreements(fewer, transcript)) == [
        "outcome trident-1.naive.orr: not in the store"
    ]

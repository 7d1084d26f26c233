"""Labels, diagnostics, guidelines, resistance, cautions and assays were read twice.

`regulatory_second_reading.toml` was written from the sources before its reader opened the store.
The comparison holds in both directions: a row that only one of the two has is a difference, and so
is a field that is not the same. A difference is a fault unless the reading names it as a choice
that the sources leave, with the reason; and a choice that is no difference any more is a fault too.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from ros1_desktop.knowledge.text import read_text

Row: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, tuple[Row, ...]]
Plain: TypeAlias = dict[tuple[str, str], dict[str, str]]

THERE = "there"
# By which fields a row of each kind is found in both, and which of its fields are compared.
KEYS: Mapping[str, tuple[str, ...]] = {
    "approval": ("drug", "jurisdiction", "valid_from"),
    "companion_diagnostic": ("assay", "drug", "jurisdiction"),
    "recommendation": ("guideline", "year", "setting", "subject"),
    "resistance": ("mutation", "together_with", "drug"),
    "caution": ("drug", "field"),
    "assay": ("id",),
    "threshold": ("id",),
}
DATED = ("valid_from", "precision", "valid_to")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "approval": ("setting", *DATED),
    "companion_diagnostic": ("standing", *DATED, "specimens", "specimens_named"),
    "recommendation": (
        *("jurisdiction", "direction", "strength", "evidence_level", "agreement_percent"),
        *("superseded_by", "superseded_from", *DATED),
    ),
    "resistance": ("activity", "level", "k", "n"),
    "caution": ("forbids", "jurisdiction"),
    "assay": (
        *("method", "panel", "reads_rna", "partner_dependent", "specimens"),
        *("minimum_tumour_percent", "limited_below_percent", "profiling_only"),
        *("asks_partner_agnostic", "role_without_cdx", "single_test_unpaid_beside"),
        *("standing_jp", "standing_us"),
    ),
    "threshold": ("value",),
}


# Of these kinds it was read, too, on what each row rests.
RESTING = ("approval", "companion_diagnostic", "recommendation", "resistance", "caution")


class Difference(NamedTuple):
    """One field that is not the same in both; `row` where one of them has no such row."""

    kind: str
    row: str
    field: str
    read: str
    held: str


def read_reading() -> Row:
    path = Path(__file__).with_name("regulatory_second_reading.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def printed(value: object) -> str:
    """Return a value as both sides write it; "" where there is none, or a no that is left out."""
    if value is None or value is False:
        return ""
    return " ".join(sorted(value)) if isinstance(value, list) else str(value)


def key_of(kind: str, row: Row) -> str:
    return " ".join(str(row.get(name, "")) for name in KEYS[kind])


def plain(rows: Mapping[str, list[Row]]) -> Plain:
    """Return the compared fields of rows, by kind and key; a key that stands twice is counted."""
    found: Plain = {}
    for kind, lines in rows.items():
        for row in lines:
            key = key_of(kind, row)
            while (kind, key) in found:
                key += " again"
            found[kind, key] = {name: printed(row.get(name)) for name in FIELDS[kind]}
    return found


def whole(row: Mapping[str, str] | None) -> str:
    """Return a row that the other side has not, in one line."""
    if row is None:
        return ""
    return "; ".join(f"{name} {value}" for name, value in row.items() if value) or THERE


def rows_read(reading: Row) -> Mapping[str, list[Row]]:
    """Return the rows of the reading as the store writes them."""
    unsettled = [
        {"assay": line["assay"], "drug": drug, "jurisdiction": "JP", "standing": "not_settled"}
        for line in reading["not_settled"]
        for drug in line["drugs"]
    ]
    cautions = [
        {"drug": drug, "field": f"safety.{field}"}
        for drug, fields in reading["caution"].items()
        for field in fields
    ]
    for about, said in reading["forbids"].items():
        drug, field = about.split()
        (row,) = (one for one in cautions if one == {"drug": drug, "field": f"safety.{field}"})
        row |= {"forbids": said["answers"], "jurisdiction": said["jurisdiction"]}
    return {
        **{kind: reading[kind] for kind in ("approval", "recommendation", "resistance")},
        "companion_diagnostic": [*reading["companion_diagnostic"], *unsettled],
        "caution": cautions,
        "assay": [
            {**row, "standing_jp": row["standing"][0], "standing_us": row["standing"][1]}
            for row in reading["assay"]
        ],
        "threshold": [{"id": name, "value": value} for name, value in reading["threshold"].items()],
    }


def differences(facts: Facts, reading: Row) -> Iterator[Difference]:
    """Yield every row that only one of the two has, and every field that is not the same."""
    read = plain(rows_read(reading))
    held = plain({kind: list(facts[kind]) for kind in KEYS})
    for kind, key in sorted(read.keys() | held.keys()):
        one, other = read.get((kind, key)), held.get((kind, key))
        if one is None or other is None:
            yield Difference(kind, key, "row", whole(one), whole(other))
            continue
        for name in FIELDS[kind]:
            if one[name] != other[name]:
                yield Difference(kind, key, name, one[name], other[name])
    yield from _resting(facts, reading)


def _resting(facts: Facts, reading: Row) -> Iterator[Difference]:
    """Yield every row whose status is not the one read, or that names a source that was not."""
    read = {(line["kind"], row): line for line in reading["rests"] for row in line["rows"]}
    printed_as = {
        row["id"]: f"{row['title_en']} {row.get('url', '')}" for row in facts.get("source", ())
    }
    for kind in RESTING:
        for row in facts[kind]:
            key = key_of(kind, row)
            line = read.get((kind, key), {"status": "", "on": ()})
            for name in ("status", "section"):
                one, other = line.get(name, ""), printed(row.get(name))
                if one != other:
                    yield Difference(kind, key, name, one, other)
            for source in (row.get("source", ""), *row.get("also", ())):
                if not any(part in printed_as.get(source, "") for part in line["on"]):
                    yield Difference(kind, key, "source", "", source)


def choices(reading: Row) -> set[Difference]:
    return {
        Difference(**{name: line[name] for name in Difference._fields})
        for line in reading["choice"]
    }


def faults(facts: Facts, reading: Row) -> Iterator[str]:
    """Yield the differences that no choice explains, and the choices that explain none."""
    for one in sorted({*differences(facts, reading)} ^ choices(reading)):
        yield f"{one.kind} {one.row}: {one.field} is read as {one.read!r}, held as {one.held!r}"


@pytest.fixture(scope="module")
def reading() -> Row:
    return read_reading()


@pytest.fixture(scope="module")
def facts(resources: Path) -> Facts:
    return read_text(resources / "knowledge").facts


def test_both_readings_are_the_same_or_the_choice_is_explained(facts: Facts, reading: Row) -> None:
    compared = plain(rows_read(reading))
    print(f"{len(compared)} rows read twice, {len(reading['choice'])} choices")  # noqa: T201 (the size is the point)
    assert list(faults(facts, reading)) == []


def test_every_choice_says_why_and_stands_once(reading: Row) -> None:
    assert len(choices(reading)) == len(reading["choice"])
    assert all(line["why"].strip() for line in reading["choice"])
    assert all(line["read"] != line["held"] for line in reading["choice"])


def test_most_of_what_was_read_is_held_as_it_was_read(facts: Facts, reading: Row) -> None:
    compared = plain(rows_read(reading))
    fields = sum(len(row) for row in compared.values())
    assert len(compared) >= 150
    assert len([*differences(facts, reading)]) < fields // 20


@pytest.mark.parametrize("kind", KEYS)
def test_a_row_that_is_gone_or_stands_twice_is_found(facts: Facts, reading: Row, kind: str) -> None:
    for place, row in enumerate(facts[kind]):
        rest = (*facts[kind][:place], *facts[kind][place + 1 :])
        for rows in (rest, (*facts[kind], row)):
            assert any(faults({**facts, kind: rows}, reading)), row["id"]


@pytest.mark.parametrize("kind", KEYS)
def test_a_field_that_is_not_the_same_is_found(facts: Facts, reading: Row, kind: str) -> None:
    for place, row in enumerate(facts[kind]):
        for name in (*FIELDS[kind], *KEYS[kind]):
            wrong = {**row, name: "something else"}
            rows = (*facts[kind][:place], wrong, *facts[kind][place + 1 :])
            assert any(faults({**facts, kind: rows}, reading)), (row["id"], name)


@pytest.mark.parametrize("kind", RESTING)
def test_another_status_or_source_is_found(facts: Facts, reading: Row, kind: str) -> None:
    for place, row in enumerate(facts[kind]):
        for wrong in (
            {**row, "status": "not_read"},
            {**row, "source": "zhang-2016"},
            {**row, "also": [*row.get("also", ()), "zhang-2016"]},
            {**row, "section": "6"},
        ):
            rows = (*facts[kind][:place], wrong, *facts[kind][place + 1 :])
            assert any(faults({**facts, kind: rows}, reading)), row["id"]


def test_each_row_was_read_once_on_what_it_rests(reading: Row) -> None:
    rows = [(line["kind"], row) for line in reading["rests"] for row in line["rows"]]
    assert len(rows) == len(set(rows)) >= 130
    assert all(line["on"] and line["status"] for line in reading["rests"])

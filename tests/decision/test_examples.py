"""Every example of `tests/examples` holds, and every decision fits the schema of decisions.

An expectation is a part of the decision that must hold. A plain value must be equal; of a list,
named rows must stand, not stand, or show certain fields (`tests/examples/README.md`).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.rules import Rules
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.write import case_json, decision_json

FOLDER = Path(__file__).resolve().parents[1] / "examples"
NAMES = sorted(path.name.removesuffix(".case.json") for path in FOLDER.glob("*.case.json"))
Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def validator(resources: Path) -> Draft202012Validator:
    schema = json.loads((resources / "decision.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def id_of(row: Mapping[str, Any]) -> Any:  # noqa: ANN401 (what JSON holds)
    return row["assay"] if "assay" in row else row.get("id")


def has(rows: Rows, name: str) -> bool:
    return any(id_of(row) == name for row in rows)


def shows(rows: Rows, name: str, fields: Mapping[str, Any]) -> bool:
    named = [row for row in rows if id_of(row) == name]
    return bool(named) and all(
        any(row.get(field) == value for row in named) for field, value in fields.items()
    )


def asks_for(rows: Rows, field: str) -> bool:
    """Tell whether a field is asked for: itself, a part of it, or the whole it is part of."""
    return any(row["field"].startswith(field) or field.startswith(row["field"]) for row in rows)


def cautions(rows: Rows, name: str, fields: list[str]) -> bool:
    named = [row for row in rows if id_of(row) == name]
    return set(fields) <= {one["field"] for row in named for one in row["cautions"]}


HOLDS: Mapping[str, Callable[[Rows, Any], bool]] = {
    "has": lambda rows, names: all(has(rows, name) for name in names),
    "has_not": lambda rows, names: not any(has(rows, name) for name in names),
    "with": lambda rows, named: all(shows(rows, *item) for item in named.items()),
    "has_not_standing": lambda rows, named: (
        not any(row["standing"] in named.get(id_of(row), ()) for row in rows)
    ),
    "has_fields": lambda rows, fields: all(asks_for(rows, field) for field in fields),
    "kinds": lambda rows, kinds: set(kinds) <= {row["kind"] for row in rows},
    "purposes": lambda rows, purposes: set(purposes) <= {row["purpose"] for row in rows},
    "caution_fields": lambda rows, named: all(cautions(rows, *item) for item in named.items()),
    "nonempty": lambda rows, wanted: bool(rows) == wanted,
}


def faults(decision: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a decision does not hold."""
    for part, wanted in expected.items():
        if part == "args":
            continue
        found = decision[part]
        if not isinstance(wanted, dict):
            if found != wanted:
                yield f"{part} is {found}, not {wanted}"
            continue
        for word, value in wanted.items():
            if not HOLDS[word](found, value):
                yield f"{part}: {word} {value} does not hold of {json.dumps(found)[:2000]}"


def test_there_are_as_many_examples_as_there_were() -> None:
    assert len(NAMES) >= 284


@pytest.mark.parametrize("name", NAMES)
def test_the_example_holds(
    name: str,
    vocabulary: Vocabulary,
    asked_of: Callable[[Mapping[str, Any]], Rules],
    validator: Draft202012Validator,
) -> None:
    expected = json.loads((FOLDER / f"{name}.expect.json").read_text(encoding="utf-8"))
    case = read_case((FOLDER / f"{name}.case.json").read_bytes(), vocabulary)
    line = decision_json(decide(case, asked_of(expected)))
    assert "\n" not in line
    decision = json.loads(line)
    assert not [error.message for error in validator.iter_errors(decision)]
    assert not list(faults(decision, expected))
    assert read_case(case_json(case.answers).encode(), vocabulary) == case


WRONG: Mapping[str, Any] = {
    "has": ["nobody"],
    "has_not": ["repotrectinib"],
    "with": {"repotrectinib": {"standing": "not_approved_here"}},
    "has_not_standing": {"repotrectinib": ["approved"]},
    "kinds": ["surgery"],
    "caution_fields": {"repotrectinib": ["safety.lomitapide"]},
    "nonempty": False,
}


@pytest.mark.parametrize("word", WRONG)
def test_an_expectation_that_does_not_hold_is_noticed(
    word: str,
    vocabulary: Vocabulary,
    asked_of: Callable[[Mapping[str, Any]], Rules],
) -> None:
    name = "203-jp-after-crizotinib-progression"
    expected = json.loads((FOLDER / f"{name}.expect.json").read_text(encoding="utf-8"))
    case = read_case((FOLDER / f"{name}.case.json").read_bytes(), vocabulary)
    decision = json.loads(decision_json(decide(case, asked_of(expected))))
    assert list(faults(decision, {"options": {word: WRONG[word]}}))


def test_a_wrong_value_purpose_or_field_is_noticed() -> None:
    decision = {"next_step": "test_ros1", "tests": [], "unknowns": [{"field": "age_band"}]}
    assert list(faults(decision, {"next_step": "await_result"}))
    assert list(faults(decision, {"tests": {"purposes": ["detect"]}}))
    assert list(faults(decision, {"unknowns": {"has_fields": ["disease.extent"]}}))
    assert not list(faults(decision, {"unknowns": {"has_fields": ["age_band"]}}))

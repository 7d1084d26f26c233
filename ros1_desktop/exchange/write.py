"""A decision as the JSON of the contract, and a case as the file that is saved.

Rules:
 * The names of `decision.schema.json` stay; more may stand beside them.
 * Nothing is left out because it is empty: an empty list is said.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ros1_desktop.case.case import CaseError
from ros1_desktop.decision.decision import Decision

OWN_STATUS = ("guidance", "judgement")
DECISION, ERROR = "ros1-decision/1", "ros1-error/1"


def decision_json(decision: Decision) -> str:
    """Return the decision as one line of JSON."""
    return json.dumps(decision_dict(decision), ensure_ascii=False, separators=(",", ":"))


def decision_dict(decision: Decision) -> dict[str, Any]:
    """Return the decision in the names of the contract."""
    whole = _plain(decision)
    knowledge = {
        name: whole.pop(name) for name in ("edition", "fingerprint", "as_of", "jurisdiction")
    }
    return {"schema": DECISION, "knowledge": knowledge, **whole}


def fact_json(fact: Mapping[str, Any]) -> str:
    """Return a fact as one line of JSON, with the names of the contract beside our own."""
    shown = dict(fact)
    if "population_en" in fact:
        shown["population"] = fact["population_en"]
    if "title_en" in fact:
        # A source is its own source; that its page was read is what is known of it.
        shown["source"] = fact["id"]
        shown["status"] = fact["kind"] if fact["kind"] in OWN_STATUS else "verified-one-source"
    if "standing_jp" in fact:
        shown["standing"] = {"JP": fact["standing_jp"], "US": fact["standing_us"]}
    return json.dumps(shown, ensure_ascii=False)


def error_json(error: CaseError, line: int, message: str) -> str:
    """Return the error object that stands in place of one line."""
    said = {"schema": ERROR, "line": line, "field": error.field, "message": message}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def case_json(answers: Mapping[str, Any]) -> str:
    """Return a case as the text that is saved: readable, one answer a line."""
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    """Return values as dictionaries and lists; dataclasses.asdict copies, and takes four times."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value

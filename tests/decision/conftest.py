"""What the tests of the decision share: a store built from the text, and rules made once."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.knowledge.store import Store


@pytest.fixture(scope="session")
def rules(store: Store) -> Callable[[str, str], Rules]:
    """Return what makes the rules of a date and a jurisdiction, each once."""

    @cache
    def of(as_of: str, jurisdiction: str) -> Rules:
        return prepare(store.in_force(as_of, jurisdiction))

    return of


@pytest.fixture(scope="session")
def examples(root: Path) -> Mapping[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return every example by its name: the answers, and what is expected of the decision."""
    found = {}
    for path in sorted((root / "tests" / "examples").glob("*.case.json")):
        name = path.name.removesuffix(".case.json")
        expected = path.with_name(f"{name}.expect.json").read_text(encoding="utf-8")
        found[name] = (json.loads(path.read_text(encoding="utf-8")), json.loads(expected))
    return found


@pytest.fixture(scope="session")
def asked_of(rules: Callable[[str, str], Rules]) -> Callable[[Mapping[str, Any]], Rules]:
    """Return what finds the rules that the `args` of an expectation ask for."""

    def of(expected: Mapping[str, Any]) -> Rules:
        words = list(expected["args"])
        said = dict(zip(words[::2], words[1::2], strict=True))
        return rules(said["--as-of"], said.get("--jurisdiction", "JP"))

    return of

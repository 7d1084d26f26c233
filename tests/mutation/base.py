"""What the checks share: the text as reviewed, what it decides, and everything it is held against.

Rules:
 * Made once; the workers inherit it. Only what a mutant changes is made again.
 * A case is asked again only where its decision named a row that the mutant changes.
"""

import importlib.util
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from ros1_desktop.case.case import Case
from ros1_desktop.case.vocabulary import Vocabulary, read_vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.truth import HERE, truth_table
from ros1_desktop.exchange.vignettes import Vignettes, decided, read_vignettes
from ros1_desktop.exchange.write import decision_json
from ros1_desktop.knowledge.build import _fill
from ros1_desktop.knowledge.records import Knowledge
from ros1_desktop.knowledge.store import Store
from ros1_desktop.knowledge.text import LISTS, read_text
from ros1_desktop.knowledge.truths import Text
from ros1_desktop.words import Words, read_words

ROOT = Path(__file__).resolve().parents[2]
RESOURCES, TESTS = ROOT / "resources", ROOT / "tests"
KNOWLEDGE = RESOURCES / "knowledge"

When: TypeAlias = tuple[str, str]  # the day, and where


@dataclass(frozen=True, slots=True)
class Example:
    """One example of `tests/examples`: the case, when and where it is asked, what is expected."""

    name: str
    when: When
    case: Case
    expected: Mapping[str, Any]


def load(folder: str, name: str) -> ModuleType:
    """Return a module of tests by its file: what it compares is asked here too."""
    spec = importlib.util.spec_from_file_location(f"held_{name}", TESTS / folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def toml_of(path: Path) -> dict[str, Any]:
    """Return a file of TOML."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def toml(name: str) -> dict[str, Any]:
    """Return one of the readings."""
    return toml_of(TESTS / "knowledge" / name)


def store_of(text: Text) -> Store:
    """Build the store of a text and open it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        _fill(path, text, "mutant")
        return Store(path.read_bytes(), "mutant")


@dataclass
class Base:
    """The text as it stands, and what it is held against."""

    text: Text
    store: Store
    vocabulary: Vocabulary
    lists: Mapping[str, list[str]]
    words: tuple[Words, ...]
    examples: tuple[Example, ...]
    vignettes: Vignettes
    known: dict[When, Knowledge] = field(default_factory=dict)

    def in_force(self, when: When) -> Knowledge:
        """Return the reviewed knowledge of a day and a place."""
        if when not in self.known:
            self.known[when] = self.store.in_force(*when)
        return self.known[when]

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        """The facts as reviewed, by kind and id."""
        return {kind: {row["id"]: row for row in rows} for kind, rows in self.text.facts.items()}

    @cached_property
    def today(self) -> When:
        """When and where the truth table is written."""
        (edition,) = self.text.facts["edition"]
        return edition["date"], HERE

    @cached_property
    def truth_table(self) -> str:
        """The truth table of the text as reviewed."""
        return truth_table(self.store, self.vocabulary, self.words)

    @cached_property
    def rows_of(self) -> Mapping[str, frozenset[str]]:
        """The rows that the decision on each example and vignette names."""
        held = {patient.id: patient.holds for patient in self.vignettes.patients}
        return {
            name: frozenset(line.row for line in decision.trace) | {*held.get(name, ())}
            for name, decision in self.decisions.items()
        }

    @cached_property
    def said(self) -> Mapping[str, str]:
        """The decision on each example and vignette, in one line."""
        return {name: decision_json(decision) for name, decision in self.decisions.items()}

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """The decision on each example and vignette."""
        rules: dict[When, Rules] = {}
        found = {}
        for example in self.examples:
            found[example.name] = decide(example.case, self._rules(rules, example.when))
        for patient in self.vignettes.patients:
            now = self._rules(rules, (patient.as_of, patient.jurisdiction))
            found[patient.id] = decided(patient, now, self.vocabulary)
        return found

    def _rules(self, rules: dict[When, Rules], when: When) -> Rules:
        if when not in rules:
            rules[when] = prepare(self.in_force(when))
        return rules[when]


class World:
    """One text, mutant or reviewed: its rules and its store, made when they are asked for."""

    def __init__(self, base: Base, text: Text, kind: str) -> None:
        """Keep the text; `kind` says what differs from the reviewed one."""
        self.base, self.text, self.kind = base, text, kind
        self._rules: dict[When, Rules] = {}
        self._same: dict[When, bool] = {}

    @cached_property
    def store(self) -> Store:
        """The store of this text."""
        return store_of(self.text)

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """The facts by kind and id."""
        return {kind: {row["id"]: row for row in rows} for kind, rows in self.text.facts.items()}

    def rules(self, when: When) -> Rules:
        """Return the rules of a day and a place."""
        if when not in self._rules:
            self._rules[when] = prepare(self._knowledge(when))
        return self._rules[when]

    def knows_the_same(self, when: When) -> bool:
        """Tell whether nothing that a decision reads differs from what was reviewed."""
        if when not in self._same:
            self._same[when] = self._knowledge(when) == self.base.in_force(when)
        return self._same[when]

    def _knowledge(self, when: When) -> Knowledge:
        if self.kind not in ("table", "finding"):
            return self.store.in_force(*when)
        tables = {
            name: replace(table, rows=tuple(sorted(table.rows, key=lambda row: row.id)))
            for name, table in self.text.tables.items()
        }
        known = self.base.in_force(when)
        return replace(known, tables=tables, findings=self.text.findings)


def read_base() -> Base:
    """Read everything once."""
    vocabulary = read_vocabulary(RESOURCES)
    text = read_text(KNOWLEDGE)
    return Base(
        text=text,
        store=store_of(text),
        vocabulary=vocabulary,
        lists=tomllib.loads((KNOWLEDGE / LISTS).read_text(encoding="utf-8")),
        words=tuple(read_words(RESOURCES, language) for language in ("ja", "en")),
        examples=tuple(_examples(vocabulary)),
        vignettes=read_vignettes(RESOURCES),
    )


def _examples(vocabulary: Vocabulary) -> Iterator[Example]:
    for path in sorted((TESTS / "examples").glob("*.case.json")):
        name = path.name.removesuffix(".case.json")
        expected = json.loads(path.with_name(f"{name}.expect.json").read_text(encoding="utf-8"))
        said = dict(zip(expected["args"][::2], expected["args"][1::2], strict=True))
        when = (said["--as-of"], said.get("--jurisdiction", "JP"))
        yield Example(name, when, read_case(path.read_bytes(), vocabulary), expected)

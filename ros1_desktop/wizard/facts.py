"""The facts that the result quotes by their ids, and how they read.

Rules:
 * A fact stands as its source prints it; nothing is computed, ranked or left out.
 * What is not reached, not estimable or not found is written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from ros1_desktop.sheet import quoted
from ros1_desktop.sheet.library import Fact, said, sources_of
from ros1_desktop.sheet.quoted import DASH

if TYPE_CHECKING:
    from ros1_desktop.knowledge.records import Row
    from ros1_desktop.words import Words

Found = TypeVar("Found")


class Later(Mapping[str, Found]):
    """Facts that are read when the first of them is looked up, in the thread that looks."""

    def __init__(self, read: Callable[[], Mapping[str, Found]]) -> None:
        """Keep how they are read."""
        self._read = cache(read)

    def __getitem__(self, name: str) -> Found:
        """Return a fact."""
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield every id."""
        return iter(self._read())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._read())


@dataclass(frozen=True, slots=True)
class Facts:
    """What the wizard quotes, by id; fewer than `few_patients` patients are marked."""

    edition: Fact
    fingerprint: str
    few_patients: float
    sources: Mapping[str, Fact]
    trials: Mapping[str, Fact]
    outcomes: Mapping[str, Fact]
    cautions: Mapping[str, Fact]
    resistance: Mapping[str, Fact]
    rows: Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Quoting:
    """Facts read out in one language."""

    facts: Facts
    words: Words

    def of(self, fact: Fact, name: str) -> str:
        """Return what a fact says; empty where it says nothing."""
        return said(fact, name, self.words.language)

    def listed(self, names: Iterable[str]) -> str:
        """Join names in the manner of the language; empty ones are passed over."""
        return quoted.listed(self.words, names)

    def named(self, name: str, value: str) -> str:
        """Return a name, a colon in the manner of the language, and what belongs to it."""
        return quoted.named(self.words, name, value)

    def source(self, name: str) -> str:
        """Return the printed title of a source."""
        return self.of(self.facts.sources[name], "title")

    def dated(self, name: str) -> str:
        """Return the printed title of a source with its date, unless the title says that itself."""
        fact = self.facts.sources[name]
        title, day = self.of(fact, "title"), fact["date"]
        if re.search(rf"(?<!\d){day}(?![\d-])", fact["title_en"]):  # in Japanese it is in words
            return title
        return self.words.say("sheet.bracketed", name=title, text=day)

    def grounds(self, name: str) -> str:
        """Return where a row of a table stands: its sources with date, and the section."""
        row = self.facts.rows[name]
        section = self.words.say("sheet.section", section=row.section) if row.section else ""
        return self.listed((*map(self.dated, row.sources), section))

    def cited(self, sources: Iterable[str]) -> str:
        """Return the titles of sources, each once, as small print."""
        titles = "; ".join(dict.fromkeys(self.source(name) for name in sources))
        return self.words.say("wizard.cited", sources=titles) if titles else ""

    def caution(self, name: str) -> str:
        """Return the label's words for a caution, else its own sentence; empty without either."""
        if fact := self.facts.cautions.get(name):
            return self.of(fact, "says")
        return self.words.say(name) if self.words.has(name) else ""

    def against(self, name: str) -> str:
        """Return a fact that excludes a drug: a mutation with its level, or the label's words."""
        facts = self.facts
        return quoted.against(self.words, facts.cautions.get(name) or facts.resistance[name])

    def trial(self, fact: Fact) -> str:
        """Return the trial of a figure with its design, phase and, if so, its weak source."""
        trial, say = self.facts.trials[fact["trial"]], self.words.say
        weak = say("sheet.weak_source") if fact.get("weak") else ""
        design = self.listed((say(f"design.{trial['design']}"), self.of(trial, "phase"), weak))
        return f"{trial['name']}\n{design}"

    def population(self, fact: Fact, drug: str) -> str:
        """Return the population of a figure; another drug than the option's is named."""
        other = "" if fact["drug"] == drug else self.words.say(f"drug.{fact['drug']}")
        return self.listed((other, self.of(fact, "population")))

    def number(self, fact: Fact) -> str:
        """Return the number of patients, marked where they are few."""
        number, few = fact.get("n"), self.facts.few_patients
        if number is None:
            return DASH
        if number >= few:
            return str(number)
        return f"{number}\n{self.words.say('sheet.few_patients', n=f'{few:g}')}"

    def value(self, fact: Fact) -> str:
        """Return the value of a figure with its interval; a count has none."""
        if fact["unit"] == "patients":
            return quoted.figure(self.words, fact["value"], fact["unit"])
        return quoted.ranged(self.words, fact, fact["unit"], self.words.say("sheet.ci_not_found"))

    def cut(self, fact: Fact) -> str:
        """Return the day of the data cut; where the source prints none, when it was reported."""
        return quoted.cut(self.words, fact)

    def notes(self, found: Iterable[Fact]) -> Iterator[str]:
        """Yield the notes of figures, each once, with the endpoints that it is about."""
        notes: dict[str, list[str]] = {}
        for fact in found:
            if note := self.of(fact, "note"):
                notes.setdefault(note, []).append(fact["endpoint"])
        for note, endpoints in notes.items():
            yield self.named(self.listed(endpoints), note)


def together(found: Iterable[Fact]) -> list[list[Fact]]:
    """Return figures of one population, number, cut and source together, in the order found."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in found:
        keys = ("trial", "drug", "population_en", "n", "data_cut", "reported", "weak")
        same = (*(fact.get(key) for key in keys), sources_of(fact))
        groups.setdefault(same, []).append(fact)
    return list(groups.values())

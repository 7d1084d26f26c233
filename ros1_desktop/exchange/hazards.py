"""The hazard log: what could harm, what the software does about it, and which tests carry it.

Rules:
 * `resources/hazards.toml` is the one list; its words stand in it in both languages.
 * What is not controlled is said so, and so is a hazard that no test carries.
 * Tests are not shipped; their names are, and a test compares them with the tests themselves.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "hazards.toml"
STATES = ("controlled", "partly", "not_controlled")


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard; a text is by language. `state` is empty where the hazard does not apply."""

    id: str
    state: str
    hazard: Mapping[str, str]
    control: Mapping[str, str]
    missing: Mapping[str, str]
    why: Mapping[str, str]
    tests: tuple[str, ...]

    @property
    def applies(self) -> bool:
        """Whether the hazard concerns this program."""
        return bool(self.state)


@dataclass(frozen=True, slots=True)
class Log:
    """All hazards in the order of their ids, and the words that say them, by language."""

    hazards: tuple[Hazard, ...]
    words: Mapping[str, Mapping[str, str]]


def read_hazards(resources: Path) -> Log:
    """Read the hazards of the resources."""
    said = tomllib.loads((resources / FILE).read_text(encoding="utf-8"))
    languages = tuple(said["words"])
    hazards = [_hazard(entry, languages) for entry in said["hazard"]]
    return Log(tuple(sorted(hazards, key=lambda one: one.id)), said["words"])


def hazard_log(log: Log, language: str) -> Iterator[str]:
    """Yield the lines of the log in a language, and the count of all of them."""
    words = log.words[language]
    for hazard in log.hazards:
        state = words[hazard.state] if hazard.applies else words["applies_not"]
        yield f"{hazard.id} {hazard.hazard[language]}: {state}"
        for part in ("control", "missing", "why"):
            text = getattr(hazard, part).get(language)
            if text:
                yield "  " + words[part].format(text=text)
        for test in hazard.tests:
            yield "  " + words["test"].format(text=test)
        if hazard.applies and not hazard.tests:
            yield "  " + words["no_test"]
    yield words["counted"].format(**counts(log))


def counts(log: Log) -> Mapping[str, int]:
    """Return how many hazards there are, how they stand, and how many no test carries."""
    applying = [hazard for hazard in log.hazards if hazard.applies]
    return {
        "hazards": len(log.hazards),
        "applying": len(applying),
        **{state: sum(one.state == state for one in applying) for state in STATES},
        "untested": sum(not one.tests for one in applying),
    }


def _hazard(entry: Mapping[str, Any], languages: tuple[str, ...]) -> Hazard:
    def texts(part: str) -> Mapping[str, str]:
        return {one: entry[f"{part}_{one}"] for one in languages if f"{part}_{one}" in entry}

    return Hazard(
        id=entry["id"],
        state=entry["state"] if entry["applies"] else "",
        hazard=texts("hazard"),
        control=texts("control"),
        missing=texts("missing"),
        why=texts("why"),
        tests=tuple(entry.get("tests", ())),
    )

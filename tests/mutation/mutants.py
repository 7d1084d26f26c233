"""The knowledge with one cell changed: every slip of the pen that a reviewer could overlook.

Rules:
 * A mutant is the whole text with one row as it was not reviewed; nothing else is changed.
 * No clinical word stands here: what a cell may be is read from the shapes, the findings and the
   text itself.
 * The order is fixed, so that a number of the list names the same mutant on every run.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from ros1_desktop.knowledge.columns import Column
from ros1_desktop.knowledge.records import Finding, Table
from ros1_desktop.knowledge.shapes import SHAPES
from ros1_desktop.knowledge.truths import Text
from ros1_desktop.knowledge.truths_row import COUNTED, Fact
from tests.mutation.rules import changed_tables
from tests.mutation.texts import changed_texts

Cell: TypeAlias = tuple[str, Fact]  # the operator, and the row after it
Seen: TypeAlias = Mapping[str, list[str]]

NUMBERS, RULE, FINDING = "number", "rule", "finding"
# Kinds of fact whose cells all count together, numbers included.
OWN = ("approval", "companion_diagnostic", "resistance", "caution")
# In these every other word is tried; in the others the next one.
EVERY = (*OWN, "recommendation", "assay", "drug", "other_option", "threshold")
SWAPS = (*COUNTED, ("low", "high"), ("value", "low"), ("value", "high"))
NOT_REACHED = {"NR": "NE", "NE": "NR", "<1": 1}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed text: of what group, by which operator, where, and what it now holds.

    `kind` is the kind of fact, `table` or `finding`; `rows` the ids of the rows that are changed;
    `columns` those of a fact, all of them where the whole row is dropped or doubled.
    """

    group: str
    operator: str
    name: str
    kind: str
    rows: tuple[str, ...]
    text: Text
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    columns: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """Return the class in which the mutant is counted."""
        return f"{self.group}: {self.operator}"


def mutants(text: Text) -> Iterator[Mutant]:
    """Yield every mutant of the text."""
    return chain(_rules(text), _findings(text), _facts(text))


def _rules(text: Text) -> Iterator[Mutant]:
    sources = [row["id"] for row in text.facts["source"]]
    for table in text.tables.values():
        for operator, name, rows, now in changed_tables(table, text.findings, sources):
            whole = replace(text, tables={**text.tables, table.id: now})
            yield Mutant(RULE, operator, name, "table", rows, whole, table=now)


def _findings(text: Text) -> Iterator[Mutant]:
    for finding in text.findings.values():
        for operator, said, now in _other_findings(finding):
            whole = replace(text, findings={**text.findings, finding.id: now})
            name = f"{finding.id}: {said}"
            yield Mutant(FINDING, operator, name, FINDING, (finding.id,), whole)


def _other_findings(finding: Finding) -> Iterator[tuple[str, str, Finding]]:
    for answer, word in finding.maps.items():
        for other in finding.words:
            if other != word:
                maps = {**finding.maps, answer: other}
                yield "answer mapped", f"{answer} is {other}", replace(finding, maps=maps)
    for word in finding.words:
        unknown = finding.unknown ^ {word}
        said = f"{word} is {'not ' if word in unknown else ''}known"
        yield "unknown flipped", said, replace(finding, unknown=unknown)


def _facts(text: Text) -> Iterator[Mutant]:
    names = {
        language: tuple(row[f"name_{language}"] for row in text.facts["drug"])
        for language in ("ja", "en")
    }
    for kind, rows in text.facts.items():
        seen = {name: _seen(rows, name, text, column) for name, column in SHAPES[kind].items()}
        for place, row in enumerate(rows):
            for operator, now in chain(
                [("row dropped", []), ("row doubled", [row, {**row, "id": f"{row['id']}'"}])],
                ((operator, [now]) for operator, now in changed_rows(kind, row, seen)),
                ((operator, [now]) for operator, now in changed_texts(row, names)),
            ):
                yield _mutant(text, kind, place, operator, now)


def _mutant(text: Text, kind: str, place: int, operator: str, now: list[Fact]) -> Mutant:
    rows = text.facts[kind]
    old = rows[place]
    facts = {**text.facts, kind: (*rows[:place], *now, *rows[place + 1 :])}
    here = text.places[kind, old["id"]]
    places = {**text.places, **{(kind, row["id"]): here for row in now}}
    (row, whole) = (now[0], False) if len(now) == 1 else ({}, True)
    keys = sorted(key for key in old.keys() | row.keys() if old.get(key) != row.get(key))
    said = "; ".join(f"{key} {old.get(key)!r} is {row.get(key)!r}" for key in keys)
    name = f"{kind} {old['id']}: {operator if whole else said}"
    group, _, what = operator.rpartition("/")
    if kind in OWN and group in ("", NUMBERS, "code", "number dropped"):
        group = kind
    return Mutant(
        group=group or kind,
        operator=what,
        name=name,
        kind=kind,
        rows=(old["id"],),
        text=replace(text, facts=facts, places=places),
        facts=tuple(now),
        columns=frozenset(keys),
    )


def _seen(rows: tuple[Fact, ...], name: str, text: Text, column: Column) -> list[str]:
    """Return what a column may hold: its words, the ids it refers to, or what other rows hold."""
    if column.words:
        return list(column.words)
    if column.refers:
        return [row["id"] for row in text.facts[column.refers]]
    found: dict[str, None] = {}
    for row in rows:
        value = row.get(name, [])
        found |= dict.fromkeys(value if isinstance(value, list) else [str(value)])
    return list(found)


def changed_rows(kind: str, row: Fact, seen: Seen) -> Iterator[Cell]:
    """Yield a row with one of its cells changed, or two of its numbers swapped."""
    for name, column in SHAPES[kind].items():
        if name != "id" and not name.endswith(("_ja", "_en")):
            change = CHANGES.get(column.kind)
            every = kind in EVERY and column.refers != "source"
            words = seen[name] if every else _next(row.get(name), seen[name])
            for operator, value in change(row.get(name), column, words) if change else ():
                now = {key: said for key, said in row.items() if key != name}
                yield _named(operator, name), now if value is None else {**now, name: value}
    for one, other in SWAPS:
        if {one, other} <= row.keys() and row[one] != row[other]:
            what = "k and n swapped" if (one, other) in COUNTED else "bounds swapped"
            yield f"{NUMBERS}/{what}", {**row, one: row[other], other: row[one]}


def _next(value: Any, seen: list[str]) -> list[str]:  # noqa: ANN401 (what TOML holds)
    """Return the word after the one held; none where nothing, or more than one, is held."""
    if value not in seen or len(seen) == 1:
        return []
    return [seen[(seen.index(value) + 1) % len(seen)]]


def _named(operator: str, column: str) -> str:
    """Return the operator, by the column where that is a class of its own."""
    if column in ("source", "also"):
        return "source swapped"
    if column == "drug" and operator == "cell flipped":
        return "drug swapped"
    return "status changed" if column == "status" else operator


def _word(value: Any, column: Column, seen: list[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (what TOML holds)
    others = [word for word in seen if word not in (value, "")]
    closed = column.words or column.refers or column.among
    if value is not None or closed:
        yield from (("cell flipped", word) for word in others)
    if value is not None and not column.required:
        yield "cell dropped", None
    if value is not None and not closed:
        yield from (("code/digit changed", text) for text in other_digits(value, (1,)))


def _words(value: Any, column: Column, seen: list[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (what TOML holds)
    held = value or []
    for word in held:
        rest = [other for other in held if other != word]
        yield "cell flipped", rest if rest or column.required else None
    others = [word for word in seen if word not in held]
    yield from (("cell flipped", [*held, word]) for word in others)


def _yes_no(value: Any, *_: object) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (what TOML holds)
    yield "cell flipped", not value


def _date(value: Any, column: Column, _: list[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (what TOML holds)
    if value is None:
        return
    for step in (-1, 1):
        yield "date moved by a year", f"{int(value[:4]) + step}{value[4:]}"
    yield from (("date moved by a digit", text) for text in other_digits(value[4:], (1, 9), value))
    if not column.required:
        yield "date dropped", None


def _number(value: Any, column: Column, _: list[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (what TOML holds)
    if value is None:
        return
    if isinstance(value, str):
        yield f"{NUMBERS}/limit not reached", NOT_REACHED[value]
        return
    for text in other_digits(str(value), (1, 9)):
        yield f"{NUMBERS}/digit changed", type(value)(text)
    if not column.required:
        yield "number dropped/number dropped", None


CHANGES: Mapping[str, Callable[[Any, Column, list[str]], Iterator[tuple[str, Any]]]] = {
    "text": _word,
    "texts": _words,
    "yes_no": _yes_no,
    "date": _date,
    "day": _date,
    "number": _number,
    "whole": _number,
    "figure": _number,
}


def other_digits(text: str, steps: tuple[int, ...], whole: str = "") -> Iterator[str]:
    """Yield a text with each of its digits raised by each step; a date only where it stays one."""
    before = whole.removesuffix(text)
    for place, sign in enumerate(text):
        for step in steps if sign.isdecimal() else ():
            now = f"{before}{text[:place]}{(int(sign) + step) % 10}{text[place + 1 :]}"
            if not whole or _is_date(now):
                yield now


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True

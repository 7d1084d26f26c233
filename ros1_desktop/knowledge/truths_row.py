"""What must be true of one row of the text, whatever the other rows say.

Rules:
 * A fault is one line: where the row stands, which key, and what to do.
 * The truths stand in the order in which they rest on one another, and only the first fault is
   read: what looks at two columns may trust that each of them is of its kind.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any, TypeAlias

from ros1_desktop.knowledge.columns import Column
from ros1_desktop.knowledge.shapes import ENDPOINTS, SHAPES

Fact: TypeAlias = dict[str, Any]
FIGURE_WORDS = ("NR", "NE", "<1")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
# A date is as precise as it is long.
PRECISION = {len("2026"): "year", len("2026-11"): "month", len("2026-11-23"): "day"}
JAPANESE = re.compile("[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff9f]")  # with its own marks
WHOLE = 100  # percent
LONGEST_CODE = 12  # a text in Latin letters up to here may be a name or a code in any language
NAMES = ("name_", "brand_")
# The first of two columns comes before the second.
RISING = (
    ("valid_from", "valid_to"),
    ("valid_from", "superseded_from"),
    ("date", "review_by"),
    ("amber_after_days", "red_after_days"),
)
# The first of two columns counts some of the second.
COUNTED = (("events", "n"), ("k", "n"))


def last_day(when: str) -> date | None:
    """Return the last day of a day, month or year; None where it is not a date."""
    if not DATE.fullmatch(when):
        return None
    year, *rest = (int(part) for part in when.split("-"))
    month = rest[0] if rest else 12
    try:
        return date(year, month, rest[1] if rest[1:] else monthrange(year, month)[1])
    except ValueError:
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and isfinite(value))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value)) and len({*value}) == len(value)


def _is_date(value: object) -> bool:
    return isinstance(value, str) and last_day(value) is not None


# Every kind of value: whether it is one, and how it is called.
KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "text": (_is_text, "a text without line breaks or tabs"),
    "url": (
        lambda value: _is_text(value) and value.startswith(("https://", "http://")),
        "an address that begins with https:// or http://",
    ),
    "whole": (lambda value: type(value) is int, "a whole number"),
    "number": (_is_number, "a number"),
    "figure": (
        lambda value: _is_number(value) or (isinstance(value, str) and value in FIGURE_WORDS),
        "a number, NR, NE or <1",
    ),
    "texts": (_are_texts, "a list of texts, each of them once"),
    "cell": (
        lambda value: _is_text(value) or (_are_texts(value) and value != []),
        "a word or a list of words, each of them once",
    ),
    "yes_no": (lambda value: isinstance(value, bool), "true or false"),
    "date": (_is_date, "a date written YYYY, YYYY-MM or YYYY-MM-DD in quotes"),
    "day": (
        lambda value: _is_date(value) and PRECISION[len(value)] == "day",
        "a day written YYYY-MM-DD in quotes",
    ),
    "map": (
        lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
        "written { answer = word }",
    ),
    "rows": (
        lambda value: isinstance(value, list) and all(isinstance(row, dict) for row in value),
        "a list of rows in { }",
    ),
}


def row_faults(where: str, kind: str, row: Fact) -> Iterator[str]:
    """Yield what is wrong with one row of a kind of fact."""
    shape = SHAPES[kind]
    yield from column_faults(where, row, shape)
    yield from _language_faults(where, row, shape)
    yield from _date_faults(where, row, shape)
    yield from _figure_faults(where, row)
    if row.get("source") in row.get("also", ()):
        yield f"{where}: also names {row['source']!r}, the source itself; give another or none"
    for name in row.get("not_for_squamous", ()):
        if name not in row["figures"]:
            yield f"{where}: not_for_squamous = {name!r} is not one of {', '.join(row['figures'])}"


def column_faults(where: str, row: Fact, shape: Mapping[str, Column]) -> Iterator[str]:
    """Yield the strange keys of a row, the missing ones, and the values of another kind."""
    for key in row:
        if key not in shape:
            yield f"{where}: {key} is not a column; use one of {', '.join(shape)}"
    for key, column in shape.items():
        if key in row:
            yield from _value_faults(f"{where}: {key}", row[key], column)
        elif column.required:
            yield f"{where}: {key} is missing; add it"


def _value_faults(what: str, value: Any, column: Column) -> Iterator[str]:  # noqa: ANN401 (TOML holds anything)
    fits, said = KINDS[column.kind]
    if not fits(value):
        yield f"{what} = {value!r} is not {said}; correct it"
    elif column.words and value not in column.words:
        yield f"{what} = {value!r} is not one of {', '.join(column.words)}"
    elif value == [] and column.least:
        instead = "" if column.required else ", or leave the line out"
        yield f"{what} is an empty list; add what belongs there{instead}"
    size = len(value) if isinstance(value, list) else value
    if type(size) in (int, float):
        if column.least is not None and size < column.least:
            yield f"{what} = {value!r} is below {column.least}; correct it"
        if column.most is not None and size > column.most:
            yield f"{what} = {value!r} is above {column.most}; correct it"


def _language_faults(where: str, row: Fact, shape: Mapping[str, Column]) -> Iterator[str]:
    """Yield the texts that stand in one language alone, or in the other's place.

    A brand may be known in one country only, and a name be the same in both languages.
    """
    for japanese in shape:
        english = f"{japanese.removesuffix('ja')}en"
        if not japanese.endswith("_ja") or english not in shape:
            continue
        if not japanese.startswith("brand_") and (japanese in row) != (english in row):
            yield _lacks(where, row, japanese, english)
        said = row.get(japanese, "")
        longer = len(said) > LONGEST_CODE and not japanese.startswith(NAMES)
        if longer and not JAPANESE.search(said):
            yield f"{where}: {japanese} = {said!r} is not Japanese; write it in Japanese"
        if JAPANESE.search(row.get(english, "")):
            yield f"{where}: {english} = {row[english]!r} is not English; write it in English"


def _lacks(where: str, row: Fact, one: str, other: str) -> str:
    """Say which of two columns that stand together is missing."""
    has, lacks = (one, other) if one in row else (other, one)
    return f"{where}: {lacks} is missing beside {has}; add it"


def _date_faults(where: str, row: Fact, shape: Mapping[str, Column]) -> Iterator[str]:
    if "precision" in shape:
        key = "valid_from" if "valid_from" in shape else "date"
        if (key in row) != ("precision" in row):
            yield _lacks(where, row, key, "precision")
        elif key in row and row["precision"] not in ("known_by", PRECISION[len(row[key])]):
            yield (
                f"{where}: precision = {row['precision']!r} does not fit {key} = {row[key]!r}; "
                f"use {PRECISION[len(row[key])]} or known_by, or correct {key}"
            )
    for first, second in RISING:
        if row.keys() >= {first, second} and _rank(row[second]) <= _rank(row[first]):
            yield (
                f"{where}: {second} = {row[second]!r} does not come after "
                f"{first} = {row[first]!r}; correct one of them"
            )


def _rank(value: str | int) -> int:
    day = last_day(value) if isinstance(value, str) else None
    return day.toordinal() if day else int(value)


def _figure_faults(where: str, row: Fact) -> Iterator[str]:
    if "value" in row and ("low" in row) != ("high" in row):
        yield _lacks(where, row, "low", "high")
    units = ENDPOINTS.get(row.get("endpoint", ""))
    if units and row["unit"] not in units:
        yield (
            f"{where}: unit = {row['unit']!r} does not fit endpoint {row['endpoint']}; "
            f"use {' or '.join(units)}"
        )
    if row.get("unit") == "percent":
        for key in ("value", "low", "high"):
            if _is_number(row.get(key)) and row[key] > WHOLE:
                yield f"{where}: {key} = {row[key]} is above {WHOLE} percent; correct it"
    of_patients = (("value", "n"),) if units and row["unit"] == "patients" else ()
    for part, whole in (*COUNTED, *of_patients):
        if part in row and whole not in row:
            yield _lacks(where, row, part, whole)
        elif part in row and _is_number(row[part]) and row[part] > row[whole]:
            yield f"{where}: {part} = {row[part]} is above {whole} = {row[whole]}; correct it"

"""Whether answers are what the schema lets them be.

Rules:
 * Exact types: `true` is not 1, `"30"` is not 30, 30.0 is not a whole number of cells.
 * The first thing wrong is named, with its field and, for a word, the words that are allowed.
 * Only the keywords that `case.schema.json` uses are read; a test guards their list.

A general validator would say "is not valid under any of the given schemas"; a clinician needs the
field and the words, in two languages, so the walk is our own.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ros1_desktop.case.case import CaseError
from ros1_desktop.case.vocabulary import Schema

MOST_WORDS_SAID = 24


def conform(answer: Any, schema: Schema, path: str = "") -> None:
    """Raise CaseError for the first answer that the schema does not allow."""
    for keyword, check in _CHECKS.items():
        if keyword in schema:
            check(answer, schema, path)


def _type(answer: Any, schema: Schema, path: str) -> None:
    kind = schema["type"]
    if not _IS[kind](answer):
        raise CaseError(path or "case", "type", found=said(answer), kind=kind)


def _enum(answer: Any, schema: Schema, path: str) -> None:
    if not any(_same(answer, word) for word in schema["enum"]):
        raise CaseError(path, "word", found=said(answer), words=_listed(schema["enum"]))


def _const(answer: Any, schema: Schema, path: str) -> None:
    if not _same(answer, schema["const"]):
        raise CaseError(path, "word", found=said(answer), words=str(schema["const"]))


def _any_of(answer: Any, schema: Schema, path: str) -> None:
    errors: list[CaseError] = []
    for choice in schema["anyOf"]:
        try:
            conform(answer, choice, path)
        except CaseError as error:
            close = _IS[choice["type"]](answer) if "type" in choice else isinstance(answer, str)
            errors.insert(0 if close else len(errors), error)
        else:
            return
    raise errors[0]


def _required(answer: Any, schema: Schema, path: str) -> None:
    for name in schema["required"]:
        if name not in answer:
            raise CaseError(_join(path, name), "missing")


def _properties(answer: Any, schema: Schema, path: str) -> None:
    for name, value in answer.items():
        if name not in schema["properties"]:
            raise CaseError(_join(path, name), "field", words=_listed(schema["properties"]))
        conform(value, schema["properties"][name], _join(path, name))


def _named(answer: Any, schema: Schema, path: str) -> None:
    (inner,) = schema["patternProperties"].values()
    for name, value in answer.items():
        if name not in schema["propertyNames"]["enum"]:
            words = _listed(schema["propertyNames"]["enum"])
            raise CaseError(_join(path, name), "field", words=words)
        conform(value, inner, _join(path, name))


def _items(answer: Any, schema: Schema, path: str) -> None:
    for number, item in enumerate(answer):
        conform(item, schema["items"], f"{path}[{number}]")


def _max_items(answer: Any, schema: Schema, path: str) -> None:
    if len(answer) > schema["maxItems"]:
        raise CaseError(path, "too_many", found=len(answer), most=schema["maxItems"])


def _unique(answer: Any, _: Schema, path: str) -> None:
    for number, item in enumerate(answer):
        if item in answer[:number]:
            raise CaseError(f"{path}[{number}]", "twice", found=said(item))


def _max_length(answer: Any, schema: Schema, path: str) -> None:
    if len(answer) > schema["maxLength"]:
        raise CaseError(path, "too_long", found=len(answer), most=schema["maxLength"])


def _pattern(answer: Any, schema: Schema, path: str) -> None:
    # fullmatch: `$` alone would let a line break at the end pass.
    if not re.fullmatch(schema["pattern"], answer):
        raise CaseError(path, "pattern", found=said(answer), pattern=schema["pattern"])


def _minimum(answer: Any, schema: Schema, path: str) -> None:
    if answer < schema["minimum"]:
        raise CaseError(path, "too_small", found=answer, least=schema["minimum"])


def _maximum(answer: Any, schema: Schema, path: str) -> None:
    if answer > schema["maximum"]:
        raise CaseError(path, "too_large", found=said(answer), most=schema["maximum"])


def _format(answer: Any, _: Schema, path: str) -> None:
    try:
        # fromisoformat also reads 20261123 and 2026-W48-1, which a case may not use.
        written = date.fromisoformat(answer).isoformat()
    except ValueError:
        written = None
    if written != answer:
        raise CaseError(path, "day", found=said(answer))


def _join(path: str, name: str) -> str:
    return f"{path}.{said_name(name)}" if path else said_name(name)


def _same(answer: Any, word: Any) -> bool:
    return type(answer) is type(word) and bool(answer == word)


def _listed(words: Any) -> str:
    shown = [str(word) for word in words]
    tail = ", …" if len(shown) > MOST_WORDS_SAID else ""
    return ", ".join(shown[:MOST_WORDS_SAID]) + tail


def said(answer: Any, most: int = 40) -> str:
    """Quote an answer for a message: one line, printable, cut where it is long."""
    text = repr(answer) if isinstance(answer, str) else str(answer)
    return said_name(text, most)


def said_name(name: str, most: int = 40) -> str:
    """Show a field's name in a message: one line, printable, cut where it is long."""
    start = name[:most]
    text = start if start.isprintable() else "".join(map(_printable, start))
    return text if len(name) <= most else text + "…"


def _printable(sign: str) -> str:
    return sign if sign.isprintable() else "?"


_IS: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda answer: isinstance(answer, dict),
    "array": lambda answer: isinstance(answer, list),
    "string": lambda answer: isinstance(answer, str),
    "integer": lambda answer: type(answer) is int,
    "number": lambda answer: type(answer) in (int, float),
}

_CHECKS: Mapping[str, Callable[[Any, Schema, str], None]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "anyOf": _any_of,
    "required": _required,
    "properties": _properties,
    "propertyNames": _named,
    "maxItems": _max_items,
    "items": _items,
    "uniqueItems": _unique,
    "maxLength": _max_length,
    "pattern": _pattern,
    "format": _format,
    "minimum": _minimum,
    "maximum": _maximum,
}

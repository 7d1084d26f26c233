"""Sentences with one thing said wrong: a digit, a "not", a name, or the language.

Each text stands in two languages, and only one of them is changed: a slip of one hand.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Fact: TypeAlias = dict[str, Any]
LANGUAGES = ("ja", "en")
# A denial, and what is left when it is lost; the first that fits at each place.
DENIED: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": ((re.compile(r"\b(?:not|no|never|without|none|cannot|neither) ", re.IGNORECASE), ""),),
    "ja": (
        (re.compile("されていない"), "されている"),
        (re.compile("(?<!され)ていない"), "ている"),
        (re.compile("できない"), "できる"),
        (re.compile("しない"), "する"),
        (re.compile("(?<!てい|でき)(?<!し)ない"), "ある"),
        (re.compile("なし"), "あり"),
    ),
}


def changed_texts(row: Fact, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Fact]]:
    """Yield a row with one of its texts changed, or both languages of one swapped."""
    for key, text in row.items():
        stem, _, language = key.rpartition("_")
        if language not in LANGUAGES or not isinstance(text, str):
            continue
        for operator, now in _changed(text, language, names[language]):
            yield operator, {**row, key: now}
        twin = f"{stem}_ja"
        if language == "en" and row.get(twin, text) != text:
            yield "text/languages swapped", {**row, key: row[twin], twin: text}


def _changed(text: str, language: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for place, sign in enumerate(text):
        if sign.isdecimal():
            now = str((int(sign) + 1) % 10)
            yield "number in a text/digit changed", f"{text[:place]}{now}{text[place + 1 :]}"
    for pattern, affirmed in DENIED[language]:
        for found in pattern.finditer(text):
            yield "text/negation lost", text[: found.start()] + affirmed + text[found.end() :]
    for number, name in enumerate(names):
        for found in re.finditer(re.escape(name), text, re.IGNORECASE):
            other = names[(number + 1) % len(names)]
            yield "text/drug swapped", text[: found.start()] + other + text[found.end() :]

"""Text id → sentence in the chosen language.

Rules:
 * No sentence is written in Python; `resources/words/<language>.toml` holds them all.
 * A key is the path of its tables and name (`status.not_tested`); it stands once in a file.
 * A path of the case may be part of a key; its list marks are dropped, so that
   `field.ros1_tests[0].result` and `field.ros1_tests[].result` are `field.ros1_tests.result`.
 * A missing key or placeholder is an error of ours, never an empty text.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ros1_desktop.case.case import CaseError
from ros1_desktop.ready import read_text

_LIST_MARK = r"\[[0-9]*\]"
_ITEM = r"([^\[]+)\[([0-9]+)\]"


class Words(NamedTuple):
    """All sentences of one language, by key."""

    language: str
    sentences: Mapping[str, str]

    def say(self, key: str, **values: str | float) -> str:
        """Return the sentence of a key with its values; KeyError names a key that is missing."""
        return self.sentences[_plain(key)].format_map(values)

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence of this key."""
        return _plain(key) in self.sentences


def read_words(resources: Path, language: str, folder: str = "words") -> Words:
    """Read the sentences of a language (`ja`, `en`) from a folder of the resources.

    Raises:
        ValueError: a key stands twice, or is not a text.
    """
    sentences: dict[str, str] = {}
    wrong = _put(sentences, read_text(resources / folder / f"{language}.toml"), "")
    if wrong:
        message = f"{folder}/{language}.toml: {wrong} stands twice or is no text; mend it"
        raise ValueError(message)
    return Words(language, sentences)


def answer(words: Words, path: str, word: str | int) -> str:
    """Return how an answer of a field is written; common answers serve every field."""
    own = f"answer.{path}.{word}"
    return words.say(own if words.has(own) else f"answer.common.{word}")


def finding_word(words: Words, finding: str, word: str) -> str:
    """Return how a word of a finding is written; common words serve every finding."""
    if words.has(f"finding_word.{finding}.{word}"):
        return words.say(f"finding_word.{finding}.{word}")
    status = finding == "ros1_status"
    return words.say(f"status.{word}" if status else f"finding_word.{word}")


def place(words: Words, path: str) -> str:
    """Return what a path asks, with the number of the item that it stands in; the first is 1."""
    name, item = words.say(f"field.{path}"), re.match(_ITEM, path)
    if item is None or not words.has(f"item.{item[1]}"):
        return name
    return f"{words.say(f'item.{item[1]}', number=int(item[2]) + 1)} {name}"


def error_sentence(words: Words, error: CaseError) -> str:
    """Return what is wrong with a field, without naming it; how it is written, where it is odd."""
    values = dict(error.values_of_sentence)
    if "kind" in values:
        values["kind"] = words.say(f"value.{values['kind']}")
    form = f"form.{error.field}"
    said = form if error.code == "pattern" and words.has(form) else f"error.{error.code}"
    return words.say(said, **values)


def error_line(words: Words, error: CaseError) -> str:
    """Return one line that names the field as the case writes it, and what is wrong."""
    return f"{error.field}: {error_sentence(words, error)}"


def _plain(key: str) -> str:
    return re.sub(_LIST_MARK, "", key) if "[" in key else key


def _put(sentences: dict[str, str], table: Mapping[str, Any], before: str) -> str:
    """Add the sentences of a table by their keys; return the first key that is wrong, or nothing.

    Done for thousands of sentences at every start, so no generator and no look at a base class.
    """
    for name, value in table.items():
        key = f"{before}{name}"
        if type(value) is dict:
            wrong = _put(sentences, value, f"{key}.")
            if wrong:
                return wrong
        elif type(value) is not str or key in sentences:
            return key
        else:
            sentences[key] = value
    return ""

"""The words a case may use, read from the one schema.

Rules:
 * `case.schema.json` is the only list: form, validator and decision tables ask here.
 * A field's path is dotted (`disease.extent`); `[]` stands for any item of a list
   (`ros1_tests[].result`).
 * `unknown` is a word like any other; a field left out has no word at all.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from ros1_desktop.ready import read_text

Schema: TypeAlias = Mapping[str, Any]


class Field(NamedTuple):
    """One answer of a case: its path, its schema and the words it may be."""

    path: str
    schema: Schema
    words: tuple[str | int, ...]

    @property
    def knows_unknown(self) -> bool:
        """Whether the schema lets the answer be the word `unknown`."""
        return "unknown" in self.words


class Vocabulary(NamedTuple):
    """The schema of a case and its fields, in the order of the schema."""

    schema: Schema
    fields: Mapping[str, Field]

    def words(self, path: str) -> tuple[str | int, ...]:
        """Return the words of a field; KeyError names a path that does not exist."""
        return self.fields[path].words


def read_vocabulary(resources: Path) -> Vocabulary:
    """Read the schema of a case from the resources."""
    schema = read_text(resources / "case.schema.json")
    return Vocabulary(schema, {field.path: field for field in _fields(schema, "")})


def _fields(schema: Schema, path: str) -> Iterator[Field]:
    if "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from _fields(inner, f"{path}.{name}" if path else name)
    elif "propertyNames" in schema:
        (inner,) = schema["patternProperties"].values()
        for name in schema["propertyNames"]["enum"]:
            yield from _fields(inner, f"{path}.{name}")
    elif schema.get("type") == "array":
        items = schema["items"]
        if "properties" in items:
            yield from _fields(items, f"{path}[]")
        else:
            yield Field(path, schema, _words(items))
    else:
        yield Field(path, schema, _words(schema))


def _words(schema: Schema) -> tuple[str | int, ...]:
    words = list(schema.get("enum", ()))
    words += [schema["const"]] if "const" in schema else []
    for choice in schema.get("anyOf", ()):
        words += _words(choice)
    if "pattern" in schema:
        words += _alternatives(schema["pattern"])
    return tuple(words)


def _alternatives(pattern: str) -> Iterator[str]:
    """Yield the plain words among the alternatives of `^(A|b|c)$`."""
    for part in pattern.removeprefix("^(").removesuffix(")$").split("|"):
        if part.replace("_", "").isalpha() and part.islower():
            yield part

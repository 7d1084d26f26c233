"""What is asked: pages, groups and questions as data.

Rules:
 * `questionnaire.toml` knows the order and the conditions; `case.schema.json` knows what an answer
   may be. Nothing is said in both.
 * A question is asked when all its conditions hold. An answer not given meets no condition.
 * A question inside a list (`ros1_tests[].result`) is asked once for every item, and its
   conditions read that item alone. A later group may ask more of some items of the list.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from ros1_desktop.case.case import Answer
from ros1_desktop.case.vocabulary import Field, Schema, Vocabulary
from ros1_desktop.ready import read_text

Kind: TypeAlias = Literal["choice", "many", "whole", "number", "month", "day", "text"]
Word: TypeAlias = str | int
Conditions: TypeAlias = Mapping[str, tuple[Word, ...]]

FILE = "questionnaire.toml"
ITEM = "[]."
_QUESTION_KEYS = {"field", "asked_when"}
_GROUP_KEYS = {"questions", "id", "list", "none", "items_when", "asked_when", "stays"}
_PAGE_KEYS = {"id", "groups", "fewer"}


class QuestionnaireError(ValueError):
    """The questionnaire's text is wrong: the file, the key and the remedy."""

    def __init__(self, key: str, remedy: str) -> None:
        """Keep one line that names the file, the key and what to do."""
        super().__init__(f"{FILE}, {key}: {remedy}")


class Question(NamedTuple):
    """One field and how it is asked; `kind` says what is typed or chosen, `words` what else."""

    field: str
    kind: Kind
    schema: Schema
    words: tuple[Word, ...]
    pattern: str | None
    longest: int | None
    asked_when: Conditions

    @property
    def knows_unknown(self) -> bool:
        """Whether "not known" is one of the answers."""
        return "unknown" in self.words

    def at(self, item: int | None) -> str:
        """Return the path with the number of its item: `ros1_tests[0].result`."""
        return self.field if item is None else self.field.replace("[]", f"[{item}]")


class Group(NamedTuple):
    """Questions that stand together; `list` names the list whose items repeat them.

    `id` is the group's own name, where it has one. `none` tells whether an empty list is an answer,
    `most` how many items there may be, `items_when` of which items of a list that another group
    fills more is asked, `stays` whether answers already given keep the group asked.
    """

    questions: tuple[Question, ...]
    id: str | None
    list: str | None
    none: bool
    most: int
    items_when: Conditions
    asked_when: Conditions
    stays: bool

    @property
    def is_skipped_by_rule(self) -> bool:
        """Whether there is a rule that leaves the group out."""
        return bool(self.asked_when or self.items_when)

    @property
    def fills(self) -> str | None:
        """The list that gets its items here."""
        return None if self.items_when else self.list

    def takes(self, item: Mapping[str, Answer]) -> bool:
        """Tell whether an item of the list is one that the questions are about."""
        return all(look_up(item, path) in words for path, words in self.items_when.items())


class Page(NamedTuple):
    """One page; `title` is the id of its words.

    `fewer` holds how many questions there may be where the paper has too few, and why that is so.
    """

    id: str
    title: str
    groups: tuple[Group, ...]
    fewer: Mapping[int, str]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the page, in reading order."""
        return tuple(question for group in self.groups for question in group.questions)


class Questionnaire(NamedTuple):
    """All pages in order, with the vocabulary that they were checked against."""

    pages: tuple[Page, ...]
    vocabulary: Vocabulary

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group, in reading order."""
        return tuple(group for page in self.pages for group in page.groups)

    def page_of(self, field: str) -> Page | None:
        """Return the page that asks a field, written as `ros1_tests[0].result` or with `[]`."""
        plain = _without_numbers(field).removesuffix("[]")
        for page in self.pages:
            for group in page.groups:
                fields = {question.field for question in group.questions} | {group.list}
                if plain in fields or any(str(name).startswith(f"{plain}.") for name in fields):
                    return page
        return None


def asked(question: Question | Group, answers: Mapping[str, Answer]) -> bool:
    """Tell whether a question or group is asked, given the answers of the case, or of its item."""
    if isinstance(question, Group) and question.stays:
        fields = [question.list] if question.list else [one.field for one in question.questions]
        if any(look_up(answers, field) is not None for field in fields):
            return True
    if isinstance(question, Group) and question.items_when:
        return any(question.takes(item) for item in look_up(answers, str(question.list)) or ())
    return all(look_up(answers, path) in words for path, words in question.asked_when.items())


def look_up(answers: Mapping[str, Answer], path: str) -> Answer:
    """Return the answer at a dotted path, or None."""
    found: Answer = answers
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def read_questionnaire(resources: Path, vocabulary: Vocabulary) -> Questionnaire:
    """Read the questionnaire; QuestionnaireError names a key that is wrong, and the remedy."""
    text = read_text(resources / FILE)
    reader = _Reader(vocabulary, text.get("sets", {}))
    pages = tuple(reader.page(page) for page in text["pages"])
    seen: set[str] = set()
    for page in pages:
        for question in page.questions:
            if question.field in seen:
                raise QuestionnaireError(question.field, "is asked twice; take one away")
            seen.add(question.field)
    filled: set[str] = set()
    for group in (group for page in pages for group in page.groups if group.list):
        path = str(group.list)
        if (path in filled) is not bool(group.items_when):
            raise QuestionnaireError(path, "is to be filled by one group, before items_when")
        filled.add(path)
    return Questionnaire(pages, vocabulary)


class _Reader(NamedTuple):
    """Turns tables of the text into values and checks every path and word."""

    vocabulary: Vocabulary
    sets: Mapping[str, list[Word]]

    def page(self, text: Mapping[str, Any]) -> Page:
        _known(text, _PAGE_KEYS, text["id"])
        groups = tuple(self.group(group, text["id"]) for group in text["groups"])
        fewer = {int(one["questions"]): str(one["because"]) for one in text.get("fewer", ())}
        return Page(text["id"], f"page.{text['id']}", groups, fewer)

    def group(self, text: Mapping[str, Any], page: str) -> Group:
        _known(text, _GROUP_KEYS, f"page {page}")
        path = text.get("list")
        if path is not None and _list(self.vocabulary.schema, path) is None:
            raise QuestionnaireError(path, "is no list of case.schema.json; name one")
        return Group(
            questions=tuple(self.question(question, path) for question in text["questions"]),
            id=text.get("id"),
            list=path,
            none=text.get("none", False),
            most=(_list(self.vocabulary.schema, path) or {}).get("maxItems", 0) if path else 0,
            items_when=self.conditions(text, f"{path}{ITEM}", "items_when"),
            asked_when=self.conditions(text, ""),
            stays=text.get("stays", False),
        )

    def question(self, text: Mapping[str, Any], path: str | None) -> Question:
        _known(text, _QUESTION_KEYS, text["field"])
        field = self.field(text["field"])
        if field.path.rpartition(ITEM)[0] != (path or ""):
            raise QuestionnaireError(field.path, f"does not belong to the list {path}; move it")
        typed = _typed(field.schema)
        return Question(
            field=field.path,
            kind=_kind(field),
            schema=field.schema,
            words=field.words,
            pattern=typed.get("pattern"),
            longest=typed.get("maxLength"),
            asked_when=self.conditions(text, f"{path}{ITEM}" if path else ""),
        )

    def conditions(self, text: Mapping[str, Any], base: str, key: str = "asked_when") -> Conditions:
        found: dict[str, tuple[Word, ...]] = {}
        for name, given in text.get(key, {}).items():
            if isinstance(given, str) and given not in self.sets:
                raise QuestionnaireError(
                    name, f"{given} is none of the sets; name one or list words"
                )
            words = tuple(self.sets[given] if isinstance(given, str) else given)
            field = self.field(base + name)
            for word in words:
                if word not in field.words:
                    raise QuestionnaireError(field.path, f"{word} is none of its words")
            found[name] = words
        return found

    def field(self, path: str) -> Field:
        if path not in self.vocabulary.fields:
            raise QuestionnaireError(path, "is no field of case.schema.json; correct the path")
        return self.vocabulary.fields[path]


def _known(text: Mapping[str, Any], keys: set[str], place: str) -> None:
    for name in sorted(text.keys() - keys):
        raise QuestionnaireError(place, f"{name} is no key here; use {', '.join(sorted(keys))}")


def _list(schema: Schema, path: str) -> Schema | None:
    for name in path.split("."):
        schema = schema.get("properties", {}).get(name, {})
    return schema if schema.get("type") == "array" and "properties" in schema["items"] else None


def _typed(schema: Schema) -> Schema:
    """Return the part of a schema that speaks of what is typed: a number, a date, a text."""
    for choice in (schema.get("items", schema), *schema.get("anyOf", ())):
        if "type" in choice:
            return cast("Schema", choice)
    return {}


def _kind(field: Field) -> Kind:
    typed = _typed(field.schema)
    if field.schema.get("type") == "array":
        return "many"
    if "type" not in typed:
        return "choice"
    if typed["type"] in ("integer", "number"):
        return "whole" if typed["type"] == "integer" else "number"
    if typed.get("format") == "date":
        return "day"
    return "month" if typed.get("pattern", "").startswith("^[0-9]{4}-[0-9]{2}") else "text"


def _without_numbers(path: str) -> str:
    parts = path.split("[")
    return parts[0] + "".join("[" + "]" + part.partition("]")[2] for part in parts[1:])

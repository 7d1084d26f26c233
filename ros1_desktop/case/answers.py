"""A case while it is being filled in.

Rules:
 * What was entered is kept as it was entered; nothing is filled in, nothing is mended.
 * A text that cannot be read is kept beside the answers, so that it can be shown again; it is no
   answer.
 * What leaves (`as_dict`) holds no answer to a question that is no longer asked. `left_out` lists
   those, so that nothing goes in silence.
"""

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ros1_desktop.case.case import Answer
from ros1_desktop.case.questionnaire import Group, Question, Questionnaire, asked
from ros1_desktop.case.vocabulary import Schema


class Draft:
    """The answers entered so far, by path (`ros1_tests[0].fish.pattern`)."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Start with nothing asked."""
        self.questionnaire = questionnaire
        self.unread: dict[str, str] = {}
        self._answers: dict[str, Any] = {}

    @classmethod
    def from_case(cls, case: Mapping[str, Answer], questionnaire: Questionnaire) -> "Draft":
        """Take over the answers of a case that was saved."""
        draft = cls(questionnaire)
        draft._answers = {name: _copied(case[name]) for name in case if name != "schema"}
        return draft

    def get(self, path: str) -> Answer:
        """Return the answer at a path, or None where there is none."""
        found: Any = self._answers
        for name in _steps(path):
            if isinstance(name, int):
                found = found[name] if isinstance(found, list) and name < len(found) else None
            else:
                found = found.get(name) if isinstance(found, dict) else None
        return found

    def set(self, path: str, answer: Answer) -> None:
        """Keep an answer; the item of a list must be there already."""
        self.unread.pop(path, None)
        *inner, last = _steps(path)
        place: Any = self._answers
        for name in inner:
            place = place[name] if isinstance(name, int) else place.setdefault(name, {})
        place[last] = _copied(answer)

    def clear(self, path: str) -> None:
        """Take an answer back: the question was not asked."""
        self.unread.pop(path, None)
        *inner, last = _steps(path)
        place: Any = self._answers
        for name in inner:
            place = place[name] if isinstance(name, int) else place.get(name, {})
        place.pop(last, None)

    def keep_unread(self, path: str, text: str, rest: Answer = None) -> None:
        """Keep a text that could not be read; `rest` is what else was answered beside it."""
        self.clear(path)
        if rest is not None:
            self.set(path, rest)
        self.unread[path] = text

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Return all answers entered, those of questions no longer asked included."""
        return self._answers

    def items(self, path: str) -> int | None:
        """Return how many items a list has; None where it was not asked."""
        found = self.get(path)
        return None if found is None else len(found)

    def add_item(self, path: str) -> int:
        """Add an empty item to a list and return its number."""
        if self.items(path) is None:
            self.set(path, [])
        found = self.get(path)
        found.append({})
        return len(found) - 1

    def remove_item(self, path: str, number: int) -> None:
        """Remove an item; a list that gets empty this way was not asked."""
        found = self.get(path)
        del found[number]
        if not found:
            self.clear(path)
        self.unread = dict(_moved(self.unread, path, number))

    def item(self, group: Group, number: int | None) -> Mapping[str, Answer]:
        """Return what the conditions of a group's questions read: the item, or the case."""
        found = self._answers if number is None else self.get(f"{group.list}[{number}]")
        return found or {}

    def asked(self, group: Group, question: Question, number: int | None) -> bool:
        """Tell whether a question is asked now, in the item with this number."""
        item = self.item(group, number)
        return asked(group, self._answers) and group.takes(item) and asked(question, item)

    def now(
        self, groups: Container[Group] | None = None
    ) -> Iterator[tuple[Group, Question, int | None]]:
        """Yield every question asked now, of some groups or all, with the number of its item."""
        for group, question, number in self._all():
            if (groups is None or group in groups) and self.asked(group, question, number):
                yield group, question, number

    def left_out(self) -> tuple[str, ...]:
        """Return the paths that hold an answer although their question is no longer asked."""
        return tuple(
            question.at(number)
            for group, question, number in self._all()
            if self.get(question.at(number)) is not None and not self.asked(group, question, number)
        )

    def unread_now(self) -> dict[str, str]:
        """Return the texts that could not be read, of the questions asked now."""
        if not self.unread:
            return {}
        paths = {question.at(number) for _, question, number in self.now()}
        return {path: text for path, text in self.unread.items() if path in paths}

    def as_dict(self) -> dict[str, Any]:
        """Return the case as its JSON has it, in the order of the schema."""
        kept = Draft.from_case(self._answers, self.questionnaire)
        for path in self.left_out():
            kept.clear(path)
        vocabulary = self.questionnaire.vocabulary
        (word,) = vocabulary.words("schema")
        return dict(_ordered({"schema": word, **kept.answers}, vocabulary.schema))

    def _all(self) -> Iterator[tuple[Group, Question, int | None]]:
        for group in self.questionnaire.groups:
            numbers = (None,) if group.list is None else range(self.items(group.list) or 0)
            for number in numbers:
                for question in group.questions:
                    yield group, question, number


@lru_cache(1024)  # the paths of a questionnaire are few, and each is asked for often
def _steps(path: str) -> tuple[str | int, ...]:
    names = path.replace("[", ".").replace("]", "").split(".")
    return tuple(int(name) if name.isdecimal() else name for name in names if name)


def _copied(answer: Answer) -> Answer:
    """Return an answer that shares nothing with another; a case is made of lists and objects."""
    if isinstance(answer, list):
        return [_copied(item) for item in answer]
    if isinstance(answer, dict):
        return {name: _copied(item) for name, item in answer.items()}
    return answer


def _moved(texts: Mapping[str, str], path: str, gone: int) -> Iterator[tuple[str, str]]:
    for place, text in texts.items():
        match = re.fullmatch(re.escape(path) + r"\[([0-9]+)\](.*)", place)
        if match is None or int(match[1]) < gone:
            yield place, text
        elif int(match[1]) > gone:
            yield f"{path}[{int(match[1]) - 1}]{match[2]}", text


def _ordered(answer: Answer, schema: Schema) -> Answer:
    """Put the names of objects into the schema's order and drop empty objects inside."""
    if isinstance(answer, list):
        return [_ordered(item, schema["items"]) for item in answer]
    if not isinstance(answer, dict):
        return answer
    inner = schema.get("properties", {})
    names = inner or schema["propertyNames"]["enum"]
    found = {name: _ordered(answer[name], inner.get(name, {})) for name in names if name in answer}
    return {name: value for name, value in found.items() if value != {}}

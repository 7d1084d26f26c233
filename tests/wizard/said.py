"""What a person said, kept in the plainest way, beside the window: the second opinion of a walk.

It shares with the program the questionnaire and how a text is read, nothing of how answers are
kept, left out or written.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from ros1_desktop.case.case import Answer
from ros1_desktop.case.questionnaire import Group, Question, Questionnaire, Word

Asked = tuple[Group, Question, str]


class Said:
    """Answers by path, how many items each list has, and texts that could not be read."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Start with nothing said."""
        self.questionnaire = questionnaire
        self.hanging = [  # what is asked only because of another answer
            (group, question)
            for group in questionnaire.groups
            for question in group.questions
            if group.asked_when or group.items_when or question.asked_when
        ]
        self.answers: dict[str, Any] = {}
        self.items: dict[str, int] = {}
        self.unread: dict[str, str] = {}

    def say(self, path: str, answer: Answer, unread: str = "") -> None:
        """Say something, or, with None, nothing any more."""
        self.answers.pop(path, None)
        self.unread.pop(path, None)
        if answer is not None:
            self.answers[path] = deepcopy(answer)
        if unread:
            self.unread[path] = unread

    def add(self, path: str) -> None:
        """Add an item to a list."""
        self.items[path] = self.items.get(path, 0) + 1

    def remove(self, path: str, gone: int) -> None:
        """Remove an item; those after it move up, and a list left empty was not asked."""
        for kept in (self.answers, self.unread):
            moved = dict(_without(kept, path, gone))
            kept.clear()
            kept.update(moved)
        self.items[path] -= 1
        if not self.items[path]:
            del self.items[path]

    def asked(self) -> Iterator[Asked]:
        """Yield every question that the answers ask for."""
        for group in self.questionnaire.groups:
            if not self._is_asked(group):
                continue
            number = range(self.items.get(group.list, 0)) if group.list else (None,)
            for at in number:
                base = "" if at is None else f"{group.list}[{at}]."
                if self._meets(group.items_when, base):
                    for question in group.questions:
                        if self._meets(question.asked_when, base):
                            yield group, question, question.at(at)

    def needs(
        self, group: Group, question: Question, number: int | None
    ) -> Iterator[tuple[str, tuple[Word, ...]]]:
        """Yield what must be answered so that a question is asked: the path, and the words."""
        base = "" if number is None else f"{group.list}[{number}]."
        for rule, where in (
            (group.asked_when, ""),
            (group.items_when, base),
            (question.asked_when, base),
        ):
            for name, words in rule.items():
                yield where + name, words

    def case(self) -> dict[str, Any]:
        """Return the case that was said, with nothing in it that is not asked."""
        found: dict[str, Any] = {"schema": "ros1-case/1"}
        for path, count in self.items.items():
            _put(found, path, [{} for _ in range(count)])
        for _, _, path in self.asked():
            if path in self.answers:
                _put(found, path, deepcopy(self.answers[path]))
        return found

    def forget_what_no_file_holds(self) -> None:
        """Keep only what a case file has: what is asked, and could be read."""
        held = {path for _, _, path in self.asked()}
        self.answers = {path: self.answers[path] for path in self.answers if path in held}
        self.unread = {}

    def _is_asked(self, group: Group) -> bool:
        if group.items_when and group.list:
            count = self.items.get(group.list, 0)
            return any(self._meets(group.items_when, f"{group.list}[{at}].") for at in range(count))
        fields = [question.field for question in group.questions]
        held = group.list in self.items or any(field in self.answers for field in fields)
        return self._meets(group.asked_when, "") or (group.stays and held)

    def _meets(self, rule: Any, base: str) -> bool:  # noqa: ANN401 (conditions)
        return all(self.answers.get(base + name) in words for name, words in rule.items())


def _without(kept: dict[str, Any], path: str, gone: int) -> Iterator[tuple[str, Any]]:
    for name, value in kept.items():
        match = re.fullmatch(rf"{re.escape(path)}\[(\d+)\](.*)", name)
        if match is None or int(match[1]) < gone:
            yield name, value
        elif int(match[1]) > gone:
            yield f"{path}[{int(match[1]) - 1}]{match[2]}", value


def _put(found: dict[str, Any], path: str, value: Answer) -> None:
    place: Any = found
    *inner, last = re.findall(r"[^.\[\]]+", path)
    for name in inner:
        place = place[int(name)] if name.isdigit() else place.setdefault(name, {})
    place[last] = value

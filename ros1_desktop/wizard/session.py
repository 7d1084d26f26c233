"""One sitting: the answers, the language and the jurisdiction, and who is told when they change.

Rules:
 * Answers stand in the draft alone; a page reads and writes it on every change.
 * Language and jurisdiction belong to the sitting, never to the case.
 * Nothing that rests on the store is shown before `is_read`: until then it is not verified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ros1_desktop.case.answers import Draft
from ros1_desktop.case.case import CaseError
from ros1_desktop.case.questionnaire import ITEM
from ros1_desktop.words import answer, error_sentence, place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ros1_desktop.case.case import Case
    from ros1_desktop.case.questionnaire import Group, Question
    from ros1_desktop.decision.decision import CautionShown, RecommendationShown
    from ros1_desktop.wizard.facts import Quoting
    from ros1_desktop.wizard.parts import Parts
    from ros1_desktop.words import Words

BETWEEN = ", "
FREE = ("text", "many")  # what need not be said of: it can always be empty


class Session(QObject):
    """The state that all pages share."""

    answered = Signal()
    read = Signal()
    made = Signal(QWidget)  # something that wants an icon, after the page was laid out
    retold = Signal()
    replaced = Signal()

    def __init__(self, parts: Parts, case: dict[str, Any] | None) -> None:
        """Start with the answers of a case, or with none."""
        super().__init__()
        self.parts = parts
        self.is_read = not parts.rest
        self.language = parts.languages[0]
        self.jurisdiction = parts.jurisdictions[0]
        self.words: Words = parts.words(self.language)
        self.draft = Draft.from_case(case or {}, parts.questionnaire)
        self._saved = self.draft.as_dict()
        self._looked_at, self._refused = "", list[CaseError]()

    @property
    def unsaved(self) -> bool:
        """Whether closing now would lose something that was entered."""
        return bool(self.draft.unread_now()) or self.draft.as_dict() != self._saved

    def was_saved(self) -> None:
        """Remember that the answers as they stand are in a file."""
        self._saved = self.draft.as_dict()

    def open(self, case: dict[str, Any]) -> None:
        """Replace all answers by those of a case."""
        self.draft = Draft.from_case(case, self.parts.questionnaire)
        self.was_saved()
        self.replaced.emit()

    def resume(self, answers: dict[str, Any], unread: Mapping[str, str] | None = None) -> None:
        """Replace all answers by those of a draft, which are in no file yet."""
        empty = Draft(self.parts.questionnaire)
        self._saved = empty.as_dict()
        self.draft = Draft.from_case(answers, self.parts.questionnaire)
        self.draft.unread.update(unread or {})
        self.replaced.emit()

    def next_language(self) -> str:
        """Return the language that the switch would turn to."""
        return _after(self.parts.languages, self.language)

    def next_jurisdiction(self) -> str:
        """Return the jurisdiction that the switch would turn to."""
        return _after(self.parts.jurisdictions, self.jurisdiction)

    def switch_language(self) -> None:
        """Turn to the next language; every answer stays."""
        self.language = self.next_language()
        self.words = self.parts.words(self.language)
        self.retold.emit()

    def switch_jurisdiction(self) -> None:
        """Turn to the next jurisdiction; every answer stays."""
        self.jurisdiction = self.next_jurisdiction()
        self.answered.emit()

    def say(self, key: str, **values: str | float) -> str:
        """Return the sentence of a key in the language of the sitting."""
        return self.words.say(key, **values)

    def say_if(self, key: str, **values: str | float) -> str:
        """Return the sentence of a key, or nothing where there is none."""
        return self.words.say(key, **values) if self.words.has(key) else ""

    def answer_text(self, field: str, word: str | int) -> str:
        """Return how a word of a field is written."""
        return answer(self.words, field, word)

    def field_text(self, field: str) -> str:
        """Return what a field is called."""
        return self.say(f"field.{field}")

    def hint_text(self, field: str) -> str:
        """Return what to enter, or nothing where that is plain."""
        return self.say_if(f"hint.{field}")

    def help_text(self, question: Question) -> str:
        """Return what to enter, and that a number or a date not known is left out."""
        hint, left = self.hint_text(question.field), self.say("wizard.leave_out")
        if ITEM not in question.field or question.knows_unknown or question.kind in FREE:
            return hint
        return self.say("wizard.hint_leave_out", hint=hint) if hint else left

    def group_text(self, group: Group) -> str:
        """Return what a group of questions is called: by itself, its list, or its page."""
        if group.id:
            return self.say(f"asked.{group.id}")
        if group.list:
            return self.say(f"list.{group.list}")
        pages = self.parts.questionnaire.pages
        return self.say(next(page.title for page in pages if group in page.groups))

    def why_not(self, group: Group) -> str:
        """Return the rule that leaves a group out."""
        if group.items_when:
            items = self.say(f"asked.{group.id}.items")
            return self.say("wizard.items_when", name=self.group_text(group), items=items)
        ((field, words),) = group.asked_when.items()
        said, *others = (
            self.say("wizard.word", word=self.answer_text(field, one)) for one in words
        )
        for other in others:
            said = self.say("wizard.either", first=said, following=other)
        name, asked = self.group_text(group), self.field_text(field)
        return self.say("wizard.asked_when", name=name, field=asked, words=said)

    def item_text(self, group: Group, number: int) -> str:
        """Return what an item of a list is called; the first is number 0."""
        return self.say(f"item.{group.list}", number=number + 1)

    def place_text(self, path: str) -> str:
        """Return what a path asks, with the number of its item."""
        return place(self.words, path)

    def not_entered(self) -> str:
        """Return how a question without an answer reads."""
        return self.say("wizard.not_asked")

    def jurisdiction_text(self, jurisdiction: str) -> str:
        """Return the name of a jurisdiction."""
        return self.say(f"jurisdiction.{jurisdiction}")

    def option_name(self, name: str) -> str:
        """Return the name of a drug or another option."""
        return self.say(f"option.{name}")

    def thing_name(self, name: str) -> str:
        """Return the name of an option; anything else, as a mutation, as it stands."""
        return self.say_if(f"option.{name}") or name

    def test_name(self, name: str) -> str:
        """Return the name of an assay or another test."""
        return self.say(f"test.{name}")

    def caution_text(self, caution: CautionShown) -> str:
        """Return what a caution is about, its state, and what a label says where one does."""
        from ros1_desktop.sheet import quoted

        name, said = quoted.caution(self.words, caution), self.quote.caution(caution.id)
        return self.quote.named(name, said) if said else name

    @property
    def quote(self) -> Quoting:
        """The facts, read out in the language of the sitting."""
        from ros1_desktop.wizard.facts import Quoting

        return Quoting(self.parts.facts, self.words)

    def recommendation_text(self, shown: RecommendationShown) -> str:
        """Return a guideline's line: what it says, how strongly, and where."""
        from ros1_desktop.sheet import quoted

        say = self.say
        parts = [
            quoted.guideline(shown),
            say(f"setting.{shown.setting}"),
            say(f"direction.{shown.direction}"),
        ]
        if shown.strength is not None:
            parts.append(say("sheet.strength", strength=shown.strength))
        if shown.evidence_level is not None:
            parts.append(say("sheet.evidence_level", level=shown.evidence_level))
        if shown.agreement_percent is not None:
            parts.append(say("sheet.agreement", percent=f"{shown.agreement_percent:g}"))
        if shown.superseded:
            parts.append(say("sheet.superseded", edition=shown.superseded_by or ""))
        return self.quote.listed(parts)

    def error_text(self, error: CaseError) -> str:
        """Return where something is wrong, and what."""
        return f"{self.place_text(error.field)}: {self.error_sentence(error)}"

    def error_sentence(self, error: CaseError) -> str:
        """Return what is wrong, without saying where."""
        return error_sentence(self.words, error)

    def error_alone(self, error: CaseError) -> str:
        """Return what is wrong where it stands without the name of the question before it."""
        sentence = self.error_sentence(error)
        return sentence[:1].upper() + sentence[1:]

    def refusal(self, error: CaseError) -> str:
        """Return why a paper cannot be made, as the window words it."""
        if self.words.has(f"wizard.refused.{error.code}"):
            return self.say(f"wizard.refused.{error.code}", **error.values_of_sentence)
        return self.error_text(error)

    def case(self) -> Case:
        """Return the case as it stands; CaseError where it cannot be taken."""
        return self.parts.to_case(self.draft.as_dict())

    def case_so_far(self) -> Case:
        """Return the case with `unknown` for what is still to be entered.

        Raises:
            CaseError: where answers contradict each other or cannot be taken.
        """
        from ros1_desktop.wizard.refused import so_far

        return so_far(self)

    def errors(self) -> list[CaseError]:
        """Return everything that the case refuses now, each once, in the order found."""
        # Each page that is passed asks anew, and the list of steps. As text, 1 is not `true`.
        now = repr((self.draft.answers, self.draft.unread))
        if now != self._looked_at:
            from ros1_desktop.wizard.refused import refused

            self._refused, self._looked_at = refused(self), now
        return list(self._refused)

    def question(self, path: str) -> Question:
        """Return the question at a path with or without numbers."""
        field = re.sub(r"\[[0-9]+\]", "[]", path)
        return next(
            question
            for page in self.parts.questionnaire.pages
            for question in page.questions
            if question.field == field
        )


def _after(choices: tuple[str, ...], now: str) -> str:
    return choices[(choices.index(now) + 1) % len(choices)]

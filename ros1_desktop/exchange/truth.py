"""The truth table: every outcome once, with the findings that lead to it, as committed text.

Rules:
 * Written for a clinician to read and for a change of a rule to show as a changed line: a stable
   order, no clock (the options are those of the edition's own date in Japan), both languages.
 * The rows are printed as they stand; a finding or word that has no sentence is printed itself.
 * What leads to an option is a setting put to the decision itself, not a rule told again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ros1_desktop.case.case import Case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.spaces import Answers, Spaces
from ros1_desktop.knowledge.records import Finding, Row, Table
from ros1_desktop.knowledge.store import Store
from ros1_desktop.words import Words

Each: TypeAlias = tuple[str, ...]  # the same in every language, in their order

HERE = "JP"
FIRST_TREATMENT = "first"
UNLISTED = "unlisted"
DRUGS = "answer.ros1_tki_history.courses.drug"
OUTCOMES = "answer.ros1_tki_history.courses.outcome"
# The tables of each question, in the order in which a case is read.
QUESTIONS = (
    ("1", ("reading",)),
    ("2", ("ros1_status",)),
    ("3", ("next_step",)),
    (
        "4",
        ("test_choice", "material", "companion", "resistance_test", "brain_imaging"),
    ),
)
# Where the sentences of an outcome, or of a finding's word, stand.
SAID_IN = {
    "reading": "reading",
    "ros1_status": "status",
    "next_step": "step",
    "due_step": "step",
    "testing_step": "step",
    "test_choice": "purpose",
    "companion": "cdx",
    "drug": "drug",
    "progressed_on": "drug",
    "result": "answer.ros1_tests.result",
    "rna": "answer.ros1_tests.rna_quality",
}
NAMED_IN = {
    "ros1_status": "part.ros1_status",
    "next_step": "part.next_step",
    "due_step": "part.next_step",
    "testing_step": "part.next_step",
    "stage": "part.next_step",
    "result": "field.ros1_tests.result",
    "rna": "field.ros1_tests.rna_quality",
    "tumour_share": "field.ros1_tests.tumour_cell_percent",
    "fish_cells": "field.ros1_tests.fish.evaluable_cells",
    "fish_share": "field.ros1_tests.fish.positive_percent",
}


def truth_table(store: Store, vocabulary: Vocabulary, words: Sequence[Words]) -> str:
    """Return the whole truth table as text, in the languages given."""
    (edition,) = store.facts("edition")
    findings, tables = store.findings(), store.tables()
    lines = [f"edition {edition['id']}, {edition['date']}, {HERE}"]
    for number, names in QUESTIONS:
        for name in names:
            lines += ["", f"## {number}. {_said(words, f'table.{name}', fallback=name)}"]
            lines += _outcomes(tables[name], findings, words)
    lines += ["", f"## 5. {_said(words, 'part.options', fallback='options')}"]
    rules = prepare(store.in_force(edition["date"], HERE))
    lines += _options(rules, Spaces(store, vocabulary, edition["date"], HERE), words)
    return "\n".join(lines) + "\n"


def _outcomes(
    table: Table, findings: Mapping[str, Finding], words: Sequence[Words]
) -> Iterator[str]:
    for outcome in table.words:
        yield ""
        yield f"{_outcome(table.id, outcome, words)} [{outcome}]"
        for row in table.rows:
            if row.gives == outcome:
                yield from _row(row, table, findings, words)


def _outcome(table: str, outcome: str, words: Sequence[Words]) -> str:
    keys = (f"{SAID_IN.get(table, table)}.{outcome}", f"test.{outcome}", f"purpose.{outcome}")
    return _said(words, *keys, f"answer.common.{outcome}", fallback=outcome)


def _row(
    row: Row, table: Table, findings: Mapping[str, Finding], words: Sequence[Words]
) -> Iterator[str]:
    yield f"  {row.id}"
    for language in words:
        needs = [
            _need(findings[name], row.needs[name], language)
            for name in table.inputs
            if name in row.needs
        ]
        yield f"    {language.language}: {'; '.join(needs)}"
        if language.has(f"row.{row.id}"):
            yield f"        {language.say(f'row.{row.id}')}"


def _need(finding: Finding, allowed: frozenset[str], words: Words) -> str:
    path = finding.reads[0] if len(finding.reads) == 1 else ""
    named = (NAMED_IN.get(finding.id, ""), f"field.{path}")
    said = [
        _say(
            words,
            f"{SAID_IN.get(finding.id, finding.id)}.{word}",
            f"answer.{path}.{word}",
            f"answer.common.{word}",
            fallback=word,
        )
        for word in finding.words
        if word in allowed
    ]
    return f"{_say(words, *named, fallback=finding.id)} = {' | '.join(said)}"


def _options(rules: Rules, spaces: Spaces, words: Sequence[Words]) -> Iterator[str]:
    """Yield each option's outcomes, and beside each the settings that lead to it."""
    led: dict[str, dict[str, dict[Each, list[Each]]]] = {}
    for setting, item, case in _settings(spaces, words):
        stood = dict.fromkeys(rules.knowledge.drugs, UNLISTED)
        stood |= _stood(decide(Case(case), rules), words)
        for name, outcome in stood.items():
            settings = led.setdefault(name, {}).setdefault(outcome, {})
            settings.setdefault(setting, []).append(item)
    for name in sorted(led):
        yield ""
        yield f"{_said(words, f'drug.{name}', f'option.{name}', fallback=name)} [{name}]"
        for outcome, settings in sorted(led[name].items()):
            yield f"  {outcome}"
            for number, language in enumerate(words):
                for setting, items in settings.items():
                    listed = ", ".join(item[number] for item in items if item)
                    after = f": {listed}" if listed else ""
                    yield f"    {language.language}: {setting[number]}{after}"


def _stood(decision: Decision, words: Sequence[Words]) -> Mapping[str, str]:
    """Return how each option stands, or every reason against it."""
    stood = {
        option.id: f"+ {_said(words, f'standing.{option.standing}', fallback=option.standing)}"
        for option in decision.options
    }
    for drug in decision.excluded:
        reason = f"- {_said(words, f'reason.{drug.reason}', fallback=drug.reason)}"
        stood[drug.id] = f"{stood[drug.id]}; {reason}" if drug.id in stood else reason
    return stood


def _settings(spaces: Spaces, words: Sequence[Words]) -> Iterator[tuple[Each, Each, Answers]]:
    """Yield a setting and what it is about, each in every language, with a case."""
    for courses, case in spaces.after_one_course():
        for_each = tuple(_course(courses, one) for one in words)
        yield tuple(a for a, _ in for_each), tuple(b for _, b in for_each if b), case
    for path, word, courses, case in spaces.beside_one_course():
        answer, settings = (f"answer.{path}.{word}", f"answer.common.{word}"), []
        for one in words:
            ended, drug = _course(courses, one)
            settings.append(f"{_say(one, f'field.{path}', fallback=path)} ({ended}: {drug})")
        yield tuple(settings), tuple(_say(one, *answer, fallback=word) for one in words), case


def _course(courses: Sequence[Mapping[str, str]], words: Words) -> tuple[str, str]:
    """Return how the course ended and its drug; without a course, the first treatment."""
    if not courses:
        return _say(words, f"setting.{FIRST_TREATMENT}", fallback=FIRST_TREATMENT), ""
    (course,) = courses
    drug, outcome = course["drug"], course["outcome"]
    named = _say(words, f"drug.{drug}", f"{DRUGS}.{drug}", fallback=drug)
    return _say(words, f"{OUTCOMES}.{outcome}", fallback=outcome), named


def _said(words: Sequence[Words], *keys: str, fallback: str) -> str:
    """Return the sentence in every language, once where they are the same."""
    return " / ".join(dict.fromkeys(_say(one, *keys, fallback=fallback) for one in words))


def _say(words: Words, *keys: str, fallback: str) -> str:
    return next((words.say(key) for key in keys if words.has(key)), fallback)

"""What the page of the result says and what the sheet says are the same sentences.

Every distinct part of an outcome is met at least once: each test, option, exclusion, caution,
conflict, unknown, referral and what is not settled, over the examples, the vignettes and the cases
behind the truth table, in both jurisdictions.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.app.start import Start
from ros1_desktop.app.window import parts_for
from ros1_desktop.case.case import Case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.code2d import read_pieces, to_code
from ros1_desktop.exchange.spaces import Spaces
from ros1_desktop.exchange.vignettes import read_vignettes
from ros1_desktop.knowledge.store import Store
from ros1_desktop.sheet.compose import compose_clinician
from ros1_desktop.sheet.compose_band import Printing
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Sheet, strings
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.result import ResultPage
from ros1_desktop.wizard.window import Window, build_window
from ros1_desktop.words import Words, place, read_words

pytestmark = [
    pytest.mark.uncovered,
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]

Answers = Mapping[str, Any]
HERE = ("JP", "US")
# Whole sentences: those of one side that the other lacks would be seen.
WHOLE = (
    *("status_long", "step_long", "purpose", "limit", "standing_long", "cdx_long", "fit", "note"),
    *("reason", "conflict", "topic", "referral", "caution"),
)
LONG = 8  # signs: shorter ones could stand in another sentence by chance


def cases(root: Path, store: Store, vocabulary: Vocabulary) -> Iterator[Answers]:
    """Yield the examples, the vignettes, and the cases behind the truth table."""
    for path in sorted((root / "tests" / "examples").glob("*.case.json")):
        yield {"schema": "ros1-case/1", **json.loads(path.read_text(encoding="utf-8"))}
    yield from (patient.case for patient in read_vignettes(root / "resources").patients)
    (edition,) = store.facts("edition")
    spaces = Spaces(store, vocabulary, edition["date"], "JP")
    yield from (case for _, case in spaces.after_one_course())
    yield from (case for *_, case in spaces.beside_one_course())


def parts(made: Decision) -> Iterator[tuple[object, ...]]:
    """Yield what a decision consists of, without the rows and sources it rests on."""
    yield ("status", made.ros1_status)
    yield ("step", made.next_step)
    yield from (("test", one.assay, one.purpose, one.opens) for one in made.tests)
    yield from (("limit", limit) for one in made.tests for limit in one.limits)
    for option in made.options:
        yield ("option", option.id, option.standing, option.companion_diagnostic)
        yield ("line", option.recommendation)
        yield ("fit", option.evidence_fit)
        yield from (("note", one) for one in option.notes)
        yield from (("removed", path) for path in option.removed_if)
        yield from (("caution", one.id, one.state) for one in option.cautions)
    yield from (("excluded", one.id, one.reason) for one in made.excluded)
    yield from (("against", fact) for one in made.excluded for fact in one.facts)
    yield from (("common", one.id, one.state) for one in made.cautions)
    yield from (("conflict", one.id, one.severity) for one in made.conflicts)
    yield from (("unknown", one.field, one.state) for one in made.unknowns)
    yield from (("changes", one.would_change) for one in made.unknowns)
    yield from (("referral", one.id) for one in made.referrals)
    yield from (("topic", one.topic, one.about) for one in made.not_settled)


def met(every: Iterator[Answers], rules: Mapping[str, Rules]) -> Iterator[tuple[str, Answers]]:
    """Yield a jurisdiction and a case for each that brings a part which none before it had."""
    seen: set[tuple[object, ...]] = set()
    for answers in every:
        for here in HERE:
            found = set(parts(decide(Case(answers), rules[here])))
            if not found <= seen:
                seen |= found
                yield here, answers


def wanted(made: Decision, library: Library, words: Words) -> Iterator[str]:
    """Yield every sentence and name that a decision calls for, by its id."""
    say = words.say
    yield from (say(f"{kind}.{made.ros1_status}") for kind in ("status", "status_long"))
    yield from (say(f"{kind}.{made.next_step}") for kind in ("step", "step_long"))
    for test in made.tests:
        yield from (say(f"test.{test.assay}"), say(f"purpose.{test.purpose}"))
        yield from (say(f"option.{drug}") for drug in test.opens)
        yield from (say(f"limit.{limit}") for limit in test.limits)
    yield from of_options(made, words)
    yield from of_facts(made, library, words)
    for conflict in made.conflicts:
        yield from (say(f"conflict.{conflict.id}"), *(place(words, one) for one in conflict.fields))
    for unknown in made.unknowns:
        yield from (place(words, unknown.field), say(f"unknown_state.{unknown.state}"))
        yield from (say(f"part.{part}") for part in unknown.would_change)
    for topic in made.not_settled:
        yield say(f"topic.{topic.topic}")
        names = (f"option.{one}" for one in topic.about)
        yield from (
            say(name) if words.has(name) else one
            for name, one in zip(names, topic.about, strict=True)
        )
    yield from (say(f"referral.{one.id}") for one in made.referrals)


def of_options(made: Decision, words: Words) -> Iterator[str]:
    """Yield what is said of each option."""
    say = words.say
    for option in made.options:
        yield say(f"option.{option.id}")
        yield from (say(f"{kind}.{option.standing}") for kind in ("standing", "standing_long"))
        cdx = option.companion_diagnostic
        yield from (say(f"{kind}.{cdx}") for kind in ("cdx", "cdx_long"))
        yield say(f"fit.{option.evidence_fit}")
        yield from (say(f"note.{note}") for note in option.notes)
        yield from (place(words, path) for path in option.removed_if)
        if (line := option.recommendation) is not None:
            yield from (line.guideline, say(f"setting.{line.setting}"))
            yield say(f"direction.{line.direction}")


def of_facts(made: Decision, library: Library, words: Words) -> Iterator[str]:
    """Yield the cautions and what excludes a drug, each with the words of its fact."""
    say = words.say
    for caution in (*made.cautions, *(one for each in made.options for one in each.cautions)):
        yield from (place(words, caution.field), say(f"caution_state.{caution.state}"))
        if fact := library.cautions.get(caution.id):
            yield str(fact[f"says_{words.language}"])
    for excluded in made.excluded:
        yield from (say(f"option.{excluded.id}"), say(f"reason.{excluded.reason}"))
        for name in excluded.facts:
            fact = library.cautions.get(name) or library.resistance[name]
            yield str(fact.get(f"says_{words.language}", ""))
            yield str(fact.get("mutation", ""))


def close(text: str) -> str:
    """Return a text without any space."""
    return re.sub(r"\s", "", text)


def on_screen(page: ResultPage, skipped: tuple[str, ...]) -> str:
    """Return all that the page says, once everything is opened but the tables of all figures."""
    while shut := [
        one
        for one in page.findChildren(Details)
        if not one.line.isChecked() and not one.title.startswith(skipped)
    ]:
        for one in shut:
            one.line.click()
    texts = [label.text() for label in page.findChildren(QLabel)]
    texts += [link.text() for link in page.findChildren(Link)]
    for table in page.findChildren(QTableWidget):
        rows, columns = range(table.rowCount()), range(table.columnCount())
        items = (table.item(row, column) for row in rows for column in columns)
        texts += [item.text() for item in items if item is not None]
    return close("\n".join(texts))


def whole(text: str, words: Words) -> set[str]:
    """Return the keys of the whole sentences that stand in a text."""
    return {
        key
        for key, said in words.sentences.items()
        if key.partition(".")[0] in WHOLE and len(said) >= LONG and close(said) in text
    }


@dataclass(frozen=True, slots=True)
class Room:
    """What everything is said from."""

    resources: Path
    store: Store
    vocabulary: Vocabulary
    library: Library
    rules: Mapping[str, Rules]

    def cases(self) -> list[tuple[str, Answers]]:
        """Return the cases that are looked at."""
        every = cases(self.resources.parent, self.store, self.vocabulary)
        return list(met(every, self.rules))

    def window(self, words: Words) -> Window:
        """Return the window of the program."""
        start = Start(self.resources, self.store, self.vocabulary, words)
        return build_window(parts_for(start, words.language))

    def sheet(self, page: ResultPage, words: Words) -> Sheet:
        """Return the sheet of what a page shows."""
        made = page.decision
        code = to_code(page.case, made.edition, made.fingerprint, read_pieces(self.resources))
        printing = Printing(date(2026, 11, 24), "9.9", code)
        return compose_clinician(page.case, made, self.library, words, printing)


@pytest.fixture(scope="module")
def room(resources: Path, store: Store, vocabulary: Vocabulary, library: Library) -> Room:
    today = date(2026, 11, 24).isoformat()
    rules = {here: prepare(store.in_force(today, here)) for here in HERE}
    return Room(resources, store, vocabulary, library, rules)


@pytest.mark.hazard("H42")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_screen_and_sheet_say_the_same_of_every_distinct_outcome(
    language: str, room: Room, qtbot: QtBot
) -> None:
    words = read_words(room.resources, language)
    window = room.window(words)
    qtbot.addWidget(window)
    # Their sentences are those of the rows and the figures, which other tests compare.
    keys = ("wizard.every_figure", "wizard.more_medians", "sheet.history", "sheet.because")
    skipped = tuple(words.sentences[key].partition("{")[0] for key in (*keys, "wizard.why"))
    wrong: set[tuple[str, str]] = set()
    looked_at = room.cases()
    for here, answers in looked_at:
        page = entered(window, here, answers)
        paper = close("".join(strings(room.sheet(page, words))))
        screen, strip = (
            on_screen(page, skipped),
            close(window.pages[0].strip.accessibleDescription()),
        )
        texts = set(map(close, wanted(page.decision, room.library, words)))
        wrong |= {("sheet", text) for text in texts if text not in paper}
        wrong |= {("screen", text) for text in texts if text not in screen}
        wrong |= {("one alone", key) for key in whole(paper, words) ^ whole(screen, words)}
        heads = (f"status.{page.decision.ros1_status}", f"step.{page.decision.next_step}")
        wrong |= {("strip", key) for key in heads if close(words.say(key)) not in strip}
    assert not wrong, "\n".join(f"{where}: {what}" for where, what in sorted(wrong))
    assert len(looked_at) > 90


def entered(window: Window, here: str, answers: Answers) -> ResultPage:
    """Return the page of the result, laid out anew for a case."""
    window.session.jurisdiction = here
    window.session.open(dict(answers))
    window.pages[0].strip.show_now()
    page = window.pages[-1]
    assert isinstance(page, ResultPage)
    page.initializePage()  # as on the first way there
    page.enter()
    return page

"""The result as a page: every part of a decision, its figures, and what is behind them.

Rules:
 * Nothing is decided or left out here; every line is a part of the Decision, in its order. Unknowns
   alone stand together by what they would change.
 * The page says first what is most urgent, then where the case stands, then the rest by parts that
   are listed on top.
 * An unknown, and a caution that was not checked, lead to their question.
"""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QVBoxLayout

from ros1_desktop.decision.decision import Conflict, Decision, Unknown
from ros1_desktop.decision.nearest import Near
from ros1_desktop.wizard import grids
from ros1_desktop.wizard.cards import add_option, add_test
from ros1_desktop.wizard.hand import Hand
from ros1_desktop.wizard.style import (
    GAP,
    HEADING_SCALE,
    SMALL_SCALE,
    TIGHT,
    TITLE_SCALE,
    alarming,
    column,
    in_blocks,
    label,
    quiet,
    rule,
)
from ros1_desktop.wizard.why import add_why

FIRST = "check_first"


class Drawing:
    """Draws the parts of one decision under each other; `headings` are those drawn, by name."""

    def __init__(self, decision: Decision, near: tuple[Near, ...], hand: Hand) -> None:
        """Keep what is drawn, and what it is written with."""
        self.decision = decision
        self.near = near
        self.hand = hand
        self.say = hand.say
        self.headings: dict[str, QLabel] = {}

    def first(self, inside: QVBoxLayout) -> None:
        """Draw what must be checked before anything else is read."""
        first = [one for one in self.decision.conflicts if one.severity == FIRST]
        if first:
            part = self.hand.framed(inside, alarms=True)
            heading = label(self.say(f"part.{FIRST}"), HEADING_SCALE, bold=True)
            alarming(heading)
            part.addWidget(heading)
            for conflict in first:
                part.addSpacing(GAP)
                self._conflict(part, conflict)

    def head(self, inside: QVBoxLayout) -> None:
        """Draw the status, the next step, why, and whom to turn to."""
        part = self.hand.framed(inside)
        for kind, word in (
            ("ros1_status", f"status.{self.decision.ros1_status}"),
            ("next_step", f"step.{self.decision.next_step}"),
        ):
            name = label(self.say(f"part.{kind}"), SMALL_SCALE)
            quiet(name)
            part.addWidget(name)
            part.addWidget(label(self.say(word), TITLE_SCALE, bold=True))
            part.addWidget(label(self.say(word.replace(".", "_long.", 1))))
            part.addSpacing(GAP)
        for referral in self.decision.referrals:
            said = self.say(f"referral.{referral.id}")
            self.hand.pair(part, self.say("sheet.referral"), said)
            self.hand.because(part, said, referral.because, referral.sources)
        add_why(part, self.decision, self.near, self.hand)

    def tests(self, inside: QVBoxLayout) -> None:
        """Draw the tests to do next."""
        part = self._part(inside, "sheet.next_test", has=bool(self.decision.tests))
        for test in self.decision.tests:
            add_test(part, test, self.hand)

    def options(self, inside: QVBoxLayout) -> None:
        """Draw the options, a heading for each standing; the order is the decision's."""
        part = self._part(inside, "part.options", has=bool(self.decision.options))
        if self.decision.options:
            note = label(self.say("sheet.order_note"), SMALL_SCALE)
            quiet(note)
            part.addWidget(note)
        standing = ""
        for option in self.decision.options:
            if option.standing != standing:
                standing = option.standing
                part.addSpacing(GAP)
                part.addWidget(label(self.say(f"standing.{standing}"), bold=True))
                part.addWidget(label(self.say(f"standing_long.{standing}")))
            add_option(part, option, self.hand)

    def grids(self, inside: QVBoxLayout) -> None:
        """Draw toxicity and the calendar of tests, where paper has them."""
        shown = self.hand.shown
        part = self._part(inside, "sheet.toxicity", has=shown.toxicity is not None)
        if shown.toxicity is not None:
            part.addWidget(grids.toxicity(shown.toxicity, self.say("sheet.toxicity")))
        part = self._part(inside, "sheet.monitoring", has=shown.calendar is not None)
        if shown.calendar is not None:
            part.addWidget(grids.calendar(shown.calendar, self.say("sheet.monitoring")))

    def rest(self, inside: QVBoxLayout) -> None:
        """Draw what is excluded, what calls for caution, what is unknown, what is not settled."""
        decision, hand = self.decision, self.hand
        part = self._part(inside, "sheet.excluded", has=bool(decision.excluded))
        for excluded in decision.excluded:
            name = hand.session.option_name(excluded.id)
            against = (hand.session.quote.against(fact) for fact in excluded.facts)
            beside = hand.pair(part, name, self.say(f"reason.{excluded.reason}"), *against)
            hand.because(beside, name, excluded.because, excluded.sources)
        part = self._part(inside, "sheet.cautions_for_all", has=bool(decision.cautions))
        for caution in decision.cautions:
            hand.caution(part, caution)
        notes = [conflict for conflict in decision.conflicts if conflict.severity != FIRST]
        part = self._part(inside, "part.conflicts", has=bool(notes))
        for conflict in notes:
            self._conflict(part, conflict)
        part = self._part(inside, "sheet.unknowns", has=bool(decision.unknowns))
        if decision.unknowns:
            part.addWidget(label(self.say("wizard.unknowns_note")))
        for changes, unknowns in _together(decision.unknowns):
            parts = hand.session.quote.listed(self.say(f"part.{name}") for name in changes)
            beside = hand.pair(part, parts)
            hand.links(beside, (self._unknown(one, parts) for one in unknowns))
        part = self._part(inside, "part.not_settled", has=bool(decision.not_settled))
        for topic in decision.not_settled:
            said = self.say(f"topic.{topic.topic}")
            about = hand.session.quote.listed(map(hand.session.thing_name, topic.about))
            part.addWidget(label(hand.session.quote.named(about, said) if about else said))
            hand.because(part, said, topic.because, topic.sources)

    def foot(self, inside: QVBoxLayout) -> None:
        """Draw the sources by number, and which knowledge this is."""
        numbers = self.hand.shown.numbers
        part = self._part(inside, "part.references", has=bool(numbers))
        for source, number in numbers.items():
            part.addWidget(
                label(f"[{number}]  {self.hand.session.quote.dated(source)}", SMALL_SCALE)
            )
        decision = self.decision
        part = column(gap=TIGHT)
        for line in (
            self.say("sheet.decision_by_physician"),
            self.say(
                "wizard.knowledge",
                edition=decision.edition,
                fingerprint=in_blocks(decision.fingerprint),
                as_of=decision.as_of,
                jurisdiction=self.hand.session.jurisdiction_text(decision.jurisdiction),
            ),
        ):
            text = label(line, SMALL_SCALE)
            quiet(text)
            part.addWidget(text)
        inside.addLayout(part)

    def _unknown(self, unknown: Unknown, parts: str) -> tuple[str, str, str]:
        """Return the path of an unknown, how it is shown, and how it is read aloud."""
        name = self.hand.session.place_text(unknown.field)
        state = self.say(f"unknown_state.{unknown.state}")
        text = self.say("sheet.bracketed", name=name, text=state)
        return unknown.field, text, self.say("wizard.would_change", name=text, parts=parts)

    def _conflict(self, block: QVBoxLayout, conflict: Conflict) -> None:
        said = self.say(f"conflict.{conflict.id}")
        block.addWidget(label(said))
        names = {field: self.hand.session.place_text(field) for field in conflict.fields}
        self.hand.links(block, ((field, name, name) for field, name in names.items()))
        self.hand.because(block, said, conflict.because, conflict.sources)

    def _part(self, inside: QVBoxLayout, name: str, *, has: bool) -> QVBoxLayout:
        part = column(gap=GAP)
        if has:
            heading = label(self.say(name), TITLE_SCALE, bold=True)
            self.headings[name] = heading
            part.addWidget(heading)
            part.addWidget(rule())
            inside.addLayout(part)
        return part


def _together(unknowns: tuple[Unknown, ...]) -> Iterable[tuple[tuple[str, ...], list[Unknown]]]:
    """Return unknowns by what they would change: first those that would change most."""
    groups: dict[tuple[str, ...], list[Unknown]] = {}
    for unknown in unknowns:
        groups.setdefault(unknown.would_change, []).append(unknown)
    return sorted(groups.items(), key=lambda group: -len(group[0]))

"""The parts of a decision as lines of text.

Rules:
 * Nothing is decided, ordered or left out here; every line is a part of the Decision, in its order.
 * What follows from a row names its sources; the row and what it says, when asked for.
 * An unknown, and a caution that was not checked, lead to their question.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ros1_desktop.decision.decision import CautionShown, Conflict, Decision, Option, Test
from ros1_desktop.sheet.library import sources_of
from ros1_desktop.wizard.figures import add_figures
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    HEADING_SCALE,
    ROW,
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

FIRST = "check_first"
NOT_CHECKED = "not_checked"
BETWEEN = ", "


class _Cited(Protocol):
    """A part of a decision that names its sources."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Their ids."""


class Drawing:
    """Draws the parts of one decision under each other."""

    def __init__(
        self,
        decision: Decision,
        session: Session,
        inside: QVBoxLayout,
        wanted: Callable[[str], None],
    ) -> None:
        """Keep the decision, its words, the place to draw in, and whom to tell of a click."""
        self.decision = decision
        self.session = session
        self.inside = inside
        self.wanted = wanted
        self.say = session.say
        self._reasons: list[tuple[QLabel, str, str]] = []

    def tell_reasons(self, *, long: bool) -> None:
        """Show the sentences of the rows that were met, or the sources alone."""
        for line, short, full in self._reasons:
            line.setText(full if long else short)
            line.setVisible(bool(line.text()))

    def first(self) -> None:
        """Draw what must be checked before anything else is read."""
        for conflict in self.decision.conflicts:
            if conflict.severity == FIRST:
                frame, part = self._frame()
                text = label(self.say(f"part.{FIRST}"), bold=True)
                alarming(text)
                part.addWidget(text)
                self._conflict(part, conflict)
                self.inside.addWidget(frame)

    def head(self) -> None:
        """Draw the status, the next step, and whom to turn to."""
        part = column(gap=TIGHT)
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
            part.addWidget(label(self.say(f"referral.{referral.id}")))
            self._because(part, referral.because, referral.sources)
        self.inside.addLayout(part)

    def tests(self) -> None:
        """Draw the tests to do next."""
        part = self._part("part.tests", has=bool(self.decision.tests))
        for test in self.decision.tests:
            part.addWidget(self._test(test))

    def options(self) -> None:
        """Draw the options, a heading for each standing; the order is the decision's."""
        part = self._part("part.options", has=bool(self.decision.options))
        if self.decision.options:
            note = label(self.say("sheet.order_note"), SMALL_SCALE)
            quiet(note)
            part.addWidget(note)
        standing = ""
        for option in self.decision.options:
            if option.standing != standing:
                standing = option.standing
                part.addWidget(label(self.say(f"standing.{standing}"), bold=True))
                part.addWidget(label(self.say(f"standing_long.{standing}")))
            part.addWidget(self._option(option))

    def rest(self) -> None:
        """Draw what is excluded, what calls for caution, what is unknown, what is not settled."""
        decision = self.decision
        part = self._part("sheet.excluded", has=bool(decision.excluded))
        for excluded in decision.excluded:
            name = self.session.option_name(excluded.id)
            part.addWidget(label(f"{name}: {self.say(f'reason.{excluded.reason}')}", bold=True))
            for fact in excluded.facts:
                part.addWidget(label(self.session.quote.against(fact)))
            self._because(part, excluded.because, excluded.sources)
        part = self._part("sheet.cautions_for_all", has=bool(decision.cautions))
        for caution in decision.cautions:
            self._caution(part, caution)
        notes = [conflict for conflict in decision.conflicts if conflict.severity != FIRST]
        part = self._part("part.conflicts", has=bool(notes))
        for conflict in notes:
            self._conflict(part, conflict)
        part = self._part("part.unknowns", has=bool(decision.unknowns))
        for unknown in decision.unknowns:
            changes = BETWEEN.join(self.say(f"part.{name}") for name in unknown.would_change)
            name = self.session.place_text(unknown.field)
            state = self.say(f"unknown_state.{unknown.state}")
            text = self.say("wizard.would_change", name=f"{name} ({state})", parts=changes)
            self._link(part, text, unknown.field)
        part = self._part("part.not_settled", has=bool(decision.not_settled))
        for topic in decision.not_settled:
            part.addWidget(label(self.say(f"topic.{topic.topic}")))
            self._because(part, topic.because, topic.sources)

    def foot(self) -> None:
        """Draw the sources by name, and which knowledge this is."""
        decision = self.decision
        cited: tuple[_Cited, ...] = (
            *decision.tests,
            *decision.options,
            *decision.excluded,
            *decision.cautions,
            *decision.conflicts,
            *decision.referrals,
            *decision.not_settled,
        )
        titles = sorted(
            {self.session.quote.source(name) for part in cited for name in part.sources}
        )
        part = self._part("part.references", has=bool(titles))
        for title in titles:
            part.addWidget(label(title))
        say = self.say
        part = column(gap=TIGHT)
        for line in (
            say("sheet.decision_by_physician"),
            say(
                "wizard.knowledge",
                edition=decision.edition,
                fingerprint=in_blocks(decision.fingerprint),
                as_of=decision.as_of,
                jurisdiction=self.session.jurisdiction_text(decision.jurisdiction),
            ),
        ):
            text = label(line, SMALL_SCALE)
            quiet(text)
            part.addWidget(text)
        self.inside.addLayout(part)

    def _test(self, test: Test) -> QFrame:
        frame, block = self._frame()
        block.addWidget(label(self.session.test_name(test.assay), HEADING_SCALE, bold=True))
        block.addWidget(label(self.say(f"purpose.{test.purpose}")))
        if test.opens:
            opens = BETWEEN.join(self.session.option_name(drug) for drug in test.opens)
            self._row(block, "opens", opens)
        for limit in test.limits:
            self._row(block, "limits", self.say(f"limit.{limit}"))
        self._because(block, test.because, test.sources)
        return frame

    def _option(self, option: Option) -> QFrame:
        frame, block = self._frame()
        block.addWidget(label(self.session.option_name(option.id), HEADING_SCALE, bold=True))
        cdx = option.companion_diagnostic
        self._row(block, "cdx", self.say(f"cdx.{cdx}"))
        block.addWidget(label(self.say(f"cdx_long.{cdx}")))
        if option.recommendation is not None:
            text = self.session.recommendation_text(option.recommendation)
            self._row(block, "recommendation", text)
        fit = self.say(f"fit.{option.evidence_fit}")
        count = self.say("wizard.evidence_count", count=len(option.evidence))
        block.addWidget(label(f"{self.say('sheet.evidence')}: {fit} ({count})"))
        add_figures(block, option, self.session)
        for note in option.notes:
            block.addWidget(label(self.say(f"note.{note}")))
        for caution in option.cautions:
            self._caution(block, caution)
        if option.removed_if:
            facts = BETWEEN.join(self.session.place_text(field) for field in option.removed_if)
            block.addWidget(label(self.say("sheet.removed_if", facts=facts)))
        self._because(block, option.because, self._of_option(option))
        return frame

    def _of_option(self, option: Option) -> Iterator[str]:
        """Yield the sources of an option; those of its figures stand in their table."""
        outcomes = self.session.parts.facts.outcomes
        figures = {name for one in option.evidence for name in sources_of(outcomes[one])}
        return (name for name in option.sources if name not in figures)

    def _caution(self, block: QVBoxLayout, caution: CautionShown) -> None:
        text = self.session.caution_text(caution)
        if caution.state == NOT_CHECKED:
            self._link(block, text, caution.field)
        else:
            block.addWidget(label(text))

    def _conflict(self, block: QVBoxLayout, conflict: Conflict) -> None:
        block.addWidget(label(self.say(f"conflict.{conflict.id}")))
        for field in conflict.fields:
            self._link(block, self.session.place_text(field), field)
        self._because(block, conflict.because, conflict.sources)

    def _because(self, block: QVBoxLayout, rows: Iterable[str], sources: Iterable[str]) -> None:
        short = self.session.quote.cited(sources)
        line = label(short, SMALL_SCALE)
        quiet(line)
        block.addWidget(line)
        line.setHidden(not short)
        told = (f"{row}: {self.say(f'row.{row}')}" for row in rows)
        self._reasons.append((line, short, "\n".join(filter(None, (*told, short)))))

    def _link(self, block: QVBoxLayout, text: str, path: str) -> None:
        link = Link(text, path)
        link.chosen.connect(self.wanted)
        block.addWidget(link)

    def _row(self, block: QVBoxLayout, row: str, text: str) -> None:
        block.addWidget(label(f"{self.say(f'sheet.column.{row}')}: {text}"))

    def _part(self, name: str, *, has: bool) -> QVBoxLayout:
        part = column(gap=GAP)
        if has:
            part.addWidget(label(self.say(name), HEADING_SCALE, bold=True))
            part.addWidget(rule())
            self.inside.addLayout(part)
        return part

    def _frame(self) -> tuple[QFrame, QVBoxLayout]:
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        block = column(frame, TIGHT)
        block.setContentsMargins(ROW, GAP, ROW, GAP)
        return frame, block

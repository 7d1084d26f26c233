"""The page before the result: every question that is asked, its answer, and the way back to it.

Rules:
 * What cannot be taken stands on top and holds up Next; what is unknown or open never does.
 * An answer whose question is no longer asked is named: it will not be used.
"""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ros1_desktop.case.questionnaire import Group, Question, asked
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    HEADING_SCALE,
    ROW,
    TIGHT,
    column,
    label,
    quiet,
    rule,
)

BETWEEN = ", "


def answer_line(session: Session, question: Question, path: str) -> str:
    """Return how an answer reads, or nothing where there is none."""
    found = session.draft.get(path)
    if found is None:
        return session.draft.unread.get(path, "")
    parts = found if isinstance(found, list) else [found]
    return BETWEEN.join(
        session.answer_text(question.field, part) if part in question.words else str(part)
        for part in parts
    )


class ReviewPage(WizardPage):
    """All answers by page."""

    has_strip = True

    def fill(self, inside: QVBoxLayout) -> None:
        """List errors, answers that are not used, and every question."""
        self.links: list[Link] = []
        self.summary.show_errors(self.session.errors())
        self._left_out(inside)
        self._skipped(inside)
        for page in self.session.parts.questionnaire.pages:
            here = list(self.session.draft.now(page.groups))
            if here or any(group.fills for group in page.groups):
                part = column(gap=TIGHT)
                part.addWidget(label(self.session.say(page.title), HEADING_SCALE, bold=True))
                part.addWidget(rule())
                for group in page.groups:
                    self._list_state(part, group)
                self._list_rows(part, here)
                inside.addLayout(part)

    def validatePage(self) -> bool:
        """Hold up Next while anything cannot be taken."""
        errors = self.session.errors()
        self.point_out(errors)
        return not errors

    def _left_out(self, inside: QVBoxLayout) -> None:
        paths = self.session.draft.left_out()
        if not paths:
            return
        part = column(gap=TIGHT)
        part.addWidget(label(self.session.say("wizard.left_out"), bold=True))
        for path in paths:
            question = self.session.question(path)
            name = self.session.place_text(path)
            part.addWidget(label(f"{name}: {answer_line(self.session, question, path)}"))
        inside.addLayout(part)

    def _skipped(self, inside: QVBoxLayout) -> None:
        groups = self.session.parts.questionnaire.groups
        rules = [
            self.session.why_not(group)
            for group in groups
            if group.is_skipped_by_rule and not asked(group, self.session.draft.answers)
        ]
        if rules:
            part = column(gap=TIGHT)
            part.addWidget(label(self.session.say("wizard.skipped"), bold=True))
            for rule_text in rules:
                part.addWidget(label(rule_text))
            inside.addLayout(part)

    def _list_state(self, part: QVBoxLayout, group: Group) -> None:
        count = self.session.draft.items(group.fills) if group.fills else 1
        if group.fills is None or count or (group.asked_when and count is None):
            return
        key = f"none.{group.fills}" if count == 0 and group.none else "wizard.not_asked"
        name = self.session.group_text(group)
        part.addWidget(self._row(name, group.fills, self.session.say(key)))

    def _list_rows(self, part: QVBoxLayout, rows: list[tuple[Group, Question, int | None]]) -> None:
        before: int | None = None
        for group, question, number in rows:
            if number is not None and number != before:
                part.addWidget(label(self.session.item_text(group, number), bold=True))
                before = number
            path = question.at(number)
            name = self.session.field_text(question.field)
            part.addWidget(self._row(name, path, answer_line(self.session, question, path)))

    def _row(self, name: str, path: str, answer: str) -> QWidget:
        """Return a question, its answer, and the way to change it, with a line under them."""
        holder = QWidget()
        outside = column(holder, TIGHT)
        line = QHBoxLayout()
        line.setSpacing(ROW)
        asked_text, found = (
            label(name),
            label(answer or self.session.not_entered(), bold=bool(answer)),
        )
        if not answer:
            quiet(found)
        link = Link(self.session.say("wizard.change"), path)
        link.setAccessibleName(self.session.say("wizard.change_of", name=name))
        link.setAccessibleDescription(found.text())
        link.chosen.connect(self.wanted)
        self.links.append(link)
        line.addWidget(asked_text, 2)
        line.addWidget(found, 3)
        line.addWidget(link, 0)
        outside.addLayout(line)
        outside.addWidget(rule())
        return holder

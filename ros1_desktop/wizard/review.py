"""The page before the result: every question that is asked, its answer, and the way back to it.

Rules:
 * What cannot be taken stands on top and holds up Next; what is unknown or open never does.
 * An answer whose question is no longer asked is named: it will not be used.
"""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from ros1_desktop.case.questionnaire import Group, Question
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.pages import WizardPage
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    HEADING_SCALE,
    REVIEW_LINES,
    TIGHT,
    column,
    label,
    lines,
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
        rows = list(self.session.draft.now())
        for page in self.session.parts.questionnaire.pages:
            here = [row for row in rows if row[0] in page.groups]
            if here or any(group.list for group in page.groups):
                part = column(gap=GAP)
                part.addWidget(label(self.session.say(page.title), HEADING_SCALE, bold=True))
                part.addWidget(rule())
                for group in page.groups:
                    self._list_state(part, group)
                part.addLayout(self._grid(here))
                inside.addLayout(part)

    def validatePage(self) -> bool:
        """Hold up Next while anything cannot be taken."""
        errors = self.session.errors()
        self.summary.show_errors(errors)
        if errors:
            self.summary.take_focus()
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

    def _list_state(self, part: QVBoxLayout, group: Group) -> None:
        count = self.session.draft.items(group.list) if group.list else 1
        if group.list is None or count or (group.asked_when and count is None):
            return
        key = f"none.{group.list}" if count == 0 and group.none else "wizard.not_asked"
        part.addWidget(self._link(self.session.say(f"list.{group.list}"), group.list))
        part.addWidget(label(self.session.say(key)))

    def _grid(self, rows: list[tuple[Group, Question, int | None]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        before: int | None = None
        line = 0
        for group, question, number in rows:
            if number is not None and number != before:
                title = self.session.item_text(group, number)
                grid.addWidget(label(title, bold=True), line, 0, 1, 2)
                before, line = number, line + 1
            path = question.at(number)
            text = answer_line(self.session, question, path)
            found = label(text or self.session.not_entered())
            if not text:
                quiet(found)
            asked = self.session.field_text(question.field)
            link = self._link(asked, path)
            link.setAccessibleDescription(found.text())
            link.setFixedWidth(lines(link, REVIEW_LINES))
            grid.addWidget(link, line, 0)
            grid.addWidget(found, line, 1)
            line += 1
        return grid

    def _link(self, text: str, path: str) -> Link:
        link = Link(text, path)
        link.chosen.connect(self.wanted)
        self.links.append(link)
        return link

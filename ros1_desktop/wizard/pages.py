"""The pages of the wizard: what they share, and the page of questions.

Rules:
 * A page is laid out anew from the draft whenever it is entered or the language changes, so what is
   shown and what is kept cannot differ.
 * The title is a line of the page: QWizard's own stands behind the buttons for a screen reader.
 * A page that was never entered is only a place in the list: its parts are made when it is.
 * Next is held up by what cannot be true or read on this page, never by an unknown.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget, QWizardPage

from ros1_desktop.case.questionnaire import asked
from ros1_desktop.wizard.age_band import AgeBand
from ros1_desktop.wizard.rows import make_group, rows_of
from ros1_desktop.wizard.strip import Strip
from ros1_desktop.wizard.style import (
    ABOVE,
    ROW,
    SECTION,
    TIGHT,
    TITLE_SCALE,
    column,
    label,
    lines,
    on_paper,
    quiet,
    scrolling,
)
from ros1_desktop.wizard.summary import Summary

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from ros1_desktop.case.case import CaseError
    from ros1_desktop.case.questionnaire import Page
    from ros1_desktop.wizard.asking import QuestionRow
    from ros1_desktop.wizard.rows import GroupBox
    from ros1_desktop.wizard.session import Session


class WizardPage(QWizardPage):
    """A page whose content scrolls, with a summary of errors as its first part."""

    wanted = Signal(str)
    has_strip = False  # whether the answer as it stands is shown at the foot

    def __init__(self, session: Session, title: str) -> None:
        """Keep the session and the id of the title; the content is laid out on entering."""
        super().__init__()
        self.session = session
        self.title_key = title
        self.number = -1
        self.is_made = False
        self.tell_title()

    def initializePage(self) -> None:
        """Before the page is first shown, make what stays while the content changes."""
        if not self.is_made:
            self._make()

    def _make(self) -> None:
        self.is_made = True
        self.summary = Summary(self.session)
        self.heading = label(scale=TITLE_SCALE, bold=True)
        on_paper(self)
        outside = column(self, ROW)
        outside.setContentsMargins(SECTION, ROW, TIGHT, TIGHT)
        self.band = AgeBand(self.session)
        outside.addWidget(self.band)
        self.heading.setIndent(TIGHT)
        outside.addWidget(self.heading)
        self.area = scrolling(QWidget())
        outside.addWidget(self.area, 1)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_focus_seen)
        self.strip = Strip(self.session)
        outside.addWidget(self.strip)
        self.strip.setVisible(self.has_strip)

    def is_due(self) -> bool:
        """Tell whether the page has anything to ask or to show."""
        return True

    def counted(self) -> tuple[int, int]:
        """Return how many questions are answered here, and how many are asked."""
        return 0, 0

    def why_not(self) -> list[str]:
        """Return why something is not asked here, a sentence each."""
        return []

    def here(self, errors: list[CaseError]) -> list[CaseError]:
        """Return those of some errors that are asked on this page."""
        del errors
        return []

    def tell_title(self) -> None:
        """Say the title; what the page is for stands under it and scrolls away."""
        title = self.session.say(self.title_key)
        if self.is_made:
            self.band.tell()
            self.heading.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.session.say(f"{self.title_key}.intro"))

    def enter(self) -> None:
        """Lay the page out anew."""
        self.tell_title()
        content = QWidget()
        self.summary = Summary(self.session)
        self.summary.chosen.connect(self.wanted)
        inside = column(content, SECTION)
        inside.setContentsMargins(TIGHT, TIGHT, SECTION, SECTION)
        intro = label(self.accessibleDescription())
        quiet(intro)
        inside.addWidget(self.summary)
        inside.addWidget(intro)
        self.fill(inside)
        inside.addStretch(1)
        content.resize(self.area.maximumViewportSize())  # else Qt first lays out at no width at all
        self.area.setWidget(content)
        if self.has_strip:
            self.strip.show_now()

    def point_out(self, errors: list[CaseError]) -> None:
        """Show what cannot be taken, on top, with the focus; none takes the summary away."""
        self.summary.show_errors(errors)
        if errors:
            self.area.ensureVisible(0, 0)
            self.summary.take_focus()

    @abstractmethod
    def fill(self, inside: QVBoxLayout) -> None:
        """Put the content in."""

    def take_focus(self) -> None:
        """Put the focus where reading begins, where there is something to answer."""

    def _focused(self) -> QWidget | None:
        """Return what has the focus of the window, whether or not the window is in front."""
        return self.window().focusWidget()

    def show_focus(self) -> None:
        """Scroll to what has the focus here, with what is asked above it."""
        now = self._focused()
        if now is not None and self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, lines(now, ABOVE))

    def _keep_focus_seen(self) -> None:
        """Scroll again where parts that took their place later have pushed the focus out."""
        now = self._focused()
        if now is not None and self.area.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.show_focus()

    def focused_path(self) -> str:
        """Return the path of the question that has the focus, or nothing."""
        return ""

    def show_path(self, path: str) -> None:
        """Put the focus on what a path names, if it stands here."""

    def nextId(self) -> int:
        """Return the next page that is due."""
        wizard = self.wizard()
        later = [number for number in wizard.pageIds() if number > self.number]
        for number in later:
            page = wizard.page(number)
            if isinstance(page, WizardPage) and page.is_due():
                return number
        return -1


class QuestionPage(WizardPage):
    """One page of the questionnaire."""

    has_strip = True

    def __init__(self, page: Page, session: Session) -> None:
        """Keep the page's groups."""
        super().__init__(session, page.title)
        self.page = page
        self.boxes: list[GroupBox] = []

    def is_due(self) -> bool:
        """Tell whether any group is asked now."""
        answers = self.session.draft.answers
        return any(asked(group, answers) for group in self.page.groups)

    def counted(self) -> tuple[int, int]:
        """Return how many questions are answered here, and how many are asked."""
        draft = self.session.draft
        asked = [
            draft.get(question.at(number)) for _, question, number in draft.now(self.page.groups)
        ]
        # A list counts as one question more: whether it was asked for at all.
        asked += [draft.get(group.list) for group in self.page.groups if group.list and group.none]
        return sum(answer is not None for answer in asked), len(asked)

    def why_not(self) -> list[str]:
        """Return why groups are not asked here, a sentence each."""
        return [
            self.session.why_not(group) for group in self.page.groups if group.is_skipped_by_rule
        ]

    def fill(self, inside: QVBoxLayout) -> None:
        """Put the groups one under the other."""
        self.boxes = [make_group(group, self.session) for group in self.page.groups]
        for box in self.boxes:
            box.changed.connect(self._answered)
            inside.addWidget(box)
        for row in self.rows():
            if row.path in self.session.draft.unread:
                row.say_what_is_wrong()

    def rows(self) -> list[QuestionRow]:
        """Return the rows in reading order."""
        return list(rows_of(self.boxes))

    def here(self, errors: list[CaseError]) -> list[CaseError]:
        """Return those of some errors that are asked on this page."""
        page_of = self.session.parts.questionnaire.page_of
        return [error for error in errors if page_of(error.field) is self.page]

    def errors(self) -> list[CaseError]:
        """Return what cannot be taken on this page."""
        return self.here(self.session.errors())

    def validatePage(self) -> bool:
        """Hold up Next while something here cannot be taken, and say what."""
        errors = self.errors()
        for row in self.rows():
            here = [error for error in errors if _meant(error.field, row.path)]
            row.show_error("\n".join(self.session.error_alone(error) for error in here))
        self.point_out(errors)
        return not errors

    def take_focus(self) -> None:
        """Put the focus on the first question."""
        for box in self.boxes:
            if box.is_asked():
                box.take_focus()
                return

    def focused_path(self) -> str:
        """Return the path of the question that has the focus, or nothing."""
        now = self._focused()
        return next((row.path for row in self.rows() if now and row.isAncestorOf(now)), "")

    def show_path(self, path: str) -> None:
        """Put the focus on the question of a path."""
        for row in self.rows():
            if _meant(path, row.path):
                row.take_focus()
                self.area.ensureWidgetVisible(row)
                return
        for box in self.boxes:
            if box.group.fills is not None and path.startswith(box.group.fills):
                box.take_focus()
                self.area.ensureWidgetVisible(box)

    def _answered(self) -> None:
        if self.summary.links:
            self.summary.show_errors(self.errors())
        for box in self.boxes:
            box.show_asked()
        self.strip.show_now()
        self.session.answered.emit()


def _meant(path: str, row: str) -> bool:
    """Tell whether a path is that of a row, or of a word inside its answer."""
    return path == row or path.startswith(f"{row}[")

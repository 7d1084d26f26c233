"""The help: what the program is for, which one this is, what was verified, its keys and licences.

Rules:
 * What is said to be verified is verified when it is asked for, on this computer and this store.
 * The licences are those of the parts that this very program carries.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.provenance import Licence, Proven
from ros1_desktop.wizard.report import Report
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    HEADING_SCALE,
    SECTION,
    TIGHT,
    WIDE_LINES,
    column,
    in_blocks,
    label,
    lines,
    room_over,
    scrolling,
)
from ros1_desktop.wizard.waiting import Stopped, aside

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
KEYS = ("help", "pages", "moves", "new", "open", "code", "save", "save_sealed", "print")


class Help(QDialog):
    """A window of plain text that can be selected."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Say everything."""
        super().__init__(parent)
        self.session = session
        say = session.say
        self.setWindowTitle(say("wizard.help"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QWidget()
        self.inside = column(content, GAP)
        self.inside.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)  # room for the ring of the focus
        edition, quote = session.parts.facts.edition, session.quote
        self._heading(say("sheet.intended_use"))
        self._line(quote.of(edition, "intended_use"))
        self._line(say("sheet.no_patient_data"))
        self._heading(say("wizard.about"))
        self._line(say("sheet.program", version=session.parts.version))
        self._line(quote.listed((say("sheet.edition", edition=edition["id"]), edition["date"])))
        self._line(say("sheet.review_by", date=edition["review_by"]))
        self._line(quote.named(say("sheet.reviewers"), quote.of(edition, "reviewers")))
        fingerprint = in_blocks(session.parts.facts.fingerprint)
        self._line(say("sheet.fingerprint", fingerprint=fingerprint))
        self._offer_report()
        self._proofs()
        self._heading(say("wizard.keys"))
        for key in KEYS:
            self._line(say(f"wizard.key.{key}"))
        self._heading(say("wizard.licences"))
        self._licences()
        self.inside.addStretch(1)
        self.close_button = Button(say("wizard.close"))
        self.close_button.clicked.connect(self.close)
        outside = column(self, GAP)
        outside.setContentsMargins(SECTION, SECTION, SECTION, GAP)
        outside.addWidget(scrolling(content), 1)
        outside.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        room = room_over(parent)
        wide, high = lines(self, WIDE_LINES), lines(self, WIDE_LINES * 0.7)
        self.resize(min(wide, room.width()), min(high, room.height()))

    def _offer_report(self) -> None:
        self.report_button = Button(self.session.say("wizard.report"))
        self.report_button.clicked.connect(self.report)
        self.inside.addWidget(self.report_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _proofs(self) -> None:
        """Offer to verify the store; what was found takes the button's place."""
        self._heading(self.session.say("wizard.verified"))
        self.verify_button = Button(self.session.say("wizard.verify"))
        self.verify_button.clicked.connect(self.verify)
        self.inside.addWidget(self.verify_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.proven = column(None, GAP)
        self.inside.addLayout(self.proven)

    def verify(self) -> None:
        """Verify the store, and say what was found."""
        say = self.session.say
        try:
            found = aside(self.session.parts.prove, say("wizard.verifying"), say("wizard.cancel"))
        except Stopped:
            return
        self.verify_button.hide()
        for text in _proofs_of(found, self.session):
            self._line(text, self.proven)

    def report(self) -> Report:
        """Show what a report of a problem would hold."""
        shown = Report(self.session, self)
        shown.show()
        return shown

    def _licences(self) -> None:
        say, parts = self.session.say, self.session.parts.licences()
        if not parts:
            self._line(say("wizard.licences_elsewhere"))
        for part in parts:
            title = self.session.quote.named(f"{part.part} {part.version}".strip(), part.name)
            self.inside.addWidget(Details(title, say("wizard.licences"), _shower(part)))

    def _heading(self, text: str) -> None:
        if self.inside.count():
            self.inside.addSpacing(GAP)
        self.inside.addWidget(label(text, HEADING_SCALE, bold=True))

    def _line(self, text: str, into: QVBoxLayout | None = None) -> QLabel:
        line = _selectable(text)
        (into or self.inside).addWidget(line)
        return line


def _selectable(text: str) -> QLabel:
    line = label(text)
    line.setTextInteractionFlags(SELECTABLE)
    return line


def _shower(part: Licence) -> Callable[[QVBoxLayout], None]:
    return lambda inside: inside.addWidget(_selectable(part.text))


def _proofs_of(found: Proven, session: Session) -> Iterator[str]:
    """Yield what a verification found, its faults in place of any praise."""
    say = session.say
    if found.faults:
        yield say("cli.does_not_hold")
        yield from (say("cli.fault", fault=fault) for fault in found.faults)
        return
    yield say("cli.holds")
    yield say("cli.store_verified", fingerprint=in_blocks(found.fingerprint))
    yield say("wizard.proven_tables", tables=found.tables, states=found.states)
    yield say("wizard.proven_twice", states=found.twice)
    yield say("wizard.proven_vignettes", count=found.vignettes, rows=found.rows)

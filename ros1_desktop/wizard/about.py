"""The help: what the program is for, which program and which knowledge this is, and its keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from ros1_desktop.wizard.choices import Button
from ros1_desktop.wizard.ring import Ring
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import (
    GAP,
    HEADING_SCALE,
    SECTION,
    WIDE_LINES,
    column,
    in_blocks,
    label,
    lines,
    scrolling,
)

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
KEYS = ("help", "pages", "moves", "new", "open", "code", "save", "save_sealed", "print")


class Help(QDialog):
    """A window of plain text that can be selected."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Say everything."""
        super().__init__(parent)
        say = session.say
        self.setWindowTitle(say("wizard.help"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QWidget()
        self.inside = column(content, GAP)
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
        self._heading(say("wizard.keys"))
        for key in KEYS:
            self._line(say(f"wizard.key.{key}"))
        self.inside.addStretch(1)
        self.close_button = Button(say("wizard.close"))
        self.close_button.clicked.connect(self.close)
        outside = column(self, GAP)
        outside.setContentsMargins(SECTION, SECTION, SECTION, GAP)
        outside.addWidget(scrolling(content), 1)
        outside.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        Ring(self)
        room = parent.window().size()
        wide, high = lines(self, WIDE_LINES), lines(self, WIDE_LINES * 0.7)
        self.resize(min(wide, room.width()), min(high, room.height()))

    def _heading(self, text: str) -> None:
        self.inside.addWidget(label(text, HEADING_SCALE, bold=True))

    def _line(self, text: str) -> QLabel:
        line = label(text)
        line.setTextInteractionFlags(SELECTABLE)
        self.inside.addWidget(line)
        return line

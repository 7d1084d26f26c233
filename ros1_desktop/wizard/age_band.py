"""How old the knowledge is, at the top of every page once it is old.

Rules:
 * The edition says when; the day is that of the sitting. A young edition shows nothing.
 * A clock that stands before the edition's own day is said in the same place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.style import GAP, ROW, alarming, column, label

if TYPE_CHECKING:
    from ros1_desktop.wizard.session import Session


class AgeBand(Card):
    """A framed sentence; hidden while the edition is young, or not read yet."""

    def __init__(self, session: Session) -> None:
        """Tell it as soon as the edition is read."""
        super().__init__()
        self.session = session
        self.age = ""
        self.hide()
        session.read.connect(self.tell)

    def tell(self) -> None:
        """Say it in the language of the sitting."""
        if not self.session.is_read:
            return
        from ros1_desktop.sheet.age import age_of

        edition = self.session.parts.facts.edition
        self.age = age_of(edition, self.session.parts.today)
        if not self.age:
            return
        if self.layout() is None:
            self._lay_out()
        self.text.setText(self.session.say(f"sheet.age_{self.age}", date=edition["date"]))
        self.setAccessibleName(self.text.text())

    def _lay_out(self) -> None:
        from ros1_desktop.sheet.age import AGES, EARLY

        self.alarms = self.age == AGES[0]
        self.text = label(bold=True)
        if self.age in (AGES[0], EARLY):
            alarming(self.text)
        inside = column(self)
        inside.setContentsMargins(ROW, GAP, ROW, GAP)
        inside.addWidget(self.text)
        self.show()

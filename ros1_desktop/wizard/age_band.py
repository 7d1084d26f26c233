"""How old the knowledge is, at the top of every page once it is old.

Rules:
 * The edition says when; the day is that of the sitting. A young edition shows nothing.
 * A clock that stands before the edition's own day is said in the same place.
"""

from ros1_desktop.sheet.age import AGES, EARLY, age_of
from ros1_desktop.wizard.card import Card
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import GAP, ROW, alarming, column, label


class AgeBand(Card):
    """A framed sentence; hidden while the edition is young."""

    def __init__(self, session: Session) -> None:
        """Ask how old the edition is."""
        self.age = age_of(session.parts.facts.edition, session.parts.today)
        super().__init__(alarms=self.age == AGES[0])
        self.session = session
        self.text = label(bold=True)
        if self.age in (AGES[0], EARLY):
            alarming(self.text)
        inside = column(self)
        inside.setContentsMargins(ROW, GAP, ROW, GAP)
        inside.addWidget(self.text)
        self.tell()
        self.setVisible(bool(self.age))

    def tell(self) -> None:
        """Say it in the language of the sitting."""
        if self.age:
            date = self.session.parts.facts.edition["date"]
            self.text.setText(self.session.say(f"sheet.age_{self.age}", date=date))
            self.setAccessibleName(self.text.text())

"""The figures beside an option, all of them: a plain table.

Rules:
 * Every figure of the option stands in the table, in the decision's order; older cuts stand apart.
 * That the trials were not head to head is said in the same box, directly above.
"""

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import DASH
from ros1_desktop.wizard.facts import together
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.table import Table

COLUMNS = ("trial", "population", "n", "k", "endpoint", "value", "cut")
SHARES = (20, 25, 9, 7, 9, 18, 12)
SHARED = (0, 1, 2, 6)  # the columns that figures of one population have in common
QUIET = 0.75  # of the ink, for small print


class FigureTable(Table):
    """Figures, those of one population together, with their notes and sources below them."""

    def __init__(self, found: list[Fact], option: Option, session: Session) -> None:
        """Fill the table."""
        say = session.say
        names = [say(f"sheet.column.{name}") for name in COLUMNS]
        names[COLUMNS.index("value")] += f" ({say('sheet.ci')})"
        super().__init__(names, SHARES, COLUMNS.index("population"))
        self.session = session
        self.quote = session.quote
        self.option = option
        self.setAccessibleName(f"{say('sheet.evidence')}: {session.option_name(option.id)}")
        for group in together(found):
            self._add_group(group)

    def _add_group(self, group: list[Fact]) -> None:
        first, quote = self.rowCount(), self.quote
        for fact in group:
            shared = fact is group[0]
            cells = (
                quote.trial(fact) if shared else "",
                quote.population(fact, self.option.id) if shared else "",
                quote.number(fact) if shared else "",
                str(fact.get("events", DASH)),
                fact["endpoint"],
                quote.value(fact),
                quote.cut(fact) if shared else "",
            )
            items = self.add(cells)
            endpoint = self.session.say(f"endpoint.{fact['endpoint']}")
            items[COLUMNS.index("endpoint")].setToolTip(endpoint)
        if len(group) > 1:
            for column in SHARED:
                self.setSpan(first, column, len(group), 1)
        small = quote.cited(sources_of(group[0]))
        under = self.add_across("\n".join((*quote.notes(group), small)))
        ink = self.palette().color(self.foregroundRole())
        ink.setAlphaF(QUIET)
        under.setForeground(ink)

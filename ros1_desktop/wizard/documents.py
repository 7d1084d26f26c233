"""The choice of a paper: for whom, in which words, with which options, and why not.

Rules:
 * Every kind is named; one that there is not for this decision says why and cannot be chosen.
 * Of the options none is chosen beforehand where not all of them fit.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ros1_desktop.wizard.choices import Choice, Tick, breaking
from ros1_desktop.wizard.details import tab_after
from ros1_desktop.wizard.document import Document, Offer
from ros1_desktop.wizard.flow import add_to, flowing
from ros1_desktop.wizard.session import Session
from ros1_desktop.wizard.style import GAP, SMALL_SCALE, TIGHT, column, label, quiet


class Documents(QWidget):
    """Tiles for kind, form and contents; `chosen` carries the document after every change."""

    chosen = Signal(Document)

    def __init__(self, session: Session, offers: tuple[Offer, ...], document: Document) -> None:
        """Show the document that is chosen now."""
        super().__init__()
        self.session = session
        self.document = document
        self.kinds: list[Choice] = []
        self.offers = {offer.kind: offer for offer in offers}
        inside = column(self, GAP)
        self._group(inside, session.say("wizard.document"), self._kinds())
        for offer in offers:
            if offer.refused is not None:
                reason = label(session.refusal(offer.refused), SMALL_SCALE)
                quiet(reason)
                inside.addWidget(reason)
        self.rest = QWidget()
        inside.addWidget(self.rest)
        self._show_rest()

    def _kinds(self) -> Iterable[Choice]:
        for kind, offer in self.offers.items():
            made = self._choice(f"wizard.kind.{kind}", kind, chosen=kind == self.document.kind)
            made.setEnabled(offer.refused is None)
            made.clicked.connect(self._kind_taken(offer))
            self.kinds.append(made)
            yield made

    def _kind_taken(self, offer: Offer) -> Callable[[], None]:
        def take() -> None:
            form = self.document.form if self.document.form in offer.forms else offer.forms[0]
            self._choose(Document(offer.kind, form))
            self._show_rest()
            tab_after(self.kinds[0], self)

        return take

    def _show_rest(self) -> None:
        """Lay out what belongs to the kind that is chosen."""
        offer = self.offers[self.document.kind]
        fresh = QWidget()
        inside = column(fresh, GAP)
        self._group(
            inside, self.session.say("wizard.words_of"), (self._form(form) for form in offer.forms)
        )
        if offer.has_supplement:
            tick = Tick(self.session.say("wizard.supplement"))
            tick.setObjectName("supplement")
            tick.toggled.connect(self._add_supplement)
            self._group(inside, self.session.say("wizard.more"), (tick,))
        if len(offer.columns) > offer.most:
            said = self.session.say("wizard.columns", most=offer.most)
            self._group(inside, said, (self._column(name) for name in offer.columns))
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self.rest, fresh)
        self.rest.hide()
        self.rest.deleteLater()
        self.rest = fresh

    def _form(self, form: str) -> Choice:
        made = self._choice(f"wizard.form.{form}", form, chosen=form == self.document.form)
        made.clicked.connect(lambda: self._choose(replace(self.document, form=form)))
        return made

    def _column(self, name: str) -> Tick:
        tick = Tick(self.session.option_name(name))
        tick.setObjectName(name)
        tick.toggled.connect(lambda _: self._take_columns())
        return tick

    def _take_columns(self) -> None:
        offer = self.offers[self.document.kind]
        ticked = {tick.objectName() for tick in self.rest.findChildren(Tick) if tick.isChecked()}
        columns = tuple(name for name in offer.columns if name in ticked)
        self._choose(replace(self.document, columns=columns))

    def _add_supplement(self, wanted: bool) -> None:  # noqa: FBT001  # Qt calls it with the state
        self._choose(replace(self.document, supplement=wanted))

    def _choose(self, document: Document) -> None:
        self.document = document
        self.chosen.emit(document)

    def _choice(self, key: str, name: str, *, chosen: bool) -> Choice:
        made = Choice(self.session.say(key))
        made.setObjectName(name)
        made.setChecked(chosen)
        return made

    def _group(self, into: QVBoxLayout, said: str, tiles: Iterable[QWidget]) -> None:
        holder = flowing(GAP)
        holder.setAccessibleName(said)
        part = column(gap=TIGHT)
        part.addWidget(label(said, bold=True))
        for tile in tiles:
            tile.setAccessibleDescription(said)
            breaking(tile)
            add_to(holder, tile)
        part.addWidget(holder)
        into.addLayout(part)

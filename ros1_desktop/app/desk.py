"""What the wizard asks of the knowledge: decided, shown, printed, read and written.

Rules:
 * It stands on an opened store, so that nothing is decided before every byte was verified.
 * Each part is loaded when it is first asked for, and read once.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from ros1_desktop.app.start import Start, content_of, write
from ros1_desktop.decision.decide import decide
from ros1_desktop.exchange.code2d import read_pieces
from ros1_desktop.exchange.opened import Opened, open_code
from ros1_desktop.exchange.sealed import make_key, unseal
from ros1_desktop.exchange.write import case_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from ros1_desktop.case.case import Case
    from ros1_desktop.decision.decision import Decision
    from ros1_desktop.decision.nearest import Near
    from ros1_desktop.exchange.sealed import Key
    from ros1_desktop.sheet.library import Library
    from ros1_desktop.sheet.shown import Shown
    from ros1_desktop.wizard.document import Document, Offer
    from ros1_desktop.wizard.facts import Facts
    from ros1_desktop.wizard.provenance import Licence, Proven
    from ros1_desktop.words import Words

EARLIER = 1  # content of a case's file before the present one that stays beside it


class Desk:
    """The parts of the wizard that rest on the store, as on one day."""

    def __init__(self, start: Start, today: date) -> None:
        """Keep the opened store; its rules are read for each jurisdiction."""
        self.start = start
        self.day = today.isoformat()
        self.rules = cache(lambda here: start.rules(self.day, here))

    @cached_property
    def library(self) -> Library:
        """The facts that a sheet quotes."""
        from ros1_desktop.sheet.library import read_library

        return read_library(self.start.store)

    @cached_property
    def facts(self) -> Facts:
        """What the wizard quotes by id."""
        from ros1_desktop.wizard.facts import Facts, Later

        store = self.start.store
        (row,) = store.facts("edition")
        limits = {row["id"]: row["value"] for row in store.facts("threshold")}
        return Facts(
            edition={name: value for name, value in row.items() if value is not None},
            fingerprint=store.fingerprint,
            few_patients=limits["few_patients"],
            sources=Later(lambda: self.library.sources),
            trials=Later(lambda: self.library.trials),
            outcomes=Later(lambda: self.library.outcomes),
            cautions=Later(lambda: self.library.cautions),
            resistance=Later(lambda: self.library.resistance),
            rows=Later(
                lambda: {row.id: row for table in store.tables().values() for row in table.rows}
            ),
        )

    def decide(self, case: Case, here: str) -> Decision:
        """Return what follows from a case."""
        return decide(case, self.rules(here))

    def near_misses(self, case: Case, here: str) -> tuple[Near, ...]:
        """Return what would have led elsewhere."""
        from ros1_desktop.decision.nearest import near_misses

        return near_misses(case, self.rules(here))

    def figures(self, case: Case, decision: Decision, words: Words) -> Shown:
        """Return what the result draws."""
        from ros1_desktop.sheet.shown import shown

        return shown(case, decision, self.library, words)

    def offers(self, decision: Decision) -> tuple[Offer, ...]:
        """Return the papers there are."""
        from ros1_desktop.app.papers import offers

        return offers(self.start, self.library, decision)

    def make_pdf(self, case: Case, decision: Decision, document: Document) -> bytes:
        """Return a paper; it can be made in any thread."""
        from ros1_desktop.app.papers import make

        return make(self.start, self.library, case, decision, document)

    def read_case(self, path: Path, passphrase: str | None) -> Opened:
        """Return the case in a file."""
        content = content_of(str(path))
        if passphrase is None:
            return self.start.opened(content)
        plain, key = unseal(content, passphrase)
        return replace(self.start.opened(plain), key=key)

    def read_code(self, text: str) -> Opened:
        """Return the case in the text of a code."""
        return open_code(text, self.start.vocabulary, read_pieces(self.start.resources))

    def write_case(
        self, path: Path, answers: Mapping[str, Any], passphrase: str | None
    ) -> Key | None:
        """Write a case to a file; the content before stays beside it."""
        content = case_json(answers).encode()
        key = None if passphrase is None else make_key(passphrase)
        write(path, content if key is None else key.seal(content), earlier=EARLIER)
        return key

    def prove(self) -> Proven:
        """Verify the store anew; it may run in any thread."""
        from ros1_desktop.app.about import prove

        return prove(self.start, self.day)

    def licences(self) -> tuple[Licence, ...]:
        """Return the licences of all parts."""
        from ros1_desktop.app.about import licences

        return licences(self.start.resources)

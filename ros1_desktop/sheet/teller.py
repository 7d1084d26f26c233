"""What a composer of handouts has before it: the dossier, the plan, and words for patients.

Rules:
 * A fact is told in a patient's words, with its id. The numbers of its sources are those of the
   clinician sheet, so that both can be read side by side.
 * A fact that was not in force on the day asked about, or is of another jurisdiction, is not told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.handout import Asked, OptionCell, Said, line_of
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.plan import Plan
from ros1_desktop.sheet.sheet import Run


@dataclass(frozen=True, slots=True)
class Teller:
    """Facts and sentences for one handout."""

    dossier: Dossier
    plan: Plan

    def say(self, key: str, *facts: str, strong: bool = False, **values: str | float) -> Said:
        """Return a sentence of the catalogue, and the facts it rests on."""
        return Said(line_of(self.dossier.say(key, **values), strong=strong), facts)

    def no_data(self) -> Said:
        """Return what stands where no source was found."""
        return self.say("handout.no_data")

    def words(self, key: str, **values: str | float) -> str:
        """Return a sentence with its readings unread, to be put into another."""
        return self.dossier.say(key, **values)

    def cell(self, told: Iterable[Said]) -> OptionCell:
        """Return a cell with the numbers of the sources of all that it says; never an empty one."""
        found = tuple(told) or (self.no_data(),)
        return OptionCell(found, self.numbers(found))

    def is_here(self, name: str) -> bool:
        """Tell whether a fact is of this jurisdiction, or of all."""
        here = self.dossier.decision.jurisdiction
        return bool(self.dossier.library.by_id[name].get("jurisdiction", here) == here)

    def numbers(self, told: Iterable[Said]) -> str:
        """Return the numbers of the sources of sentences."""
        facts = self.dossier.library.by_id
        names = (facts[name]["source"] for one in told for name in one.facts)
        return self.dossier.cite(dict.fromkeys(self.known(names)))

    def asked(self, row: str, cells: Sequence[OptionCell], note: Iterable[Said] = ()) -> Asked:
        """Return a row; what all options say alike stands once, above them."""
        alike = [one for one in cells[0].said if all(_says(cell, one) for cell in cells[1:])]
        if len(cells) == 1 or any(cell.icons for cell in cells):
            alike = []
        kept = [tuple(one for one in cell.said if not _among(one, alike)) for cell in cells]
        question = self.say(f"row.{row}", strong=True)
        if not alike or any(kept) != all(kept):
            return Asked(row, question, tuple(note), tuple(cells))
        told = (self._all(one, cells) for one in alike)
        rest = tuple(map(self.cell, kept)) if any(kept) else ()
        return Asked(row, question, (*note, *told), rest)

    def _all(self, one: Said, cells: Sequence[OptionCell]) -> Said:
        """Return what all options say, with the facts of each."""
        facts = (
            name for cell in cells for two in cell.said if _same(one, two) for name in two.facts
        )
        names = tuple(dict.fromkeys(facts))
        numbers = self.numbers((Said(one.line, names),))
        fine = (Run(f" {numbers}", strong=False, fine=True),) if numbers else ()
        return Said((*line_of(self.words("note.all")), *one.line, *fine), names)

    def known(self, sources: Iterable[str]) -> Iterator[str]:
        """Yield the sources that the sheet numbers."""
        return (name for name in sources if name in self.dossier.numbers)

    def told(self, drug: str, row: str) -> Iterator[Fact]:
        """Yield the facts of a drug that answer a question, in the order of the plan."""
        here = {fact["id"]: fact for fact in self.dossier.advice(drug)}
        return (here[name] for name in self.plan.rows[row] if name in here)

    def joined(self, names: Iterable[str]) -> str:
        """Join names in the manner of the language."""
        joined = ""
        for name in names:
            joined = self.words("handout.joint", first=joined, following=name) if joined else name
        return joined


def numbered(dossier: Dossier, plan: Plan) -> Dossier:
    """Return a dossier that numbers the sources of the plan behind those of the clinician sheet."""
    facts = dossier.library.by_id
    names = (facts[name]["source"] for name in plan.facts() if name in facts)
    every = dict.fromkeys((*dossier.numbers, *names))
    return replace(dossier, numbers={name: at for at, name in enumerate(every, start=1)})


def _same(one: Said, other: Said) -> bool:
    return one.words == other.words


def _among(one: Said, others: Iterable[Said]) -> bool:
    return any(_same(one, other) for other in others)


def _says(cell: OptionCell, one: Said) -> bool:
    return _among(one, cell.said)

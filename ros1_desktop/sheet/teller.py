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
        """Return a row of one answer a line."""
        return Asked(row, self.say(f"row.{row}", strong=True), tuple(note), tuple(cells))

    def listed(self, row: str, told: Sequence[Sequence[Said]], note: Iterable[Said] = ()) -> Asked:
        """Return a row of lists; what all say alike, of those that say anything, stands above."""
        said = [each for each in told if each] or [(self.no_data(),)] * len(told)
        every = len(said) == len(told)
        alike = _alike(said)
        if alike:
            whole = all(len(each) == len(alike) for each in said)
            key = "all" if every else "all_known" if whole else "known"
            note = (*note, self._once(alike, said, key))
            if whole:
                return self.asked(row, (), note)
        kept = [[one for one in each if not _among(one, alike)] for each in told]
        return self.asked(row, [self.cell([self._list(one)] if one else ()) for one in kept], note)

    def _once(self, alike: Sequence[Said], said: Sequence[Sequence[Said]], key: str) -> Said:
        """Return what all say as one, with the facts and the sources of each."""
        facts = self._list([one for each in said for one in each if _among(one, alike)])
        numbers = self.numbers((facts,))
        fine = (Run(f" {numbers}", strong=False, fine=True),) if numbers else ()
        before, after = self.words(f"note.{key}", said="|").split("|")
        told = (*line_of(before), *self._list(alike).line, *fine, *line_of(after))
        return Said(tuple(run for run in told if run.text), facts.facts)

    def _list(self, told: Sequence[Said]) -> Said:
        """Return what is said as one list, in the manner of the language."""
        comma = Run(self.words("handout.joint", first="", following=""), strong=False)
        lines = [(comma, *one.line) for one in told]
        names = dict.fromkeys(name for one in told for name in one.facts)
        return Said(tuple(run for line in lines for run in line)[1:], tuple(names))

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


def _alike(said: Sequence[Sequence[Said]]) -> list[Said]:
    """Return what all say alike; none of it where a cell would be left without words."""
    alike = [one for one in said[0] if all(_among(one, each) for each in said[1:])]
    more = {len(each) > len(alike) for each in said}
    return alike if len(said) > 1 and len(more) == 1 else []


def _among(one: Said, others: Iterable[Said]) -> bool:
    return any(one.words == other.words for other in others)

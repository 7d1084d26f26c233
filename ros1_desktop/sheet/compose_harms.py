"""What may trouble: of every option the same number of harms, in people, on one basis each.

Rules:
 * Of the counts of a drug, that is shown whose most frequent harms add up to most, so that nothing
   looks rarer than a source says; a count of few people or few harms is not shown.
 * Terms that are one thing to a patient are one line, with the larger figure.
 * A cell has one basis and one population, and names both; where options differ, that is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ros1_desktop.sheet.handout import Asked, Said, line_of
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.people import people_of
from ros1_desktop.sheet.teller import Teller

RATE = "any_grade_percent"
NOT_STATED = "not_stated"  # the basis of a count that says none


@dataclass(frozen=True, slots=True)
class _Count:
    """The harms that one count of a drug names, the most frequent first."""

    harms: tuple[tuple[str, Fact], ...]

    @property
    def basis(self) -> str:
        """On which basis they were counted."""
        return str(self.harms[0][1]["basis"])


def harms(teller: Teller, options: Sequence[str]) -> Asked:
    """Return the row of harms."""
    counts = [_fullest(teller, option) for option in options]
    shown = [count for count in counts if count]
    number = min((len(count.harms) for count in shown), default=0)
    number = min(number, teller.plan.most_harms)
    note = []
    if shown:
        note.append(teller.say("note.harms", count=number))
    if len({count.basis for count in shown}) > 1:
        note.append(teller.say("note.harms_differ", strong=True))
    return teller.asked("harms", [teller.cell(_cell(teller, one, number)) for one in counts], note)


def _cell(teller: Teller, count: _Count | None, number: int) -> Iterator[Said]:
    if count is None:
        return
    for place, (harm, fact) in enumerate(count.harms[:number]):
        yield _line(teller, harm, fact, first=place == 0)
    fact = count.harms[0][1]
    if "n" not in fact and count.basis == NOT_STATED:
        yield teller.say("harm_line.neither", fact["id"])
        return
    key = "harm_line.whom" if "n" in fact else "harm_line.whom_unknown"
    whom = teller.words(key, n=fact.get("n", 0))
    basis = teller.words(f"basis.{count.basis}")
    yield Said(line_of(teller.joined((whom, basis))), (fact["id"],))


def _line(teller: Teller, harm: str, fact: Fact, *, first: bool) -> Said:
    """Return one harm; the first of a cell names those who had it not, too."""
    found = people_of(fact, RATE, teller.plan.least_people)
    if found.people is None:
        key = "harm_line.below"
    else:
        key = "harm_line.both" if first else "harm_line.one"
    name = teller.words(f"harm.{harm}")
    people, rest = found.people or 0, found.rest
    return teller.say(key, fact["id"], harm=name, people=people, rest=rest)


def _fullest(teller: Teller, option: str) -> _Count | None:
    """Return the count of a drug that shows most; None where no source counts enough harms."""
    plan, sets = teller.plan, dict[tuple[object, ...], dict[str, Fact]]()
    for fact in teller.dossier.toxicity():
        harm = plan.harms.get(fact["term_en"])
        if fact["drug"] != option or harm is None or RATE not in fact:
            continue
        if fact.get("n", plan.least_people) < plan.least_people:
            continue
        key = tuple(fact.get(name) for name in ("population_en", "n", "basis"))
        found = sets.setdefault(key, {})
        if harm not in found or _rate(found[harm]) < _rate(fact):
            found[harm] = fact
    counts = [_Count(tuple(sorted(found.items(), key=_often))) for found in sets.values()]
    counts = [count for count in counts if len(count.harms) >= plan.least_harms]
    return max(counts, key=lambda count: _sum(count, plan.most_harms), default=None)


def _often(named: tuple[str, Fact]) -> float:
    return -_rate(named[1])


def _sum(count: _Count, most: int) -> float:
    return sum(_rate(fact) for _, fact in count.harms[:most])


def _rate(fact: Fact) -> float:
    """Return how often a harm was counted, in percent; `<1` is less than any number."""
    rate = fact[RATE]
    return 0.0 if isinstance(rate, str) else float(rate)

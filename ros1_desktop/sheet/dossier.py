"""What a composer has before it: the case, the decision, the facts and the words.

Rules:
 * A source has one number on the whole sheet, in the order in which the decision first names it.
 * Anything that has no sentence of its own is printed as it was entered or as its source has it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import CautionShown, Decision
from ros1_desktop.knowledge.text import last_day
from ros1_desktop.sheet.library import Fact, Library, said, sources_of
from ros1_desktop.sheet.quoted import DASH, listed, named
from ros1_desktop.words import Words, place

ADVICE = (
    *("warning", "monitoring", "interaction", "food", "organ_function"),
    *("driving", "contraception", "dose_steps"),
)
ELSEWHERE = "approved_elsewhere"  # the note beside a drug that is approved, but not here
NOT_HERE = "not_approved_here"  # the standing of an option
DRUGS = ("ros1_tki", "continue")  # the kinds of option that are one drug


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is printed, and the numbers of the sources."""

    case: Case
    decision: Decision
    library: Library
    words: Words
    numbers: Mapping[str, int]

    def say(self, key: str, **values: str | float) -> str:
        """Return a sentence."""
        return self.words.say(key, **values)

    def of(self, fact: Fact, name: str) -> str:
        """Return what a fact says, in the language of the sheet."""
        return said(fact, name, self.words.language)

    def name(self, thing: str) -> str:
        """Return the name of an option; anything else, as a mutation, as it stands."""
        return self.say(f"option.{thing}") if self.words.has(f"option.{thing}") else thing

    def field(self, path: str) -> str:
        """Return the label of a field, with the number of its item where it stands in a list."""
        return place(self.words, path)

    def listed(self, names: Iterable[str]) -> str:
        """Join names in the manner of the language."""
        return listed(self.words, names)

    def together(self, sentences: Iterable[str]) -> str:
        """Join sentences that have no stop of their own, in the manner of the language."""
        joined = ""
        for one in sentences:
            joined = self.say("sheet.stop", first=joined, following=one) if joined else one
        return joined

    def named(self, name: str, value: str) -> str:
        """Return a name, a colon in the manner of the language, and what belongs to it."""
        return named(self.words, name, value)

    def cite(self, sources: Iterable[str]) -> str:
        """Return the numbers of sources, `[1,3,7]`; empty where there is none."""
        return cited(self.numbers[source] for source in sources)

    def grounds(self, because: Iterable[str], sources: Iterable[str]) -> str:
        """Return the rows and the sources on which something rests."""
        return f"{', '.join(because)} {self.cite(sources)}".strip()

    @property
    def drugs(self) -> tuple[str, ...]:
        """The drugs among the options, each once."""
        options = self.decision.options
        return tuple(dict.fromkeys(option.id for option in options if option.kind in DRUGS))

    def advice(self, drug: str) -> tuple[Fact, ...]:
        """Return what is said of a drug's use, here or everywhere, by the day asked about."""
        decision = self.decision
        known = self._known()
        return tuple(
            fact
            for fact in self.library.statements
            if fact.get("drug") == drug
            and fact["topic"] in ADVICE
            and fact.get("jurisdiction", decision.jurisdiction) == decision.jurisdiction
            and fact["source"] in known
        )

    def approvals(self, drug: str) -> tuple[Fact, ...]:
        """Return the approvals of a drug anywhere that hold on the day asked about."""
        day = self.decision.as_of
        return tuple(
            fact
            for fact in self.library.approvals
            if fact["drug"] == drug
            and fact.get("valid_to", "9999") > day
            and (begins := last_day(fact["valid_from"]))
            and begins.isoformat() <= day
        )

    def _known(self) -> frozenset[str]:
        """The sources that were there on the day asked about."""
        day, sources = self.decision.as_of, self.library.sources
        return frozenset(name for name, fact in sources.items() if _by(day, fact["date"]))

    def toxicity(self) -> tuple[Fact, ...]:
        """Return the toxicity of the listed drugs that had been reported by the day asked about."""
        known = self._known()
        return tuple(
            fact
            for drug in self.drugs
            for fact in self.library.toxicity
            if fact["drug"] == drug and fact["source"] in known
        )


def cited(numbers: Iterable[int]) -> str:
    """Return the numbers of sources in brackets, each once; empty where there is none."""
    found = sorted(set(numbers))
    return f"[{','.join(_runs(found))}]" if found else ""


def read_dossier(case: Case, decision: Decision, library: Library, words: Words) -> Dossier:
    """Lay everything out and number the sources."""
    unnumbered = Dossier(case, decision, library, words, {})
    found = dict.fromkeys(_cited(unnumbered))
    numbers = {source: number for number, source in enumerate(found, start=1)}
    return Dossier(case, decision, library, words, numbers)


def met(decision: Decision, table: str) -> str | None:
    """Return the row of a table that the case met, where one was."""
    rows = (row.row for row in decision.trace if row.table == table and row.fit == "met")
    return next(rows, None)


def _cited(dossier: Dossier) -> Iterator[str]:
    decision, library = dossier.decision, dossier.library
    yield from chain.from_iterable(conflict.sources for conflict in decision.conflicts)
    for table in ("ros1_status", "next_step"):
        yield from library.rows.get(met(decision, table) or "", ())
    for test in decision.tests:
        yield from test.sources
    for option in decision.options:
        yield from option.sources
        yield from _of_cautions(option.cautions)
        for outcome in (*option.evidence, *option.history):
            yield from sources_of(library.outcomes[outcome])
    for part in (decision.excluded, decision.not_settled, decision.referrals):
        yield from chain.from_iterable(one.sources for one in part)
    yield from _of_cautions(decision.cautions)
    for fact in dossier.toxicity():
        yield from sources_of(fact)
    for drug in dossier.drugs:
        for fact in dossier.advice(drug):
            yield from sources_of(fact)
    yield from _of_approvals(dossier)


def _of_approvals(dossier: Dossier) -> Iterator[str]:
    """Yield on what the approvals elsewhere rest, where they are printed."""
    for option in dossier.decision.options:
        if ELSEWHERE in option.notes:
            for fact in dossier.approvals(option.id):
                yield from sources_of(fact)


def _of_cautions(cautions: Iterable[CautionShown]) -> Iterator[str]:
    return chain.from_iterable(caution.sources for caution in cautions)


def _by(day: str, when: str) -> bool:
    """Tell whether a source of a day, month or year was there on a day."""
    return when <= day[: len(when)]


def _runs(numbers: list[int]) -> Iterator[str]:
    """Yield numbers, three and more in a row as `1-3`."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        if len(found) > 2:  # noqa: PLR2004 (two in a row are not a run)
            yield f"{found[0]}{DASH}{found[-1]}"
        else:
            yield from map(str, found)

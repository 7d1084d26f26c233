"""The last part: what is not settled, cautions in the label's words, rules, references.

Rules:
 * What no source settles is said, with the sources that were read.
 * Every row that something on the sheet rests on stands here with its statement.
 * Every source has its number, its kind and its own date; weak ones are marked.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Protocol

from ros1_desktop.decision.decision import CautionShown
from ros1_desktop.sheet.calendar import shown_by_calendar
from ros1_desktop.sheet.compose_figures import advised
from ros1_desktop.sheet.dossier import DRUGS, Dossier, met
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.quoted import DASH, caution
from ros1_desktop.sheet.sheet import (
    Block,
    Cell,
    Grid,
    Line,
    Look,
    Section,
    Text,
    cell,
    plain,
    strings,
    strong,
)

_CITED = re.compile(rf"\[([0-9]+(?:[,{DASH}][0-9]+)*)\]")
_ENDS = re.compile("[\uff08(\u3001,]")  # what brackets or commas begin is no part of the label
_READ = "read {date}"  # so an English title says that its source has no date
YEAR = len("2026")
NOT_CHECKED = "not_checked"


class Grounded(Protocol):
    """Any part of a decision: it names the rows on which it rests."""

    @property
    def because(self) -> tuple[str, ...]:
        """The ids of the rows."""


def not_settled(dossier: Dossier) -> tuple[Section, ...]:
    """Return what no source settles, if there is anything."""
    if not dossier.decision.not_settled:
        return ()
    head = tuple(dossier.say(f"sheet.column.{name}") for name in ("topic", "about", "because"))
    rows = tuple(
        (
            cell(dossier.say(f"topic.{one.topic}")),
            cell(dossier.listed(dossier.name(thing) for thing in one.about)) or cell(DASH),
            cell(dossier.grounds(one.because, one.sources)),
        )
        for one in dossier.decision.not_settled
    )
    grid = Grid((), head, (66, 36, 18), rows, Look.DENSE)
    return (Section(dossier.say("sheet.not_settled"), (grid,), close=True),)


def cautions(dossier: Dossier) -> tuple[Section, ...]:
    """Return the cautions of every drug, and the label's words for those not checked."""
    blocks: list[Block] = []
    if dossier.decision.cautions:
        title = strong(dossier.named(dossier.say("sheet.cautions_for_all"), ""))
        common = _common(dossier, dossier.decision.cautions)
        blocks.extend(Text((*title, *plain(said)), Look.DENSE) for said in common)
    blocks.extend(Text(line, Look.DENSE) for line in _not_checked(dossier))
    heading = dossier.say("sheet.cautions")
    return (Section(heading, tuple(blocks), close=True),) if blocks else ()


def present_cautions(dossier: Dossier) -> tuple[Section, ...]:
    """Return the label's words for the cautions that apply to this patient, fact by fact."""
    lines = _by_fact(dossier, lambda caution: caution.state != NOT_CHECKED)
    texts = tuple(Text(line, Look.DENSE) for line in lines)
    heading = dossier.say("sheet.cautions_present")
    return (Section(heading, texts, close=True),) if texts else ()


def _not_checked(dossier: Dossier) -> Iterator[Line]:
    """Yield the label's words for the facts not checked; those that apply stand on the back."""
    return _by_fact(
        dossier,
        lambda one: one.state == NOT_CHECKED and one.id in dossier.library.cautions,
    )


def _by_fact(dossier: Dossier, wanted: Callable[[CautionShown], bool]) -> Iterator[Line]:
    """Yield for each fact what the labels of the listed drugs say to it, in one line."""
    found: dict[str, list[str]] = {}
    for option in dossier.decision.options:
        for one in option.cautions if option.kind in DRUGS else ():
            if wanted(one):
                title = caution(dossier.words, one)
                said = dossier.named(dossier.say(f"drug_full.{option.id}"), _says(dossier, one))
                found.setdefault(title, []).append(said)
    for title, words in found.items():
        yield (*strong(dossier.named(title, "")), *plain(dossier.together(words)))


def _says(dossier: Dossier, shown: CautionShown) -> str:
    """Return the label's words for a caution; the sentence of one that no label has."""
    fact = dossier.library.cautions.get(shown.id)
    says = dossier.of(fact, "says") if fact else dossier.say(shown.id)
    return f"{says} {dossier.cite(shown.sources)}"


def advice(dossier: Dossier) -> tuple[Section, ...]:
    """Return what labels say of the use of the listed drugs, and what was not found in them.

    What the calendar on the back says stands there alone.
    """
    rows: list[tuple[Cell, ...]] = []
    for drug in dossier.drugs:
        told = shown_by_calendar(dossier, drug)
        left = (one for one in dossier.advice(drug) if one["id"] not in told)
        said = dossier.together(advised(dossier, one) for one in left)
        if said:
            rows.append(((strong(dossier.say(f"drug_full.{drug}")),), cell(said)))
    if not rows:
        return ()
    head = tuple(dossier.say(f"sheet.{name}") for name in ("column.drug", "advice"))
    grid = Grid((), head, (20, 100), tuple(rows), Look.DENSE)
    return (Section(head[1], (grid,), close=True),)


def rules(dossier: Dossier) -> tuple[Section, ...]:
    """Return the statement of every row that something on the sheet rests on."""
    decision = dossier.decision
    heads = (met(decision, "ros1_status"), met(decision, "next_step"))
    parts: tuple[Grounded, ...] = (
        *decision.conflicts,
        *decision.tests,
        *decision.options,
        *(caution for option in decision.options for caution in option.cautions),
        *decision.excluded,
        *decision.not_settled,
        *decision.referrals,
        *decision.cautions,
    )
    named = (*filter(None, heads), *chain.from_iterable(part.because for part in parts))
    runs = [
        run
        for row in sorted(set(named))
        for run in (
            *strong(f"{row} "),
            *plain(_stated(dossier, row)),
        )
    ]
    block = Text(tuple(runs), Look.DENSE)
    return (Section(dossier.say("sheet.rules"), (block,), close=True),)


def references(dossier: Dossier) -> Section:
    """Return the sources by number, each with its kind and its own date."""
    sources = dossier.library.sources
    runs = [
        run
        for source, number in dossier.numbers.items()
        for run in (*strong(f"{number} "), *_reference(dossier, sources[source]), *plain("  "))
    ]
    block = Text(tuple(runs), Look.DENSE)
    return Section(dossier.say("sheet.references"), (block,), close=True)


def short_references(dossier: Dossier, pages: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sources that these pages cite, by number, in short: label and year."""
    cited = {number for text in strings(pages) for number in _numbers(text)}
    sources = dossier.library.sources
    runs = [
        run
        for source, number in dossier.numbers.items()
        if number in cited
        for run in (*strong(f"{number} "), *plain(f"{short_form(dossier, sources[source])}  "))
    ]
    heading = dossier.say("sheet.references_short")
    return (Section(heading, (Text(tuple(runs), Look.DENSE),), close=True),)


def short_form(dossier: Dossier, fact: Fact) -> str:
    """Return how a title begins, and its year; of what has no date, when it was read."""
    begins = _ENDS.split(dossier.of(fact, "title"), maxsplit=1)[0].strip()
    if _READ.format(**fact) in fact["title_en"]:
        return f"{begins} {dossier.say('sheet.read_in', date=fact['date'])}"
    year = fact["date"][:YEAR]
    return begins if year in begins else f"{begins} {year}"


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers of sources in a text: `[1,3-5]` is 1, 3, 4 and 5."""
    for group in _CITED.findall(text):
        for part in group.split(","):
            first, _, last = part.partition(DASH)
            yield from range(int(first), int(last or first) + 1)


def intended_use(dossier: Dossier) -> Section:
    """Return what the program is for, who has read the edition, and until when it is good."""
    edition = dossier.library.edition
    reviewers = dossier.named(dossier.say("sheet.reviewers"), dossier.of(edition, "reviewers"))
    until = dossier.say("sheet.review_by", date=edition["review_by"])
    return Section(
        dossier.say("sheet.intended_use"),
        (
            Text(plain(dossier.of(edition, "intended_use")), Look.DENSE),
            Text(plain(f"{reviewers}  {until}"), Look.DENSE),
        ),
        close=True,
    )


def _common(dossier: Dossier, shown: tuple[CautionShown, ...]) -> Iterator[str]:
    """Yield, for each state, the facts that every listed drug's label names."""
    states: dict[str, list[CautionShown]] = {}
    for one in shown:
        states.setdefault(one.state, []).append(one)
    for state, found in states.items():
        fields = dossier.listed(dossier.field(each.field) for each in found)
        sources = dossier.cite(source for each in found for source in each.sources)
        yield f"{dossier.named(dossier.say(f'caution_state.{state}'), fields)} {sources}"


def _stated(dossier: Dossier, row: str) -> str:
    """Return the statement of a row and its sources."""
    read = [one for one in dossier.library.rows.get(row, ()) if one in dossier.numbers]
    return f"{dossier.say(f'row.{row}')} {dossier.cite(read)}  "


def _reference(dossier: Dossier, fact: Fact) -> Line:
    weak = dossier.say("sheet.weak_source") if fact.get("weak") else ""
    kind = dossier.say(f"source_kind.{fact['kind']}")
    about = dossier.listed(filter(None, (kind, fact["date"], weak)))
    return plain(dossier.say("sheet.bracketed", name=dossier.of(fact, "title"), text=about))

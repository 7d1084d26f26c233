"""The clinician sheet: from a case and its decision to a value that can be drawn.

Rules:
 * Pure: nothing is read, no clock is asked; the same arguments give the same sheet.
 * One sheet of paper: the front for deciding, the back for figures, toxicity and what to watch.
   The appendix holds the rest in full; everything the decision says is on one of them, unranked.
 * What must be checked first stands above everything; how old the data are stands above that.
 * Title and footer hold nothing about the patient.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose_band import Printing, band, footer, sheet_number
from ros1_desktop.sheet.compose_case import check_first, conditions, open_questions
from ros1_desktop.sheet.compose_evidence import adverse_events, outcomes
from ros1_desktop.sheet.compose_figures import evidence, monitoring
from ros1_desktop.sheet.compose_front import next_step
from ros1_desktop.sheet.compose_options import in_full
from ros1_desktop.sheet.compose_record import excluded, record
from ros1_desktop.sheet.compose_references import (
    advice,
    cautions,
    intended_use,
    not_settled,
    present_cautions,
    references,
    rules,
    short_references,
)
from ros1_desktop.sheet.compose_toxicity import toxicity
from ros1_desktop.sheet.dossier import Dossier, read_dossier
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Section, Sheet
from ros1_desktop.words import Words

LOCALES = {"ja": "ja-JP", "en": "en-GB"}
APPENDIX = (in_full, outcomes, adverse_events, cautions, advice, not_settled, rules)


def compose_clinician(
    case: Case, decision: Decision, library: Library, words: Words, printing: Printing
) -> Sheet:
    """Return the clinician sheet of a case."""
    dossier = read_dossier(case, decision, library, words)
    number = sheet_number(case, decision, printing.version)
    return Sheet(
        language=LOCALES[words.language],
        band=band(dossier, printing, number),
        sections=tuple(_sections(dossier)),
        footer=footer(dossier, printing, number),
        page=words.sentences["sheet.page"],
        printed_on=printing.day,
    )


def _sections(dossier: Dossier) -> Iterator[Section]:
    """Yield front, back and appendix; what the first two cite stands in short on the back."""
    front, behind = tuple(_front(dossier)), tuple(back(dossier))
    yield from front
    yield from behind
    for section in short_references(dossier, (*front, *behind)):
        yield replace(section, opens=not behind)
    yield from _appendix(dossier, opens=bool(behind))


def _front(dossier: Dossier) -> Iterator[Section]:
    """Yield the page on which a board decides."""
    yield from check_first(dossier)
    yield conditions(dossier)
    yield next_step(dossier)
    yield from excluded(dossier)
    yield open_questions(dossier)
    yield record(dossier)


def back(dossier: Dossier) -> Iterator[Section]:
    """Yield the page behind it, for treatment: figures, toxicity, what to watch."""
    (outcomes_part, events_part) = (_part(dossier, one) for one in (outcomes, adverse_events))
    sections = (
        *evidence(dossier, outcomes_part),
        *present_cautions(dossier),
        *toxicity(dossier, events_part),
        *monitoring(dossier),
    )
    for place, section in enumerate(sections):
        yield replace(section, opens=place == 0)


def _appendix(dossier: Dossier, *, opens: bool) -> Iterator[Section]:
    """Yield what front and back have no room for, numbered, then references and intended use.

    It begins a page where it `opens` one; behind a back that holds little it goes on there.
    """
    for compose in APPENDIX:
        for section in compose(dossier):
            heading = f"{_part(dossier, compose)}  {section.heading}"
            yield replace(section, heading=heading, opens=opens)
            opens = False
    yield references(dossier)
    yield intended_use(dossier)


def _part(dossier: Dossier, compose: Callable[[Dossier], tuple[Section, ...]]) -> str:
    """Return the name of a part of the appendix; its number is its place, shown or not."""
    return dossier.say("sheet.appendix_part", number=APPENDIX.index(compose) + 1)

"""The clinician sheet: from a case and its decision to a value that can be drawn.

Rules:
 * Pure: nothing is read, no clock is asked; the same arguments give the same sheet.
 * One sheet of paper: the front for deciding, the back for figures, toxicity and what to watch.
   The appendix holds the rest in full; everything the decision says is on one of them, unranked.
 * What must be checked first stands above everything; how old the data are stands above that.
 * Title and footer hold nothing about the patient.
"""

import json
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.age import age_of, last_day
from ros1_desktop.sheet.compose_case import check_first, conditions, open_questions
from ros1_desktop.sheet.compose_evidence import adverse_events, outcomes
from ros1_desktop.sheet.compose_figures import evidence, monitoring, toxicity
from ros1_desktop.sheet.compose_front import excluded, lead, next_step, notes, record
from ros1_desktop.sheet.compose_options import in_full
from ros1_desktop.sheet.compose_references import (
    advice,
    cautions,
    intended_use,
    not_settled,
    present_cautions,
    references,
    rules,
)
from ros1_desktop.sheet.dossier import Dossier, read_dossier
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Band, Line, Run, Section, Sheet, plain, strong
from ros1_desktop.words import Words

LOCALES = {"ja": "ja-JP", "en": "en-GB"}
APPENDIX = (in_full, outcomes, adverse_events, cautions, advice, not_settled, rules)
NUMBER = 8  # letters and digits that name the sheet
FINGERPRINT = 12  # hexadecimal digits that name the knowledge on paper


def compose_clinician(  # noqa: PLR0913, PLR0917 (all that a sheet depends on)
    case: Case,
    decision: Decision,
    library: Library,
    words: Words,
    printed_on: date,
    version: str,
) -> Sheet:
    """Return the clinician sheet of a case."""
    dossier = read_dossier(case, decision, library, words)
    number = sheet_number(case, decision, version)
    return Sheet(
        language=LOCALES[words.language],
        band=_band(dossier, printed_on, number),
        sections=(*_front(dossier), *back(dossier), *_appendix(dossier)),
        footer=_footer(dossier, printed_on, version, number),
        page=words.sentences["sheet.page"],
        printed_on=printed_on,
    )


def sheet_number(case: Case, decision: Decision, version: str) -> str:
    """Return the number of a sheet: the same for the same answers, knowledge, question, program."""
    made = (
        case.answers,
        decision.fingerprint,
        decision.as_of,
        decision.jurisdiction,
        version,
    )
    canonical = json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digits = sha256(canonical.encode()).digest()[: NUMBER * 5 // 8 + 1]
    return b32encode(digits).decode()[:NUMBER]


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
        *notes(dossier),
        *evidence(dossier, outcomes_part),
        *present_cautions(dossier),
        *toxicity(dossier, events_part),
        *monitoring(dossier),
    )
    for place, section in enumerate(sections):
        yield replace(section, opens=place == 0)


def _appendix(dossier: Dossier) -> Iterator[Section]:
    """Yield what front and back have no room for, numbered, then references and intended use."""
    opens = True
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


def _band(dossier: Dossier, printed_on: date, number: str) -> Band:
    say = dossier.say
    runs: list[Run] = [*strong(say("sheet.number", number=number))]
    label, meeting = (dossier.case.at(name) for name in ("label", "meeting_on"))
    if label is not None:
        runs.extend((*plain(f"  {dossier.named(say('field.label'), '')}"), *strong(label)))
    if meeting is not None:
        runs.extend(plain(f"  {dossier.named(say('field.meeting_on'), meeting)}"))
    lines: list[Line] = [tuple(runs)]
    lines.append(plain(f"{say('sheet.no_patient_data')} {say('sheet.decision_by_physician')}"))
    lines.extend(_age(dossier, printed_on))
    return Band(
        title=say("sheet.title"),
        audience=say("sheet.clinicians_only"),
        lines=tuple(lines),
        sticker=say("sheet.label_box"),
        lead=lead(dossier),
    )


def _age(dossier: Dossier, printed_on: date) -> list[Line]:
    """Return the line that says how old the edition is, once it is old."""
    edition = dossier.library.edition
    age = age_of(edition, printed_on)
    return [strong(dossier.say(f"sheet.age_{age}", date=edition["date"]))] if age else []


def _footer(dossier: Dossier, printed_on: date, version: str, number: str) -> tuple[str, ...]:
    say, decision, edition = dossier.say, dossier.decision, dossier.library.edition
    made = (
        say("sheet.title"),
        say("sheet.edition", edition=decision.edition),
        say("sheet.fingerprint", fingerprint=decision.fingerprint[:FINGERPRINT]),
        say("sheet.program", version=version),
    )
    when = (
        say("sheet.number", number=number),
        say("sheet.valid_until", date=last_day(edition).isoformat()),
        say("sheet.as_of", date=decision.as_of),
        say(f"sheet.jurisdiction.{decision.jurisdiction}"),
        say("sheet.printed_on", date=printed_on.isoformat()),
    )
    return tuple("  ".join(part) for part in (made, when))

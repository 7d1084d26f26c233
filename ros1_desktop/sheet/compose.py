"""The clinician sheet: from a case and its decision to a value that can be drawn.

Rules:
 * Pure: nothing is read, no clock is asked; the same arguments give the same sheet.
 * Everything the decision says is on it: nothing is chosen, shortened or ranked here.
 * What must be checked first stands above everything; how old the data are stands above that.
 * Title and footer hold nothing about the patient.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.compose_case import check_first, conditions, open_questions
from ros1_desktop.sheet.compose_evidence import evidence, toxicity
from ros1_desktop.sheet.compose_next import lead, next_step
from ros1_desktop.sheet.compose_options import excluded
from ros1_desktop.sheet.compose_references import (
    cautions,
    intended_use,
    not_settled,
    references,
    rules,
)
from ros1_desktop.sheet.dossier import Dossier, read_dossier
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.sheet import Band, Line, Section, Sheet, plain, strong
from ros1_desktop.words import Words

LOCALES = {"ja": "ja-JP", "en": "en-GB"}
LETTERS = ("A", "A'", "B", "C", "D", "E", "F", "G")
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
    return Sheet(
        language=LOCALES[words.language],
        band=_band(dossier, printed_on),
        sections=(
            *check_first(dossier),
            *_lettered(
                conditions(dossier),
                open_questions(dossier),
                next_step(dossier),
                *evidence(dossier),
                excluded(dossier),
                *not_settled(dossier),
                *cautions(dossier),
                *toxicity(dossier),
            ),
            *rules(dossier),
            references(dossier),
            intended_use(dossier),
        ),
        footer=_footer(dossier, printed_on, version),
        page=words.sentences["sheet.page"],
        printed_on=printed_on,
    )


def _lettered(*sections: Section) -> Iterator[Section]:
    """Yield sections with their letters: what is open belongs to what was entered."""
    for letter, section in zip(LETTERS, sections, strict=False):
        yield replace(section, heading=f"{letter}. {section.heading}")


def _band(dossier: Dossier, printed_on: date) -> Band:
    say = dossier.say
    lines: list[Line] = []
    label, meeting = (dossier.case.at(name) for name in ("label", "meeting_on"))
    if label is not None:
        lines.append((*plain(dossier.named(say("field.label"), "")), *strong(label)))
    if meeting is not None:
        lines.append(plain(dossier.named(say("field.meeting_on"), meeting)))
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
    begun = date.fromisoformat(edition["date"])
    for age in ("red", "amber"):
        if printed_on > begun + timedelta(days=edition[f"{age}_after_days"]):
            return [strong(dossier.say(f"sheet.age_{age}", date=edition["date"]))]
    return []


def _footer(dossier: Dossier, printed_on: date, version: str) -> tuple[str, ...]:
    say, decision = dossier.say, dossier.decision
    made = (
        say("sheet.title"),
        say("sheet.edition", edition=decision.edition),
        say("sheet.fingerprint", fingerprint=decision.fingerprint[:FINGERPRINT]),
        say("sheet.program", version=version),
    )
    when = (
        say("sheet.as_of", date=decision.as_of),
        say(f"sheet.jurisdiction.{decision.jurisdiction}"),
        say("sheet.printed_on", date=printed_on.isoformat()),
    )
    return tuple("  ".join(part) for part in (made, when))

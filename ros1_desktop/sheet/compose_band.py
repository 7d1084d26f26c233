"""The head and the foot of the clinician sheet: what it is, how old, its number and its 2D code.

Rules:
 * Title and footer hold nothing about the patient; the board's own label stands in the band alone,
   and where there is none, a line to write it on. No other identifier is asked for.
 * An edition past its days says so above everything, and at the foot of every page.
 * The 2D code holds the case without its label, edition and fingerprint. A case too long for one
   code has none, and the band says so.
"""

import json
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.age import age_of, last_day
from ros1_desktop.sheet.compose_front import lead
from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.sheet import Band, Blank, Code, Line, Record, Run, plain, strong

NUMBER = 8  # letters and digits that name the sheet
FINGERPRINT = 12  # hexadecimal digits that name the knowledge on paper
MOST_SIGNS = 1000  # of a code: with more, its modules would be too small to be scanned
RED = "red"


@dataclass(frozen=True, slots=True)
class Printing:
    """What a sheet is printed with: the day, the version of the program, the text of the code."""

    day: date
    version: str
    code: str


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


def band(dossier: Dossier, printing: Printing, number: str) -> Band:
    """Return the head of the first page."""
    say, label = dossier.say, dossier.case.at("label")
    blank = None
    if label is None:
        blank = Record(((Blank(say("field.label")),),))
    return Band(
        title=say("sheet.title"),
        audience=say("sheet.clinicians_only"),
        lines=tuple(_lines(dossier, printing, number)),
        lead=lead(dossier),
        alert=_alert(dossier, printing.day),
        blank=blank,
        code=_code(dossier, printing),
    )


def _lines(dossier: Dossier, printing: Printing, number: str) -> Iterator[Line]:
    say = dossier.say
    runs: list[Run] = [*strong(say("sheet.number", number=number))]
    label, meeting = (dossier.case.at(name) for name in ("label", "meeting_on"))
    if label is not None:
        runs.extend((*plain(f"  {dossier.named(say('field.label'), '')}"), *strong(label)))
    if meeting is not None:
        runs.extend(plain(f"  {dossier.named(say('field.meeting_on'), meeting)}"))
    yield tuple(runs)
    yield plain(f"{say('sheet.no_patient_data')} {say('sheet.decision_by_physician')}")
    code = _code(dossier, printing)
    yield plain(code.said if code else say("sheet.code_too_long"))


def _code(dossier: Dossier, printing: Printing) -> Code | None:
    if len(printing.code) > MOST_SIGNS:
        return None
    return Code(printing.code.encode("ascii"), dossier.say("sheet.code_said"))


def _alert(dossier: Dossier, day: date) -> Line:
    """Return the line that says how old the edition is, once it is old."""
    edition = dossier.library.edition
    age = age_of(edition, day)
    return strong(dossier.say(f"sheet.age_{age}", date=edition["date"])) if age else ()


def footer(dossier: Dossier, printing: Printing, number: str) -> tuple[str, ...]:
    """Return the lines at the foot of every page, what the sheet rests on first."""
    say, decision, edition = dossier.say, dossier.decision, dossier.library.edition
    over = age_of(edition, printing.day) == RED
    until = "sheet.valid_no_longer" if over else "sheet.valid_until"
    made = (
        say("sheet.title"),
        say("sheet.edition", edition=decision.edition),
        say("sheet.fingerprint", fingerprint=decision.fingerprint[:FINGERPRINT]),
        say("sheet.program", version=printing.version),
        say(f"sheet.jurisdiction.{decision.jurisdiction}"),
    )
    when = (
        say("sheet.number", number=number),
        say(until, date=last_day(edition).isoformat()),
        say("sheet.as_of", date=decision.as_of),
        say("sheet.printed_on", date=printing.day.isoformat()),
    )
    return tuple("  ".join(part) for part in (made, when))

"""What stands below the decision on the front: the drugs not listed, and what the board fills in.

Rules:
 * Every exclusion of the decision is a line: the drug, the reason, the fact, rows and sources.
 * The program keeps nothing of what a board decides: it is written by hand, by role, never by name
   in advance.
"""

from ros1_desktop.decision.decision import Excluded
from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.sheet import Blank, Line, Look, Record, Section, Text, plain, strong

# What the board fills in, row by row; the rows that get more lines where the page has room.
RECORD = (
    ("conclusion",),
    ("discussion_decision",),
    ("discussion_reason",),
    ("discussion_dissent", "discussion_wishes"),
    ("discussion_tests", "discussion_review_on", "discussion_outcome"),
    (
        *("signature_oncology", "signature_surgery", "signature_radiology"),
        *("signature_pathology", "signature_pharmacy", "signature_date"),
    ),
)
GROWING, MOST_LINES = (1, 2, 5), 4
TICKS = {
    "conclusion": ("next_test", "options", "on_hold", "other"),
    "discussion_dissent": ("none", "some"),
    "discussion_wishes": ("asked", "not_asked"),
}


def excluded(dossier: Dossier) -> tuple[Section, ...]:
    """Return the drugs that are not listed, a line each, if there are any."""
    lines = [_excluded(dossier, one) for one in dossier.decision.excluded]
    if not lines:
        return ()
    texts = tuple(Text(line, Look.DENSE) for line in lines)
    return (Section(dossier.say("sheet.excluded"), texts, close=True),)


def record(dossier: Dossier) -> Section:
    """Return the lines on which the board writes."""
    rows = tuple(tuple(_blank(dossier, name) for name in row) for row in RECORD)
    block = Record(rows, GROWING, MOST_LINES)
    return Section(dossier.say("sheet.discussion"), (block,), close=True)


def _blank(dossier: Dossier, name: str) -> Blank:
    ticks = (dossier.say(f"sheet.{name}_{tick}") for tick in TICKS.get(name, ()))
    return Blank(dossier.say(f"sheet.{name}"), tuple(ticks))


def _excluded(dossier: Dossier, one: Excluded) -> Line:
    name = dossier.named(dossier.say(f"drug_full.{one.id}"), "")
    reason = dossier.say(f"reason.{one.reason}")
    facts = dossier.listed(dict.fromkeys(_fact(dossier, name) for name in one.facts))
    said = dossier.named(reason, facts) if facts else reason
    return (*strong(name), *plain(f"{said} ({dossier.grounds(one.because, one.sources)})"))


def _fact(dossier: Dossier, name: str) -> str:
    """Return a fact that excludes, in short: the field of a caution, or a mutation."""
    if caution := dossier.library.cautions.get(name):
        return dossier.field(caution["field"])
    fact = dossier.library.resistance[name]
    return "+".join(filter(None, (fact["mutation"], fact.get("together_with"))))

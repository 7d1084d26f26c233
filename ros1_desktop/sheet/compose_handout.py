"""The handouts: from a case and its decision to a value that can be drawn.

Rules:
 * Pure: nothing is read, no clock is asked; the same arguments give the same handout.
 * Which handout there is follows from the decision: where it lists options, the one on options;
   where it asks for a test first, the one on the next test. The other one is refused.
 * An edition that is too old is not handed to a patient.
 * Title and footer hold nothing about the patient.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision, Option
from ros1_desktop.sheet import compose_choices as choices
from ros1_desktop.sheet import compose_leaflet as pages
from ros1_desktop.sheet.checklist import Checklist
from ros1_desktop.sheet.compose_band import FINGERPRINT, sheet_number
from ros1_desktop.sheet.compose_duration import supplement
from ros1_desktop.sheet.compose_next_test import test_parts, test_questions
from ros1_desktop.sheet.dossier import read_dossier
from ros1_desktop.sheet.handout import Block, Box, Handout, OptionGrid, Part, Say, read_once
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.plan import Plan
from ros1_desktop.sheet.sheet import Band, PrintError
from ros1_desktop.sheet.teller import Teller, numbered
from ros1_desktop.words import Words

OPTIONS, NEXT_TEST = "options", "next-test"
TOO_OLD, NO_OPTIONS, NO_TEST, NEITHER = (
    "handout_too_old",
    "handout_no_options",
    "handout_no_test",
    "handout_neither",
)
PAGES = {"options": 2, "next_test": 1}
PLAIN = "ja_plain"
OUR_RULES = ("harms_rule", "symptoms")  # what the table holds by no source but by our judgement


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for: the words of one form, the plan and checklist, and what a person chose.

    `chosen` are ids of options, empty where all of them fit; `supplement`: the patient wants to
    know how long.
    """

    words: Words
    plan: Plan
    checklist: Checklist
    printed_on: date
    version: str
    chosen: tuple[str, ...] = ()
    supplement: bool = False


def compose_handout(
    kind: str, case: Case, decision: Decision, library: Library, asking: Asking
) -> Handout:
    """Return the handout of a kind (`options`, `next-test`).

    Raises:
        PrintError: there is no such handout for this decision, or the edition is too old.
    """
    check(decision, library, asking.printed_on, kind)
    dossier = read_dossier(case, decision, library, asking.words)
    teller = Teller(numbered(dossier, asking.plan), asking.plan)
    return _options(teller, asking) if kind == OPTIONS else _next_test(teller, asking)


def _options(teller: Teller, asking: Asking) -> Handout:
    """Return the handout on the options of a decision."""
    options = choices.columns(teller, asking.chosen)
    grid = choices.grid(teller, options) if options else None
    first = tuple(_first(teller, grid, options))
    second = (
        replace(pages.duration(teller), anew=True),
        pages.unknown(teller),
        *((pages.matters(teller, grid),) if grid else ()),
        pages.questions(teller, pages.QUESTIONS),
        pages.steps(teller),
        pages.contact(teller),
        pages.signed(teller),
    )
    longer = (supplement(teller, options),) if asking.supplement else ()
    rules = OUR_RULES if grid else ()
    about = pages.leaflet(teller, asking.checklist, (*first, *second, *longer), rules)
    made = _handout(teller, asking, "options", (*first, *second, about, *longer), len(options))
    return made if made.parted else read_once(made)


def _next_test(teller: Teller, asking: Asking) -> Handout:
    """Return the handout on the next test."""
    parts = (*test_parts(teller), test_questions(teller), pages.contact(teller))
    about = pages.leaflet(teller, asking.checklist, parts)
    made = _handout(teller, asking, "next_test", (*parts, about), 1)
    return made if made.parted else read_once(made)


def check(decision: Decision, library: Library, printed_on: date, kind: str) -> None:
    """Refuse a handout that there is not, or that is too old to be handed out.

    Raises:
        PrintError: with what to print instead.
    """
    edition = library.edition
    last = date.fromisoformat(edition["date"]) + timedelta(days=edition["red_after_days"])
    if printed_on > last:
        raise PrintError(TOO_OLD, date=last.isoformat())
    there = {OPTIONS: bool(decision.options), NEXT_TEST: bool(decision.tests)}
    there[NEXT_TEST] = there[NEXT_TEST] and not there[OPTIONS]
    if there[kind]:
        return
    if not any(there.values()):
        raise PrintError(NEITHER)
    raise PrintError(NO_OPTIONS if kind == OPTIONS else NO_TEST)


def _first(teller: Teller, grid: OptionGrid | None, options: Sequence[Option]) -> Iterator[Part]:
    """Yield what the handout is about, and the table with what stands below it."""
    decision = teller.dossier.decision
    illness = tuple(teller.say(f"fact.{name}", name) for name in teller.plan.illness)
    decide = (
        teller.say(f"options.step.{decision.next_step}"),
        *choices.other_choices(teller),
    )
    yield Part(teller.say("options.illness", strong=True), (Say(illness),), beside=True)
    yield Part(teller.say("options.decide", strong=True), (Say(decide),), beside=True)
    blocks: list[Block] = [grid] if grid else []
    if len(options) > 1:
        blocks.append(Box(choices.warning(teller)))
    blocks.append(Say(tuple(choices.beside(teller, options)), size="note"))
    yield Part(teller.say("options.choices", strong=True), tuple(blocks))


def _handout(
    teller: Teller, asking: Asking, kind: str, parts: Sequence[Part], columns: int
) -> Handout:
    under = (teller.say("handout.under"), *pages.age(teller, asking.printed_on))
    title = teller.say(f"{kind}.title", strong=True)
    audience = teller.say("handout.audience", strong=True)
    return Handout(
        language=teller.words("handout.locale"),
        band=Band(title.words, audience.words, (), ()),
        title=title,
        audience=audience,
        under=under,
        parts=tuple(parts),
        footer=_footer(teller, asking, kind),
        page=asking.words.sentences["handout.page"],
        printed_on=asking.printed_on,
        columns=columns,
        pages=PAGES[kind] + asking.supplement,
        parted=asking.words.language == PLAIN,
    )


def _footer(teller: Teller, asking: Asking, kind: str) -> tuple[str, ...]:
    decision, edition = teller.dossier.decision, teller.dossier.library.edition
    say = teller.words
    last = date.fromisoformat(edition["date"]) + timedelta(days=edition["red_after_days"])
    number = sheet_number(teller.dossier.case, decision, asking.version)
    made = (
        say(f"handout.kind_{kind}"),
        say("handout.edition", edition=decision.edition),
        say("handout.fingerprint", fingerprint=decision.fingerprint[:FINGERPRINT]),
        say("handout.program", version=asking.version),
    )
    when = (
        say("handout.number", number=number),
        say("handout.valid_until", date=last.isoformat()),
        say("handout.as_of", date=decision.as_of),
        say(f"handout.jurisdiction.{decision.jurisdiction}"),
        say("handout.printed_on", date=asking.printed_on.isoformat()),
    )
    return tuple("  ".join(part) for part in (made, when))

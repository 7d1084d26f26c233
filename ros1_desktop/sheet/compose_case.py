"""The sheet's first part: what was entered, what does not go together, what is not known.

Rules:
 * Every answered field stands with its label and answer, in the order of the form; an answer that
   is itself a not-knowing is bold. Nothing is shown that was not entered.
 * What is not known is listed with what it would change, not asked and unknown apart.
 * A part without anything says so.
"""

from collections.abc import Iterator, Mapping

from ros1_desktop.case.case import Answer
from ros1_desktop.decision.decision import Conflict
from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.sheet import (
    Block,
    Cell,
    Frame,
    Grid,
    Line,
    Look,
    Pair,
    Pairs,
    Points,
    Section,
    Text,
    cell,
    plain,
    strong,
)
from ros1_desktop.words import answer

TESTS, COURSES = "ros1_tests", "ros1_tki_history.courses"
NOT_KNOWN = ("unknown", "not_measured", "not_assessed", "not_imaged", "not_tested", "not_done")
UNITS = {
    "tumour_cell_percent": "percent",
    "positive_percent": "percent",
    "evaluable_cells": "cells",
    "qtc_ms": "milliseconds",
}
COURSE = ("drug", "started_in", "stopped_in", "best_response", "outcome", "toxicity")
TEST = ("assay", "result", "specimen", "timing", "reported_in")


def check_first(dossier: Dossier) -> tuple[Section, ...]:
    """Return the conflicts that stand above everything, if there are any."""
    pressing = [one for one in dossier.decision.conflicts if one.severity == "check_first"]
    if not pressing:
        return ()
    heading = dossier.say("part.check_first")
    points = Points(tuple(_conflict(dossier, one) for one in pressing), Look.BODY)
    return (Section(heading, (Frame(strong(dossier.say("sheet.conflicts")), (points,)),)),)


def conditions(dossier: Dossier) -> Section:
    """Return what was entered."""
    pairs = tuple(_answered(dossier))
    nothing = Text(plain(dossier.say("sheet.not_entered")), Look.BODY)
    blocks: list[Block] = [Pairs(pairs, 2) if pairs else nothing]
    if dossier.case.tests:
        blocks.append(_tests(dossier))
    if dossier.case.courses:
        blocks.append(_courses(dossier))
    return Section(dossier.say("sheet.conditions"), tuple(blocks))


def open_questions(dossier: Dossier) -> Section:
    """Return the other conflicts, and the unknown facts with what each would change."""
    notes = [one for one in dossier.decision.conflicts if one.severity != "check_first"]
    blocks: list[Block] = []
    if notes:
        blocks.append(Text(strong(dossier.say("sheet.conflicts")), Look.BODY))
        blocks.append(Points(tuple(_conflict(dossier, one) for one in notes), Look.BODY))
    blocks.append(_unknowns(dossier))
    return Section(dossier.say("sheet.unknown_or_conflicting"), tuple(blocks))


def _answered(dossier: Dossier) -> Iterator[Pair]:
    """Yield every answered field outside the lists, in the order of the form."""
    for key in dossier.words.sentences:
        path = key.removeprefix("field.")
        found = dossier.case.at(path) if key.startswith("field.") else None
        if found is None or path == "schema":
            continue
        if path in (TESTS, COURSES) and not found:
            yield Pair(dossier.say(key), cell(dossier.say(f"none.{path}")))
        elif path not in (TESTS, COURSES) and not isinstance(found, Mapping):
            yield Pair(dossier.say(key), (_said(dossier, path, found),))


def _said(dossier: Dossier, path: str, found: Answer) -> Line:
    """Return an answer in words, bold where it says that it is not known."""
    many = found if isinstance(found, list) else [found]
    text = dossier.listed(_word(dossier, path, one) for one in many)
    return strong(text) if any(one in NOT_KNOWN for one in many) else plain(text)


def _word(dossier: Dossier, path: str, found: str | float) -> str:
    words = dossier.words
    if any(words.has(f"answer.{place}.{found}") for place in (path, "common")):
        return answer(words, path, str(found))
    unit = UNITS.get(path.rpartition(".")[2])
    if isinstance(found, str) or unit is None:
        return str(found)
    counted = words.language == "ja" and unit == "cells"
    gap = "" if unit == "percent" or counted else " "
    return f"{found:g}{gap}{dossier.say(f'unit.{unit}')}"


def _tests(dossier: Dossier) -> Grid:
    """Return the ROS1 tests, one a row, with how each result is read."""
    head = ("", *(dossier.say(f"field.{TESTS}.{name}") for name in TEST))
    rows = []
    for number, test in enumerate(dossier.case.tests):
        readings = dossier.decision.readings
        reading = dossier.say(f"reading.{readings[number]}") if number < len(readings) else ""
        more = (_detail(dossier, TESTS, name, test[name]) for name in test if name not in TEST)
        known = [_detail_cell(dossier, f"{TESTS}.{name}", test.get(name)) for name in TEST]
        known[0] = (*known[0], *cell(*more))
        rows.append((cell(str(number + 1)), *known, cell(reading)))
    head = (*head, dossier.say("sheet.readings"))
    return Grid((), head, (3, 27, 12, 12, 14, 12, 24), tuple(rows), Look.SMALL)


def _courses(dossier: Dossier) -> Grid:
    """Return the courses of ROS1-TKIs in the order given."""
    head = ("", *(dossier.say(f"field.{COURSES}.{name}") for name in COURSE))
    rows = tuple(
        (
            cell(str(number)),
            *(_detail_cell(dossier, f"{COURSES}.{name}", course.get(name)) for name in COURSE),
        )
        for number, course in enumerate(dossier.case.courses, start=1)
    )
    return Grid((), head, (3, 28, 12, 12, 12, 21, 16), rows, Look.SMALL)


def _detail_cell(dossier: Dossier, path: str, found: Answer) -> Cell:
    return () if found is None else (_said(dossier, path, found),)


def _detail(dossier: Dossier, path: str, name: str, found: Answer) -> str:
    """Return `label: answer`, or the same for each part of a nested answer."""
    inner = f"{path}.{name}"
    if isinstance(found, Mapping):
        return dossier.listed(_detail(dossier, inner, part, found[part]) for part in found)
    return f"{dossier.say(f'field.{inner}')} {_word(dossier, inner, found)}"


def _conflict(dossier: Dossier, conflict: Conflict) -> Line:
    fields = dossier.listed(dossier.field(path) for path in conflict.fields)
    grounds = dossier.grounds(conflict.because, conflict.sources)
    named = dossier.named(dossier.say("sheet.column.field"), fields)
    sentence = strong(dossier.say(f"conflict.{conflict.id}"))
    return (*sentence, *plain(f" {named} ({grounds})"))


def _unknowns(dossier: Dossier) -> Block:
    """Return the unknown facts, those together that would change the same."""
    groups: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for unknown in dossier.decision.unknowns:
        states = groups.setdefault(unknown.would_change, {"not_asked": [], "unknown": []})
        states[unknown.state].append(dossier.field(unknown.field))
    title = dossier.say("sheet.unknowns")
    if not groups:
        return Text(plain(dossier.named(title, dossier.say("sheet.none"))), Look.BODY)
    rows = tuple(
        (
            cell(dossier.listed(dossier.say(f"part.{part}") for part in parts)),
            cell(dossier.listed(states["not_asked"])),
            cell(dossier.listed(states["unknown"])),
        )
        for parts, states in groups.items()
    )
    head = (
        dossier.say("sheet.column.would_change"),
        dossier.say("unknown_state.not_asked"),
        dossier.say("unknown_state.unknown"),
    )
    return Grid(plain(title), head, (30, 45, 25), rows, Look.BODY)

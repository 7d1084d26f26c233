"""What was entered, what does not go together, what is not known.

Rules:
 * Every answered field stands with its label and answer, in the order of the form; in groups of
   many short answers the fields of one answer stand together. An answer that is itself a
   not-knowing is bold. Nothing is shown that was not entered.
 * What is not known is listed with what it would change, not asked and unknown apart; what would
   change cautions alone stands in one line.
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
    Items,
    Line,
    Look,
    Points,
    Run,
    Section,
    Text,
    cell,
    plain,
    strong,
)
from ros1_desktop.words import answer

COLUMNS = 5
JOINED = ("other_drivers", "safety")  # groups of short answers, a line each
OF_THE_BAND = ("schema", "label", "meeting_on")
CAUTIONS_ONLY = ("cautions",)
STATES = ("not_asked", "unknown")
TESTS, COURSES = "ros1_tests", "ros1_tki_history.courses"
NOT_KNOWN = ("unknown", "not_measured", "not_assessed", "not_imaged", "not_tested", "not_done")
UNITS = {
    "tumour_cell_percent": "percent",
    "positive_percent": "percent",
    "evaluable_cells": "cells",
    "qtc_ms": "milliseconds",
}
COURSE = ("drug", "started_in", "stopped_in", "best_response", "outcome", "toxicity")
SAMPLE = ("specimen", "timing", "reported_in")


def check_first(dossier: Dossier) -> tuple[Section, ...]:
    """Return the conflicts that stand above everything, if there are any."""
    pressing = [one for one in dossier.decision.conflicts if one.severity == "check_first"]
    if not pressing:
        return ()
    heading = dossier.say("part.check_first")
    points = Points(tuple(_conflict(dossier, one) for one in pressing), Look.DENSE)
    frame = Frame(strong(dossier.say("sheet.conflicts")), (points,))
    return (Section(heading, (frame,), close=True),)


def conditions(dossier: Dossier) -> Section:
    """Return what was entered."""
    items = tuple(_answered(dossier))
    blocks: list[Block] = [Items(items, COLUMNS)] if items else []
    blocks.extend(Text(line, Look.DENSE) for line in _joined(dossier))
    if not blocks:
        blocks.append(Text(plain(dossier.say("sheet.not_entered")), Look.DENSE))
    if dossier.case.tests:
        blocks.append(_tests(dossier))
    blocks.extend(Text(line, Look.DENSE) for line in _courses(dossier))
    return Section(dossier.say("sheet.conditions"), tuple(blocks), close=True)


def open_questions(dossier: Dossier) -> Section:
    """Return the other conflicts and what is not known."""
    notes = [one for one in dossier.decision.conflicts if one.severity != "check_first"]
    lines = [
        *(_conflict(dossier, one) for one in notes),
        *_unknowns(dossier),
    ]
    if not dossier.decision.unknowns:
        title, none = dossier.say("sheet.unknowns_open"), dossier.say("sheet.none")
        lines.append((*strong(dossier.named(title, "")), *plain(none)))
    heading = dossier.say("sheet.unknown_or_conflicting")
    return Section(heading, tuple(Text(line, Look.DENSE) for line in lines), close=True)


def _answered(dossier: Dossier) -> Iterator[Line]:
    """Yield every answered field outside lists and joined groups, in the order of the form."""
    for key in dossier.words.sentences:
        path = key.removeprefix("field.")
        found = dossier.case.at(path) if key.startswith("field.") else None
        if found is None or path in OF_THE_BAND or path.partition(".")[0] in JOINED:
            continue
        label = plain(dossier.named(dossier.say(key), ""))
        if path in (TESTS, COURSES) and not found:
            yield (*label, *plain(dossier.say(f"none.{path}")))
        elif path not in (TESTS, COURSES) and not isinstance(found, Mapping):
            yield (*label, *_said(dossier, path, found))


def _joined(dossier: Dossier) -> Iterator[Line]:
    """Yield the groups of many short answers: a line each, the fields of one answer together."""
    for group in JOINED:
        answers: dict[Line, list[str]] = {}
        for key in dossier.words.sentences:
            path = key.removeprefix("field.")
            found = dossier.case.at(path) if key.startswith(f"field.{group}.") else None
            if found is not None:
                answers.setdefault(_said(dossier, path, found), []).append(dossier.say(key))
        runs: list[Run] = []
        for said, fields in answers.items():
            gap = "  " if runs else ""
            named = f"{gap}{dossier.named(dossier.listed(fields), '')}"
            runs.extend((Run(named, strong=said[0].strong), *said))
        if runs:
            yield (*strong(f"{dossier.say(f'field.{group}')}  "), *runs)


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
    say = dossier.say
    named = [say(f"field.{TESTS}.{name}") for name in ("assay", "result", *SAMPLE)]
    head = ("", *named[:2], dossier.listed(named[2:]), say("sheet.readings"))
    rows = []
    for number, test in enumerate(dossier.case.tests):
        readings = dossier.decision.readings
        reading = say(f"reading.{readings[number]}") if number < len(readings) else ""
        sample = [_said(dossier, f"{TESTS}.{name}", test[name]) for name in SAMPLE if name in test]
        known = ("assay", "result", *SAMPLE)
        more = [_detail(dossier, TESTS, name, test[name]) for name in test if name not in known]
        joint = plain(say("sheet.joint", first="", following=""))
        details = [*sample, *map(plain, more)]
        found = tuple(run for part in details for run in (*joint, *part))[len(joint) :]
        assay, result = (_detail_cell(dossier, f"{TESTS}.{one}", test[one]) for one in known[:2])
        rows.append((cell(str(number + 1)), assay, result, (found,), cell(reading)))
    return Grid((), head, (3, 33, 8, 54, 22), tuple(rows), Look.DENSE)


def _courses(dossier: Dossier) -> Iterator[Line]:
    """Yield the courses of ROS1-TKIs in the order given, a line each."""
    for number, course in enumerate(dossier.case.courses, start=1):
        runs = list(strong(f"{dossier.say(f'item.{COURSES}', number=number)}  "))
        for name in (one for one in COURSE if one in course):
            if name != "drug":
                runs.extend(plain(dossier.named(dossier.say(f"field.{COURSES}.{name}"), "")))
            runs.extend(_said(dossier, f"{COURSES}.{name}", course[name]))
            runs.extend(plain("  "))
        yield tuple(runs)


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


def _unknowns(dossier: Dossier) -> Iterator[Line]:
    """Yield the unknown facts, those together that would change the same, cautions alone last."""
    deciding: dict[str, dict[tuple[str, ...], list[str]]] = {state: {} for state in STATES}
    safety: dict[str, dict[tuple[str, ...], list[str]]] = {state: {} for state in STATES}
    for unknown in dossier.decision.unknowns:
        groups = safety if unknown.would_change == CAUTIONS_ONLY else deciding
        fields = groups[unknown.state].setdefault(unknown.would_change, [])
        fields.append(dossier.field(unknown.field))
    for name, groups in (("unknowns_open", deciding), ("unknowns_safety", safety)):
        told = "  ".join(
            dossier.named(dossier.say(f"unknown_state.{state}"), _changes(dossier, found))
            for state, found in groups.items()
            if found
        )
        if told:
            yield (*strong(dossier.named(dossier.say(f"sheet.{name}"), "")), *plain(told))


def _changes(dossier: Dossier, groups: Mapping[tuple[str, ...], list[str]]) -> str:
    """Return fields with what they would change; where it is cautions alone, the title says so."""
    return dossier.together(
        dossier.listed(fields)
        if parts == CAUTIONS_ONLY
        else f"{dossier.listed(fields)} → {dossier.listed(dossier.say(f'part.{p}') for p in parts)}"
        for parts, fields in groups.items()
    )

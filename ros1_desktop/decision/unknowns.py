"""What is not known, and what knowing it would change.

Rules:
 * A fact left out was not asked; `unknown` was asked. Both are listed if knowing them could change
   the decision, and not otherwise.
 * What could change is read from the tables: the rows that stay open when the one fact is left
   open. The case is not decided again for each value.
 * An option says which unknown facts would remove it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Option, Unknown
from ros1_desktop.decision.open_facts import open_facts
from ros1_desktop.decision.open_results import alternatives
from ros1_desktop.decision.readings import Reading
from ros1_desktop.decision.rules import Asked, Asking
from ros1_desktop.decision.status import (
    Patient,
    Standing,
    could_become,
    results,
    steps_with_others,
)

PARTS = ("ros1_status", "next_step", "tests", "options", "excluded", "cautions", "conflicts")


@dataclass(frozen=True, slots=True)
class Open:
    """What one unknown fact could change, and the drugs that it could remove."""

    parts: frozenset[str]
    removes: frozenset[str]
    ends_treatment: bool


def unknowns(  # noqa: PLR0913 (all that was found of the case)
    case: Case,
    who: Patient,
    readings: Sequence[Reading],
    standing: Standing,
    options: Sequence[Option],
    asking: Asking,
) -> tuple[tuple[Unknown, ...], tuple[Option, ...]]:
    """Return the unknown facts that matter, and the options with what would remove them."""
    facts = open_facts(case, asking.rules)
    by_template: dict[str, set[str]] = {}
    for path, fact in facts.items():
        by_template.setdefault(fact.template, set()).add(path)
    change = {path: _steps(path, case, who, readings, standing, asking) for path in facts}
    for asked in asking.asked:
        _tables(asked, by_template, change, asking)
    _beside(case, standing, options, by_template, change, asking)
    found = tuple(
        Unknown(path, facts[path].state, tuple(part for part in PARTS if part in change[path].parts))
        for path in facts
        if change[path].parts
    )
    return found, tuple(_removable(option, change) for option in options)


def _steps(  # noqa: PLR0913 (all that was found of the case)
    path: str,
    case: Case,
    who: Patient,
    readings: Sequence[Reading],
    standing: Standing,
    asking: Asking,
) -> Open:
    """Return what an unknown could change through status and next step."""
    rules = asking.rules
    inputs = rules.tables["next_step"].inputs
    free = frozenset(
        number
        for number, name in enumerate(inputs)
        if path in rules.knowledge.findings[name].reads or _within(path, name, rules.knowledge)
    )
    other = alternatives(path, case, readings, rules)
    if not free and other is None:
        return Open(frozenset(), frozenset(), ends_treatment=False)
    then = could_become(rules, other or (results(readings),), who, free)
    now = (standing.status.gives, standing.step.gives)
    parts = set()
    if {status for status, _ in then} - {now[0]}:
        parts.add("ros1_status")
    steps = {step for _, step in then} - {now[1]}
    ends = now[1] in rules.treatment_steps and bool(steps - rules.treatment_steps)
    if not steps and free:
        steps = steps_with_others(rules, standing.values, min(free)) - {now[1]}
    if steps:
        parts.add("next_step")
    touched = steps | ({now[1]} if steps else set())
    if touched & (rules.testing_steps | rules.treatment_steps):
        parts.add("tests")
    if touched & rules.treatment_steps:
        parts |= {"options", "excluded", "cautions"}
    return Open(frozenset(parts), frozenset(), ends_treatment=ends)


def _within(path: str, name: str, knowledge: object) -> bool:
    """Tell whether a concrete path (`a.b[0].c`) is one that a finding reads (`a.b[].c`)."""
    reads = knowledge.findings[name].reads  # type: ignore[attr-defined]
    return template(path) in reads or any(path.startswith(f"{read}.") for read in reads)


def template(path: str) -> str:
    """Return a path with the numbers of its items left out."""
    parts = path.split("[")
    return parts[0] + "".join(f"[{part.partition(']')[1]}{part.partition(']')[2]}" for part in parts[1:])


def _tables(
    asked: Asked,
    by_template: Mapping[str, set[str]],
    change: dict[str, Open],
    asking: Asking,
) -> None:
    """Add what a table that was asked would give if one of its unknown inputs were known."""
    if asked.table.table.feeds in ("ros1_status", "next_step"):
        return
    for path, numbers in _opened(asked, by_template, asking).items():
        rows = asked.table.open(asked.values, numbers)
        gives = {row.gives for row in rows} - {asked.row.gives}
        if gives:
            parts = {asked.table.table.feeds}
            removes = frozenset({asked.about}) if "excluded" in gives else frozenset()
            if removes:
                parts.add("excluded")
            change[path] = _joined(change[path], Open(frozenset(parts), removes, ends_treatment=False))


def _opened(
    asked: Asked, by_template: Mapping[str, set[str]], asking: Asking
) -> Mapping[str, set[int]]:
    opened: dict[str, set[int]] = {}
    for number, (name, word) in enumerate(zip(asked.table.inputs, asked.values, strict=True)):
        finding = asking.rules.knowledge.findings[name]
        reads: Iterable[str] = asked.opened_by.get(number, ())
        if not asked.opened_by and word in finding.unknown:
            reads = finding.reads
        for read in reads:
            for path in by_template.get(read, ()):
                opened.setdefault(path, set()).add(number)
    return opened


def _joined(one: Open, other: Open) -> Open:
    return Open(
        one.parts | other.parts,
        one.removes | other.removes,
        one.ends_treatment or other.ends_treatment,
    )


def _beside(  # noqa: PLR0913 (all that was found of the case)
    case: Case,
    standing: Standing,
    options: Sequence[Option],
    by_template: Mapping[str, set[str]],
    change: dict[str, Open],
    asking: Asking,
) -> None:
    """Add what is not a table's answer: cautions not checked, and conflicts that could arise."""
    for path, part in _cautions_and_conflicts(case, standing, options, by_template, asking):
        if path in change:
            found = Open(frozenset({part}), frozenset(), ends_treatment=False)
            change[path] = _joined(change[path], found)


def _cautions_and_conflicts(
    case: Case,
    standing: Standing,
    options: Sequence[Option],
    by_template: Mapping[str, set[str]],
    asking: Asking,
) -> Iterator[tuple[str, str]]:
    for option in options:
        for caution in option.cautions:
            if caution.state == "not_checked":
                yield caution.field, "cautions"
    treating = standing.step.gives in asking.rules.treatment_steps
    if treating:
        for path in by_template.get("ros1_tki_history.courses[].toxicity", ()):
            yield path, "cautions"
        yield "resistance.off_target", "conflicts"
    if standing.status.gives in ("positive_confirmed", "positive_unconfirmed", "discordant"):
        for path in by_template.get("other_drivers", ()):
            yield path, "conflicts"
    elif standing.step.gives != "out_of_scope":
        yield "resistance.ros1_mutations", "conflicts"


def _removable(option: Option, change: Mapping[str, Open]) -> Option:
    removed = tuple(
        path
        for path, found in change.items()
        if found.ends_treatment or option.id in found.removes
    )
    return replace(option, removed_if=removed)

"""What is not known, and what knowing it would change.

Rules:
 * A fact left out was not asked; `unknown` was asked. Both are listed if knowing them could change
   the decision, and not otherwise.
 * What could change is read from the tables: the rows that stay open when the one fact is left
   open. The case is not decided again for each value.
 * An option says which unknown facts would remove it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ros1_desktop.decision.decision import Option, Unknown
from ros1_desktop.decision.found import Found
from ros1_desktop.decision.open_beside import beside
from ros1_desktop.decision.open_facts import open_facts
from ros1_desktop.decision.open_results import alternatives
from ros1_desktop.decision.rules import Asked, Asking
from ros1_desktop.decision.status import could_become, results, steps_with_others

PARTS = ("ros1_status", "next_step", "tests", "options", "excluded", "cautions", "conflicts")


@dataclass(frozen=True, slots=True)
class Open:
    """What one unknown fact could change, and the drugs that it could remove."""

    parts: frozenset[str]
    removes: frozenset[str]
    ends_treatment: bool


def unknowns(found: Found) -> tuple[tuple[Unknown, ...], tuple[Option, ...]]:
    """Return the unknown facts that matter, and the options with what would remove them."""
    facts = open_facts(found.case, found.asking.rules)
    by_template: dict[str, set[str]] = {}
    for path, fact in facts.items():
        by_template.setdefault(fact.template, set()).add(path)
    change = {path: _steps(path, fact.template, found) for path, fact in facts.items()}
    for asked in found.asking.asked:
        _tables(asked, by_template, change, found.asking)
    for path, one in change.items():
        parts = frozenset(beside(path, facts[path].template, one.removes, found))
        change[path] = _joined(one, Open(parts, frozenset(), ends_treatment=False))
    listed = tuple(
        Unknown(
            path, facts[path].state, tuple(part for part in PARTS if part in change[path].parts)
        )
        for path in facts
        if change[path].parts
    )
    return listed, tuple(_removable(option, change) for option in found.options)


def _steps(path: str, template: str, found: Found) -> Open:
    """Return what an unknown could change through status and next step."""
    rules, standing = found.asking.rules, found.standing
    inputs = rules.tables["next_step"].inputs
    free = frozenset(
        number
        for number, name in enumerate(inputs)
        if template in rules.knowledge.findings[name].reads
    )
    other = alternatives(path, found.readings, rules)
    if not free and other is None:
        return Open(frozenset(), frozenset(), ends_treatment=False)
    then = could_become(rules, other or (results(found.readings),), found.who, free)
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
        if found.case.courses:
            parts.add("conflicts")
    return Open(frozenset(parts), frozenset(), ends_treatment=ends)


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
            change[path] = _joined(
                change[path], Open(frozenset(parts), removes, ends_treatment=False)
            )


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


def _removable(option: Option, change: Mapping[str, Open]) -> Option:
    removed = tuple(
        path for path, found in change.items() if found.ends_treatment or option.id in found.removes
    )
    return replace(option, removed_if=removed)

"""The appendix's options: what the short forms of the front leave out.

Rules:
 * What standing and CDx mean stands once; status, step and options name their rows and sources.
 * What excludes a drug stands with its level, or in the label's words.
 * The order is the decision's: fixed, said on the sheet, no ranking.
"""

from collections.abc import Iterator

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.compose_front import approvals
from ros1_desktop.sheet.dossier import DRUGS, ELSEWHERE, Dossier, met
from ros1_desktop.sheet.library import Fact, sources_of
from ros1_desktop.sheet.quoted import against
from ros1_desktop.sheet.sheet import (
    Block,
    Line,
    Look,
    Section,
    Text,
    plain,
    strong,
)


def in_full(dossier: Dossier) -> tuple[Section, ...]:
    """Return the statements of status and step, and all that stands beside each option."""
    blocks: list[Block] = [Text(line, Look.DENSE) for line in _stands(dossier)]
    lines = (
        *_meanings(dossier),
        *(_option(dossier, option) for option in dossier.decision.options),
        *_could_exclude(dossier),
        *_notes(dossier),
        *_excluded(dossier),
    )
    blocks.extend(Text(line, Look.DENSE) for line in lines)
    return (Section(dossier.say("sheet.options_in_full"), tuple(blocks), close=True),)


def _stands(dossier: Dossier) -> Iterator[Line]:
    """Yield the statement of the row that gave the status, and of the one that gave the step."""
    for table, name in (("ros1_status", "status"), ("next_step", "next_step")):
        if row := met(dossier.decision, table):
            sources = dossier.cite(dossier.library.rows.get(row, ()))
            said = dossier.named(row, dossier.say(f"row.{row}"))
            label = dossier.named(dossier.say(f"sheet.{name}"), "")
            yield (*strong(label), *plain(f"{said} {sources}"))


def _meanings(dossier: Dossier) -> Iterator[Line]:
    """Yield what each standing and each state of a CDx means, once."""
    options = dossier.decision.options
    words = {
        "standing": dict.fromkeys(option.standing for option in options),
        "cdx": dict.fromkeys(option.companion_diagnostic for option in options),
    }
    for group, found in words.items():
        for word in found:
            name = strong(dossier.named(dossier.say(f"{group}.{word}"), ""))
            yield (*name, *plain(dossier.say(f"{group}_long.{word}")))


def _option(dossier: Dossier, option: Option) -> Line:
    """Return an option with its approvals and the grounds."""
    name = dossier.listed((dossier.say(f"option.{option.id}"), dossier.say(f"kind.{option.kind}")))
    said = dossier.together(dossier.named(*about) for about in _about(dossier, option))
    return (*strong(dossier.named(name, "")), *plain(said))


def _about(dossier: Dossier, option: Option) -> Iterator[tuple[str, str]]:
    if option.kind in DRUGS:
        said = dossier.together(_approvals(dossier, option))
        yield (dossier.say("sheet.approval"), said or dossier.say("standing.not_approved_here"))
    if ELSEWHERE in option.notes:
        said = dossier.together(_said(dossier, fact) for fact in dossier.approvals(option.id))
        yield (dossier.say("sheet.approved_elsewhere"), said)
    yield (dossier.say("sheet.because"), dossier.grounds(option.because, option.sources))


def _could_exclude(dossier: Dossier) -> Iterator[Line]:
    """Yield what could exclude options once it is known, those with the same facts together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for option in dossier.decision.options:
        if option.removed_if:
            names = found.setdefault(option.removed_if, [])
            names.append(dossier.say(f"option.{option.id}"))
    for paths, names in found.items():
        title = dossier.named(dossier.say("sheet.could_exclude"), "")
        facts = dossier.listed(dossier.field(path) for path in paths)
        yield (*strong(title), *plain(f"{facts} → {dossier.listed(names)}"))


def _notes(dossier: Dossier) -> Iterator[Line]:
    """Yield what is to be known beside the options: each note once, with those it concerns."""
    found: dict[str, list[str]] = {}
    for option in dossier.decision.options:
        for note in option.notes:
            names = found.setdefault(dossier.say(f"note.{note}"), [])
            names.append(dossier.say(f"option.{option.id}"))
    concerned: dict[tuple[str, ...], list[str]] = {}
    for said, names in found.items():
        concerned.setdefault(tuple(names), []).append(said)
    for whom, told in concerned.items():
        yield (*strong(dossier.named(dossier.listed(whom), "")), *plain(" ".join(told)))


def _approvals(dossier: Dossier, option: Option) -> Iterator[str]:
    return (_said(dossier, fact) for fact in approvals(dossier, option.id))


def _said(dossier: Dossier, fact: Fact) -> str:
    """Return an approval: where, since when, under which brand, in which setting."""
    parts = (
        dossier.say(f"sheet.jurisdiction.{fact['jurisdiction']}"),
        fact["valid_from"],
        dossier.of(fact, "brand"),
        dossier.say(f"setting.{fact['setting']}"),
    )
    return f"{dossier.listed(filter(None, parts))} {_cited(dossier, fact)}"


def _cited(dossier: Dossier, fact: Fact) -> str:
    return dossier.cite(name for name in sources_of(fact) if name in dossier.numbers)


def _excluded(dossier: Dossier) -> Iterator[Line]:
    """Yield what excludes a drug, where a label or a mutation does: in full."""
    for one in dossier.decision.excluded:
        drug = dossier.named(dossier.say(f"drug_full.{one.id}"), "")
        said = dossier.together(_fact(dossier, name) for name in one.facts)
        if said:
            yield (*strong(drug), *plain(f"{dossier.say(f'reason.{one.reason}')}  {said}"))


def _fact(dossier: Dossier, name: str) -> str:
    """Return a fact that excludes: a mutation with its level, or the label's words."""
    library = dossier.library
    return against(dossier.words, library.cautions.get(name) or library.resistance[name])

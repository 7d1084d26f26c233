"""The options, grouped by how they stand, and the drugs that are not listed.

Rules:
 * What is not approved here never stands in one group with what is.
 * Every caution of the decision is printed on its option: those that apply with the label's words,
   those not checked by name (their words stand in the part on cautions).
 * The order is the decision's: fixed, said on the sheet, no ranking.
"""

from collections.abc import Iterator
from itertools import groupby

from ros1_desktop.decision.decision import (
    CautionShown,
    Excluded,
    Option,
    RecommendationShown,
)
from ros1_desktop.knowledge.text import last_day
from ros1_desktop.sheet.dossier import DASH, DRUGS, Dossier
from ros1_desktop.sheet.library import sources_of
from ros1_desktop.sheet.sheet import (
    Block,
    Cell,
    Frame,
    Grid,
    Line,
    Look,
    Pair,
    Pairs,
    Section,
    Text,
    cell,
    plain,
    strong,
)


def options(dossier: Dossier) -> tuple[Block, ...]:
    """Return the options under the heading of their standing, if there are any."""
    if not dossier.decision.options:
        return ()
    heading = Text(strong(dossier.say("sheet.options")), Look.LEAD)
    blocks: list[Block] = [heading, Text(plain(dossier.say("sheet.order_note")), Look.SMALL)]
    for standing, group in groupby(dossier.decision.options, lambda option: option.standing):
        name = strong(dossier.named(dossier.say(f"standing.{standing}"), ""))
        meaning = plain(dossier.say(f"standing_long.{standing}"))
        blocks.append(Text((*name, *meaning), Look.BODY))
        blocks.extend(_option(dossier, option) for option in group)
    return tuple(blocks)


def excluded(dossier: Dossier) -> Section:
    """Return the drugs that are not listed, one row a drug and reason."""
    heading = dossier.say("sheet.excluded")
    if not dossier.decision.excluded:
        return Section(heading, (Text(plain(dossier.say("sheet.none")), Look.BODY),))
    head = tuple(
        dossier.say(f"sheet.column.{name}") for name in ("drug", "reason", "fact", "because")
    )
    rows = tuple(_excluded(dossier, one) for one in dossier.decision.excluded)
    return Section(heading, (Grid((), head, (28, 30, 40, 22), rows, Look.BODY),))


def _option(dossier: Dossier, option: Option) -> Frame:
    """Return one option with everything that stands beside it."""
    kind = dossier.say(f"kind.{option.kind}")
    title = (*strong(dossier.say(f"option.{option.id}")), *plain(f"  {kind}"))
    return Frame(title, (Pairs(tuple(_about(dossier, option)), 1),))


def _about(dossier: Dossier, option: Option) -> Iterator[Pair]:
    say = dossier.say
    if option.kind in DRUGS:
        yield Pair(say("sheet.approval"), _approval(dossier, option))
    yield Pair(say("sheet.column.recommendation"), _recommendation(dossier, option))
    name = strong(say(f"cdx.{option.companion_diagnostic}"))
    meaning = plain(f" {say(f'cdx_long.{option.companion_diagnostic}')}")
    yield Pair(say("sheet.column.cdx"), ((*name, *meaning),))
    yield Pair(say("sheet.evidence"), cell(say(f"fit.{option.evidence_fit}")))
    if option.notes:
        yield Pair(say("sheet.notes"), cell(*(say(f"note.{note}") for note in option.notes)))
    yield from _cautions(dossier, option.cautions)
    if option.removed_if:
        facts = dossier.listed(dossier.field(path) for path in option.removed_if)
        yield Pair(say("sheet.could_exclude"), (strong(facts),))
    yield Pair(say("sheet.because"), cell(dossier.grounds(option.because, option.sources)))


def _approval(dossier: Dossier, option: Option) -> Cell:
    """Return the approvals here that hold on the day asked about, as their sources date them."""
    decision = dossier.decision
    found = []
    for fact in dossier.library.approvals:
        begins = last_day(fact["valid_from"])
        here = (fact["drug"], fact["jurisdiction"]) == (option.id, decision.jurisdiction)
        ended = fact.get("valid_to", "9999") <= decision.as_of
        if here and not ended and begins and begins.isoformat() <= decision.as_of:
            parts = (
                dossier.say(f"sheet.jurisdiction.{decision.jurisdiction}"),
                fact["valid_from"],
                dossier.of(fact, "brand"),
                dossier.say(f"setting.{fact['setting']}"),
            )
            found.append(f"{dossier.listed(filter(None, parts))} {_cited(dossier, fact)}")
    return cell(*found) or cell(dossier.say("standing.not_approved_here"))


def _cited(dossier: Dossier, fact: object) -> str:
    known = [name for name in sources_of(fact) if name in dossier.numbers]  # type: ignore[arg-type]
    return dossier.cite(known)


def _recommendation(dossier: Dossier, option: Option) -> Cell:
    line = option.recommendation
    if line is None:
        return cell(dossier.say("sheet.no_recommendation"))
    return (tuple(_line_of(dossier, line)),)


def _line_of(dossier: Dossier, line: RecommendationShown) -> Line:
    """Return a guideline's line: which, for whom, how strongly, and whether it is superseded."""
    say = dossier.say
    parts = [say(f"setting.{line.setting}"), say(f"direction.{line.direction}")]
    if line.strength is not None:
        parts.append(say("sheet.strength", strength=line.strength))
    if line.evidence_level is not None:
        parts.append(say("sheet.evidence_level", level=line.evidence_level))
    if line.agreement_percent is not None:
        parts.append(say("sheet.agreement", percent=f"{line.agreement_percent:g}"))
    edition = "" if str(line.edition) in line.guideline else f" {line.edition}"
    name = dossier.named(f"{line.guideline}{edition}", "")
    runs = (*strong(name), *plain(dossier.listed(parts)))
    if not line.superseded:
        return runs
    later = line.superseded_by or say("sheet.not_found")
    return (*runs, *strong(f" ({say('sheet.superseded', edition=later)})"))


def _cautions(dossier: Dossier, cautions: tuple[CautionShown, ...]) -> Iterator[Pair]:
    """Yield what the label forbids, what applies, and what has not been checked."""
    for state in ("label_forbids", "present"):
        lines = tuple(_caution(dossier, one) for one in cautions if one.state == state)
        if lines:
            yield Pair(_state(dossier, state), lines)
    open_now = [one for one in cautions if one.state == "not_checked"]
    if open_now:
        names = dossier.listed(dossier.field(one.field) for one in open_now)
        sources = dossier.cite(source for one in open_now for source in one.sources)
        yield Pair(_state(dossier, "not_checked"), cell(f"{names} {sources}"))


def _caution(dossier: Dossier, caution: CautionShown) -> Line:
    fact = dossier.library.cautions.get(caution.id)
    field, sources = dossier.field(caution.field), dossier.cite(caution.sources)
    says = dossier.of(fact, "says") if fact else dossier.say(caution.id)
    return (*strong(dossier.named(field, "")), *plain(f"{says} {sources}"))


def _state(dossier: Dossier, state: str) -> str:
    return dossier.named(dossier.say("sheet.cautions"), dossier.say(f"caution_state.{state}"))


def _excluded(dossier: Dossier, one: Excluded) -> tuple[Cell, ...]:
    return (
        (strong(dossier.say(f"drug_full.{one.id}")),),
        cell(dossier.say(f"reason.{one.reason}")),
        cell(*(_fact(dossier, name) for name in one.facts)) or cell(DASH),
        cell(dossier.grounds(one.because, one.sources)),
    )


def _fact(dossier: Dossier, name: str) -> str:
    """Return a fact that excludes: a mutation with its level, or the label's words."""
    if caution := dossier.library.cautions.get(name):
        return dossier.named(dossier.field(caution["field"]), dossier.of(caution, "says"))
    fact = dossier.library.resistance[name]
    mutation = "+".join(filter(None, (fact["mutation"], fact.get("together_with"))))
    parts = (
        dossier.say(f"activity.{fact['activity']}"),
        dossier.say(f"level.{fact['level']}"),
        dossier.of(fact, "says"),
    )
    return dossier.named(mutation, dossier.listed(filter(None, parts)))

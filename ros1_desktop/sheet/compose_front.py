"""The front of the sheet: status, next step, and the options.

Rules:
 * Every option of the decision stands here, those approved here each in the same columns.
 * What is not approved here stands below the table, never in it.
 * Short forms only: what a short form leaves out stands on the back or in the appendix.
 * The order is the decision's: fixed, said on the sheet, no ranking.
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.decision.decision import CautionShown, Option, RecommendationShown
from ros1_desktop.sheet.compose_tests import next_tests
from ros1_desktop.sheet.dossier import DRUGS, NOT_HERE, Dossier, met
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.quoted import DASH, guideline
from ros1_desktop.sheet.sheet import (
    Block,
    Cell,
    Grid,
    Line,
    Look,
    Row,
    Run,
    Section,
    Text,
    cell,
    plain,
    strong,
    text_of,
)

SHARES = (22, 38, 40, 42)


def lead(dossier: Dossier) -> Line:
    """Return status and step in one line."""
    status = dossier.say(f"status.{dossier.decision.ros1_status}")
    step = dossier.say(f"step.{dossier.decision.next_step}")
    return strong(dossier.named("ROS1", f"{status} → {step}"))


def next_step(dossier: Dossier) -> Section:
    """Return where the case stands, what comes next, and the tests or the options for it."""
    decision = dossier.decision
    blocks: list[Block] = [
        Text(
            (
                *_sentence(dossier, "status", decision.ros1_status, "ros1_status"),
                *plain("  "),
                *_sentence(dossier, "step", decision.next_step, "next_step"),
            ),
            Look.DENSE,
        ),
        *_referral(dossier),
        *_options(dossier),
        *next_tests(dossier),
    ]
    if not decision.options:
        blocks.extend(Text(line, Look.DENSE) for line in not_settled(dossier))
    return Section(dossier.say("sheet.next_step"), tuple(blocks), close=True)


def _sentence(dossier: Dossier, kind: str, word: str, table: str) -> Line:
    row = met(dossier.decision, table)
    sources = dossier.cite(dossier.library.rows.get(row or "", ()))
    label = dossier.say("sheet.status" if kind == "status" else "sheet.next_step")
    grounds = f" ({' '.join(filter(None, (row, sources)))})" if row else ""
    said = plain(f"{dossier.say(f'{kind}_long.{word}')}{grounds}")
    return (*strong(dossier.named(label, "")), *said)


def _referral(dossier: Dossier) -> Iterator[Text]:
    """Yield whom to turn to, where neither tests nor options are the answer."""
    for referral in dossier.decision.referrals:
        grounds = dossier.grounds(referral.because, referral.sources)
        label = dossier.named(dossier.say("sheet.referral"), "")
        said = strong(f"{label}{dossier.say(f'referral.{referral.id}')}")
        yield Text((*said, *plain(f" ({grounds})")), Look.DENSE)


def _options(dossier: Dossier) -> Iterator[Block]:
    """Yield the options approved here and other treatment, then what is not approved here."""
    every = dossier.decision.options
    here = [option for option in every if option.standing != NOT_HERE]
    elsewhere = [option for option in every if option.standing == NOT_HERE]
    if here:
        yield _table(dossier, here)
    if elsewhere:
        yield Text(tuple(_elsewhere(dossier, elsewhere)), Look.DENSE)
    if every and not dossier.decision.excluded:
        none = dossier.named(dossier.say("sheet.excluded"), dossier.say("sheet.none"))
        yield Text(plain(none), Look.DENSE)


def _table(dossier: Dossier, options: list[Option]) -> Grid:
    say = dossier.say
    head = (
        say("sheet.column.option"),
        dossier.listed((say("sheet.column.standing"), say("sheet.column.cdx"))),
        say("sheet.guideline_head"),
        say("sheet.cautions_head"),
    )
    rows = tuple(_option(dossier, option) for option in options)
    banner = (*strong(say("sheet.options_here")), *plain(f"  {say('sheet.order_note')}"))
    return Grid(banner, head, SHARES, rows, Look.DENSE)


def _elsewhere(dossier: Dossier, options: list[Option]) -> Iterator[Run]:
    """Yield the drugs that are not approved here, those together of which the same is said."""
    yield from strong(dossier.named(dossier.say("sheet.options_elsewhere"), ""))
    alike: dict[str, list[str]] = {}
    for option in options:
        parts = (
            dossier.say(f"standing.{option.standing}"),
            dossier.say(f"cdx.{option.companion_diagnostic}"),
            *map(text_of, _recommendation(dossier, option.recommendation)),
            *map(text_of, _cautions(dossier, option)),
        )
        alike.setdefault(dossier.listed(parts), []).append(dossier.say(f"option.{option.id}"))
    for said, names in alike.items():
        yield from strong(dossier.named(dossier.listed(names), ""))
        yield from plain(f"{said}  ")


def _option(dossier: Dossier, option: Option) -> Row:
    name = strong(dossier.say(f"option.{option.id}"))
    approved = _approved_on(dossier, option) if option.kind in DRUGS else ""
    kind = "" if option.kind == "ros1_tki" else dossier.say(f"kind.{option.kind}")
    return (
        (name, *cell(kind)),
        cell(
            dossier.listed(filter(None, (dossier.say(f"standing.{option.standing}"), approved))),
            dossier.say(f"cdx.{option.companion_diagnostic}"),
        ),
        _recommendation(dossier, option.recommendation),
        tuple(_cautions(dossier, option)) or cell(DASH),
    )


def _approved_on(dossier: Dossier, option: Option) -> str:
    dates = [fact["valid_from"] for fact in approvals(dossier, option.id)]
    return dossier.say("sheet.approved_on", date=min(dates)) if dates else ""


def approvals(dossier: Dossier, drug: str) -> list[Fact]:
    """Return the approvals here that hold on the day asked about, as their sources date them."""
    here = dossier.decision.jurisdiction
    return [fact for fact in dossier.approvals(drug) if fact["jurisdiction"] == here]


def _recommendation(dossier: Dossier, line: RecommendationShown | None) -> Cell:
    """Return a guideline's line: which, how strongly, and whether it is superseded."""
    if line is None:
        return cell(dossier.say("sheet.no_recommendation"))
    agreement = line.agreement_percent
    degrees = (
        line.strength,
        line.evidence_level,
        None if agreement is None else f"{agreement:g}%",
    )
    parts = dossier.listed(
        (dossier.say(f"setting.{line.setting}"), dossier.say(f"direction.{line.direction}"))
    )
    told = f" {' / '.join(one or DASH for one in degrees)}" if any(degrees) else ""
    said = f"{guideline(line)} {parts}{told}"
    if not line.superseded:
        return cell(said)
    later = line.superseded_by or dossier.say("sheet.not_found")
    return (plain(said), strong(dossier.say("sheet.superseded_short", edition=later)))


def _cautions(dossier: Dossier, option: Option) -> Iterator[Line]:
    """Yield what the label forbids, what applies, and how much is not checked."""
    for state in ("label_forbids", "present"):
        fields = _fields(one for one in option.cautions if one.state == state)
        if fields:
            names = dossier.listed(dossier.field(field) for field in fields)
            yield strong(dossier.named(dossier.say(f"caution_state.{state}"), names))
    open_now = _fields(one for one in option.cautions if one.state == "not_checked")
    if open_now:
        yield plain(dossier.say("sheet.open_cautions", number=len(open_now)))


def _fields(cautions: Iterable[CautionShown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.field for one in cautions))


def notes(dossier: Dossier) -> Iterator[Text]:
    """Yield for whom no figures fit, and what no source settles, where there are options."""
    fits: dict[str, list[str]] = {}
    for option in dossier.decision.options:
        if option.kind in DRUGS and option.standing != NOT_HERE and option.evidence_fit != "fits":
            names = fits.setdefault(option.evidence_fit, [])
            names.append(dossier.say(f"option.{option.id}"))
    for fit, whom in fits.items():
        drugs = strong(dossier.named(dossier.listed(whom), ""))
        yield Text((*drugs, *plain(dossier.say(f"fit.{fit}"))), Look.DENSE)
    yield from (Text(line, Look.DENSE) for line in not_settled(dossier))


def not_settled(dossier: Dossier) -> Iterator[Line]:
    """Yield in one line what no source settles; sentences and drugs stand in the appendix."""
    topics: dict[str, list[str]] = {}
    for one in dossier.decision.not_settled:
        others = (dossier.name(thing) for thing in one.about if thing not in dossier.drugs)
        topics.setdefault(one.topic, []).extend(others)
    said = []
    for topic, about in topics.items():
        short, whom = dossier.say(f"topic_short.{topic}"), dossier.listed(about)
        said.append(dossier.say("sheet.bracketed", name=short, text=whom) if about else short)
    if said:
        title = dossier.named(dossier.say("sheet.not_settled"), "")
        yield (*strong(title), *plain(dossier.together(said)))

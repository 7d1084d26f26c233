"""The front of the sheet: status, next step, tests, options, exclusions, and the record.

Rules:
 * Every option, test and exclusion of the decision stands here, each in the same columns.
 * What is not approved here stands below the table, never in it.
 * Short forms only: what a short form leaves out stands on the back or in the appendix. Where there
   are options, so do notes on them and what no source settles.
 * The order is the decision's: fixed, said on the sheet, no ranking.
"""

from collections.abc import Iterable, Iterator

from ros1_desktop.decision.decision import CautionShown, Excluded, Option, RecommendationShown, Test
from ros1_desktop.sheet.dossier import DASH, DRUGS, Dossier, met
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.sheet import (
    Block,
    Cell,
    Grid,
    Line,
    Look,
    Record,
    Row,
    Run,
    Section,
    Text,
    cell,
    plain,
    strong,
    text_of,
)

NOT_HERE = "not_approved_here"
SHARES = (22, 25, 34, 17, 44)
MOST_LINES = 5  # for each of the record's first rows


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
        *_tests(dossier),
    ]
    if not decision.options:
        blocks.extend(Text(line, Look.DENSE) for line in not_settled(dossier))
    return Section(dossier.say("sheet.next_step"), tuple(blocks), close=True)


def excluded(dossier: Dossier) -> tuple[Section, ...]:
    """Return the drugs that are not listed, one row a drug and reason, if there are any."""
    heading = dossier.say("sheet.excluded")
    if not dossier.decision.excluded:
        return ()
    head = _heads(dossier, "drug", "reason", "fact", "because")
    rows = tuple(_excluded(dossier, one) for one in dossier.decision.excluded)
    grid = Grid((), head, (32, 35, 25, 28), rows, Look.DENSE)
    return (Section(heading, (grid,), close=True),)


def record(dossier: Dossier) -> Section:
    """Return the lines on which the board writes."""
    rows = (
        ("decision",),
        ("reason",),
        ("dissent", "wishes", "review_on"),
        ("tests", "attendance"),
    )
    said = tuple(tuple(dossier.say(f"sheet.discussion_{name}") for name in row) for row in rows)
    return Section(dossier.say("sheet.discussion"), (Record(said, 2, MOST_LINES),), close=True)


def _heads(dossier: Dossier, *names: str) -> tuple[str, ...]:
    return tuple(dossier.say(f"sheet.column.{name}") for name in names)


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


def _tests(dossier: Dossier) -> Iterator[Block]:
    """Yield the tests to do next, if there are any."""
    if dossier.decision.tests:
        head = _heads(dossier, "test", "purpose", "opens", "limits", "because")
        rows = tuple(_test(dossier, test) for test in dossier.decision.tests)
        banner = strong(dossier.say("sheet.next_test"))
        yield Grid(banner, head, (27, 14, 23, 38, 18), rows, Look.DENSE)


def _test(dossier: Dossier, test: Test) -> Row:
    return (
        (strong(dossier.say(f"test.{test.assay}")),),
        cell(dossier.say(f"purpose.{test.purpose}")),
        cell(dossier.listed(dossier.say(f"drug_full.{drug}") for drug in test.opens) or DASH),
        cell(*(dossier.say(f"limit.{limit}") for limit in test.limits)) or cell(DASH),
        cell(dossier.grounds(test.because, test.sources)),
    )


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
        say("sheet.column.standing"),
        say("sheet.guideline_head"),
        say("sheet.column.cdx"),
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
        cell(dossier.say(f"standing.{option.standing}"), approved),
        _recommendation(dossier, option.recommendation),
        cell(dossier.say(f"cdx.{option.companion_diagnostic}")),
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
    edition = "" if str(line.edition) in line.guideline else f" {line.edition}"
    parts = dossier.listed(
        (dossier.say(f"setting.{line.setting}"), dossier.say(f"direction.{line.direction}"))
    )
    told = f" {' / '.join(one or DASH for one in degrees)}" if any(degrees) else ""
    said = f"{line.guideline}{edition} {parts}{told}"
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


def notes(dossier: Dossier) -> tuple[Section, ...]:
    """Return what is to be known beside the options: each note once, with those it concerns."""
    found: dict[str, list[str]] = {}
    options = [one for one in dossier.decision.options if one.standing != NOT_HERE]
    for option in options:
        name = dossier.say(f"option.{option.id}")
        if option.kind in DRUGS and option.evidence_fit != "fits":
            found.setdefault(dossier.say(f"fit.{option.evidence_fit}"), []).append(name)
        for note in option.notes:
            found.setdefault(dossier.say(f"note.{note}"), []).append(name)
    concerned: dict[tuple[str, ...], list[str]] = {}
    for said, names in found.items():
        concerned.setdefault(tuple(names), []).append(said)
    lines = [
        (*strong(dossier.named(dossier.listed(whom), "")), *plain(" ".join(told)))
        for whom, told in concerned.items()
    ]
    if dossier.decision.options:
        lines.extend(not_settled(dossier))
    blocks = tuple(Text(line, Look.DENSE) for line in lines)
    return (Section(dossier.say("sheet.notes"), blocks, close=True),) if blocks else ()


def not_settled(dossier: Dossier) -> Iterator[Line]:
    """Yield in one line what no source settles; the sentences stand in the appendix."""
    topics: dict[str, list[str]] = {}
    for one in dossier.decision.not_settled:
        topics.setdefault(one.topic, []).extend(dossier.name(thing) for thing in one.about)
    every = {dossier.name(drug) for drug in dossier.drugs}
    said = []
    for topic, about in topics.items():
        whom = dossier.say("sheet.every_drug") if every == set(about) else dossier.listed(about)
        short = dossier.say(f"topic_short.{topic}")
        said.append(dossier.say("sheet.bracketed", name=short, text=whom) if about else short)
    if said:
        title = dossier.named(dossier.say("sheet.not_settled"), "")
        yield (*strong(title), *plain(dossier.together(said)))


def _excluded(dossier: Dossier, one: Excluded) -> Row:
    return (
        (strong(dossier.say(f"drug_full.{one.id}")),),
        cell(dossier.say(f"reason.{one.reason}")),
        cell(dossier.listed(dict.fromkeys(_fact(dossier, name) for name in one.facts)))
        or cell(DASH),
        cell(dossier.grounds(one.because, one.sources)),
    )


def _fact(dossier: Dossier, name: str) -> str:
    """Return a fact that excludes, in short: the field of a caution, or a mutation."""
    if caution := dossier.library.cautions.get(name):
        return dossier.field(caution["field"])
    fact = dossier.library.resistance[name]
    return "+".join(filter(None, (fact["mutation"], fact.get("together_with"))))

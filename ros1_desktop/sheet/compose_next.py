"""The status, the next step, and the tests to do next.

Rules:
 * Status and step stand with their sentence and with the statement of the row that was met.
 * A test names what it is for, the drugs it opens, what limits it, and the rows it rests on.
 * The order is the decision's and is no ranking.
"""

from ros1_desktop.decision.decision import Test
from ros1_desktop.sheet.compose_options import options
from ros1_desktop.sheet.dossier import DASH, Dossier, met
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


def lead(dossier: Dossier) -> Line:
    """Return status and step in one line."""
    status = dossier.say(f"status.{dossier.decision.ros1_status}")
    step = dossier.say(f"step.{dossier.decision.next_step}")
    return strong(dossier.named("ROS1", f"{status} → {step}"))


def next_step(dossier: Dossier) -> Section:
    """Return where the case stands, what comes next, and the tests or the options for it."""
    decision = dossier.decision
    pairs = (
        _stand(dossier, "status", decision.ros1_status, "ros1_status"),
        _stand(dossier, "step", decision.next_step, "next_step"),
        *_referrals(dossier),
    )
    frame = Frame(lead(dossier), (Pairs(pairs, 1),))
    blocks = (frame, *_tests(dossier), *options(dossier))
    return Section(dossier.say("sheet.next_step"), blocks)


def _tests(dossier: Dossier) -> tuple[Block, ...]:
    """Return the tests to do next, if there are any."""
    if not dossier.decision.tests:
        return ()
    names = ("test", "purpose", "opens", "limits", "because")
    head = tuple(dossier.say(f"sheet.column.{name}") for name in names)
    rows = tuple(_test(dossier, test) for test in dossier.decision.tests)
    grid = Grid((), head, (28, 14, 20, 40, 18), rows, Look.BODY)
    return (Text(strong(dossier.say("sheet.next_test")), Look.LEAD), grid)


def _stand(dossier: Dossier, kind: str, word: str, table: str) -> Pair:
    row = met(dossier.decision, table)
    grounds = (_statement(dossier, row),) if row else ()
    label = dossier.say("sheet.status" if kind == "status" else "sheet.next_step")
    return Pair(label, cell(dossier.say(f"{kind}_long.{word}"), *grounds))


def _statement(dossier: Dossier, row: str) -> str:
    sources = dossier.cite(dossier.library.rows.get(row, ()))
    return f"{dossier.named(row, dossier.say(f'row.{row}'))} {sources}"


def _referrals(dossier: Dossier) -> tuple[Pair, ...]:
    """Return whom to turn to, where neither tests nor options are the answer."""
    found: Cell = ()
    for referral in dossier.decision.referrals:
        grounds = dossier.grounds(referral.because, referral.sources)
        text = dossier.say(f"referral.{referral.id}")
        found = (*found, (*strong(text), *plain(f" ({grounds})")))
    return (Pair(dossier.say("sheet.referral"), found),) if found else ()


def _test(dossier: Dossier, test: Test) -> tuple[Cell, ...]:
    return (
        (strong(dossier.say(f"test.{test.assay}")),),
        cell(dossier.say(f"purpose.{test.purpose}")),
        cell(*(dossier.say(f"drug_full.{drug}") for drug in test.opens)) or cell(DASH),
        cell(*(dossier.say(f"limit.{limit}") for limit in test.limits)) or cell(DASH),
        cell(dossier.grounds(test.because, test.sources)),
    )

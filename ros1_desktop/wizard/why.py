"""Why this status and this next step: the rows that were met, and those that nearly were.

Rules:
 * The rows that were met stand with their sentence, section, source and date.
 * What would have been otherwise stands by the finding that decides it, with the word of this case;
   all rows that fail in that finding alone, or the fewest, are listed.
"""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.nearest import Near
from ros1_desktop.decision.trace import NEAR_IN
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.hand import Hand
from ros1_desktop.wizard.style import TIGHT, label
from ros1_desktop.words import finding_word

SAYS = {"ros1_status": "status", "next_step": "step"}
OR = " / "


def add_why(into: QVBoxLayout, decision: Decision, near: tuple[Near, ...], hand: Hand) -> Details:
    """Add a line with the reasons for status and next step behind it."""
    about = OR.join(hand.say(f"part.{table}") for table in NEAR_IN)

    def fill(inside: QVBoxLayout) -> None:
        for table in NEAR_IN:
            inside.addSpacing(TIGHT)
            inside.addWidget(label(hand.say(f"table.{table}"), bold=True))
            met = (line for line in decision.trace if line.table == table and line.fit == "met")
            hand.rows(inside, (line.row for line in met))
            _otherwise(inside, [one for one in near if one.table == table], hand)

    details = Details(hand.say("wizard.why"), about, fill)
    into.addWidget(details)
    return details


def _otherwise(into: QVBoxLayout, near: list[Near], hand: Hand) -> None:
    """Add what would have come with other findings, finding by finding."""
    if near:
        into.addWidget(label(hand.say("wizard.otherwise")))
    groups: dict[tuple[str, ...], list[Near]] = {}
    for one in near:
        groups.setdefault(tuple(_now(one, hand)), []).append(one)
    for now, rows in groups.items():
        hand.pair(into, OR.join(now), *(_then(one, hand) for one in rows))


def _now(near: Near, hand: Hand) -> Iterator[str]:
    for failed in near.failed:
        word = finding_word(hand.session.words, failed.finding, failed.now)
        yield hand.say("wizard.now", finding=hand.say(f"finding.{failed.finding}"), word=word)


def _then(near: Near, hand: Hand) -> str:
    words = hand.session.words
    needed = (
        OR.join(finding_word(words, failed.finding, word) for word in failed.needs)
        for failed in near.failed
    )
    gives = hand.say(f"{SAYS[near.table]}.{near.row.gives}")
    return hand.say("wizard.then", word=" + ".join(needed), gives=gives, row=near.row.id)

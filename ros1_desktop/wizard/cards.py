"""An option and a test, each in a frame: what they are, how they stand, and what is behind that.

Rules:
 * Every part of the option is here, in the decision's order; what is long stands behind a line that
   says how much there is.
 * The figures are those of paper, as far as they are this option's: response rates with their
   medians; the other medians, and the table of all figures, stand behind a line.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from ros1_desktop.decision.decision import Option, Test
from ros1_desktop.sheet.quoted import DASH
from ros1_desktop.wizard.details import Details
from ros1_desktop.wizard.figures import FigureTable
from ros1_desktop.wizard.hand import NOT_CHECKED, Hand
from ros1_desktop.wizard.intervals import framed, of_option
from ros1_desktop.wizard.style import HEADING_SCALE, SMALL_SCALE, label


def add_test(into: QVBoxLayout, test: Test, hand: Hand) -> None:
    """Add a test with its purpose, what it opens, and its limits."""
    name = hand.session.test_name(test.assay)
    block = hand.framed(into)
    block.addWidget(label(name, HEADING_SCALE, bold=True))
    hand.pair(block, hand.say("sheet.column.purpose"), hand.say(f"purpose.{test.purpose}"))
    if test.opens:
        opens = hand.session.quote.listed(hand.session.option_name(one) for one in test.opens)
        hand.pair(block, hand.say("sheet.column.opens"), opens)
    if test.limits:
        limits = (hand.say(f"limit.{limit}") for limit in test.limits)
        hand.pair(block, hand.say("sheet.column.limits"), *limits)
    hand.because(block, name, test.because, test.sources)


def add_option(into: QVBoxLayout, option: Option, hand: Hand) -> None:
    """Add an option with all that the decision says of it."""
    name = hand.session.option_name(option.id)
    block = hand.framed(into)
    block.addWidget(label(name, HEADING_SCALE, bold=True))
    _standing(block, option, hand)
    _cautions(block, option, hand)
    if option.removed_if:
        removed = hand.pair(block, hand.say("sheet.could_exclude"))
        names = {field: hand.session.place_text(field) for field in option.removed_if}
        hand.links(removed, ((field, name, name) for field, name in names.items()))
    _evidence(block, option, hand)
    hand.because(block, name, option.because, option.sources)


def _standing(block: QVBoxLayout, option: Option, hand: Hand) -> None:
    cdx = option.companion_diagnostic
    long = hand.say(f"cdx_long.{cdx}")
    hand.pair(block, hand.say("sheet.column.cdx"), hand.say(f"cdx.{cdx}"), long)
    if option.recommendation is not None:
        text = hand.session.recommendation_text(option.recommendation)
        hand.pair(block, hand.say("sheet.column.recommendation"), text)
    if option.notes:
        hand.pair(
            block, hand.say("sheet.notes"), *(hand.say(f"note.{one}") for one in option.notes)
        )


def _cautions(block: QVBoxLayout, option: Option, hand: Hand) -> None:
    here = [one for one in option.cautions if one.state != NOT_CHECKED]
    open_now = [one for one in option.cautions if one.state == NOT_CHECKED]
    if not option.cautions:
        return
    beside = hand.pair(block, hand.say("sheet.cautions"))
    for caution in here:
        hand.caution(beside, caution)
    if open_now:

        def fill(inside: QVBoxLayout) -> None:
            for caution in open_now:
                hand.caution(inside, caution)

        title = hand.say("wizard.not_checked", count=len(open_now))
        beside.addWidget(Details(title, hand.session.option_name(option.id), fill))


def _evidence(block: QVBoxLayout, option: Option, hand: Hand) -> None:
    say, name = hand.say, hand.session.option_name(option.id)
    hand.pair(block, say("sheet.evidence"), say(f"fit.{option.evidence_fit}"))
    figure, medians = (of_option(one, name) for one in (hand.shown.intervals, hand.shown.durations))
    if figure is not None:
        block.addWidget(framed(figure, name))
    if medians is not None:
        count = sum(
            cell.words != DASH
            for panel in medians.panels
            for row in panel.rows
            for cell in row.cells
        )
        block.addWidget(
            Details(
                say("wizard.more_medians", count=count),
                name,
                lambda inside: inside.addWidget(framed(medians, name)),
            )
        )
    for ids, title in (
        (option.evidence, say("wizard.every_figure", count=len(option.evidence))),
        (
            option.history,
            f"{say('sheet.history')} ({say('wizard.evidence_count', count=len(option.history))})",
        ),
    ):
        if ids:
            details = Details(title, name, _table(ids, title, option, hand))
            block.addWidget(details)


def _table(
    ids: tuple[str, ...], title: str, option: Option, hand: Hand
) -> Callable[[QVBoxLayout], None]:
    """Return what lays out the table of some figures under the warning."""
    outcomes = hand.session.parts.facts.outcomes

    def fill(inside: QVBoxLayout) -> None:
        inside.addWidget(label(hand.say("sheet.not_head_to_head"), SMALL_SCALE, bold=True))
        table = FigureTable([outcomes[one] for one in ids], option, hand.session)
        table.setAccessibleName(f"{title}: {hand.session.option_name(option.id)}")
        inside.addWidget(table)

    return fill

"""The supplement of a handout: how long it worked, for a patient who wants to know.

Rules:
 * Only a clinician asks for it, because the patient wants it; it is a page of its own.
 * A median is told as half of the people, in whole months; one that was not reached says that it
   cannot be told yet, and that this does not mean for ever.
 * The figures are chosen as the response rates are, and are no comparison either.
"""

from collections.abc import Iterator, Sequence

from ros1_desktop.decision.decision import Option
from ros1_desktop.sheet.compose_choices import heads, warning
from ros1_desktop.sheet.compose_effect import rank, whom
from ros1_desktop.sheet.handout import Asked, Block, Box, OptionGrid, Part, Said, Say
from ros1_desktop.sheet.library import Fact
from ros1_desktop.sheet.people import whole
from ros1_desktop.sheet.teller import Teller

ENDPOINTS = ("DOR", "PFS", "OS")


def supplement(teller: Teller, options: Sequence[Option]) -> Part:
    """Return the page on how long: the response, the time without growth, life."""
    rows = tuple(_row(teller, endpoint, options) for endpoint in ENDPOINTS)
    blocks: list[Block] = [
        Say((teller.say("time.asked"),)),
        OptionGrid(heads(teller, options), rows),
    ]
    if len(options) > 1:
        blocks.append(Box(warning(teller)))
    blocks.append(Say((teller.say("time.not_ever"), teller.say("time.not_you"))))
    heading = teller.say("after.duration", strong=True)
    return Part(heading, tuple(blocks), anew=True, opens=True)


def _row(teller: Teller, endpoint: str, options: Sequence[Option]) -> Asked:
    note = (teller.say(f"time.note_{endpoint.lower()}"),)
    cells = [teller.cell(_told(teller, endpoint, option)) for option in options]
    return teller.asked(f"time_{endpoint.lower()}", cells, note)


def _told(teller: Teller, endpoint: str, option: Option) -> Iterator[Said]:
    """Yield the median of an option, its range, and whose it is; nothing where there is none."""
    outcomes = teller.dossier.library.outcomes
    found = [outcomes[name] for name in option.evidence]
    found = [fact for fact in found if fact["endpoint"] == endpoint and fact["unit"] == "months"]
    if len({fact["drug"] for fact in found}) > 1 or not found:
        return
    fact = min(found, key=lambda one: rank(teller, one))
    name = fact["id"]
    if isinstance(fact["value"], str):
        yield teller.say("time.not_reached", name, strong=True)
    else:
        yield teller.say("time.half", name, strong=True, months=whole(fact["value"]))
    yield _range(teller, fact)
    yield from whom(teller, fact)


def _range(teller: Teller, fact: Fact) -> Said:
    low, high = (fact.get(end) for end in ("low", "high"))
    if low is None or isinstance(low, str):
        return teller.say("effect.no_range")
    if high is None or isinstance(high, str):
        return teller.say("time.range_open", fact["id"], low=whole(low))
    return teller.say("time.range", fact["id"], low=whole(low), high=whole(high))

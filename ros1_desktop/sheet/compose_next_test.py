"""The handout on the next test: what it looks for, how, and what each result leads to.

Rules:
 * Every test of the decision stands here, in its order, which is no ranking; what a source says of
   its material and its days stands beside it, or that there is no data.
 * A positive, a negative and an unclear result each say what comes next; a negative is never told
   as proof that there is nothing.
 * Not being tested is a choice, and what follows from it is said.
"""

from collections.abc import Iterator, Sequence

from ros1_desktop.decision.decision import Test
from ros1_desktop.sheet.compose_leaflet import line_said
from ros1_desktop.sheet.handout import (
    Block,
    OptionCell,
    Part,
    Rows,
    Ruled,
    Said,
    Say,
    Ticks,
    line_of,
)
from ros1_desktop.sheet.teller import Teller

HEADS = ("name", "material", "days", "limits")
RESULTS = ("positive", "negative", "unclear")
QUESTIONS = ("test_days", "test_money", "test_treat", "test_body")
CONFIRM, REBIOPSY = "positive_needs_confirmation", "rebiopsy"
PLASMA = "plasma"


def test_parts(teller: Teller) -> Iterator[Part]:
    """Yield the parts of the page, in their order."""
    tests, plan = teller.dossier.decision.tests, teller.plan
    step = teller.dossier.decision.next_step
    looks = (*_facts(teller, plan.illness[:1]), teller.say("test.looks"))
    alike = _alike(tests)
    note = [teller.say("test.order")]
    if alike:
        limits = teller.joined(teller.words(f"limit.{name}") for name in alike)
        note.append(teller.say("test.all", limits=limits))
    yield _part(teller, "what", Say(looks))
    yield _part(teller, "why", Say((teller.say(f"test.why_{step}"), teller.say("test.choose"))))
    table = _table(teller, tests, alike)
    yield _part(teller, "how", table, Say(tuple(note), size="note"), beside=False)
    yield _part(teller, "results", _results(teller, tests), beside=False)
    yield _part(teller, "limits", Say(tuple(_facts(teller, plan.test_limits))))
    yield _part(teller, "trouble", Say(tuple(_trouble(teller, tests))))
    yield _part(teller, "without", Say((teller.say("test.without_said"),)))


def test_questions(teller: Teller) -> Part:
    """Return questions to ask, and a line for the patient's own."""
    asked = Ticks(tuple(teller.say(f"after.ask_{name}") for name in QUESTIONS))
    heading = teller.say("after.ask", strong=True)
    return Part(heading, (asked, Ruled(((line_said(""),),))), beside=True)


def _part(teller: Teller, name: str, *blocks: Block, beside: bool = True) -> Part:
    return Part(teller.say(f"test.{name}", strong=True), blocks, beside=beside)


def _facts(teller: Teller, names: Sequence[str]) -> Iterator[Said]:
    return (teller.say(f"fact.{name}", name) for name in names)


def _alike(tests: Sequence[Test]) -> tuple[str, ...]:
    """Return the limits that several tests all have; they stand once."""
    shared = [name for name in tests[0].limits if all(name in test.limits for test in tests)]
    return tuple(shared) if len(tests) > 1 else ()


def _table(teller: Teller, tests: Sequence[Test], alike: Sequence[str]) -> Rows:
    heads = tuple(teller.say(f"test.head_{name}", strong=True) for name in HEADS)
    return Rows(heads, tuple(_row(teller, test, alike) for test in tests), (33, 16, 15, 44))


def _row(teller: Teller, test: Test, alike: Sequence[str]) -> tuple[OptionCell, ...]:
    """Return what is known of a test; each cell has a fact, or says that there is no data."""
    known = (test.assay,) if test.assay in teller.dossier.library.assays else ()
    named = (teller.say(f"test_name.{test.assay}", *known),)
    material = tuple(_material(teller, test.assay)) or (teller.say("test.no_data"),)
    days = tuple(_days(teller, test.assay)) or (teller.say("test.no_data"),)
    limits = dict.fromkeys(
        teller.words(f"limit.{name}") for name in test.limits if name not in alike
    )
    told = (Said(line_of(teller.joined(limits)), known),) if limits else ()
    cells = (OptionCell(one, teller.numbers(one)) for one in (named, material, days))
    return (*cells, OptionCell(told or (teller.say("test.none"),)))


def _material(teller: Teller, assay: str) -> Iterator[Said]:
    """Yield what a test needs: as its approval names it, or as what it is says itself."""
    if assay in teller.plan.materials:
        yield teller.say(f"test.{teller.plan.materials[assay]}")
        return
    specimens = teller.dossier.library.assays.get(assay, {}).get("specimens", ())
    if specimens:
        yield teller.say("test.blood" if PLASMA in specimens else "test.tissue")


def _days(teller: Teller, assay: str) -> Iterator[Said]:
    name = teller.plan.days.get(assay)
    if name is not None and teller.is_here(name):
        yield teller.say(f"fact.{name}", name)


def _results(teller: Teller, tests: Sequence[Test]) -> Rows:
    """Return what each result leads to."""
    heads = tuple(teller.say(f"test.head_{name}", strong=True) for name in ("result", "then"))
    rows = []
    for result in RESULTS:
        said = [teller.say(f"test.if_{result}")]
        if result == "positive" and any(CONFIRM in test.limits for test in tests):
            said.append(teller.say("test.if_confirm"))
        rows.append(
            (OptionCell((teller.say(f"test.{result}", strong=True),)), OptionCell(tuple(said)))
        )
    return Rows(heads, tuple(rows), (32, 76))


def _trouble(teller: Teller, tests: Sequence[Test]) -> Iterator[Said]:
    if any(test.assay == REBIOPSY for test in tests):
        yield teller.say("test.rebiopsy")
    yield teller.say("test.body")

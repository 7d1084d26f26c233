"""The tests to do next, on the front of the sheet.

Rules:
 * Every test of the decision stands in the table, in the same columns and the decision's order.
 * A limit that several tests have is said once below them, by a letter; any other beside its test.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from ros1_desktop.decision.decision import Test
from ros1_desktop.sheet.dossier import Dossier
from ros1_desktop.sheet.quoted import DASH
from ros1_desktop.sheet.sheet import Block, Grid, Group, Look, Row, cell, plain, strong

COLUMNS = ("test", "purpose", "opens", "limits", "because")
SHARES = (27, 14, 23, 38, 18)


def next_tests(dossier: Dossier) -> Iterator[Block]:
    """Yield the tests to do next, if there are any; a limit of several tests is said once below."""
    tests = dossier.decision.tests
    if tests:
        head = tuple(dossier.say(f"sheet.column.{name}") for name in COLUMNS)
        counts = Counter(limit for test in tests for limit in test.limits)
        shared = [limit for limit, count in counts.items() if count > 1]
        letters = dict(zip(shared, ascii_lowercase, strict=False))
        rows: list[Group | Row] = [_test(dossier, test, letters) for test in tests]
        rows.extend(_shared(dossier, letters))
        banner = strong(dossier.say("sheet.next_test"))
        yield Grid(banner, head, SHARES, tuple(rows), Look.DENSE)


def _test(dossier: Dossier, test: Test, letters: Mapping[str, str]) -> Row:
    """Return a row: a limit of its own in words, one of several tests by its letter."""
    own = (dossier.say(f"limit.{limit}") for limit in test.limits if limit not in letters)
    common = dossier.listed(letters[limit] for limit in test.limits if limit in letters)
    return (
        (strong(dossier.say(f"test.{test.assay}")),),
        cell(dossier.say(f"purpose.{test.purpose}")),
        cell(dossier.listed(dossier.say(f"drug_full.{drug}") for drug in test.opens) or DASH),
        cell(common, *own) or cell(DASH),
        cell(dossier.grounds(test.because, test.sources)),
    )


def _shared(dossier: Dossier, letters: Mapping[str, str]) -> Iterator[Group]:
    """Yield in one line what the letters stand for."""
    if letters:
        said = (f"{letter}: {dossier.say(f'limit.{limit}')}" for limit, letter in letters.items())
        title = dossier.named(dossier.say("sheet.column.limits"), "")
        yield Group((*strong(title), *plain(dossier.together(said))), 3)

"""The sheet with tags and our line breaking, against the same sheet with both off."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from reportlab.pdfgen.canvas import Canvas  # noqa: E402 (the checkout is found first)
from reportlab.platypus import Paragraph  # noqa: E402

from ros1_desktop.app.start import open_here  # noqa: E402
from ros1_desktop.case.vocabulary import read_vocabulary  # noqa: E402
from ros1_desktop.decision.decide import decide  # noqa: E402
from ros1_desktop.decision.rules import prepare  # noqa: E402
from ros1_desktop.exchange.code2d import read_pieces, to_code  # noqa: E402
from ros1_desktop.exchange.read import read_case  # noqa: E402
from ros1_desktop.sheet import paper, tables  # noqa: E402
from ros1_desktop.sheet.compose import compose_clinician  # noqa: E402
from ros1_desktop.sheet.compose_band import Printing  # noqa: E402
from ros1_desktop.sheet.draw import pdf  # noqa: E402
from ros1_desktop.sheet.library import read_library  # noqa: E402
from ros1_desktop.sheet.lines import Lines  # noqa: E402
from ros1_desktop.sheet.sheet import Sheet  # noqa: E402
from ros1_desktop.words import read_words  # noqa: E402

AS_OF, HERE, PRINTED = "2026-11-20", "JP", date(2026, 11, 24)
TARGET = 1.5
TURNS = 15
# How ReportLab itself breaks the lines of a language: between characters, or between words.
PLAIN = {"ja": Paragraph.breakLinesCJK, "en": Paragraph.breakLines}


def no_tags(*given: Any, **named: Any) -> Canvas:  # noqa: ANN401 (ReportLab's)
    """Return a canvas that knows no tags; there is nothing to archive either."""
    return Canvas(*given, **{name: named[name] for name in named.keys() - {"tree", "day"}})


@contextmanager
def off(*, tags: bool, breaks: Callable[..., Any] | None) -> Iterator[None]:
    """Leave out tags and all that an archive wants; break lines in another way, if one is given."""
    with ExitStack() as stack:
        if tags:
            stack.enter_context(patch.object(paper, "ArchiveCanvas", no_tags))
            stack.enter_context(patch.object(tables, "unread_rules", None))
        if breaks:
            stack.enter_context(patch.object(Lines, "breakLinesCJK", breaks))
            stack.enter_context(patch.object(Lines, "split", Paragraph.split))
        yield


def sheets() -> dict[str, Sheet]:
    """Return the sheet of the sample case in both languages."""
    resources = ROOT / "resources"
    store = open_here(resources)
    case = read_case((resources / "sample.ros1.json").read_bytes(), read_vocabulary(resources))
    decision, library = decide(case, prepare(store.in_force(AS_OF, HERE))), read_library(store)
    code = to_code(case, decision.edition, decision.fingerprint, read_pieces(resources))
    printing = Printing(PRINTED, "0", code)
    return {
        language: compose_clinician(
            case, decision, library, read_words(resources, language), printing
        )
        for language in ("ja", "en")
    }


def milliseconds(work: Callable[[], bytes]) -> float:
    """Return how long one run of the work takes."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Take turns, so that a busy minute meets all sides, and print the ratios."""
    for language, sheet in sheets().items():
        plain = PLAIN[language]
        ways = {"both on": (False, None), "tags off": (True, None), "both off": (True, plain)}
        took: dict[str, list[float]] = {name: [] for name in ways}

        def work(sheet: Sheet = sheet) -> bytes:
            return pdf(sheet, ROOT / "resources" / "fonts")

        for _ in range(TURNS):
            for name, (tags, breaks) in ways.items():
                with off(tags=tags, breaks=breaks):
                    took[name].append(milliseconds(work))
        unit = median(took["both off"])
        for name, times in took.items():
            ratio = median(times) / unit
            held = f"target <= {TARGET}; {'held' if ratio <= TARGET else 'NOT HELD'}"
            judged = {"both on": held, "both off": "the unit"}.get(name, "no target")
            say(f"sheet {language}, {name}: {median(times):.0f} ms, ratio {ratio:.2f}; {judged}")


if __name__ == "__main__":
    main()

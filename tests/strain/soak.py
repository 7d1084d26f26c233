"""Does it go on: memory and open files over many cases in one window, and over many sheets.

A cycle is a case at the board: new, answered on some pages, read in the other language, looked at
on the result page, let go. A program has one window, so there is one here. Memory is read as the
process holds it (RSS) and its slope fitted after a warm-up; open files are counted. Not all of the
slope is ours: PySide6 6.12 on Python 3.11 keeps some bytes at each enumeration that is passed.
"""

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ros1_desktop.exchange.read import read_case
from ros1_desktop.wizard.document import Document
from ros1_desktop.wizard.style import load_font
from ros1_desktop.wizard.window import Window, build_window
from tests.strain.desk import RESOURCES, SAMPLE, parts, start
from tests.strain.figure import Figure, Tier

CYCLES: dict[Tier, int] = {"ci": 40, "hour": 3_000, "night": 100_000}
SHEETS: dict[Tier, int] = {"ci": 8, "hour": 400, "night": 10_000}
LOOKS = 20  # times that memory is read, the first fifth of them as a warm-up
MOST_SLOPE = 2.0  # MiB per 1,000 cycles or sheets
# MiB in all, where there are too few for a slope.
MOST_GROWTH = {"wizard cycles": 1.5, "sheets": 4.0}


@dataclass(frozen=True, slots=True)
class Look:
    """What a process holds after so many rounds."""

    rounds: int
    mebibytes: float
    files: int


def look(rounds: int) -> Look:
    """Look at this process."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    held = pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    return Look(rounds, held, len(list(Path("/proc/self/fd").iterdir())))


def slope(looks: list[Look]) -> float:
    """Return MiB per round, by least squares."""
    count = len(looks)
    middle = sum(one.rounds for one in looks) / count
    mean = sum(one.mebibytes for one in looks) / count
    above = sum((one.rounds - middle) * (one.mebibytes - mean) for one in looks)
    return above / (sum((one.rounds - middle) ** 2 for one in looks) or 1)


def figures(name: str, looks: list[Look], unit: int, tier: Tier) -> Iterator[Figure]:
    """Yield the slope of memory per so many rounds, and whether open files are flat."""
    later = looks[len(looks) // 5 :]
    rounds, growth = looks[-1].rounds, later[-1].mebibytes - later[0].mebibytes
    found = f"{slope(later) * unit:+.2f} MiB per {unit:,}, {growth:+.1f} in {rounds:,}"
    most = MOST_GROWTH[name]
    if tier == "ci":
        yield Figure(f"memory over {name}", found, f"< {most} in all", growth < most)
    else:
        yield Figure(
            f"memory over {name}", found, f"<= {MOST_SLOPE}", slope(later) * unit <= MOST_SLOPE
        )
    first, last = later[0].files, later[-1].files
    yield Figure(f"open files over {name}", f"{first} to {last}", "flat", last <= first)


def shown(app: QApplication) -> Window:
    """Return a window that asks nothing when a case is let go."""
    window = build_window(parts())
    window.show()
    app.processEvents()
    return window


def cycle(app: QApplication, window: Window, case: dict[str, object]) -> None:
    """Do what is done for one case."""
    window.session.open({})
    window.session.resume(dict(case))
    for number in (0, 1, 3, len(window.pages) - 1):
        window.go_to(number)
        app.processEvents()
    window.session.switch_language()
    app.processEvents()
    window.session.was_saved()


def cycles(app: QApplication, count: int) -> list[Look]:
    """Go through so many cases; return what was held on the way."""
    case = dict(read_case(SAMPLE.read_bytes(), start().vocabulary).answers)
    window, looks = shown(app), list[Look]()
    for number in range(count):
        cycle(app, window, case)
        if number % max(1, count // LOOKS) == 0:
            looks.append(look(number))
    window.close()
    return looks


def sheets(count: int) -> list[Look]:
    """Make so many sheets; return what was held on the way."""
    case = read_case(SAMPLE.read_bytes(), start().vocabulary)
    decision = parts().decide(case, "JP")
    offers = [offer for offer in parts().offers(decision) if offer.refused is None]
    documents = [Document(offer.kind, form) for offer in offers for form in offer.forms]
    for document in documents:  # fonts and words are read once, and stay
        parts().make_pdf(case, decision, document)
    looks = []
    for number in range(count):
        document = documents[number % len(documents)]
        if not parts().make_pdf(case, decision, document).startswith(b"%PDF"):
            raise RuntimeError(number)
        if number % max(1, count // LOOKS) == 0:
            looks.append(look(number))
    return looks


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield how memory and open files go."""
    del seed
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_font(RESOURCES, app)
    yield from figures("wizard cycles", cycles(app, CYCLES[tier]), 1000, tier)
    yield from figures("sheets", sheets(SHEETS[tier]), 1000, tier)

"""The strip of a page brought up to date after an edit, against one decision of the same case."""

import os
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from PySide6.QtWidgets import QApplication  # noqa: E402 (the checkout is found first)

from ros1_desktop.app.start import Start, open_here  # noqa: E402
from ros1_desktop.app.window import parts_for  # noqa: E402
from ros1_desktop.case.vocabulary import read_vocabulary  # noqa: E402
from ros1_desktop.wizard.keep_none import keep_none  # noqa: E402
from ros1_desktop.wizard.session import Session  # noqa: E402
from ros1_desktop.wizard.strip import Strip  # noqa: E402
from ros1_desktop.words import read_words  # noqa: E402

bench_decide = import_module("bench_decide")
microseconds, say = bench_decide.microseconds, bench_decide.say
TARGET = 5
TURNS = 40


def measure(start: Start) -> None:
    """Take turns, so that a busy minute meets both sides, and print the ratios."""
    parts = parts_for(start, "ja")
    ratios = {}
    for name, case in bench_decide.cases().items():
        session = Session(parts, dict(case.answers))
        strip = Strip(session)
        strip.show_now()
        decide = partial(parts.decide, case, session.jurisdiction)
        decided, shown = [], []
        for _ in range(TURNS):
            decided.append(microseconds(decide))
            shown.append(microseconds(strip.show_now))
        ratios[name] = median(shown) / median(decided)
    slowest = max(ratios, key=lambda name: ratios[name])
    for name, ratio in (
        ("strip, sample case", ratios["sample"]),
        ("strip, median example", median(ratios.values())),
        (f"strip, slowest against its decision ({slowest})", ratios[slowest]),
    ):
        held = "held" if ratio < TARGET else "NOT HELD"
        say(f"{name}: {ratio:.1f} times decide, target < {TARGET}; {held}")


if __name__ == "__main__":
    app = QApplication([])
    keep_none()
    resources = ROOT / "resources"
    opened = open_here(resources)
    measure(Start(resources, opened, read_vocabulary(resources), read_words(resources, "en")))
    opened.close()

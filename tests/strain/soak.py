"""Does it go on: what is held over many cases in one window, many windows over it, many sheets.

    python tests/strain/soak.py cases|windows|sheets ROUNDS      # what each process of it runs

A case: begun, filled in, looked at on three pages and on the result, read in the other language,
let go. Windows: the sheet looked at, help and report, a question, a code, a passphrase. A program
has one window, so there is one for all. What is held (`held.py`) is looked at after a warm-up: in
the shortest tier what is in use, to the byte and to the object; in the others also memory as the
system gives it, by its slope. Objects and files must be flat.

Of Qt 6.12's own: each `QPdfView` that is made, shown or not, keeps 560 bytes when it is gone, 940
where it had a document (a bare one in a loop does the same; a bare `QScrollArea` keeps none).
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QTimer  # noqa: E402 (the checkout comes first)
from PySide6.QtWidgets import QApplication  # noqa: E402

from ros1_desktop.exchange.read import read_case  # noqa: E402
from ros1_desktop.wizard.case_file import KINDS  # noqa: E402
from ros1_desktop.wizard.document import Document  # noqa: E402
from ros1_desktop.wizard.passphrase import ask_passphrase  # noqa: E402
from ros1_desktop.wizard.result import ResultPage  # noqa: E402
from ros1_desktop.wizard.style import application  # noqa: E402
from ros1_desktop.wizard.window import Window, build_window  # noqa: E402
from tests.strain.desk import RESOURCES, SAMPLE, environment, parts, start  # noqa: E402
from tests.strain.figure import Figure, Tier  # noqa: E402
from tests.strain.held import Held, look, slope  # noqa: E402

Round = Callable[[], None]
ROUNDS: dict[str, dict[Tier, int]] = {
    "cases": {"ci": 40, "hour": 3_000, "night": 100_000},
    "windows": {"ci": 20, "hour": 1_000, "night": 10_000},
    "sheets": {"ci": 8, "hour": 400, "night": 10_000},
}
LOOKS = 20  # times that is looked, the first of them after the warm-up
WARM_UP = {"cases": 60, "windows": 20, "sheets": 0}  # rounds; a tenth of all at most
MOST_SLOPE = {"cases": 1.0, "windows": 1.5, "sheets": 1.0}  # MiB per 1,000 rounds
MOST_IN_USE = 0.2  # MiB in all, where there are too few for a slope
# The same, as the system gives it; making a sheet takes several, and gives them back.
MOST_GROWTH = {"cases": 1.5, "windows": 1.5, "sheets": 12.0}
WORKERS = 2


def settle() -> None:
    """Do what waits to be done, and let go what waits for it."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown() -> Window:
    """Return a window that asks nothing when a case is let go."""
    window = build_window(parts())
    window.show()
    settle()
    return window


def cases() -> Round:
    """Return what is done for one case."""
    case = dict(read_case(SAMPLE.read_bytes(), start().vocabulary).answers)
    window = shown()

    def one() -> None:
        window.session.open({})
        window.session.resume(dict(case))
        for number in (0, 1, 3, len(window.pages) - 1):
            window.go_to(number)
            settle()
        window.session.switch_language()
        settle()
        window.session.was_saved()

    return one


def windows() -> Round:
    """Return what opens every window over a case, and closes it."""
    window = shown()
    window.session.resume(dict(read_case(SAMPLE.read_bytes(), start().vocabulary).answers))
    window.go_to(len(window.pages) - 1)
    result = window.page_now()
    assert isinstance(result, ResultPage)

    def close() -> None:
        found = QApplication.activeModalWidget()
        assert found is not None
        found.close()

    def one() -> None:
        preview, asked = result.show_preview(), window.show_help()
        assert preview is not None
        report = asked.report()
        settle()
        for opened in (report, asked, preview):
            opened.close()
        for waits in (
            window.ask_code,
            partial(window.ask, "?", {KINDS.Cancel: "wizard.cancel"}),
            partial(ask_passphrase, window.session, window, "TB-7", "", new=True),
        ):
            QTimer.singleShot(0, close)
            waits()
        settle()

    return one


def sheets() -> Round:
    """Return what makes one sheet, each time the next of all that the case has."""
    case = read_case(SAMPLE.read_bytes(), start().vocabulary)
    decision = parts().decide(case, "JP")
    offers = [offer for offer in parts().offers(decision) if offer.refused is None]
    documents = [Document(offer.kind, form) for offer in offers for form in offer.forms]
    for document in documents:  # fonts and words are read once, and stay
        parts().make_pdf(case, decision, document)

    def one() -> None:
        documents.append(documents.pop(0))
        if not parts().make_pdf(case, decision, documents[-1]).startswith(b"%PDF"):
            raise RuntimeError(documents[-1])

    return one


KIND_OF: dict[str, Callable[[], Round]] = {"cases": cases, "windows": windows, "sheets": sheets}


def looks_at(kind: str, count: int) -> Iterator[Held]:
    """Do so many rounds; yield what is held on the way, always at an even number of rounds."""
    _app = application(RESOURCES)  # it lives as long as its name
    does = KIND_OF[kind]()
    warm = min(WARM_UP[kind], count // 10 * 2)
    step = max(2, (count - warm) // LOOKS // 2 * 2)  # the language is the same at each look
    for number in range(1, count + 1):
        does()
        if number >= warm and (number - warm) % step == 0 and number % 2 == 0:
            yield look(number)


def run(kind: str, count: int) -> list[Held]:
    """Do so many rounds in a process of their own; return what was held on the way."""
    command = [sys.executable, __file__, kind, str(count)]
    ended = subprocess.run(command, capture_output=True, check=False, env=environment())
    if ended.returncode:
        raise RuntimeError(ended.stderr.decode()[-2000:])
    return [Held(**found) for found in json.loads(ended.stdout)]


def figures(kind: str, looks: list[Held], rounds: int, tier: Tier) -> Iterator[Figure]:
    """Yield whether what is held over so many rounds is flat."""
    first, last, at = looks[0], looks[-1], [one.rounds for one in looks]
    over = f"over {rounds:,} {kind}"
    if tier == "ci":
        grown, inside = last.resident - first.resident, last.in_use - first.in_use
        found = f"{grown:+.2f} MiB, {inside:+.3f} of them in use"
        most = MOST_GROWTH[kind]
        held = grown < most and inside < MOST_IN_USE
        yield Figure(f"memory {over}", found, f"< {most}, {MOST_IN_USE}", held)
    else:
        each = slope(at, [one.resident for one in looks]) * 1000
        inside = slope(at, [one.in_use for one in looks]) * 1000
        found = f"{each:+.2f} MiB per 1,000, {inside:+.3f} of them in use"
        most = MOST_SLOPE[kind]
        yield Figure(f"memory {over}", found, f"<= {most}", each <= most)
    same = last.objects <= first.objects
    yield Figure(f"objects of Qt {over}", f"{first.objects:,} to {last.objects:,}", "flat", same)
    flat = last.files <= first.files
    yield Figure(f"open files {over}", f"{first.files} to {last.files}", "flat", flat)


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield how what is held goes; a night's cases are shared among processes."""
    del seed
    for kind, counts in ROUNDS.items():
        shares = WORKERS if tier == "night" else 1
        with ThreadPoolExecutor(shares) as pool:
            each = counts[tier] // shares
            for looks in pool.map(lambda _, kind=kind, each=each: run(kind, each), range(shares)):
                yield from figures(kind, looks, each, tier)


if __name__ == "__main__":
    found = [asdict(one) for one in looks_at(sys.argv[1], int(sys.argv[2]))]
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)  # nothing more is to be seen; windows need not be taken down

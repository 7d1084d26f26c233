"""The last run of the strain, as tables between two marks of `tests/README.md` and `README.md`.

Rules:
 * A measure that was run takes the place of its old rows; the others stay, with their own day.
 * Each row names the tier and the day; the machine is that of the last run.
"""

import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path

from tests.strain.figure import Figure, Tier

ROOT = Path(__file__).resolve().parents[2]
LONG, SHORT = ROOT / "tests" / "README.md", ROOT / "README.md"
BEGINS, ENDS = "<!-- the last strain begins -->", "<!-- the last strain ends -->"
HEAD = "| measure | figure | found | target | held | run |\n|---|---|---|---|---|---|"
HELD = {True: "held", False: "NOT HELD", None: "-"}


def machine() -> str:
    """Return the kind of machine this is."""
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        name = platform.system()
    return f"{os.cpu_count()} cores, {name}, Python {platform.python_version()}"


def write(figures: Iterable[tuple[str, Figure]], tier: Tier, order: tuple[str, ...]) -> None:
    """Put the figures of a run into both tables."""
    run = f"{tier}, {time.strftime('%Y-%m-%d')}"
    fresh: dict[str, list[str]] = {}
    for measure, one in figures:
        cells = (measure, one.name, one.found, one.target, HELD[one.held], run)
        fresh.setdefault(measure, []).append("| " + " | ".join(cells) + " |")
    rows = {measure: _rows(measure) for measure in order} | fresh
    lines = [line for measure in order for line in rows.get(measure, [])]
    said = f"On {machine()}, which did other work meanwhile."
    _put(LONG, f"{said}\n\n{HEAD}\n" + "\n".join(lines))
    short = [_short(measure, rows[measure]) for measure in order if rows.get(measure)]
    head = "| strain | figures held | not held | last run |\n|---|---|---|---|\n"
    _put(SHORT, head + "\n".join(short) + f"\n\n{said}")


def _rows(measure: str) -> list[str]:
    text = LONG.read_text(encoding="utf-8").partition(BEGINS)[2].partition(ENDS)[0]
    return [line for line in text.splitlines() if line.startswith(f"| {measure} |")]


def _short(measure: str, rows: list[str]) -> str:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    judged = [row for row in cells if row[4] != HELD[None]]
    missed = [f"{row[1]} {row[2]} (target {row[3]})" for row in judged if row[4] != HELD[True]]
    count = f"{len(judged) - len(missed)} of {len(judged)}"
    return f"| {measure} | {count} | {'; '.join(missed) or '-'} | {cells[0][5]} |"


def _put(path: Path, table: str) -> None:
    text = path.read_text(encoding="utf-8")
    before, begins, rest = text.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not (begins and ends):
        message = f"{path.name} has no {BEGINS} and {ENDS}"
        raise ValueError(message)
    path.write_text(f"{before}{BEGINS}\n\n{table}\n\n{ENDS}{after}", encoding="utf-8")

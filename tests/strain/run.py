"""What "reliable", "private" and "fast" mean here, measured: one table.

    python tests/strain/run.py [--tier ci|hour|night] [--only NAME ...] [--seed N] [--write]

Exit 1 where a target is missed. --write puts the table into `tests/README.md`, and a short one into
`README.md`, with the date and the kind of machine.
"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.strain import table  # noqa: E402 (the checkout comes first)
from tests.strain.figure import TIERS, Figure, Measure, Tier  # noqa: E402 (the same)
from tests.strain.table import HELD  # noqa: E402 (the same)

MEASURES = (
    "killed",
    "states",
    "full",
    "instances",
    "hostile",
    "guided",
    "flips",
    "private",
    "matrix",
    "speed",
    "soak",
)


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def line_of(measure: str, figure: Figure) -> str:
    """Return a figure as one line of the table."""
    return "  ".join(
        (
            f"{measure:8}",
            f"{figure.name:38}",
            f"{figure.found:58}",
            f"{figure.target:8}",
            HELD[figure.held],
        )
    )


def main() -> int:
    """Take the figures that are asked for and print them as they come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tier", choices=TIERS, default="ci")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    figures: list[tuple[str, Figure]] = []
    for name in asked.only:
        measure = cast("Measure", import_module(f"tests.strain.{name}"))
        for figure in measure.measure(cast("Tier", asked.tier), asked.seed):
            say(line_of(name, figure))
            figures.append((name, figure))
    if asked.write:
        table.write(figures, cast("Tier", asked.tier), MEASURES)
    return 1 if any(figure.held is False for _, figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())

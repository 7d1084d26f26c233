"""`assess` from start to end against an empty Python, and what it imports on the way."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[2]
TURNS = 25
UNWANTED = ("PySide6", "reportlab", "sqlite_utils")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
SAMPLE = str(ROOT / "resources" / "sample.ros1.json")
ASSESS = ["-m", "ros1_desktop", "assess", SAMPLE, "--as-of", "2026-11-20"]
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import of json, sqlite3, argparse, hashlib": ["-c", "import json, sqlite3, argparse, hashlib"],
    "--version": ["-m", "ros1_desktop", "--version"],
    "assess, sample case": ASSESS,
}


def python(arguments: list[str]) -> str:
    """Run Python; return what it wrote to standard error."""
    ended = subprocess.run(
        [sys.executable, *arguments], capture_output=True, check=True, text=True, env=ENVIRONMENT
    )
    return ended.stderr


def milliseconds(arguments: list[str]) -> float:
    """Return how long a fresh process takes."""
    begun = perf_counter()
    python(arguments)
    return (perf_counter() - begun) * 1000


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the imports and the times, each against an empty Python."""
    imported = {
        line.rpartition("|")[2].strip()
        for line in python(["-X", "importtime", *ASSESS]).splitlines()
    }
    found = [name for name in UNWANTED if name in imported]
    held = "NOT HELD" if found else "held"
    unwanted = f"{found or 'none'} of {', '.join(UNWANTED)}"
    say(f"assess imports {len(imported)} modules, {unwanted}; target none; {held}")
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(TURNS):
        for name, arguments in COMMANDS.items():
            took[name].append(milliseconds(arguments))
    unit = median(took["python -c pass"])
    for name, times in took.items():
        ratio = median(times) / unit
        say(f"{name}: {median(times):.0f} ms, best {min(times):.0f}, ratio {ratio:.1f}; no target")


if __name__ == "__main__":
    main()

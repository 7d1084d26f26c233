"""Counts what was checked: one line a check, and at the end `N passed, N failed`.

Rules:
 * A log begins with the SHA-256 of every file that was checked, so that it speaks for those alone.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


class Tally:
    """The checks of one command."""

    def __init__(self) -> None:
        """Begin with none."""
        self.passed = 0
        self.failed = 0
        self.lines: list[str] = []

    def hold(self, what: str, held: object, found: str = "") -> None:
        """Count a check that held or did not, and say what was found where it did not."""
        self.passed += bool(held)
        self.failed += not held
        self.say(f"{'ok  ' if held else 'FAIL'} {what}")
        if not held and found:
            self.say(f"     {found}")

    def say(self, line: str) -> None:
        """Print a line that belongs to the log."""
        self.lines.append(line)
        print(line, flush=True)

    def end(self) -> int:
        """Print the count; return the exit code."""
        self.say(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0

    def keep(self, log: Path, checked: Iterable[Path]) -> None:
        """Write the log of what was checked."""
        heads = [f"{sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in checked]
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("\n".join((*heads, "", *self.lines, "")), encoding="utf-8", newline="\n")

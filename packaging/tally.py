"""Counts what was checked: one line a check, and at the end `N passed, N failed`."""


class Tally:
    """The checks of one command."""

    def __init__(self) -> None:
        """Begin with none."""
        self.passed = 0
        self.failed = 0

    def hold(self, what: str, held: object, found: str = "") -> None:
        """Count a check that held or did not, and say what was found where it did not."""
        self.passed += bool(held)
        self.failed += not held
        print(f"{'ok  ' if held else 'FAIL'} {what}", flush=True)
        if not held and found:
            print(f"     {found}", flush=True)

    def end(self) -> int:
        """Print the count; return the exit code."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0

"""10,000 cases through `assess CASES.jsonl`: how long, and whether memory stays flat."""

import json
import os
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
FEW, MANY = 2_000, 10_000
MOST_SECONDS, MOST_GROWTH = 60, 1.05


def lines() -> list[bytes]:
    """Return the sample case and the examples, a line each."""
    examples = sorted((ROOT / "tests" / "examples").glob("*.case.json"))
    paths = [ROOT / "resources" / "sample.ros1.json", *examples]
    return [json.dumps(json.loads(path.read_bytes())).encode() + b"\n" for path in paths]


def run(count: int, folder: Path) -> tuple[float, int]:
    """Assess so many cases; return the seconds and the peak of memory in kB."""
    path, out = folder / f"{count}.jsonl", folder / f"{count}.out"
    path.write_bytes(b"".join(islice(cycle(lines()), count)))
    program = [sys.executable, "-m", "ros1_desktop", "assess", str(path), "--as-of", "2026-11-20"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = perf_counter()
    with out.open("wb") as output, subprocess.Popen(program, stdout=output, env=environment) as job:
        _, status, used = os.wait4(job.pid, 0)
        job.returncode = os.waitstatus_to_exitcode(status)
    took = perf_counter() - begun
    with out.open("rb") as printed:
        decided = sum(line.startswith(b'{"schema":"ros1-decision/1"') for line in printed)
    if job.returncode != 0 or decided != count:
        message = f"{decided} of {count} cases were decided, exit {job.returncode}"
        raise SystemExit(message)
    return took, used.ru_maxrss


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print time and memory with their targets."""
    with tempfile.TemporaryDirectory() as folder:
        _, few = run(FEW, Path(folder))
        seconds, many = run(MANY, Path(folder))
    held = "held" if seconds < MOST_SECONDS else "NOT HELD"
    say(
        f"{MANY} cases: {seconds:.1f} s ({MANY / seconds:.0f} a second); "
        f"target < {MOST_SECONDS} s; {held}"
    )
    held = "held" if many / few <= MOST_GROWTH else "NOT HELD"
    say(
        f"peak memory of {MANY} against {FEW} cases: {many / 1024:.1f} and {few / 1024:.1f} MB, "
        f"ratio {many / few:.2f}; target <= {MOST_GROWTH}; {held}"
    )


if __name__ == "__main__":
    main()

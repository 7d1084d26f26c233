"""Several programs on one profile: one keeps the draft, the others say so, and no file is torn.

    python tests/strain/instances.py PROFILE SHARED NUMBER ROUNDS      # what each of them runs

Two, four and eight start at once. Each asks for the place of the draft, keeps one if it has it, and
all of them save over the same case again and again. Then the one that has the place is killed, and
the next to start must get it, with the draft.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from ros1_desktop.app.start import write  # noqa: E402 (the checkout comes first)
from tests.strain.desk import drafts_in, environment, keep_draft  # noqa: E402 (the same)
from tests.strain.figure import Figure, Tier  # noqa: E402 (the same)
from tests.strain.killed import content_of  # noqa: E402 (the same)

ROUNDS: dict[Tier, int] = {"ci": 20, "hour": 500, "night": 5_000}
TOGETHER = (2, 4, 8)
NUMBERS = 7


def one_of(profile: Path, shared: Path, number: int, rounds: int) -> None:
    """Be one of several: say whether the place is ours, then save and save."""
    drafts = drafts_in(profile)
    sys.stdout.write(f"{int(drafts.begin())}\n")
    sys.stdout.flush()
    sys.stdin.readline()  # all have asked
    for turn in range(rounds):
        if drafts.is_ours:
            keep_draft(drafts, turn)
        write(shared, content_of(number % NUMBERS, 900), earlier=1)
    sys.stdout.write("done\n")
    sys.stdout.flush()
    sys.stdin.readline()  # whoever has the place is killed here


def together(count: int, rounds: int) -> list[str]:
    """Let so many run at once; return what went wrong."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        profile, shared = Path(place, "profile"), Path(place, "case.ros1.json")
        command = [sys.executable, __file__, str(profile), str(shared)]
        pipe = subprocess.PIPE
        running = [
            subprocess.Popen(
                [*command, str(number), str(rounds)], stdin=pipe, stdout=pipe, env=environment()
            )
            for number in range(count)
        ]
        owners = [one for one in running if _line(one) == "1"]
        faults = [] if len(owners) == 1 else [f"{len(owners)} of {count} have the place"]
        for one in running:
            _go(one)
        faults += [f"{count}: one did not end" for one in running if _line(one) != "done"]
        known = {content_of(number, 900) for number in range(NUMBERS)}
        torn = [path.name for path in Path(place).glob("case*") if path.read_bytes() not in known]
        faults += [f"{name} is torn" for name in torn]
        faults += [f"{path.name} is left" for path in Path(place).glob(".*.part")]
        for one in running:
            one.send_signal(signal.SIGKILL)
            one.wait()
            for stream in (one.stdin, one.stdout):
                if stream is not None:
                    stream.close()
        return faults + after_a_kill(profile, rounds)


def after_a_kill(profile: Path, rounds: int) -> list[str]:
    """Return what is wrong when the next one starts after the owner was killed."""
    drafts = drafts_in(profile)
    if not drafts.begin():
        return ["the place of a killed one is not free"]
    found = drafts.find()
    kept = found.answers.get("label") if found else None
    drafts.lock.unlock()
    return [] if kept == f"TB-{rounds - 1}" else [f"the draft is {kept}"]


def _line(one: "subprocess.Popen[bytes]") -> str:
    assert one.stdout is not None
    return one.stdout.readline().decode().strip()


def _go(one: "subprocess.Popen[bytes]") -> None:
    assert one.stdin is not None
    one.stdin.write(b"\n")
    one.stdin.flush()


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield what two, four and eight of them do to each other."""
    del seed
    for count in TOGETHER:
        faults = together(count, ROUNDS[tier])
        found = f"{faults[:2] or 0} ({count * ROUNDS[tier]:,} saves)"
        yield Figure(f"{count} programs on one profile", found, "0", not faults)


if __name__ == "__main__":
    one_of(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))

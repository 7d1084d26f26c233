"""Whether the frozen program ever opens a socket of the internet, in a full run under strace.

Rules:
 * The full run: every command, every sheet, the window with its preview, on offscreen and on X.
 * A program that does open such a socket is traced the same way, and must be seen.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from freeze import program_of
from linux.bare import screen
from smoke import SAMPLE, papers
from tally import Tally

DISPLAY = 96
INTERNET = re.compile(r"\b(?:AF_INET6?|AF_PACKET)\b")
SOCKET = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"


def traced(command: Sequence[str], environment: dict[str, str]) -> tuple[int, list[str]]:
    """Run a command; return its code and the calls with which it used sockets."""
    with TemporaryDirectory() as place:
        log = Path(place, "calls")
        strace = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log)]
        ended = subprocess.run(
            [*strace, *command], check=False, capture_output=True, cwd=place, env=environment
        )
        return ended.returncode, log.read_text(encoding="utf-8", errors="replace").splitlines()


def no_internet(bundle: Path, tally: Tally) -> None:
    """Trace a full run, and first a program that must be caught."""
    _, calls = traced([sys.executable, "-c", SOCKET], {})
    tally.hold("a socket of the internet is seen", any(map(INTERNET.search, calls)))
    with screen(DISPLAY) as display, TemporaryDirectory() as place:
        for arguments, more in _full_run(Path(place)):
            bare = {"HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "DISPLAY": display, **more}
            code, calls = traced([str(program_of(bundle)), *arguments], bare)
            found = [call for call in calls if INTERNET.search(call)]
            said = " ".join(Path(argument).name for argument in arguments)
            platform = more.get("QT_QPA_PLATFORM", "")
            tally.hold(f"{said} {platform}: no socket of the internet", not found, str(found))
            tally.hold(f"{said} {platform}: ran to its end", code == 0, f"exit {code}")


def _full_run(place: Path) -> Iterator[tuple[list[str], dict[str, str]]]:
    yield ["--version"], {}
    yield ["check"], {}
    yield ["assess", str(SAMPLE)], {}
    for name, case, asked in papers():
        given = place / f"{name}.ros1.json"
        given.write_bytes(case)
        yield ["sheet", str(given), *asked, "-o", "out.pdf"], {}
    for platform in ("offscreen", "xcb"):
        yield ["check", "--window", "out.png"], {"QT_QPA_PLATFORM": platform}

"""Whether the frozen program shows its window on Wayland, in a compositor without a screen.

Rules:
 * Nothing of X is there, and nothing tells Qt which platform to take: it finds Wayland itself.
 * Where the compositor has ended the same command has to fail, so that the check can.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from freeze import program_of
from ros1_desktop.app.offered import LANGUAGES
from tally import Tally
from windows.look import is_drawn

SOCKET = "ros1-check"
PATIENCE = 60  # seconds


def on_wayland(bundle: Path, tally: Tally) -> None:
    """Hold that the window opens on Wayland, in both languages, down to the preview."""
    with TemporaryDirectory() as place:
        with compositor(Path(place)):
            for language in LANGUAGES:
                code, said = _window(bundle, Path(place), language)
                drawn = is_drawn(Path(place, f"{language}.png"))
                tally.hold(f"window {language}", code == 0 and "wayland" in said and drawn, said)
        code, said = _window(bundle, Path(place), "en")
        tally.hold("no window without the compositor", code != 0, said)


@contextmanager
def compositor(place: Path) -> Iterator[None]:
    """Run a compositor until the end of the block; its socket stands in a folder.

    Raises:
        TimeoutError: it did not come up.
    """
    place.chmod(0o700)
    size = ["--width=1366", "--height=768", "--idle-time=0"]
    started = subprocess.Popen(
        ["weston", "--backend=headless-backend.so", "--no-config", f"--socket={SOCKET}", *size],
        env={"XDG_RUNTIME_DIR": str(place), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + PATIENCE
        while not (place / SOCKET).exists():
            if started.poll() is not None or time.monotonic() > until:
                message = "weston did not start"
                raise TimeoutError(message)
            time.sleep(0.1)
        yield
    finally:
        started.terminate()
        started.wait()


def _window(bundle: Path, place: Path, language: str) -> tuple[int, str]:
    """Open the window and draw it; return the code and what was said."""
    asked = ["check", "--window", str(place / f"{language}.png"), "--lang", language]
    ended = subprocess.run(
        [str(program_of(bundle)), *asked],
        check=False,
        capture_output=True,
        text=True,
        cwd=place,
        env={
            "HOME": str(place),
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(place),
            "XDG_SESSION_TYPE": "wayland",
            "WAYLAND_DISPLAY": SOCKET,
        },
    )
    return ended.returncode, ended.stdout + ended.stderr

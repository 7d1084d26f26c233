"""A bare system to install in: Debian by debootstrap, without Python, its network cut when told.

Rules:
 * It is made once from Debian's archive and unpacked anew for every use.
 * Needs root, debootstrap, and for the window Xvfb; what is checked runs as an ordinary user.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from freeze import BUILD

USER = "clinic"
SCREEN = "1366x768x24"
X_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 (where X has them)
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["grab", "-platform", "xcb"])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


class Bare:
    """One bare system."""

    def __init__(self, root: Path) -> None:
        """Keep where it is."""
        self.root = root
        self.home = root / "home" / USER

    def outside(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as its root, with the network."""
        return _run("chroot", str(self.root), *command)

    def cut(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as its root, with the network cut."""
        return _run("unshare", "-n", "chroot", str(self.root), *command)

    def user(self, command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of the shell as its ordinary user, with the network cut.

        `more` is set in the environment.
        """
        return _run(*self._as_user(command, more))

    @contextmanager
    def running(self, command: str, **more: str) -> "Iterator[subprocess.Popen[bytes]]":
        """Run a command of the shell as its ordinary user until the end of the block."""
        started = subprocess.Popen(self._as_user(command, more), start_new_session=True)
        try:
            yield started
        finally:
            os.killpg(started.pid, 15)
            started.wait()

    def _as_user(self, command: str, more: dict[str, str]) -> list[str]:
        named = {"LC_ALL": "C.UTF-8", "HOME": f"/home/{USER}", "PATH": "/usr/bin:/bin", **more}
        env = [f"{name}={word}" for name, word in named.items()]
        who = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
        cut = ["unshare", "-n", "chroot", str(self.root), *who]
        return [*cut, "env", "-i", *env, "sh", "-c", f"cd; {command}"]


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, check=False, capture_output=True, text=True)


@contextmanager
def bare_system(suite: str) -> Iterator[Bare]:
    """Unpack a bare system of a Debian release, such as `bookworm`; take it away afterwards."""
    packed = BUILD / "bare" / f"{suite}.tar"
    root = BUILD / "bare" / suite
    if not packed.exists():
        packed.parent.mkdir(parents=True, exist_ok=True)
        make = ["debootstrap", "--variant=minbase", suite, str(root)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["tar", "-C", str(root), "-cf", str(packed), "."], check=True)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    subprocess.run(["tar", "-C", str(root), "-xf", str(packed)], check=True)
    X_SOCKETS.mkdir(exist_ok=True)
    mounts = ((Path("/proc"), root / "proc"), (X_SOCKETS, root / "tmp/.X11-unix"))
    for source, target in mounts:
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--bind", str(source), str(target)], check=True)
    try:
        found = Bare(root)
        found.outside("useradd", "-m", USER)
        yield found
    finally:
        for _, target in mounts:
            subprocess.run(["umount", str(target)], check=True)
        shutil.rmtree(root)


@contextmanager
def screen(number: int) -> Iterator[str]:
    """Start an X server; return its name for DISPLAY."""
    name = f":{number}"
    server = subprocess.Popen(
        ["Xvfb", name, "-screen", "0", SCREEN, "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    try:
        while not (X_SOCKETS / f"X{number}").exists():
            time.sleep(0.1)
        yield name
    finally:
        server.terminate()
        server.wait()


def picture_of(display: str, out: Path) -> Path:
    """Draw what is on a screen."""
    out.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-c", GRAB, str(out)], check=True, env={**os.environ, "DISPLAY": display}
    )
    return out

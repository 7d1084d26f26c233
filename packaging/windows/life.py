"""One Windows under Wine, as the checks of the program's life use it.

Rules:
 * Wine's place is new, and nothing of Windows is set by hand but what a check is about.
 * What runs without a window is told so (`/S`), as in a silent roll-out; exit codes are asked for.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from freeze import BUILD, NAME
from linux.bare import picture_of
from smoke import digests
from tally import Tally
from windows.look import is_drawn
from windows.wine import Machine

PLACE = BUILD / "windows" / "life"
PYTHON = BUILD / "windows" / "python" / "python.exe"
PICTURES = BUILD / "pictures"
START, REMOVER = f"{NAME}-window.exe", f"{NAME}-uninstall.exe"
ENTRY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
OURS = ("ros1", "ROS1")  # what any trace of ours in the registry holds
PATIENCE = 90  # seconds for a window to appear on a busy machine


class Life:
    """One Windows under Wine, and what the checks ask of it."""

    def __init__(self, tally: Tally) -> None:
        """Make the Windows anew."""
        shutil.rmtree(PLACE, ignore_errors=True)
        self.tally = tally
        self.machine = Machine(PLACE, {**os.environ, "LC_ALL": "C.UTF-8"})
        self.drive = self.machine.drive
        (self.home,) = (
            folder for folder in (self.drive / "users").iterdir() if folder.name != "Public"
        )
        self.local = self.home / "AppData" / "Local"
        self.installed = self.local / "Programs" / NAME
        self.shortcut = (
            self.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/ROS1 desktop.lnk"
        )
        self.own = self.local / NAME / "drafts" / "keep.ros1.json"
        self.starter = (
            sys.executable,
            str(Path(__file__).with_name("wine.py")),
            str(PLACE),
        )

    def setup(self, file: Path, folder: Path | str = "") -> int:
        """Install without a window; return the exit code.

        NSIS wants the folder last and bare, so a Windows Python hands the line on as it is.
        """
        line = f'"{self.machine.seen(file)}" /S'
        if folder:
            line += f" /D={self.machine.seen(folder) if isinstance(folder, Path) else folder}"
        call = f"import subprocess, sys; sys.exit(subprocess.call({line!r}))"
        return self.machine.run(PYTHON, "-c", call).returncode

    def remove(self, folder: Path) -> int:
        """Remove without a window, in place, so that the exit code is its own."""
        asked = f"_?={self.machine.seen(folder)}"
        return self.machine.run(folder / REMOVER, "/S", asked).returncode

    def remove_as_windows_does(self, folder: Path) -> None:
        """Remove by the line in the registry; it goes on in a copy of itself."""
        self.machine.run(folder / REMOVER, "/S")
        for _ in range(PATIENCE):
            if not (folder / REMOVER).exists():
                break
            time.sleep(1)

    def registry(self) -> set[str]:
        """Return the keys of the registry, the user's and the machine's, that name us."""
        found = set()
        for root in ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"):
            out = self.drive / "registry.txt"
            out.unlink(missing_ok=True)
            self.machine.run("regedit", "/E", self.machine.seen(out), root)
            key = ""
            for line in out.read_text(encoding="utf-16").splitlines():
                key = line.strip("[]") if line.startswith("[") else key
                if any(word in line for word in OURS):
                    found.add(key)
        return found

    def entry(self, value: str) -> str:
        """Return a value of the entry in "Apps", empty where there is none."""
        said = self.machine.run("reg", "query", ENTRY, "/v", value).stdout
        lines = said.decode("utf-8", "replace").splitlines()
        return next((line.split()[-1] for line in lines if " REG_" in line), "")

    def files(self, folder: Path) -> dict[str, str]:
        """Return what is installed in a folder, without the remover."""
        found = digests(folder) if folder.is_dir() else {}
        return {name: digest for name, digest in found.items() if name != REMOVER}

    @contextmanager
    def window(self, folder: Path, display: str, *arguments: str) -> Iterator[bool]:
        """Open the window; give whether it was drawn; close it at the end."""
        self.machine.environment["DISPLAY"] = display
        process = self.machine.start(folder / START, *arguments)
        try:
            yield self._appears(display)
        finally:
            process.kill()
            process.wait()

    def _appears(self, display: str) -> bool:
        picture = PICTURES / "seen.png"
        for _ in range(PATIENCE):
            if is_drawn(picture_of(display, picture)):
                return True
            time.sleep(1)
        return False

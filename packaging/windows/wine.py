"""How a Windows program is run: by Windows itself, or by Wine elsewhere.

    python packaging/windows/wine.py PLACE PROGRAM [ARGUMENT ...]

Rules:
 * Wine gets a place of its own, made here and thrown away at will; the user's own Wine stays as it
   is. Wine's network, browser and desktop menus are off.
 * Programs read from a pipe and write into one: under Wine, Windows Python refuses plain files.
 * Libraries that every Windows 10 has, and Wine 8 has not, are stood in for (shim/) in that place
   alone. They never travel with the program: closure.py refuses them.
 * No window manager is asked for, and no debugger waits at a program that died. The program's own
   font stands in for those of Windows, so that the installer can be read in pictures.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SHIMS = Path(__file__).resolve().parent / "shim"
ON_WINDOWS = sys.platform == "win32"
FONTS = SHIMS.parents[2] / "resources" / "fonts"
FONT = "BIZ UDPGothic"
REPLACED = r"HKCU\Software\Wine\Fonts\Replacements"
WINES = ("/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine")  # Debian hides the first
COMPILER = "x86_64-w64-mingw32-gcc"
OVERRIDES = "mscoree,mshtml=;winemenubuilder.exe,winedbg.exe=d;bcryptprimitives,icuuc,mscms=n"
LONGEST = 1800  # seconds; a busy machine takes ten times the usual


class Machine:
    """A Windows 10 to run programs on; `place` is Wine's folder, unused on Windows itself."""

    def __init__(self, place: Path, environment: Mapping[str, str] = os.environ) -> None:
        """Take Wine's folder, made there if it is not; `environment` is what programs see."""
        self.place = place.resolve()
        self.drive = self.place / "drive_c"
        self.command: tuple[str, ...] = ()
        self.environment = dict(environment)
        if ON_WINDOWS:
            return
        self.command = (_wine(),)
        self.environment |= {
            "WINEPREFIX": str(self.place),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
        }
        # Wine keeps variables of Qt from Windows programs, unless they are named like this.
        names = [name for name in environment if name.startswith("QT_")]
        self.environment |= {f"WINE{name}": environment[name] for name in names}
        if not (self.place / "ready").is_file():
            self._make()

    def _make(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        self.run("wineboot", "-i")
        self.be("win10")
        self.run("reg", "add", r"HKCU\Software\Wine\X11 Driver", "/v", "Managed", "/d", "N", "/f")
        for font in FONTS.glob("*.ttf"):
            shutil.copy(font, self.drive / "windows" / "Fonts")
        for name in ("MS Shell Dlg", "MS Shell Dlg 2", "MS UI Gothic", "Segoe UI", "Tahoma"):
            self.run("reg", "add", REPLACED, "/v", name, "/d", FONT, "/f")
        for source in sorted(SHIMS.glob("*.c")):
            library = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            compiled = [
                COMPILER,
                "-O2",
                "-shared",
                "-s",
                "-o",
                str(library),
                str(source),
                "-ladvapi32",
            ]
            subprocess.run(compiled, check=True)
        (self.place / "ready").touch()

    def be(self, version: str) -> None:
        """Make Wine say which Windows it is: `win10`, `win81`."""
        self.run("winecfg", "-v", version)

    def set_build(self, build: str) -> None:
        """Make Wine say which build of that Windows it is."""
        key = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion"
        for value in ("CurrentBuild", "CurrentBuildNumber"):
            self.run("reg", "add", key, "/v", value, "/d", build, "/f")

    def seen(self, path: Path) -> str:
        """Return a path as Windows programs write it."""
        if ON_WINDOWS:
            return str(path)
        if path.is_relative_to(self.drive):
            return "\\".join(("C:", *path.relative_to(self.drive).parts))
        return "Z:" + str(path).replace("/", "\\")

    def start(self, program: Path | str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a program with pipes at all its ends; the caller waits for it."""
        pipe = subprocess.PIPE
        command = [*self.command, str(program), *arguments]
        return subprocess.Popen(command, env=self.environment, stdin=pipe, stdout=pipe, stderr=pipe)

    def run(self, program: Path | str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run a program to its end.

        Raises:
            subprocess.TimeoutExpired: it did not end in half an hour; it is killed.
        """
        with self.start(program, *arguments) as process:
            try:
                said, errors = process.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return subprocess.CompletedProcess(process.args, process.returncode, said, errors)


def _wine() -> str:
    for name in WINES:
        if Path(name).is_file():
            return name
    message = "Wine is missing: sh packaging/windows/tools.sh installs it"
    raise FileNotFoundError(message)


def main(arguments: list[str]) -> int:
    """Run one program and hand on what it says."""
    place, program, *others = arguments
    ended = Machine(Path(place)).run(program, *others)
    sys.stdout.buffer.write(ended.stdout)
    sys.stderr.buffer.write(ended.stderr)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

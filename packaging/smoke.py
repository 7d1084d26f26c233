"""Whether the frozen program does what the program from source does, before anything is packed.

usage: python packaging/smoke.py FOLDER [COMMAND that starts a program of the folder's system ...]

Rules:
 * Every command and every kind of sheet, in both languages: the same output, to the byte.
 * The window is opened, on the offscreen platform of Qt, down to the preview of the sheet.
 * Nothing is set around the program: a bare environment, an empty home, another folder.
 * The folder is not written to, and is as it was.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from freeze import ROOT, epoch, program_of
from ros1_desktop.app.arguments import CLINICIAN, SHEETS
from ros1_desktop.app.offered import LANGUAGES
from ros1_desktop.exchange.sealed import make_key
from tally import Tally

SAMPLE = ROOT / "resources" / "sample.ros1.json"
DAY = ("--as-of", "2026-11-20")
ON_A_TEST = "next-test"  # the kind of sheet for a case whose next step is a test
UNTESTED = b'{"schema":"ros1-case/1"}\n'  # such a case
LEAST_PICTURE = 20_000  # bytes; an empty window is smaller
HARMLESS = "This plugin does not support propagateSizeHints()"  # of Qt's offscreen platform


class Both:
    """The frozen program and the program from source, started alike in an empty place."""

    def __init__(self, frozen: Sequence[str], place: Path) -> None:
        """Keep how the frozen one is started, and the place."""
        self.frozen = tuple(frozen)
        self.source = (sys.executable, "-m", "ros1_desktop")
        self.place = place
        bare = ("PATH", "SYSTEMROOT", "DISPLAY", "WINEPREFIX")
        self.environment = {
            **{name: os.environ[name] for name in bare if name in os.environ},
            "HOME": str(place),
            "LC_ALL": "C",
            "QT_QPA_PLATFORM": "offscreen",
            "SOURCE_DATE_EPOCH": str(epoch()),
        }

    def run(self, program: Sequence[str], *arguments: str, **more: str) -> tuple[int, str, str]:
        """Run one of the two; return its code and what it said, without Qt's harmless line.

        `more` is set in the environment.
        """
        environment = {**self.environment, **more}
        if program is self.source:
            environment["PYTHONPATH"] = str(ROOT)
        ended = subprocess.run(
            [*program, *arguments],
            check=False,
            capture_output=True,
            cwd=self.place,
            env=environment,
        )
        said = ended.stderr.decode("utf-8", "replace").replace("\r\n", "\n")
        errors = "".join(f"{line}\n" for line in said.splitlines() if line.strip() != HARMLESS)
        return ended.returncode, ended.stdout.decode("utf-8", "replace"), errors


def smoke(bundle: Path, starter: Sequence[str] = (), tally: Tally | None = None) -> Tally:
    """Hold the frozen program against the program from source."""
    tally = tally or Tally()
    before = digests(bundle)
    with TemporaryDirectory() as place:
        both = Both((*starter, str(program_of(bundle))), Path(place))
        _texts(both, tally)
        _sheets(both, tally)
        _window(both, tally)
    tally.hold("the folder is as it was", digests(bundle) == before)
    return tally


def _texts(both: Both, tally: Tally) -> None:
    wrong = both.place / "wrong.ros1.json"
    wrong.write_bytes(b'{"schema":"ros1-case/1","ecog_ps":true}\n')
    passphrase, sealed = both.place / "passphrase.txt", both.place / "sealed.ros1.json"
    passphrase.write_text("枝豆 と 夏の夕立\n", encoding="utf-8")
    sealed.write_bytes(make_key(passphrase.read_text("utf-8").strip()).seal(SAMPLE.read_bytes()))
    for arguments, code in (
        (("--version",), 0),
        (("check",), 0),
        (("check", "--hazards"), 0),
        (("assess", str(SAMPLE), *DAY), 0),
        (("assess", str(SAMPLE), *DAY, "--jurisdiction", "US"), 0),
        (("facts", "outcomes", *DAY), 0),
        (("assess", str(sealed), *DAY, "--passphrase-file", str(passphrase)), 0),
        (("assess", str(wrong)), 2),
    ):
        frozen = both.run(both.frozen, *arguments)
        source = both.run(both.source, *arguments)
        named = " ".join(Path(argument).name for argument in arguments if argument not in DAY)
        found = f"exit {frozen[0]} and {source[0]}: {frozen[2] or source[2]}"
        tally.hold(named, frozen == source and frozen[0] == code, found)


def papers() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """Yield every paper that can be made: its name, a case that it is for, and how it is asked for.

    A handout on the next test is for a patient who was not tested; very plain Japanese is Japanese.
    """
    for kind in SHEETS:
        case = UNTESTED if kind == ON_A_TEST else SAMPLE.read_bytes()
        for language in LANGUAGES:
            yield f"{kind} {language}", case, (*DAY, "--kind", kind, "--lang", language)
        if kind != CLINICIAN:
            yield f"{kind} plain", case, (*DAY, "--kind", kind, "--lang", "ja", "--plain")


def _sheets(both: Both, tally: Tally) -> None:
    for name, case, asked in papers():
        given = both.place / "case.ros1.json"
        given.write_bytes(case)
        drawn, said = [], ""
        for program, file in ((both.frozen, "frozen.pdf"), (both.source, "source.pdf")):
            paper = both.place / file
            paper.unlink(missing_ok=True)
            code, _, errors = both.run(program, "sheet", str(given), *asked, "-o", str(paper))
            said += errors
            drawn.append(paper.read_bytes() if code == 0 else b"")
        tally.hold(f"sheet {name}", drawn[0] and drawn[0] == drawn[1], said)


def _window(both: Both, tally: Tally) -> None:
    for language in LANGUAGES:
        picture = both.place / f"window-{language}.png"
        asked = ("check", "--window", str(picture), "--lang", language)
        code, said, errors = both.run(both.frozen, *asked, LC_ALL="C.UTF-8")
        shown = said.count("\n") == len(("the window", "the sheet")) and not errors
        drawn = picture.is_file() and picture.stat().st_size > LEAST_PICTURE
        tally.hold(f"window {language}", code == 0 and shown and drawn, f"exit {code}: {errors}")


def digests(folder: Path) -> dict[str, str]:
    """Return what is in a folder, by place: the digest of a file, where a link leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[inside] = f"-> {path.readlink()}"
        elif path.is_file():
            found[inside] = sha256(path.read_bytes()).hexdigest()
    return found


if __name__ == "__main__":
    sys.exit(smoke(Path(sys.argv[1]), sys.argv[2:]).end())

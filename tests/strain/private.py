"""Nothing goes out, and nothing of a patient stays behind but in the case, its draft and its sheet.

The whole job of `job.py` runs in a home of its own, a word typed in every field. It runs under
strace, which sees every call that could reach a network and every file opened for writing; in a
namespace that has no network at all; and twice more to be killed while a draft is there: a plain
one, and that of a case under a passphrase, which may hold no clear word. Afterwards the home is
searched for the word, in every encoding a system writes. Each of these notices the control, which
does everything wrong.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1_desktop.exchange.sealed import is_sealed
from tests.strain.desk import environment
from tests.strain.figure import Figure, Tier

WORD = "Kanariya-Q7"
JOB = Path(__file__).with_name("job.py")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
TRACE = ("strace", "-f", "-qq", "-s", "200", "-e", "trace=%network,openat,open,creat", "-o")
APART = ("unshare", "--user", "--map-root-user", "--net")
_CALL = re.compile(r"^\d+ +(\w+)\(")
_OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]*)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)')
SYSTEM = ("/dev/", "/proc/")
OWN_FILES = re.compile(r"out/(case\.ros1\.json|sheet\.pdf)|.*/draft\.json(\.[0-9])?")


@dataclass(frozen=True, slots=True)
class Job:
    """What a job left: its end, its calls to a network, files written elsewhere, and its home."""

    code: int
    network: tuple[str, ...]
    elsewhere: tuple[str, ...]
    imported: tuple[str, ...]
    seen: tuple[str, ...]
    said: bytes
    holding: tuple[str, ...]
    metadata: bool
    drafted: bool
    sealed: bool


def run(ending: str, before: Sequence[str] = (), *, traced: bool = False) -> Job:
    """Run the job in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="ros1-strain-") as place:
        home = Path(place, "home")
        out, trace = home / "out", Path(place, "trace")
        out.mkdir(parents=True)
        own = {"HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
        kinds = ("DATA", "CONFIG", "CACHE", "STATE")
        own |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
        tracing = (*TRACE, str(trace)) if traced else ()
        asked = [*before, *tracing, sys.executable, str(JOB), str(out), WORD, ending]
        ended = subprocess.run(asked, check=False, capture_output=True, env=environment(**own))
        lines = trace.read_text(errors="replace").splitlines() if traced else []
        told = out / "seen.json"
        found = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
        told.unlink(missing_ok=True)
        return Job(
            code=ended.returncode,
            network=tuple(line for line in lines if _is_network(line)),
            elsewhere=tuple(_elsewhere(lines, place)),
            imported=tuple(found.get("imported", ())),
            seen=tuple(found.get("seen", ())),
            said=ended.stdout + ended.stderr,
            holding=tuple(holding(home, own=ending != "protected")),
            metadata=in_metadata(out / "sheet.pdf"),
            drafted=any(WORD in draft.read_text("utf-8") for draft in home.rglob("draft.json")),
            sealed=any(is_sealed(draft.read_bytes()) for draft in home.rglob("draft-*.sealed")),
        )


def _is_network(line: str) -> bool:
    call = _CALL.match(line)
    return call is not None and call[1] not in ("open", "openat", "creat")


def _elsewhere(lines: list[str], place: str) -> Iterator[str]:
    for line in lines:
        opened = _OPENED.search(line)
        failed = " = -1 " in line
        if opened and not failed and not opened[1].startswith((place, *SYSTEM)):
            yield opened[1]


def holding(home: Path, *, own: bool) -> Iterator[str]:
    """Yield the files of a home that hold the word; `own`: the case, the sheet, the draft may."""
    words = [WORD.encode(encoding) for encoding in ENCODINGS]
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if own and OWN_FILES.fullmatch(name):
            continue
        content = path.read_bytes() if path.is_file() else b""
        if WORD in name or any(word in content for word in words):
            yield name


def in_metadata(sheet: Path) -> bool:
    """Tell whether the word stands in a PDF outside its pages: title, properties, XMP."""
    if not sheet.exists():
        return False
    content = sheet.read_bytes()
    plain = [content]
    for start in re.finditer(rb"/Type */Metadata.*?stream\r?\n", content, re.DOTALL):
        stream = content[start.end() :]
        try:
            plain.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            plain.append(stream[: stream.find(b"endstream")])
    words = [WORD.encode(encoding) for encoding in ENCODINGS]
    # Pages are compressed: what can be read as it stands is none of them.
    return any(word in part for part in plain for word in words)


def bad_of(job: Job, code: int, *, drafted: bool = False, sealed: bool = False) -> list[str]:
    """Return everything in which a job let something out or left something behind."""
    word = WORD.encode()
    return [
        *(["it did not end as it should"] if job.code != code else []),
        *(f"file: {name}" for name in job.holding),
        *(f"window: {text}" for text in job.seen if WORD in text),
        *(["printed"] if word in job.said else []),
        *(["metadata"] if job.metadata else []),
        *(["a draft where none should be, or none"] if job.drafted != drafted else []),
        *(["a draft with passphrase, or none"] if job.sealed != sealed else []),
    ]


def measure(tier: Tier, seed: int) -> Iterator[Figure]:
    """Yield what went out and what stayed behind."""
    del tier, seed
    traced = shutil.which("strace") is not None
    done, control = run("done", traced=traced), run("control", traced=traced)
    if traced:
        calls, wrong = len(done.network), len(control.network)
        yield Figure(
            "network calls of a whole job",
            f"{calls} (control: {wrong})",
            "0",
            not calls and wrong > 0,
        )
        written = len(done.elsewhere)
        yield Figure("files written outside its home", f"{written}", "0", not written)
    else:
        yield Figure("network calls of a whole job", "strace is not here", "0", None)
    imported, wrong = len(done.imported), len(control.imported)
    yield Figure(
        "imports of a network", f"{imported} (control: {wrong})", "0", not imported and wrong > 0
    )
    yield apart()
    killed, protected = run("killed"), run("protected")
    noticed = bad_of(control, 0)
    for ending, bad in (
        ("done", bad_of(done, 0)),
        ("killed", bad_of(killed, -9, drafted=True)),
        ("sealed", bad_of(protected, -9, sealed=True)),
    ):
        found = f"{bad or 0} (control: {len(noticed)})"
        yield Figure(
            f"word of a patient elsewhere, {ending}", found, "0", not bad and len(noticed) > 1
        )


def apart() -> Figure:
    """Return whether the whole job is done where there is no network."""
    try:
        there = subprocess.run([*APART, "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        there = False
    if not there:
        return Figure(
            "whole job without any network", "no namespace may be made here", "done", None
        )
    job = run("done", APART)
    return Figure(
        "whole job without any network",
        "done" if job.code == 0 else "not done",
        "done",
        job.code == 0,
    )

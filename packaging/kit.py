"""The offline kit: one folder for a stick, with all that a clinic needs and can check.

Rules:
 * It holds the installers that were built, and tells of those alone.
 * A log speaks for an installer only where it names that very file by its SHA-256, and ends without
   a failure; an installer without one is said to be untested.
 * The list of SHA-256 is signed by a key that is named by its path and never copied. Without one a
   key of a rehearsal is made, and the kit says on its page and in its name that it is a rehearsal.
"""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from freeze import BUILD, DIST, MAINTAINER, NAME, NOBODY, ROOT, VERSION
from kit_sheet import ENDINGS, sheet_of
from parts import parts_in
from ros1_desktop.knowledge.store import Store, open_store
from ros1_desktop.words import read_words
from sbom import sbom

HERE = Path(__file__).parent / "kit_texts"
LOGS = BUILD / "logs"
SYSTEMS = {"windows": re.compile(r"-windows-"), "linux": re.compile(r"\.(?:deb|run)$")}
LIST, SIGNATURE, PUBLIC = "SHA256SUMS", "SHA256SUMS.minisig", "minisign.pub"
HOLDS = re.compile(r"^[1-9]\d* passed, 0 failed$", re.MULTILINE)


def make_kit(key: Path | None = None, dist: Path = DIST, work: Path = BUILD) -> Path:
    """Put the kit together from what was built; return its folder.

    Raises:
        FileNotFoundError: nothing was built, or there is no such key.
    """
    installers = sorted(file for file in dist.iterdir() if _is_installer(file))
    if not installers:
        message = f"nothing to install in {dist}: build linux or windows first"
        raise FileNotFoundError(message)
    secret, public = _keys(key)
    kit = dist / f"{NAME}-{VERSION}-kit{'' if key else '-rehearsal'}"
    shutil.rmtree(kit, ignore_errors=True)
    kit.mkdir(parents=True)
    for file in (*installers, *sorted(HERE.glob("*.txt"))):
        shutil.copy(file, kit)
    shutil.copy(public, kit / PUBLIC)
    _put_pages(kit, installers, public, rehearsal=key is None)
    _put_parts(kit, installers, work)
    _put_tests(kit, installers)
    _sign(kit, secret)
    return kit


def _is_installer(file: Path) -> bool:
    of_this_version = file.name.startswith((f"{NAME}-{VERSION}-", f"{NAME}_{VERSION}_"))
    return file.is_file() and of_this_version and file.name.endswith(tuple(ENDINGS))


def _keys(key: Path | None) -> tuple[Path, Path]:
    """Return the secret and the public key; without one of one's own, those of a rehearsal."""
    if key is not None:
        public = key.with_suffix(".pub")
        for file in (key, public):
            if not file.is_file():
                message = f"{file}: no such key; minisign -G makes a pair"
                raise FileNotFoundError(message)
        return key, public
    secret, public = BUILD / "rehearsal.key", BUILD / "rehearsal.pub"
    if not secret.exists():
        BUILD.mkdir(exist_ok=True)
        subprocess.run(
            ["minisign", "-G", "-W", "-p", str(public), "-s", str(secret)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return secret, public


def _put_pages(kit: Path, installers: list[Path], public: Path, *, rehearsal: bool) -> None:
    store = open_store(ROOT / "resources")
    told = {
        "edition": _edition(store),
        "fingerprint": store.fingerprint,
        "public": public.read_text(encoding="utf-8").splitlines()[1],
        "walks": "; ".join(walks()),
        "rehearsal": "yes" if rehearsal else "",
    }
    store.close()
    digests = {file.name: _digest(file) for file in installers}
    for language in ("ja", "en"):
        page = sheet_of(read_words(ROOT / "resources", language), told, digests)
        (kit / f"INSTALL-{language}.pdf").write_bytes(page)


def _edition(store: Store) -> str:
    (edition,) = store.facts("edition")
    return str(edition["id"])


def unanswered(maintainer: str = MAINTAINER) -> str:
    """Return what to say where nobody is named who answers for the release; else nothing."""
    if not maintainer.endswith(NOBODY):
        return ""
    return "nobody answers for this release: name `maintainers` in pyproject.toml, build, try again"


def walks() -> list[str]:
    """Return who went through the list on a real Windows computer with this very version."""
    text = (HERE / "walked.toml").read_text(encoding="utf-8")
    return [
        f"Windows {walk['windows']}, {walk['date']}, {walk['by']}"
        for walk in tomllib.loads(text).get("walk", [])
        if walk["version"] == VERSION
    ]


def _put_parts(kit: Path, installers: list[Path], work: Path) -> None:
    """Put the licences and the list of parts of every system that there is an installer for."""
    for system, named in SYSTEMS.items():
        bundle = work / system / "bundle" / NAME
        if any(named.search(file.name) for file in installers):
            texts = bundle / "_internal" / "ros1_desktop" / "resources" / "licences"
            shutil.copytree(texts, kit / "licences" / system)
            found = sbom(bundle, parts_in(bundle), system)
            (kit / f"sbom-{system}.cdx.json").write_text(found, encoding="utf-8", newline="\n")


def _put_tests(kit: Path, installers: list[Path]) -> None:
    """Put the logs that speak for these very files, and say what was tested and what was not."""
    logs = {log: log.read_text(encoding="utf-8") for log in sorted(LOGS.glob("*.txt"))}
    lines = [f"ROS1 desktop {VERSION}", "", "試験したもの / What was tested", ""]
    lines += tested(installers, logs)
    lines += ["", "試験していないもの / What was not tested", "", *_not_tested(), ""]
    (kit / "TESTED.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    for log, said in logs.items():
        if any(_speaks_for(said, file) for file in installers):
            (kit / "logs").mkdir(exist_ok=True)
            shutil.copy(log, kit / "logs")


def tested(installers: Iterable[Path], logs: Mapping[Path, str]) -> Iterator[str]:
    """Yield a line for each installer: the logs that speak for it, or that none does."""
    for file in installers:
        found = (
            f"{log.name}: {_count(said)}" for log, said in logs.items() if _speaks_for(said, file)
        )
        yield f"{file.name}: {', '.join(found) or '未試験 / not tested'}"


def _speaks_for(log: str, file: Path) -> bool:
    return f"{_digest(file)}  {file.name}\n" in log and HOLDS.search(log) is not None


def _count(log: str) -> str:
    counts: list[str] = HOLDS.findall(log)
    return counts[-1]


def _not_tested() -> Iterator[str]:
    for language in ("ja", "en"):
        say = read_words(ROOT / "resources", language).say
        told = "; ".join(walks())
        yield say("install.walked", walks=told) if told else say("install.not_walked")
    yield from (HERE / "not-tested.md").read_text(encoding="utf-8").splitlines()


def _sign(kit: Path, secret: Path) -> None:
    files = sorted(path for path in kit.rglob("*") if path.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(kit).as_posix()}\n" for path in files]
    (kit / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")
    said = f"ROS1 desktop {VERSION}"
    subprocess.run(
        ["minisign", "-S", "-s", str(secret), "-m", LIST, "-x", SIGNATURE, "-t", said],
        check=True,
        cwd=kit,
    )


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()

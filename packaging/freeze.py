"""The program frozen by PyInstaller: one folder that runs where there is no Python.

Rules:
 * The store is built from the text first, so that no bundle carries an older one.
 * Two runs give the same bytes: the hash seed, the time and the places of work are fixed.
 * The time is the day of the knowledge's edition; SOURCE_DATE_EPOCH may name another.
 * What PyInstaller puts together in the order of its walk, which no seed fixes, is put in order.
"""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import ros1_desktop  # noqa: E402 (this checkout comes first)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAME = str(PROJECT["name"])
VERSION = ros1_desktop.__version__
MAINTAINER = "{name} <{email}>".format(**PROJECT["maintainers"][0])
NOBODY = "@localhost>"  # ends a maintainer who is still nobody
SPEC = ROOT / "packaging" / "ros1_desktop.spec"
BUILD, DIST = ROOT / "build", ROOT / "dist"


def epoch() -> int:
    """Return the time that everything built bears, in seconds since 1970."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    text = tomllib.loads((ROOT / "resources/knowledge/edition.toml").read_text("utf-8"))
    day = datetime.fromisoformat(text["edition"][0]["date"])
    return int(day.replace(tzinfo=UTC).timestamp())


def still_environment() -> dict[str, str]:
    """Return an environment in which two runs do the same."""
    kept = {name: word for name, word in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(epoch())}


def build_store() -> None:
    """Build the store from the text, whatever is there."""
    from ros1_desktop.knowledge import build, store  # noqa: PLC0415 (only where it is built)

    resources = ROOT / "resources"
    build.build_store(resources, resources / store.STORE)


def put_in_order(archive: Path) -> None:
    """Write an archive of modules anew, its members by name."""
    with zipfile.ZipFile(archive) as found:
        members = sorted((name, found.read(name)) for name in found.namelist())
    with zipfile.ZipFile(archive, "w") as ordered:
        for name, content in members:
            ordered.writestr(zipfile.ZipInfo(name), content)


def freeze(system: str, python: Sequence[str] = (sys.executable,), work: Path = BUILD) -> Path:
    """Freeze for a system with a Python of that system; return the folder of the program.

    Raises:
        subprocess.CalledProcessError: PyInstaller failed; it has said why.
    """
    build_store()
    dist, build = work / system / "bundle", work / system / "pyinstaller"
    for folder in (dist, build):
        shutil.rmtree(folder, ignore_errors=True)
    arguments = ["--noconfirm", "--clean", "--log-level", "WARN", "--distpath", str(dist)]
    subprocess.run(
        [*python, "-m", "PyInstaller", *arguments, "--workpath", str(build), str(SPEC)],
        check=True,
        cwd=ROOT,
        env=still_environment(),
    )
    return dist / NAME


def program_of(bundle: Path) -> Path:
    """Return the start program of a frozen folder."""
    ending = ".exe" if (bundle / f"{NAME}.exe").exists() else ""
    return bundle / f"{NAME}{ending}"

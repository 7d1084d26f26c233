"""Where things live: the user's own folder on each system, and beside a program that travels."""

from pathlib import Path

import pytest

from ros1_desktop import place

HOME = Path("/home/clinic")


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("linux", {}, "/home/clinic/.local/share/ros1-desktop"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/ros1-desktop"),
        ("linux", {"XDG_DATA_HOME": "data"}, "/home/clinic/.local/share/ros1-desktop"),
        ("linux", {"XDG_DATA_HOME": ""}, "/home/clinic/.local/share/ros1-desktop"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/ros1-desktop"),
        ("win32", {"APPDATA": "/roaming"}, "/home/clinic/AppData/Local/ros1-desktop"),
        ("darwin", {}, "/home/clinic/Library/Application Support/ros1-desktop"),
    ],
)
def test_the_users_own_folder_is_the_one_the_system_has(
    tmp_path: Path, system: str, environment: dict[str, str], expected: str
) -> None:
    found = place.user_folder(tmp_path / "ros1-desktop", system, environment, HOME)
    assert found == Path(expected)


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_a_program_that_travels_keeps_everything_beside_itself(tmp_path: Path, system: str) -> None:
    (tmp_path / place.PORTABLE).touch()
    named = {"XDG_DATA_HOME": "/data", "LOCALAPPDATA": "/local"}
    found = place.user_folder(tmp_path / "ros1-desktop", system, named, HOME)
    assert found == tmp_path / place.PORTABLE_FOLDER


def test_a_program_started_by_a_link_looks_beside_itself_and_not_beside_the_link(
    tmp_path: Path,
) -> None:
    program = tmp_path / "opt" / "ros1-desktop"
    program.parent.mkdir()
    program.touch()
    link = tmp_path / "ros1-desktop"
    link.symlink_to(program)
    (tmp_path / place.PORTABLE).touch()
    assert place.user_folder(link, "linux", {}, HOME) == HOME / ".local/share/ros1-desktop"
    (program.parent / place.PORTABLE).touch()
    assert place.user_folder(link, "linux", {}, HOME) == program.parent / place.PORTABLE_FOLDER


def test_a_folder_named_like_the_marker_is_none(tmp_path: Path) -> None:
    (tmp_path / place.PORTABLE).mkdir()
    found = place.user_folder(tmp_path / "ros1-desktop", "linux", {}, HOME)
    assert found == HOME / ".local/share/ros1-desktop"

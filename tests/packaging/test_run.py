"""The .run that installs without root, with a program of one line in place of the real one."""

import subprocess
from pathlib import Path

import pytest

from freeze import NAME
from linux.run import make_run

FEW = 300  # places to change
PROGRAM = "#!/bin/sh\necho started\n"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """Return a .run of a folder that stands for the frozen program."""
    bundle = tmp_path / "bundle"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / NAME).write_text(PROGRAM, encoding="utf-8")
    (bundle / NAME).chmod(0o700)
    (bundle / "_internal" / "資料.txt").write_text("x", encoding="utf-8")
    return make_run(bundle, tmp_path / "out")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "ホーム 1"
    home.mkdir()
    return home


def start(home: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", *command],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",  # a damaged file may say anything
        env=environment,
    )


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def test_it_installs_starts_and_is_removed_and_the_users_own_stays(
    packed: Path, home: Path
) -> None:
    said = start(home, packed)
    assert (said.returncode, said.stderr) == (0, "")
    program = home / ".local" / "bin" / NAME
    assert subprocess.run([program], check=True, capture_output=True).stdout == b"started\n"
    entry = (home / f".local/share/applications/{NAME}.desktop").read_text(encoding="utf-8")
    assert f'Exec="{home}/.local/opt/{NAME}/{NAME}" %f\n' in entry
    own = home / ".local" / "share" / NAME / "draft.json"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    said = start(home, home / ".local" / "opt" / NAME / "uninstall.sh")
    assert said.returncode == 0
    assert files(home) == [f".local/share/{NAME}/draft.json"]
    assert str(own.parent) in said.stdout


def test_what_others_put_beside_the_program_is_not_removed(packed: Path, home: Path) -> None:
    start(home, packed)
    foreign = home / ".local" / "opt" / NAME / "_internal" / "notes.txt"
    foreign.write_text("mine", encoding="utf-8")
    start(home, home / ".local" / "opt" / NAME / "uninstall.sh")
    assert files(home) == [foreign.relative_to(home).as_posix()]


def test_an_upgrade_takes_along_what_travels_with_the_program(packed: Path, home: Path) -> None:
    to = home / "stick"
    start(home, packed, "--to", to)
    (to / "portable.txt").touch()
    (to / "ros1-desktop-user").mkdir()
    (to / "ros1-desktop-user" / "draft.json").write_text("mine", encoding="utf-8")
    (to / "old.txt").touch()
    said = start(home, packed, "--to", to)
    assert (said.returncode, said.stderr) == (0, "")
    assert (to / "ros1-desktop-user" / "draft.json").read_text(encoding="utf-8") == "mine"
    assert (to / "portable.txt").exists()


def test_a_folder_of_something_else_is_refused_and_left(packed: Path, home: Path) -> None:
    (home / "papers").mkdir()
    (home / "papers" / "thesis.txt").touch()
    said = start(home, packed, "--to", home / "papers")
    assert said.returncode == 1
    assert files(home) == ["papers/thesis.txt"]


def test_a_bit_changed_in_many_places_is_refused(packed: Path, home: Path) -> None:
    whole = packed.read_bytes()
    hurt = packed.with_name("hurt.run")
    places = range(0, len(whole), len(whole) // FEW)
    for place in (*places, len(whole) - 1):
        content = bytearray(whole)
        content[place] ^= 1 << place % 8
        hurt.write_bytes(content)
        said = start(home, hurt)
        assert said.returncode != 0, place
        assert files(home) == [], place
    hurt.write_bytes(whole[:-1])
    assert start(home, hurt).returncode == 1
    assert files(home) == []


def test_the_same_folder_gives_the_same_file(packed: Path, tmp_path: Path) -> None:
    again = make_run(tmp_path / "bundle", tmp_path / "again")
    assert again.read_bytes() == packed.read_bytes()

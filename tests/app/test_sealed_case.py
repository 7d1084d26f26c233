"""A case under a passphrase is taken by the command only with the passphrase."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ros1_desktop.exchange.sealed import Strength, make_key

Run = Callable[..., CompletedProcess[str]]
WORDS = "三匹の乾いた鷺 three herons"
DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def case(tmp_path: Path, sample: Path) -> Path:
    path = tmp_path / "TB-7.ros1.sealed"
    path.write_bytes(make_key(WORDS, Strength(8, 1, 1)).seal(sample.read_bytes()))
    return path


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(WORDS + "\n", encoding="utf-8")
    return path


def test_without_the_passphrase_it_is_refused_in_one_line(
    ask: Run, case: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    for said in (ask("assess", case, *DAY), ask("sheet", case, "-o", target, *DAY)):
        assert (said.returncode, said.stdout) == (2, "")
        (line,) = said.stderr.splitlines()
        assert line.startswith("case: is protected by a passphrase")
        assert "--passphrase-file" in line
    assert not target.exists()


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_with_the_passphrase_the_decision_is_that_of_the_plain_case(  # noqa: PLR0913, PLR0917
    ask: Run, case: Path, sample: Path, words: Path, tmp_path: Path, ending: str
) -> None:
    words.write_bytes((WORDS + ending).encode())
    said = ask("assess", case, *DAY, "--passphrase-file", words)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == ask("assess", sample, *DAY).stdout
    assert said.stdout == ask("assess", sample, *DAY, "--passphrase-file", words).stdout
    target = tmp_path / "out.pdf"
    assert ask("sheet", case, "-o", target, *DAY, "--passphrase-file", words).returncode == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"another passphrase", "case: cannot be opened: the passphrase is wrong or"),
        (b"", "case: cannot be opened: the passphrase is wrong or"),
        (b"\xff\xfe", "--passphrase-file: is not UTF-8"),
        (None, ": cannot be read"),
    ],
)
def test_a_passphrase_that_is_wrong_or_cannot_be_read_is_one_line(
    ask: Run, case: Path, words: Path, content: bytes | None, line: str
) -> None:
    words.unlink()
    if content is not None:
        words.write_bytes(content)
    said = ask("assess", case, *DAY, "--passphrase-file", words)
    assert (said.returncode, said.stdout) == (2, "")
    (told,) = said.stderr.splitlines()
    assert line in told


def test_a_damaged_one_is_refused_with_the_right_passphrase(
    ask: Run, case: Path, words: Path
) -> None:
    whole = case.read_bytes()
    for harmed in (whole[:40], whole[:-1], whole + b"\n"):
        case.write_bytes(harmed)
        said = ask("assess", case, *DAY, "--passphrase-file", words)
        assert (said.returncode, said.stdout) == (2, "")
        assert len(said.stderr.splitlines()) == 1

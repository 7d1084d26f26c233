"""A text that was made ready says what the text says, and counts for nothing once it does not."""

import marshal
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ros1_desktop.ready import FORM, READY, TEXTS, make_ready, read_text

TEXT = {".toml": '[one]\nname = "値"\nnumber = 3\n', ".json": '{"one":{"name":"値","number":3}}'}
SAID = {"one": {"name": "値", "number": 3}}


@pytest.fixture(params=TEXT)
def text(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / f"some{request.param}"
    path.write_text(TEXT[request.param], encoding="utf-8")
    return path


def forbid_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError

    for reader in ("tomllib.loads", "json.loads"):
        monkeypatch.setattr(reader, refuse)


def test_a_text_is_read_where_nothing_was_made_ready(text: Path) -> None:
    assert read_text(text) == SAID


def test_what_was_made_ready_is_read_in_the_place_of_its_text(
    text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_ready(text) == text.with_suffix(READY)
    forbid_texts(monkeypatch)
    assert read_text(text) == SAID


def test_a_text_that_changed_since_is_read_itself(text: Path) -> None:
    make_ready(text)
    text.write_text(TEXT[text.suffix].replace("3", "4"), encoding="utf-8")
    assert read_text(text) == {"one": {"name": "値", "number": 4}}


@pytest.mark.parametrize(
    "break_it",
    [
        lambda made: made[:-1],
        lambda made: made.replace("値".encode(), "価".encode()),
        lambda made: made.partition(b"\n")[2],
        lambda _: b"",
    ],
    ids=["cut", "changed", "without its mark", "empty"],
)
def test_what_is_no_longer_whole_counts_for_nothing(
    text: Path, break_it: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_ready(text)
    made.write_bytes(break_it(made.read_bytes()))
    monkeypatch.setattr("marshal.loads", None)  # it is not even looked at
    assert read_text(text) == SAID


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_the_start_says_the_same_once_it_is_made_ready(
    name: str, resources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = Path(shutil.copy(resources / name, tmp_path))
    plain = read_text(copied)
    made = make_ready(copied)
    forbid_texts(monkeypatch)
    assert read_text(copied) == plain
    assert list(_keys(read_text(copied))) == list(_keys(plain))  # in the same order
    assert made.read_bytes().partition(b"\n")[2] == marshal.dumps(plain, FORM)


def _keys(found: object) -> list[str]:
    inside = found.items() if isinstance(found, dict) else ()
    return [key for name, value in inside for key in (name, *_keys(value))]


def test_the_build_makes_ready_what_the_start_reads(root: Path) -> None:
    hook = (root / "packaging" / "hatch_build.py").read_text(encoding="utf-8")
    assert "for text in TEXTS:" in hook
    assert "make_ready(resources / text)" in hook
    for name in (".gitignore", "pyproject.toml"):  # never committed, always carried
        named = set(re.split(r'[\s",]+', (root / name).read_text(encoding="utf-8")))
        assert {f"/resources/*{READY}", f"/resources/words/*{READY}"} <= named

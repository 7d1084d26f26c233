"""A fault that nobody foresaw is told once and noted, and the note says nothing of the patient."""

import sys
from datetime import date
from pathlib import Path

import pytest

from ros1_desktop.wizard import fault

TODAY = date(2026, 11, 24)
PATIENT = "山田太郎 1950-01-02"


def fail(text: str) -> None:
    secret = text
    try:
        int(secret)
    except ValueError as error:
        raise RuntimeError(secret) from error


def failed() -> RuntimeError:
    try:
        fail(PATIENT)
    except RuntimeError as error:
        return error
    message = "it did not fail"
    raise AssertionError(message)


def test_a_note_says_kinds_and_places_and_nothing_that_was_entered() -> None:
    note = fault.note_of(failed(), "1.2", TODAY)
    assert note.startswith("2026-11-24 ros1-desktop 1.2\nRuntimeError\n  test_fault.py:")
    assert "\nValueError\n  test_fault.py:" in note
    assert " fail" in note
    for part in (PATIENT, *PATIENT.split()):
        assert part not in note
    assert str(Path(__file__).parent) not in note  # a path may name its user


def test_the_last_notes_are_kept_for_their_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    for number in range(fault.MOST_NOTES + 5):
        fault.keep_note(folder, f"note {number}\nPlace")
    file = folder / fault.NOTES
    notes = file.read_text(encoding="utf-8").strip().split(fault.BETWEEN)
    assert notes[0] == "note 5\nPlace"
    assert len(notes) == fault.MOST_NOTES
    assert file.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == [file]


def test_only_the_first_fault_is_told_and_one_that_returns_is_noted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    fault.watch(tmp_path, "1.2", lambda: TODAY, told.append)
    found = failed()
    for _ in range(3):
        sys.excepthook(type(found), found, found.__traceback__)
    other = ValueError(PATIENT)
    sys.excepthook(ValueError, other, None)
    assert told == [str(tmp_path / fault.NOTES)]
    content = (tmp_path / fault.NOTES).read_text(encoding="utf-8")
    assert content.count("RuntimeError") == 1
    assert len(content.strip().split(fault.BETWEEN)) == 2


def test_a_fault_is_told_where_no_note_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    (tmp_path / "file").touch()
    told: list[str] = []
    fault.watch(tmp_path / "file", "1.2", lambda: TODAY, told.append)
    sys.excepthook(ValueError, ValueError(PATIENT), None)
    assert told == [""]

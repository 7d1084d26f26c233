"""A report of a problem says which program met which rows, and nothing of the patient."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.decision.decision import Traced
from ros1_desktop.wizard.report import report_of
from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
CASE: dict[str, Any] = {
    "schema": "ros1-case/1",
    "label": "Kanariya-7",
    "meeting_on": "2026-11-20",
    "age_band": "40_64",
    "pd_l1_tps": "1_to_49",
    "other_drivers": {"EGFR": "positive"},
}


def test_what_is_shown_is_what_is_written(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_window(CASE).show_help().report()
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert not target.exists()
    shown.save_button.click()
    assert target.read_text(encoding="utf-8") == shown.text.toPlainText()
    assert shown.told.text() == shown.session.say("wizard.saved", name="report.txt")
    assert shown.text.isReadOnly()


def test_it_names_program_knowledge_system_and_the_rows_that_were_met(open_window: Open) -> None:
    window = open_window(CASE)
    facts = window.session.parts.facts
    said = dict(line.split(": ", 1) for line in report_of(window.session).splitlines())
    assert said["program"] == window.session.parts.version
    assert said["knowledge edition"] == facts.edition["id"]
    assert said["knowledge fingerprint"] == facts.fingerprint
    assert {"system", "python", "qt", "window system", "screen"} <= said.keys()
    steps = [("TP-06", "met"), ("OP-01", "met"), ("OP-02", "open"), ("OP-01", "met")]
    trace = tuple(Traced("table", row, fit, "", ()) for row, fit in steps)
    decided = replace(window.session.parts.decide(window.session.case(), "JP"), trace=trace)
    window.session.parts = window.session.parts._replace(decide=lambda *_: decided)
    assert "rows met: TP-06 OP-01\n" in report_of(window.session)


def test_no_answer_of_the_patient_stands_in_it(open_window: Open) -> None:
    window = open_window(CASE)
    window.session.draft.keep_unread("safety.qtc_ms", "Kanariya-8")
    text = report_of(window.session)
    for typed in ("Kanariya", "2026-11-20", "40_64", "EGFR", "positive", "1_to_49"):
        assert typed not in text.replace(window.session.parts.facts.fingerprint, "")


def test_a_case_that_is_refused_gives_the_code_and_none_of_its_words(
    open_window: Open,
) -> None:
    def refuse(_: object) -> Case:
        field = "label"
        raise CaseError(field, "looks_like_name", found="山田太郎")

    window = open_window(CASE)
    window.session.parts = window.session.parts._replace(to_case=refuse)
    text = report_of(window.session)
    assert "case refused: looks_like_name" in text
    assert "山田" not in text
    assert "label" not in text


def test_a_disk_that_takes_nothing_is_told(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_window(CASE).show_help().report()
    target = str(tmp_path / "none" / "report.txt")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    shown.save_button.click()
    assert "No such file" in shown.told.text()

"""What was measured or looked at once is kept, and never longer than it is true."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.case.case import CaseError
from ros1_desktop.wizard.links import Link
from ros1_desktop.wizard.table import Table
from tests.wizard.stages import FULL, Open

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WIDTH = 240
LONG = "what is said here is so long that it needs several lines " * 4


def larger(widget: QWidget) -> None:
    """Give a widget larger type."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * 3)
    widget.setFont(font)


def test_a_line_is_measured_anew_when_its_text_or_its_type_is_another(qtbot: QtBot) -> None:
    link = Link("short", "")
    qtbot.addWidget(link)
    short = link.heightForWidth(WIDTH)
    assert link.heightForWidth(WIDTH) == short
    link.setText(LONG)
    long = link.heightForWidth(WIDTH)
    larger(link)
    assert short < long < link.heightForWidth(WIDTH)
    link.setMinimumHeight(9999)
    assert link.heightForWidth(WIDTH) == 9999


def test_a_table_is_measured_anew_when_it_has_more_rows_or_larger_type(qtbot: QtBot) -> None:
    table = Table(("head", "other head"), (1, 1))
    qtbot.addWidget(table)
    table.add(("a", "b"))
    one = table.heightForWidth(WIDTH)
    assert table.heightForWidth(WIDTH) == one
    table.add(("a", "b" * 60))
    two = table.heightForWidth(WIDTH)
    larger(table)
    assert one < two < table.heightForWidth(WIDTH)


def test_what_the_case_refuses_is_looked_for_again_once_an_answer_is_another(
    open_window: Open,
) -> None:
    window = open_window(FULL)
    session, asked = window.session, list[dict[str, Any]]()
    takes = session.parts.to_case

    def to_case(answers: dict[str, Any]) -> object:
        asked.append(answers)
        return takes(answers)

    session.parts = session.parts._replace(to_case=to_case)  # type: ignore[arg-type]
    session.draft.set("ecog_ps", 1)
    assert session.errors() == []
    before = len(asked)
    session.errors().append(CaseError("label", "missing"))  # what was given is no longer ours
    assert session.errors() == []
    assert len(asked) == before
    session.draft.set("ecog_ps", True)  # noqa: FBT003 (an answer)
    assert [error.field for error in session.errors()] == ["ecog_ps"]
    session.draft.set("ecog_ps", 1)
    session.draft.keep_unread("material.tumour_cell_percent", "many")
    (no_number,) = session.errors()
    session.draft.keep_unread("material.tumour_cell_percent", "650")
    (too_large,) = session.errors()
    assert no_number.field == too_large.field == "material.tumour_cell_percent"
    assert no_number.code != too_large.code

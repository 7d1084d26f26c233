"""What was measured once is measured anew when the words or the type are others."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.wizard.choices import Button, Choice, Tick
from ros1_desktop.wizard.flow import Flow

NARROW = 120


@pytest.fixture(params=[Button, Choice, Tick])
def pressed(request: pytest.FixtureRequest, qtbot: QtBot) -> QAbstractButton:
    made: QAbstractButton = request.param("短い")
    qtbot.addWidget(made)
    return made


def sizes(pressed: QAbstractButton) -> tuple[int, int]:
    return pressed.sizeHint().width(), pressed.heightForWidth(NARROW)


def test_what_is_pressed_grows_with_its_words_and_with_its_type(pressed: QAbstractButton) -> None:
    wide, high = sizes(pressed)
    assert sizes(pressed) == (wide, high)
    pressed.setText("短くない、何行にもなる言葉")
    wider, higher = sizes(pressed)
    assert wider > wide
    assert higher > high
    font = pressed.font()
    font.setPointSizeF(2 * font.pointSizeF())
    pressed.setFont(font)
    assert sizes(pressed)[0] > wider
    assert sizes(pressed)[1] > higher


def test_a_line_of_buttons_is_laid_out_anew_when_one_grows_comes_or_goes(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    first, second = Choice("短い"), Choice("もう一つ")
    flow.addWidget(first)
    one = flow.sizeHint().width(), flow.heightForWidth(NARROW)
    flow.addWidget(second)
    two = flow.sizeHint().width(), flow.heightForWidth(NARROW)
    assert two[0] > one[0]
    assert two[1] > one[1]
    first.setText("短くない、何行にもなる言葉")
    grown = flow.sizeHint().width(), flow.heightForWidth(NARROW)
    assert grown[0] > two[0]
    assert grown[1] > two[1]
    first.setText(2 * first.text())
    longer = flow.sizeHint().width(), flow.heightForWidth(NARROW)
    assert longer[0] > grown[0]
    assert longer[1] > grown[1]
    flow.removeWidget(second)
    assert flow.sizeHint().width() < longer[0]
    assert flow.heightForWidth(NARROW) < longer[1]

"""What is done aside leaves the window's own things to the thread of the window."""

import gc

import pytest
from PySide6.QtWidgets import QApplication

from ros1_desktop.wizard.waiting import aside

WRONG = "wrong"


def fail() -> None:
    raise ValueError(WRONG)


@pytest.mark.usefixtures("qapp")
def test_nobody_looks_for_waste_in_the_thread_of_the_work() -> None:
    assert QApplication.instance() is not None
    assert gc.isenabled()
    assert aside(gc.isenabled) is False
    assert gc.isenabled()
    with pytest.raises(ValueError, match=WRONG):
        aside(fail)
    assert gc.isenabled()


@pytest.mark.usefixtures("qapp")
def test_who_had_not_looked_for_waste_before_does_not_begin_with_it() -> None:
    gc.disable()
    try:
        aside(gc.isenabled)
        assert not gc.isenabled()
    finally:
        gc.enable()

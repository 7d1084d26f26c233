"""What only Windows would show: parts that flash as windows of their own, a resize in between."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from ros1_desktop.wizard.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Open = Callable[..., Window]
CASE: dict[str, Any] = {
    "schema": "ros1-case/1",
    "ros1_tests": [{"assay": "dna_ngs", "result": "positive"}],
    "treatments": [],
}


class Shown(QObject):
    """Notes the kind of every window that appears."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt calls it)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    watch = Shown()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_only_the_window_itself_is_shown_while_all_pages_are_gone_through(
    open_window: Open, shown: Shown
) -> None:
    window = open_window(CASE)
    for page in window.pages:
        window.go_to(page.number)
    assert shown.kinds == ["Window"]


def test_the_window_can_be_made_where_choosing_the_style_resizes_it_as_on_windows(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resize(window: Window, style: QWizard.WizardStyle) -> None:
        del style
        QApplication.sendEvent(window, QResizeEvent(window.size(), window.size()))

    monkeypatch.setattr(Window, "setWizardStyle", resize)
    assert open_window().isVisible()

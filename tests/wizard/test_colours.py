"""Colours in light, in dark and in the high contrast palettes of the systems."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ros1_desktop.wizard import colours
from ros1_desktop.wizard.colours import (
    ALARM,
    INK,
    LINE,
    QUIET,
    Role,
    colour,
    contrast,
    edge,
    fill,
    link,
    mark,
    tint,
)
from ros1_desktop.wizard.pages import QuestionPage
from ros1_desktop.wizard.window import Window
from tests.wizard.detectors import settle
from tests.wizard.stages import FULL, states
from tests.wizard.test_dialogs import DIALOGS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WIZARD = Path(colours.__file__).parent
ROLES = (
    Role.Window, Role.WindowText, Role.Base, Role.Text, Role.Button, Role.ButtonText,
    Role.Highlight, Role.HighlightedText, Role.Link,
)  # fmt: skip
# The style's own light and dark, and the four contrast themes of Windows 11.
PALETTES = {
    "light": "efefef 000000 ffffff 000000 efefef 000000 308cc6 ffffff 0000ff",
    "dark": "323232 ffffff 242424 ffffff 323232 ffffff 308cc6 ffffff 308cc6",
    "aquatic": "202020 ffffff 202020 ffffff 202020 ffffff 8ee3f0 263b50 75e9fc",
    "desert": "fffaef 3d3d3d fffaef 3d3d3d fffaef 202020 903909 fff5e3 1c5e75",
    "dusk": "2d3236 ffffff 2d3236 ffffff 2d3236 b6f6f0 a1bfde 212d3b 70ebde",
    "night": "000000 ffffff 000000 ffffff 000000 ffee32 d6b4fd 2b2b2b 8080ff",
}


def palette(name: str) -> QPalette:
    found = QPalette()
    for role, value in zip(ROLES, PALETTES[name].split(), strict=True):
        found.setColor(role, QColor(f"#{value}"))
    return found


@pytest.fixture(params=PALETTES)
def chosen(request: pytest.FixtureRequest) -> QPalette:
    return palette(request.param)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)
    assert contrast(QColor("#777777"), QColor("white")) < 4.5


def test_every_text_can_be_read_on_both_grounds(chosen: QPalette) -> None:
    for ground in (chosen.color(Role.Base), chosen.color(Role.Window)):
        for ink in (colour(QUIET, chosen), colour(ALARM, chosen), link(chosen)):
            assert contrast(ink, ground) >= 4.5
    assert contrast(chosen.color(Role.Text), tint(chosen)) >= 4.5
    assert contrast(chosen.color(Role.HighlightedText), fill(chosen)) >= 4.5


def test_every_edge_and_the_ring_can_be_seen_on_both_grounds(chosen: QPalette) -> None:
    for ground in (chosen.color(Role.Base), chosen.color(Role.Window)):
        assert contrast(edge(chosen), ground) >= 3
        assert contrast(mark(chosen), ground) >= 3


def test_a_link_has_one_colour_among_alarms_and_elsewhere(chosen: QPalette) -> None:
    alarming = QPalette(chosen)
    alarming.setColor(Role.WindowText, colour(ALARM, chosen))
    assert link(alarming) == link(chosen)


def test_where_more_contrast_is_asked_for_nothing_is_mixed(
    chosen: QPalette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(colours, "more_contrast", lambda: True)
    ink = chosen.color(Role.WindowText)
    assert {colour(name, chosen).rgb() for name in (QUIET, ALARM, LINE)} == {ink.rgb()}
    assert edge(chosen) == chosen.color(Role.Text)
    assert tint(chosen) == chosen.color(Role.Base)


@pytest.fixture
def own_palette(qapp: QApplication) -> Iterator[QApplication]:
    before = QPalette(qapp.palette())
    yield qapp
    qapp.setPalette(before)


@pytest.mark.parametrize("name", PALETTES)
def test_the_window_follows_the_system_while_it_runs(
    open_window: Callable[..., Window], own_palette: QApplication, qtbot: QtBot, name: str
) -> None:
    own_palette.setPalette(palette("light" if name != "light" else "night"))
    window = open_window({"schema": "ros1-case/1", "label": "TB-7"})
    window.go_to(1)
    qtbot.waitUntil(lambda: not window.side.new.icon().isNull())
    page = window.page_now()
    assert isinstance(page, QuestionPage)
    page.rows()[0].show_error("wrong")
    own_palette.setPalette(palette(name))
    ink = palette(name).color(Role.ButtonText)
    qtbot.waitUntil(lambda: ink_of(window.side.new.icon()) == ink.rgb())
    assert window.palette().color(Role.Window) == palette(name).color(Role.Window)
    inked = [one for one in window.findChildren(QWidget) if one.property(INK) in (QUIET, ALARM)]
    assert len(inked) > 5
    for one in inked:
        ink = colour(str(one.property(INK)), palette(name))
        assert one.palette().color(Role.WindowText) == ink, one
    marks = [one for one in window.findChildren(QLabel) if not one.pixmap().isNull()]
    assert {ink_of(one) for one in marks} == {colour(ALARM, palette(name)).rgb()}


@pytest.mark.parametrize("name", PALETTES)
def test_every_state_of_every_page_can_be_read(
    open_window: Callable[..., Window], own_palette: QApplication, name: str
) -> None:
    own_palette.setPalette(palette(name))
    for state, window in states(open_window):
        assert dim(window) == [], state


@pytest.mark.parametrize("name", PALETTES)
def test_every_dialog_can_be_read(
    open_window: Callable[..., Window], own_palette: QApplication, name: str
) -> None:
    own_palette.setPalette(palette(name))
    window = open_window(FULL)
    for state, show in DIALOGS.items():
        dialog = show(window)
        settle()
        assert dim(dialog) == [], state
        if dialog.isWindow():
            dialog.close()


def test_what_cannot_be_read_is_found(own_palette: QApplication, qtbot: QtBot) -> None:
    own_palette.setPalette(palette("dark"))
    page, lost = QWidget(), QFrame()
    qtbot.addWidget(page)
    lost.setFrameShape(QFrame.Shape.StyledPanel)
    pale, plain = QLabel("pale"), QLabel("plain")
    ink = pale.palette()
    ink.setColor(Role.WindowText, QColor("#555555"))
    pale.setPalette(ink)
    for one in (lost, pale, plain):
        one.setParent(page)
    page.show()
    assert len(dim(page)) == 2


def dim(root: QWidget) -> list[str]:
    """Return the texts that cannot be read on their ground, and frames lost on a dark one."""
    found = [
        f"{one.text()} {ink_on(one):.1f}"
        for one in root.findChildren(QLabel)
        if one.isVisible() and one.isEnabled() and one.text() and ink_on(one) < 4.5
    ]
    frames = [one for one in root.findChildren(QFrame) if one.isVisible()]
    found += [
        f"frame {type(one).__name__}"
        for one in frames
        if one.frameShape() is QFrame.Shape.StyledPanel and type(one) is QFrame
    ]
    return found


def ink_on(label: QLabel) -> float:
    """Return the contrast of a label's ink on what lies behind it."""
    ground: QWidget | None = label
    while ground is not None and not (ground.autoFillBackground() or ground.isWindow()):
        ground = ground.parentWidget()
    assert ground is not None
    behind = ground.palette().color(ground.backgroundRole())
    return contrast(label.palette().color(label.foregroundRole()), behind)


def test_the_step_one_is_at_can_be_read_without_the_focus_too(
    open_window: Callable[..., Window], own_palette: QApplication
) -> None:
    windows = palette("light")
    windows.setColor(QPalette.ColorGroup.Inactive, Role.Highlight, QColor("#f5f5f5"))
    windows.setColor(QPalette.ColorGroup.Inactive, Role.HighlightedText, QColor("#000000"))
    for role in (Role.Highlight, Role.Text):
        windows.setColor(QPalette.ColorGroup.Active, role, QColor("#000000"))
    own_palette.setPalette(windows)
    steps = open_window().steps.palette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        ink, ground = (steps.color(group, role) for role in (Role.HighlightedText, Role.Highlight))
        assert contrast(ink, ground) >= 4.5, group


def ink_of(drawn: Any) -> int:  # noqa: ANN401  # an icon or a label
    """Return the colour that fills most of a drawing's lines."""
    pixmap = drawn.pixmap() if isinstance(drawn, QLabel) else drawn.pixmap(32, 32)
    image = pixmap.toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    solid = [
        image.pixelColor(*place) for place in places if image.pixelColor(*place).alpha() == 255
    ]
    assert solid
    return max({one.rgb() for one in solid}, key=[one.rgb() for one in solid].count)


def test_no_other_module_has_a_colour_of_its_own() -> None:
    for path in WIZARD.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "setStyleSheet" not in text, path.name
        if path.name not in ("colours.py", "icons.py", "printing.py"):
            assert not re.search(r"QColor\((?:0x|\"|Qt\.)|#[0-9a-fA-F]{6}|GlobalColor", text), path

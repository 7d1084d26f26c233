"""The window shown until it is closed: the first page at once, then whatever was named or left."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from ros1_desktop.wizard.fault import watch
from ros1_desktop.wizard.style import application
from ros1_desktop.wizard.window import build_window

if TYPE_CHECKING:
    from pathlib import Path

    from ros1_desktop.exchange.opened import Opened
    from ros1_desktop.wizard.parts import Parts
    from ros1_desktop.wizard.window import Window


def run_wizard(parts: Parts, opened: Opened | None, sealed: Path | None = None) -> int:
    """Show the window until it is closed; return the exit code.

    `sealed` is a file that is opened when the window is there to ask for its passphrase.
    """
    app = application(parts.resources)
    window = build_window(parts, dict(opened.case.answers) if opened else None)
    watch(parts.drafts, parts.version, parts.read_today, window.tell_of_fault)
    window.rest.read.connect(_collect_again)
    window.rest.lead(lambda: _begin(window, opened, sealed))
    window.show()
    return int(app.exec())


def _begin(window: Window, opened: Opened | None, sealed: Path | None) -> None:
    """Offer the draft that was left; tell of, or ask for, the case that was named."""
    window.begin_drafts()
    if opened:
        window.tell_of_other_knowledge(opened)
    if sealed is not None and window.may_leave():
        window.open_path(sealed)


def _collect_again() -> None:
    """Look for waste again, among what is made from now on."""
    gc.freeze()
    gc.enable()

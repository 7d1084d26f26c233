"""How large a text is: measured once, for a layout asks the same many times over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QAbstractButton


class Measured:
    """The text of one button, measured anew once the text or its font is another."""

    def __init__(self) -> None:
        """Nothing is measured yet."""
        self._of: tuple[str, QFontMetrics] | None = None
        self._sizes: dict[tuple[int, int], tuple[int, int]] = {}

    def size(self, button: QAbstractButton, flags: int, width: int = 0) -> tuple[int, int]:
        """Return width and height of the text, broken at a width where the flags say so."""
        now = button.text(), button.fontMetrics()
        if now != self._of:
            self._of = now
            self._sizes.clear()
        if (flags, width) not in self._sizes:
            text, metrics = now
            box = metrics.boundingRect(QRect(0, 0, width, 0), flags, text)
            self._sizes[flags, width] = box.width(), box.height()
        return self._sizes[flags, width]

"""What a first page is painted without, and what follows the system's colours: icons, ring, words.

Rules:
 * Icons, the ring of the focus and Qt's own words come after the first paint; what is made later
   gets its icon when it is made.
 * Whoever changes the system from light to dark, to high contrast and back is followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ros1_desktop.wizard.colours import more_contrast, redress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget, QWizard


class Dressing:
    """Dresses one window."""

    def __init__(self, window: QWizard, folder: Path) -> None:
        """Keep the window and the folder of the icons; nothing is drawn before `begin`."""
        self.window = window
        self.folder = folder
        self.is_on = False

    def begin(self, seen: Iterable[QWidget], language: str) -> None:
        """Make what the first paint did without; `seen` are the buttons that can be seen."""
        from PySide6.QtCore import QTranslator

        from ros1_desktop.wizard.icons import Icons
        from ros1_desktop.wizard.ring import Rings

        self.is_on = True
        self.icons = Icons(self.folder)
        self.rings = Rings(self.window)
        self._words = QTranslator(self.window)
        self.speak(language)
        self.window.setWindowIcon(self.icons.program())
        if more_contrast():
            self.again()
        else:  # the colours are already those of the moment
            for one in seen:
                self.icons.put_on(one)

    def again(self) -> None:
        """Draw everything in the colours of the moment."""
        redress(self.window)
        self.part(self.window)

    def part(self, part: QWidget) -> None:
        """Draw the icons of what was laid out anew."""
        if self.is_on:
            self.icons.dress(part)

    def speak(self, language: str) -> None:
        """Let Qt's own menus and dialogs speak the language, as far as Qt knows it."""
        if not self.is_on:
            return
        from PySide6.QtCore import QCoreApplication, QLibraryInfo

        QCoreApplication.removeTranslator(self._words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._words.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(self._words)

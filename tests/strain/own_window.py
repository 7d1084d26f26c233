"""The program as it is started, up to its first painted page, which takes clicks.

    python tests/strain/own_window.py FOLDER [rest]

FOLDER is where the program lies as it is installed: the package, its resources inside.
"""

import sys
from pathlib import Path

sys.path[0] = sys.argv[1]
ROOT = str(Path(__file__).resolve().parents[2])

from ros1_desktop.app import main  # noqa: E402 (the installed one)


def shown() -> int:
    """Stand in for Qt's loop."""
    sys.path.append(ROOT)
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (Qt is loaded by the program)

    from tests.strain.painted import until_painted  # noqa: PLC0415 (the same)

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    until_painted(app)
    return 0


class Loop:
    """Puts `shown` in the place of Qt's loop once Qt is there."""

    def find_spec(self, name: str, *_: object) -> None:
        """Note that the window is about to be imported."""
        if name == "ros1_desktop.wizard.window":
            sys.meta_path.remove(self)
            from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (it is needed next)

            QApplication.exec = staticmethod(shown)  # type: ignore[method-assign]


sys.meta_path.insert(0, Loop())
sys.exit(main([]))

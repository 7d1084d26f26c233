"""One case decided and printed in this process, whatever clock, language, zone or code page it has.

    python tests/strain/answered.py FOLDER LANGUAGE [DAY]

The decision goes to `FOLDER/decision.json`, the sheet to `FOLDER/sheet.pdf`, what the window says
of its age to `FOLDER/band.txt`. Qt is started first, because it sets the locale of the process.
With a DAY the process takes it for today, whoever asks.
"""

import datetime as dt
import io
import os
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
DAY = sys.argv[3] if len(sys.argv) > 3 else None


class Day(dt.date):
    """A date whose today is the given one."""

    @classmethod
    def today(cls) -> Self:
        """Return the day that was given."""
        return cls.fromisoformat(DAY or "")


if DAY is not None:
    since = dt.datetime.fromisoformat(f"{DAY}T12:00:00+00:00").timestamp()
    time.time = lambda: since
    dt.date = Day  # type: ignore[misc]

from PySide6.QtWidgets import QApplication  # noqa: E402 (the clock is set first)

from ros1_desktop.app import main as command  # noqa: E402 (the same)
from ros1_desktop.wizard.window import build_window  # noqa: E402 (the same)
from tests.strain.desk import AS_OF, SAMPLE, parts  # noqa: E402 (the same)


def main(folder: Path, language: str) -> None:
    """Decide, print, and open the window."""
    app = QApplication([])
    said = io.StringIO()
    with redirect_stdout(said):
        code = command(["assess", str(SAMPLE), "--as-of", AS_OF])
    (folder / "decision.json").write_bytes(said.getvalue().encode("utf-8"))
    sheet = ["sheet", str(SAMPLE), "-o", str(folder / "sheet.pdf"), "--as-of", AS_OF]
    code = code or command([*sheet, "--lang", language])
    window = build_window(parts(language))
    window.show()
    app.processEvents()
    window.rest.finish()
    (folder / "band.txt").write_text(window.pages[0].band.accessibleName(), encoding="utf-8")
    sys.stdout.write(f"{window.session.say('wizard.new_case')}\n")
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

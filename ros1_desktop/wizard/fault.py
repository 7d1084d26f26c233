"""A fault that nobody foresaw: told in a window, and noted for whoever mends it.

Rules:
 * The note holds the version, the day, the kind of fault and the places in the code. It holds no
   message and no value, for either may hold what was entered.
 * The last faults are kept, in the user's own folder; the note is written whole or not at all.
 * The window stays open, so that what was entered can be saved.
"""

from __future__ import annotations

import contextlib
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from types import TracebackType

NOTES = "faults.txt"
MOST_NOTES = 20
BETWEEN = "\n\n"


def note_of(fault: BaseException, version: str, today: date) -> str:
    """Return what may be said of a fault to others: its kinds and places, the innermost last."""
    lines = [f"{today.isoformat()} ros1-desktop {version}"]
    seen: BaseException | None = fault
    while seen is not None:
        lines.append(type(seen).__qualname__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def keep_note(folder: Path, note: str) -> Path:
    """Add a note to those of a folder; return their file.

    Raises:
        OSError: it cannot be written.
    """
    from ros1_desktop.keep import OWN, write_whole

    file = folder / NOTES
    folder.mkdir(parents=True, exist_ok=True)
    notes = []
    with contextlib.suppress(OSError):
        notes = file.read_text(encoding="utf-8", errors="replace").strip().split(BETWEEN)
    kept = [*notes, note][-MOST_NOTES:]
    write_whole(file, f"{BETWEEN.join(filter(None, kept))}\n".encode(), mode=OWN)
    return file


def watch(
    folder: Path, version: str, today: Callable[[], date], tell: Callable[[str], None]
) -> None:
    """From now on note every fault that nothing else has told, and tell the first of them.

    `tell` is given the name of the file with the note; empty where it could not be written.
    """
    noted: set[str] = set()

    def see(_: type[BaseException], fault: BaseException, __: TracebackType | None) -> None:
        note = note_of(fault, version, today())
        if note in noted:  # what is drawn anew fails anew
            return
        noted.add(note)
        name = ""
        with contextlib.suppress(OSError):
            name = str(keep_note(folder, note))
        if len(noted) == 1:
            tell(name)

    sys.excepthook = see

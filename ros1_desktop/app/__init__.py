"""Joins the parts once: the command line, the language, the store, today, the window.

Rules:
 * May import everything; nothing imports it. What a command does not need it does not load:
   `assess` starts without Qt and the sheet, the window without anything but its first page.
 * Exit 0: done. Exit 2: the input is wrong, one line names the field, nothing else is written.
   Exit 1: the program or its store failed, one line says what to do.
 * Everything read and written is UTF-8, whatever the locale.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ros1_desktop import place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    alone = _without_a_terminal()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    asked = _asked(given) if given else None
    resources = place.resources()
    try:
        code = _run(resources, asked)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 (one that is not told is raised again)
        from ros1_desktop.app.failed import told

        return told(error, resources, asked.lang if asked else None, alone=alone)
    return code


def _without_a_terminal() -> bool:
    """Tell whether Windows has started a window without a terminal; then give output a place."""
    alone = sys.stderr is None
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (to the end)
    return alone


def _asked(given: list[str]) -> argparse.Namespace:
    from ros1_desktop.app.arguments import parser_for

    return parser_for(given).parse_args(given)


def _run(resources: Path, asked: argparse.Namespace | None) -> int:
    if asked is None or asked.command == "wizard":
        from ros1_desktop.wizard.binding import load_lightly

        load_lightly()  # before anything else: what is put off is not only Qt's
        from ros1_desktop.app.window import wizard

        return wizard(resources, *((asked.lang, asked.case) if asked else (None, None)))
    from ros1_desktop.app import commands
    from ros1_desktop.app.start import start_here

    named = {
        "assess": commands.assess,
        "sheet": commands.sheet,
        "facts": commands.facts,
        "check": commands.check,
        "version": commands.version,
    }
    start = start_here(resources, asked.lang)
    try:
        return named[asked.command](start, asked)
    finally:
        start.store.close()

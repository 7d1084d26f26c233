"""Joins the parts once: the command line, the language, the store, today, the window.

Rules:
 * May import everything; nothing imports it. Qt and the sheet are imported when a command needs
   them: `assess` starts without either.
 * Exit 0: done. Exit 2: the input is wrong, one line names the field, nothing else is written.
   Exit 1: the program or its store failed, one line says what to do.
 * Everything read and written is UTF-8, whatever the locale.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ros1_desktop import place
from ros1_desktop.app import commands
from ros1_desktop.app.arguments import LANGUAGES, parser_for
from ros1_desktop.app.start import Start, open_here
from ros1_desktop.case.case import CaseError
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.knowledge.records import KnowledgeError, StoreError
from ros1_desktop.words import error_line, read_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    alone = _without_a_terminal()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    asked = parser_for(given).parse_args(given)
    resources = place.resources()
    words = read_words(resources, asked.lang or "en")
    try:
        start = Start(resources, open_here(resources), read_vocabulary(resources), words)
    except KnowledgeError as error:
        _tell(_wrong(error, resources, asked.lang), alone=alone)
        return 1
    try:
        code = _run(start, asked)
        sys.stdout.flush()
    except CaseError as error:
        _tell(error_line(words, error), alone=alone)
        return 2
    except OSError as error:
        # Nothing more can be said there, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader has had enough (`| head`)
            return 0
        why = error.strerror or type(error).__name__
        sys.stderr.write(f"{words.say('error.output', why=why)}\n")
        return 1
    finally:
        start.store.close()
    return code


def _without_a_terminal() -> bool:
    """Tell whether Windows has started a window without a terminal; then give output a place."""
    alone = sys.stderr is None
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (to the end)
    return alone


def _tell(line: str, *, alone: bool) -> None:
    """Say one line where it is read."""
    sys.stderr.write(f"{line}\n")
    if alone:
        from ros1_desktop.wizard.alone import tell_alone

        tell_alone(line)


def _wrong(error: KnowledgeError, resources: Path, language: str | None) -> str:
    """Return what is wrong with the store, in every language where none was asked for."""
    if not isinstance(error, StoreError):
        return str(error)
    every = (read_words(resources, one) for one in ((language,) if language else LANGUAGES))
    return f"{error.file}: {' / '.join(words.say(f'error.{error.code}') for words in every)}"


def _run(start: Start, asked: argparse.Namespace) -> int:
    if asked.command == "wizard":
        from ros1_desktop.app.window import wizard

        return wizard(start, asked)
    named = {
        "assess": commands.assess,
        "sheet": commands.sheet,
        "facts": commands.facts,
        "check": commands.check,
        "version": commands.version,
    }
    return named[asked.command](start, asked)

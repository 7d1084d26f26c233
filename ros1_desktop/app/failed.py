"""Why a command ends without having done its work, in one line, where it is read."""

import os
import sys
from pathlib import Path

from ros1_desktop.app.offered import LANGUAGES
from ros1_desktop.case.case import CaseError
from ros1_desktop.knowledge.records import KnowledgeError, StoreError
from ros1_desktop.words import error_line, read_words


def told(error: Exception, resources: Path, language: str | None, *, alone: bool) -> int:
    """Tell what went wrong and return the exit code; a fault of ours is raised again."""
    if isinstance(error, KnowledgeError):
        _tell(_wrong(error, resources, language), alone=alone)
        return 1
    words = read_words(resources, language or "en")
    if isinstance(error, CaseError):
        _tell(error_line(words, error), alone=alone)
        return 2
    if not isinstance(error, OSError):
        raise error
    # Nothing more can be said there, not even at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):  # the reader has had enough (`| head`)
        return 0
    why = error.strerror or type(error).__name__
    sys.stderr.write(f"{words.say('error.output', why=why)}\n")
    return 1


def _wrong(error: KnowledgeError, resources: Path, language: str | None) -> str:
    """Return what is wrong with the store, in every language where none was asked for."""
    if not isinstance(error, StoreError):
        return str(error)
    every = (read_words(resources, one) for one in ((language,) if language else LANGUAGES))
    return f"{error.file}: {' / '.join(words.say(f'error.{error.code}') for words in every)}"


def _tell(line: str, *, alone: bool) -> None:
    """Say one line where it is read."""
    sys.stderr.write(f"{line}\n")
    if alone:
        from ros1_desktop.wizard.alone import tell_alone

        tell_alone(line)

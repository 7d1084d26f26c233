"""The program as the strain uses it: its real parts, without a window where none is needed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ros1_desktop.app.start import Start, open_here
from ros1_desktop.app.window import parts_for
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.exchange.sealed import Key
from ros1_desktop.wizard.drafts import Drafts
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.wizard.session import Session
from ros1_desktop.words import read_words

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
SAMPLE = RESOURCES / "sample.ros1.json"
AS_OF = "2026-11-20"


@cache
def start() -> Start:
    """Return what every command starts from."""
    vocabulary = read_vocabulary(RESOURCES)
    return Start(RESOURCES, open_here(RESOURCES), vocabulary, read_words(RESOURCES, "en"))


@cache
def parts(language: str = "ja") -> Parts:
    """Return what the wizard is given."""
    return parts_for(start(), language)


def drafts_in(folder: Path) -> Drafts:
    """Return the drafts of a profile in this folder."""
    return Drafts(Session(parts(), None), folder)


def keep_draft(drafts: Drafts, number: int, key: Key | None = None) -> None:
    """Enter something of this number, and keep it as the window does."""
    drafts.find()
    drafts.session.draft.set("label", f"TB-{number}")
    drafts.session.draft.set("age_band", ("40_64", "75_or_over")[number % 2])
    drafts.keep("page.patient", key)


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which Python finds this checkout and Qt needs no display."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **more}


@contextmanager
def no_child(pid: int) -> Iterator[None]:
    """Do something, then wait until a child has ended."""
    try:
        yield
    finally:
        os.waitpid(pid, 0)

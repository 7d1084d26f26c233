"""The wizard, given all that it must not fetch itself.

Rules:
 * Up to the first painted page only that page is loaded; the rest follows in steps, each short
   enough that the window goes on answering, and the first of them that needs the store verifies it.
 * Whoever asks for something sooner waits for it: each part is read once, by the first to ask.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import ros1_desktop
from ros1_desktop import place
from ros1_desktop.app.offered import JURISDICTIONS, LANGUAGES
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.wizard.binding import load_lightly
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.words import read_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from ros1_desktop.app.desk import Desk
    from ros1_desktop.app.start import Start
    from ros1_desktop.case.case import Case
    from ros1_desktop.case.vocabulary import Vocabulary
    from ros1_desktop.exchange.opened import Opened
    from ros1_desktop.words import Words

SAMPLE = "sample.ros1.json"


def wizard(resources: Path, language: str | None, case: Path | None) -> int:
    """Open the wizard, with a case filled in where one is named."""
    if not _has_display(resources, language):
        return 1
    gc.disable()  # all that is made up to the first paint stays: looking for waste is waste
    vocabulary = read_vocabulary(resources)
    opened, sealed = (None, None) if case is None else _opened(case, resources, vocabulary)
    first = language or LANGUAGES[0]
    words = cache(lambda name: read_words(resources, name))
    started = cache(lambda: _start_here(resources, vocabulary, words(first)))
    parts = _parts(resources, vocabulary, started, first, later=True)._replace(words=words)
    from ros1_desktop.wizard.run import run_wizard

    return run_wizard(parts, opened, sealed)


def once(start: Start, asked: argparse.Namespace) -> int:
    """Show the sample case, its result and its sheet once, and draw the result to a file."""
    from ros1_desktop.app.start import content_of, write

    if not _has_display(start.resources, asked.lang):
        return 1
    load_lightly()
    from ros1_desktop.wizard.once import show_once

    case = dict(start.opened(content_of(str(start.resources / SAMPLE))).case.answers)
    parts = parts_for(start, asked.lang or LANGUAGES[0])
    say = start.words.say
    picture = show_once(parts, case, lambda key, **found: print(say(key, **found), flush=True))
    if picture is None:
        sys.stderr.write(f"{say('cli.not_shown')}\n")
        return 1
    write(asked.window, picture)
    return 0


def _has_display(resources: Path, language: str | None) -> bool:
    """Tell whether there is a screen, and say so where there is none."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        said = read_words(resources, language or "en").say("cli.no_display")
        sys.stderr.write(f"{said}\n")
        return False
    return True


def _opened(
    case: Path, resources: Path, vocabulary: Vocabulary
) -> tuple[Opened | None, Path | None]:
    """Return the case in a file, or the file where its passphrase has to be asked for."""
    from ros1_desktop.app.start import content_of
    from ros1_desktop.exchange.code2d import read_pieces
    from ros1_desktop.exchange.opened import open_case
    from ros1_desktop.exchange.sealed import is_sealed

    content = content_of(str(case))
    if is_sealed(content):
        return None, case
    return open_case(content, vocabulary, read_pieces(resources)), None


def parts_for(start: Start, first: str) -> Parts:
    """Return what the wizard is given; `first` is the language it opens in."""
    return _parts(start.resources, start.vocabulary, lambda: start, first, later=False)


def _parts(
    resources: Path,
    vocabulary: Vocabulary,
    started: Callable[[], Start],
    first: str,
    *,
    later: bool,
) -> Parts:
    today = cache(_today)

    @cache
    def desk() -> Desk:
        from ros1_desktop.app.desk import Desk

        return Desk(started(), today())

    return Parts(
        resources=resources,
        questionnaire=read_questionnaire(resources, vocabulary),
        vocabulary=vocabulary,
        words=cache(lambda language: read_words(resources, language)),
        languages=(first, *(other for other in LANGUAGES if other != first)),
        jurisdictions=JURISDICTIONS,
        to_case=lambda answers: _to_case(answers, vocabulary),
        decide=lambda case, here: desk().decide(case, here),
        near_misses=lambda case, here: desk().near_misses(case, here),
        figures=lambda case, decision, words: desk().figures(case, decision, words),
        offers=lambda decision: desk().offers(decision),
        make_pdf=lambda *asked: desk().make_pdf(*asked),
        read_case=lambda path, passphrase: desk().read_case(path, passphrase),
        read_code=lambda text: desk().read_code(text),
        write_case=lambda *given: desk().write_case(*given),
        read_facts=lambda: desk().facts,
        prove=lambda: desk().prove(),
        licences=lambda: desk().licences(),
        drafts=place.user_folder(Path(sys.executable), sys.platform, os.environ, Path.home()),
        read_today=today,
        version=ros1_desktop.__version__,
        rest=_rest(started, desk) if later else (),
    )


def _today() -> date:
    from datetime import date

    return date.today()


def _to_case(answers: dict[str, Any], vocabulary: Vocabulary) -> Case:
    from ros1_desktop.case.refuse import to_case

    return to_case(answers, vocabulary)


# --- the rest, in steps ------------------------------------------------------------------------


def _rest(
    started: Callable[[], Start], desk: Callable[[], Desk]
) -> tuple[Callable[[], object], ...]:
    """Return what is loaded and read after the first paint, in this order."""
    here = JURISDICTIONS[0]
    return (
        _load_store,
        _load_start,
        started,
        _load_rules,
        desk,
        lambda: desk().facts,
        lambda: desk().rules(here),
    )


def _load_store() -> None:
    import ros1_desktop.knowledge.store  # noqa: F401 (so that it is there)


def _load_start() -> None:
    import ros1_desktop.app.start  # noqa: F401 (the same)


def _load_rules() -> None:
    import ros1_desktop.decision.decide  # noqa: F401 (the same)


def _start_here(resources: Path, vocabulary: Vocabulary, words: Words) -> Start:
    from ros1_desktop.app.start import Start, open_here

    return Start(resources, open_here(resources), vocabulary, words)

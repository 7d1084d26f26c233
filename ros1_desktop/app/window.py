"""The wizard, given all that it must not fetch itself."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import ros1_desktop
from ros1_desktop import place
from ros1_desktop.app.about import licences, prove
from ros1_desktop.app.arguments import JURISDICTIONS, LANGUAGES
from ros1_desktop.app.papers import make, offers
from ros1_desktop.app.start import Start, content_of, write
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.refuse import to_case
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.nearest import near_misses
from ros1_desktop.exchange.code2d import read_pieces
from ros1_desktop.exchange.opened import Opened, open_code
from ros1_desktop.exchange.sealed import Key, is_sealed, make_key, unseal
from ros1_desktop.exchange.write import case_json
from ros1_desktop.knowledge.store import Store
from ros1_desktop.sheet.library import Library, read_library
from ros1_desktop.sheet.shown import shown
from ros1_desktop.wizard.facts import Facts, Later
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.words import read_words

SAMPLE = "sample.ros1.json"
EARLIER = 1  # content of a case's file before the present one that stays beside it


def wizard(start: Start, asked: argparse.Namespace) -> int:
    """Open the wizard, with a case filled in where one is named."""
    if not _has_display(start):
        return 1
    gc.disable()  # all that is made up to the first paint stays: looking for waste is waste
    opened = sealed = None
    if asked.case is not None:
        content = content_of(str(asked.case))
        if is_sealed(content):
            sealed = asked.case
        else:
            opened = start.opened(content)
    from ros1_desktop.wizard.window import run_wizard

    return run_wizard(parts_for(start, asked.lang or LANGUAGES[0]), opened, sealed)


def once(start: Start, asked: argparse.Namespace) -> int:
    """Show the sample case, its result and its sheet once, and draw the result to a file."""
    if not _has_display(start):
        return 1
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


def _has_display(start: Start) -> bool:
    """Tell whether there is a screen, and say so where there is none."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        sys.stderr.write(f"{start.words.say('cli.no_display')}\n")
        return False
    return True


def parts_for(start: Start, first: str) -> Parts:
    """Return what the wizard is given; `first` is the language it opens in."""
    today = date.today()
    library = cache(partial(read_library, start.store))
    rules = cache(lambda here: start.rules(today.isoformat(), here))
    return Parts(
        resources=start.resources,
        questionnaire=read_questionnaire(start.resources, start.vocabulary),
        vocabulary=start.vocabulary,
        words=cache(partial(read_words, start.resources)),
        languages=(first, *(other for other in LANGUAGES if other != first)),
        jurisdictions=JURISDICTIONS,
        to_case=lambda answers: to_case(answers, start.vocabulary),
        decide=lambda case, here: decide(case, rules(here)),
        near_misses=lambda case, here: near_misses(case, rules(here)),
        figures=lambda case, decision, words: shown(case, decision, library(), words),
        offers=lambda decision: offers(start, library(), decision),
        make_pdf=lambda *asked: make(start, library(), *asked),
        read_case=partial(_read, start),
        read_code=lambda text: open_code(text, start.vocabulary, read_pieces(start.resources)),
        write_case=_write,
        facts=_facts(library, start.store),
        prove=lambda: prove(start, today.isoformat()),
        licences=lambda: licences(start.resources),
        drafts=place.user_folder(Path(sys.executable), sys.platform, os.environ, Path.home()),
        today=today,
        version=ros1_desktop.__version__,
    )


def _read(start: Start, path: Path, passphrase: str | None) -> Opened:
    content = content_of(str(path))
    if passphrase is None:
        return start.opened(content)
    plain, key = unseal(content, passphrase)
    return replace(start.opened(plain), key=key)


def _write(path: Path, answers: Mapping[str, Any], passphrase: str | None) -> Key | None:
    content = case_json(answers).encode()
    key = None if passphrase is None else make_key(passphrase)
    write(path, content if key is None else key.seal(content), earlier=EARLIER)
    return key


def _facts(library: Callable[[], Library], store: Store) -> Facts:
    (row,) = store.facts("edition")
    edition = {name: value for name, value in row.items() if value is not None}
    limits = {row["id"]: row["value"] for row in store.facts("threshold")}
    return Facts(
        edition=edition,
        fingerprint=store.fingerprint,
        few_patients=limits["few_patients"],
        sources=Later(lambda: library().sources),
        trials=Later(lambda: library().trials),
        outcomes=Later(lambda: library().outcomes),
        cautions=Later(lambda: library().cautions),
        resistance=Later(lambda: library().resistance),
        rows=Later(
            lambda: {row.id: row for table in store.tables().values() for row in table.rows}
        ),
    )

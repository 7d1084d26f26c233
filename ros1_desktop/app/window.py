"""The wizard, given all that it must not fetch itself."""

import argparse
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path

import ros1_desktop
from ros1_desktop.app.arguments import JURISDICTIONS, LANGUAGES
from ros1_desktop.app.start import Start, content_of, paper, write
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.refuse import to_case
from ros1_desktop.decision.decide import decide
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.write import case_json
from ros1_desktop.sheet.library import Library, read_library
from ros1_desktop.wizard.facts import Facts
from ros1_desktop.wizard.parts import Parts
from ros1_desktop.words import read_words


def wizard(start: Start, asked: argparse.Namespace) -> int:
    """Open the wizard, with a case filled in where one is named."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        sys.stderr.write(f"{start.words.say('cli.no_display')}\n")
        return 1
    case = None
    if asked.case is not None:
        case = dict(read_case(content_of(str(asked.case)), start.vocabulary).answers)
    from ros1_desktop.wizard.window import run_wizard

    return run_wizard(parts_for(start, asked.lang or LANGUAGES[0]), case)


def parts_for(start: Start, first: str) -> Parts:
    """Return what the wizard is given; `first` is the language it opens in."""
    today = date.today()
    library = read_library(start.store)
    rules = {here: start.rules(today.isoformat(), here) for here in JURISDICTIONS}
    return Parts(
        resources=start.resources,
        questionnaire=read_questionnaire(start.resources, start.vocabulary),
        vocabulary=start.vocabulary,
        words=partial(read_words, start.resources),
        languages=(first, *(other for other in LANGUAGES if other != first)),
        jurisdictions=JURISDICTIONS,
        to_case=lambda answers: to_case(answers, start.vocabulary),
        decide=lambda case, here: decide(case, rules[here]),
        make_pdf=lambda case, decision, language: paper(
            start, case, decision, read_words(start.resources, language), library
        ),
        read_case=lambda path: dict(read_case(content_of(str(path)), start.vocabulary).answers),
        write_case=lambda path, answers: write(path, case_json(answers).encode()),
        facts=_facts(library, start.store.fingerprint),
        drafts=_own_place(),
        today=today,
        version=ros1_desktop.__version__,
    )


def _facts(library: Library, fingerprint: str) -> Facts:
    return Facts(
        edition=library.edition,
        fingerprint=fingerprint,
        few_patients=library.few_patients,
        sources=library.sources,
        trials=library.trials,
        outcomes=library.outcomes,
        cautions=library.cautions,
        resistance=library.resistance,
    )


def _own_place() -> Path:
    """Return the user's own folder of this program; it need not be there yet."""
    from PySide6.QtCore import QCoreApplication, QStandardPaths

    QCoreApplication.setApplicationName("ros1-desktop")
    place = QStandardPaths.StandardLocation.AppDataLocation
    return Path(QStandardPaths.writableLocation(place))

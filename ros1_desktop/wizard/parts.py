"""What the wizard is given by `app`: everything that it must not fetch itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ros1_desktop.case.case import Case
from ros1_desktop.case.questionnaire import Questionnaire
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decision import Decision
from ros1_desktop.words import Words


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one run.

    `languages` and `jurisdictions` are those to choose from; the session starts with the first.
    `source_name` and `caution_text` give what the id of a fact prints, in a language; the second
    is empty for a caution that no single label words.
    """

    resources: Path
    questionnaire: Questionnaire
    vocabulary: Vocabulary
    words: Callable[[str], Words]
    languages: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    to_case: Callable[[dict[str, Any]], Case]
    decide: Callable[[Case, str], Decision]
    make_pdf: Callable[[Case, Decision, str], bytes]
    read_case: Callable[[Path], dict[str, Any]]
    write_case: Callable[[Path, dict[str, Any]], None]
    source_name: Callable[[str, str], str]
    caution_text: Callable[[str, str], str]
    today: date
    version: str

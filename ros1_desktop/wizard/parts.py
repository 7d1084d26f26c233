"""What the wizard is given by `app`: everything that it must not fetch itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ros1_desktop.case.case import Case
from ros1_desktop.case.questionnaire import Questionnaire
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.words import Words

if TYPE_CHECKING:
    from datetime import date

    from ros1_desktop.decision.decision import Decision
    from ros1_desktop.decision.nearest import Near
    from ros1_desktop.exchange.opened import Opened
    from ros1_desktop.exchange.sealed import Key
    from ros1_desktop.sheet.shown import Shown
    from ros1_desktop.wizard.document import Document, Offer
    from ros1_desktop.wizard.facts import Facts
    from ros1_desktop.wizard.provenance import Licence, Proven


class Parts(NamedTuple):
    """The parts of one run.

    `languages` and `jurisdictions` are those to choose from; the session starts with the first.
    `read_case` and `write_case` take the passphrase of the file, None for a plain one, and return
    the key that was made from it.
    `read_facts` gives what the result quotes by id, `figures` what it draws, `near_misses` what
    would have led elsewhere. `offers` are the papers there are, first the one that is always there;
    `make_pdf` and `prove`, which verifies the store, are called in a thread of their own. `drafts`
    is the folder of the user's own where a draft may be kept. `rest` is what is loaded and read
    after the first paint, step by step.
    """

    resources: Path
    questionnaire: Questionnaire
    vocabulary: Vocabulary
    words: Callable[[str], Words]
    languages: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    to_case: Callable[[dict[str, Any]], Case]
    decide: Callable[[Case, str], "Decision"]
    near_misses: Callable[[Case, str], tuple["Near", ...]]
    figures: Callable[[Case, "Decision", Words], "Shown"]
    offers: Callable[["Decision"], tuple["Offer", ...]]
    make_pdf: Callable[[Case, "Decision", "Document"], bytes]
    read_case: Callable[[Path, str | None], "Opened"]
    read_code: Callable[[str], "Opened"]
    write_case: Callable[[Path, dict[str, Any], str | None], "Key | None"]
    read_facts: Callable[[], "Facts"]
    prove: Callable[[], "Proven"]
    licences: Callable[[], tuple["Licence", ...]]
    drafts: Path
    read_today: Callable[[], "date"]
    version: str
    rest: tuple[Callable[[], object], ...] = ()

    @property
    def today(self) -> "date":
        """The day of this run."""
        return self.read_today()

    @property
    def facts(self) -> "Facts":
        """What the result quotes by id, read with the store."""
        return self.read_facts()

"""What every command starts from: the store, the words, files in and out, and today."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import ros1_desktop
from ros1_desktop import place
from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.conform import said_name
from ros1_desktop.case.vocabulary import Vocabulary, read_vocabulary
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.code2d import read_pieces, to_code
from ros1_desktop.exchange.opened import Opened, open_case
from ros1_desktop.exchange.sealed import is_sealed, unseal
from ros1_desktop.keep import write_whole
from ros1_desktop.knowledge.store import Store, open_store
from ros1_desktop.words import Words, read_words

if TYPE_CHECKING:
    from ros1_desktop.sheet.library import Library


PLAIN = "ja_plain"  # the form of a handout in very plain Japanese, beside `ja` and `en`


@dataclass(frozen=True, slots=True)
class Start:
    """What every command needs."""

    resources: Path
    store: Store
    vocabulary: Vocabulary
    words: Words

    def opened(self, content: bytes) -> Opened:
        """Return the case that a file or a code holds."""
        return open_case(content, self.vocabulary, read_pieces(self.resources))

    def case(self, content: bytes) -> Case:
        """Return the case that a file or a code holds; say if a code is of other knowledge."""
        opened = self.opened(content)
        (edition,) = self.store.facts("edition")
        scanned, fingerprint = opened.scanned, self.store.fingerprint
        if scanned is not None and not scanned.is_of(edition["id"], fingerprint):
            said = self.words.say("cli.code_of_other_knowledge", **scanned.knowledge)
            sys.stderr.write(f"{said}\n")
        return opened.case

    def rules(self, as_of: str, jurisdiction: str) -> Rules:
        """Return the rules in force."""
        return prepare(self.store.in_force(as_of, jurisdiction))


def start_here(resources: Path, language: str | None = None) -> Start:
    """Read what every command starts from; the window has the words of its own language."""
    words = read_words(resources, language or "en")
    return Start(resources, open_here(resources), read_vocabulary(resources), words)


def open_here(resources: Path) -> Store:
    """Open the store; in a checkout, first build it anew if it is not that of the text."""
    if not place.is_checkout(resources):
        return open_store(resources)
    from ros1_desktop.knowledge.checkout import open_fresh

    return open_fresh(resources)


def today() -> str:
    """Return the clinic's calendar day."""
    return date.today().isoformat()


def printed_on() -> date:
    """Return today, or the day that SOURCE_DATE_EPOCH names, so that the same sheet is the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def content_of(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CaseError(said_name(name), "file_unreadable", why=error.strerror or "?") from None


def plain_of(content: bytes, passphrase_file: Path | None) -> bytes:
    """Return the bytes of a case; one under a passphrase is opened by what the file holds."""
    if passphrase_file is None or not is_sealed(content):
        return content
    try:
        passphrase = content_of(str(passphrase_file)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError("--passphrase-file", "json_not_utf8", found=error.start) from None
    return unseal(content, passphrase.rstrip("\r\n"))[0]


def write(path: Path, content: bytes, *, earlier: int = 0) -> None:
    """Write a file whole or not at all; what stops it is a CaseError."""
    try:
        if not path.name or (path.exists() and not path.is_file()):
            raise CaseError("-o", "not_a_file", found=said_name(str(path)))
        write_whole(path, content, earlier=earlier)
    except OSError as error:
        raise CaseError(said_name(str(path)), "cannot_write", why=error.strerror or "?") from None


def paper(
    start: Start, case: Case, decision: Decision, words: Words, library: "Library | None" = None
) -> bytes:
    """Return the clinician sheet as PDF; with a library it can be made in any thread."""
    from ros1_desktop.sheet.compose import compose_clinician
    from ros1_desktop.sheet.compose_band import Printing
    from ros1_desktop.sheet.draw import pdf
    from ros1_desktop.sheet.library import read_library
    from ros1_desktop.sheet.sheet import PrintError

    library = library or read_library(start.store)
    code = to_code(case, decision.edition, decision.fingerprint, read_pieces(start.resources))
    printing = Printing(printed_on(), ros1_desktop.__version__, code)
    sheet = compose_clinician(case, decision, library, words, printing)
    try:
        return pdf(sheet, start.resources / "fonts")
    except PrintError as error:
        raise CaseError("case", error.code, **error.values_of_sentence) from None


def handout(  # noqa: PLR0913 (what is handed over, and what a person chose of it)
    start: Start,
    case: Case,
    decision: Decision,
    kind: str,
    form: str,
    *,
    library: "Library | None" = None,
    chosen: tuple[str, ...] = (),
    supplement: bool = False,
) -> bytes:
    """Return a patient handout as PDF; with a library it can be made in any thread.

    `kind` is `options` or `next-test`, `form` is `ja`, `en` or `ja_plain`; `chosen` are the ids of
    the options of the table, where it does not hold all; `supplement` adds how long.

    CaseError: there is no such handout for this decision, or the edition is too old.
    """
    from ros1_desktop.sheet.checklist import read_checklist
    from ros1_desktop.sheet.compose_handout import Asking, compose_handout
    from ros1_desktop.sheet.draw_handout import handout_pdf
    from ros1_desktop.sheet.library import read_library
    from ros1_desktop.sheet.plan import FOLDER, read_plan
    from ros1_desktop.sheet.sheet import PrintError

    asking = Asking(
        read_words(start.resources, form, FOLDER),
        read_plan(start.resources),
        read_checklist(start.resources, kind),
        printed_on(),
        ros1_desktop.__version__,
        chosen,
        supplement,
    )
    facts = library or read_library(start.store)
    try:
        made = compose_handout(kind, case, decision, facts, asking)
        return handout_pdf(made, start.resources / "fonts")
    except PrintError as error:
        raise CaseError("--kind", error.code, **error.values_of_sentence) from None

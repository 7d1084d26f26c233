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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import ros1_desktop
from ros1_desktop import place
from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.vocabulary import Vocabulary, read_vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.write import decision_json, error_json, fact_json
from ros1_desktop.knowledge.records import KnowledgeError
from ros1_desktop.knowledge.store import Store, open_store
from ros1_desktop.words import Words, error_line, read_words

LINES = ".jsonl"
KINDS = {
    "outcomes": "outcome",
    "toxicity": "toxicity",
    "companion-diagnostics": "companion_diagnostic",
    "approvals": "approval",
    "recommendations": "recommendation",
    "fusions": "fusion",
    "assays": "assay",
    "resistance": "resistance",
    "cautions": "caution",
    "sources": "source",
    "source-defects": "source_defect",
    "statements": "statement",
    "trials": "trial",
}
SHEETS = ("clinician",)


@dataclass(frozen=True, slots=True)
class Start:
    """What every command needs."""

    resources: Path
    store: Store
    vocabulary: Vocabulary
    words: Words

    def rules(self, as_of: str, jurisdiction: str) -> Rules:
        """Return the rules in force."""
        return prepare(self.store.in_force(as_of, jurisdiction))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit 2 and one line."""
        sys.stderr.write(f"{self.prog}: {' '.join(message.split())}\n")
        sys.exit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    asked = _parser(given).parse_args(given)
    resources = place.resources()
    try:
        words = read_words(resources, asked.lang or ("ja" if asked.command == "wizard" else "en"))
        start = Start(resources, _store(resources), read_vocabulary(resources), words)
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    commands: dict[str, Callable[[Start, argparse.Namespace], int]] = {
        "assess": _assess,
        "sheet": _sheet,
        "facts": _facts,
        "check": _check,
        "version": _version,
        "wizard": _wizard,
    }
    try:
        return commands[asked.command](start, asked)
    except CaseError as error:
        sys.stderr.write(f"{error_line(words, error)}\n")
        return 2
    except BrokenPipeError:
        # The reader has had enough (`| head`); nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        start.store.close()


def _store(resources: Path) -> Store:
    """Open the store; in a checkout, first build it anew if it is not that of the text."""
    if not place.is_checkout(resources):
        return open_store(resources)
    from ros1_desktop.knowledge.checkout import open_fresh

    return open_fresh(resources)


def _parser(given: Sequence[str]) -> _Parser:
    parser = _Parser(prog="ros1-desktop", allow_abbrev=False)
    parser.add_argument("--version", dest="command", action="store_const", const="version")
    parser.add_argument("--lang", choices=("ja", "en"))
    parser.set_defaults(command="wizard", case=None, as_of=None, jurisdiction="JP")
    if given and given[0] in ("assess", "sheet", "facts", "check"):
        _add_commands(parser)
    else:
        parser.add_argument("case", nargs="?", type=Path)
    return parser


def _add_commands(parser: _Parser) -> None:
    commands = parser.add_subparsers(dest="command")
    for name in ("assess", "sheet", "facts", "check"):
        command = commands.add_parser(name, allow_abbrev=False)
        command.add_argument("--lang", choices=("ja", "en"))
        if name in ("assess", "sheet"):
            command.add_argument("case")
            command.add_argument("--jurisdiction", choices=("JP", "US"), default="JP")
        if name != "check":
            command.add_argument("--as-of", type=_day, default=None)
        if name == "sheet":
            command.add_argument("-o", "--output", required=True, type=Path)
            command.add_argument("--kind", choices=SHEETS, default="clinician")
        if name == "facts":
            command.add_argument("kind", choices=sorted(KINDS))


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        message = f"{text!r} is not a date written YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message)
    return day


def _today() -> str:
    return date.today().isoformat()


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CaseError(name, "file_unreadable", why=error.strerror or "?") from None


def _assess(start: Start, asked: argparse.Namespace) -> int:
    rules = start.rules(asked.as_of or _today(), asked.jurisdiction)
    if asked.case.endswith(LINES):
        return _assess_lines(start, rules, asked.case)
    case = read_case(_content(asked.case), start.vocabulary)
    print(decision_json(decide(case, rules)))
    return 0


def _assess_lines(start: Start, rules: Rules, name: str) -> int:
    worst = 0
    for number, line in _lines(name):
        try:
            print(decision_json(decide(read_case(line, start.vocabulary), rules)))
        except CaseError as error:
            worst = 2
            print(error_json(error, number, error_line(start.words, error)))
    return worst


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    try:
        with Path(name).open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise CaseError(name, "file_unreadable", why=error.strerror or "?") from None


def _sheet(start: Start, asked: argparse.Namespace) -> int:
    content = _content(asked.case)
    if asked.output.exists() and Path(asked.case).exists() and asked.output.samefile(asked.case):
        raise CaseError("-o", "same_file")
    case = read_case(content, start.vocabulary)
    decision = decide(case, start.rules(asked.as_of or _today(), asked.jurisdiction))
    words = read_words(start.resources, asked.lang or "ja")
    paper = _paper(start, case, decision, words)
    _write_whole(asked.output, paper)
    return 0


def _paper(start: Start, case: Case, decision: Decision, words: Words) -> bytes:
    from ros1_desktop.sheet.compose import compose_clinician
    from ros1_desktop.sheet.draw import pdf
    from ros1_desktop.sheet.library import read_library

    library = read_library(start.store)
    printed_on = date.fromisoformat(decision.as_of)
    version = ros1_desktop.__version__
    sheet = compose_clinician(case, decision, library, words, printed_on, version)
    return pdf(sheet, start.resources / "fonts")


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise CaseError(str(path), "cannot_write", why=error.strerror or "?") from None


def _facts(start: Start, asked: argparse.Namespace) -> int:
    for fact in start.store.facts(KINDS[asked.kind], asked.as_of):
        print(fact_json(fact))
    return 0


def _check(start: Start, _: argparse.Namespace) -> int:
    from ros1_desktop.exchange.verify import verify

    say = start.words.say
    verified = verify(start.store, start.vocabulary)
    print(say("cli.store_verified", fingerprint=start.store.fingerprint))
    for proof in verified.proofs:
        print(
            say(
                "cli.table",
                table=proof.table,
                inputs=proof.inputs,
                states=proof.states,
                rows=proof.rows,
                gaps=len(proof.gaps),
                clashes=len(proof.clashes),
            )
        )
        for gap in proof.gaps:
            print("  ", say("cli.gap", cell=", ".join(f"{k}={v}" for k, v in gap.items())))
        for one, other in proof.clashes:
            print("  ", say("cli.clash", one=one, other=other))
        for word in proof.spare:
            print("  ", say("cli.spare", word=word))
    for kind, counts in verified.counts.items():
        for status, count in counts.items():
            print(say("cli.facts", kind=kind, status=status or "-", count=count))
    for fault in verified.faults:
        print(say("cli.fault", fault=fault))
    print(say("cli.holds" if verified.holds else "cli.does_not_hold"))
    return 0 if verified.holds else 1


def _version(start: Start, _: argparse.Namespace) -> int:
    (edition,) = start.store.facts("edition")
    print(f"ros1-desktop {ros1_desktop.__version__}")
    print(f"knowledge edition {edition['id']} {start.store.fingerprint}")
    return 0


def _wizard(start: Start, asked: argparse.Namespace) -> int:
    return 1

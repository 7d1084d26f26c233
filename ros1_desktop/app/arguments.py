"""The command line: what may be asked, and the one line that says what was wrong with it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from ros1_desktop.app.offered import JURISDICTIONS, LANGUAGES

CLINICIAN = "clinician"
SHEETS = (CLINICIAN, "options", "next-test")
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
COMMANDS = ("assess", "sheet", "facts", "check")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit 2 and one line."""
        line = " ".join(message.split())
        sys.stderr.write(f"{self.prog}: {line}\n")
        sys.exit(2)


def parser_for(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser for what was given; without a command it opens the wizard."""
    parser = _Parser(prog="ros1-desktop", allow_abbrev=False)
    parser.add_argument("--version", dest="command", action="store_const", const="version")
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.set_defaults(command="wizard", case=None, as_of=None, jurisdiction="JP")
    if given and given[0] in COMMANDS:
        _add_commands(parser)
    else:
        parser.add_argument("case", nargs="?", type=Path)
    return parser


def _add_commands(parser: _Parser) -> None:
    commands = parser.add_subparsers(dest="command")
    for name in COMMANDS:
        command = commands.add_parser(name, allow_abbrev=False)
        command.add_argument("--lang", choices=LANGUAGES)
        if name in ("assess", "sheet"):
            command.add_argument("case")
            command.add_argument("--passphrase-file", type=Path)
            command.add_argument("--jurisdiction", choices=JURISDICTIONS, default="JP")
        if name != "check":
            command.add_argument("--as-of", type=_day, default=None)
        if name == "sheet":
            command.add_argument("-o", "--output", required=True, type=Path)
            command.add_argument("--kind", choices=SHEETS, default=CLINICIAN)
            command.add_argument("--plain", action="store_true")
            command.add_argument("--supplement", action="store_true")
            command.add_argument("--columns", type=_names, default=())
        if name == "check":
            command.add_argument("--truth-table", action="store_true")
            command.add_argument("--hazards", action="store_true")
            command.add_argument("--window", metavar="OUT.png", type=Path)
        if name == "facts":
            command.add_argument("kind", choices=sorted(KINDS))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = None
    if day is None or day != text:
        message = f"{text!r} is not a date written YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message)
    return day

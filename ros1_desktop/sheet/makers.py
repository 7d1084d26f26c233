"""Who made the handouts, who paid, and their ties to companies: as they declare it, or not yet.

Rules:
 * It is data (`resources/handout/makers.toml`), written by those who answer for a release.
 * Half a declaration is none: what is declared has every line, in both languages.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from ros1_desktop.sheet.plan import FOLDER

DECLARED = "declared"
LINES = ("people", "funding", "ties")
LANGUAGES = ("ja", "en")


def read_makers(resources: Path) -> Mapping[str, str] | None:
    """Return the lines by name and language (`funding_en`); None while nothing is declared.

    Raises:
        ValueError: what is called declared lacks a line.
    """
    name = f"{FOLDER}/makers.toml"
    given: dict[str, str] = tomllib.loads((resources / name).read_text(encoding="utf-8"))
    if given["status"] != DECLARED:
        return None
    for line in (f"{part}_{language}" for part in LINES for language in LANGUAGES):
        if not given[line].strip():
            message = f"{name}: {line} is empty, and the status is {DECLARED}; write it"
            raise ValueError(message)
    return given

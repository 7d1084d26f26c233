"""Texts made ready: what a TOML file says, in a form that is read at once.

Rules:
 * The TOML is what is written and reviewed. `<name>.json` beside it says the same; it is made from
   it where the program is built, never by hand.
 * A ready form names its text and itself by their checksums. One that is of another text, or no
   longer whole, counts for nothing: then the text itself is read.
 * The checksums tell what has grown old or broken, not what was forged: who can change one file can
   change both.
"""

import json
import zlib
from pathlib import Path
from typing import Any

TEXTS = ("questionnaire.toml", "words/ja.toml", "words/en.toml")  # of resources: what a start reads
READY = ".json"


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says, from its ready form where there is one of this text."""
    content = path.read_bytes()
    try:
        mark, _, said = path.with_suffix(READY).read_bytes().partition(b"\n")
    except FileNotFoundError:
        mark = said = b""
    if mark == _mark(content, said):
        found: dict[str, Any] = json.loads(said)
        return found
    import tomllib  # noqa: PLC0415 (written in Python, and slow: only where it is needed)

    return tomllib.loads(content.decode("utf-8"))


def make_ready(path: Path) -> Path:
    """Write the ready form of a TOML file beside it, and return where."""
    import tomllib  # noqa: PLC0415 (the same)

    content = path.read_bytes()
    found = tomllib.loads(content.decode("utf-8"))
    said = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    made = path.with_suffix(READY)
    made.write_bytes(_mark(content, said) + b"\n" + said)
    return made


def _mark(text: bytes, said: bytes) -> bytes:
    return f"{zlib.crc32(text):08x} {zlib.crc32(said):08x}".encode()

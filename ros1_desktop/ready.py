"""Texts made ready: what a TOML or JSON file says, in a form that is read at once.

Rules:
 * The text is what is written and reviewed. `<name>.ready` beside it says the same, as Python keeps
   its own compiled modules; it is made from it where the program is built, never by hand.
 * A ready form names its text and itself by their checksums. One that is of another text, or no
   longer whole, counts for nothing: then the text itself is read.
 * The checksums tell what has grown old or broken, not what was forged: who can change one file can
   change both.
"""

import marshal
import zlib
from pathlib import Path
from typing import Any

# Of resources: what a start reads.
TEXTS = ("case.schema.json", "questionnaire.toml", "words/ja.toml", "words/en.toml")
READY = ".ready"
FORM = 2  # of `marshal`: every Python reads it, and the same text always gives the same bytes


def read_text(path: Path) -> dict[str, Any]:
    """Return what a TOML or JSON file says, from its ready form where there is one of this text."""
    content = path.read_bytes()
    try:
        mark, _, said = path.with_suffix(READY).read_bytes().partition(b"\n")
    except FileNotFoundError:
        mark = said = b""
    if mark == _mark(content, said):
        found: dict[str, Any] = marshal.loads(said)  # noqa: S302 (whole, and as trusted as the code)
        return found
    return _read(path, content)


def make_ready(path: Path) -> Path:
    """Write the ready form of a text beside it, and return where."""
    content = path.read_bytes()
    said = marshal.dumps(_read(path, content), FORM)
    made = path.with_suffix(READY)
    made.write_bytes(_mark(content, said) + b"\n" + said)
    return made


def _read(path: Path, content: bytes) -> dict[str, Any]:
    """Read a text itself; what reads it is slow to load, and loaded only where it is needed."""
    if path.suffix == ".json":
        import json  # noqa: PLC0415 (as said)

        found: dict[str, Any] = json.loads(content)
        return found
    import tomllib  # noqa: PLC0415 (the same)

    return tomllib.loads(content.decode("utf-8"))


def _mark(text: bytes, said: bytes) -> bytes:
    return f"{zlib.crc32(text):08x} {zlib.crc32(said):08x}".encode()

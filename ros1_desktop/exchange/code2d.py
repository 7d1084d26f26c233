"""The text of the 2D code on a sheet: a case without its label, and what it was decided with.

Rules:
 * The text is capital letters and digits alone, so that a scanner that types it types the same on
   every layout of a keyboard: `ROS1CASE`, the number of the form, and base 32.
 * Inside: the canonical JSON of edition, fingerprint and answers, its frequent pieces written by
   their place in `code2d.toml`, and a checksum. The label is left out; nothing else of a case
   could name a patient.
 * A case has one text. What is read must be the text that would be written, or it is refused; no
   text is longer than a 2D code, so none grows beyond it when read, and none ends in anything but
   answers or a CaseError.
"""

import json
import re
import zlib
from base64 import b32decode, b32encode
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.exchange.read import WHOLE, read_answers
from ros1_desktop.ready import read_text

NAME, FORM = "ROS1CASE", "1"
LABEL = "label"
FINGERPRINT = 12  # hexadecimal digits, as the sheet prints them
LONGEST = 4296  # signs: what the largest 2D code holds
ONE_BYTE, LEAD = 0x20, 0xF5  # no text has these bytes: places below, and leads of two from there
CHECK = 4  # bytes of the checksum
_TEXT = re.compile(f"{NAME}([0-9])([A-Z2-7]+)")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a code holds: answers that are still to be taken as a case, edition and fingerprint."""

    answers: Mapping[str, Any]
    edition: str
    fingerprint: str

    @property
    def knowledge(self) -> dict[str, str]:
        """The values of the sentence that says that the knowledge differs."""
        return {"edition": self.edition, "fingerprint": self.fingerprint}

    def is_of(self, edition: str, fingerprint: str) -> bool:
        """Whether the sheet was made with this knowledge; `fingerprint` may be longer."""
        return self.edition == edition and fingerprint.startswith(self.fingerprint)


@dataclass(frozen=True)
class Pieces:
    """The pieces of JSON that are written by their place, in the order of the resource."""

    pieces: tuple[str, ...]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {piece: place for place, piece in enumerate(self.pieces)}

    @cached_property
    def _longest_first(self) -> re.Pattern[str]:
        ordered = sorted(self.pieces, key=lambda piece: (-len(piece), piece))
        return re.compile("|".join(map(re.escape, ordered)))

    def packed(self, text: str) -> bytes:
        """Return a text with its pieces by their places."""
        found, start = bytearray(), 0
        for match in self._longest_first.finditer(text):
            found += text[start : match.start()].encode() + _place(self._places[match[0]])
            start = match.end()
        return bytes(found + text[start:].encode())

    def unpacked(self, content: bytes) -> str:
        """Return the text of what was packed; ValueError where a place or a sign is none."""
        return b"".join(self._parts(content)).decode()

    def _parts(self, content: bytes) -> Iterator[bytes]:
        signs = iter(content)
        for sign in signs:
            if sign < ONE_BYTE:
                yield self._piece(sign)
            elif sign >= LEAD:
                yield self._piece(ONE_BYTE + (sign - LEAD) * 256 + next(signs, 255))
            else:
                yield bytes((sign,))

    def _piece(self, place: int) -> bytes:
        if place >= len(self.pieces):
            raise ValueError(place)
        return self.pieces[place].encode()


def read_pieces(resources: Path) -> Pieces:
    """Return the pieces of the form that is written."""
    return Pieces(tuple(read_text(resources / "code2d.toml")["form"][FORM]["pieces"]))


def code_in(content: bytes) -> str | None:
    """Return the text of a content that is meant as a code; None where it is anything else."""
    text = content.removeprefix(BOM_UTF8).strip()
    if not text.startswith(NAME.encode()):
        return None
    return text[: LONGEST + 1].decode("ascii", "replace")


def to_code(case: Case, edition: str, fingerprint: str, pieces: Pieces) -> str:
    """Return the text for a case, decided with this edition and fingerprint."""
    answers = {name: answer for name, answer in case.answers.items() if name != LABEL}
    return _written(edition, fingerprint, answers, pieces)


def from_code(text: str, pieces: Pieces) -> Scanned:
    """Return what a text holds; spaces and line ends around it are of the scanner.

    Raises:
        CaseError: the text is no code, is of another form, or is not what was printed.
    """
    code = text.strip()
    match = _TEXT.fullmatch(code) if len(code) <= LONGEST else None
    if match is None:
        raise CaseError(WHOLE, "code_not_one", name=NAME)
    if match[1] != FORM:
        raise CaseError(WHOLE, "code_of_another_form", found=match[1])
    try:
        scanned = _read(match[2], pieces)
        case = Case(scanned.answers)
        written = to_code(case, scanned.edition, scanned.fingerprint, pieces)
    except (ValueError, CaseError):
        raise CaseError(WHOLE, "code_damaged") from None
    if written != code:
        raise CaseError(WHOLE, "code_damaged")
    return scanned


def _written(edition: str, fingerprint: str, answers: Mapping[str, Any], pieces: Pieces) -> str:
    inside = (edition, fingerprint[:FINGERPRINT], answers)
    text = json.dumps(inside, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    packed = pieces.packed(text)
    whole = packed + zlib.crc32(packed).to_bytes(CHECK)
    return f"{NAME}{FORM}{b32encode(whole).decode().rstrip('=')}"


def _read(letters: str, pieces: Pieces) -> Scanned:
    """Return what stands inside; ValueError or CaseError where it is of another kind."""
    whole = b32decode(letters + "=" * (-len(letters) % 8))
    inside = read_answers(pieces.unpacked(whole[:-CHECK]).encode())
    if not isinstance(inside, list) or [type(part) for part in inside] != [str, str, dict]:
        raise ValueError(letters)
    edition, fingerprint, answers = inside
    if len(fingerprint) != FINGERPRINT:
        raise ValueError(fingerprint)
    return Scanned(answers, edition, fingerprint)


def _place(place: int) -> bytes:
    if place < ONE_BYTE:
        return bytes((place,))
    lead, rest = divmod(place - ONE_BYTE, 256)
    return bytes((LEAD + lead, rest))

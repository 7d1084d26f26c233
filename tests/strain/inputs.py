"""Hostile inputs without end: what a hand, a disk or an enemy makes of good ones.

A seed gives the same inputs again. Half the changes are made to the bytes, half to what they say.
"""

import json
import random
import struct
import zlib
from base64 import b32decode, b32encode
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.exchange.code2d import CHECK, FORM, NAME, Pieces

# What is known to hurt: names that lose a sign, direction marks, markup, paths, formulas, numbers
# that are none, widths, eras, and what Python takes for a number though nobody else does.
TEXTS = (
    "𠮷野", "髙橋", "﨑山", "葛󠄀城", "神", "㍻", "ﾔﾏﾀﾞ", "が", "👩‍⚕️", "\u202e", "\u200b",
    "\0", "\ud800", "x" * 4000, "<b>", '<img src="file:///etc/passwd">', "</para>",
    "&amp;", "%s", "{0}", "../..",
    "CON", "=cmd|'/c calc'!A1", "＝1+1", "'; DROP TABLE", "", " ", "\ufeff", "\x85", "\u2028",
    "1_0", "٣", "1e400", "-0", "+1", "0x10", "１２", "1.", ".5", "1e5", "NaN", "inf", "９９９９９",
    "令和元年", "R0.1", "H99.99", "2024-02-30", "2024-1", "２０２４年１１月", "0000-00",
    "9999-12-31", "unknown", "CD74", "p.G2032R", "G2032R,L2086F", "ROS1", "\r\n", "\t",
    "a\nb", "ſ", "ﬁ", "İ",
)  # fmt: skip
ATOMS = (
    *(text.encode("utf-8", "surrogatepass") for text in TEXTS),
    b"{", b"}", b"[", b"]", b'"', b":", b",", b"null", b"true", b"1e999", b"-1", b"1" * 400,
    b"\\u0000", b"\\ud800", b"\\", b"\xff\xfe", b"\xef\xbb\xbf", b"[" * 40, b'{"a":' * 40, b"NaN",
    b"Infinity",
    b'"schema":"ros1-case/1",', b"//", b"'", b"\xc0\x80", b"\xed\xa0\x80",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 10**17, 10**30, 0.5, 1e300, -0.0, [], {}, [[]], [None], {"": None},
    "unknown", [1, 1], [{} for _ in range(50)], *TEXTS,
)  # fmt: skip
MOST_CHANGES = 3


def code_of(packed: bytes) -> str:
    """Return the text of a code that holds this, its check right."""
    whole = packed + struct.pack(">I", zlib.crc32(packed))[-CHECK:]
    return f"{NAME}{FORM}{b32encode(whole).decode().rstrip('=')}"


def inside_of(code: str) -> bytes:
    """Return what a code holds."""
    letters = code.removeprefix(NAME + FORM)
    return b32decode(letters + "=" * (-len(letters) % 8))[:-CHECK]


class Inputs:
    """Changes good inputs; every choice comes from one source of chance."""

    def __init__(self, seed: int, good: Sequence[bytes], vocabulary: Vocabulary) -> None:
        """Keep what is changed, and the words that a case may use."""
        self.chance = random.Random(seed)  # noqa: S311 (inputs, not secrets)
        self.good = good
        self.cases = [one.decode() for one in good]
        fields = sorted(vocabulary.fields)
        words = {word for name in fields for word in vocabulary.fields[name].schema.get("enum", [])}
        self.words = sorted(words, key=str)
        self.seen: dict[str, list[Any]] = {}
        for case in map(json.loads, self.cases):
            for holder, key in _places(case):
                if isinstance(holder, dict):
                    self.seen.setdefault(key, []).append(holder[key])

    def content(self) -> bytes:
        """Return a file of a case, changed."""
        if self.chance.random() < 0.5:
            return self.bytes_of(self.chance.choice(self.good))
        return self.written(self.answers())

    def written(self, answers: Any) -> bytes:  # noqa: ANN401 (answers are any JSON)
        """Return answers as a file, with or without what a file need not have."""
        ascii_only, indent = self.chance.random() < 0.5, self.chance.choice((None, 1, 4))
        text = json.dumps(answers, ensure_ascii=ascii_only, indent=indent)
        return text.encode("utf-8", "surrogatepass")

    def bytes_of(self, content: bytes) -> bytes:
        """Return bytes with a few changes."""
        changed = bytearray(content)
        for _ in range(self.chance.randint(1, MOST_CHANGES)):
            self.chance.choice(BYTE_CHANGES)(self, changed)
        return bytes(changed)

    def answers(self) -> Any:  # noqa: ANN401 (the same)
        """Return the answers of a case with a few values, keys or words changed."""
        case = json.loads(self.chance.choice(self.cases))
        for _ in range(self.chance.randint(1, MOST_CHANGES)):
            self._change(case)
        return case

    def text(self) -> str:
        """Return a text as it might be typed or pasted."""
        parts = [self.chance.choice(TEXTS) for _ in range(self.chance.randint(1, MOST_CHANGES))]
        if self.chance.random() < 0.5:
            parts.append(str(self.chance.choice(self.words)))
        if self.chance.random() < 0.5:
            parts.append("".join(chr(self.sign()) for _ in range(self.chance.randint(0, 6))))
        self.chance.shuffle(parts)
        return self.chance.choice(("", "", " ", ",", "-", "/")).join(parts)

    def sign(self) -> int:
        """Return the number of a sign, mostly of the kinds that are typed here."""
        start, end = self.chance.choice(
            ((0x20, 0x7F), (0x30, 0x3A), (0x3040, 0x3100), (0x4E00, 0x9FFF), (0xFF01, 0xFF9F),
             (0x0, 0x20), (0x2000, 0x2070), (0x300, 0x370), (0xE000, 0x110000))
        )  # fmt: skip
        return self.chance.randrange(start, end)

    def number(self) -> str:
        """Return something like a number or a date."""
        signs = "0123456789０１２３４５６７８９.-/年月日 RHrh令和平成元,%e+_"
        return "".join(self.chance.choice(signs) for _ in range(self.chance.randint(1, 9)))

    def code(self, pieces: Pieces, good: Sequence[str]) -> str:
        """Return the text of a 2D code: changed as it stands, or made of something else."""
        kind = self.chance.random()
        if kind < 0.4:
            changed = self.bytes_of(self.chance.choice(good).encode())
            return changed.decode("utf-8", "replace")
        inside: Any = ["2026-11", "0" * 12, self.answers()]
        if kind < 0.6:
            self._change(inside)
        text = json.dumps(inside, sort_keys=kind < 0.9, ensure_ascii=False, separators=(",", ":"))
        packed = pieces.packed(text.encode("utf-8", "replace").decode())
        if kind > 0.8:
            packed = self.bytes_of(packed)
        return code_of(packed)

    def _change(self, found: Any) -> None:  # noqa: ANN401 (the same)
        places = _places(found)
        if not places:
            return
        holder, key = self.chance.choice(places)
        kind = self.chance.random()
        if kind < 0.3 and key in self.seen:  # what another case answers there
            holder[key] = deepcopy(self.chance.choice(self.seen[key]))
        elif kind < 0.4:
            holder[key] = self.chance.choice(self.words)
        elif kind < 0.7:
            holder[key] = deepcopy(self.chance.choice(VALUES))
        elif kind < 0.8 and isinstance(holder, dict):
            holder[self.chance.choice(TEXTS)] = holder.pop(key)
        elif kind < 0.9:
            del holder[key]
        else:
            holder[key] = [holder[key], deepcopy(holder[key])]


def _places(found: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 (the same)
    """Return every place in an answer that holds another, the outer ones first."""
    places: list[tuple[Any, Any]] = []
    _gather(found, places)
    return places


def _gather(found: Any, places: list[tuple[Any, Any]]) -> None:  # noqa: ANN401 (the same)
    if isinstance(found, dict):
        for key, inner in found.items():
            places.append((found, key))
            _gather(inner, places)
    elif isinstance(found, list):
        for key, inner in enumerate(found):
            places.append((found, key))
            _gather(inner, places)


# --- changes of bytes ----------------------------------------------------------------------------

Change = Callable[[Inputs, bytearray], None]


def _place(inputs: Inputs, content: bytearray) -> int:
    return inputs.chance.randrange(len(content) + 1)


def flip(inputs: Inputs, content: bytearray) -> None:
    """Flip a bit."""
    if content:
        content[inputs.chance.randrange(len(content))] ^= 1 << inputs.chance.randrange(8)


def put(inputs: Inputs, content: bytearray) -> None:
    """Put something known to hurt somewhere."""
    place = _place(inputs, content)
    content[place:place] = inputs.chance.choice(ATOMS)


def drop(inputs: Inputs, content: bytearray) -> None:
    """Leave a part out."""
    one, other = sorted((_place(inputs, content), _place(inputs, content)))
    del content[one : min(other, one + 40)]


def cut(inputs: Inputs, content: bytearray) -> None:
    """Cut the end off."""
    del content[_place(inputs, content) :]


def double(inputs: Inputs, content: bytearray) -> None:
    """Have a part twice."""
    one, other = sorted((_place(inputs, content), _place(inputs, content)))
    content[other:other] = content[one:other][:400]


def graft(inputs: Inputs, content: bytearray) -> None:
    """Put a part of another input in."""
    other = inputs.chance.choice(inputs.good)
    start = inputs.chance.randrange(len(other))
    place = _place(inputs, content)
    content[place:place] = other[start : start + inputs.chance.randint(1, 60)]


def scramble(inputs: Inputs, content: bytearray) -> None:
    """Put another byte in place of one."""
    if content:
        content[inputs.chance.randrange(len(content))] = inputs.chance.randrange(256)


BYTE_CHANGES: tuple[Change, ...] = (flip, put, drop, cut, double, graft, scramble)

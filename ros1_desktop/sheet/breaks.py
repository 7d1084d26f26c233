"""Where a line may end: Japanese kinsoku, and nothing that is read as one is torn apart.

Rules:
 * NEVER: inside a run of Latin letters, digits and their signs (`ROS1-TKI`, `59.3–74.3`), between a
   number and its unit (`34.1 か月`, `200 mg`), before a sign that may not begin a line, after one
   that may not end it. Whoever draws refuses rather than break there, if the run holds a digit.
 * AVOID: between a value and its interval, around `=`, `≥` and the like, inside an address after
   `/`: broken only where the piece is wider than the line.
 * FREE: anywhere else, and behind a space. A full-width space is a character like any other.
"""

# ruff: noqa: RUF001, RUF002 (the signs of Japanese and of ranges are what this module is about)

import re
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from unicodedata import east_asian_width

NO_START = frozenset(
    "　、。，．・：；？！゛゜ヽヾゝゞ々〻ー）］｝〕〉》」』】〙〗〟’”°′″℃％‰‥…～〜"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ,.:;?!)]}%"
)
NO_END = frozenset("（［｛〔〈《「『【〘〖〝‘“([{￥＄№")
_UNITS_JA = (
    "か月|カ月|ヶ月|ヵ月|か国|か所|時間|細胞|項目|ページ|例|人|名|件|日|週|年|月|回|歳|倍|個|頁|割|分"
    "|番|種|剤|次|つ|行|版|相|点|項|未満|以上|以下|超"
)
_UNITS_EN = (
    "mg|kg|g|mL|ms|msec|years?|months?|weeks?|days?|hours?|cells?|patients?|of|x|times|per|fusions?"
)
_NUMBER = r"(?:[0-9]+(?:[.,][0-9]+)*|N[RE])"
_RANGE = rf"{_NUMBER}(?: ?[–～〜-] ?{_NUMBER})?"
_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
_WITH_UNIT = rf"(?:[<>≤≥＜＞±] ?|[約第])?{_RANGE} ?(?:%|％|{_UNITS_JA}|(?:{_UNITS_EN})(?![A-Za-z]))"
# Read as one: the match holds no place to break.
_WHOLE = re.compile(
    rf"{_DATE}|{_WITH_UNIT}|{_RANGE}|[<>≤≥＜＞] ?{_NUMBER}|(?<![0-9A-Za-z])[IVX]+(?:/[IVX]+)?相"
    rf"|{_NUMBER} ?[/／] ?{_NUMBER}(?:{_UNITS_JA}|%)?"
)
# Read together: broken only for want of room.
_TOGETHER = re.compile(
    rf"(?:{_WITH_UNIT}|{_RANGE}) ?[（(](?:95 ?%? ?CI:? ?)?{_RANGE}[）)]"
    rf"|[A-Za-z]+ ?[=≥≤<>＝] ?{_WITH_UNIT}|[A-Za-z]+ ?[=≥≤<>＝] ?{_NUMBER}"
)
_FIGURE = re.compile(rf"[（(「『]*(?:{_WHOLE.pattern})[、。，．）)」』,.;:]*")
LONGEST = 24  # characters; no figure and no word of ours is longer, only a user's text can be
_TEAR = frozenset("/-?&=_.,")


class Joint(IntEnum):
    """What a line may do between two characters."""

    FREE = 0
    AVOID = 1
    NEVER = 2


def joints(text: str) -> list[Joint]:
    """Return the joint behind each character of a text but the last."""
    found = [_joint(before, after) for before, after in pairwise(text)]
    for pattern, joint in ((_TOGETHER, Joint.AVOID), (_WHOLE, Joint.NEVER)):
        for match in pattern.finditer(text):
            for place in range(match.start(), match.end() - 1):
                found[place] = max(found[place], joint)
    return found


@lru_cache(maxsize=8192)  # a document is laid out twice, and a cell is measured more than once
def pieces(text: str, least: Joint) -> tuple[str, ...]:
    """Cut a text at every joint that is weaker than `least`."""
    if not text:
        return ()
    cut = [place + 1 for place, joint in enumerate(joints(text)) if joint < least]
    return tuple(text[start:stop] for start, stop in pairwise((0, *cut, len(text))))


def torn(piece: str) -> tuple[str, ...]:
    """Cut a word that is wider than a line behind its `/` or `-`; then it may go on anywhere."""
    cut = [
        place
        for place, (before, after) in enumerate(pairwise(piece), start=1)
        if before in _TEAR and after not in NO_START
    ]
    return tuple(piece[start:stop] for start, stop in pairwise((0, *cut, len(piece))))


def is_figure(piece: str) -> bool:
    """Whether a piece is a number with what belongs to it: never torn, whatever the room."""
    if len(piece) > LONGEST:
        return False
    return _FIGURE.fullmatch(piece.strip()) is not None


def _joint(before: str, after: str) -> Joint:
    if after == " " or after in NO_START or before in NO_END:
        return Joint.NEVER
    if before == " ":
        return Joint.FREE
    if _narrow(before) and _narrow(after):
        return Joint.NEVER
    return Joint.FREE


def _narrow(character: str) -> bool:
    """Whether a character runs in words: Latin, Greek, digits, their signs, full-width ones too."""
    if character == "　":
        return False
    width = east_asian_width(character)
    return width in ("Na", "N", "A") or (width == "F" and character.isalnum())

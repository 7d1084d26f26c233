"""A case from text: strict JSON, or a refusal that names the field.

Rules:
 * UTF-8 whatever the locale; one object; no key twice, no NaN, no number beyond a float.
 * Nothing larger or deeper than a case can be is read at all.
 * A case under a passphrase is named as such; `sealed` opens it.
 * What is read is handed on as it stands; `case.refuse` decides whether it is a case.
"""

import json
import math
from typing import Any

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.conform import said_name
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.exchange.sealed import is_sealed

MOST_BYTES = 1_000_000
DEEPEST = 32
LONGEST_WHOLE = 18
WHOLE = "case"


def read_case(content: bytes, vocabulary: Vocabulary) -> Case:
    """Return the case that the bytes hold.

    Raises:
        CaseError: the first thing that is wrong, with its field.
    """
    return to_case(read_answers(content), vocabulary)


def read_answers(content: bytes) -> Any:
    """Return the JSON that the bytes hold, strictly read."""
    if is_sealed(content):
        raise CaseError(WHOLE, "sealed")
    if len(content) > MOST_BYTES:
        raise CaseError(WHOLE, "json_too_large", found=len(content), most=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(WHOLE, "json_not_utf8", found=error.start) from None
    if not text.strip():
        raise CaseError(WHOLE, "json_empty")
    _shallow(text)
    try:
        answers = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_constant=_NotFinite,
            parse_float=_float,
            parse_int=_whole,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CaseError(WHOLE, "json_not_json", found=line) from None
    return _strict(answers, "")


def _shallow(text: str) -> None:
    depth, quoted, escaped = 0, False, False
    for sign in text:
        if quoted:
            escaped, quoted = (sign == "\\" and not escaped), (sign != '"' or escaped)
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise CaseError(WHOLE, "json_too_deep", most=DEEPEST)
        elif sign in "]}":
            depth -= 1


class _Pairs(list[tuple[str, Any]]):
    """An object as it was written, every key that stands twice still there."""


class _NotFinite(str):
    """A number that is none, as it was written."""

    __slots__ = ()


def _float(digits: str) -> float | _NotFinite:
    number = float(digits)
    return number if math.isfinite(number) else _NotFinite(digits)


def _whole(digits: str) -> int | _NotFinite:
    # Python refuses to read a whole number of thousands of digits.
    return int(digits) if len(digits) <= LONGEST_WHOLE else _NotFinite(digits)


def _strict(answer: Any, path: str) -> Any:
    """Return plain JSON, or name the first key that stands twice or number that is none."""
    if isinstance(answer, _NotFinite):
        raise CaseError(path or WHOLE, "json_not_finite", found=said_name(answer))
    if isinstance(answer, _Pairs):
        found: dict[str, Any] = {}
        for name, value in answer:
            inner = f"{path}.{said_name(name)}" if path else said_name(name)
            if name in found:
                raise CaseError(inner, "json_duplicate_key", name=said_name(name))
            found[name] = _strict(value, inner)
        return found
    if isinstance(answer, list):
        return [_strict(item, f"{path}[{number}]") for number, item in enumerate(answer)]
    return answer

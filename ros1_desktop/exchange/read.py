"""A case from text: strict JSON, or a refusal that names the field.

Rules:
 * UTF-8 whatever the locale; one object; no key twice, no NaN, no number beyond a float.
 * Nothing larger or deeper than a case can be is read at all.
 * What is read is handed on as it stands; `case.refuse` decides whether it is a case.
"""

import json
import math
from typing import Any, NoReturn

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.conform import said, said_name
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary

MOST_BYTES = 1_000_000
DEEPEST = 32
WHOLE = "case"


def read_case(content: bytes, vocabulary: Vocabulary) -> Case:
    """Return the case that the bytes hold.

    Raises:
        CaseError: the first thing that is wrong, with its field.
    """
    return to_case(read_answers(content), vocabulary)


def read_answers(content: bytes) -> Any:  # noqa: ANN401 (JSON is anything until the schema is asked)
    """Return the JSON that the bytes hold, strictly read."""
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
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_finite,
            parse_float=_float,
            parse_int=_whole,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CaseError(WHOLE, "json_not_json", found=line) from None


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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise CaseError(said_name(key), "json_duplicate_key", key=said_name(key))
        found[key] = value
    return found


def _finite(word: str) -> NoReturn:
    raise CaseError(WHOLE, "json_not_finite", found=word)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise CaseError(WHOLE, "json_not_finite", found=said(digits))
    return number


def _whole(digits: str) -> int:
    # A whole number of thousands of digits would be refused by Python with a traceback.
    if len(digits) > len(str(MOST_BYTES)) * 3:
        raise CaseError(WHOLE, "json_not_finite", found=said(digits))
    return int(digits)

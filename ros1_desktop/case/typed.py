"""What was typed, read as an answer.

Rules:
 * In numbers, dates and codes full-width signs are read as the plain ones (NFKC); dashes and spaces
   are forgiven; nothing else is guessed. Free text is kept sign by sign as it was typed.
 * A month is written `2024-11`, `2024/11`, `2024年11月`, `令和6年11月` or `R6.11`; a day as well
   with its day. What is kept is ISO: `2024-11`.
 * A text that cannot be read is a CaseError with its code; `words` makes the sentence.
"""

import re
import unicodedata
from datetime import date

from ros1_desktop.case.case import Answer, CaseError
from ros1_desktop.case.conform import conform, said
from ros1_desktop.case.questionnaire import Question

# The year before an era's first: 令和6年 is 2018 + 6.
ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
FIRST_YEAR = "元"
# The long vowel sign, minus, en and em dash, hyphens, horizontal bar.
_DASHES = str.maketrans(dict.fromkeys("\u30fc\u2212\u2013\u2014\u2010\u2011\u2015", "-"))
_NUMBER = re.compile(r"(-?[0-9]+)(\.[0-9]+)? ?(?:%|MS|MSEC)?", re.IGNORECASE)
_DATE = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)})\.? ?(?P<count>[0-9]{{1,2}}|{FIRST_YEAR})|(?P<year>[0-9]{{4}}))"
    r"[-/.年] ?(?P<month>[0-9]{1,2})月?(?:[-/. ]?(?P<day>[0-9]{1,2})日?)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;、・]+")


def plain(text: str) -> str:
    """Return the text in plain signs, without spaces around it."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def parse_number(text: str) -> int | float | None:
    """Read `65` or `65%`, in signs of either width; None where the text is no number."""
    match = _NUMBER.fullmatch(plain(text))
    if match is None:
        return None
    return float(match[1] + match[2]) if match[2] else int(match[1])


def parse_month(text: str) -> str | None:
    """Read a month, or a day, as ISO; None where the text is neither."""
    match = _DATE.fullmatch(plain(text))
    if match is None:
        return None
    year = match["year"] or _year(match["era"], match["count"])
    try:
        found = date(int(year), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None
    return found.isoformat() if match["day"] else f"{found:%Y-%m}"


def read(question: Question, path: str, text: str) -> Answer:
    """Return what a text answers, or None for an empty one; CaseError says what is wrong."""
    typed = plain(text)
    if not typed:
        return None
    answer: Answer
    if question.kind in ("whole", "number"):
        answer = _number(question, path, typed)
    elif question.kind in ("month", "day"):
        answer = parse_month(typed)
        if answer is None and question.kind == "day":
            raise CaseError(path, "day", found=said(typed))
        if answer is None:
            raise CaseError(path, "date", found=said(typed))
    elif question.kind == "many":
        answer = [_coded(part) for part in _BETWEEN.split(typed) if part]
        answer = list(dict.fromkeys(answer))
        if not answer:  # commas alone: an empty list would say that nothing was found
            return None
    else:
        answer = _coded(typed) if question.pattern else text.strip()
    conform(answer, question.schema, path)
    return answer


def _number(question: Question, path: str, typed: str) -> int | float:
    number = parse_number(typed)
    if number is None:
        raise CaseError(path, "type", found=said(typed), kind="number")
    if question.kind == "whole" and number == int(number):
        return int(number)
    return number


def _coded(typed: str) -> str:
    """Return a gene or a mutation as it is coded: capitals, without `p.` before it."""
    return re.sub(r"^P\.", "", typed.upper())


def _year(era: str, count: str) -> int:
    return ERAS[era.upper()] + (1 if count == FIRST_YEAR else int(count))

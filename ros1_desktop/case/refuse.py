"""What a case refuses beyond its schema, because it cannot be true or must not be kept.

Rules:
 * Dates: nothing is reported or started after the meeting, nothing stops before it starts; a month
   counts as possible if any of its days is.
 * `none_found` stands alone; `given: no` has no courses; a test of the `other_*` kind has a name.
 * Nothing typed holds a control or bidirectional character; a label holds nothing that looks like
   a name (kana, kanji) or a hospital number (8 and more digits).
 * A contradiction blocks; an unknown never does.
"""

import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.conform import conform, said
from ros1_desktop.case.vocabulary import Vocabulary

DIGITS_OF_A_NUMBER = 8
MONTH_LENGTH = len("2026-11")


def to_case(answers: Any, vocabulary: Vocabulary) -> Case:
    """Return the answers as a Case; CaseError names the first field that cannot be taken."""
    conform(answers, vocabulary.schema)
    for path, text in _texts(answers, ""):
        _plain(path, text)
    _label(answers.get("label", ""))
    _tests(answers.get("ros1_tests", []), answers.get("meeting_on"))
    _history(answers.get("ros1_tki_history", {}), answers.get("meeting_on"))
    for name in ("ros1_mutations", "off_target"):
        found = answers.get("resistance", {}).get(name, [])
        if "none_found" in found and len(found) > 1:
            other = next(word for word in found if word != "none_found")
            raise CaseError(f"resistance.{name}", "none_beside", found=said(other))
    return Case(answers)


def _texts(answer: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(answer, str):
        yield path, answer
    elif isinstance(answer, Mapping):
        for name, inner in answer.items():
            yield from _texts(inner, f"{path}.{name}" if path else name)
    elif isinstance(answer, list):
        for number, inner in enumerate(answer):
            yield from _texts(inner, f"{path}[{number}]")


def _plain(path: str, text: str) -> None:
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            raise CaseError(path, "character", found=f"U+{ord(sign):04X}")


def _label(label: str) -> None:
    for sign in label:
        name = unicodedata.name(sign, "")
        if name.startswith(("HIRAGANA", "KATAKANA", "CJK", "HALFWIDTH KATAKANA", "IDEOGRAPH")):
            raise CaseError("label", "looks_like_name", found=said(label))
    if sum(sign.isdigit() for sign in label) >= DIGITS_OF_A_NUMBER:
        raise CaseError("label", "looks_like_number", found=said(label))


def _tests(tests: list[Mapping[str, Any]], meeting: str | None) -> None:
    for number, test in enumerate(tests):
        path = f"ros1_tests[{number}]"
        if test["assay"].startswith("other_") and not test.get("assay_name", "").strip():
            raise CaseError(f"{path}.assay_name", "name_of_assay", assay=test["assay"])
        _not_after(f"{path}.reported_in", test.get("reported_in"), meeting)


def _history(history: Mapping[str, Any], meeting: str | None) -> None:
    courses = history.get("courses", [])
    if history.get("given") == "no" and courses:
        raise CaseError("ros1_tki_history.courses", "courses_without_tki", found=len(courses))
    for number, course in enumerate(courses):
        path = f"ros1_tki_history.courses[{number}]"
        start, stop = course.get("started_in"), course.get("stopped_in")
        _not_after(f"{path}.started_in", start, meeting)
        stop = None if stop in ("ongoing", "unknown") else stop
        if stop is None:
            continue
        last = _last_day(f"{path}.stopped_in", stop)
        if start is not None and _first_day(f"{path}.started_in", start) > last:
            raise CaseError(f"{path}.stopped_in", "stop_before_start", found=stop, start=start)


def _not_after(path: str, when: str | None, meeting: str | None) -> None:
    if when is None:
        return
    first = _first_day(path, when)
    if meeting is not None and first > date.fromisoformat(meeting):
        raise CaseError(path, "after_meeting", found=when, meeting=meeting)


def _first_day(path: str, when: str) -> date:
    try:
        return date.fromisoformat(when if len(when) > MONTH_LENGTH else f"{when}-01")
    except ValueError:
        raise CaseError(path, "date", found=said(when)) from None


def _last_day(path: str, when: str) -> date:
    first = _first_day(path, when)
    if len(when) > MONTH_LENGTH:
        return first
    return first.replace(day=monthrange(first.year, first.month)[1])

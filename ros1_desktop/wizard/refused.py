"""What a case refuses as it stands: everything at once, though reading it ends at the first.

Rules:
 * What is wrong is set aside in a copy, so that the next shows; what only lacks is made unknown.
 * A text that cannot be read is told once: not as an answer that is missing, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ros1_desktop.case.answers import Draft
from ros1_desktop.case.case import CaseError
from ros1_desktop.case.typed import read

if TYPE_CHECKING:
    from ros1_desktop.case.case import Case
    from ros1_desktop.wizard.session import Session

UNKNOWN, MISSING = "unknown", "missing"
LACKING = (MISSING, "name_of_assay")  # what is wrong only because nothing was entered
MOST = 40


def refused(session: Session) -> list[CaseError]:
    """Return everything that the case refuses, each once, in the order found."""
    draft, parts = session.draft, session.parts
    found = [_unread(session, path, text) for path, text in draft.unread_now().items()]
    copy = Draft.from_case(draft.as_dict(), parts.questionnaire)
    for _ in range(MOST):
        try:
            parts.to_case(copy.as_dict())
        except CaseError as error:
            # A text that could not be read already says why its answer is missing.
            if error.field not in draft.unread:
                found.append(error)
            _set_aside(copy, error)
        else:
            break
    return found


def so_far(session: Session) -> Case:
    """Return the case with `unknown` for what is still to be entered.

    Raises:
        CaseError: where answers contradict each other or cannot be taken.
    """
    answers = session.draft.as_dict()
    for _ in range(MOST):
        try:
            return session.parts.to_case(answers)
        except CaseError as error:
            if error.code != MISSING:
                raise
            copy = Draft.from_case(answers, session.parts.questionnaire)
            _set_aside(copy, error)
            answers = copy.as_dict()
    return session.parts.to_case(answers)


def _unread(session: Session, path: str, text: str) -> CaseError:
    try:
        read(session.question(path), path, text)
    except CaseError as error:
        return error
    raise AssertionError(path)


def _set_aside(copy: Draft, error: CaseError) -> None:
    """Make the copy pass this error, so that the next one shows."""
    if error.code in LACKING:
        copy.set(error.field, UNKNOWN)
    else:
        copy.clear(re.sub(r"\[[0-9]+\]$", "", error.field))

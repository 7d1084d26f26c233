"""A case as it is opened: from the JSON of a file, or from the text of a 2D code.

Rules:
 * Which of them it is shows at its beginning; either is read strictly or refused.
 * A code says with which knowledge its sheet was made: whoever opens it tells when that differs,
   for then the answer may differ too.
"""

from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.exchange.code2d import Pieces, Scanned, code_in, from_code
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.sealed import Key


@dataclass(frozen=True, slots=True)
class Opened:
    """A case, what its code says where it comes from one, and its key where a file was sealed."""

    case: Case
    scanned: Scanned | None = None
    key: Key | None = None


def open_case(content: bytes, vocabulary: Vocabulary, pieces: Pieces) -> Opened:
    """Return the case that a content holds.

    Raises:
        CaseError: the first thing that is wrong, with its field.
    """
    code = code_in(content)
    if code is None:
        return Opened(read_case(content, vocabulary))
    return open_code(code, vocabulary, pieces)


def open_code(code: str, vocabulary: Vocabulary, pieces: Pieces) -> Opened:
    """Return the case that a code holds.

    Raises:
        CaseError: the text is no code, or its answers are no case.
    """
    scanned = from_code(code, pieces)
    return Opened(to_case(scanned.answers, vocabulary), scanned)

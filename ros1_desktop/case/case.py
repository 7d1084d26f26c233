"""One case as a value, and what it refuses.

Rules:
 * A case is what the schema lets it be, with exact types; it is never mended.
 * A field left out was not asked; `unknown` was asked and is not known. Neither means no.
 * An error is a code with its values and names the field; `words` makes the sentence.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

Answer: TypeAlias = Any


class CaseError(Exception):
    """An answer that cannot be taken: its field, what is wrong, and the values to say so."""

    def __init__(self, field: str, code: str, **values: str | float) -> None:
        """Keep the field (`ros1_tests[0].result`), the code and the values of its sentence."""
        super().__init__(f"{field}: {code} {values}")
        self.field = field
        self.code = code
        self.values_of_sentence = values


class Case(NamedTuple):
    """What was entered for one patient's tumour; it holds no name, birth date or number."""

    answers: Mapping[str, Answer]

    def at(self, path: str) -> Answer:
        """Return the answer at a dotted path, or None where it was not asked."""
        found: Answer = self.answers
        for name in path.split("."):
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return found

    @property
    def tests(self) -> tuple[Mapping[str, Answer], ...]:
        """The ROS1 tests in the order entered; empty also where they were not asked."""
        return tuple(self.answers.get("ros1_tests") or ())

    @property
    def courses(self) -> tuple[Mapping[str, Answer], ...]:
        """The ROS1-TKI courses in the order given; empty also where they were not asked."""
        return tuple((self.answers.get("ros1_tki_history") or {}).get("courses") or ())

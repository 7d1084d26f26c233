"""All that was found of one case, handed on as one value.

Rules:
 * Made once, when tests and options stand; what is said beside them reads from it.
"""

from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Option, Test
from ros1_desktop.decision.history import History
from ros1_desktop.decision.readings import Reading
from ros1_desktop.decision.rules import Asking
from ros1_desktop.decision.status import Patient, Standing


@dataclass(frozen=True, slots=True)
class Found:
    """A case, its readings, where it stands, and what is due."""

    case: Case
    who: Patient
    readings: tuple[Reading, ...]
    standing: Standing
    past: History | None
    tests: tuple[Test, ...]
    options: tuple[Option, ...]
    asking: Asking

    @property
    def treating(self) -> bool:
        """Whether the step is one of treatment."""
        return self.past is not None

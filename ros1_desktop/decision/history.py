"""What the patient's ROS1-TKI history means for the options.

Rules:
 * The order of courses counts: the last one may still run, and then only those before it are past.
 * Progression on a drug and stopping it for toxicity are two things, and so are their consequences.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ros1_desktop.case.case import Case
from ros1_desktop.decision.rules import Rules, mapped
from ros1_desktop.knowledge.records import Row


@dataclass(frozen=True, slots=True)
class History:
    """The courses as the options need them; `current` is the drug that still runs."""

    stage: str
    current: str | None
    past: tuple[Mapping[str, Any], ...]
    given: tuple[str, ...]
    progressed: tuple[str, ...]
    not_tolerated: tuple[str, ...]
    lung_disease: bool
    prior_tkis: str

    @property
    def stopped_without_progression(self) -> bool:
        """Whether every course ended for another reason than progression."""
        return bool(self.past) and not self.progressed


def stage_of(step: Row) -> str:
    """Return where a treatment step stands: first, after_tki or continuing."""
    stages = {"choose_first_treatment": "first", "continue_tki": "continuing"}
    return stages.get(step.gives, "after_tki")


def history(case: Case, step: Row, rules: Rules) -> History:
    """Read the courses; `step` is one of the treatment steps."""
    courses = case.courses
    running = step.gives == "continue_tki"
    past = courses[:-1] if running else courses
    ends = [
        (course["drug"], mapped(rules, "course_end", course.get("outcome"))) for course in courses
    ]
    given = tuple(dict.fromkeys(course["drug"] for course in past))
    return History(
        stage=stage_of(step),
        current=courses[-1]["drug"] if running else None,
        past=past,
        given=given,
        progressed=tuple(dict.fromkeys(drug for drug, end in ends if end == "progression")),
        not_tolerated=tuple(dict.fromkeys(drug for drug, end in ends if end == "toxicity")),
        lung_disease=any(
            course.get("toxicity") == "ild" and course.get("outcome") == "toxicity"
            for course in courses
        ),
        prior_tkis=_prior(given, rules),
    )


def _prior(given: tuple[str, ...], rules: Rules) -> str:
    words = rules.knowledge.findings["prior_tkis"].words
    if not given:
        return "none"
    if len(given) == 1:
        return given[0] if given[0] in words else "other_one"
    named = (f"two_or_more_with_{drug}" for drug in given)
    return next((word for word in named if word in words), "two_or_more")

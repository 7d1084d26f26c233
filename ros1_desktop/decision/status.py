"""ROS1 status and next step, and what they could still become.

Rules:
 * The status comes from the readings together; the next step from the status and the patient.
 * `could_become` answers, for one fact that is not known, which next steps and statuses it could
   still bring: the readings it leaves open are read from the table's open rows, and from each of
   them on only the two small tables that follow are asked again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from ros1_desktop.case.case import Case
from ros1_desktop.decision.readings import MOLECULAR_OR_FISH_NEGATIVE, Reading
from ros1_desktop.decision.rules import Asking, Rules, mapped, straight
from ros1_desktop.knowledge.records import Row


@dataclass(frozen=True, slots=True)
class Result:
    """One reading as the status needs it."""

    says: str
    timing: str
    key: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Patient:
    """The findings of the patient that the next step compares."""

    histology: str
    age: str
    extent: str
    tki_history: str
    other_driver: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Status and next step, with the rows that gave them."""

    status: Row
    step: Row
    values: tuple[str, ...]


def results(readings: Iterable[Reading]) -> tuple[Result, ...]:
    """Return what the status needs of the readings."""
    return tuple(Result(reading.says, reading.timing, reading.key) for reading in readings)


def patient(case: Case, rules: Rules) -> Patient:
    """Return the findings of the patient that the next step compares."""
    drivers = case.at("other_drivers") or {}
    return Patient(
        histology=straight(case, rules, "histology"),
        age=straight(case, rules, "age"),
        extent=straight(case, rules, "extent"),
        tki_history=_tki_history(case, rules),
        other_driver="yes" if "positive" in drivers.values() else "no",
    )


def status_words(found: Sequence[Result]) -> tuple[str, ...]:
    """Return the words that the table of statuses compares."""
    says = {result.says for result in found}
    return (
        _yes("cdx_positive" in says),
        _yes(discordant_pairs(found)),
        _yes(says & {"positive", "positive_unknown_assay"}),
        _yes("ihc_positive" in says),
        _yes(says & {"pending", "pending_cdx"}),
        negatives(says),
        _yes(says & {"indeterminate", "indeterminate_cdx"}),
        _yes("failed" in says),
    )


def negatives(says: set[str]) -> str:
    """Return what the valid negatives amount to together."""
    molecular = says & {"negative_molecular", "negative_open"}
    if "negative_open" in says or ("negative_fish" in says and molecular):
        return "enough"
    if says & MOLECULAR_OR_FISH_NEGATIVE:
        return "tissue"
    if "negative_unknown_assay" in says:
        return "unknown_assay"
    return "screening_only" if says & {"negative_ihc", "negative_plasma"} else "none"


def discordant_pairs(found: Sequence[Result]) -> list[tuple[int, int]]:
    """Return positive and negative results of two different assays, both before any ROS1-TKI."""
    before = [(number, result) for number, result in enumerate(found) if result.timing == "before"]
    return [
        (one, other)
        for one, first in before
        for other, second in before
        if first.says == "positive"
        and second.says in MOLECULAR_OR_FISH_NEGATIVE
        and first.key != second.key
    ]


def stand(found: Sequence[Result], who: Patient, asking: Asking) -> Standing:
    """Ask for status and next step."""
    status = asking.row("ros1_status", *status_words(found))
    values = _step_words(status.gives, found, who)
    return Standing(status, asking.row("next_step", *values), values)


def could_become(
    rules: Rules, alternatives: Iterable[Sequence[Result]], who: Patient, free: frozenset[int]
) -> set[tuple[str, str]]:
    """Return the (status, next step) that could still come, with some inputs left open."""
    found: set[tuple[str, str]] = set()
    for results_then in alternatives:
        status = rules.tables["ros1_status"].met(status_words(results_then)).gives
        values = _step_words(status, results_then, who)
        found |= {(status, row.gives) for row in rules.tables["next_step"].open(values, free)}
    return found


def steps_with_others(rules: Rules, values: tuple[str, ...], free: int) -> set[str]:
    """Return the next steps between which one open input decides, once others are known too.

    Several facts can wait for each other: none of them alone brings the case on. Empty where the
    input decides nothing, whatever the others turn out to be.
    """
    table = rules.tables["next_step"]
    findings = [rules.knowledge.findings[name] for name in table.inputs]
    words = [
        (word, *finding.known) if word in finding.unknown and finding.reads else (word,)
        for word, finding in zip(values, findings, strict=True)
    ]
    mine = words[free]
    words[free] = (values[free],)
    found: set[str] = set()
    for others in product(*words):
        steps = {table.met((*others[:free], word, *others[free + 1 :])).gives for word in mine}
        found |= steps if len(steps) > 1 else set()
    return found


def _step_words(status: str, found: Sequence[Result], who: Patient) -> tuple[str, ...]:
    says = {result.says for result in found}
    return (
        who.histology,
        who.age,
        status,
        who.extent,
        who.tki_history,
        _yes("pending_cdx" in says),
        who.other_driver,
        _weak(status, says),
    )


def _weak(status: str, says: set[str]) -> str:
    if status == "indeterminate" and "indeterminate_cdx" in says:
        return "cdx_indeterminate"
    if status == "negative_limited" and negatives(says) == "screening_only":
        return "screening_negative_only"
    return "other"


def _tki_history(case: Case, rules: Rules) -> str:
    given = case.at("ros1_tki_history.given")
    if given == "no":
        return "none"
    if given != "yes" or not case.courses:
        return "incomplete"
    ends = [mapped(rules, "course_end", course.get("outcome")) for course in case.courses]
    if "unknown" in ends or any(course["drug"] == "unknown" for course in case.courses):
        return "incomplete"
    return "ongoing" if ends[-1] == "ongoing" else "stopped"


def _yes(found: object) -> str:
    return "yes" if found else "no"

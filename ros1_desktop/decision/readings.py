"""What each test result says, before any of them are put together.

Rules:
 * A result is read by the class of its assay, never by the assay's name.
 * An assay is a companion diagnostic only as a pair, here and then, for the specimens its approval
   names; a specimen not known counts as one of those.
 * What a negative needs is read from the test itself, never from the material that is left now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ros1_desktop.case.case import Case
from ros1_desktop.decision.rules import Asking
from ros1_desktop.knowledge.records import Assay, Knowledge, Pair, Row

MOLECULAR_OR_FISH_NEGATIVE = frozenset(
    {"negative_molecular", "negative_open", "negative_unassessed", "negative_fish"}
)
MOLECULAR = ("rna_fixed", "rna_open", "dna")
OTHER = ("fish", "unknown")


@dataclass(frozen=True, slots=True)
class Reading:
    """One result as read: the row that was met and the words that led to it."""

    number: int
    test: Mapping[str, Any]
    assay: Assay
    values: tuple[str, ...]
    row: Row
    timing: str

    @property
    def says(self) -> str:
        """What the result says, in the words of the table of readings."""
        return self.row.gives

    @property
    def key(self) -> tuple[str, str]:
        """What makes two assays different: the id, or the name where the id is general."""
        return self.assay.id, str(self.test.get("assay_name", ""))


def read_tests(case: Case, asking: Asking) -> tuple[Reading, ...]:
    """Read every test of the case, in the order entered."""
    knowledge = asking.rules.knowledge
    readings = []
    for number, test in enumerate(case.tests):
        assay = knowledge.assays[test["assay"]]
        values = words(test, assay, knowledge)
        row = asking.row("reading", *values, about=f"ros1_tests[{number}]")
        readings.append(Reading(number, test, assay, values, row, timing(test, case)))
    return tuple(readings)


def words(test: Mapping[str, Any], assay: Assay, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the findings of one test, in the order of the table of readings."""
    fish = test.get("fish", {})
    limits = knowledge.limits
    cells = _against(fish.get("evaluable_cells"), limits["fish_least_cells"], "enough")
    return (
        method(test, assay, cells),
        test["result"],
        "yes" if any(pair.in_force for pair in pairs_of(test, knowledge)) else "no",
        _rna(test),
        _share(test, assay),
        cells,
        _against(fish.get("positive_percent"), limits["fish_least_percent"], "reached"),
    )


def method(test: Mapping[str, Any], assay: Assay, cells: str) -> str:
    """Return the class of the assay; blood makes any molecular assay a plasma assay.

    A negative on blood is a plasma negative, whatever the assay; only one that did not work (FISH
    on too few cells, RNA that was inadequate) stays what it is.
    """
    blood = test.get("specimen") == "plasma"
    if blood and assay.method in MOLECULAR and not rna_failed(test, assay):
        return "plasma"
    if blood and test["result"] == "negative" and assay.method in OTHER and cells != "below":
        return "plasma"
    if assay.asks_partner_agnostic and test.get("partner_agnostic") == "yes":
        return "rna_open"
    return assay.method


def rna_failed(test: Mapping[str, Any], assay: Assay) -> bool:
    """Return whether a negative was read from RNA that was inadequate."""
    return assay.reads_rna and (test["result"], _rna(test)) == ("negative", "inadequate")


def pairs_of(test: Mapping[str, Any], knowledge: Knowledge) -> tuple[Pair, ...]:
    """Return the companion-diagnostic pairs of a test's assay that cover its specimen."""
    specimen = test.get("specimen", "unknown")
    return tuple(
        pair
        for pair in knowledge.pairs
        if pair.assay == test["assay"] and (specimen == "unknown" or specimen in pair.specimens)
    )


def timing(test: Mapping[str, Any], case: Case) -> str:
    """Return before, after or unknown; left out with no ROS1-TKI given means before."""
    said = test.get("timing", "unknown")
    if said == "unknown" and case.at("ros1_tki_history.given") == "no":
        return "before"
    return {"before_ros1_tki": "before", "after_ros1_tki": "after"}.get(said, "unknown")


def _rna(test: Mapping[str, Any]) -> str:
    quality = test.get("rna_quality")
    return quality if quality in ("adequate", "inadequate") else "not_known"


def _share(test: Mapping[str, Any], assay: Assay) -> str:
    share = test.get("tumour_cell_percent", "unknown")
    if assay.minimum_tumour_percent is None:
        return "not_below"
    if share == "unknown":
        return "not_known"
    return "below_minimum" if share < assay.minimum_tumour_percent else "not_below"


def _against(count: float | None, least: float, reached: str) -> str:
    if count is None:
        return "not_entered"
    return "below" if count < least else reached

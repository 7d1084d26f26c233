"""Which facts of a case are not known.

Rules:
 * A field left out was not asked; the word `unknown` was asked. A list is open when it is left
   out, empty or holds `unknown`; what is `not_tested` in another driver is open too.
 * Only what a decision can use is looked for; a result's own facts are looked for on the results
   that they bear on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ros1_desktop.case.case import Case
from ros1_desktop.decision.rules import Rules

SINGLE = (
    "disease.histology",
    "disease.extent",
    "disease.brain_metastases",
    "age_band",
    "material.available",
    "material.amount",
    "material.rna_quality",
    "material.rebiopsy_possible",
    "tissue_testing_medically_difficult",
    "other_therapy.platinum_chemotherapy",
    "resistance.tested_on",
    "resistance.ros1_mutations",
    "resistance.off_target",
)
OF_A_TEST = ("result", "specimen", "timing")
OF_FISH = ("evaluable_cells", "positive_percent", "pattern")
OPEN_WORDS = ("unknown", "pending", "not_tested")
HISTORY = "ros1_tki_history"


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that is not known: the field without numbers, and whether it was asked."""

    template: str
    state: str


def open_facts(case: Case, rules: Rules) -> Mapping[str, OpenFact]:
    """Return the unknown facts by their concrete path, in a fixed order."""
    found: dict[str, OpenFact] = {}
    for path, template, said in _looked_for(case, rules):
        state = _state(said)
        if state is not None:
            found[path] = OpenFact(template, state)
    return found


def _looked_for(case: Case, rules: Rules) -> Iterator[tuple[str, str, Any]]:
    if case.at("ros1_tests") is None:
        yield "ros1_tests", "ros1_tests", None
    for number, test in enumerate(case.tests):
        yield from _of_test(number, test, rules)
    for path in SINGLE:
        yield path, path, case.at(path)
    drivers = case.at("other_drivers")
    if not drivers:
        yield "other_drivers", "other_drivers", None
    else:
        for gene in rules.knowledge.findings["driver"].words:
            yield f"other_drivers.{gene}", "other_drivers", drivers.get(gene)
    yield from _of_history(case)
    fields = {one.field for cautions in rules.knowledge.cautions.values() for one in cautions}
    for field in sorted(fields):
        yield field, field, case.at(field)


def _of_test(number: int, test: Mapping[str, Any], rules: Rules) -> Iterator[tuple[str, str, Any]]:
    path = f"ros1_tests[{number}]"
    yield f"{path}.assay", "ros1_tests[].assay", test["assay"]
    for name in OF_A_TEST:
        yield f"{path}.{name}", f"ros1_tests[].{name}", test.get(name)
    assay = rules.knowledge.assays[test["assay"]]
    for name, asked in (
        ("rna_quality", assay.reads_rna),
        ("tumour_cell_percent", assay.minimum_tumour_percent is not None),
        ("partner_agnostic", assay.asks_partner_agnostic),
    ):
        if asked:
            yield f"{path}.{name}", f"ros1_tests[].{name}", test.get(name)
    fusion = test.get("fusion") or {}
    known = fusion.get("partner") not in (None, "unknown") and len(fusion) == len(FUSION)
    yield f"{path}.fusion", "ros1_tests[].fusion", fusion if known else None
    if assay.method == "fish":
        for name in OF_FISH:
            said = (test.get("fish") or {}).get(name)
            yield f"{path}.fish.{name}", f"ros1_tests[].fish.{name}", said


FUSION = ("partner", "partner_exon", "ros1_exon")


def _of_history(case: Case) -> Iterator[tuple[str, str, Any]]:
    given = case.at(f"{HISTORY}.given")
    yield (HISTORY if given is None else f"{HISTORY}.given"), HISTORY, given
    if given == "yes" and not case.courses:
        yield f"{HISTORY}.courses", f"{HISTORY}.courses", None
    for number, course in enumerate(case.courses):
        path, template = f"{HISTORY}.courses[{number}]", f"{HISTORY}.courses[]"
        yield f"{path}.drug", f"{template}.drug", course["drug"]
        yield f"{path}.outcome", f"{template}.outcome", course.get("outcome")
        if course.get("outcome") == "toxicity":
            yield f"{path}.toxicity", f"{template}.toxicity", course.get("toxicity")


def _state(said: Any) -> str | None:  # noqa: ANN401 (an answer is a word, a number or a list)
    if said is None or said == []:
        return "not_asked"
    words = said if isinstance(said, list) else [said]
    return "unknown" if any(word in OPEN_WORDS or word in NOT_MEASURED for word in words) else None


NOT_MEASURED = ("not_measured", "not_assessed")

"""Which tests to do next.

Rules:
 * Each assay of the vocabulary is put to one table; what the material allows is a second one.
 * A test names the drugs it opens: those whose approved companion diagnostic it is, here and then.
 * Never tissue where there is none without saying re-biopsy; blood never excludes.
 * Order: re-biopsy first, then multi-gene companion diagnostics before the single-gene one (which
   leads where a positive is to be confirmed), then the rest, by id; fixed, and no ranking.
"""

from collections.abc import Iterable, Iterator, Sequence

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Option, Test
from ros1_desktop.decision.history import stage_of
from ros1_desktop.decision.limits import Place, limited
from ros1_desktop.decision.material import (
    done,
    failed_readings,
    other_analyte,
    repeat_material,
    role,
    sees,
    tissue,
)
from ros1_desktop.decision.readings import Reading
from ros1_desktop.decision.rules import Asking, ids, sources, straight
from ros1_desktop.knowledge.records import Assay, Row

ROLES = ("multi_gene_cdx", "single_gene_cdx", "plasma_cdx", "rna_ngs", "break_apart_fish", "none")


def list_tests(
    case: Case,
    step: Row,
    readings: Sequence[Reading],
    options: Sequence[Option],
    asking: Asking,
) -> tuple[Test, ...]:
    """Return the tests due at this step, with what limits each of them."""
    testing = step.gives in asking.rules.testing_steps
    if not testing and step.gives not in asking.rules.treatment_steps:
        return ()
    place = _place(case, step, readings, asking)
    if testing:
        purpose = asking.row("purpose", step.gives)
        tests = [*_assays(place, purpose, asking), *_blood(place, purpose, asking)]
    else:
        tests = [
            *_companions(place, options, asking),
            *_resistance(case, place, asking),
            *_imaging(case, place, asking),
        ]
    kept = [test for test in tests if not (place.tissue_gone and _needs_tissue(test, asking))]
    return (*_rebiopsy(place, kept, asking), *kept)


def _place(case: Case, step: Row, readings: Sequence[Reading], asking: Asking) -> Place:
    failed = failed_readings(readings)
    knowledge = asking.rules.knowledge
    left = repeat_material(case, failed, asking.rules)
    candidates = [assay for assay in knowledge.assays.values() if role(assay, knowledge) != "none"]
    others = any(
        done(assay, readings) == "open"
        and role(assay, knowledge) in ROLES[:2]
        and other_analyte(assay, failed) == "yes"
        for assay in candidates
    )
    row = asking.row(
        "material",
        step.gives,
        tissue(case),
        left,
        straight(case, asking.rules, "material_rna"),
        straight(case, asking.rules, "rebiopsy_possible"),
        straight(case, asking.rules, "tissue_difficult"),
        "yes" if others else "no",
    )
    return Place(case, step, tuple(readings), failed, left, row)


def _assays(place: Place, purpose: Row, asking: Asking) -> Iterator[Test]:
    knowledge = asking.rules.knowledge
    single_gene = _single_gene(place.readings, asking)
    confirming = purpose.gives == "confirm"
    for assay in _in_order(knowledge.assays.values(), asking, single_gene_first=confirming):
        row = asking.row(
            "test_choice",
            place.step.gives,
            role(assay, knowledge),
            done(assay, place.readings),
            single_gene,
            other_analyte(assay, place.failed),
            place.repeat_material,
            about=assay.id,
        )
        if row.gives != "none" and assay.method != "unknown":
            yield _test(assay.id, row.gives, (place.step, row), place, asking)


def _single_gene(readings: Sequence[Reading], asking: Asking) -> str:
    knowledge = asking.rules.knowledge
    for assay in knowledge.assays.values():
        if role(assay, knowledge) == "single_gene_cdx":
            used = done(assay, readings) == "negative"
            return "used_up" if used else sees(assay, readings, knowledge)
    return "used_up"


def _blood(place: Place, purpose: Row, asking: Asking) -> Iterator[Test]:
    if "plasma" in place.material.gives:
        rows = (place.step, place.material, purpose)
        yield _test("plasma_ngs", purpose.gives, rows, place, asking)


def _companions(place: Place, options: Iterable[Option], asking: Asking) -> Iterator[Test]:
    knowledge = asking.rules.knowledge
    rows = {asked.about: asked.row for asked in asking.asked if asked.table.id == "companion"}
    wanted = {
        option.id: rows[option.id]
        for option in options
        if option.kind in ("ros1_tki", "continue")
        and option.companion_diagnostic not in ("satisfied", "not_applicable")
        and option.standing != "not_approved_here"
        and option.id in rows
    }
    for assay in _in_order(knowledge.assays.values(), asking, single_gene_first=False):
        because = [
            wanted[pair.drug]
            for pair in knowledge.pairs
            if pair.assay == assay.id and pair.in_force and pair.drug in wanted
        ]
        if because:
            yield _test(assay.id, "companion", (place.step, *because), place, asking)


def _resistance(case: Case, place: Place, asking: Asking) -> Iterator[Test]:
    stage = stage_of(place.step)
    row = asking.row("resistance_test", stage, progression(case, asking), sought(case))
    if row.gives == "both":
        for name in ("tissue_ngs", "plasma_ngs"):
            yield _test(name, "resistance", (place.step, row), place, asking)


def _imaging(case: Case, place: Place, asking: Asking) -> Iterator[Test]:
    row = asking.row("brain_imaging", straight(case, asking.rules, "brain"))
    if row.gives == "imaging":
        yield _test("brain_imaging", "imaging", (place.step, row), place, asking)


def _rebiopsy(place: Place, tests: Iterable[Test], asking: Asking) -> Iterator[Test]:
    if "rebiopsy" not in place.material.gives:
        return
    treating = place.step.gives in asking.rules.treatment_steps
    if not treating or any(_needs_tissue(test, asking) for test in tests):
        yield _test("rebiopsy", "rebiopsy", (place.step, place.material), place, asking)


def progression(case: Case, asking: Asking) -> str:
    """Return whether any ROS1-TKI ended in progression."""
    ends = asking.rules.knowledge.findings["course_end"].maps
    progressed = any(
        ends[course.get("outcome", "not_asked")] == "progression" for course in case.courses
    )
    return "yes" if progressed else "no"


def sought(case: Case) -> str:
    """Return whether resistance mutations were looked for: yes, no or unknown."""
    tested = set(case.at("resistance.tested_on") or [])
    mutations = set(case.at("resistance.ros1_mutations") or []) - {"unknown"}
    if mutations or tested & {"tissue", "plasma"}:
        return "yes"
    return "no" if "not_done" in tested else "unknown"


def _needs_tissue(test: Test, asking: Asking) -> bool:
    if test.assay == "tissue_ngs":
        return True
    assay = asking.rules.knowledge.assays.get(test.assay)
    return assay is not None and assay.method != "plasma"


def _in_order(assays: Iterable[Assay], asking: Asking, *, single_gene_first: bool) -> list[Assay]:
    knowledge = asking.rules.knowledge

    def place(assay: Assay) -> tuple[bool, int, str]:
        what = role(assay, knowledge)
        return (single_gene_first and what != "single_gene_cdx", ROLES.index(what), assay.id)

    return sorted(assays, key=place)


def _test(name: str, purpose: str, rows: tuple[Row, ...], place: Place, asking: Asking) -> Test:
    knowledge = asking.rules.knowledge
    limits = limited(name, purpose, place, asking)
    pairs = [pair for pair in knowledge.pairs if pair.assay == name and pair.in_force]
    assay = knowledge.assays.get(name)
    return Test(
        assay=name,
        purpose=purpose,
        opens=tuple(sorted({pair.drug for pair in pairs if pair.drug is not None})),
        limits=tuple(limit for limit, _ in limits),
        because=ids((*rows, *(row for _, row in limits))),
        sources=sources(
            *(row.sources for row in rows),
            *(pair.sources for pair in pairs),
            assay.sources if assay else (),
            *(row.sources for _, row in limits),
        ),
    )

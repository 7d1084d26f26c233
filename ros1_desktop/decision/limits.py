"""What limits a test here and now.

Rules:
 * Each limit is one named condition; the table of limits gives its source.
 * A limit is said, it never removes a test.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ros1_desktop.case.case import Case
from ros1_desktop.decision.material import done, role, sees, tissue
from ros1_desktop.decision.readings import Reading
from ros1_desktop.decision.rules import Asking, straight
from ros1_desktop.knowledge.records import Assay, Knowledge, Row


@dataclass(frozen=True, slots=True)
class Place:
    """Where the case stands when tests are chosen."""

    case: Case
    step: Row
    readings: tuple[Reading, ...]
    failed: tuple[Reading, ...]
    repeat_material: str
    material: Row

    @property
    def tissue_gone(self) -> bool:
        """Whether no tissue is left and none can be taken."""
        return self.material.gives == "plasma_only"


def limited(name: str, purpose: str, place: Place, asking: Asking) -> list[tuple[str, Row]]:
    """Return the limits of a test, each with its row."""
    knowledge = asking.rules.knowledge
    assay = knowledge.assays.get(name)
    found = [*_general(name, purpose, place, knowledge)]
    if assay is not None:
        found += [*_of_assay(assay, purpose, place, asking), *_of_material(assay, place, asking)]
    return [(limit, asking.row("limit", limit, about=name)) for limit in found]


def _general(name: str, purpose: str, place: Place, knowledge: Knowledge) -> Iterator[str]:
    if name == "plasma_ngs":
        yield "plasma_negative_does_not_exclude"
        if knowledge.jurisdiction == "JP" and purpose != "resistance":
            yield "blood_only_if_tissue_difficult"
            yield "plasma_cdx_not_settled"
    if name == "rebiopsy" and place.repeat_material == "not_known":
        yield "only_if_material_insufficient"
    if name == "tissue_ngs" and tissue(place.case) == "none":
        yield "needs_rebiopsy"
    if purpose == "resistance":
        yield "resistance_from_reviews"


def _of_assay(assay: Assay, purpose: str, place: Place, asking: Asking) -> Iterator[str]:
    knowledge = asking.rules.knowledge
    if assay.method == "rna_fixed":
        fixed = assay.partner_dependent == "yes"
        yield "known_fusions_only" if fixed else "partner_dependence_not_settled"
    if assay.method == "dna":
        yield "dna_may_miss_fusion"
    if assay.method == "plasma":
        yield "plasma_negative_does_not_exclude"
        yield "tissue_lacking_only"
    if assay.id in knowledge.fusions and sees(assay, place.readings, knowledge) == "would_miss":
        yield "fusion_not_covered"
    if assay.standing == "research_use_only":
        yield "research_use_only"
    if purpose == "extend" and not role(assay, knowledge).endswith("_cdx"):
        yield "positive_needs_confirmation"
    if done(assay, place.readings) == "negative":
        yield "already_negative"
    if knowledge.jurisdiction == "JP":
        yield from _fees(assay, place, knowledge)


def _fees(assay: Assay, place: Place, knowledge: Knowledge) -> Iterator[str]:
    if assay.profiling_only:
        yield "cgp_fee_rule"
    before = [reading.assay for reading in place.readings if reading.says != "unknown"]
    billed = [other for other in before if role(other, knowledge).endswith("_cdx")]
    if billed and role(assay, knowledge).endswith("_cdx"):
        yield "once_per_patient"
        single = role(assay, knowledge) == "single_gene_cdx"
        if single and any(other.single_test_unpaid_beside for other in billed):
            yield "kit_after_panel_unpaid"


def _of_material(assay: Assay, place: Place, asking: Asking) -> Iterator[str]:
    left = tissue(place.case)
    if assay.method != "plasma" and left == "none":
        yield "needs_rebiopsy"
    if assay.method != "plasma" and left == "short":
        yield "scant_material"
    if assay.reads_rna and straight(place.case, asking.rules, "material_rna") == "inadequate":
        yield "reads_rna_inadequate"
    share = place.case.at("material.tumour_cell_percent")
    if share in (None, "unknown"):
        return
    if assay.minimum_tumour_percent is not None and share < assay.minimum_tumour_percent:
        yield "tumour_share_below_minimum"
    elif assay.limited_below_percent is not None and share < assay.limited_below_percent:
        yield "tumour_share_near_minimum"

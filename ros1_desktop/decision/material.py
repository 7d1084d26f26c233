"""What is left to test, and what each assay could still show.

Rules:
 * Material is what is left now; how an earlier test went is read from that test.
 * Tissue that is not known to be gone is not gone; tissue whose amount is not known is not enough.
 * Whether an assay sees a fusion is looked up by partner gene, partner exon and ROS1 exon, never
   by the short code that two fusions can share.
"""

from collections.abc import Iterable, Sequence

from ros1_desktop.case.case import Case
from ros1_desktop.decision.readings import Reading
from ros1_desktop.decision.rules import Rules, straight
from ros1_desktop.knowledge.records import Assay, Knowledge

NOT_TISSUE = frozenset({"plasma", "none", "unknown"})
DONE_NEGATIVE = "negative"
FAILED = frozenset({"failed", "indeterminate", "indeterminate_cdx"})
POSITIVE = frozenset({"cdx_positive", "positive", "positive_unknown_assay"})


def tissue(case: Case) -> str:
    """Return whether tissue is enough, short, none or not known."""
    available = case.at("material.available") or []
    amount = case.at("material.amount")
    held = set(available) - NOT_TISSUE
    if amount == "none" or "none" in available or (available and not held and not _open(available)):
        return "none"
    if amount == "scant":
        return "short"
    return "enough" if amount == "sufficient" else "not_known"


def repeat_material(case: Case, failed: Sequence[Reading], rules: Rules) -> str:
    """Return whether what is left suffices to repeat the assays that failed."""
    left = tissue(case)
    rna_gone = straight(case, rules, "material_rna") == "inadequate"
    if left == "none":
        return "none"
    if rna_gone and failed and all(reading.assay.reads_rna for reading in failed):
        return "short"
    return left


def failed_readings(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the results that say nothing: failed, or indeterminate."""
    return tuple(reading for reading in readings if reading.says in FAILED)


def done(assay: Assay, readings: Iterable[Reading]) -> str:
    """Return whether an assay has a valid negative, has failed, or is open."""
    says = {reading.says for reading in readings if reading.assay.id == assay.id}
    if any(word.startswith(DONE_NEGATIVE) for word in says):
        return "negative"
    return "failed" if says & FAILED else "open"


def other_analyte(assay: Assay, failed: Sequence[Reading]) -> str:
    """Return whether an assay reads another analyte than every assay that failed."""
    named = [reading.assay for reading in failed if reading.assay.method != "unknown"]
    if failed and not named:
        return "failed_not_named"
    differs = all(other.reads_rna != assay.reads_rna for other in named)
    return "yes" if named and differs else "no"


def role(assay: Assay, knowledge: Knowledge) -> str:
    """Return what an assay is here and then: a companion diagnostic of some kind, or not."""
    pairs = [pair for pair in knowledge.pairs if pair.assay == assay.id and pair.in_force]
    if not pairs:
        return assay.role_without_cdx
    if all(pair.specimens == frozenset({"plasma"}) for pair in pairs):
        return "plasma_cdx"
    return f"{assay.panel}_cdx"


def sees(assay: Assay, readings: Iterable[Reading], knowledge: Knowledge) -> str:
    """Return whether an assay's list holds the reported fusion; no list: fusion_not_known."""
    listed = knowledge.fusions.get(assay.id)
    if listed is None:
        return "fusion_not_known"
    answer = "fusion_not_known"
    for reading in readings:
        if reading.says in POSITIVE:
            answer = _listed(reading, listed)
            if answer == "would_show":
                return answer
    return answer


def _listed(reading: Reading, listed: frozenset[tuple[str, int, int]]) -> str:
    fusion = reading.test.get("fusion", {})
    partner = fusion.get("partner")
    if partner in (None, "unknown", "not_identified"):
        return "fusion_not_known"
    exons = (fusion.get("partner_exon"), fusion.get("ros1_exon"))
    could = [
        known
        for known in listed
        if known[0] == partner
        and all(said in (None, exon) for said, exon in zip(exons, known[1:], strict=True))
    ]
    if not could:
        return "would_miss"
    return "fusion_not_known" if None in exons else "would_show"


def _open(available: Sequence[str]) -> bool:
    return "unknown" in available

"""The questions put to the store in SQL, and how a row of the answer becomes a record.

Rules:
 * Whether a fact holds on a day in a jurisdiction is a condition of the question, nowhere else.
 * A list is kept as JSON text; a source of a row is its own and those that say the same.
"""

import json
from typing import Any, TypeAlias

from ros1_desktop.knowledge.records import (
    Approval,
    Assay,
    Drug,
    Finding,
    OtherOption,
    Pair,
    Recommendation,
    Resistance,
)

Record: TypeAlias = dict[str, Any]

ASSAYS = "SELECT * FROM assay ORDER BY id"
DRUGS = "SELECT * FROM drug ORDER BY id"
# A pair known to hold, but not since when, is kept before its day: it is not established then.
PAIRS = """
SELECT *, holds_from <= :day AS in_force FROM companion_diagnostic
WHERE standing = 'approved' AND jurisdiction = :here
  AND (holds_from <= :day OR precision = 'known_by')
  AND (valid_to IS NULL OR valid_to > :day)
ORDER BY id"""
APPROVALS = """
SELECT * FROM approval WHERE jurisdiction = :here AND holds_from <= :day
  AND (valid_to IS NULL OR valid_to > :day) ORDER BY id"""
NAIVE_ONLY_ABROAD = """
SELECT DISTINCT drug FROM approval
WHERE jurisdiction = 'EU' AND jurisdiction <> :here AND setting = 'naive_only'
  AND holds_from <= :day AND (valid_to IS NULL OR valid_to > :day)"""
APPROVED_ABROAD = """
SELECT DISTINCT drug FROM approval
WHERE jurisdiction <> :here AND holds_from <= :day AND (valid_to IS NULL OR valid_to > :day)"""
RECOMMENDATIONS = """
SELECT *, coalesce(superseded_day <= :day, 0) AS superseded FROM recommendation
WHERE holds_from <= :day AND (valid_to IS NULL OR valid_to > :day) ORDER BY id"""
RESISTANCE = "SELECT * FROM resistance ORDER BY id"
CAUTIONS = """
SELECT * FROM caution WHERE jurisdiction IS NULL OR jurisdiction = :here ORDER BY id"""
OUTCOMES = """
SELECT old.id, old.drug, old."group" AS grp, old.source, old.also,
  (later.id IS NOT NULL) AS superseded
FROM outcome AS old
LEFT JOIN outcome AS later ON later.id = old.superseded_by AND later.holds_from <= :day
WHERE old.holds_from <= :day ORDER BY old.id"""


def sources(row: Record) -> tuple[str, ...]:
    """Return the source of a row and those that say the same."""
    return (row["source"], *json.loads(row["also"] or "[]"))


def finding(row: Record) -> Finding:
    """Read a finding."""
    words, unknown, reads, maps = (
        json.loads(row[name]) for name in ("words", "unknown", "reads", "maps")
    )
    return Finding(row["id"], tuple(words), frozenset(unknown), tuple(reads), maps)


def assay(row: Record, jurisdiction: str) -> Assay:
    """Read an assay, with its standing here."""
    return Assay(
        id=row["id"],
        method=row["method"],
        panel=row["panel"],
        analyte=row["analyte"],
        reads_rna=bool(row["reads_rna"]),
        partner_dependent=row["partner_dependent"],
        specimens=frozenset(json.loads(row["specimens"])),
        minimum_tumour_percent=row["minimum_tumour_percent"],
        limited_below_percent=row["limited_below_percent"],
        profiling_only=bool(row["profiling_only"]),
        asks_partner_agnostic=bool(row["asks_partner_agnostic"]),
        role_without_cdx=row["role_without_cdx"],
        single_test_unpaid_beside=bool(row["single_test_unpaid_beside"]),
        standing=row[f"standing_{jurisdiction.lower()}"],
        sources=sources(row),
    )


def pair(row: Record) -> Pair:
    """Read a companion-diagnostic pair."""
    specimens = frozenset(json.loads(row["specimens"]))
    in_force = bool(row["in_force"])
    return Pair(row["id"], row["assay"], row["drug"], specimens, in_force, sources(row))


def drug(row: Record) -> Drug:
    """Read a drug."""
    return Drug(row["id"], bool(row["shown_before_label"]), sources(row))


def approval(row: Record) -> Approval:
    """Read an approval."""
    return Approval(row["drug"], row["setting"], row["holds_from"], sources(row))


def recommendation(row: Record) -> Recommendation:
    """Read a guideline line."""
    return Recommendation(
        id=row["id"],
        guideline=row["guideline"],
        year=row["year"],
        jurisdiction=row["jurisdiction"],
        setting=row["setting"],
        subject=row["subject"],
        direction=row["direction"],
        strength=row["strength"],
        evidence_level=row["evidence_level"],
        agreement_percent=row["agreement_percent"],
        superseded=bool(row["superseded"]),
        superseded_by=row["superseded_by"],
        holds_from=row["holds_from"],
        sources=sources(row),
    )


def resistance(row: Record) -> Resistance:
    """Read what a mutation does to a drug."""
    return Resistance(
        id=row["id"],
        mutation=row["mutation"],
        together_with=row["together_with"],
        drug=row["drug"],
        activity=row["activity"],
        level=row["level"],
        sources=sources(row),
    )


def other(row: Record) -> OtherOption:
    """Read an option that is not a ROS1-TKI alone."""
    return OtherOption(
        id=row["id"],
        kind=row["kind"],
        part=row["part"],
        figures=tuple(json.loads(row["figures"])),
        not_for_squamous=frozenset(json.loads(row["not_for_squamous"])),
        standing_without_guideline=row["standing_without_guideline"],
        sources=sources(row),
    )

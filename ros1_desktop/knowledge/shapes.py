"""The shape of every kind of fact: its columns, and what each may hold.

Rules:
 * A fact is a row of text with a source, a status and, where time matters, a date.
 * The reader checks a file against these shapes, the builder makes one table of each; nothing else
   lists the columns.
 * A kind stands below the kinds it refers to, so that the builder can check every reference.
 * `figure` is a number or one of the words NR and NE; it is kept as printed (24.0 is not 24).
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

STATUSES = (
    "guidance",
    "guidance+verified",
    "verified-two-sources",
    "verified-one-source",
    "judgement",
)
TOPICS = (
    "gene",
    "fusions",
    "mechanism",
    "partner_frequency",
    "frequency",
    "age",
    "sex",
    "smoking",
    "brain_metastases",
    "histology",
    "other_tumours",
    "mutual_exclusivity",
    "co_mutation",
    "method",
    "method_performance",
    "kit",
    "algorithm",
    "trial_design",
    "trial_under_way",
    "approval",
    "guideline",
    "chemotherapy",
    "immunotherapy",
    "fee_rule",
    "resistance_frequency",
    "resistance",
    "warning",
    "monitoring",
    "dose_steps",
    "interaction",
    "food",
    "organ_function",
    "driving",
    "contraception",
    "toxicity_course",
    "price",
)
PRECISIONS = ("day", "month", "year", "known_by")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the kind of value it holds, whether it must stand, and the words it may be."""

    kind: str
    required: bool = True
    words: tuple[str, ...] = ()
    refers: str = ""


def _text(*words: str) -> Column:
    return Column("text", words=words)


def _maybe(kind: str, *words: str) -> Column:
    return Column(kind, required=False, words=words)


TEXT, WHOLE, NUMBER = Column("text"), Column("whole"), Column("number")
FIGURE, TEXTS, YES_NO, DATE = Column("figure"), Column("texts"), Column("yes_no"), Column("date")
SOURCED: Mapping[str, Column] = {
    "source": Column("text", refers="source"),
    "also": Column("texts", required=False, refers="source"),
    "section": _maybe("text"),
    "status": _text(*STATUSES),
}
DATED: Mapping[str, Column] = {
    "valid_from": DATE,
    "precision": _text(*PRECISIONS),
    "valid_to": _maybe("date"),
}
NOTED: Mapping[str, Column] = {"note_ja": _maybe("text"), "note_en": _maybe("text")}

SHAPES: Mapping[str, Mapping[str, Column]] = {
    "source": {
        "id": TEXT,
        "kind": TEXT,
        "title_ja": TEXT,
        "title_en": TEXT,
        "date": DATE,
        "precision": _text(*PRECISIONS),
        "url": _maybe("text"),
        "weak": _maybe("yes_no"),
    },
    "edition": {
        "id": TEXT,
        "date": DATE,
        "review_by": DATE,
        "amber_after_days": WHOLE,
        "red_after_days": WHOLE,
        "reviewers_ja": TEXT,
        "reviewers_en": TEXT,
        "intended_use_ja": TEXT,
        "intended_use_en": TEXT,
        **SOURCED,
    },
    "threshold": {"id": TEXT, "value": NUMBER, "unit": TEXT, **SOURCED},
    "assay": {
        "id": TEXT,
        "name_ja": TEXT,
        "name_en": TEXT,
        "principle": TEXT,
        "analyte": TEXT,
        "method": TEXT,
        "panel": _text("single_gene", "multi_gene"),
        "reads_rna": YES_NO,
        "partner_dependent": _text("yes", "no", "not_settled"),
        "specimens": TEXTS,
        "minimum_tumour_percent": _maybe("number"),
        "limited_below_percent": _maybe("number"),
        "profiling_only": _maybe("yes_no"),
        "asks_partner_agnostic": _maybe("yes_no"),
        "role_without_cdx": _text("none", "rna_ngs", "break_apart_fish"),
        "single_test_unpaid_beside": _maybe("yes_no"),
        "standing_jp": TEXT,
        "standing_us": TEXT,
        **SOURCED,
    },
    "drug": {
        "id": TEXT,
        "name_ja": TEXT,
        "name_en": TEXT,
        "brand_ja": _maybe("text"),
        "brand_en": _maybe("text"),
        "shown_before_label": YES_NO,
        **SOURCED,
    },
    "companion_diagnostic": {
        "id": TEXT,
        "assay": Column("text", refers="assay"),
        "drug": Column("text", required=False, refers="drug"),
        "jurisdiction": _text("JP", "US"),
        "standing": _text("approved", "not_settled"),
        "valid_from": _maybe("date"),
        "precision": _maybe("text", *PRECISIONS),
        "valid_to": _maybe("date"),
        "specimens": TEXTS,
        "specimens_named": _maybe("yes_no"),
        **SOURCED,
    },
    "fusion": {
        "id": TEXT,
        "assay": Column("text", refers="assay"),
        "partner": TEXT,
        "partner_exon": WHOLE,
        "ros1_exon": WHOLE,
        "cosmic_id": _maybe("text"),
        "printed": _maybe("text"),
        **SOURCED,
    },
    "approval": {
        "id": TEXT,
        "drug": Column("text", refers="drug"),
        "jurisdiction": _text("JP", "US", "EU", "CN", "KR"),
        "setting": _text("any_line", "naive_only", "pretreated_only"),
        "brand_ja": _maybe("text"),
        "brand_en": _maybe("text"),
        **DATED,
        **SOURCED,
    },
    "recommendation": {
        "id": TEXT,
        "guideline": TEXT,
        "year": WHOLE,
        "jurisdiction": _text("JP", "US", "EU"),
        "setting": TEXT,
        "subject": TEXT,
        "direction": _text("recommended", "uncertain", "preferred", "may_be_offered", "added"),
        "strength": _maybe("text"),
        "evidence_level": _maybe("text"),
        "agreement_percent": _maybe("number"),
        "superseded_by": _maybe("text"),
        "superseded_from": _maybe("date"),
        **DATED,
        **SOURCED,
    },
    "other_option": {
        "id": TEXT,
        "kind": TEXT,
        "part": TEXT,
        "figures": TEXTS,
        "not_for_squamous": TEXTS,
        "standing_without_guideline": TEXT,
        **SOURCED,
    },
    "resistance": {
        "id": TEXT,
        "mutation": TEXT,
        "together_with": _maybe("text"),
        "drug": Column("text", refers="drug"),
        "activity": _text("clinical_response", "preclinical", "resistant", "not_known"),
        "level": TEXT,
        "k": _maybe("whole"),
        "n": _maybe("whole"),
        "says_ja": _maybe("text"),
        "says_en": _maybe("text"),
        **SOURCED,
    },
    "caution": {
        "id": TEXT,
        "drug": Column("text", refers="drug"),
        "field": TEXT,
        "says_ja": TEXT,
        "says_en": TEXT,
        "forbids": _maybe("texts"),
        "jurisdiction": _maybe("text", "JP", "US"),
        **SOURCED,
    },
    "trial": {
        "id": TEXT,
        "name": TEXT,
        "registry": TEXTS,
        "design": TEXT,
        "phase_ja": _maybe("text"),
        "phase_en": _maybe("text"),
    },
    "outcome": {
        "id": TEXT,
        "trial": Column("text", refers="trial"),
        "drug": TEXT,
        "group": TEXT,
        "population_ja": TEXT,
        "population_en": TEXT,
        "n": _maybe("whole"),
        "endpoint": _text("ORR", "DOR", "PFS", "OS", "icORR", "icPFS", "icDOR", "DCR", "CR", "PR"),
        "value": FIGURE,
        "unit": _text("percent", "months", "days", "patients"),
        "low": _maybe("figure"),
        "high": _maybe("figure"),
        "interval": _maybe("text", "exact", "wilson", "not_stated"),
        "events": _maybe("whole"),
        "data_cut": _maybe("text"),
        "reported": DATE,
        "superseded_by": Column("text", required=False, refers="outcome"),
        "weak": _maybe("yes_no"),
        **NOTED,
        **SOURCED,
    },
    "toxicity": {
        "id": TEXT,
        "drug": TEXT,
        "population_ja": TEXT,
        "population_en": TEXT,
        "n": _maybe("whole"),
        "term_ja": TEXT,
        "term_en": TEXT,
        "any_grade_percent": _maybe("figure"),
        "grade3_percent": _maybe("figure"),
        "basis": _text("treatment_related", "all_cause", "label_pool", "not_stated"),
        "weak": _maybe("yes_no"),
        **NOTED,
        **SOURCED,
    },
    "statement": {
        "id": TEXT,
        "topic": _text(*TOPICS),
        "drug": Column("text", required=False, refers="drug"),
        "assay": Column("text", required=False, refers="assay"),
        "jurisdiction": _maybe("text", "JP", "US", "EU", "CN", "KR"),
        "says_ja": TEXT,
        "says_en": TEXT,
        "value": _maybe("figure"),
        "low": _maybe("figure"),
        "high": _maybe("figure"),
        "unit": _maybe("text"),
        "n": _maybe("whole"),
        "printed": _maybe("text"),
        "valid_from": _maybe("date"),
        "precision": _maybe("text", *PRECISIONS),
        "valid_to": _maybe("date"),
        "weak": _maybe("yes_no"),
        **SOURCED,
    },
    "source_defect": {
        "id": TEXT,
        "prints": TEXT,
        "read_as": TEXT,
        "why_ja": TEXT,
        "why_en": TEXT,
        **SOURCED,
    },
}

# The store says which shapes it was built with; a program with others builds it again or refuses.
VERSION = zlib.crc32(repr(SHAPES).encode()) & 0x7FFFFFFF

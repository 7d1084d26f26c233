"""The shape of every kind of fact: its columns, and what each may hold.

Rules:
 * A fact is a row of text with a source, a status and, where time matters, a date.
 * The reader checks a file against these shapes, the builder makes one table of each; nothing else
   lists the columns.
 * A kind stands below the kinds it refers to, so that the builder can check every reference.
 * `figure` is a number or one of the words NR and NE; it is kept as printed (24.0 is not 24).
 * Words that the program itself compares stand here. Words of a case are those of its schema, and
   the rest (chapters, settings, treatments) is text: `among` names the list (`truths.list_faults`).
"""

import zlib
from collections.abc import Mapping

from ros1_desktop.knowledge.columns import (
    COUNT,
    DATE,
    DAY,
    FIGURE,
    MAYBE_COUNT,
    MAYBE_EVENTS,
    MAYBE_FIGURE,
    MAYBE_PERCENT,
    MAYBE_SHARE,
    NUMBER,
    TEXT,
    TEXTS,
    YES_NO,
    Column,
    among,
    may_refer,
    maybe,
    refers,
    text,
)

STATUSES = (
    "guidance",
    "guidance+verified",
    "verified-two-sources",
    "verified-one-source",
    "judgement",
)
PRECISIONS = ("day", "month", "year", "known_by")
JURISDICTIONS = ("JP", "US", "EU", "CN", "KR")
STANDINGS = (
    *("companion_diagnostic", "not_companion_diagnostic", "profiling"),
    *("research_use_only", "not_found", "not_settled"),
)
RATE_UNITS, TIME_UNITS = ("percent", "patients"), ("months", "days")
# What each endpoint is counted in.
ENDPOINTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("ORR", "icORR", "DCR", "CR", "PR"), RATE_UNITS),
    **dict.fromkeys(("PFS", "OS", "DOR", "icPFS", "icDOR"), TIME_UNITS),
}
SOURCED: Mapping[str, Column] = {
    "source": refers("source"),
    "also": Column("texts", required=False, refers="source", least=1),
    "section": Column("text", required=False, among="section"),
    "status": text(*STATUSES),
}
DATED: Mapping[str, Column] = {
    "valid_from": DATE,
    "precision": text(*PRECISIONS),
    "valid_to": maybe("day"),
}
MAYBE_DATED: Mapping[str, Column] = {
    "valid_from": maybe("date"),
    "precision": maybe("text", *PRECISIONS),
    "valid_to": maybe("day"),
}
NOTED: Mapping[str, Column] = {"note_ja": maybe("text"), "note_en": maybe("text")}
NAMED: Mapping[str, Column] = {"name_ja": TEXT, "name_en": TEXT}
SAID: Mapping[str, Column] = {"says_ja": maybe("text"), "says_en": maybe("text")}

SHAPES: Mapping[str, Mapping[str, Column]] = {
    "source": {
        "id": TEXT,
        "kind": TEXT,
        "title_ja": TEXT,
        "title_en": TEXT,
        "date": DATE,
        "precision": text(*PRECISIONS),
        "url": maybe("url"),
        "weak": maybe("yes_no"),
    },
    "edition": {
        "id": TEXT,
        "date": DAY,
        "review_by": DAY,
        "amber_after_days": COUNT,
        "red_after_days": COUNT,
        "reviewers_ja": TEXT,
        "reviewers_en": TEXT,
        "intended_use_ja": TEXT,
        "intended_use_en": TEXT,
        **SOURCED,
    },
    "threshold": {"id": among("threshold"), "value": NUMBER, "unit": TEXT, **SOURCED},
    "assay": {
        "id": among("assay"),
        **NAMED,
        "principle": TEXT,
        "analyte": TEXT,
        "method": among("method"),
        "panel": text("single_gene", "multi_gene"),
        "reads_rna": YES_NO,
        "partner_dependent": text("yes", "no", "not_settled"),
        "specimens": among("specimen", "texts"),
        "minimum_tumour_percent": MAYBE_SHARE,
        "limited_below_percent": MAYBE_SHARE,
        "profiling_only": maybe("yes_no"),
        "asks_partner_agnostic": maybe("yes_no"),
        "role_without_cdx": text("none", "rna_ngs", "break_apart_fish"),
        "single_test_unpaid_beside": maybe("yes_no"),
        "standing_jp": text(*STANDINGS),
        "standing_us": text(*STANDINGS),
        **SOURCED,
    },
    "drug": {
        "id": among("drug"),
        **NAMED,
        "brand_ja": maybe("text"),
        "brand_en": maybe("text"),
        "shown_before_label": YES_NO,
        **SOURCED,
    },
    "companion_diagnostic": {
        "id": TEXT,
        "assay": refers("assay"),
        "drug": may_refer("drug"),
        "jurisdiction": text("JP", "US"),
        "standing": text("approved", "not_settled"),
        **MAYBE_DATED,
        "specimens": among("specimen", "texts"),
        "specimens_named": maybe("yes_no"),
        **SOURCED,
    },
    "fusion": {
        "id": TEXT,
        "assay": refers("assay"),
        "partner": TEXT,
        "partner_exon": COUNT,
        "ros1_exon": COUNT,
        "cosmic_id": maybe("text"),
        "printed": maybe("text"),
        **SOURCED,
    },
    "approval": {
        "id": TEXT,
        "drug": refers("drug"),
        "jurisdiction": text(*JURISDICTIONS),
        "setting": text("any_line", "naive_only", "pretreated_only"),
        "brand_ja": maybe("text"),
        "brand_en": maybe("text"),
        **DATED,
        **SOURCED,
    },
    "recommendation": {
        "id": TEXT,
        "guideline": TEXT,
        "year": COUNT,
        "jurisdiction": text("JP", "US", "EU"),
        "setting": among("setting"),
        "subject": among("subject"),
        "direction": text("recommended", "uncertain", "preferred", "may_be_offered", "added"),
        "strength": maybe("text"),
        "evidence_level": maybe("text"),
        "agreement_percent": MAYBE_SHARE,
        "superseded_by": maybe("text"),
        "superseded_from": maybe("date"),
        **DATED,
        **SOURCED,
    },
    "other_option": {
        "id": TEXT,
        "kind": TEXT,
        "part": TEXT,
        "figures": among("treatment", "texts"),
        "not_for_squamous": among("treatment", "texts"),
        "standing_without_guideline": TEXT,
        **SOURCED,
    },
    "resistance": {
        "id": TEXT,
        "mutation": TEXT,
        "together_with": maybe("text"),
        "drug": refers("drug"),
        "activity": text("clinical_response", "preclinical", "resistant", "not_known"),
        "level": text("clinical", "preclinical", "none"),
        "k": MAYBE_EVENTS,
        "n": MAYBE_COUNT,
        **SAID,
        **SOURCED,
    },
    "caution": {
        "id": TEXT,
        "drug": refers("drug"),
        "field": TEXT,
        "says_ja": TEXT,
        "says_en": TEXT,
        "forbids": Column("texts", required=False, least=1),
        "jurisdiction": maybe("text", "JP", "US"),
        **SOURCED,
    },
    "trial": {
        "id": TEXT,
        "name": TEXT,
        "registry": TEXTS,
        "design": TEXT,
        "phase_ja": maybe("text"),
        "phase_en": maybe("text"),
    },
    "outcome": {
        "id": TEXT,
        "trial": refers("trial"),
        "drug": among("treatment"),
        "group": among("group"),
        "population_ja": TEXT,
        "population_en": TEXT,
        "n": MAYBE_COUNT,
        "endpoint": text(*ENDPOINTS),
        "value": FIGURE,
        "unit": text(*RATE_UNITS, *TIME_UNITS),
        "low": MAYBE_FIGURE,
        "high": MAYBE_FIGURE,
        "interval": maybe("text", "exact", "wilson", "not_stated"),
        "events": MAYBE_EVENTS,
        "data_cut": maybe("text"),
        "reported": DATE,
        "superseded_by": may_refer("outcome"),
        "weak": maybe("yes_no"),
        **NOTED,
        **SOURCED,
    },
    "toxicity": {
        "id": TEXT,
        "drug": among("treatment"),
        "population_ja": TEXT,
        "population_en": TEXT,
        "n": MAYBE_COUNT,
        "term_ja": TEXT,
        "term_en": TEXT,
        "any_grade_percent": MAYBE_PERCENT,
        "grade3_percent": MAYBE_PERCENT,
        "basis": text("treatment_related", "all_cause", "label_pool", "not_stated"),
        "weak": maybe("yes_no"),
        **NOTED,
        **SOURCED,
    },
    "event": {
        "id": TEXT,
        **NAMED,
        "terms": TEXTS,
        "fields": Column("texts", required=False, least=1),
        **SOURCED,
    },
    "statement": {
        "id": TEXT,
        "topic": among("topic"),
        "drug": may_refer("drug"),
        "assay": may_refer("assay"),
        "jurisdiction": maybe("text", *JURISDICTIONS),
        "boxed": maybe("yes_no"),
        "says_ja": TEXT,
        "says_en": TEXT,
        "value": MAYBE_FIGURE,
        "low": MAYBE_FIGURE,
        "high": MAYBE_FIGURE,
        "unit": maybe("text"),
        "n": MAYBE_COUNT,
        "printed": maybe("text"),
        **MAYBE_DATED,
        "weak": maybe("yes_no"),
        **SOURCED,
    },
    "monitoring": {
        "id": TEXT,
        "statement": refers("statement"),
        **NAMED,
        "at_risk": maybe("yes_no"),
        "before": YES_NO,
        "during": text("interval", "no_interval", "not_named"),
        **SAID,
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

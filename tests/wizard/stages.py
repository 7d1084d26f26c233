"""The pages of the wizard in every state that looks different, for whoever walks all of them."""

from collections.abc import Callable, Iterator
from typing import Any

from ros1_desktop.wizard.window import Window
from tests.wizard.detectors import settle

Open = Callable[..., Window]
FULL: dict[str, Any] = {
    "schema": "ros1-case/1",
    "label": "TB-7",
    "meeting_on": "2026-11-20",
    "age_band": "75_or_over",
    "disease": {"histology": "pleomorphic_or_sarcomatoid_carcinoma", "extent": "unknown"},
    "material": {"available": ["ffpe_tissue", "plasma"], "tumour_cell_percent": 65},
    "ros1_tests": [
        {"assay": "foundationone_liquid_cdx", "result": "positive", "fusion": {"partner": "CD74"}},
        {"assay": "fish_fusion", "result": "indeterminate", "fish": {"evaluable_cells": 60}},
        {"assay": "ihc_sp384", "result": "failed", "ihc": {"intensity": 3}},
        {"assay": "other_rna_ngs", "assay_name": "panel", "result": "negative"},
    ],
    "ros1_tki_history": {
        "given": "yes",
        "courses": [{"drug": "zidesamtinib", "outcome": "toxicity", "toxicity": "ild"}],
    },
    "resistance": {"tested_on": ["tissue"], "ros1_mutations": ["G2032R", "L2026M"]},
    "safety": {"qtc_ms": "not_measured"},
}


def states(show: Open) -> Iterator[tuple[str, Window]]:
    """Yield every page with nothing entered, filled in, and with what cannot be taken."""
    for name, case in (("empty", None), ("full", FULL)):
        window = show(case)
        for page in window.pages:
            if page.is_due():
                window.go_to(page.number)
                settle()
                assert window.page_now() is page, page.title_key
                yield f"{name} {page.title_key}", window
        window.hide()
    for title, wrong in WRONG.items():
        window = show({**FULL, **wrong})
        if title == "page.material":
            window.session.draft.keep_unread("material.tumour_cell_percent", "650")
        window.go_to(len(window.pages))
        settle()
        stopped = window.page_now()
        assert stopped is not None
        assert stopped.title_key == title
        assert stopped.summary.links
        yield f"wrong {title}", window
        window.hide()


# What holds up Next, by the page where it does.
WRONG: dict[str, dict[str, Any]] = {
    "page.material": {},
    "page.tests": {"ros1_tests": [{}, {"assay": "other_dna_ngs", "result": "positive"}]},
    "page.treatment": {
        "ros1_tki_history": {"given": "no", "courses": [{"drug": "crizotinib"}]},
        "resistance": {"ros1_mutations": ["none_found", "G2032R"]},
    },
}

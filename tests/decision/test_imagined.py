"""Rows that no fact of today leads to are asked in a world that has one more fact.

No FISH kit is a companion diagnostic anywhere, and no label read names acid reducers; the rows say
what would follow if one were, or did. Each fact added here is named as imagined, and is no fact of
the store. The mutation harness asks `faults` too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.knowledge.records import Caution, Knowledge, Pair

WHEN = ("2026-11-23", "JP")
DRUG, FIELD, KIT, FISH = "crizotinib", "acid_reducer", "oncoguide_amoydx_ros1", "fish_break_apart"
STATES = {
    **dict.fromkeys(("ppi", "h2_blocker", "antacid"), "present"),
    "unknown": "not_checked",
    "no": None,
}


def imagined(known: Knowledge) -> Knowledge:
    """Return knowledge with a FISH companion diagnostic, and a caution on acid reducers."""
    pair = Pair("imagined.fish", FISH, DRUG, frozenset({"ffpe_tissue"}), True, ("jlcs-ros1-guide",))  # noqa: FBT003 (in force)
    caution = Caution("imagined.acid", DRUG, f"safety.{FIELD}", frozenset(), ("jlcs-ros1-guide",))
    cautions = {**known.cautions, DRUG: (*known.cautions[DRUG], caution)}
    return replace(known, pairs=(*known.pairs, pair), cautions=cautions)


def asked(rules: Rules, vocabulary: Vocabulary, assay: str, **more: object) -> Decision:
    case: Mapping[str, Any] = {
        "schema": "ros1-case/1",
        "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
        "ros1_tests": [{"assay": assay, "result": "positive"}],
        "ros1_tki_history": {"given": "no"},
        **more,
    }
    return decide(to_case(case, vocabulary), rules)


def faults(known: Knowledge, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what does not follow in the imagined world."""
    rules = prepare(imagined(known))
    fish = asked(rules, vocabulary, FISH)
    if (fish.readings, fish.ros1_status) != (("cdx_positive",), "positive_confirmed"):
        yield f"a FISH companion diagnostic is read as {fish.readings}"
    if {option.id: option.companion_diagnostic for option in fish.options}[DRUG] != "satisfied":
        yield f"a FISH companion diagnostic of {DRUG} does not satisfy it"
    for answer, wanted in STATES.items():
        (option,) = (
            one
            for one in asked(rules, vocabulary, KIT, safety={FIELD: answer}).options
            if one.id == DRUG
        )
        shown = {one.field: one.state for one in option.cautions}.get(f"safety.{FIELD}")
        if shown != wanted:
            yield f"acid reducer {answer} is shown as {shown}, not {wanted}"


def test_what_no_fact_leads_to_today_would_follow_with_one(
    rules: Callable[[str, str], Rules], vocabulary: Vocabulary
) -> None:
    known = rules(*WHEN).knowledge
    assert not list(faults(known, vocabulary))
    # and without the imagined facts it does not: they are what leads there
    today = asked(prepare(known), vocabulary, FISH)
    assert today.ros1_status == "positive_unconfirmed"

"""Where sources or jurisdictions disagree, both stand in the facts, the decision and on paper.

`disagreements.toml` lists what disagrees, read source by source. A line that bears on a case is put
to one: what the decision says of both, and what the sheet prints of both, in both languages. A line
without a case is a matter of the library alone and says why.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from ros1_desktop.decision.decision import Decision
from ros1_desktop.knowledge.store import Store
from ros1_desktop.sheet.figures import IntervalFigure
from ros1_desktop.sheet.sheet import Sheet, strings

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
Line: TypeAlias = Mapping[str, Any]

LINES: list[Line] = tomllib.loads(
    Path(__file__).with_name("disagreements.toml").read_text(encoding="utf-8")
)["disagreement"]
ON_A_CASE = [line for line in LINES if "case" in line]
PROGRESSED = "systemic_progression"


def treated(*courses: str, **more: object) -> dict[str, Any]:
    """Return a confirmed patient who progressed on these drugs."""
    history: dict[str, Any] = {"given": "no"}
    if courses:
        given = [{"drug": drug, "outcome": PROGRESSED} for drug in courses]
        history = {"given": "yes", "courses": given}
    return {
        "disease": {
            "histology": "adenocarcinoma",
            "extent": "metastatic_or_recurrent",
            "brain_metastases": "asymptomatic" if more.pop("brain", False) else "none_on_imaging",
        },
        "ros1_tests": [{"assay": "oncomine_dx_target_test", "result": "positive"}],
        "ros1_tki_history": history,
        **more,
    }


def undergoing(*tests: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return a patient who is still being tested."""
    return {**treated(), "ros1_tests": list(tests), **more}


FISH = {"assay": "fish_break_apart", "result": "positive"}
CASES: Mapping[str, dict[str, Any]] = {
    "first": treated(),
    "first_with_brain": treated(brain=True),
    "after_crizotinib": treated("crizotinib"),
    "after_crizotinib_with_brain": treated("crizotinib", brain=True),
    "after_crizotinib_and_repotrectinib": treated("crizotinib", "repotrectinib"),
    "g2032r_after_crizotinib": treated("crizotinib", resistance={"ros1_mutations": ["G2032R"]}),
    "ros1_and_alk": {**treated(), "other_drivers": {"ALK": "positive"}},
    "fish_at_15": undergoing({**FISH, "fish": {"evaluable_cells": 50, "positive_percent": 15}}),
    "untested_with_25_percent": undergoing(material={"tumour_cell_percent": 25}),
    "kit_after_panel": undergoing(
        FISH,
        {"assay": "amoydx_pan_lung_cancer_pcr_panel", "result": "failed"},
    ),
}


def said(decision: Decision) -> Iterator[str]:
    """Yield what a decision says, in the words of `decided`."""
    yield from (f"conflict {one.id}" for one in decision.conflicts)
    yield from (f"topic {one.topic}" for one in decision.not_settled)
    for test in decision.tests:
        yield from (f"limit {test.assay} {limit}" for limit in test.limits)
    for drug in decision.excluded:
        yield from (f"against {drug.id} {fact}" for fact in drug.facts)
    for option in decision.options:
        yield f"option {option.id} {option.standing}"
        yield from (f"note {option.id} {note}" for note in option.notes)
        yield from (f"evidence {figure}" for figure in option.evidence)
        yield from (f"history {figure}" for figure in option.history)
        if (line := option.recommendation) is not None and line.superseded:
            edition = f"{line.guideline} {line.edition}"
            yield f"recommendation {option.id} {edition} superseded by {line.superseded_by}"


def test_the_table_is_long_and_says_where_each_side_was_read() -> None:
    assert len(LINES) >= 30
    assert len({line["id"] for line in LINES}) == len(LINES)
    assert all(line["says"] and line["read"] and line["facts"] for line in LINES)
    assert all(("case" in line) != ("library" in line) for line in LINES)
    assert {line["case"] for line in ON_A_CASE} == CASES.keys()


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_both_sides_are_facts(line: Line, store: Store) -> None:
    for wanted in line["facts"]:
        about, _, value = wanted.partition(" = ")
        kind, name, field = about.split()
        (row,) = (fact for fact in store.facts(kind) if fact["id"] == name)
        held = str(row[field]).lower() if isinstance(row[field], bool) else str(row[field])
        assert held == value, wanted


@pytest.mark.parametrize("line", ON_A_CASE, ids=[line["id"] for line in ON_A_CASE])
def test_the_decision_says_both(line: Line, compose: Compose) -> None:
    _, decision = compose(CASES[line["case"]], jurisdiction=line["here"])
    found = set(said(decision))
    assert [one for one in line["decided"] if one not in found] == []


def medians(sheet: Sheet, language: str) -> Iterator[str]:
    """Yield each median of the figures as one reads it: with endpoint and unit of its axis."""
    unit = {"en": " months", "ja": "か月"}[language]
    blocks = [block for section in sheet.sections for block in section.blocks]
    figures = [block for block in blocks if isinstance(block, IntervalFigure)]
    panels = [(figure.axes, panel) for figure in figures for panel in figure.panels]
    for axes, panel in panels:
        inner = "ic" if re.search("頭蓋内|Intracranial", panel.title) else ""
        for axis, cell in (
            pair for row in panel.rows for pair in zip(axes, row.cells, strict=True)
        ):
            value, _, interval = cell.words.partition(" ")
            yield f"{inner}{axis.title.split()[0]} {value}{unit} {interval}"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("line", ON_A_CASE, ids=[line["id"] for line in ON_A_CASE])
def test_the_sheet_prints_both(line: Line, language: str, compose: Compose) -> None:
    sheet, _ = compose(CASES[line["case"]], language, jurisdiction=line["here"])
    text = "\n".join((*strings(sheet), *medians(sheet, language)))
    assert line[language]
    assert [one for one in line[language] if one not in text] == []


OF_ONE_COUNTRY = ("PMDA", "FDA", "Japan", "United States", "日本", "国内", "米国", "本邦")


@pytest.mark.parametrize("group", ["status_long", "step_long", "standing_long", "cdx_long"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sentence_of_every_sheet_fits_every_jurisdiction(
    group: str, language: str, words: Mapping[str, Any]
) -> None:
    sentences = words[language].sentences
    found = {key: said for key, said in sentences.items() if key.startswith(f"{group}.")}
    assert found
    assert not [key for key, said in found.items() if any(one in said for one in OF_ONE_COUNTRY)]

"""The list of the standard for decision aids: what is called met is held against the handouts."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.checklist import Checklist, Item, read_checklist
from ros1_desktop.sheet.compose_handout import Asking, compose_handout
from ros1_desktop.sheet.handout import (
    Box,
    Handout,
    Matters,
    OptionGrid,
    Part,
    Rows,
    Ruled,
    Ticks,
    said,
)
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.makers import LINES, read_makers
from ros1_desktop.words import Words

Made: TypeAlias = Callable[..., Handout]
Sees: TypeAlias = Callable[[Handout, Words], bool]
NUMBER = {"options": "189", "next-test": "048"}
KINDS = tuple(NUMBER)


def text(handout: Handout | Part) -> str:
    return "\n".join(one.words for one in said(handout))


def part(handout: Handout, heading: str) -> Part:
    (found,) = (one for one in handout.parts if one.heading.words == heading)
    return found


def grid(handout: Handout) -> OptionGrid:
    (found,) = (b for one in handout.parts for b in one.blocks if isinstance(b, OptionGrid))
    return found


def row(handout: Handout, name: str) -> bool:
    """Whether every option answers a question, or all do above the row."""
    (asked,) = (one for one in grid(handout).asked if one.id == name)
    return all(cell.said for cell in asked.cells) and (bool(asked.cells) or bool(asked.note))


def rows(handout: Handout) -> list[Rows]:
    return [b for one in handout.parts for b in one.blocks if isinstance(b, Rows)]


def blocks(handout: Handout, kind: type) -> bool:
    return any(isinstance(block, kind) for one in handout.parts for block in one.blocks)


OF_OPTIONS: dict[str, Sees] = {
    "Q1": lambda made, words: "ROS1" in text(part(made, words.say("options.illness"))),
    "Q2": lambda made, words: (
        words.say("options.step.choose_first_treatment")
        in text(part(made, words.say("options.decide")))
    ),
    "Q3": lambda made, words: (
        len(grid(made).heads) == 4 and words.say("options.other.always") in text(made)
    ),
    "Q4": lambda made, _: row(made, "effect"),
    "Q5": lambda made, _: row(made, "harms") and row(made, "urgent"),
    "Q6": lambda made, _: all(row(made, one) for one in ("take", "visits", "driving", "others")),
    "C1": lambda made, _: all(len(one.cells) in (0, 4) for one in grid(made).asked),
    "C5": lambda made, words: (
        bool(words.say("fact.rate.single-arm") in text(made))
        and all(len(cell.said) >= 2 for cell in grid(made).asked[0].cells)
    ),
    "side-by-side": lambda made, _: len({len(one.cells) for one in grid(made).asked} - {0}) == 1,
    "event-rates": lambda made, _: all(
        cell.icons and cell.icons.of == 100 and len(cell.frames) == 2
        for cell in grid(made).asked[0].cells
    ),
    "values": lambda made, _: blocks(made, Matters),
    "guidance": lambda made, _: blocks(made, Ticks) and blocks(made, Ruled),
    "evidence-quality": lambda made, words: (
        words.say("fact.rate.single-arm") in text(made) and blocks(made, Box)
    ),
}
OF_TEST: dict[str, Sees] = {
    "Q1": lambda made, words: "ROS1" in text(part(made, words.say("test.what"))),
    "Q2": lambda made, words: words.say("test.why_extend_negative") in text(made),
    "Q3": lambda made, words: words.say("test.without_said") in text(made),
    "Q4": lambda made, words: words.say("test.choose") in text(part(made, words.say("test.why"))),
    "Q5": lambda made, words: words.say("test.body") in text(made),
    "Q6": lambda made, _: len(rows(made)[0].heads) == 4,
    "C1": lambda made, _: len({len(one) for one in rows(made)[0].rows}) == 1,
    "C5": lambda made, words: words.say("fact.performance.negative-is-not-absence") in text(made),
    "T1": lambda made, words: words.say("test.looks") in text(part(made, words.say("test.what"))),
    "T2": lambda made, words: words.say("test.if_positive") in text(made),
    "T3": lambda made, words: words.say("test.if_negative") in text(made),
    "guidance": lambda made, _: blocks(made, Ticks) and blocks(made, Ruled),
}
OF_BOTH: dict[str, Sees] = {
    "C2": lambda made, _: bool(re.search(r"資料：\[[0-9]+\] ", text(made))),
    "C3": lambda made, _: "データ版" in made.footer[0] and "作成" in made.footer[1],
    "C4": lambda made, _: "見直し：6か月ごと" in text(made) and "期限" in made.footer[1],
}


def seen(kind: str) -> dict[str, Sees]:
    return {**OF_BOTH, **(OF_OPTIONS if kind == "options" else OF_TEST)}


@pytest.fixture
def composed(
    example_case: Callable[[str], tuple[Case, Decision]],
    library: Library,
    asking: Callable[..., Asking],
) -> Made:
    """Return what composes a handout with another checklist than that of the resources."""

    def made(number: str, kind: str, form: str, checklist: Checklist) -> Handout:
        case, decision = example_case(number)
        asked = replace(asking(kind, form), checklist=checklist)
        return compose_handout(kind, case, decision, library, asked)

    return made


@pytest.fixture
def checklist(asking: Callable[..., Asking]) -> Callable[[str], Checklist]:
    return lambda kind: asking(kind).checklist


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_called_met_is_met_by_the_handout(
    kind: str, handout: Made, asking: Callable[..., Asking]
) -> None:
    made, words = handout(NUMBER[kind], kind), asking(kind).words
    for item in asking(kind).checklist.items:
        if item.state == "met":
            assert seen(kind)[item.id](made, words), item.id


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_held_that_the_list_does_not_call_met(
    kind: str, asking: Callable[..., Asking]
) -> None:
    met = {item.id for item in asking(kind).checklist.items if item.state == "met"}
    assert set(seen(kind)) == met


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["ja", "en", "ja_plain"])
def test_the_handout_says_what_it_meets_and_what_nobody_has_tried(
    kind: str, form: str, handout: Made, checklist: Callable[[str], Checklist]
) -> None:
    made = text(handout(NUMBER[kind], kind, form))
    for item in checklist(kind).items:
        if item.group != "quality" and item.state != "n/a":
            assert re.search(rf"\b{item.id}\b", made), item.id
    untested = sum(item.state == "untested" for item in checklist(kind).items)
    assert untested == 6
    assert re.search(r"未実施|not yet|まだ ためして いません", made)


def test_who_paid_is_not_called_met_while_it_is_not_written(
    checklist: Callable[[str], Checklist], handout: Made
) -> None:
    for kind in KINDS:
        (item,) = (one for one in checklist(kind).items if one.id == "C6")
        assert item.state == "unmet"
        assert "まだ申告されていません" in text(handout(NUMBER[kind], kind))


def declared(resources: Path, folder: Path, **lines: str) -> Path:
    """Return resources whose makers have declared themselves, but for what `lines` says."""
    copied = folder / "resources"
    shutil.copytree(resources / "handout", copied / "handout")
    given = {f"{line}_{form}": f"{line} {form}" for line in LINES for form in ("ja", "en")}
    said = {"status": "declared", **given, **lines}
    makers = "\n".join(f'{name} = "{value}"' for name, value in said.items())
    (copied / "handout" / "makers.toml").write_text(makers, encoding="utf-8")
    return copied


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["ja", "en", "ja_plain"])
def test_who_made_and_paid_is_printed_and_counted_as_met_once_it_is_declared(
    kind: str, form: str, resources: Path, tmp_path: Path, composed: Made
) -> None:
    checklist = read_checklist(declared(resources, tmp_path), kind)
    states = {item.id: item.state for item in checklist.items}
    assert (states["C6"], states["developers"]) == ("met", "met")
    made = text(composed(NUMBER[kind], kind, form, checklist))
    for line in LINES:
        assert f"{line} {form[:2]}" in made
    assert not re.search("申告されていません|not declared|まだ いって いません", made)
    assert re.search(r"IPDAS.*\bC6\b", made)
    assert not re.search(r"(?:まだのもの：|not yet: |まだ ない もの：).*\bC6\b", made)


def test_half_a_declaration_is_refused_with_the_line_that_it_lacks(
    resources: Path, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="funding_en is empty"):
        read_makers(declared(resources, tmp_path, funding_en=" "))


@pytest.mark.parametrize("form", ["ja", "en", "ja_plain"])
def test_what_rests_on_our_judgement_alone_is_said_to_where_it_is_told(
    form: str, handout: Made, asking: Callable[..., Asking]
) -> None:
    words = asking(form=form).words
    ours = [words.say("after.harms_rule"), words.say("after.symptoms")]
    made = handout("189", form=form)
    assert all(one in text(made) for one in ours)
    (urgent,) = (one for one in grid(made).asked if one.id == "urgent")
    mark = "*" if form == "en" else "※"
    assert mark in urgent.note[0].words
    assert ours[1].startswith(mark)
    assert not any(one in text(handout("048", "next-test", form)) for one in ours)


def test_where_all_is_met_the_sentence_says_so(asking: Callable[..., Asking]) -> None:
    item = Item("Q1", "qualifying", "", "met", "", ("options",))
    assert Checklist((item,)).told(asking().words).startswith("国際的なIPDAS")
    assert "すべて" in Checklist((item,)).told(asking().words)


def test_tests_are_asked_more_and_screening_is_not_asked(
    checklist: Callable[[str], Checklist],
) -> None:
    ids = {kind: {item.id for item in checklist(kind).items} for kind in KINDS}
    assert {"T1", "T2", "T3", "T4"} <= ids["next-test"] - ids["options"]
    (screening,) = (one for one in checklist("next-test").items if one.id == "T4")
    assert screening.state == "n/a"

"""What the board fills in: boxes to tick, lines to write on, in every case one at least."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm

from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.draw_record import LEAST_RULE, Ruled
from ros1_desktop.sheet.paper import WIDTH, load_fonts
from ros1_desktop.sheet.sheet import Blank, Record, Sheet, strings
from ros1_desktop.words import Words

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
LANGUAGES = ("ja", "en")
BARE: dict[str, Any] = {"schema": "ros1-case/1"}
ASKED = (
    *("conclusion", "discussion_decision", "discussion_reason", "discussion_dissent"),
    *("discussion_wishes", "discussion_tests", "discussion_review_on", "discussion_outcome"),
    *("signature_oncology", "signature_surgery", "signature_radiology", "signature_pathology"),
    *("signature_pharmacy", "signature_date"),
)


def record(sheet: Sheet) -> Record:
    """Return the record of a sheet."""
    (found,) = (b for part in sheet.sections for b in part.blocks if isinstance(b, Record))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_finds_a_line_for_everything(
    language: str, compose: Compose, words: dict[str, Words]
) -> None:
    sheet, _ = compose(BARE, language)
    say = words[language].say
    blanks = [blank for row in record(sheet).rows for blank in row]
    assert [blank.label for blank in blanks] == [say(f"sheet.{name}") for name in ASKED]
    ticks = {blank.label: len(blank.ticks) for blank in blanks if blank.ticks}
    assert ticks == {
        say("sheet.conclusion"): 4,
        say("sheet.discussion_dissent"): 2,
        say("sheet.discussion_wishes"): 2,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_boxes_leave_room_to_write(language: str, compose: Compose, fonts: Path) -> None:
    load_fonts(fonts)
    drawn = Ruled(record(compose(BARE, language)[0]))
    drawn.wrap(WIDTH, 400)
    for row in drawn._rows:  # noqa: SLF001 (the room that is left is told by nothing else)
        for _, wide, blank in drawn._shares(row):  # noqa: SLF001 (the same)
            assert wide - blank.needs >= 12 * mm


def test_lines_grow_where_there_is_room_and_never_below_one() -> None:
    block = Record(((Blank("甲"),), (Blank("乙"),), (Blank("丙"),)), (1, 2), 3)
    for room, lines in ((0, 3), (3.2, 3), (4.3, 4), (5.3, 5), (99, 7)):
        assert Ruled(block).wrap(WIDTH, room * LEAST_RULE)[1] == pytest.approx(lines * LEAST_RULE)
    assert Ruled(block, room=False).wrap(WIDTH, 99 * LEAST_RULE)[1] == 3 * LEAST_RULE
    assert 8 * mm <= LEAST_RULE


def test_boxes_are_drawn_and_no_character_stands_for_them(compose: Compose, fonts: Path) -> None:
    sheet, _ = compose(BARE)
    page = PdfReader(BytesIO(pdf(sheet, fonts))).pages[0]
    content = page.get_contents()
    assert content is not None
    squares = re.findall(rb"8\.5 8\.5 re S", content.get_data())
    assert len(squares) == 8
    assert not set("☐□") & set(page.extract_text())


def test_the_label_of_the_board_or_a_line_for_it_is_all_that_names_a_case(
    compose: Compose, words: dict[str, Words]
) -> None:
    name = words["ja"].say("field.label")
    blank, _ = compose(BARE)
    assert blank.band.blank == Record(((Blank(name),),))
    named, _ = compose({**BARE, "label": "A-12"})
    assert named.band.blank is None
    assert "A-12" in list(strings(named.band))

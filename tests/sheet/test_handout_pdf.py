"""The drawn handouts: whole, on the pages they are meant to have, read as they stand."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from ros1_desktop.case.case import Case
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet import paper
from ros1_desktop.sheet.compose_choices import candidates
from ros1_desktop.sheet.compose_handout import Asking, compose_handout
from ros1_desktop.sheet.draw_handout import SIDE_BY_SIDE, fits, handout_pdf
from ros1_desktop.sheet.draw_ticks import Beside, Icons
from ros1_desktop.sheet.handout import Handout, OptionGrid, Part, Said, Say, line_of, said
from ros1_desktop.sheet.handout_type import ABOVE, READ, SMALLEST, Type
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.lines import Span
from ros1_desktop.sheet.people import IconArray
from ros1_desktop.sheet.ruby import RubyLines
from ros1_desktop.sheet.sheet import PrintError

Made: TypeAlias = Callable[..., Handout]
Patient: TypeAlias = tuple[str, Case, Decision]
FORMS = ("ja", "en", "ja_plain")
# One to four options, and the longest of all.
OPTIONS = ("176", "013", "193", "189", "208", "215", "217")
# One test, the most, those with most limits.
TESTS = ("133", "040", "055", "150", "162")
BOTH = [
    *((number, "options") for number in OPTIONS),
    *((number, "next-test") for number in TESTS),
]
PAGES = {"options": 2, "next-test": 1}
MOST = 4  # options side by side


def reader_of(handout: Handout, fonts: Path) -> PdfReader:
    return PdfReader(BytesIO(handout_pdf(handout, fonts)), strict=True)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("number", "kind"), BOTH)
def test_a_handout_has_the_pages_that_it_is_meant_to_have(
    number: str, kind: str, form: str, handout: Made, fonts: Path
) -> None:
    assert len(reader_of(handout(number, kind, form), fonts).pages) == PAGES[kind]


@pytest.mark.uncovered
@pytest.mark.parametrize("form", FORMS)
def test_every_patient_with_up_to_three_options_reads_13_points_on_two_pages(
    form: str,
    patients: tuple[Patient, ...],
    library: Library,
    asking: Callable[..., Asking],
    fonts: Path,
) -> None:
    """Of all examples and vignettes; those with more options keep their pages in 11 at least."""
    paper.load_fonts(fonts)
    seen, drawn, small = Counter[int](), set[Handout](), []
    for name, case, decision in patients:
        if not decision.options:
            continue
        chosen = tuple(one.id for one in candidates(decision, library)[:MOST])
        asked = asking(form=form, chosen=chosen)
        made = compose_handout("options", case, decision, library, asked)
        seen[made.columns] += 1
        if (same := replace(made, footer=())) in drawn:
            continue
        drawn.add(same)
        if not fits(made, READ if made.columns <= SIDE_BY_SIDE else SMALLEST - ABOVE):
            small.append(name)
    assert small == []
    assert min(seen[columns] for columns in (1, 2, 3, 4)) > 15, seen


@pytest.mark.parametrize("language", ["ja", "en"])
def test_lines_of_japanese_stand_apart_and_the_text_is_13_points_beside_all_but_the_least_table(
    language: str,
) -> None:
    for size in (14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10):
        type_ = Type(size, language, parted=False)
        table, body = type_.table.fontSize, type_.body.fontSize
        assert SMALLEST <= table <= READ
        assert body >= (READ if table > SMALLEST else SMALLEST)
        for style in (type_.body, type_.table, type_.note, type_.fine):
            assert style.leading >= style.fontSize * (1.29 if language == "ja" else 1.19)
            assert style.fontSize >= paper.SMALLEST


def test_a_handout_without_a_table_has_no_empty_page(handout: Made, fonts: Path) -> None:
    assert len(reader_of(handout("002"), fonts).pages) == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_supplement_is_one_page_more(form: str, handout: Made, fonts: Path) -> None:
    reader = reader_of(handout("189", form=form, supplement=True), fonts)
    assert len(reader.pages) == 3
    months = re.compile(r"か月より長い|Halfofthepeople|はんぶん")
    found = [bool(months.search(squeezed(page.extract_text()))) for page in reader.pages]
    assert found == [False, False, True]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("number", "kind"), [("189", "options"), ("177", "options"), ("048", "next-test")]
)
def test_every_sentence_stands_in_the_file_as_it_is(
    number: str, kind: str, form: str, handout: Made, fonts: Path
) -> None:
    made = handout(number, kind, form)
    text = text_of(reader_of(made, fonts))
    for one in said(made):
        assert squeezed(one.words) in text, one.words


def test_a_sentence_with_readings_is_found_as_it_stands_and_so_is_each_reading(
    handout: Made, fonts: Path
) -> None:
    made = handout("189")
    text = text_of(reader_of(made, fonts))
    assert "ROS1という変化がある肺がんの薬の選び方" in text
    for one in said(made):
        for run in one.line:
            assert run.ruby in text


@pytest.mark.parametrize(("number", "kind"), [("189", "options"), ("048", "next-test")])
def test_kind_edition_expiry_number_and_page_stand_on_every_page(
    number: str, kind: str, handout: Made, fonts: Path
) -> None:
    made = handout(number, kind)
    reader = reader_of(made, fonts)
    for at, page in enumerate(reader.pages, start=1):
        text = squeezed(page.extract_text())
        assert all(squeezed(line) in text for line in made.footer)
        assert squeezed(made.page.format(page=at, pages=len(reader.pages))) in text
        assert "Forpatients" in text
    assert reader.metadata is not None
    assert reader.metadata.title == made.title.words
    assert str(reader.root_object["/Lang"]) == "ja-JP"


def test_numbers_read_back_from_the_paper_are_those_of_the_icons(
    handout: Made, fonts: Path
) -> None:
    made = handout("189")
    text = text_of(reader_of(made, fonts))
    (grid,) = (b for part in made.parts for b in part.blocks if isinstance(b, OptionGrid))
    icons = [cell.icons for cell in grid.asked[0].cells if cell.icons]
    pairs = re.findall(r"●([0-9]+)人○([0-9]+)人", text)
    assert [(one.filled, one.of - one.filled) for one in icons] == [
        (int(had), int(not_had)) for had, not_had in pairs[: len(icons)]
    ]
    assert all(int(had) + int(not_had) == 100 for had, not_had in pairs)  # harms, too


def test_the_same_handout_gives_the_same_bytes(handout: Made, fonts: Path) -> None:
    for form in FORMS:
        made = handout("177", form=form)
        assert handout_pdf(made, fonts) == handout_pdf(made, fonts)


def test_only_embedded_fonts(handout: Made, fonts: Path, tmp_path: Path) -> None:
    content = handout_pdf(handout("189"), fonts)
    assert b"Helvetica" not in content
    path = tmp_path / "handout.pdf"
    path.write_bytes(content)
    said_so = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True)
    lines = said_so.stdout.splitlines()[2:]
    assert lines
    for line in lines:
        assert "BIZUDPGothic" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


@pytest.mark.parametrize(("number", "kind"), [("189", "options"), ("048", "next-test")])
def test_nothing_is_drawn_in_colour_and_no_type_is_under_eight_and_a_half_but_readings(
    number: str, kind: str, handout: Made, fonts: Path
) -> None:
    made = handout(number, kind)
    readings = {run.ruby for one in said(made) for run in one.line if run.ruby}
    assert readings
    for page in reader_of(made, fonts).pages:
        content = ContentStream(page.get_contents(), page.pdf)
        for operands, operator in content.operations:
            if operator in (b"rg", b"RG"):
                assert len({float(one) for one in operands}) == 1
            assert operator not in (b"k", b"K", b"sc", b"scn", b"sh")
            if operator == b"Tf":
                assert float(operands[1]) >= 5.0


@pytest.mark.parametrize("filled", [0, 1, 67, 99, 100])
def test_people_are_two_paths_filled_and_open_and_no_object_each(
    filled: int, fonts: Path, tmp_path: Path
) -> None:
    drawn = painted(Icons(IconArray(filled, 100, "")), 120, fonts, tmp_path)
    circles = [line for line in drawn.splitlines() if line.endswith((" f", " S"))]
    counts = {line[-1]: line.count(" m ") for line in circles}
    assert counts == {kind: n for kind, n in (("f", filled), ("S", 100 - filled)) if n}


def test_people_are_grouped_from_the_bottom_row_up_and_few_stand_in_one_row(
    fonts: Path, tmp_path: Path
) -> None:
    drawn = painted(Icons(IconArray(12, 17, "")), 120, fonts, tmp_path)
    (filled, rest) = (line for line in drawn.splitlines() if line.endswith((" f", " S")))
    heights = [float(y) for y in re.findall(r"[0-9.]+ ([0-9.]+) m", filled)]
    others = [float(y) for y in re.findall(r"[0-9.]+ ([0-9.]+) m", rest)]
    assert heights == sorted(heights)
    assert heights[:10] == [heights[0]] * 10
    assert set(others) == {max(heights)}
    icons = Icons(IconArray(6, 9, ""))
    assert icons.wrap(120, 100)[1] < icons.wrap(120, 100)[0]


def painted(drawn: Any, width: float, fonts: Path, folder: Path) -> str:  # noqa: ANN401 (ReportLab's)
    """Return what a flowable writes on a page."""
    paper.load_fonts(fonts)
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pageCompression=0)
    drawn.wrapOn(canvas, width, 400)
    drawn.drawOn(canvas, 10, 10)
    canvas.save()
    return path.read_text(encoding="latin-1")


def test_words_too_wide_to_stand_beside_a_picture_stand_below_it(fonts: Path) -> None:
    paper.load_fonts(fonts)
    style = ParagraphStyle("x", fontName=paper.REGULAR, fontSize=11, leading=13)
    icons = Icons(IconArray(6, 9, ""))

    def high(words: str) -> float:
        line = RubyLines((Span(words, paper.REGULAR),), style)
        return Beside(icons, [line]).wrap(120, 400)[1]

    assert high("6人") == 13
    assert high("9人中●6人でした") > icons.wrap(120, 400)[1] + 12


def test_more_words_stand_beside_a_picture_where_that_is_lower_and_else_below_it(
    fonts: Path,
) -> None:
    paper.load_fonts(fonts)
    style = ParagraphStyle("x", fontName=paper.REGULAR, fontSize=11, leading=13)

    def high(width: float, of: int = 100) -> float:
        lines = [RubyLines((Span(words, paper.REGULAR),), style) for words in ("●67人", "○33人")]
        more = RubyLines((Span("はば59〜74人", paper.REGULAR),), style)
        return Beside(Icons(IconArray(6, of, "")), lines, more).wrap(width, 400)[1]

    picture = Icons(IconArray(6, 100, "")).wrap(120, 400)[1]
    assert high(160) == picture
    assert high(100) == picture + 13  # `59〜74人` is one piece, and too wide
    assert high(60) == picture + 4 * 13
    assert high(160, of=9) == 3 * 13


def test_a_word_and_its_reading_stay_together_and_neither_is_narrower(fonts: Path) -> None:
    paper.load_fonts(fonts)
    style = ParagraphStyle("x", fontName=paper.REGULAR, fontSize=10, leading=13)
    spans = tuple(
        Span(run.text, paper.REGULAR, run.ruby)
        for run in line_of("これは｜間質性肺炎《かんしつせいはいえん》と｜脈《みゃくはく》です")
    )
    line = RubyLines(spans, style)
    for width in range(55, 200):
        pieces = [line._text[slice(*at)] for at in line.broken(width)]  # noqa: SLF001
        assert any("間質性肺炎" in piece for piece in pieces), width
    assert (
        line.natural > RubyLines((Span("これは間質性肺炎と脈です", paper.REGULAR),), style).natural
    )
    _, without = RubyLines((Span("これは", paper.REGULAR),), style).wrap(200, 400)
    _, with_it = line.wrap(400, 400)
    assert with_it > without


def test_a_name_in_katakana_is_one_piece_and_none_is_lost_at_the_end(fonts: Path) -> None:
    paper.load_fonts(fonts)
    style = ParagraphStyle("x", fontName=paper.REGULAR, fontSize=10, leading=13)
    text = "薬はエヌトレクチニブ（ロズリートレク）とグレープフルーツ"
    line = RubyLines((Span(text, paper.REGULAR),), style)
    parted = RubyLines((Span(text, paper.REGULAR),), style, parted=True)
    for width in range(95, 300):
        words = [parted._text[slice(*at)] for at in parted.broken(width)]  # noqa: SLF001
        assert "".join(words) == text
        assert any("エヌトレクチニブ" in word for word in words), width
        pieces = [line._text[slice(*at)] for at in line.broken(width)]  # noqa: SLF001
        assert "".join(pieces) == text
        for name in ("エヌトレクチニブ", "ロズリートレク", "グレープフルーツ"):
            assert any(name in piece for piece in pieces), width


def test_words_parted_by_spaces_end_their_lines_there(fonts: Path) -> None:
    paper.load_fonts(fonts)
    style = ParagraphStyle("x", fontName=paper.REGULAR, fontSize=10, leading=13)
    line = RubyLines(
        (Span("くすりを えらぶ、 おいしゃさんと はなす", paper.REGULAR),), style, parted=True
    )
    for width in range(70, 200):
        for at in list(line.broken(width))[:-1]:
            assert line._text[slice(*at)][-1] in " 、", width  # noqa: SLF001


def test_what_is_more_than_its_pages_has_a_page_more_and_nothing_is_cut(
    handout: Made, fonts: Path
) -> None:
    made = handout("189")
    more = tuple(
        Part(Said(line_of(f"見出し{at}")), (Say((Said(line_of(f"文{at}。")),)),))
        for at in range(60)
    )
    reader = reader_of(replace(made, parts=(*made.parts, *more)), fonts)
    assert len(reader.pages) > 2
    text = text_of(reader)
    assert all(f"文{at}。" in text for at in range(60))


def test_a_character_without_a_glyph_is_refused(handout: Made, fonts: Path) -> None:
    made = handout("189")
    part = Part(Said(line_of("見出し")), (Say((Said(line_of("☐")),)),))
    with pytest.raises(PrintError, match="U\\+2610"):
        handout_pdf(replace(made, parts=(part,)), fonts)


def tree(handout: Handout, fonts: Path) -> list[tuple[str, Any]]:
    """Return the role and the node of every element, in reading order."""
    found: list[tuple[str, Any]] = []

    def enter(node: Any) -> None:  # noqa: ANN401 (pypdf's object)
        found.append((str(node["/S"]).removeprefix("/"), node))
        for kid in node.get("/K", ()):
            inner = kid.get_object()
            if not isinstance(inner, int) and inner.get("/Type") != "/MCR":
                enter(inner)

    root: Any = reader_of(handout, fonts).root_object["/StructTreeRoot"]
    enter(root["/K"].get_object())
    return found


def test_a_reading_is_a_ruby_of_its_word_in_the_tree(handout: Made, fonts: Path) -> None:
    made = handout("189")
    roles = [role for role, _ in tree(made, fonts)]
    readings = sum(bool(run.ruby) for one in said(made) for run in one.line)
    assert roles.count("Ruby") == roles.count("RB") == roles.count("RT") == readings > 10
    for at, role in enumerate(roles):
        if role == "Ruby":
            assert roles[at + 1 : at + 3] == ["RB", "RT"]


def test_every_picture_has_its_text_and_headings_and_tables_are_what_they_are(
    handout: Made, fonts: Path
) -> None:
    made = handout("189")
    found = tree(made, fonts)
    (grid,) = (b for part in made.parts for b in part.blocks if isinstance(b, OptionGrid))
    alts = [str(node["/Alt"]) for role, node in found if role == "Figure"]
    assert alts == [cell.icons.alt for cell in grid.asked[0].cells if cell.icons]
    roles = [role for role, _ in found]
    assert roles.count("H1") == 1
    assert roles.count("H2") == len(made.parts)
    assert roles.count("Table") == 2
    assert roles.count("L") == 3

"""The drawn sheet: whole, with embedded fonts, the same bytes each time, nothing cut."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames

from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.sheet import (
    Band,
    Frame,
    Grid,
    Group,
    Look,
    Pair,
    Pairs,
    Points,
    PrintError,
    Section,
    Sheet,
    Text,
    cell,
    plain,
    strings,
    strong,
)

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]


def small(text: str = "本文") -> Sheet:
    """Return a sheet with one of every block."""
    blocks = (
        Text(plain(text), Look.BODY),
        Points((plain("一"), strong("二")), Look.SMALL),
        Pairs((Pair("項目", cell("値")), Pair("別", cell("値"))), 1),
        Pairs((Pair("一つ", cell("だけ")),), 2),
        Grid((), ("列", "欄"), (1, 1), ((cell("甲"), cell("乙")),), Look.BODY),
        Frame(strong("枠"), (Text(plain("中"), Look.BODY), Points((plain("点"),), Look.BODY))),
        Text(plain("終わり"), Look.SMALL),
    )
    return Sheet(
        "ja-JP",
        Band("表題", "医療者用", (plain("症例"),), strong("結論")),
        (Section("見出し", blocks),),
        ("足一", "足二"),
        "{page} / {pages} ページ",
        date(2026, 11, 24),
    )


def read(content: bytes) -> str:
    """Return the text of a file without any space: lines may end anywhere."""
    pages = PdfReader(BytesIO(content)).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    """Return a text without any space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("number", ["098", "203", "280"])
def test_every_string_of_the_sheet_is_in_the_file(
    number: str, language: str, example: Compose, fonts: Path
) -> None:
    sheet, _ = example(number, language)
    text = read(pdf(sheet, fonts))
    # A paragraph that goes on over a page is parted by head and foot; its pieces are looked for.
    shown = {piece for text in strings(sheet.sections) for piece in re.split(r"[\s、。,]+", text)}
    assert [piece for piece in shown if squeezed(piece) not in text] == []


def test_page_x_of_y_the_foot_and_the_warning_stand_on_every_page(
    example: Compose, fonts: Path
) -> None:
    sheet, _ = example("203")
    pages = PdfReader(BytesIO(pdf(sheet, fonts))).pages
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed(sheet.page.format(page=number, pages=len(pages))) in text
        assert all(squeezed(line) in text for line in sheet.footer)
        assert squeezed(sheet.band.audience) in text


def test_only_embedded_fonts_and_never_helvetica(
    example: Compose, fonts: Path, tmp_path: Path
) -> None:
    content = pdf(example("203")[0], fonts)
    assert b"Helvetica" not in content
    path = tmp_path / "sheet.pdf"
    path.write_bytes(content)
    listed = subprocess.run(
        ["pdffonts", str(path)], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert listed
    for line in listed:
        assert "BIZUDPGothic" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_same_sheet_gives_the_same_bytes(fonts: Path, tmp_path: Path) -> None:
    script = tmp_path / "draw.py"
    script.write_text(
        "import sys, pathlib, hashlib\n"
        f"sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[2])!r}]\n"
        "import test_pdf\n"
        f"content = test_pdf.pdf(test_pdf.small(), pathlib.Path({str(fonts)!r}))\n"
        "print(hashlib.sha256(content).hexdigest())\n",
        encoding="utf-8",
    )
    found = {
        subprocess.run(
            [sys.executable, str(script)],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(found) == 1
    assert pdf(small(), fonts) == pdf(small(), fonts)


def test_title_language_and_date_stand_in_the_file(fonts: Path) -> None:
    reader = PdfReader(BytesIO(pdf(small(), fonts)))
    assert reader.metadata is not None
    assert reader.metadata.title == "表題"
    assert reader.metadata.creation_date_raw == "D:20261124000000+00'00'"
    assert str(reader.root_object["/Lang"]) == "ja-JP"


@pytest.mark.parametrize(
    ("character", "said"),
    [("😀", "U+1F600, name GRINNING FACE"), ("\x07", "U+0007"), ("\u202e", "U+202E")],
)
def test_a_character_without_a_glyph_is_refused_and_named(
    character: str, said: str, fonts: Path
) -> None:
    with pytest.raises(PrintError, match="no_glyph") as refused:
        pdf(small(f"患者の答え{character}"), fonts)
    assert said in str(refused.value)
    assert "患者の答え" not in str(refused.value)


def test_markup_is_printed_as_it_was_typed(fonts: Path) -> None:
    typed = "<b>太字</b> &amp; <para> </i> <img src='x'/>"
    assert squeezed(typed) in read(pdf(small(typed), fonts))


def test_a_full_width_space_is_drawn(fonts: Path) -> None:
    pages = PdfReader(BytesIO(pdf(small("甲　乙"), fonts))).pages
    assert "甲　乙" in pages[0].extract_text()


@pytest.mark.uncovered
def test_every_character_of_the_words_has_a_glyph(resources: Path, fonts: Path) -> None:
    for name in ("ja", "en"):
        text = (resources / "words" / f"{name}.toml").read_text(encoding="utf-8")
        pdf(small(text.replace("\n", " ")[:60000]), fonts)


def test_a_table_goes_on_over_pages_with_its_head_and_its_groups_whole(fonts: Path) -> None:
    rows: list[Group | tuple[tuple[tuple[object, ...], ...], ...]] = []
    for number in range(40):
        rows.append(Group(strong(f"群{number}。"), 2))
        rows.extend([(cell(f"甲{number}。"), cell("乙"))] * 3)
        rows.append(Group(plain(f"注{number}。"), 3))
    grid = Grid(strong("優劣ではない"), ("列", "欄"), (1, 1), tuple(rows), Look.BODY)  # type: ignore[arg-type]
    sheet = replace(small(), sections=(Section("表", (grid,)),))
    pages = [squeezed(p.extract_text()) for p in PdfReader(BytesIO(pdf(sheet, fonts))).pages]
    assert len(pages) > 3
    for text in pages:
        assert "優劣ではない" in text
        assert "列" in text
    for number in range(40):
        (home,) = (text for text in pages if f"群{number}。" in text)
        assert home.count(f"甲{number}。") == 3
        assert f"注{number}。" in home


def test_a_heading_never_stands_alone_at_the_foot(fonts: Path) -> None:
    for filling in range(20, 52):
        lines = tuple(Text(plain(f"行{number}"), Look.BODY) for number in range(filling))
        frame = Frame(strong("枠の題"), (Points((plain("点"),) * 4, Look.BODY),))
        sections = (Section("始め", lines), Section("見出しの語", (frame,)))
        content = pdf(replace(small(), sections=sections), fonts)
        for page in PdfReader(BytesIO(content)).pages:
            text = squeezed(page.extract_text())
            assert ("見出しの語" in text) == ("枠の題" in text)


def test_a_word_longer_than_its_column_never_runs_into_the_next(fonts: Path) -> None:
    grid = Grid((), ("検査名", "結果"), (1, 9), ((cell("ABCDEFGHIJ"), cell("陽性")),), Look.BODY)
    sheet = replace(small(), sections=(Section("表", (grid,)),))
    assert "ABCDEFGHIJ" in PdfReader(BytesIO(pdf(sheet, fonts))).pages[0].extract_text()


def test_more_long_words_than_a_page_is_wide_are_broken_within_their_columns(fonts: Path) -> None:
    words = tuple(cell("ABCDEFGHIJKLMNOPQRST") for _ in range(9))
    grid = Grid((), ("語",) * 9, (1,) * 9, (words,), Look.BODY)
    text = read(pdf(replace(small(), sections=(Section("表", (grid,)),)), fonts))
    assert text.count("T") >= 9


def test_fonts_are_registered_once(fonts: Path) -> None:
    pdf(small(), fonts)
    assert {"BIZUDPGothic-Regular", "BIZUDPGothic-Bold"} <= set(getRegisteredFontNames())

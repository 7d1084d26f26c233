"""Lines end where they may, in plain, bold and mixed text: hard ones, then all there are."""

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from itertools import cycle
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from ros1_desktop.sheet.breaks import NO_END, NO_START, Joint, is_figure, pieces
from ros1_desktop.sheet.glyphs import check_glyphs
from ros1_desktop.sheet.library import Library
from ros1_desktop.sheet.lines import Lines, Span
from ros1_desktop.sheet.paper import BOLD, CELL, REGULAR, load_fonts
from ros1_desktop.sheet.sheet import Look, PrintError

RESOURCES = Path(__file__).parents[2] / "resources"
WIDTHS = range(85, 401, 5)
LANGUAGES, WEIGHTS = ("ja", "en"), ("plain", "bold", "mixed")
NARROWEST, WIDEST, STEP = 85, 401, 53  # points; every width of the range is met in turn
HARD = (
    "ROS1-TKI未治療例（第I相と第II相の併合）の奏効割合は79%（68–88）、95%CIは両側。",
    "奏効期間の中央値は34.1か月（25.6–NR）、G2032R陽性の17例では59%（33–82）、59.3～74.3か月。",
    "「ザーコリ」（クリゾチニブ）は250 mgを1日2回、重度の腎障害では250 mg 1日1回とある！？",
    "The label prints 200 mg twice daily for moderate and 250 mg once daily for severe impairment.",
    "Median DOR 34.1 months (95% CI 25.6–NR), n = 71, grade ≥ 3 in 3.5 % of 426 patients.",
    "約70%、第3版、1か月以内、15%以上・50細胞未満、NTRK1/2/3、ＥＧＦＲ陽性、ッャュョーー…",
)
WHOLE = (
    "34.1か月",
    "25.6–NR",
    "250 mg",
    "34.1 months",
    "59.3～74.3か月",
    "50細胞",
    "ＥＧＦＲ",
    "約70%",
)


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    load_fonts(RESOURCES / "fonts")


def sentences() -> Iterator[str]:
    """Yield the hard lines above and the longest sentences of both words files."""
    yield from HARD
    for path in sorted((RESOURCES / "words").glob("*.toml")):
        words = tomllib.loads(path.read_text(encoding="utf-8"))
        found = _strings(
            {name: words[name] for name in words.keys() - {"cli", "wizard", "error", "install"}}
        )
        yield from sorted(set(found), key=lambda text: (-len(text), text))[:15]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def spans(text: str, weight: str, place: int = 0) -> tuple[Span, ...]:
    """Return a text plain, bold, or changing its weight as its place in the whole has it."""
    if weight == "mixed":
        return tuple(
            Span(sign, (REGULAR, BOLD)[at // 7 % 2]) for at, sign in enumerate(text, place)
        )
    return (Span(text, BOLD if weight == "bold" else REGULAR),)


def lines(text: str, weight: str, width: float) -> list[str]:
    """Return the lines of a text."""
    broken = Lines(spans(text, weight), CELL[Look.BODY]).broken(width)
    return [text[start:stop] for start, stop in broken]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_line_begins_or_ends_wrongly_or_runs_over(weight: str) -> None:
    for text in sentences():
        for width in WIDTHS:
            found = lines(text, weight, width)
            assert "".join(found) == text
            for line in found[1:]:
                assert line[0] not in NO_START, (width, found)
            for line in found[:-1]:
                assert line.rstrip()[-1] not in NO_END, (width, found)
            paragraph = Lines(spans(text, weight), CELL[Look.BODY])
            for drawn in paragraph.breakLinesCJK([width, width]).lines:
                said = "".join(word.text for word in drawn.words)
                last = len(drawn.words) - 1
                wide = sum(
                    stringWidth(
                        word.text.rstrip() if place == last else word.text, word.fontName, 9
                    )
                    for place, word in enumerate(drawn.words)
                )
                assert wide <= width + 0.05, (width, said)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_word_and_no_figure_is_torn(weight: str) -> None:
    for text in sentences():
        ends = {0}
        for piece in pieces(text, Joint.NEVER):
            ends.add(max(ends) + len(piece))
        for width in WIDTHS:
            broken = Lines(spans(text, weight), CELL[Look.BODY]).broken(width)
            assert {start for start, _ in broken} <= ends, (width, text)


@pytest.mark.parametrize("whole", WHOLE)
def test_a_number_stays_with_its_unit(whole: str) -> None:
    assert pieces(whole, Joint.NEVER) == (whole,)
    assert is_figure(f"（{whole}）、") is (whole != "ＥＧＦＲ")


def test_a_value_stays_with_its_interval_where_there_is_room() -> None:
    assert lines("DOR 34.1か月（25.6–NR）", "plain", 100) == ["DOR ", "34.1か月（25.6–NR）"]


def test_a_full_width_space_is_kept() -> None:
    assert "".join(lines("症例　甲　乙", "plain", 400)) == "症例　甲　乙"


def test_an_address_gives_way_behind_a_stroke() -> None:
    found = lines("https://www.example.org/a/very-long-address/that-runs-over", "plain", 120)
    assert all(line[-1] in "/-." for line in found[:-1])


def test_a_word_of_a_user_gives_way_anywhere_rather_than_run_over() -> None:
    assert len(lines("A" * 80, "plain", 100)) > 1


def test_a_figure_is_never_torn_but_refused() -> None:
    with pytest.raises(PrintError, match="too_wide"):
        lines("123456.78か月", "plain", 30)


def test_a_paragraph_split_over_pages_loses_nothing_and_leaves_no_line_alone() -> None:
    text = HARD[0] * 3
    paragraph = Lines((Span(text, REGULAR),), CELL[Look.BODY], "・")
    count = len(list(paragraph.broken(150)))
    leading = CELL[Look.BODY].leading
    assert paragraph.split(150, leading * 1.5) == []
    assert paragraph.split(150, leading * count) == [paragraph]
    upper, lower = paragraph.split(150, leading * (count - 1))
    halves = ["".join(span.text for span in half.spans) for half in (upper, lower)]
    assert "".join(halves) == text
    assert len(list(lower.broken(150))) == 2
    assert (upper.dot, lower.dot) == ("・", "")


def catalogue(resources: Path) -> Iterator[str]:
    """Yield every sentence of both languages that the sheet can print."""
    for language in LANGUAGES:
        text = (resources / "words" / f"{language}.toml").read_text(encoding="utf-8")
        words = tomllib.loads(text)
        for name in words.keys() - {"cli", "wizard", "error", "hint", "install"}:
            yield from _strings(words[name])


def facts(library: Library) -> Iterator[str]:
    """Yield every text of the store in both languages that the sheet can print."""
    for field in fields(library):
        kind = getattr(library, field.name)
        rows = kind.values() if isinstance(kind, dict) else kind if isinstance(kind, tuple) else ()
        for row in rows:
            yield from (
                value
                for name, value in (row.items() if isinstance(row, dict) else ())
                if name.endswith(("_ja", "_en")) and isinstance(value, str)
            )


def faults(text: str, weight: str, width: float) -> Iterator[str]:
    """Yield what is wrong with the lines of a text."""
    style = CELL[Look.DENSE]
    paragraph = Lines(spans(text, weight), style)
    stretches = list(paragraph.broken(width))
    whole = list(_fitting(text, weight, width))
    if "".join(text[start:stop] for start, stop in stretches) != text:
        yield "lost"
    for start, stop in stretches:
        line = text[start:stop]
        if any(first < start < last for first, last in whole):
            yield f"torn before {line}"
        if start and line[0] in NO_START:
            yield f"begins with {line[0]}"
        if stop < len(text) and line.rstrip()[-1:] in NO_END:
            yield f"ends with {line.rstrip()[-1:]}"
        bold = max(stringWidth(line.rstrip(), face, style.fontSize) for face in (REGULAR, BOLD))
        if weight != "mixed" and paragraph.natural > width and bold > width * 1.2:
            yield f"runs over: {line}"


def _fitting(text: str, weight: str, width: float) -> Iterator[tuple[int, int]]:
    """Yield the pieces that may not be torn: figures, and whatever is no wider than the line."""
    place = 0
    for piece in pieces(text, Joint.NEVER):
        wide = Lines(spans(piece, weight, place), CELL[Look.DENSE]).natural > width
        if is_figure(piece) or not wide:
            yield (place, place + len(piece))
        place += len(piece)


@pytest.mark.uncovered
@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_sentence_of_catalogue_or_store_is_broken_wrongly(
    weight: str, resources: Path, library: Library
) -> None:
    load_fonts(resources / "fonts")
    every = sorted({*catalogue(resources), *facts(library)})
    assert len(every) > 2000
    widths = cycle(range(NARROWEST, WIDEST))
    found = []
    for text in every:
        start = next(widths)
        for width in {*range(start, WIDEST, STEP), *range(start, NARROWEST - 1, -STEP)}:
            found += [(weight, width, text, fault) for fault in faults(text, weight, width)]
    assert found == []


def test_every_character_of_catalogue_and_store_is_in_the_font(
    resources: Path, library: Library, fonts: Path
) -> None:
    every = (*catalogue(resources), *facts(library))
    check_glyphs(every, load_fonts(fonts))  # refuses, and names what is missing

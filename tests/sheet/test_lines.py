"""Lines end where they may: a sweep over widths, in plain, bold and mixed text."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from ros1_desktop.sheet.breaks import NO_END, NO_START, Joint, is_figure, pieces
from ros1_desktop.sheet.lines import Lines, Span
from ros1_desktop.sheet.paper import BOLD, CELL, REGULAR, load_fonts
from ros1_desktop.sheet.sheet import Look, PrintError

RESOURCES = Path(__file__).parents[2] / "resources"
WIDTHS = range(85, 401, 5)
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


def spans(text: str, weight: str) -> tuple[Span, ...]:
    """Return a text plain, bold, or changing its weight every few characters."""
    if weight == "mixed":
        return tuple(
            Span(text[start : start + 7], (REGULAR, BOLD)[start // 7 % 2])
            for start in range(0, len(text), 7)
        )
    return (Span(text, BOLD if weight == "bold" else REGULAR),)


def lines(text: str, weight: str, width: float) -> list[str]:
    """Return the lines of a text."""
    broken = Lines(spans(text, weight), CELL[Look.BODY]).broken(width)
    return [text[start:stop] for start, stop in broken]


@pytest.mark.parametrize("weight", ["plain", "bold", "mixed"])
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


@pytest.mark.parametrize("weight", ["plain", "bold", "mixed"])
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

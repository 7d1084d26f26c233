"""Columns are as wide as makes a table low, and never narrower than their longest word."""

from pathlib import Path

import pytest

from ros1_desktop.sheet.lines import Lines, Span
from ros1_desktop.sheet.paper import CELL, REGULAR, load_fonts
from ros1_desktop.sheet.sheet import Look
from ros1_desktop.sheet.widths import balanced, fitted, lowest

SIDE = 3.5
LONG = "この列には長い文章があり、幅が足りないと何行にもわたって折り返されることになる。" * 2


@pytest.fixture(scope="module", autouse=True)
def _fonts(resources: Path) -> None:
    load_fonts(resources / "fonts")


def cell(text: str) -> Lines:
    """Return a cell of a table."""
    return Lines((Span(text, REGULAR),), CELL[Look.DENSE])


def lines(rows: list[list[Lines]], widths: list[float]) -> int:
    """Return how many lines the rows have when they are broken."""
    return sum(
        max(len(list(one.broken(width - 2 * SIDE))) for one, width in zip(row, widths, strict=True))
        for row in rows
    )


def test_a_table_is_lower_and_as_wide_as_before() -> None:
    rows = [[cell("短い"), cell(LONG), cell("–")] for _ in range(3)]
    begun = [160.0, 160.0, 160.0]
    found = balanced(begun, rows, SIDE)
    assert sum(found) == pytest.approx(sum(begun))
    assert lines(rows, found) < lines(rows, begun)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    rows = [[cell("Oncomine-Dx-Target"), cell(LONG)], [cell("a"), cell("b")]]
    found = balanced([60.0, 300.0], rows, SIDE)
    assert found[0] >= rows[0][0].minWidth() + 2 * SIDE


def test_a_width_that_no_move_betters_is_kept() -> None:
    rows = [[cell("短い"), cell("短い")]]
    assert balanced([100.0, 100.0], rows, SIDE) == [100.0, 100.0]


def test_words_wider_than_the_table_leave_the_widths_as_they_were() -> None:
    rows = [[cell("A" * 20), cell("B" * 20)]]
    assert fitted([40.0, 40.0], rows, SIDE) == [40.0, 40.0]


def test_an_empty_cell_asks_for_no_width() -> None:
    assert fitted([50.0, 50.0], [["", cell("語")]], SIDE) == [50.0, 50.0]


@pytest.mark.parametrize(
    ("lengths", "columns"), [([30.0] * 5, 5), ([110.0] * 5, 4), ([300.0] * 3, 1), ([400.0], 1)]
)
def test_items_stand_in_the_columns_that_need_fewest_lines(
    lengths: list[float], columns: int
) -> None:
    assert lowest(lengths, 496, 5, SIDE) <= 5
    assert lowest(lengths, 496, columns, SIDE) == min(columns, lowest(lengths, 496, 5, SIDE))

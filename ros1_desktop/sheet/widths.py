"""How wide the columns of a table stand. Written for reportlab 5.1.

Rules:
 * No column is narrower than its longest word; what is missing is taken from those that have room.
 * Within that, the columns of a dense table take the widths at which its rows are lowest, begun
   from those that it was given; reckoned from the lengths of the texts, before any is broken.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from math import ceil
from typing import Any, TypeAlias

Naturals: TypeAlias = tuple[tuple[tuple[float, ...], ...], ...]  # by row, column, paragraph
STEPS = (32.0, 16.0, 8.0)  # points that one column gives to another
LOOSE = 1.06  # of a text's length: how much longer it is once it is broken
FRACTION = 0.05  # what the part of a line counts beside a whole one


def fitted(widths: Sequence[float], rows: list[list[Any]], side: float) -> list[float]:
    """Return the widths, each at least that of its longest word, in all as wide as before."""
    least = _least(rows, side)
    missing = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(least, widths, strict=True))
    if missing > spare:
        return list(widths)
    return [
        max(need, width - missing * max(width - need, 0) / (spare or 1))
        for need, width in zip(least, widths, strict=True)
    ]


def balanced(widths: Sequence[float], rows: list[list[Any]], side: float) -> list[float]:
    """Return widths at which the rows are low, none below that of its longest word."""
    begun = fitted(widths, rows, side)
    naturals = tuple(tuple(tuple(_lengths(cell)) for cell in row) for row in rows)
    return list(_lowest(tuple(begun), tuple(_least(rows, side)), naturals, side))


def lowest(lengths: Sequence[float], width: float, most: int, side: float) -> int:
    """Return in how many columns, up to `most`, texts of these lengths stand on fewest lines."""

    def lines(columns: int) -> int:
        inner = (width / columns - side) / LOOSE
        each = [max(ceil(length / inner), 1) for length in lengths]
        return sum(max(each[at : at + columns]) for at in range(0, len(each), columns))

    return min(range(most, 0, -1), key=lines)


@lru_cache(maxsize=64)  # a document is laid out twice, and what stands together is measured before
def _lowest(
    begun: tuple[float, ...], least: tuple[float, ...], naturals: Naturals, side: float
) -> tuple[float, ...]:
    best, height = begun, _height(begun, naturals, side)
    for step in STEPS:
        better = True
        while better:
            better = False
            for giving, taking in permutations(range(len(best)), 2):
                if best[giving] - step < least[giving]:
                    continue
                tried = list(best)
                tried[giving] -= step
                tried[taking] += step
                found = _height(tuple(tried), naturals, side)
                if found < height:
                    best, height, better = tuple(tried), found, True
    return best


def _height(widths: tuple[float, ...], naturals: Naturals, side: float) -> float:
    """Return how many lines the rows have, and a little of how full they are."""
    inner = [max(width - 2 * side, 1) / LOOSE for width in widths]
    lines = 0.0
    for row in naturals:
        whole, full = 1, 0.0
        for paragraphs, width in zip(row, inner, strict=True):
            whole = max(whole, sum(max(ceil(length / width), 1) for length in paragraphs))
            full = max(full, sum(paragraphs) / width)
        lines += whole + FRACTION * full
    return lines


def _least(rows: list[list[Any]], side: float) -> list[float]:
    return [
        max((_longest_word(cell) for cell in column), default=0.0) + 2 * side
        for column in zip(*rows, strict=True)
    ]


def _longest_word(cell: Any) -> float:  # noqa: ANN401 (Lines, a list of them, or an empty text)
    return max((paragraph.minWidth() for paragraph in _paragraphs(cell)), default=0.0)


def _lengths(cell: Any) -> list[float]:  # noqa: ANN401 (the same)
    return [paragraph.natural for paragraph in _paragraphs(cell)]


def _paragraphs(cell: Any) -> list[Any]:  # noqa: ANN401 (the same)
    return cell if isinstance(cell, list) else [cell] if cell else []

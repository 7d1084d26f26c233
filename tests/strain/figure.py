"""One line of the table: what was measured, what was found, what it must be, and whether it is.

A module of this folder measures one thing. It has a `measure(tier, seed)` that yields figures, and
says in `SIZES` how much it does in each tier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Tier = Literal["ci", "hour", "night"]
TIERS: tuple[Tier, ...] = ("ci", "hour", "night")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `held` is None where nothing is asked of it, or where it could not be taken."""

    name: str
    found: str
    target: str
    held: bool | None


class Measure(Protocol):
    """What every module of this folder offers."""

    __name__: str

    def measure(self, tier: Tier, seed: int) -> Iterator[Figure]:
        """Yield the figures of a tier; the seed makes what is drawn at random the same again."""


def none_of(name: str, bad: int, tried: int, what: str) -> Figure:
    """Return the figure of something that must never happen."""
    return Figure(name, f"{bad} of {tried:,} {what}", "0", bad == 0)

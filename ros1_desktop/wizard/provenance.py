"""What the program can tell of itself: what was verified, and whose parts it is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proven:
    """What a verification of the store found: how much was looked at, and what is wrong.

    `states` are those of all decision tables, each met by one row; `twice` counts the states and
    cases that two evaluations decided alike; `rows` those that a patient can meet.
    """

    fingerprint: str
    tables: int
    states: int
    twice: int
    vignettes: int
    rows: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """A part of the program, its version, the name of its licence and the licence's own words."""

    part: str
    version: str
    name: str
    text: str

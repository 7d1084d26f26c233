"""How a row meets the findings of a case.

Rules:
 * A row is MET when every finding it needs is among the allowed words. `unknown` is a word, so a
   row that does not allow it is never met by a fact that is not known.
 * With some findings left open, a row stays OPEN when every other finding it needs is allowed and
   each open one could still become an allowed, known word.
 * Otherwise it is NOT_MET.

Each word of each input keeps the set of rows that allow it as the bits of one number; meeting a
table is then at most eight look-ups.
"""

from collections.abc import Iterable, Mapping
from enum import Enum

from ros1_desktop.knowledge.records import Finding, Row, Table


class Fit(Enum):
    """How a row meets a case."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


class Compared:
    """A decision table, ready to be compared with findings."""

    def __init__(self, table: Table, findings: Mapping[str, Finding]) -> None:
        """Index the rows by the words that each input allows."""
        self.table = table
        self.id = table.id
        self.inputs = table.inputs
        self.rows = table.rows
        self._all = (1 << len(table.rows)) - 1
        self._allow: list[dict[str, int]] = []
        self._could: list[int] = []
        for name in table.inputs:
            finding = findings[name]
            allow = dict.fromkeys(finding.words, 0)
            for number, row in enumerate(table.rows):
                for word in row.needs.get(name, finding.words):
                    allow[word] |= 1 << number
            self._allow.append(allow)
            could = 0
            for word in finding.known:
                could |= allow[word]
            self._could.append(could)
        self._known: dict[tuple[str, ...], Row] = {}

    def met(self, values: tuple[str, ...]) -> Row:
        """Return the one row that the words meet; KeyError where a word or a row is missing."""
        row = self._known.get(values)
        if row is None:
            (row,) = self._rows(self._bits(values, ()))
            self._known[values] = row
        return row

    def open(self, values: tuple[str, ...], free: Iterable[int]) -> tuple[Row, ...]:
        """Return the rows that could be met if the inputs numbered in `free` became known."""
        return tuple(self._rows(self._bits(values, free)))

    def _bits(self, values: tuple[str, ...], free: Iterable[int]) -> int:
        bits = self._all
        for number, word in enumerate(values):
            bits &= self._could[number] if number in free else self._allow[number][word]
        return bits

    def _rows(self, bits: int) -> Iterable[Row]:
        while bits:
            lowest = bits & -bits
            yield self.rows[lowest.bit_length() - 1]
            bits ^= lowest


def failing(row: Row, inputs: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the inputs whose words the row does not allow; empty when the row is met."""
    pairs = zip(inputs, values, strict=True)
    return tuple(name for name, word in pairs if name in row.needs and word not in row.needs[name])

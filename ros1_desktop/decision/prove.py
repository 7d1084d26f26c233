"""A table is complete and free of contradiction, shown by subtraction of boxes.

Rules:
 * A row is a box: the words it allows of every input. The table is complete when nothing is left
   of the whole after every box was taken away; what is left is named, as a missing cell.
 * Two rows clash when their boxes share a state; each such pair is named.
 * A word that a table may give but no row gives, and a cell that allows every word, are not faults
   of logic but of writing; `spare` names the words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import TypeAlias

from ros1_desktop.knowledge.records import Finding, Row, Table

Box: TypeAlias = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown of one table: its size, the missing cells and the clashing rows."""

    table: str
    inputs: int
    states: int
    rows: int
    gaps: tuple[Mapping[str, str], ...]
    clashes: tuple[tuple[str, str], ...]
    spare: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every state meets exactly one row and every word is given by one."""
        return not (self.gaps or self.clashes or self.spare)


def prove(table: Table, findings: Mapping[str, Finding]) -> Proof:
    """Show that every state of the table's inputs meets exactly one row."""
    whole = tuple(frozenset(findings[name].words) for name in table.inputs)
    boxes = [(row, _box(row, table, whole)) for row in table.rows]
    left = [whole]
    for _, box in boxes:
        left = [piece for old in left for piece in _without(old, box)]
    gaps = tuple(
        {name: min(words) for name, words in zip(table.inputs, piece, strict=True)}
        for piece in left
    )
    clashes = tuple(
        (one.id, other.id)
        for (one, first), (other, second) in combinations(boxes, 2)
        if all(a & b for a, b in zip(first, second, strict=True))
    )
    given = {row.gives for row in table.rows}
    return Proof(
        table=table.id,
        inputs=len(table.inputs),
        states=prod(len(words) for words in whole),
        rows=len(table.rows),
        gaps=gaps,
        clashes=clashes,
        spare=tuple(word for word in table.words if word not in given),
    )


def _box(row: Row, table: Table, whole: Box) -> Box:
    return tuple(
        row.needs.get(name, words) for name, words in zip(table.inputs, whole, strict=True)
    )


def _without(box: Box, taken: Box) -> Iterator[Box]:
    """Yield disjoint boxes that together are `box` without `taken`."""
    if any(not (mine & theirs) for mine, theirs in zip(box, taken, strict=True)):
        yield box
        return
    before: list[frozenset[str]] = []
    for number, (mine, theirs) in enumerate(zip(box, taken, strict=True)):
        rest = mine - theirs
        if rest:
            yield (*before, rest, *box[number + 1 :])
        before.append(mine & theirs)

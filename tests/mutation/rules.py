"""Decision tables with one cell, one row or one border changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from ros1_desktop.knowledge.records import Finding, Row, Table

Findings: TypeAlias = Mapping[str, Finding]
# The operator, what it changed, the ids of the changed rows, and the table after it.
Changed: TypeAlias = tuple[str, str, tuple[str, ...], Table]


def changed_tables(table: Table, findings: Findings, sources: Sequence[str]) -> Iterator[Changed]:
    """Yield a table in every way in which one of its cells could be wrong."""
    for row in table.rows:
        yield _with("row dropped", "dropped", table, row)
        yield _with("row doubled", "doubled", table, row, row, replace(row, id=f"{row.id}'"))
        for word in table.words:
            if word != row.gives:
                said = f"gives {word}, not {row.gives}"
                yield _with("answer changed", said, table, row, replace(row, gives=word))
        for number, source in enumerate(row.sources):
            other = sources[(sources.index(source) + 1) % len(sources)]
            now = (*row.sources[:number], other, *row.sources[number + 1 :])
            said = f"rests on {other}, not {source}"
            yield _with("source swapped", said, table, row, replace(row, sources=now))
        yield from _cells(table, row, findings)
    yield from _borders(table)


def _cells(table: Table, row: Row, findings: Findings) -> Iterator[Changed]:
    for name in table.inputs:
        every = findings[name].words
        allowed = row.needs.get(name, frozenset(every))
        if name in row.needs:
            rest = {key: words for key, words in row.needs.items() if key != name}
            dropped = replace(row, needs=rest)
            yield _with("condition dropped", f"{name} does not matter", table, row, dropped)
        for word in every:
            wide = word not in allowed
            now = allowed | {word} if wide else allowed - {word}
            if now:
                changed = replace(row, needs={**row.needs, name: now})
                operator = "condition widened" if wide else "condition narrowed"
                said = f"{name} {'also' if wide else 'not'} {word}"
                yield _with(operator, said, table, row, changed)


def _borders(table: Table) -> Iterator[Changed]:
    """Yield the table with a word of a row's cell given to its neighbour, which answers otherwise.

    Nothing is left out then and nothing clashes: no proof of the table can see it.
    """
    for one in table.rows:
        for other in table.rows:
            if one.gives == other.gives:
                continue
            differ = [key for key in table.inputs if one.needs.get(key) != other.needs.get(key)]
            if len(differ) != 1 or not {*differ} <= one.needs.keys() & other.needs.keys():
                continue
            (name,) = differ
            mine = one.needs[name]
            for word in sorted(mine) if len(mine) > 1 else ():
                less = replace(one, needs={**one.needs, name: mine - {word}})
                more = replace(other, needs={**other.needs, name: other.needs[name] | {word}})
                now = {one.id: less, other.id: more}
                rows = tuple(now.get(row.id, row) for row in table.rows)
                said = f"{one.id}: {name} {word} answered by {other.id}"
                yield "border moved", said, (one.id, other.id), replace(table, rows=rows)


def _with(operator: str, said: str, table: Table, row: Row, *now: Row) -> Changed:
    place = table.rows.index(row)
    rows = (*table.rows[:place], *now, *table.rows[place + 1 :])
    return operator, f"{row.id}: {said}", (row.id,), replace(table, rows=rows)

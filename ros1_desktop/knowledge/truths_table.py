"""What must be true of a finding and of a decision table, before their rows are compared.

Rules:
 * Nothing but words: a cell holds a word of its finding, a row gives a word of its table.
 * A finding that maps answers reads one field of the case.
 * A row says on which sources it rests.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ros1_desktop.knowledge.columns import TEXT, Column, maybe
from ros1_desktop.knowledge.records import Finding, Table
from ros1_desktop.knowledge.truths_row import column_faults

WORDS = Column("texts", least=1)
FINDING: Mapping[str, Column] = {
    "words": WORDS,
    "unknown": maybe("texts"),
    "reads": maybe("texts"),
    "maps": maybe("map"),
}
MOST_INPUTS = 8  # chain tables rather than widen them
TABLE: Mapping[str, Column] = {
    "question": TEXT,
    "feeds": TEXT,
    "inputs": WORDS,
    "words": WORDS,
    "rows": Column("rows", least=1),
}
ROW: Mapping[str, Column] = {
    "id": TEXT,
    "gives": TEXT,
    "because": WORDS,
    "section": maybe("text"),
}
CELL = Column("cell", required=False)


def finding_faults(where: str, value: Any, fields: Collection[str]) -> Iterator[str]:  # noqa: ANN401 (TOML holds anything)
    """Yield what is wrong with a finding as the text writes it."""
    if not isinstance(value, dict):
        yield f"{where} is not a finding; write its name in one pair of brackets, its words below"
    yield from column_faults(where, value, FINDING)
    maps, reads = value.get("maps", {}), value.get("reads", [])
    for strange in sorted({*value.get("unknown", ()), *maps.values()} - {*value["words"]}):
        yield f"{where}: {strange!r} is not among its words; correct it or add it there"
    for path in reads:
        if path not in fields:
            yield f"{where}: reads = {path!r} is no field of a case; correct it"
    if maps and len(reads) != 1:
        yield f"{where}: maps needs one field in reads; add the field whose answers it maps"


def table_faults(name: str, content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a table as the text writes it."""
    yield from column_faults(name, dict(content), TABLE)
    shape = {**ROW, **dict.fromkeys(content["inputs"], CELL)}
    for line in content["rows"]:
        where = f"{name}, row {line.get('id', '(no id)')}"
        yield from column_faults(where, line, shape)
        if line["gives"] not in content["words"]:
            yield f"{where}: gives = {line['gives']!r} is not one of {', '.join(content['words'])}"


def word_faults(
    table: Table, findings: Mapping[str, Finding], lists: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """Yield the inputs, words, sources and sections of a table that nothing else knows."""
    where = f"tables/{table.id}.toml"
    for name in table.inputs:
        if name not in findings:
            yield f"{where}: inputs = {name!r} is no finding; add it to findings.toml"
    if len(table.inputs) > MOST_INPUTS:
        yield f"{where}: inputs has {len(table.inputs)}, more than {MOST_INPUTS}; use two tables"
    for line in table.rows:
        here = f"{where}, row {line.id}"
        for name, words in line.needs.items():
            for strange in sorted(words - {*findings[name].words}):
                yield f"{here}: {name} cannot be {strange}; use a word of findings.toml"
        for source in line.sources:
            if source not in lists["source"]:
                yield f"{here}: because = {source!r} is no source; correct it or add that source"
        if line.section is not None and line.section not in lists["section"]:
            yield f"{here}: section = {line.section!r} is not one of {', '.join(lists['section'])}"

"""The knowledge, made ready to be asked, and the record of what was asked.

Rules:
 * `Rules` is made once for a jurisdiction and a date and serves any number of cases.
 * `Asking` lives as long as one decision. It keeps every question put to a table, with its words:
   the trace, what stays open, and what an unknown would change are read from it afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ros1_desktop.case.case import Case
from ros1_desktop.decision.fit import Compared
from ros1_desktop.knowledge.records import Knowledge, Row


@dataclass(frozen=True, slots=True)
class Rules:
    """Knowledge in force and its tables, ready to be compared."""

    knowledge: Knowledge
    tables: Mapping[str, Compared]
    testing_steps: frozenset[str]
    treatment_steps: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to a table: its words, the row met, and about which drug or test.

    `opened_by` names, for inputs that are not known, the case fields that would make them known.
    """

    table: Compared
    values: tuple[str, ...]
    row: Row
    about: str
    opened_by: Mapping[int, frozenset[str]]


@dataclass(slots=True)
class Asking:
    """Asks the tables for one case and keeps what was asked."""

    rules: Rules
    asked: list[Asked] = field(default_factory=list)

    def row(
        self,
        table: str,
        *values: str,
        about: str = "",
        opened_by: Mapping[int, frozenset[str]] | None = None,
    ) -> Row:
        """Return the row that the words meet, in the order of the table's inputs."""
        compared = self.rules.tables[table]
        row = compared.met(values)
        self.asked.append(Asked(compared, values, row, about, opened_by or {}))
        return row


def prepare(knowledge: Knowledge) -> Rules:
    """Make the tables of the knowledge ready."""
    tables = {name: Compared(table, knowledge.findings) for name, table in knowledge.tables.items()}
    due = {step: tables["due"].met((step,)).gives for step in knowledge.findings["next_step"].words}
    return Rules(
        knowledge,
        tables,
        frozenset(step for step, what in due.items() if what == "testing"),
        frozenset(step for step, what in due.items() if what == "treatment"),
    )


def straight(case: Case, rules: Rules, finding: str) -> str:
    """Return the word of a finding that is read from one field."""
    (path,) = rules.knowledge.findings[finding].reads
    return mapped(rules, finding, case.at(path))


def mapped(rules: Rules, finding: str, answer: str | int | None) -> str:
    """Return the word that an answer becomes; left out is an answer too."""
    return rules.knowledge.findings[finding].maps["not_asked" if answer is None else str(answer)]


def ids(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the ids of rows, each once, in order."""
    return tuple(dict.fromkeys(row.id for row in rows))


def sources(*named: Iterable[str]) -> tuple[str, ...]:
    """Join lists of sources, each once, in order."""
    return tuple(dict.fromkeys(name for group in named for name in group))

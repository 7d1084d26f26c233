"""What must be true of the reviewed text as a whole; each fault says file, key and remedy.

Rules:
 * What a row names is there, and is a word of the list that its column names.
 * Of what can hold once only (a label in a jurisdiction, a pair, a fusion, the edition) there is
   never a second at the same time.
 * The vocabulary of a case is that of its schema.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.knowledge.records import Finding, Table
from ros1_desktop.knowledge.shapes import SHAPES
from ros1_desktop.knowledge.truths_row import Fact, last_day

# The lists of lists.toml; the others are read from the case, the findings and the facts.
LISTS = ("section", "setting", "treatment", "threshold", "topic")
FINDINGS = ("method", "group")  # whose words a column may name
# By which columns two rows are about the same thing.
SAME: Mapping[str, tuple[str, ...]] = {
    "edition": (),
    "fusion": ("assay", "partner", "partner_exon", "ros1_exon"),
    "approval": ("drug", "jurisdiction"),
    "companion_diagnostic": ("assay", "drug", "jurisdiction"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """The whole reviewed text: facts by kind, findings and tables, in the order of the files.

    `places` says in which file a fact stands, by kind and id.
    """

    facts: Mapping[str, tuple[Fact, ...]]
    findings: Mapping[str, Finding]
    tables: Mapping[str, Table]
    places: Mapping[tuple[str, str], str]

    def where(self, kind: str, row: Fact) -> str:
        """Return where a fact stands, for a message."""
        return f"{self.places[kind, row['id']]}, {kind} {row['id']}"


def fields_of(vocabulary: Vocabulary) -> frozenset[str]:
    """Return every path of a case: its answers, and the groups and lists that hold them."""
    paths = set()
    for path in vocabulary.fields:
        names = path.split(".")
        for count in range(1, len(names) + 1):
            part = ".".join(names[:count])
            paths |= {part, part.removesuffix("[]")}
    return frozenset(paths)


def _lists(
    text: Text, own: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> Mapping[str, Collection[str]]:
    """Return every list of words that a column may name."""
    ids = {kind: [row["id"] for row in rows] for kind, rows in text.facts.items()}

    def answers(path: str, *without: str) -> list[str]:
        return [str(word) for word in vocabulary.words(path) if word not in without]

    return {
        **own,
        "assay": answers("ros1_tests[].assay"),
        "specimen": answers("ros1_tests[].specimen", "unknown"),
        "drug": [
            word
            for word in answers("ros1_tki_history.courses[].drug", "unknown")
            if not word.startswith("other_")
        ],
        "treatment": [*ids["drug"], *own["treatment"]],
        "subject": [*ids["drug"], *ids["other_option"]],
        **{name: finding.words for name, finding in text.findings.items() if name in FINDINGS},
    }


def reference_faults(text: Text) -> Iterator[str]:
    """Yield the ids that a row names and no fact has."""
    ids = {kind: {row["id"] for row in rows} for kind, rows in text.facts.items()}
    for kind, rows in text.facts.items():
        for key, column in SHAPES[kind].items():
            if column.refers:
                other = column.refers
                for row, name in _named(rows, key):
                    if name not in ids[other]:
                        yield (
                            f"{text.where(kind, row)}: {key} = {name!r} is no {other}; "
                            f"correct it or add that {other}"
                        )


def list_faults(
    text: Text, own: Mapping[str, Collection[str]], vocabulary: Vocabulary
) -> Iterator[str]:
    """Yield the words that are not in the list of their column."""
    lists = _lists(text, own, vocabulary)
    for kind, rows in text.facts.items():
        for key, column in SHAPES[kind].items():
            if column.among:
                words = lists[column.among]
                for row, name in _named(rows, key):
                    if name not in words:
                        where = text.where(kind, row)
                        yield f"{where}: {key} = {name!r} is not one of {', '.join(words)}"


def _named(rows: Collection[Fact], key: str) -> Iterator[tuple[Fact, str]]:
    for row in rows:
        value = row.get(key, [])
        for name in value if isinstance(value, list) else [value]:
            yield row, name


def forbid_faults(text: Text, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the answers at which a label forbids a drug, and which cannot be given."""
    for row in text.facts["caution"]:
        field = vocabulary.fields.get(row["field"])
        words = [str(word) for word in field.words] if field else []
        for answer in row.get("forbids", ()):
            if answer not in words:
                where = text.where("caution", row)
                yield f"{where}: forbids = {answer!r} is not one of {', '.join(words)}"


def threshold_faults(text: Text, names: Collection[str]) -> Iterator[str]:
    """Yield the limits that a comparison needs and that are not there."""
    for name in sorted({*names} - {row["id"] for row in text.facts["threshold"]}):
        yield f"lists.toml: threshold {name} is in no [[threshold]]; add it to edition.toml"


def double_faults(text: Text) -> Iterator[str]:
    """Yield what holds twice at the same time."""
    for kind, keys in SAME.items():
        by_key: dict[tuple[object, ...], list[Fact]] = {}
        for row in text.facts[kind]:
            by_key.setdefault(tuple(row.get(key) for key in keys), []).append(row)
        for rows in by_key.values():
            for one, other in combinations(rows, 2):
                if _overlap(one, other):
                    where = text.where(kind, other)
                    about = f" at the same time for this {', '.join(keys)}" if keys else ""
                    ends = (
                        ", or give the earlier its valid_to" if "valid_to" in SHAPES[kind] else ""
                    )
                    yield (
                        f"{where}: {kind} {one['id']} stands beside it{about}; "
                        f"correct or take out one{ends}"
                    )


def _overlap(one: Fact, other: Fact) -> bool:
    """Tell whether two rows hold on one day; a row without dates always holds."""
    earlier, later = sorted((_span(one), _span(other)))
    return later[0] < earlier[1]


def _span(row: Fact) -> tuple[date, date]:
    begins = last_day(row["valid_from"]) if "valid_from" in row else None
    ends = last_day(row["valid_to"]) if "valid_to" in row else None
    return begins or date.min, ends or date.max

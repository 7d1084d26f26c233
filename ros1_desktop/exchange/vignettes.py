"""Patients with an agreed outcome: whether they still come out so, and which rows they hold.

Rules:
 * A vignette is text in `resources/vignettes`; its outcome was agreed from the sources, never
   copied from the program. What `agreed` leaves out of tests, options, exclusions, conflicts and
   referrals is agreed to be empty.
 * A row is held by a vignette that names it and really meets it: in the trace of its decision, or
   in one of the two tables that a decision does not trace, which step is due and what labels name.
 * A row without a vignette is named, unless the text says why no whole case can meet it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.knowledge.store import Store

Lists: TypeAlias = dict[str, list[str]]

FOLDER, SCHEMA = "vignettes", "ros1-case/1"
EQUAL = ("ros1_status", "next_step", "readings", "options")
SAME = ("tests", "excluded", "conflicts", "referrals")
AT_LEAST = ("topics", "unknown_fields", "limits", "notes", "cautions", "removed_if")
LABEL_FACT = "safety."


@dataclass(frozen=True, slots=True)
class Vignette:
    """One patient as presented, the outcome agreed, and the rows that the vignette is there for."""

    id: str
    title_ja: str
    story_ja: str
    story_en: str
    source: str
    as_of: str
    jurisdiction: str
    case: Mapping[str, Any]
    agreed: Mapping[str, Any]
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vignettes:
    """All vignettes, and the rows that no whole case can meet, each with the reason."""

    patients: tuple[Vignette, ...]
    unmet: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """How many vignettes there are, where they differ, and which rows none of them holds."""

    count: int
    failed: tuple[str, ...]
    rows: int
    unmet: int
    rows_without: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every vignette comes out as agreed and every row is held by one."""
        return not (self.failed or self.rows_without)


def read_vignettes(resources: Path) -> Vignettes:
    """Read the vignettes of the resources, in the order of their ids."""
    patients: list[Vignette] = []
    unmet: dict[str, str] = {}
    for path in sorted((resources / FOLDER).glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        unmet |= {entry["row"]: entry["why_en"] for entry in said.get("unmet", ())}
        patients += [
            Vignette(**{**entry, "holds": tuple(entry["holds"])})
            for entry in said.get("vignette", ())
        ]
    return Vignettes(tuple(sorted(patients, key=lambda one: one.id)), unmet)


def run_vignettes(store: Store, vocabulary: Vocabulary, vignettes: Vignettes) -> Held:
    """Decide every vignette and compare; name the rows that none of them holds."""
    rules: dict[tuple[str, str], Rules] = {}
    failed: list[str] = []
    held: set[str] = set()
    for patient in vignettes.patients:
        when = (patient.as_of, patient.jurisdiction)
        if when not in rules:
            rules[when] = prepare(store.in_force(*when))
        decision = decided(patient, rules[when], vocabulary)
        met = met_rows(patient, decision, rules[when])
        failed += [f"{patient.id} {fault}" for fault in faults(patient, decision, rules[when])]
        failed += [f"{patient.id} does not meet {row}" for row in patient.holds if row not in met]
        held |= met & set(patient.holds)
    rows = [row.id for table in store.tables().values() for row in table.rows]
    without = tuple(row for row in rows if row not in held and row not in vignettes.unmet)
    return Held(len(vignettes.patients), tuple(failed), len(rows), len(vignettes.unmet), without)


def decided(patient: Vignette, rules: Rules, vocabulary: Vocabulary) -> Decision:
    """Return the decision on the patient of a vignette."""
    return decide(to_case({"schema": SCHEMA, **patient.case}, vocabulary), rules)


def met_rows(patient: Vignette, decision: Decision, rules: Rules) -> frozenset[str]:
    """Return the rows that a vignette meets."""
    met = {line.row for line in decision.trace if line.fit == "met"}
    met.add(rules.tables["due"].met((decision.next_step,)).id)
    return frozenset(met | {row for row, *_ in _labels(patient, rules)})


def faults(patient: Vignette, decision: Decision, rules: Rules) -> Iterator[str]:
    """Yield where the decision is not the outcome agreed."""
    agreed = {part: _flat(wanted) for part, wanted in patient.agreed.items()}
    said = {part: _flat(found) for part, found in _said(decision, rules).items()}
    if "readings" not in agreed:
        agreed["readings"] = said["readings"]
    for part in (*EQUAL, *SAME):
        wanted, found = agreed.get(part, []), said[part]
        if wanted != found if part in EQUAL else sorted(wanted) != sorted(found):
            yield f"{part}: {found}, agreed {wanted}"
    for part in AT_LEAST:
        lacking = [one for one in agreed.get(part, ()) if one not in said[part]]
        yield from (f"{part}: {one} is missing" for one in lacking)
    for about, groups in patient.agreed.get("populations", {}).items():
        found = [one for one in said["populations"] if one.split()[0] == about]
        if sorted(found) != sorted(_flat({about: groups})):
            yield f"populations: {found}, agreed {groups}"
    shown = {caution.rpartition(" ")[0] for caution in said["cautions"]}
    yield from (f"cautions: {one} is shown" for one in agreed.get("no_caution", ()) if one in shown)
    topics = patient.agreed.get("no_topics", ())
    yield from (f"topics: {one} is said" for one in topics if one in said["topics"])
    for row, about, right, named in _labels(patient, rules):
        if not right or named != (about in shown):
            yield f"{row}: what the label names is not what was agreed of {about}"


def _labels(patient: Vignette, rules: Rules) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield rows on labels: about what, whether the row says so, and whether it is named."""
    for part, wanted in (("named", "named"), ("silent", "not_found")):
        for drug, facts in patient.agreed.get(part, {}).items():
            for fact in facts:
                row = rules.tables["label_names"].met((drug, fact))
                yield row.id, f"{drug} {LABEL_FACT}{fact}", row.gives == wanted, part == "named"


def _said(decision: Decision, rules: Rules) -> Mapping[str, Any]:
    """Return a decision in the words of `agreed`."""
    known = rules.knowledge.outcomes.values()
    group = {outcome.id: outcome.group for outcomes in known for outcome in outcomes}
    excluded: Lists = {}
    for one in decision.excluded:
        excluded.setdefault(one.id, []).append(one.reason)
    options = decision.options
    return {
        "ros1_status": [decision.ros1_status],
        "next_step": [decision.next_step],
        "readings": decision.readings,
        "tests": [f"{test.assay} {test.purpose}" for test in decision.tests],
        "options": {
            one.id: [f"{one.standing}/{one.companion_diagnostic}/{one.evidence_fit}"]
            for one in options
        },
        "excluded": excluded,
        "conflicts": [f"{one.id} {one.severity}" for one in decision.conflicts],
        "referrals": [one.id for one in decision.referrals],
        "topics": [one.topic for one in decision.not_settled],
        "unknown_fields": [one.field for one in decision.unknowns],
        "limits": {test.assay: test.limits for test in decision.tests},
        "notes": {one.id: one.notes for one in options},
        "cautions": {one.id: [f"{c.field} {c.state}" for c in one.cautions] for one in options},
        "removed_if": {one.id: one.removed_if for one in options},
        "populations": {
            one.id: sorted({group[figure] for figure in (*one.evidence, *one.history)})
            for one in options
        },
    }


def _flat(said: Any) -> list[str]:
    """Return what is said as lines: `about what` where it is said about something."""
    if isinstance(said, str):
        return [said]
    if isinstance(said, Mapping):
        return [f"{about} {one}" for about, ones in said.items() for one in _flat(ones)]
    return list(said)

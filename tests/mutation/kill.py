"""Which check is the first that notices a mutant.

Rules:
 * A check notices a mutant when the mutant has a fault that the reviewed text has not; the text as
   it stands must have none (`faults_of_the_base`).
 * The cheap checks come first. The last two only compare with committed lists that were written
   from the text itself: what they alone notice is a change that a reviewer is shown, not an error
   that is proved (`STALE`).
 * A check is not asked where it cannot see the change: of a fact that no decision reads, no case is
   decided again.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeAlias

from ros1_desktop.knowledge import records
from tests.mutation import checks as ask
from tests.mutation.base import Base, World
from tests.mutation.checks import RULES, Check
from tests.mutation.mutants import Mutant

# Kinds of fact that a decision reads.
DECIDES = frozenset(
    {
        *("threshold", "assay", "drug", "companion_diagnostic", "fusion", "approval"),
        *("recommendation", "other_option", "resistance", "caution", "outcome"),
    }
)
RECORDS = (
    *(records.Assay, records.Pair, records.Drug, records.Approval, records.Recommendation),
    *(records.Resistance, records.Caution, records.OtherOption),
)
# What of a fact reaches a decision (sources do, but none is expected).
READ = (
    {one.name for record in RECORDS for one in fields(record)} - {"sources"}
    | {"valid_from", "precision", "valid_to", "reported", "superseded_from", "standing"}
    | {"standing_jp", "standing_us", "value", "partner", "partner_exon", "ros1_exon"}
)
# Of an outcome, only what chooses it; of both kinds of figures, what can be recomputed.
CHOOSES = frozenset({"drug", "group", "superseded_by", "reported"})
RECOMPUTED = frozenset(
    {
        *("value", "low", "high", "n", "events", "interval", "unit", "endpoint", "trial", "group"),
        *("any_grade_percent", "grade3_percent", "drug", "population_en"),
    }
)

Checks: TypeAlias = Mapping[str, tuple[Check, frozenset[str]]]

# Every check in its order, and the kinds of fact it is about; without kinds, all of them.
CHECKS: Checks = {
    "reader": (ask.reader, frozenset()),
    "proof": (ask.proof, frozenset(RULES)),
    "verify": (ask.verified, frozenset({*RULES, "caution", "outcome"})),
    "regulatory reading": (ask.regulatory, frozenset(ask.REGULATORY.KEYS)),
    "guidance reading": (ask.guidance, frozenset(ask.GUIDANCE.FIELDS)),
    "CSV transcript": (ask.csv, frozenset({"outcome", "toxicity"})),
    "cuts and sentences": (ask.beside, frozenset({"outcome", "statement"})),
    "arithmetic": (ask.arithmetic, frozenset({"outcome", "toxicity"})),
    "both languages": (ask.pairs, frozenset()),
    "row sentences": (ask.sentences, frozenset({"table"})),
    "vignettes": (ask.vignettes, DECIDES | {*RULES}),
    "examples": (ask.examples, DECIDES | {*RULES}),
    "imagined facts": (ask.imagined, frozenset(RULES)),
    "truth table": (ask.truth_table, DECIDES | {*RULES}),
    "approved sources": (ask.approved, frozenset()),
}
STALE = ("truth table", "approved sources")


def faults_of_the_base(base: Base, checks: Checks) -> Mapping[str, frozenset[str]]:
    """Return the faults of the text as it stands; they count for nothing against a mutant."""
    world = World(base, base.text, "")
    return {name: frozenset(check(world, None)) for name, (check, _) in checks.items()}


def _asks(name: str, kinds: frozenset[str], mutant: Mutant) -> bool:
    """Tell whether a check could notice a mutant at all; the others are not asked."""
    if name == "arithmetic":
        return mutant.kind in kinds and bool(mutant.columns & RECOMPUTED)
    if name in ("examples", "vignettes", "truth table") and mutant.kind in kinds:
        if mutant.kind in RULES:
            return mutant.operator != "source swapped"
        read = CHOOSES if mutant.kind == "outcome" else READ
        return bool(mutant.columns & read)
    return not kinds or mutant.kind in kinds


def killed_by(
    mutant: Mutant, base: Base, known: Mapping[str, frozenset[str]], checks: Checks
) -> str:
    """Return the first check that notices a mutant; "" where none does."""
    world = World(base, mutant.text, mutant.kind)
    for name, (check, kinds) in checks.items():
        if _asks(name, kinds, mutant):
            try:
                if any(fault not in known[name] for fault in check(world, mutant)):
                    return name
            except (KeyError, ValueError, IndexError, StopIteration, TypeError):
                return name  # it cannot even be asked: `decide` finds no row, or a word is lost
    return ""

"""One decision, unknowns included, against a query of five joins on the same store."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter_ns

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from ros1_desktop.app.start import open_here  # noqa: E402 (the checkout is found first)
from ros1_desktop.case.case import Case  # noqa: E402
from ros1_desktop.case.vocabulary import read_vocabulary  # noqa: E402
from ros1_desktop.decision.decide import decide  # noqa: E402
from ros1_desktop.decision.rules import prepare  # noqa: E402
from ros1_desktop.exchange.read import read_case  # noqa: E402
from ros1_desktop.knowledge.store import Store  # noqa: E402

AS_OF, HERE = "2026-11-20", "JP"
TARGET = 10
TURNS = 60
# What may be given first here, on which test, and what is known of it: one row a figure and test.
FIVE_JOINS = """
SELECT o.id, o.endpoint, o.value, o.low, o.high, o.unit, o.n, o.population_ja, t.name, t.design,
  s.title_ja, s.date, d.name_ja, a.setting, a.holds_from, c.assay, c.specimens
FROM outcome AS o
JOIN trial AS t ON t.id = o.trial
JOIN source AS s ON s.id = o.source
JOIN drug AS d ON d.id = o.drug
JOIN approval AS a ON a.drug = d.id AND a.jurisdiction = :here
  AND a.holds_from <= :day AND (a.valid_to IS NULL OR a.valid_to > :day)
JOIN companion_diagnostic AS c ON c.drug = d.id AND c.jurisdiction = :here
  AND c.standing = 'approved' AND c.holds_from <= :day
  AND (c.valid_to IS NULL OR c.valid_to > :day)
WHERE o."group" IN ('naive', 'naive_brain', 'naive_no_brain') AND o.holds_from <= :day
  AND o.endpoint LIKE :endpoint
ORDER BY d.id, o.endpoint, o.id, c.assay"""
# The target is held against the smaller of the two, which is the harder one.
ONE_ENDPOINT, EVERY_ENDPOINT = "ORR", "%"


def microseconds(work: Callable[[], object], times: int = 1) -> float:
    """Return how long one run of the work takes, of several."""
    begun = perf_counter_ns()
    for _ in range(times):
        work()
    return (perf_counter_ns() - begun) / times / 1000


def cases() -> dict[str, Case]:
    """Return the sample case and the examples, by name."""
    vocabulary = read_vocabulary(ROOT / "resources")
    examples = sorted((ROOT / "tests" / "examples").glob("*.case.json"))
    paths = [ROOT / "resources" / "sample.ros1.json", *examples]
    return {path.name.split(".")[0]: read_case(path.read_bytes(), vocabulary) for path in paths}


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def measure(store: Store) -> None:
    """Take turns, so that a busy minute meets both sides, and print the ratios."""
    rules = prepare(store.in_force(AS_OF, HERE))

    def query(endpoint: str) -> int:
        return len(list(store.rows(FIVE_JOINS, day=AS_OF, here=HERE, endpoint=endpoint)))

    found = cases()
    asked: dict[str, list[float]] = {ONE_ENDPOINT: [], EVERY_ENDPOINT: []}
    decided: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(TURNS):
        for endpoint, times in asked.items():
            times.append(microseconds(partial(query, endpoint), times=5))
        for name, case in found.items():
            decided[name].append(microseconds(partial(decide, case, rules)))
    unit, whole = (median(times) for times in asked.values())
    each = {name: median(times) for name, times in decided.items()}
    slowest = max(each, key=lambda name: each[name])
    ready = median(microseconds(lambda: prepare(store.in_force(AS_OF, HERE))) for _ in range(15))
    say(f"query of five joins, one endpoint: {unit:.0f} us, {query(ONE_ENDPOINT)} rows: the unit")
    say(f"the same, every endpoint: {whole:.0f} us, {query(EVERY_ENDPOINT)} rows")
    say(f"{len(found)} cases, {TURNS} turns")
    for name, took, target in (
        ("decide, sample case", each["sample"], TARGET),
        ("decide, median example", median(each.values()), TARGET),
        (f"decide, slowest example ({slowest})", each[slowest], None),
        ("make the rules ready, once a run", ready, None),
    ):
        held = "held" if took / unit < TARGET else "NOT HELD"
        judged = f"target < {target}; {held}" if target else "no target"
        say(f"{name}: {took:.0f} us, ratio {took / unit:.1f} ({took / whole:.1f}); {judged}")


if __name__ == "__main__":
    opened = open_here(ROOT / "resources")
    measure(opened)
    opened.close()

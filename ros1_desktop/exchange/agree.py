"""Whether two evaluations agree: the one that decides, and the one in SQL (`knowledge.twice`).

Rules:
 * Every state of every table is compared, and every case of the spaces (`exchange.spaces`).
 * A disagreement names the state or the case, so that it can be put to both again.
 * `agree` serves `ros1-desktop check`: all states, and a fixed part of the cases; the tests
   compare the rest.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.fit import Compared
from ros1_desktop.decision.rules import prepare
from ros1_desktop.exchange.spaces import Answers, Spaces
from ros1_desktop.knowledge.store import Store
from ros1_desktop.knowledge.twice import Chain, paths, rows_met

JURISDICTIONS = ("JP", "US")
PART = 23  # one case in so many: no length of an inner loop of the spaces is a multiple of it


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many states and cases were evaluated twice, and where the answers differ."""

    states: int
    disagreements: tuple[str, ...]


def agree(store: Store, vocabulary: Vocabulary, as_of: str) -> Agreement:
    """Evaluate every state of every table, and part of the cases, twice."""
    found = [tables_agree(store)]
    for here in JURISDICTIONS:
        spaces = Spaces(store, vocabulary, as_of, here)
        cases = list(spaces.every(2))[::PART]
        found.append(cases_agree(store, vocabulary, as_of, here, cases))
    return joined(found)


def joined(found: Iterable[Agreement]) -> Agreement:
    """Add up what was compared."""
    every = list(found)
    return Agreement(
        sum(one.states for one in every),
        tuple(chain.from_iterable(one.disagreements for one in every)),
    )


def tables_agree(store: Store) -> Agreement:
    """Compare every state of every table: the rows met in SQL, the one row met when deciding."""
    findings, states = store.findings(), 0
    differ: list[str] = []
    for name, table in store.tables().items():
        compared = Compared(table, findings)
        whole = set(product(*(findings[finding].words for finding in table.inputs)))
        asked = dict(rows_met(store, name))
        differ += [
            f"table {name}, {', '.join(one)}: not a state of both" for one in whole ^ {*asked}
        ]
        for values in whole & asked.keys():
            ids, met = asked[values], _met(compared, values)
            if ids != met:
                differ.append(f"table {name}, {', '.join(values)}: SQL {ids}, decided {met}")
        states += len(whole)
    return Agreement(states, tuple(sorted(differ)))


def _met(compared: Compared, values: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return (compared.met(values).id,)
    except ValueError:  # none or several: then the proof of the table fails as well
        return tuple(sorted(row.id for row in compared.open(values, ())))


def cases_agree(
    store: Store, vocabulary: Vocabulary, as_of: str, here: str, cases: Sequence[Answers]
) -> Agreement:
    """Compare the decision on every case with what the SQL says of it."""
    rules = prepare(store.in_force(as_of, here))
    differ = []
    for case, path in zip(cases, paths(store, as_of, here, cases), strict=True):
        decided = chain_of(decide(to_case(case, vocabulary), rules))
        if decided != path:
            said = "; ".join(_differences(path, decided))
            differ.append(f"{here} {as_of}: {said}: {json.dumps(case)}")
    return Agreement(len(cases), tuple(differ))


def chain_of(decision: Decision) -> Chain:
    """Return what a decision says, in the terms of the second evaluation."""
    met = {row.table: row.row for row in decision.trace if row.fit == "met"}
    lines = [("listed", option.id, option.standing) for option in decision.options]
    lines += [("excluded", drug.id, drug.reason) for drug in decision.excluded]
    return Chain(
        decision.readings,
        met["ros1_status"],
        decision.ros1_status,
        met["next_step"],
        decision.next_step,
        tuple(sorted(lines, key=lambda line: (line[0], line[1], line[2]))),
    )


def _differences(path: Chain, decided: Chain) -> Iterator[str]:
    for name in ("readings", "status_row", "ros1_status", "step_row", "next_step"):
        one, other = getattr(path, name), getattr(decided, name)
        if one != other:
            yield f"{name}: SQL {one}, decided {other}"
    for line in sorted({*path.treatments} ^ {*decided.treatments}):
        yield f"{'SQL' if line in path.treatments else 'decided'} only: {' '.join(line)}"

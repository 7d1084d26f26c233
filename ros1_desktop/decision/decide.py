"""From a case and the rules in force to the decision: what everything else exists for.

Rules:
 * Pure: no clock, no file, no language. The same case and rules give the same decision.
 * Results are read, put together to a status, and lead to one next step; tests and options follow
   from the step; conflicts, unknowns and what is not settled are said beside them.
"""

from ros1_desktop.case.case import Case
from ros1_desktop.decision.cautions import common
from ros1_desktop.decision.conflicts import find
from ros1_desktop.decision.decision import Decision, Excluded, Option, Referral
from ros1_desktop.decision.found import Found
from ros1_desktop.decision.history import History, history
from ros1_desktop.decision.next_tests import list_tests
from ros1_desktop.decision.options import in_order, list_drugs
from ros1_desktop.decision.other_options import list_others
from ros1_desktop.decision.patient import read_patient
from ros1_desktop.decision.readings import Reading, read_tests
from ros1_desktop.decision.rules import Asking, Rules
from ros1_desktop.decision.status import Standing, patient, results, stand
from ros1_desktop.decision.topics import topics
from ros1_desktop.decision.trace import trace
from ros1_desktop.decision.unknowns import unknowns


def decide(case: Case, rules: Rules) -> Decision:
    """Return what the knowledge says about one case."""
    asking = Asking(rules)
    readings = read_tests(case, asking)
    who = patient(case, rules)
    standing = stand(results(readings), who, asking)
    past = _past(case, standing, rules)
    options, excluded = _options(case, past, readings, standing, asking)
    tests = list_tests(case, standing.step, readings, options, asking)
    found = Found(case, who, readings, standing, past, tests, options, asking)
    conflicts = find(found)
    not_settled = topics(found)
    referrals = _referrals(found)
    open_now, options = unknowns(found)
    knowledge = rules.knowledge
    return Decision(
        edition=knowledge.edition,
        fingerprint=knowledge.fingerprint,
        as_of=knowledge.as_of,
        jurisdiction=knowledge.jurisdiction,
        ros1_status=standing.status.gives,
        next_step=standing.step.gives,
        readings=tuple(reading.says for reading in readings),
        tests=tests,
        options=options,
        excluded=excluded,
        cautions=common(options),
        conflicts=conflicts,
        unknowns=open_now,
        referrals=referrals,
        not_settled=not_settled,
        trace=trace(asking),
    )


def _past(case: Case, standing: Standing, rules: Rules) -> History | None:
    due = standing.step.gives in rules.treatment_steps
    return history(case, standing.step, rules) if due else None


def _options(
    case: Case,
    past: History | None,
    readings: tuple[Reading, ...],
    standing: Standing,
    asking: Asking,
) -> tuple[tuple[Option, ...], tuple[Excluded, ...]]:
    if past is None:
        return (), ()
    who = read_patient(case, past, readings, standing.step, asking)
    drugs, excluded = list_drugs(who, asking)
    others = list_others(who, drugs, asking)
    return in_order((*drugs, *others), asking), tuple(excluded)


def _referrals(found: Found) -> tuple[Referral, ...]:
    listed = "yes" if found.tests or found.options else "no"
    row = found.asking.row("referral", found.standing.step.gives, listed)
    return () if row.gives == "none" else (Referral(row.gives, (row.id,), row.sources),)

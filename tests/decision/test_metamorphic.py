"""Two decisions compared: what changes nothing, and what may change only one thing.

The list is that of safety cases for rule-based advice: each relation is named by the test. What can
be enumerated is, over the spaces of `exchange.spaces`; longer histories are drawn by Hypothesis.
Order of rows, tests and answers, and what is not known, stand in `test_invariants.py`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import permutations, product
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.spaces import Spaces
from ros1_desktop.exchange.write import decision_dict
from ros1_desktop.knowledge.records import Outcome
from ros1_desktop.knowledge.store import Store

pytestmark = pytest.mark.uncovered

Answers: TypeAlias = dict[str, Any]
RulesOf: TypeAlias = Callable[[str, str], Rules]
TODAY = "2026-11-23"
HERE = ("JP", "US")
LISTED_HERE = ("guideline_recommended", "approved", "guideline_uncertain")
TREATED = ("options", "excluded", "cautions", "tests", "ros1_status", "next_step")
CDX = {"JP": "oncoguide_amoydx_ros1", "US": "oncomine_dx_target_test"}
FAILED = {"assay": "genminetop", "result": "failed"}
ENDED = ("systemic_progression", "cns_only_progression", "limited_progression", "toxicity", "other")


@pytest.fixture(scope="module")
def sets(store: Store, vocabulary: Vocabulary) -> Callable[[str], list[Answers]]:
    """Return what makes every set of up to three readings of a jurisdiction."""

    def of(here: str) -> list[Answers]:
        return [dict(answers) for answers in Spaces(store, vocabulary, TODAY, here).sets(3)]

    return of


def asked(answers: Mapping[str, Any], rules: Rules, vocabulary: Vocabulary) -> Decision:
    return decide(to_case({"schema": "ros1-case/1", **answers}, vocabulary), rules)


def beside(answers: Answers, *tests: Answers) -> Answers:
    """Return a case with more tests, all of them before any ROS1-TKI."""
    return {**answers, "ros1_tests": [*answers.get("ros1_tests", ()), *tests]}


def treated(*courses: Mapping[str, str], **more: object) -> Answers:
    """Return a confirmed, advanced case after these courses."""
    history = {"given": "yes", "courses": list(courses)} if courses else {"given": "no"}
    return {
        "disease": {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"},
        "ros1_tests": [{"assay": "oncomine_dx_target_test", "result": "positive"}],
        "ros1_tki_history": history,
        **more,
    }


def parts(decision: Decision) -> Mapping[str, Any]:
    """Return what is said of tests and treatment; why, and what is unknown, are left out."""
    whole = decision_dict(decision)
    return {part: whole[part] for part in TREATED}


def drugs(vocabulary: Vocabulary) -> list[str]:
    words = vocabulary.words("ros1_tki_history.courses[].drug")
    return [str(drug) for drug in words if drug not in ("unknown", "other_ros1_tki")]


# --- results -----------------------------------------------------------------------------------


@pytest.mark.parametrize("here", HERE)
def test_a_positive_companion_diagnostic_confirms_beside_any_results(
    here: str, rules: RulesOf, vocabulary: Vocabulary, sets: Callable[[str], list[Answers]]
) -> None:
    positive = {"assay": CDX[here], "result": "positive"}
    cases = sets(here)
    assert len(cases) > 2_500
    for answers in cases:
        now = asked(beside(answers, positive), rules(TODAY, here), vocabulary)
        assert now.ros1_status == "positive_confirmed", answers


@pytest.mark.hazard("H07")
@pytest.mark.parametrize("here", HERE)
def test_a_failed_test_is_as_good_as_none(
    here: str, rules: RulesOf, vocabulary: Vocabulary, sets: Callable[[str], list[Answers]]
) -> None:
    for answers in sets(here):
        one = asked(answers, rules(TODAY, here), vocabulary)
        other = asked(beside(answers, FAILED), rules(TODAY, here), vocabulary)
        if one.ros1_status == "not_tested":
            assert other.ros1_status == "test_failed"
        else:
            assert (one.ros1_status, one.next_step) == (other.ros1_status, other.next_step), answers
        assert one.options == other.options
        assert one.excluded == other.excluded


@pytest.mark.hazard("H05")
@pytest.mark.parametrize("result", ["positive", "negative"])
@pytest.mark.parametrize("here", HERE)
def test_immunohistochemistry_moves_neither_a_confirmed_nor_an_excluded_fusion(
    here: str,
    result: str,
    rules: RulesOf,
    vocabulary: Vocabulary,
    sets: Callable[[str], list[Answers]],
) -> None:
    held = set()
    for answers in sets(here):
        one = asked(answers, rules(TODAY, here), vocabulary)
        if one.ros1_status in ("positive_confirmed", "not_detected"):
            ihc = {"assay": "ihc_d4d6", "result": result}
            other = asked(beside(answers, ihc), rules(TODAY, here), vocabulary)
            assert (one.ros1_status, one.next_step) == (other.ros1_status, other.next_step)
            assert one.options == other.options
            held.add(one.ros1_status)
    assert held == {"positive_confirmed", "not_detected"}


# --- cautions ----------------------------------------------------------------------------------


def test_an_answer_removes_no_caution_that_another_answer_causes(
    rules: RulesOf, vocabulary: Vocabulary
) -> None:
    now = rules(TODAY, "JP")
    fields = [path for path in vocabulary.fields if path.startswith("safety.")]
    words = {path.removeprefix("safety."): vocabulary.words(path) for path in fields}
    held = 0
    for field, answers in words.items():
        for answer in answers:
            alone = _present(asked(treated(safety={field: answer}), now, vocabulary), field)
            for other, values in words.items() if alone else ():
                for value in values if other != field else ():
                    both = asked(treated(safety={field: answer, other: value}), now, vocabulary)
                    listed = {option.id for option in both.options}
                    assert _present(both, field) == alone & listed, (field, answer, other, value)
                    held += 1
    assert held > 1_000


def _present(decision: Decision, field: str) -> set[str]:
    """Return the drugs beside which a caution of a field is said to be present."""
    return {
        option.id
        for option in decision.options
        for caution in option.cautions
        if caution.field == f"safety.{field}" and caution.state == "present"
    }


# --- facts -------------------------------------------------------------------------------------


def first_and_next(store: Store, vocabulary: Vocabulary, here: str) -> Iterator[Answers]:
    """Yield no course and every one course."""
    for _, answers in Spaces(store, vocabulary, TODAY, here).after_one_course():
        yield dict(answers)


@pytest.mark.hazard("H12")
@pytest.mark.parametrize("here", HERE)
def test_a_drug_whose_approval_is_taken_away_leaves_every_list_of_approved_drugs(
    here: str, store: Store, rules: RulesOf, vocabulary: Vocabulary
) -> None:
    known = rules(TODAY, here).knowledge
    assert len(known.approvals) >= 4
    for drug in known.approvals:
        left = {name: fact for name, fact in known.approvals.items() if name != drug}
        then = prepare(replace(known, approvals=left))
        for answers in first_and_next(store, vocabulary, here):
            decision = asked(answers, then, vocabulary)
            standings = {one.standing for one in decision.options if one.id == drug}
            assert not standings & {*LISTED_HERE}, (drug, answers)


@pytest.mark.parametrize("here", HERE)
def test_a_trial_of_another_population_or_drug_changes_nothing(
    here: str, store: Store, rules: RulesOf, vocabulary: Vocabulary
) -> None:
    known = rules(TODAY, here).knowledge
    any_figure = next(iter(known.outcomes.values()))[0]
    for drug, group in [*((drug, "subgroup") for drug in known.drugs), ("nobody", "naive")]:
        figure = replace(any_figure, id="unrelated", drug=drug, group=group)
        assert isinstance(figure, Outcome)
        outcomes = {**known.outcomes, drug: (*known.outcomes.get(drug, ()), figure)}
        then = prepare(replace(known, outcomes=outcomes))
        for answers in first_and_next(store, vocabulary, here):
            one, other = (asked(answers, now, vocabulary) for now in (rules(TODAY, here), then))
            assert parts(one) == parts(other), (drug, group)


# Of crizotinib and entrectinib a note and a conflict bear the names, which are ids of the contract.
SWAPS = [("repotrectinib", "taletrectinib"), ("lorlatinib", "brigatinib")]


def swapped(value: Any, one: str, other: str) -> Any:  # noqa: ANN401 (JSON)
    """Return a value with two names exchanged wherever they stand, inside ids and words too."""
    names = {one: other, other: one}
    pattern = re.compile(f"{one}|{other}")
    return json.loads(pattern.sub(lambda found: names[found.group()], json.dumps(value)))


def in_any_order(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """Return a value whose lists have no order: by name is an order too."""
    if isinstance(value, dict):
        return {name: in_any_order(item) for name, item in value.items()}
    if isinstance(value, list):
        return sorted((in_any_order(item) for item in value), key=json.dumps)
    return value


@pytest.mark.parametrize("pair", SWAPS)
def test_two_drugs_that_exchange_names_and_facts_exchange_their_places(
    pair: tuple[str, str], store: Store, vocabulary: Vocabulary, rules: RulesOf
) -> None:
    one, other = pair
    for here in HERE:
        renamed = prepare(_renamed(rules(TODAY, here).knowledge, one, other))
        for answers in first_and_next(store, vocabulary, here):
            there = swapped(answers, one, other)
            now = decision_dict(asked(answers, rules(TODAY, here), vocabulary))
            then = decision_dict(asked(there, renamed, vocabulary))
            for part in ("options", "excluded", "tests", "not_settled", "cautions"):
                mine = swapped(now[part], one, other)
                assert in_any_order(mine) == in_any_order(then[part]), (part, answers)


def _renamed(value: Any, one: str, other: str) -> Any:  # noqa: ANN401 (any record)
    if isinstance(value, str):
        return swapped(value, one, other)
    if isinstance(value, Mapping):
        renamed = {
            _renamed(name, one, other): _renamed(item, one, other) for name, item in value.items()
        }
        return (
            dict(sorted(renamed.items())) if all(isinstance(k, str) for k in renamed) else renamed
        )
    if isinstance(value, tuple | list):
        return tuple(_renamed(item, one, other) for item in value)
    if isinstance(value, frozenset):
        return frozenset(_renamed(item, one, other) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        changed = {
            name: _renamed(getattr(value, name), one, other) for name in value.__dataclass_fields__
        }
        return replace(value, **changed)
    return value


# --- histories ---------------------------------------------------------------------------------


@pytest.mark.parametrize("here", HERE)
def test_a_course_entered_twice_counts_once(
    here: str, rules: RulesOf, vocabulary: Vocabulary
) -> None:
    every = [{"drug": drug, "outcome": end} for drug, end in product(drugs(vocabulary), ENDED)]
    for course in every:
        one = asked(treated(course), rules(TODAY, here), vocabulary)
        other = asked(treated(course, course), rules(TODAY, here), vocabulary)
        assert parts(one) == parts(other), course


@pytest.mark.parametrize("here", HERE)
def test_the_order_of_earlier_courses_changes_nothing(
    here: str, rules: RulesOf, vocabulary: Vocabulary
) -> None:
    now = rules(TODAY, here)
    every = [{"drug": drug, "outcome": end} for drug, end in product(drugs(vocabulary), ENDED[::3])]
    last = {"drug": "lorlatinib", "outcome": "systemic_progression"}
    for one, other in product(every, every):
        first, second = (
            parts(asked(treated(*courses, last), now, vocabulary))
            for courses in ((one, other), (other, one))
        )
        assert in_any_order(first) == in_any_order(second), (one, other)


COURSE = st.fixed_dictionaries(
    {
        "drug": st.sampled_from(
            [
                *("crizotinib", "entrectinib", "repotrectinib", "taletrectinib"),
                *("lorlatinib", "ceritinib", "brigatinib", "zidesamtinib", "other_ros1_tki"),
            ]
        ),
        "outcome": st.sampled_from(ENDED),
    }
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    courses=st.lists(COURSE, min_size=2, max_size=5),
    mutation=st.sampled_from(["none_found", "G2032R", "L2086F", "S1986F", "unknown"]),
    brain=st.sampled_from(["none_on_imaging", "symptomatic", "not_imaged"]),
)
def test_long_histories_may_be_told_in_any_order_but_for_the_last_course(
    rules: RulesOf,
    vocabulary: Vocabulary,
    courses: list[Mapping[str, str]],
    mutation: str,
    brain: str,
) -> None:
    *before, last = courses

    def told(order: tuple[Mapping[str, str], ...]) -> Any:  # noqa: ANN401 (JSON)
        answers = treated(*order, last, resistance={"ros1_mutations": [mutation]})
        answers["disease"] = {**answers["disease"], "brain_metastases": brain}
        return in_any_order(parts(asked(answers, rules(TODAY, "JP"), vocabulary)))

    first = told(tuple(before))
    assert all(told(order) == first for order in list(permutations(before))[:6])
    assert told((*before, before[0])) == first


@pytest.mark.parametrize("here", HERE)
def test_the_name_of_a_case_changes_nothing(
    here: str, store: Store, rules: RulesOf, vocabulary: Vocabulary
) -> None:
    for answers in first_and_next(store, vocabulary, here):
        named = {**answers, "label": "board case 7", "meeting_on": "2026-11-24"}
        one = asked(answers, rules(TODAY, here), vocabulary)
        assert one == asked(named, rules(TODAY, here), vocabulary)

"""What must hold in every possible case: the twelve sentences of section 9 of the clinical logic.

The cases are enumerated, not sampled, each space in the words that bear on it; the size of every
space is printed. A check reads the answers and the facts of the store by itself, so that it does
not repeat what the decision has thought. `broken` holds the sentences that one decision shows;
the sixth, ninth and twelfth compare two decisions and have tests of their own.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from itertools import chain, combinations, permutations, product
from random import Random
from typing import Any, TypeAlias

import pytest

from ros1_desktop.case.case import Case
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.decision import Decision, Option
from ros1_desktop.decision.rules import Rules, prepare
from ros1_desktop.exchange.write import decision_dict
from ros1_desktop.knowledge.records import Knowledge
from ros1_desktop.knowledge.store import Store

pytestmark = pytest.mark.uncovered

Answers: TypeAlias = dict[str, Any]
RulesOf: TypeAlias = Callable[[str, str], Rules]
Examples: TypeAlias = Mapping[str, tuple[Answers, Mapping[str, Any]]]

TODAY = "2026-11-23"
DATES = ("2018-06-01", "2023-12-31", "2025-01-15", TODAY)
TREATMENT = ("choose_first_treatment", "continue_tki", "choose_next_treatment")
TESTING = (
    "test_ros1",
    "repeat_or_rebiopsy",
    "extend_negative",
    "confirm_positive",
    "resolve_discordance",
)
GROUPS = (
    "guideline_recommended",
    "approved",
    "guideline_uncertain",
    "described_in_reviews",
    "not_approved_here",
    "not_applicable",
)
PROGRESSION = ("systemic_progression", "cns_only_progression", "limited_progression")
DRUG_KINDS = ("ros1_tki", "continue")
NEGATIVE = ("not_detected", "negative_limited")

F1CDX = {"assay": "foundationone_cdx", "result": "positive"}
# One of these is a companion diagnostic on every date asked for, in Japan and in the US.
CONFIRMED = [{"assay": "oncomine_dx_target_test", "result": "positive"}, F1CDX]
CONFIRMED += [{"assay": "oncoguide_amoydx_ros1", "result": "positive"}]
ADVANCED = {"histology": "adenocarcinoma", "extent": "metastatic_or_recurrent"}
MUTATIONS = (
    "G2032R",
    "L2086F",
    "D2033N",
    "L2026M",
    "S1986F",
    "S1986Y",
    "K1991E",
    "G2101A",
    "L2155S",
    "L2000V",
)


def left_in(**said: object) -> Answers:
    """Return the answers that were given: None is left out."""
    return {name: value for name, value in said.items() if value is not None}


def case(**said: object) -> Answers:
    return {"schema": "ros1-case/1", **left_in(**said)}


# --- What one decision must show --------------------------------------------------------------


def broken(answers: Answers, decision: Decision, rules: Rules) -> Iterator[str]:
    """Yield the sentences of section 9 that a decision breaks."""
    knowledge = rules.knowledge
    yield from _options(answers, decision, knowledge)
    yield from _result(answers, decision, knowledge)
    yield from _tests(answers, decision, knowledge)
    if sum(row.table == "next_step" and row.fit == "met" for row in decision.trace) != 1:
        yield "5: not exactly one next step"
    if decision.next_step == "complete_input":
        if not decision.unknowns:
            yield "7: nothing to fill in"
    elif not (decision.tests or decision.options or decision.referrals):
        yield "7: nothing to do"
    if decision.next_step in TESTING and not decision.tests and not decision.referrals:
        yield "7: a test step without a test or a referral"
    whole = decision_dict(decision)
    lists = ("tests", "options", "excluded", "cautions", "conflicts", "not_settled", "referrals")
    said = [row for name in lists for row in whole[name]]
    said += [caution for option in whole["options"] for caution in option["cautions"]]
    for row in said:
        if not row["because"] or not row["sources"]:
            yield f"8: {row} names no row or no source"


def _options(answers: Answers, decision: Decision, knowledge: Knowledge) -> Iterator[str]:
    if not decision.options:
        return
    if decision.next_step not in TREATMENT:
        yield "1: options beside another step"
    if not any(_companion(test, knowledge) for test in answers.get("ros1_tests", [])):
        yield "2: options without a positive companion diagnostic"
    courses = answers.get("ros1_tki_history", {}).get("courses", [])
    never = {course["drug"] for course in courses if course.get("outcome") in PROGRESSION}
    recorded = set(answers.get("resistance", {}).get("ros1_mutations", []))
    off_target = answers.get("resistance", {}).get("off_target", [])
    never |= {
        fact.drug
        for fact in knowledge.resistance
        if fact.activity == "resistant" and {fact.mutation, fact.together_with} <= recorded | {None}
    }
    for option in decision.options:
        if option.kind not in DRUG_KINDS:
            continue
        if option.id in never or "small_cell_transformation" in off_target:
            yield f"3: {option.id} is listed alone"
        labelled = option.id in knowledge.approvals
        if labelled == (option.standing in GROUPS[4:]):
            yield f"4: {option.id} stands as {option.standing}"
    places = [GROUPS.index(option.standing) for option in decision.options]
    if places != sorted(places):
        yield "4: the groups are mixed"


def _companion(test: Mapping[str, Any], knowledge: Knowledge) -> bool:
    specimen = test.get("specimen", "unknown")
    return test["result"] == "positive" and any(
        pair.assay == test["assay"]
        and pair.in_force
        and (specimen == "unknown" or specimen in pair.specimens)
        for pair in knowledge.pairs
    )


def _result(answers: Answers, decision: Decision, knowledge: Knowledge) -> Iterator[str]:
    tests = answers.get("ros1_tests", [])
    valid = [test for test in tests if _valid_negative(test, knowledge)]
    if decision.ros1_status in NEGATIVE and not valid:
        yield f"10: {decision.ros1_status} without a valid negative"
    if decision.ros1_status == "not_detected":
        on_tissue = [test for test in valid if test.get("specimen") != "plasma"]
        methods = {knowledge.assays[test["assay"]].method for test in on_tissue}
        agnostic = [
            test
            for test in on_tissue
            if test.get("rna_quality") == "adequate"
            and (
                knowledge.assays[test["assay"]].method == "rna_open"
                or test.get("partner_agnostic") == "yes"
            )
        ]
        if not agnostic and not ("fish" in methods and len(methods - {"ihc", "plasma"}) > 1):
            yield "10: not detected on less than the rule"


def _valid_negative(test: Mapping[str, Any], knowledge: Knowledge) -> bool:
    assay = knowledge.assays[test["assay"]]
    if test["result"] != "negative":
        return False
    if test.get("specimen") == "plasma":
        return True
    share, least = test.get("tumour_cell_percent"), assay.minimum_tumour_percent
    below = isinstance(share, int) and least is not None and share < least
    cells = test.get("fish", {}).get("evaluable_cells", 50) if assay.method == "fish" else 50
    return (
        not below
        and cells >= 50
        and not (assay.reads_rna and test.get("rna_quality") == "inadequate")
    )


def _tests(answers: Answers, decision: Decision, knowledge: Knowledge) -> Iterator[str]:
    positive = {
        (test["assay"], pair.drug)
        for test in answers.get("ros1_tests", [])
        if _companion(test, knowledge)
        for pair in knowledge.pairs
        if pair.assay == test["assay"] and pair.in_force
    }
    listed = {test.assay for test in decision.tests}
    material = answers.get("material", {})
    gone = "none" in material.get("available", []) or material.get("amount") == "none"
    for test in decision.tests:
        if any((test.assay, drug) in positive for drug in test.opens):
            yield f"11: {test.assay} was positive before"
        assay = knowledge.assays.get(test.assay)
        if not gone or (assay.method == "plasma" if assay else test.assay != "tissue_ngs"):
            continue
        if "rebiopsy" not in listed or "needs_rebiopsy" not in test.limits:
            yield f"11: {test.assay} on tissue that is not there"


class Space:
    """Decides every case of a space and counts them."""

    def __init__(self, rules_of: RulesOf, vocabulary: Vocabulary) -> None:
        """Start counting at none."""
        self.rules_of = rules_of
        self.vocabulary = vocabulary
        self.size = 0

    def check(self, cases: Iterable[Answers], as_of: str = TODAY, here: str = "JP") -> None:
        rules = self.rules_of(as_of, here)
        for answers in cases:
            decision = decide(to_case(answers, self.vocabulary), rules)
            found = list(broken(answers, decision, rules))
            assert not found, (found, as_of, here, json.dumps(answers))
            self.size += 1


@pytest.fixture
def space(rules: RulesOf, vocabulary: Vocabulary) -> Space:
    return Space(rules, vocabulary)


def say(capsys: pytest.CaptureFixture[str], what: str, size: int) -> None:
    with capsys.disabled():
        print(f"\n  {what}: {size:,} cases", end="")  # noqa: T201 (the size is the point)


# --- The spaces -------------------------------------------------------------------------------


def single_results(vocabulary: Vocabulary, knowledge: Knowledge) -> Iterator[Answers]:
    """Yield every result of every assay, with what bears on how it is read."""

    def words(name: str) -> tuple[str | int, ...]:
        return vocabulary.words(f"ros1_tests[].{name}")

    for name, result, specimen in product(
        words("assay"), words("result"), (None, *words("specimen"))
    ):
        assay = knowledge.assays[str(name)]
        named = "as reported" if assay.id.startswith("other_") else None
        test = left_in(assay=name, assay_name=named, result=result, specimen=specimen)
        qualities = (None, *words("rna_quality")) if assay.reads_rna else (None,)
        shares = (None, "unknown", 10, 20, 30) if assay.minimum_tumour_percent else (None,)
        agnostic = (None, *words("partner_agnostic")) if assay.asks_partner_agnostic else (None,)
        for quality, share, any_partner in product(qualities, shares, agnostic):
            yield test | left_in(
                rna_quality=quality, tumour_cell_percent=share, partner_agnostic=any_partner
            )
        if assay.method == "fish" and specimen is None:
            counts = product((None, 0, 49, 50), (None, 0, 14.9, 15), (None, *words("fish.pattern")))
            for cells, percent, pattern in counts:
                fish = left_in(evaluable_cells=cells, positive_percent=percent, pattern=pattern)
                yield test | {"fish": fish}


def test_every_single_result(
    space: Space, vocabulary: Vocabulary, rules: RulesOf, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = list(single_results(vocabulary, rules(TODAY, "JP").knowledge))
    space.check(case(disease=ADVANCED, ros1_tests=[test]) for test in tests)
    few = [test for test in tests if len(test) <= 3]
    for as_of, here in (("2018-06-01", "JP"), (TODAY, "US")):
        space.check((case(ros1_tests=[test]) for test in few), as_of, here)
    say(capsys, "every single result", space.size)
    assert space.size >= 7_000


READINGS: tuple[tuple[str, Answers], ...] = (
    ("cdx_positive", F1CDX),
    ("positive", {"assay": "fish_break_apart", "result": "positive"}),
    ("positive_unknown_assay", {"assay": "unknown", "result": "positive"}),
    ("ihc_positive", {"assay": "ihc_d4d6", "result": "positive"}),
    ("negative_open", {"assay": "genminetop", "result": "negative", "rna_quality": "adequate"}),
    (
        "negative_molecular",
        {"assay": "oncoguide_amoydx_ros1", "result": "negative", "rna_quality": "adequate"},
    ),
    ("negative_unassessed", {"assay": "oncomine_dx_target_test", "result": "negative"}),
    ("negative_fish", {"assay": "fish_fusion", "result": "negative"}),
    ("negative_ihc", {"assay": "ihc_sp384", "result": "negative"}),
    ("negative_plasma", {"assay": "guardant360_cdx", "result": "negative"}),
    ("negative_unknown_assay", {"assay": "unknown", "result": "negative"}),
    ("indeterminate_cdx", {"assay": "lung_cancer_compact_panel", "result": "indeterminate"}),
    ("indeterminate", {"assay": "ncc_oncopanel", "result": "indeterminate"}),
    ("failed", {"assay": "amoydx_pan_lung_cancer_pcr_panel", "result": "failed"}),
    ("pending_cdx", {"assay": "oncomine_dx_target_test", "result": "pending"}),
    ("pending", {"assay": "ncc_oncopanel", "result": "pending"}),
    ("unknown", {"assay": "oncoguide_amoydx_ros1", "result": "unknown"}),
)


def sets_of_readings(most: int) -> Iterator[Answers]:
    """Yield every set of readings up to a size, each reading before and after a ROS1-TKI."""
    tests = [test for _, test in READINGS]
    times = ("before_ros1_tki", "after_ros1_tki")
    for size in range(1, most + 1):
        for some, timings in product(combinations(tests, size), product(times, repeat=size)):
            timed = [{**test, "timing": time} for test, time in zip(some, timings, strict=True)]
            yield case(
                disease=ADVANCED,
                ros1_tests=timed,
                ros1_tki_history=PROGRESSED if times[1] in timings else {"given": "no"},
            )


PROGRESSED = {
    "given": "yes",
    "courses": [{"drug": "crizotinib", "outcome": "systemic_progression"}],
}


def test_every_reading_has_a_test_that_says_it(rules: RulesOf) -> None:
    now = rules(TODAY, "JP")
    for says, test in READINGS:
        assert decide(Case(case(ros1_tests=[test])), now).readings == (says,)
    assert {says for says, _ in READINGS} == set(now.tables["reading"].table.words)


def test_every_set_of_up_to_three_readings(
    space: Space, capsys: pytest.CaptureFixture[str]
) -> None:
    space.check(sets_of_readings(3))
    say(capsys, "every set of up to three readings", space.size)
    assert space.size >= 6_018


def histories(vocabulary: Vocabulary) -> Iterator[Answers | None]:
    """Yield every kind of ROS1-TKI history, the incomplete ones included."""
    yield None
    yield {"given": "no"}
    yield {"given": "unknown"}
    yield {"given": "yes"}
    yield {"given": "yes", "courses": [{"drug": "unknown", "outcome": "systemic_progression"}]}
    for outcome in (None, *vocabulary.words("ros1_tki_history.courses[].outcome")):
        yield {"given": "yes", "courses": [left_in(drug="entrectinib", outcome=outcome)]}


STATUSES: Mapping[str, tuple[Answers, ...]] = {
    "not_tested": (),
    "result_pending": (dict(READINGS)["pending"],),
    "test_failed": (dict(READINGS)["failed"],),
    "not_detected": (dict(READINGS)["negative_open"],),
    "negative_limited": (dict(READINGS)["negative_molecular"],),
    "positive_unconfirmed": (dict(READINGS)["ihc_positive"],),
    "positive_confirmed": (F1CDX,),
    "discordant": (
        {**dict(READINGS)["positive"], "timing": "before_ros1_tki"},
        {**dict(READINGS)["negative_molecular"], "timing": "before_ros1_tki"},
    ),
    "indeterminate": (dict(READINGS)["indeterminate"],),
}


def test_every_patient_at_every_status(
    space: Space, vocabulary: Vocabulary, rules: RulesOf, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = list(histories(vocabulary))
    for status, tests in STATUSES.items():
        assert decide(Case(case(ros1_tests=list(tests))), rules(TODAY, "JP")).ros1_status == status
        space.check(
            case(
                disease=left_in(histology=histology, extent=extent),
                age_band=age,
                other_drivers={"KRAS": driver} if driver else None,
                ros1_tki_history=history,
                ros1_tests=list(tests),
            )
            for histology, extent, age, driver, history in product(
                ("squamous_cell_carcinoma", "small_cell_carcinoma", None),
                ("resectable", "locally_advanced_unresectable", "unknown", None),
                ("under_18", "75_or_over", "unknown"),
                ("positive", "unknown"),
                kinds,
            )
        )
    say(capsys, "every patient at every status", space.size)
    assert space.size >= 9_072


def treated(*courses: Answers, **said: object) -> Answers:
    """Return a confirmed, advanced case with these courses; none: never given."""
    history = {"given": "yes", "courses": list(courses)} if courses else {"given": "no"}
    return case(
        disease=ADVANCED | left_in(brain_metastases=said.pop("brain", None)),
        ros1_tests=CONFIRMED,
        ros1_tki_history=history,
        resistance={name: as_list(value) for name, value in left_in(**said).items()},
    )


def as_list(value: Any) -> list[str]:  # noqa: ANN401 (a word or several)
    return [value] if isinstance(value, str) else list(value)


def single_courses(vocabulary: Vocabulary) -> Iterator[Answers]:
    drugs = vocabulary.words("ros1_tki_history.courses[].drug")
    outcomes = (None, *vocabulary.words("ros1_tki_history.courses[].outcome"))
    for drug, outcome in product(drugs, outcomes):
        yield left_in(drug=drug, outcome=outcome)


def test_every_first_course_on_every_date(
    space: Space, vocabulary: Vocabulary, capsys: pytest.CaptureFixture[str]
) -> None:
    found = (None, "none_found", "unknown", "G2032R", "L2086F")
    for as_of, here in product(DATES, ("JP", "US")):
        cases = (
            treated(*courses, ros1_mutations=mutation)
            for courses, mutation in product(
                [(), *((course,) for course in single_courses(vocabulary))], found
            )
        )
        space.check(cases, as_of, here)
    say(capsys, "every first course, on four dates, JP and US", space.size)
    assert space.size >= 3_640


def test_every_pair_of_courses(
    space: Space, vocabulary: Vocabulary, capsys: pytest.CaptureFixture[str]
) -> None:
    courses = [course for course in single_courses(vocabulary) if course["drug"] != "unknown"]
    ends = ("systemic_progression", "toxicity", "ongoing_no_progression")
    first = [course for course in courses if course.get("outcome") in ends]
    for here in ("JP", "US"):
        space.check((treated(*pair) for pair in product(first, courses)), TODAY, here)
    say(capsys, "every pair of courses, JP and US", space.size)
    assert space.size >= 4_374


HISTORIES: tuple[tuple[Answers, ...], ...] = (
    (),
    ({"drug": "crizotinib", "outcome": "systemic_progression"},),
    ({"drug": "crizotinib", "outcome": "limited_progression"},),
    ({"drug": "entrectinib", "outcome": "toxicity", "toxicity": "ild"},),
    ({"drug": "repotrectinib", "outcome": "ongoing_no_progression"},),
    ({"drug": "other_ros1_tki", "outcome": "ongoing_no_progression"},),
)
RESISTANCE = (
    *((mutation,) for mutation in MUTATIONS),
    ("S1986F", "L2000V"),
    ("G2032R", "L2086F"),
    ("none_found",),
    ("unknown",),
    None,
)
OFF_TARGET = ("MET_amplification", "small_cell_transformation", "other", "none_found", "unknown")


def test_every_finding_of_resistance(space: Space, capsys: pytest.CaptureFixture[str]) -> None:
    for here in ("JP", "US"):
        cases = (
            treated(*courses, ros1_mutations=found, off_target=beside, brain=brain)
            for courses, found, beside, brain in product(
                HISTORIES,
                RESISTANCE,
                (*OFF_TARGET, None),
                (None, "none_on_imaging", "asymptomatic", "symptomatic", "not_imaged"),
            )
        )
        space.check(cases, TODAY, here)
    say(capsys, "every finding of resistance, JP and US", space.size)
    assert space.size >= 5_400


MATERIAL = (None, "ffpe_tissue", "plasma", "none", "unknown")


def test_every_state_of_the_material(
    space: Space, vocabulary: Vocabulary, capsys: pytest.CaptureFixture[str]
) -> None:
    amounts = (None, *vocabulary.words("material.amount"))
    for here, tests in product(("JP", "US"), STATUSES.values()):
        space.check(
            (
                case(
                    disease={**ADVANCED, "brain_metastases": "not_imaged"},
                    ros1_tests=list(tests),
                    ros1_tki_history={"given": "no"},
                    material=left_in(
                        available=[held] if held else None,
                        amount=amount,
                        rna_quality=rna,
                        rebiopsy_possible=again,
                    ),
                )
                for held, amount, rna, again in product(
                    MATERIAL, amounts, ("inadequate", None), ("yes", "no", None)
                )
            ),
            TODAY,
            here,
        )
    say(capsys, "every state of the material, JP and US", space.size)
    assert space.size >= 2_700


# --- What two decisions must show -------------------------------------------------------------


def listed(decision: Decision) -> Mapping[str, Option]:
    return {option.id: option for option in decision.options}


def changed(answers: Answers, path: tuple[str | int, ...], value: object) -> Answers | None:
    """Return the answers with one of them changed, or left out (None); None where it is not."""
    answers = deepcopy(answers)
    at: Any = answers
    for name in path[:-1]:
        if isinstance(name, str) and name not in at:
            return None
        at = at[name]
    if path[-1] not in at:
        return None
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return answers


def less_known(answers: Answers) -> Iterator[tuple[str, Answers]]:
    """Yield the case with one result, histology, extent or the TKI history less known."""
    ways: list[tuple[tuple[str | int, ...], object]] = [
        (("disease", "histology"), "unknown"),
        (("disease", "histology"), None),
        (("disease", "extent"), "unknown"),
        (("disease", "extent"), None),
        (("ros1_tki_history",), {"given": "unknown"}),
        (("ros1_tki_history",), None),
        (("ros1_tki_history", "courses"), None),
        (("ros1_tests",), None),
    ]
    tests = range(len(answers["ros1_tests"]))
    ways += [(("ros1_tests", number, "result"), "unknown") for number in tests]
    for number in range(len(answers["ros1_tki_history"].get("courses", []))):
        course = ("ros1_tki_history", "courses", number)
        ways += [((*course, "outcome"), "unknown"), ((*course, "outcome"), None)]
        ways.append(((*course, "drug"), "unknown"))
    for path, value in ways:
        fewer = changed(answers, path, value)
        if fewer is not None:
            yield f"{path} = {value}", fewer


def may_come_back(answers: Answers) -> Iterator[tuple[str, Answers]]:
    """Yield the case with a fact less known that may have removed an option, and its field."""
    ways: list[tuple[str, tuple[str | int, ...], object]] = [
        ("age_band", ("age_band",), "unknown"),
        ("resistance.ros1_mutations", ("resistance", "ros1_mutations"), ["unknown"]),
        ("resistance.off_target", ("resistance", "off_target"), ["unknown"]),
        ("safety.lomitapide", ("safety", "lomitapide"), "unknown"),
    ]
    for number in range(len(answers["ros1_tests"])):
        specimen = ("ros1_tests", number, "specimen")
        ways.append((f"ros1_tests[{number}].specimen", specimen, "unknown"))
    for field, path, value in ways:
        for less in (value, None):
            fewer = changed(answers, path, less)
            if fewer is not None:
                yield field, fewer


def compared(vocabulary: Vocabulary, here: str) -> Iterator[Answers]:
    """Yield the cases whose facts are made less known, one after the other."""
    found = (None, ("G2032R",), ("L2086F",), ("none_found",))
    for courses, mutation, beside in product(HISTORIES, found, (*OFF_TARGET[:2], "none_found")):
        yield treated(*courses, ros1_mutations=mutation, off_target=beside)
    for courses, age, lomitapide, specimen, assay in product(
        HISTORIES[:2],
        ("under_18", "75_or_over"),
        ("yes", "no"),
        vocabulary.words("ros1_tests[].specimen"),
        ("foundationone_cdx", "oncomine_dx_target_test", "oncoguide_amoydx_ros1"),
    ):
        test = {"assay": assay, "result": "positive", "specimen": specimen}
        more = {"age_band": age, "safety": {"lomitapide": lomitapide}}
        yield treated(*courses) | more | {"ros1_tests": [test]}
    for answers in sets_of_readings(2) if here == "JP" else ():
        if any(test["result"] == "positive" for test in answers["ros1_tests"]):
            yield answers
    for histology, extent in product(
        vocabulary.words("disease.histology"), vocabulary.words("disease.extent")
    ):
        yield treated() | {"disease": {"histology": histology, "extent": extent}}


def both(vocabulary: Vocabulary) -> Iterator[tuple[str, Answers]]:
    for here in ("JP", "US"):
        for answers in compared(vocabulary, here):
            yield here, answers


def test_what_is_not_known_never_adds_an_option(
    rules: RulesOf,
    vocabulary: Vocabulary,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Only the options are compared here.
    monkeypatch.setattr("ros1_desktop.decision.decide.unknowns", lambda found: ((), found.options))
    monkeypatch.setattr("ros1_desktop.decision.decide.trace", lambda _: ())
    tried = 0
    for here, answers in both(vocabulary):
        now = rules(TODAY, here)
        before = listed(decide(Case(answers), now))
        for change, fewer in less_known(answers):
            after = listed(decide(Case(fewer), now))
            assert not after.keys() - before.keys(), (change, here, json.dumps(answers))
            tried += 1
    say(capsys, "one fact less known", tried)
    assert tried >= 7_000


def test_an_option_that_an_unknown_brings_back_says_what_would_remove_it(
    rules: RulesOf, vocabulary: Vocabulary, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = back = 0
    for here, answers in both(vocabulary):
        now = rules(TODAY, here)
        before = listed(decide(Case(answers), now))
        for field, fewer in may_come_back(answers):
            after = listed(decide(Case(fewer), now))
            for name in after.keys() - before.keys():
                assert field in after[name].removed_if, (name, field, here, json.dumps(answers))
                back += 1
            tried += 1
    say(capsys, f"{back:,} options brought back by an unknown", tried)
    assert tried >= 2_000
    assert back >= 1_000


def test_an_unidentified_partner_is_ros1_positive_all_the_same(rules: RulesOf) -> None:
    fusions: tuple[Answers | None, ...] = (
        {"partner": "not_identified"},
        {"partner": "unknown"},
        {"partner": "ETV6", "partner_exon": 4, "ros1_exon": 35},
        {"partner": "CD74", "partner_exon": 6, "ros1_exon": 34},
    )
    for test, courses, here in product(
        (dict(READINGS)[name] for name in ("cdx_positive", "positive", "positive_unknown_assay")),
        HISTORIES,
        ("JP", "US"),
    ):
        answers = treated(*courses) | {"ros1_tests": [test]}
        without = decide(Case(answers), rules(TODAY, here))
        assert without.ros1_status.startswith("positive")
        for fusion in fusions:
            answers["ros1_tests"] = [{**test, "fusion": fusion}]
            decision = decide(Case(answers), rules(TODAY, here))
            assert decision.ros1_status == without.ros1_status
            assert decision.next_step == without.next_step
            assert listed(decision).keys() == listed(without).keys()


def in_any_order(value: Any, numbers: Mapping[int, int]) -> Any:  # noqa: ANN401 (JSON)
    """Return a decision with the tests renumbered and its lists of paths sorted."""
    text = json.dumps(value)
    for old, new in numbers.items():
        text = text.replace(f"ros1_tests[{old}]", f"ros1_tests<{new}>")
    value = json.loads(text)
    value["readings"] = sorted(value["readings"])
    for name in ("unknowns", "trace"):
        value[name] = sorted(json.dumps(row) for row in value[name])
    for conflict in value["conflicts"]:
        conflict["fields"] = sorted(conflict["fields"])
    for option in value["options"]:
        option["removed_if"] = sorted(option["removed_if"])
    return value


def test_the_order_of_tests_changes_nothing(rules: RulesOf, examples: Examples) -> None:
    now, tried = rules(TODAY, "JP"), 0
    several = [
        answers for answers, _ in examples.values() if len(answers.get("ros1_tests", ())) > 1
    ]
    for answers in chain(several, list(sets_of_readings(3))[::25]):
        tests = answers["ros1_tests"]
        same = {number: number for number in range(len(tests))}
        first = in_any_order(decision_dict(decide(Case(answers), now)), same)
        for order in list(permutations(same))[1:]:
            moved = {**answers, "ros1_tests": [tests[number] for number in order]}
            numbers = dict(enumerate(order))
            then = in_any_order(decision_dict(decide(Case(moved), now)), numbers)
            assert then == first, json.dumps(answers)
            tried += 1
    assert tried >= 800


def turned_round(value: Any, sets: frozenset[str], name: str = "") -> Any:  # noqa: ANN401 (JSON)
    """Return answers with the keys of objects and the items of sets in the other order."""
    if isinstance(value, dict):
        return {key: turned_round(value[key], sets, key) for key in reversed(value)}
    if isinstance(value, list):
        kept = [turned_round(item, sets) for item in value]
        return kept[::-1] if name in sets else kept
    return value


def test_the_order_of_answers_changes_nothing(
    rules: RulesOf, examples: Examples, asked_of: Callable[[Mapping[str, Any]], Rules]
) -> None:
    sets = frozenset({"available", "tested_on", "ros1_mutations", "off_target"})
    more = case(
        question="first_treatment",
        disease=ADVANCED,
        ros1_tests=CONFIRMED,
        ros1_tki_history=PROGRESSED,
        other_drivers={"EGFR": "positive", "KRAS": "positive", "ALK": "unknown"},
        material={"available": ["none", "plasma", "unknown"], "amount": "scant"},
        resistance={
            "tested_on": ["tissue", "not_done"],
            "ros1_mutations": ["S1986F", "L2000V", "V1979M", "A2106T", "unknown"],
            "off_target": ["small_cell_transformation", "MET_amplification", "other"],
        },
    )
    asked = [(answers, asked_of(expected)) for answers, expected in examples.values()]
    for answers, now in [*asked, (more, rules(TODAY, "JP")), (more, rules(TODAY, "US"))]:
        first = decide(Case(answers), now)
        assert decide(Case(turned_round(answers, sets)), now) == first, json.dumps(answers)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_in_the_tables_changes_nothing(
    seed: int, examples: Examples, asked_of: Callable[[Mapping[str, Any]], Rules]
) -> None:
    chance = Random(seed)  # noqa: S311 (an order to try, no secret)
    shuffled: dict[tuple[str, str], Rules] = {}
    for answers, expected in list(examples.values())[seed % 2 :: 2]:
        now = asked_of(expected)
        place = (now.knowledge.as_of, now.knowledge.jurisdiction)
        if place not in shuffled:
            tables = {
                name: replace(table, rows=tuple(chance.sample(table.rows, len(table.rows))))
                for name, table in now.knowledge.tables.items()
            }
            shuffled[place] = prepare(replace(now.knowledge, tables=tables))
        first, then = (decide(Case(answers), one) for one in (now, shuffled[place]))
        assert set(then.trace) == set(first.trace)
        assert replace(then, trace=()) == replace(first, trace=()), json.dumps(answers)


def test_the_order_of_courses_does_count(rules: RulesOf) -> None:
    first, then = HISTORIES[1][0], HISTORIES[4][0]
    assert decide(Case(treated(first, then)), rules(TODAY, "JP")).next_step == "continue_tki"
    later = decide(Case(treated(then, first)), rules(TODAY, "JP"))
    assert later.next_step == "choose_next_treatment"


def test_a_discordance_that_no_test_can_settle_is_referred(rules: RulesOf) -> None:
    tests = [dict(READINGS)["positive"], dict(READINGS)["negative_molecular"]]
    answers = case(ros1_tests=tests, ros1_tki_history={"given": "no"})
    decision = decide(Case(answers), rules("2018-06-01", "JP"))
    assert decision.next_step == "resolve_discordance"
    assert not decision.tests
    assert [referral.id for referral in decision.referrals] == ["expert_panel"]
    assert "discordance" in {one.topic for one in decision.not_settled}


@pytest.mark.parametrize(
    ("question", "history", "contradicts"),
    [
        ("first_treatment", PROGRESSED, True),
        ("after_tki", {"given": "no"}, True),
        ("after_tki", PROGRESSED, False),
        ("first_treatment", {"given": "no"}, False),
        ("first_treatment", {"given": "unknown"}, False),
        ("undecided", PROGRESSED, False),
    ],
)
def test_a_question_that_contradicts_the_history_is_said(
    rules: RulesOf, question: str, history: Answers, *, contradicts: bool
) -> None:
    decision = decide(Case(case(question=question, ros1_tki_history=history)), rules(TODAY, "JP"))
    found = {conflict.id for conflict in decision.conflicts}
    assert ("question_contradicts_history" in found) == contradicts


def test_every_source_that_a_row_or_a_fact_names_has_a_date(store: Store) -> None:
    dated = {source["id"] for source in store.facts("source") if source["date"]}
    for table in store.tables().values():
        for row in table.rows:
            assert row.sources, row.id
            assert dated.issuperset(row.sources), row.id

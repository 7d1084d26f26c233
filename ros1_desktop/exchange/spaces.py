"""The cases that both evaluations are asked about, made of words of the schema and the store.

Rules:
 * No drug, assay, mutation or threshold is named here: a new word of the schema, a new fact of the
   store is in the spaces by itself.
 * Where a space would be too large, its last parts take turns instead of being multiplied; the
   order is fixed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, cycle, product
from typing import Any, TypeAlias

from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.knowledge.store import Store
from ros1_desktop.knowledge.twice import paths

Answers: TypeAlias = Mapping[str, Any]
Histories: TypeAlias = list[Mapping[str, Any] | None]
SCHEMA = "ros1-case/1"
NOT_ASKED = "not_asked"
READ = ("positive", "negative")
PAIR = 2
KNOWN_ENDS = ("progression", "toxicity", "other")


def case(**said: object) -> Answers:
    """Return answers as a case; what is None was not asked."""
    return {"schema": SCHEMA, **left_in(**said)}


def left_in(**said: object) -> dict[str, Any]:
    """Return what was answered."""
    return {name: answer for name, answer in said.items() if answer is not None}


class Spaces:
    """The spaces of one jurisdiction and date."""

    def __init__(self, store: Store, vocabulary: Vocabulary, as_of: str, here: str) -> None:
        """Keep the words, and choose one result for every reading, one set for every status."""
        self.store, self.vocabulary = store, vocabulary
        self.findings = store.findings()
        self.assays = tuple(store.facts("assay"))
        self.limits = {fact["id"]: fact["value"] for fact in store.facts("threshold")}
        singles = [test for test in self.results() if "specimen" not in test]
        read = paths(store, as_of, here, [case(ros1_tests=[test]) for test in singles])
        self.for_reading: dict[str, Answers] = {}
        for test, path in zip(singles, read, strict=True):
            self.for_reading.setdefault(path.readings[0], test)
        before, *_ = vocabulary.words("ros1_tests[].timing")
        sets = [[{**test, "timing": before} for test in tests] for tests in self._sets(2)]
        stood = paths(store, as_of, here, [case(ros1_tests=tests) for tests in sets])
        self.for_status: dict[str, Sequence[Answers]] = {}
        for tests, path in zip(sets, stood, strict=True):
            self.for_status.setdefault(path.ros1_status, tests)

    def every(self, most: int) -> Iterator[Answers]:
        """Yield every space; the sets are of up to `most` readings."""
        yield from (case(ros1_tests=[test]) for test in self.results())
        yield from self.sets(most)
        yield from self.patients()
        yield from self.treated()

    def words(self, path: str) -> tuple[Any, ...]:
        """Return the words of a field, and None for left out."""
        return (None, *self.vocabulary.words(path))

    def one_for_each(self, finding: str) -> tuple[Any, ...]:
        """Return one answer for every word of a finding, left out where that has the word."""
        chosen: dict[str, Any] = {}
        for answer, word in self.findings[finding].maps.items():
            if answer == NOT_ASKED or word not in chosen:
                chosen[word] = None if answer == NOT_ASKED else answer
        return tuple(chosen.values())

    def results(self) -> Iterator[Answers]:
        """Yield every result of every assay, with what bears on how it is read."""
        for assay, result in product(self.assays, self.vocabulary.words("ros1_tests[].result")):
            name = "as reported" if assay["id"].startswith("other_") else None
            test = left_in(assay=assay["id"], assay_name=name, result=result)
            for specimen in self.words("ros1_tests[].specimen"):
                yield test | left_in(specimen=specimen)
            if result in READ:
                for detail, specimen in product(self._details(assay), (None, *self._blood())):
                    yield test | detail | left_in(specimen=specimen)

    def _details(self, assay: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        least = assay["minimum_tumour_percent"]
        qualities = self.words("ros1_tests[].rna_quality") if assay["reads_rna"] else (None,)
        shares = (None, "unknown", least - 1, least) if least else (None,)
        agnostic = self.words("ros1_tests[].partner_agnostic")
        agnostic = agnostic if assay["asks_partner_agnostic"] else (None,)
        for quality, share, any_partner in product(qualities, shares, agnostic):
            yield left_in(
                rna_quality=quality, tumour_cell_percent=share, partner_agnostic=any_partner
            )
        if assay["method"] == "fish":
            cells, percent = (int(self.limits[f"fish_least_{of}"]) for of in ("cells", "percent"))
            for one, other in product((None, cells - 1, cells), (None, percent - 1, percent)):
                yield {"fish": left_in(evaluable_cells=one, positive_percent=other)}

    def _blood(self) -> Iterator[str]:
        known = {specimen for assay in self.assays for specimen in assay["specimens"]}
        tissue = {
            specimen
            for assay in self.assays
            if assay["method"] != "plasma"
            for specimen in assay["specimens"]
        }
        yield from sorted(known - tissue)

    def _sets(self, most: int) -> Iterator[list[Answers]]:
        yield []
        for size in range(1, most + 1):
            for some in combinations_with_replacement(self.for_reading.values(), size):
                yield list(some)

    def sets(self, most: int) -> Iterator[Answers]:
        """Yield sets of readings up to a size; two readings also by timing and history."""
        timings = self.words("ros1_tests[].timing")
        histories = self.histories()[:3]
        for tests in self._sets(most):
            if len(tests) != PAIR:
                yield case(ros1_tests=tests, ros1_tki_history=histories[1])
                continue
            for timing, history in product(timings, histories):
                timed = [{**tests[0], **left_in(timing=timing)}, *tests[1:]]
                yield case(ros1_tests=timed, ros1_tki_history=history)

    def histories(self) -> Histories:
        """Return every kind of TKI history: what is not known of it, and how it last ended."""
        drug = self.findings["drug"].words[0]
        outcomes = self.vocabulary.words("ros1_tki_history.courses[].outcome")
        given = [[{"drug": drug, "outcome": outcome}] for outcome in outcomes]
        given += [[], [{"drug": drug}], [{"drug": "unknown", "outcome": outcomes[0]}]]
        given += [[{"drug": drug}, {"drug": drug, "outcome": outcomes[0]}]]
        return [
            None,
            {"given": "no"},
            *({"given": "yes", "courses": courses} for courses in given),
            {"given": "yes"},
            {"given": "unknown"},
        ]

    def patients(self) -> Iterator[Answers]:
        """Yield every status beside everything that the next step compares."""
        (driver, *_) = self.findings["driver"].words
        results = [None, *self.vocabulary.words(f"other_drivers.{driver}")]
        for status, tests in self.for_status.items():
            confirmed = status == "positive_confirmed"
            histories = self.histories() if confirmed else self.histories()[:2]
            for histology, extent, age, history, result in product(
                *(self.one_for_each(name) for name in ("histology", "extent", "age")),
                histories,
                results[:2] if confirmed else results,
            ):
                yield case(
                    age_band=age,
                    disease=left_in(histology=histology, extent=extent),
                    ros1_tests=tests,
                    ros1_tki_history=history,
                    other_drivers=left_in(**{driver: result}),
                )

    def treated(self) -> Iterator[Answers]:
        """Yield what was given, what was found afterwards, and what a label forbids."""
        mutations, off_target = self._mutations(), self.one_for_each("off_target_kind")
        beside = list(product(off_target, self.words("disease.brain_metastases")))
        turns = cycle(product(beside, (None, *self._forbidden())))
        for courses, mutation in product(self._one_course(), mutations):
            (found, brain), safety = next(turns)
            yield self._after(courses, mutation, found, brain, safety)
        turned = cycle(mutations)
        for courses, (found, brain) in product(self._one_course(), beside):
            yield self._after(courses, next(turned), found, brain, None)
        for courses, safety in product(self._one_course(), self._forbidden()):
            yield self._after(courses, None, None, None, safety)
        often = cycle([*[(None, None, None)] * 2, *product(mutations, off_target[:2], (None,))])
        for courses in self._two_courses():
            mutation, found, brain = next(often)
            yield self._after(courses, mutation, found, brain, None)

    def after_one_course(self) -> Iterator[tuple[list[Mapping[str, str]], Answers]]:
        """Yield no course and every one course, each with a case and nothing found beside it."""
        for courses in self._one_course():
            yield courses, self._after(courses, None, None, None, None)

    def beside_one_course(
        self,
    ) -> Iterator[tuple[str, str, list[Mapping[str, str]], Answers]]:
        """Yield field, answer, courses and case for each finding that may remove a drug.

        The course is of a drug that the store does not name, stopped for another reason.
        """
        ends = {word: answer for answer, word in self.findings["course_end"].maps.items()}
        unnamed = set(self.findings["progressed_on"].words) - set(self.findings["drug"].words)
        given = {"drug": min(unnamed), "outcome": ends["other"]}
        for mutations in filter(None, self._mutations()):
            case_ = self._after([given], mutations, None, None, None)
            yield "resistance.ros1_mutations", " + ".join(mutations), [given], case_
        for found in self.vocabulary.words("resistance.off_target"):
            yield (
                "resistance.off_target",
                str(found),
                [given],
                self._after([given], None, str(found), None, None),
            )
        for safety in self._forbidden():
            ((field, answer),) = safety.items()
            yield (
                f"safety.{field}",
                answer,
                [given],
                self._after([given], None, None, None, safety),
            )

    def _mutations(self) -> list[list[str] | None]:
        facts = list(self.store.facts("resistance"))
        alone = sorted({fact["mutation"] for fact in facts})
        pairs = [[fact["mutation"], fact["together_with"]] for fact in facts]
        return [
            None,
            *([name] for name in alone),
            *(pair for pair in pairs if pair[1]),
            *([str(word)] for word in self.vocabulary.words("resistance.ros1_mutations")),
        ]

    def _forbidden(self) -> Iterable[Mapping[str, str]]:
        return [
            {fact["field"].removeprefix("safety."): answer}
            for fact in self.store.facts("caution")
            for answer in fact["forbids"] or ()
        ]

    def _one_course(self) -> list[list[Mapping[str, str]]]:
        drugs = self.findings["progressed_on"].words
        outcomes = self.vocabulary.words("ros1_tki_history.courses[].outcome")
        known = [str(word) for word in outcomes if word != "unknown"]
        each: list[Mapping[str, str]] = [
            {"drug": drug, "outcome": outcome} for drug, outcome in product(drugs, known)
        ]
        return [[], *([course] for course in each)]

    def _two_courses(self) -> Iterator[list[Mapping[str, str]]]:
        ends = {word: answer for answer, word in self.findings["course_end"].maps.items()}
        first = [ends[word] for word in KNOWN_ENDS]
        for one, end, (last,) in product(
            self.findings["progressed_on"].words, first, self._one_course()[1:]
        ):
            yield [{"drug": one, "outcome": end}, last]

    def _after(
        self,
        courses: list[Mapping[str, str]],
        mutations: list[str] | None,
        off_target: str | None,
        brain: str | None,
        safety: Mapping[str, str] | None,
    ) -> Answers:
        disease = {
            "histology": next(iter(self.findings["histology"].maps)),
            "extent": self.one_for_each("extent")[1],
        }
        found = left_in(ros1_mutations=mutations, off_target=[off_target] if off_target else None)
        given = {"given": "yes", "courses": courses} if courses else {"given": "no"}
        return case(
            disease=disease | left_in(brain_metastases=brain),
            ros1_tests=self.for_status["positive_confirmed"],
            ros1_tki_history=given,
            resistance=found,
            safety=safety,
        )

"""The checks, each a function from a text to its faults.

Rules:
 * What the tests compare is asked here of any text; nothing is told again.
 * Without a mutant, a check is that of the text as it stands; with one, it may look only at what
   the mutant changes.
"""

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from typing import TypeAlias

from ros1_desktop.decision.decide import decide
from ros1_desktop.decision.prove import prove
from ros1_desktop.exchange import truth
from ros1_desktop.exchange.verify import figure_faults, label_faults, maps_faults
from ros1_desktop.exchange.vignettes import decided, met_rows
from ros1_desktop.exchange.vignettes import faults as vignette_faults
from ros1_desktop.exchange.write import decision_json
from ros1_desktop.knowledge.text import _faults
from ros1_desktop.knowledge.truths import Text
from ros1_desktop.knowledge.truths_row import Fact, row_faults
from ros1_desktop.knowledge.truths_table import table_faults
from tests.mutation.base import TESTS, When, World, load, toml
from tests.mutation.mutants import Mutant

Check: TypeAlias = Callable[[World, Mutant | None], Iterator[str]]

EXAMPLES = load("decision", "test_examples")
IMAGINED = load("decision", "test_imagined")
GUIDANCE = load("knowledge", "test_second_reading")
REGULATORY = load("knowledge", "test_regulatory_second_reading")
CSV = load("knowledge", "test_csv_transcript")
ARITHMETIC = load("knowledge", "test_arithmetic")
PAIRS = load("knowledge", "test_pairs")
WORDS = load("words", "test_words")
BESIDE = load("knowledge", "test_cuts_and_sentences")
GUIDANCE_READING = toml("guidance_second_reading.toml")
REGULATORY_READING = REGULATORY.read_reading()
CUTS = BESIDE.read_cuts()
TRANSCRIPT = toml("csv_transcript.toml")
SOURCES = TESTS / "approved" / "sources.txt"
TRUTH = TESTS / "approved" / "truth_table.txt"
# What a fact is about.
ABOUT = ("drug", "assay", "subject")
RULES = ("table", "finding")
PRINTED = {name for _, names in truth.QUESTIONS for name in names}
# Tables whose rows a decision does not trace.
UNTRACED = ("label_names", "due")


def reader(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The reader of the text refuses it."""
    text, base = world.text, world.base
    if mutant:
        for row in mutant.facts:
            yield from row_faults(mutant.name, mutant.kind, row)
        if mutant.table:
            rows = [
                {"id": row.id, "gives": row.gives, "because": [*row.sources]}
                | {name: sorted(words) for name, words in row.needs.items()}
                for row in mutant.table.rows
            ]
            table = mutant.table
            content = {"question": table.question, "feeds": table.feeds, "rows": rows}
            content |= {"inputs": [*table.inputs], "words": [*table.words]}
            yield from table_faults(table.id, content)
    for kind, facts in text.facts.items():
        if len({row["id"] for row in facts}) != len(facts):
            yield f"{kind}: an id stands twice"
    yield from _faults(text, base.lists, base.vocabulary)


def proof(world: World, mutant: Mutant | None) -> Iterator[str]:
    """A table has a gap or a clash, or no row gives one of its words."""
    for table in world.text.tables.values():
        if mutant is None or mutant.kind == "finding" or table is mutant.table:
            found = prove(table, world.text.findings)
            for what in (found.gaps, found.clashes, found.spare):
                yield from (f"{table.id}: {one}" for one in what)


def verified(world: World, _: Mutant | None) -> Iterator[str]:
    """The findings do not map the case, a figure is outside its interval, labels do not agree."""
    text, vocabulary = world.text, world.base.vocabulary
    yield from maps_faults(text.findings, vocabulary)
    yield from label_faults(text.tables["label_names"], [*text.facts["caution"]], vocabulary)
    yield from figure_faults([*text.facts["outcome"]])


def regulatory(world: World, _: Mutant | None) -> Iterator[str]:
    """The second reading of labels, diagnostics, guidelines, resistance, cautions and assays."""
    yield from REGULATORY.faults(world.text.facts, REGULATORY_READING)


def guidance(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The second reading of the guidance."""
    facts = world.by_id
    if mutant and mutant.kind in ("outcome", "toxicity", "statement"):
        old = world.base.by_id[mutant.kind][mutant.rows[0]]
        if not any("section" in row or GUIDANCE.of_guidance(row) for row in (old, *mutant.facts)):
            return
    numbers, missing = GUIDANCE_READING["number"], GUIDANCE_READING["not_reached"]
    wanted = GUIDANCE.want(tuple(numbers), tuple(missing), facts)
    yield from GUIDANCE.faults(facts, wanted)
    for field, row in GUIDANCE.fields_of_the_guidance(facts):
        if field not in wanted.fields and not GUIDANCE.is_beside(field, row):
            yield f"{field} is not read"
    yield from _asserted(GUIDANCE.test_responders_are_the_two_responses_added, facts)
    yield from _asserted(
        GUIDANCE.test_what_is_printed_wrong_stands_in_the_ledger_as_it_is_printed,
        facts,
        GUIDANCE_READING,
    )
    yield from _asserted(
        GUIDANCE.test_the_colours_of_the_probes_are_not_exchanged, facts, GUIDANCE_READING
    )


def csv(world: World, _: Mutant | None) -> Iterator[str]:
    """The transcript of the tables of evidence."""
    facts = world.by_id
    yield from CSV.disagreements(facts, TRANSCRIPT)
    for name in (
        "test_every_figure_of_the_store_stands_in_the_transcript_once",
        "test_days_of_the_store_are_the_converted_months_of_the_table",
        "test_counts_of_the_store_are_the_derived_percentages_of_the_table",
    ):
        yield from _asserted(getattr(CSV, name), facts, TRANSCRIPT)


def beside(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The cut of a figure, and the numbers of a statement in its sentences."""
    facts = world.text.facts
    if mutant is None or mutant.kind == "outcome":
        yield from BESIDE.cut_faults(facts, CUTS)
    if mutant is None or mutant.kind == "statement":
        rows = facts["statement"] if mutant is None else mutant.facts
        yield from BESIDE.sentence_faults({"statement": rows})


def arithmetic(world: World, _: Mutant | None) -> Iterator[str]:
    """The figures recomputed from their counts."""
    facts = world.text.facts
    for name in (
        "test_a_figure_lies_within_its_interval",
        "test_a_part_of_a_group_is_no_larger_than_the_group",
        "test_a_percentage_is_its_count_of_its_patients",
        "test_complete_and_partial_responses_add_up_to_the_responders",
        "test_every_rate_is_a_count_of_its_patients",
        "test_an_interval_that_says_which_it_is_is_that_one",
        "test_every_printed_interval_is_one_of_the_two_or_is_explained",
    ):
        yield from _asserted(getattr(ARITHMETIC, name), facts["outcome"])
    yield from _asserted(
        ARITHMETIC.test_severe_toxicity_is_no_more_than_all_of_it, facts["toxicity"]
    )
    yield from _asserted(
        ARITHMETIC.test_every_toxicity_is_a_count_of_its_patients_or_is_explained,
        facts["toxicity"],
    )


def pairs(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The two languages do not say the same."""
    if mutant is None:
        every = tuple(PAIRS.pairs_of(world.text.facts))
        for name in (
            "test_both_languages_hold_the_same_numbers",
            "test_both_languages_hold_the_same_units",
            "test_both_languages_name_the_same_drugs",
            "test_both_languages_deny_or_neither_does",
            "test_a_name_like_another_carries_its_brand_in_japanese_statements",
            "test_japanese_is_japanese_and_english_is_english",
        ):
            yield from _asserted(getattr(PAIRS, name), every)
    elif mutant.facts:
        row = world.base.by_id[mutant.kind][mutant.rows[0]]
        yield from {*_differ(mutant.kind, row)} ^ {*_differ(mutant.kind, mutant.facts[0])}


def _differ(kind: str, row: Fact) -> Iterator[str]:
    """Yield in what the two languages of a row differ; where they may is named in the test."""
    for pair in PAIRS.pairs_of({kind: (row,)}):
        if any(apart := PAIRS.numbers_apart(pair)):
            yield f"{pair.about}: numbers {apart}"
        for what in ("units", "drugs", "denies"):
            one, other = getattr(PAIRS, f"{what}_ja"), getattr(PAIRS, f"{what}_en")
            if (what, kind) != ("denies", "source") and one(pair.ja) != other(pair.en):
                yield f"{pair.about}: {what}"
        if kind == "statement":
            yield from PAIRS.without_brand(pair.ja)
        yield from _asserted(PAIRS.test_japanese_is_japanese_and_english_is_english, (pair,))


def sentences(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The sentence of a row of a table does not say on what it rests."""
    tables = world.text.tables.values() if mutant is None else filter(None, [mutant.table])
    for table in tables:
        for row in table.rows:
            if mutant is None or row.id in mutant.rows:
                yield from WORDS.said_to_rest(row)


def examples(world: World, mutant: Mutant | None) -> Iterator[str]:
    """An example of tests/examples does not hold."""
    for example in world.base.examples:
        if _touches(world, example.name, example.when, mutant):
            found = decide(example.case, world.rules(example.when))
            said = json.loads(decision_json(found))
            yield from (f"{example.name}: {one}" for one in EXAMPLES.faults(said, example.expected))


def imagined(world: World, _: Mutant | None) -> Iterator[str]:
    """What would follow from facts that there are not: rows that no whole case meets today."""
    known = world.rules(IMAGINED.WHEN).knowledge
    yield from IMAGINED.faults(known, world.base.vocabulary)


def vignettes(world: World, mutant: Mutant | None) -> Iterator[str]:
    """A vignette does not come out as agreed, or does not meet the rows it is there for."""
    for patient in world.base.vignettes.patients:
        when = (patient.as_of, patient.jurisdiction)
        if _touches(world, patient.id, when, mutant):
            rules = world.rules(when)
            found = decided(patient, rules, world.base.vocabulary)
            yield from (f"{patient.id}: {one}" for one in vignette_faults(patient, found, rules))
            missed = {*patient.holds} - met_rows(patient, found, rules)
            yield from (f"{patient.id}: {row} is not met" for row in missed)


def _touches(world: World, name: str, when: When, mutant: Mutant | None) -> bool:
    """Tell whether a decision could see the mutant: it named the row, or what the row is about."""
    base = world.base
    if mutant is None or mutant.kind == "finding":
        return True
    if mutant.table:
        return mutant.table.id in UNTRACED or bool(base.rows_of[name] & {*mutant.rows})
    old = base.by_id[mutant.kind][mutant.rows[0]]
    about = {row[key] for row in (old, *mutant.facts) for key in ABOUT if key in row}
    said = not about or any(f'"{word}"' in base.said[name] for word in about)
    return said and not world.knows_the_same(when)


def truth_table(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The committed truth table is stale."""
    base = world.base
    if mutant is None:
        if base.truth_table != TRUTH.read_text("utf-8"):
            yield "the committed table is not that of today's text"
    elif mutant.table and mutant.table.id in PRINTED:
        old = base.text.tables[mutant.table.id]
        before = [*truth._outcomes(old, base.text.findings, base.words)]  # noqa: SLF001 (one table)
        if before != [*truth._outcomes(mutant.table, world.text.findings, base.words)]:  # noqa: SLF001 (the same)
            yield "stale"
    elif mutant.kind not in RULES and world.knows_the_same(base.today):
        return
    elif truth.truth_table(world.store, base.vocabulary, base.words) != base.truth_table:
        yield "stale"


def approved(world: World, mutant: Mutant | None) -> Iterator[str]:
    """The committed list of what each row rests on is stale."""
    now = {*resting(world.text).splitlines()}
    if mutant:
        yield from now ^ {*resting(world.base.text).splitlines()}
    else:
        yield from now ^ {*SOURCES.read_text("utf-8").splitlines()}


def resting(text: Text) -> str:
    """Return on which sources, section and status every row of the text rests."""
    lines = [
        f"{kind} {row['id']}: {' '.join((row['source'], *row.get('also', ())))}"
        f" [{row.get('section', '')}] {row['status']}"
        for kind, rows in text.facts.items()
        for row in rows
        if "source" in row
    ]
    lines += [
        f"rule {row.id}: {' '.join(row.sources)} [{row.section or ''}]"
        for table in text.tables.values()
        for row in table.rows
    ]
    return "\n".join(sorted(lines)) + "\n"


def _asserted(test: Callable[..., None], *values: object) -> Iterator[str]:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            test(*values)
    except (AssertionError, KeyError):
        yield str(getattr(test, "__name__", test))

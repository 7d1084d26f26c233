"""The guidance was read twice, by two readers: their numbers are the same.

`guidance_second_reading.toml` holds every number that the guidance prints, read from its lines by
someone who had not seen the store. Here each of them is looked up in the store, by chapter, drug,
trial, group and endpoint, never by its value. The comparison asks field by field, and holds in both
directions: a number of the reading that no field must hold is a fault, and so is a number that a
row of the guidance holds and the reading has not. What the guidance misprints stands in the ledger.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from ros1_desktop.knowledge.text import read_text

pytestmark = pytest.mark.uncovered

Row: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, Mapping[str, Row]]
Numbers: TypeAlias = tuple[Row, ...]

GUIDANCE = "jlcs-ros1-guide"
INTEGRATED = "ALKA-372-001, STARTRK-1, STARTRK-2 integrated"
TRIALS = {
    "PROFILE 1001": "profile-1001",
    "OO12-01": "oo12-01",
    "Korean phase II": "ceritinib-korea",
    INTEGRATED: "entrectinib-integrated",
    "lorlatinib phase I/II": "lorlatinib-b7461001",
    "phase I": "taletrectinib-phase-1",
    "TRUST-I": "trust-1",
    "TRIDENT-1": "trident-1",
}
GROUPS = {
    "ROS1 NSCLC": "naive",
    "ROS1 NSCLC, expansion cohort": "naive",
    "ROS1 NSCLC, East Asia": "naive",
    "ROS1 TKI naive": "naive",
    "brain metastases": "naive_brain",
    "crizotinib pretreated": "after_crizotinib",
    "G2032R": "g2032r",
}
# The guidance says "pretreated with a ROS1-TKI"; the trials say with which.
PRETREATED = {"trust-1": "after_crizotinib", "trident-1": "after_one"}
TERMS = {"anorexia": "decreased appetite", "weight gain": "weight increased"}
AUTHORITIES = {"FDA": "us.crizotinib", "EMA": "eu.crizotinib", "Japan ROS1": "jp.entrectinib"}

# The statements that carry numbers: those of their two texts, and those of their fields.
STATEMENTS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "gene.locus": (("6", "6q21"), {"printed": "6q21"}),
    "gene.length": (("127",), {"value": "127", "printed": "127kb"}),
    "gene.exons": (("44",), {"value": "44"}),
    "gene.first-fusion": (("2003",), {"valid_from": "2003"}),
    "fusions.breakpoints": (("32", "34", "35", "36"), {"printed": "エクソン 32、34、35、36"}),
    "fusions.common-partners": (("4",), {"n": "4"}),
    "fusions.partner-near": (("6",), {}),
    "partners.guidance.four": (("4", "70"), {"value": "70", "printed": "約 7 割"}),
    "frequency.guidance": (("1", "2"), {"low": "1", "high": "2"}),
    "brain.guidance": (("30",), {"value": "30", "printed": "約 3 割"}),
    "guidance.crizotinib.profile-1001": (("50",), {"n": "50"}),
    "guidance.crizotinib.us": (("2016-03",), {"valid_from": "2016-03"}),
    "guidance.crizotinib.eu": (("2016-08",), {"valid_from": "2016-08"}),
    "guidance.crizotinib.oo12-01": (("4",), {"value": "4", "printed": "東アジア 4 か国"}),
    "guidance.crizotinib.oo12-01-japan": (("127", "26"), {"value": "26", "n": "127"}),
    "guidance.entrectinib.trials": (("2", "1"), {}),
    "guidance.entrectinib.jp": (("2020-02",), {"valid_from": "2020-02"}),
    "guidance.entrectinib.ntrk": (("2019-06",), {"valid_from": "2019-06"}),
    "guidance.lorlatinib.trial": (("21", "40"), {}),
    "guidance.taletrectinib.phase-1": (("9", "6"), {}),
    "guidance.taletrectinib.trust-1": (("67", "38"), {}),
    "guidance.taletrectinib.g2032r": (("5", "4"), {"value": "4", "n": "5"}),
    "guidance.repotrectinib.trial": (("71", "56"), {}),
    "guidance.repotrectinib.g2032r": (("17", "10", "59"), {"value": "59", "n": "17"}),
    "guidance.repotrectinib.filed": (("2023-10",), {"valid_from": "2023-10"}),
    "guideline.jlcs-2023.first": (("2023",), {"valid_from": "2023"}),
    "guideline.jlcs-2023.strength": (
        ("1", "100"),
        {
            "value": "100",
            "printed": "推奨の強さ：1、エビデンスの強さ：C、合意率：100%",
            "valid_from": "2023",
        },
    ),
    "guideline.jlcs-2023.after-crizotinib": ((), {"valid_from": "2023"}),
    "chemotherapy.place": (("2",), {"valid_from": "2023"}),
    "kit.fusions": (("14",), {"value": "14"}),
    "algorithm.negative-kit": (("14",), {}),
    "kit.fusions.cd74": (("C6R32", "COSF1202", "C6R34", "COSF1200"), {}),
    "kit.fusions.ezr": (("E10R34", "COSF1267"), {}),
    "kit.fusions.sdc4": (
        ("S2R32", "COSF1265", "S4R32", "COSF1278", "S4R34", "COSF1280"),
        {},
    ),
    "kit.fusions.slc34a2": (
        (
            *("S13R32", "COSF1259", "S13R34", "COSF1261"),
            *("S4R32", "COSF1197", "S4R34", "COSF1198"),
        ),
        {},
    ),
    "kit.fusions.tpm3": (("T8R35",), {}),
    "kit.fusions.lrig3": (("L16R35", "COSF1269"), {}),
    "kit.fusions.gopc": (("G4R36", "COSF1188", "G18R35"), {}),
    "kit.codes-twice": (("S4R32", "S4R34"), {}),
    "kit.gopc-e8": (("G18R35",), {"printed": "G18R35"}),
    "fish.fusion-type": (("2", "2"), {}),
    "fish.break-apart-type": (("2",), {}),
    "fish.colours": (("5", "3"), {}),
    "fish.cutoff": (
        ("50", "15"),
        {
            "value": "15",
            "n": "50",
            "printed": "50 個以上の評価可能な腫瘍細胞のうち陽性細胞≧15%",
        },
    ),
    "ihc.atlas": (("2016",), {"valid_from": "2016"}),
}
# Numbers in texts of the guidance that the guidance does not print as figures, and what they are.
WORDS_OF_OURS = {
    "kit.fusions.cd74": (("2",), "how many codes follow"),
    "kit.fusions.ezr": (("1",), "how many codes follow"),
    "kit.fusions.sdc4": (("3",), "how many codes follow"),
    "kit.fusions.slc34a2": (("4",), "how many codes follow"),
    "kit.fusions.tpm3": (("1",), "how many codes follow"),
    "kit.fusions.lrig3": (("1",), "how many codes follow"),
    "kit.fusions.gopc": (("2",), "how many codes follow"),
    "kit.gopc-e8": (("G8R35",), "what the ledger reads for the misprint"),
    "kit.two-steps": (("2",), "printed in letters: two-step"),
    "ihc.atlas": (("2",), "printed in letters: Second Edition"),
}
# Prose of outcomes that repeats numbers of the guidance.
PROSE = {
    ("oo12-01.2018.cr", "population"): ("127", "26"),
    ("oo12-01.2018.pr", "population"): ("127", "26"),
    ("oo12-01.2018.orr", "population"): ("127", "26"),
    ("oo12-01.2018.pfs", "population"): ("127", "26"),
    ("trust-1.interim.g2032r.orr", "note"): ("5", "4"),
}
# What the ledger says is printed, and what it reads instead.
LEDGER = {
    "guidance.dor-printed-dcr": (("17.6",), ("17.6",)),
    "guidance.gopc-g18r35": (("G18R35",), ("8", "35")),
    "guidance.repotrectinib-pfs-upper": (("6.8", "19..6"), ("6.8", "19.6")),
    "guidance.repotrectinib-filed": (("2023-10",), ()),
    "guidance.guideline-2023": (("2023",), ()),
    "guidance.ceritinib-subset": (("67", "48", "81"), ()),
    "guidance.repotrectinib-cohort": (("56",), ("56",)),
    "guidance.repotrectinib-dose": (("71", "56"), ("71",)),
    "ceritinib.interval": (("48", "81"), ()),
    "fish.cutoff-15": (("15",), ("15",)),
    "taletrectinib.phase-1-wilson": (("35.4", "87.9", "9.7", "70.0"), ()),
}
# Numbers that rows of the guidance hold from other sources, or that we count ourselves.
BESIDE = {
    "ceritinib-korea.naive": (("n",), "the guidance does not print the number of patients"),
    "entrectinib-integrated.2021": (("n", "events"), "the guidance prints no number of patients"),
    "trident-1.g2032r.orr": (("low", "high"), "the interval is in the paper alone"),
    "lorlatinib-b7461001": (("events",), "responders of the paper"),
    "trident-1.naive": (("events",), "responders of the paper"),
    "trident-1.after-one": (("events",), "responders of the paper"),
    "trust-1.interim.naive": (("events",), "responders of the report"),
    "trust-1.interim.after-crizotinib": (("events",), "responders of the report"),
    "repotrectinib.trident-1-treatment-related": (("n", "grade3_percent"), "from the paper"),
    "kit.fusions.": (("value",), "how many codes follow"),
}
UNDATED = "2023-12-31"  # of what held when the guidance was written; it prints no date of its own

FIELDS = {
    "outcome": ("value", "low", "high", "n", "events"),
    "toxicity": ("any_grade_percent", "grade3_percent", "n"),
    "threshold": ("value",),
    "fusion": ("partner_exon", "ros1_exon", "cosmic_id", "printed"),
    "recommendation": ("year", "strength", "evidence_level", "agreement_percent", "valid_from"),
    "approval": ("valid_from",),
    "resistance": ("k", "n"),
    "statement": ("value", "low", "high", "n", "printed", "valid_from", "says_ja", "says_en"),
    "source_defect": ("prints", "read_as"),
}
PROSE_FIELDS = ("population_ja", "population_en", "note_ja", "note_en")
TEXTS = ("says_ja", "says_en", "prints", "read_as", *PROSE_FIELDS)
LANGUAGES = {"says_ja": "says_en", "says_en": "says_ja"}

NAMES = re.compile(
    r"G2032R|ROS1|CD74|SDC4|SLC34A2|TPM3|LRIG3|U118MG|STAT3|SHP-2|TTF-1|HER2|BHQ1|D4D6"
    r"|OO12-01|PROFILE ?1001|ALKA-372-001|STARTRK-[12]|TRIDENT-1|表[12]|2024-09-24|2026-11"
    r"|2024 edition|95% CI|30 of 32|4 drugs"
)
TOKEN = re.compile(r"COSF\d+|[A-Z]\d+R\d+|\d+q\d+|\d{4}-\d\d|\d+(?:\.+\d+)?")
YEAR_AND_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
PLAIN = re.compile(r"\d+(?:\.\d+)?|\w+\d+|6q21")
SECOND_LINE = re.compile(r"二次(?=治療)|second(?= line)")


def tokens(text: str) -> Counter[str]:
    """Count the numbers of a text; digits within names are none."""
    plain = SECOND_LINE.sub("2", NAMES.sub(" ", text))
    plain = YEAR_AND_MONTH.sub(lambda found: f"{found[1]}-{int(found[2]):02}", plain)
    return Counter(TOKEN.findall(plain))


class Field(NamedTuple):
    """One field of one fact."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True)
class Wanted:
    """What the reading wants in the fields of the store, and its numbers without a place."""

    fields: Mapping[Field, str | Counter[str]]
    unmatched: tuple[str, ...]


@pytest.fixture(scope="module")
def reading() -> Row:
    path = Path(__file__).with_name("guidance_second_reading.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def facts(resources: Path) -> Facts:
    text = read_text(resources / "knowledge")
    return {kind: {row["id"]: row for row in rows} for kind, rows in text.facts.items()}


@pytest.fixture(scope="module")
def wanted(reading: Row, facts: Facts) -> Wanted:
    return want(tuple(reading["number"]), tuple(reading["not_reached"]), facts)


def of_guidance(row: Row) -> bool:
    return GUIDANCE in (row.get("source"), *row.get("also", ()))


def held(field: Field, row: Row) -> str | Counter[str]:
    """Return what a field of the store holds, in the form in which the reading wants it."""
    value = row.get(field.name)
    if field.name in TEXTS:
        names = NAMES.findall(str(value)) if field.name in LANGUAGES else ()
        return tokens(str(value)) + Counter(names)
    if field.kind == "approval":
        return str(value)[:7]
    if field.name == "printed":
        return str(value).replace(" ", "")  # blanks are the printer's
    return "" if value is None else str(value)


def want(numbers: Numbers, not_reached: Numbers, facts: Facts) -> Wanted:
    """Say which field must hold what, from the reading and from what is no number in the store."""
    fields: dict[Field, str | Counter[str]] = {}
    unmatched = []
    for number in (*numbers, *not_reached):
        places = list(places_of(number, numbers, facts))
        for field, value in places:
            if fields.setdefault(field, value) != value:
                unmatched.append(f"{field}: {value} and {fields[field]} are both read")
        if not places and not in_statement(number):
            unmatched.append(f"line {number['line']}: {number['about']} {number['value']}")
    fields.update(texts_of(facts))
    unmatched += wrong_homes(numbers)
    unmatched += strange_numbers(numbers, facts)
    return Wanted(fields, tuple(unmatched))


def places_of(number: Row, numbers: Numbers, facts: Facts) -> Iterator[tuple[Field, str]]:
    """Yield the fields that must hold a number of the reading."""
    topic = number.get("topic")
    if topic is None:
        yield from in_outcomes(number, facts)
    elif topic == "toxicity":
        yield from in_toxicities(number, facts)
    elif topic == "fusion":
        yield from in_fusions(number, facts)
    elif topic == "guideline":
        yield from in_advice(number, facts)
    elif topic == "FISH cutoff":
        name = "fish_least_cells" if number["unit"] == "cells" else "fish_least_percent"
        if facts["threshold"][name].get("section") == number["section"]:
            yield Field("threshold", name, "value"), number["value"]
    elif topic == "approval" and number["role"] == "month":
        label = AUTHORITIES.get(number["authority"])
        if label and of_guidance(facts["approval"][label]):
            yield Field("approval", label, "valid_from"), spoken(number, numbers)


def is_year_of(number: Row, month: Row) -> bool:
    """Return whether a number is the year of a month; the EMA's is "the same" as the FDA's."""
    authority = {"EMA": "FDA"}.get(month["authority"], month["authority"])
    return number["role"] == "year" and number.get("authority") == authority


def in_outcomes(number: Row, facts: Facts) -> Iterator[tuple[Field, str]]:
    trial = TRIALS[number["trial"]]
    group = GROUPS.get(number["population"]) or PRETREATED[trial]
    for row in facts["outcome"].values():
        same = (row["trial"], row["drug"], row["group"]) == (trial, number["drug"], group)
        if not same or row.get("section") != number["section"] or row["source"] != GUIDANCE:
            continue
        name = row["id"]
        if number["role"] == "n":
            yield Field("outcome", name, "n"), number["value"]
        elif number["endpoint"] == row["endpoint"]:
            if number["role"] == "k":
                yield Field("outcome", name, "events"), number["value"]
                if row["unit"] == "patients":
                    yield Field("outcome", name, "value"), number["value"]
            else:
                yield Field("outcome", name, number["role"]), number["value"]
    if group == "g2032r" and number["drug"] == "repotrectinib" and number["role"] in ("n", "k"):
        yield Field("resistance", "g2032r.repotrectinib", number["role"]), number["value"]


def in_toxicities(number: Row, facts: Facts) -> Iterator[tuple[Field, str]]:
    term = TERMS.get(number["term"], number["term"])
    for row in facts["toxicity"].values():
        same = (row["drug"], row["term_en"]) == (number["drug"], term) and of_guidance(row)
        if same and row.get("section") in (None, number["section"]):
            yield Field("toxicity", row["id"], "any_grade_percent"), number["value"]


def in_fusions(number: Row, facts: Facts) -> Iterator[tuple[Field, str]]:
    partner = number["fusion"].removesuffix("-ROS1")
    name = f"amoydx.{partner.lower()}-e{partner_exon(number['code'])}-r{number['code'][-2:]}"
    row = facts["fusion"].get(name)
    if row is None or row["section"] != number["section"] or row["partner"] != partner:
        return
    if number["role"] == "id":
        yield Field("fusion", name, "cosmic_id"), number["value"]
    elif number["side"] == "ROS1":
        yield Field("fusion", name, "ros1_exon"), number["value"]
    elif "printed" in row:
        # The printed code holds what was read; the exon is what the ledger reads instead.
        code = f"{number['code'][0]}{number['value']}R{number['code'][-2:]}"
        yield Field("fusion", name, "printed"), code
        yield Field("fusion", name, "partner_exon"), LEDGER["guidance.gopc-g18r35"][1][0]
    else:
        yield Field("fusion", name, "partner_exon"), number["value"]


def partner_exon(code: str) -> str:
    """Return the exon of the partner in a printed code, misprints mended by the ledger."""
    if (code,) == LEDGER["guidance.gopc-g18r35"][0]:
        return LEDGER["guidance.gopc-g18r35"][1][0]
    return code[1:].partition("R")[0]


def in_advice(number: Row, facts: Facts) -> Iterator[tuple[Field, str]]:
    for row in facts["recommendation"].values():
        if row.get("section") != number["section"]:
            continue
        name = row["id"]
        if number["role"] == "year":
            yield Field("recommendation", name, "year"), number["value"]
            yield Field("recommendation", name, "valid_from"), number["value"]
        elif row["setting"] == "first" and row["subject"] in ("crizotinib", "entrectinib"):
            fields = {"percent": "agreement_percent", "id": "evidence_level"}
            field = "strength" if number["value"].isdigit() else fields["id"]
            field = fields["percent"] if number["role"] == "percent" else field
            yield Field("recommendation", name, field), number["value"]


def spoken(number: Row, numbers: Numbers) -> str:
    """Return a number of the reading as a text of the store says it."""
    if number["role"] == "month":
        year = next(n["value"] for n in numbers if is_year_of(n, number))
        return f"{year}-{int(number['value']):02}"
    if number.get("topic") == "fusion" and number["role"] == "exon":
        return str(number["code"])
    return str(number["value"])


def words_by_chapter(numbers: Numbers) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in numbers:
        found.setdefault(number["section"], set()).add(spoken(number, numbers))
        if not PLAIN.fullmatch(number["printed"]):
            found[number["section"]].add(number["printed"])
    return found


# What stands in statements alone: topic and chapter of the reading, and the statements.
HOMES = {
    ("gene", "0"): ("gene.locus", "gene.length", "gene.exons", "gene.first-fusion"),
    ("gene", "5-3"): ("fusions.partner-near",),
    ("breakpoint", "1"): ("fusions.breakpoints",),
    ("partners", "1"): ("fusions.common-partners", "partners.guidance.four"),
    ("frequency", "2"): ("frequency.guidance",),
    ("brain", "2"): ("brain.guidance",),
    ("approval", "3-1"): ("guidance.crizotinib.us", "guidance.crizotinib.eu"),
    ("approval", "3-3"): ("guidance.entrectinib.jp", "guidance.entrectinib.ntrk"),
    ("filing", "3-6"): ("guidance.repotrectinib.filed",),
    ("trial", "3-1"): ("guidance.crizotinib.oo12-01", "guidance.crizotinib.oo12-01-japan"),
    ("trial", "3-3"): ("guidance.entrectinib.trials",),
    ("guideline", "4"): ("guideline.jlcs-2023.first", "guideline.jlcs-2023.strength"),
    ("chemotherapy", "4"): ("chemotherapy.place",),
    ("kit", "5-2"): ("kit.fusions",),
    ("fusion FISH", "5-3"): ("fish.fusion-type",),
    ("break-apart FISH", "5-3"): ("fish.break-apart-type",),
    ("probe ends", "5-3"): ("fish.colours",),
    ("FISH cutoff", "5-3"): ("fish.cutoff",),
    ("IHC atlas", "5-4"): ("ihc.atlas",),
}
AGAIN = {  # numbers that such a statement repeats from another one
    "partners.guidance.four": ("4",),
    "guidance.crizotinib.oo12-01-japan": ("127",),
}


def in_statement(number: Row) -> bool:
    return (number.get("topic"), number["section"]) in HOMES


def wrong_homes(numbers: Numbers) -> Iterator[str]:
    """Yield the topics whose statements do not hold just the numbers of the reading."""
    for (topic, chapter), names in HOMES.items():
        read = Counter(
            spoken(number, numbers)
            for number in numbers
            if (number.get("topic"), number["section"]) == (topic, chapter)
            and not (number["role"] == "year" and "authority" in number)  # said with its month
            and any(sign.isdigit() for sign in number["value"])
        )
        said = Counter(word for name in names for word in STATEMENTS[name][0])
        said -= Counter(word for name in names for word in AGAIN.get(name, ()))
        if read != said:
            yield f"{topic}, chapter {chapter}: read {dict(read)}, held {dict(said)}"


def texts_of(facts: Facts) -> Iterator[tuple[Field, str | Counter[str]]]:
    """Yield what the texts of statements and of the ledger must hold."""
    ours = {name: words for name, (words, _) in WORDS_OF_OURS.items()}
    for name, row in facts["statement"].items():
        if "section" not in row:
            continue
        words, fields = STATEMENTS.get(name, ((), {}))
        for text, other in LANGUAGES.items():
            names = NAMES.findall(str(row[other]))  # names with digits are the same in both
            numbers_of_it = (*words, *ours.get(name, ()), *names)
            yield Field("statement", name, text), Counter(numbers_of_it)
        for field, said in fields.items():
            plain = said.replace(" ", "") if field == "printed" else said
            yield Field("statement", name, field), plain
    for (name, about), words in PROSE.items():
        for language in ("ja", "en"):
            yield Field("outcome", name, f"{about}_{language}"), Counter(words)
    for name, (printed, read_as) in LEDGER.items():
        yield Field("source_defect", name, "prints"), Counter(printed)
        if read_as:
            yield Field("source_defect", name, "read_as"), Counter(read_as)


def strange_numbers(numbers: Numbers, facts: Facts) -> Iterator[str]:
    """Yield what statements must hold by the lists above, and the reading has not."""
    chapters = words_by_chapter(numbers)
    exons = {n["value"] for n in numbers if n.get("topic") == "fusion"}
    for name, (words, fields) in STATEMENTS.items():
        row = facts["statement"].get(name)
        if row is None or not of_guidance(row):
            yield f"statement {name}: not in the store, or not of the guidance"
            continue
        read = chapters.get(row.get("section", ""), set())
        if name == "algorithm.negative-kit":  # our judgement on the kit of chapter 5-2
            read = chapters["5-2"]
        plain = {value for field, value in fields.items() if field != "printed"}
        for word in (*words, *plain):
            if word not in read:
                yield f"statement {name}: {word} is not read in chapter {row.get('section')}"
    yield from strange_elsewhere(chapters, exons, facts)


def strange_elsewhere(
    chapters: Mapping[str, set[str]], exons: set[str], facts: Facts
) -> Iterator[str]:
    """Yield what prose and ledger must hold by the lists above, and the reading has not."""
    for (name, _), words in PROSE.items():
        row = facts["outcome"].get(name, {})
        if not set(words) <= chapters.get(row.get("section", ""), set()):
            yield f"outcome {name}: {words} are not all read in its chapter"
    for name, (printed, _) in LEDGER.items():
        row = facts["source_defect"][name]
        for word in printed:
            if word not in chapters[row["section"]] | exons:
                yield f"source_defect {name}: {word} is not read in chapter {row['section']}"


def faults(facts: Facts, wanted: Wanted) -> Iterator[str]:
    """Yield every field of the store that is not as wanted, and every number without a place."""
    yield from wanted.unmatched
    for field, value in wanted.fields.items():
        row = facts[field.kind].get(field.id)
        if row is None or held(field, row) != value:
            found = None if row is None else held(field, row)
            yield f"{field.kind} {field.id}: {field.name} is {found}, the reading has {value}"


def fields_of_the_guidance(facts: Facts) -> Iterator[tuple[Field, Row]]:
    """Yield every field of a row of the guidance that holds a number."""
    for kind, names in FIELDS.items():
        for row in facts[kind].values():
            chapter = "section" in row or (kind in ("toxicity", "approval") and of_guidance(row))
            if not chapter or (kind == "approval" and row["id"] not in AUTHORITIES.values()):
                continue
            for name in names:
                field = Field(kind, row["id"], name)
                text = str(row.get(name, ""))
                if tokens(text) if name in TEXTS else re.search(r"\d", text):
                    yield field, row


def is_beside(field: Field, row: Row) -> bool:
    """Return whether a number beside those of the guidance is named above, or added up here."""
    if field.name == "valid_from" and row["valid_from"] == UNDATED:
        return True
    if field.name == "events" and field.id in ("profile-1001.2014.orr", "oo12-01.2018.orr"):
        return True  # complete and partial responses: test_responders_are_the_two_responses_added
    return any(
        field.id.startswith(start) and field.name in names for start, (names, _) in BESIDE.items()
    )


def changed(text: str) -> Iterator[str]:
    """Yield a text with each of its digits changed into each other digit."""
    for place, sign in enumerate(text):
        if sign.isdigit():
            yield from (text[:place] + d + text[place + 1 :] for d in "0123456789" if d != sign)


def test_every_number_of_the_reading_is_held_where_it_belongs(
    facts: Facts, wanted: Wanted, reading: Row
) -> None:
    print(f"{len(reading['number'])} numbers, {len(wanted.fields)} fields")  # noqa: T201 (the size is the point)
    assert list(faults(facts, wanted)) == []


def test_the_reading_is_as_long_as_it_says(reading: Row) -> None:
    path = Path(__file__).with_name("guidance_second_reading.toml")
    said = re.search(r"Numbers read: (\d+) .*: (\d+) in", path.read_text(encoding="utf-8"))
    assert said is not None
    assert [len(reading["number"]), len(reading["not_reached"])] == [int(n) for n in said.groups()]
    lines = [number["line"] for number in reading["number"]]
    assert lines == sorted(lines)


def test_every_number_of_a_row_of_the_guidance_is_in_the_reading_or_named_as_from_elsewhere(
    facts: Facts, wanted: Wanted
) -> None:
    strange = [
        field
        for field, row in fields_of_the_guidance(facts)
        if field not in wanted.fields and not is_beside(field, row)
    ]
    assert strange == []


def test_every_list_of_numbers_from_elsewhere_is_needed(facts: Facts) -> None:
    found = list(fields_of_the_guidance(facts))
    for start, (names, why) in BESIDE.items():
        for name in names:
            assert any(f.id.startswith(start) and f.name == name for f, _ in found), (start, why)
    for name, (words, _) in WORDS_OF_OURS.items():
        assert tokens(str(facts["statement"][name]["says_en"])) >= Counter(words), name


def test_responders_are_the_two_responses_added(facts: Facts) -> None:
    outcomes = facts["outcome"]
    for start in ("profile-1001.2014", "oo12-01.2018"):
        both = outcomes[f"{start}.cr"]["value"] + outcomes[f"{start}.pr"]["value"]
        assert outcomes[f"{start}.orr"]["events"] == both


def test_what_is_printed_wrong_stands_in_the_ledger_as_it_is_printed(
    facts: Facts, reading: Row
) -> None:
    prints = " ".join(row["prints"] for row in facts["source_defect"].values())
    double = [n for n in reading["number"] if ".." in n["printed"]]
    assert [number["printed"] for number in double] == ["19..6"]
    assert all(number["printed"] in prints for number in double)
    assert "G18R35" in prints


def test_the_colours_of_the_probes_are_not_exchanged(facts: Facts, reading: Row) -> None:
    green, red = (n["value"] for n in reading["number"] if n["unit"] == "end")
    said = facts["statement"]["fish.colours"]
    assert f"緑が{green}′ROS1、赤が{red}′ROS1" in said["says_ja"]
    assert f"green is the {green}′ ROS1 probe and red the {red}′" in said["says_en"]


def test_a_share_printed_in_tenths_is_kept_as_it_is_printed(facts: Facts, reading: Row) -> None:
    for number in reading["number"]:
        if "割" in number["printed"]:
            said = {row.get("printed") for row in facts["statement"].values()}
            assert any(number["printed"] in str(text) for text in said), number
            digits = re.sub(r"\D", "", number["printed"])
            assert number["value"] == f"{digits}0"


def test_every_changed_digit_of_a_fact_of_the_guidance_is_found(
    facts: Facts, wanted: Wanted
) -> None:
    assert not any(faults(facts, wanted))
    survivors, mutants = [], 0
    for field, value in wanted.fields.items():
        row = facts[field.kind][field.id]
        only = Wanted({field: value}, ())
        for text in changed(str(row[field.name])):
            mutants += 1
            mutant = {field.kind: {field.id: {**row, field.name: text}}}
            if field.kind == "approval" and text[:7] == str(row[field.name])[:7]:
                mutants -= 1  # the day is not of the guidance
            elif not any(faults(mutant, only)):
                survivors.append(f"{field.kind} {field.id} {field.name}: {text}")
    print(f"{mutants} of the facts, survivors: {survivors or 'none'}")  # noqa: T201 (the size is the point)
    assert mutants > 2000
    assert survivors == []


def test_every_changed_digit_of_the_reading_is_found(facts: Facts, reading: Row) -> None:
    numbers, not_reached = tuple(reading["number"]), tuple(reading["not_reached"])
    assert not any(faults(facts, want(numbers, not_reached, facts)))
    survivors, mutants = [], 0
    for place, number in enumerate(numbers):
        for text in next_digits(number["value"]):
            mutants += 1
            mutant = (*numbers[:place], {**number, "value": text}, *numbers[place + 1 :])
            if not any(faults(facts, want(mutant, not_reached, facts))):
                survivors.append(f"line {number['line']}: {number['about']}: {text}")
    print(f"{mutants} of the reading, survivors: {survivors or 'none'}")  # noqa: T201 (the size is the point)
    assert mutants > 300
    assert survivors == []


def next_digits(text: str) -> Iterable[str]:
    """Return a text with each of its digits raised by one."""
    return [
        text[:place] + str((int(sign) + 1) % 10) + text[place + 1 :]
        for place, sign in enumerate(text)
        if sign.isdigit()
    ]


def test_a_limit_that_is_reached_is_found(facts: Facts, wanted: Wanted, reading: Row) -> None:
    wanted_high = [f for f, value in wanted.fields.items() if f.name == "high" and value == "NR"]
    assert len(wanted_high) == len(reading["not_reached"])
    for field in wanted_high:
        row = {**facts["outcome"][field.id], "high": 99.9}
        assert any(faults({"outcome": {field.id: row}}, Wanted({field: "NR"}, ())))


def test_a_fact_that_is_gone_or_in_another_chapter_is_found(facts: Facts, reading: Row) -> None:
    numbers, not_reached = tuple(reading["number"]), tuple(reading["not_reached"])
    for name in ("trident-1.naive.orr", "taletrectinib-phase-1.naive.pfs"):
        rest = {key: row for key, row in facts["outcome"].items() if key != name}
        moved = {**rest, name: {**facts["outcome"][name], "section": "3-1"}}
        for outcomes in (rest, moved):
            spoilt = {**facts, "outcome": outcomes}
            assert any(faults(spoilt, want(numbers, not_reached, spoilt)))

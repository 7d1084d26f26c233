"""Every text in two languages says the same: numbers, units, names of drugs, and "not".

The comparison is of words, so it cannot see what they mean; a pair that differs for a reason stands
in a list below with that reason. A name that differs from another by one or two signs (the
-trectinibs) is followed by its brand wherever a Japanese statement uses it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from ros1_desktop.knowledge.text import read_text

Facts: TypeAlias = Mapping[str, tuple[Mapping[str, Any], ...]]

PAIRED = (
    "says",
    "note",
    "population",
    "term",
    "title",
    "why",
    "reviewers",
    "intended_use",
    "name",
    "phase",
)


class Pair(NamedTuple):
    """One text in both languages."""

    kind: str
    id: str
    about: str
    ja: str
    en: str


# --- numbers ---------------------------------------------------------------------------------

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
FISCAL_YEAR, REIWA = re.compile(r"FY(\d{4})"), 2018  # FY2026 is the year Reiwa 8
TENTHS_JA, TENTHS_EN = re.compile(r"(\d)割"), re.compile(r"(\d) in 10\b")
A_DAY = re.compile(r"1日[12]回|一日[一二]回")  # English says it in words: see the units

# Numbers that one language alone needs: in Japanese, in English.
NUMBERS_DIFFER = {
    "source lin-2021-ccr title": ((), ("27", "2899")),  # the English title gives volume and page
    "source r8-d006-27 title": (("1",), ()),  # the Japanese title says what is tested (ROS1)
}


def numbers_ja(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)
    plain = DAY.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", plain)
    plain = MONTH.sub(lambda found: f"{found[1]}-{int(found[2]):02}", plain)
    plain = TENTHS_JA.sub(r"\g<1>0%", plain)
    return Counter(NUMBER.findall(A_DAY.sub("", plain)))


def numbers_en(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)
    plain = FISCAL_YEAR.sub(lambda found: str(int(found[1]) - REIWA), plain)
    return Counter(NUMBER.findall(TENTHS_EN.sub(r"\g<1>0%", plain)))


def numbers_apart(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers that the Japanese, and those that the English, has alone."""
    ja, en = numbers_ja(pair.ja), numbers_en(pair.en)
    return tuple(sorted((ja - en).elements())), tuple(sorted((en - ja).elements()))


# --- units -----------------------------------------------------------------------------------

UNITS = {
    "percent": (r"%|\d割", r"%|\d in 10\b"),
    "months": (r"\d ?か月|毎月", r"\d[ -]months?\b|every month"),
    "weeks": (r"\d ?週|毎週", r"\d[ -]weeks?\b|weekly|every week"),
    "milligrams": (r"\bmg\b|\d ?mg", r"\bmg\b"),
    "kilobases": (r"kb", r"\bkb\b"),
    "exons": (r"エクソン", r"\bexons?\b"),
    "introns": (r"イントロン", r"\bintrons?\b"),
    "twice daily": (r"[1一]日[2二]回", r"\btwice daily\b"),
    "once daily": (r"[1一]日[1一]回", r"\bonce daily\b"),
}

# --- drugs -----------------------------------------------------------------------------------

DRUGS = {
    "crizotinib": ("クリゾチニブ|ザーコリ|crizotinib|xalkori", "crizotinib|xalkori"),
    "entrectinib": (
        "エヌトレクチニブ|ロズリートレク|entrectinib|rozlytrek",
        "entrectinib|rozlytrek",
    ),
    "repotrectinib": ("レポトレクチニブ|オータイロ|augtyro", "repotrectinib|augtyro"),
    "taletrectinib": ("タレトレクチニブ|イブトロジー|ibtrozi", "taletrectinib|ibtrozi"),
    "lorlatinib": ("ロルラチニブ|lorbrena", "lorlatinib|lorbrena"),
    "ceritinib": ("セリチニブ", "ceritinib"),
    "brigatinib": ("ブリグチニブ", "brigatinib"),
    "zidesamtinib": ("ジデサムチニブ|zidesamtinib|jideytro", "zidesamtinib|jideytro"),
    "foritinib": ("foritinib", "foritinib"),
    "unecritinib": ("unecritinib", "unecritinib"),
    "cabozantinib": ("カボザンチニブ|cabozantinib", "cabozantinib"),
    "capmatinib": ("カプマチニブ|capmatinib", "capmatinib"),
    "tepotinib": ("テポチニブ", "tepotinib"),
    "sunvozertinib": ("スンボゼルチニブ|sunvozertinib", "sunvozertinib"),
    "pemetrexed": ("ペメトレキセド", "pemetrexed"),
    "lomitapide": ("ロミタピド", "lomitapide"),
}
LOOK_ALIKE = {
    "エヌトレクチニブ": "ロズリートレク",
    "レポトレクチニブ": "オータイロ",
    "タレトレクチニブ": "イブトロジー",
}

# --- not -------------------------------------------------------------------------------------

# Words that hold a "not" and say none.
IDIOMS_JA = re.compile(
    r"問わない|問わず|によらず|かかわらず|少ない|少なく|少なかった|未治療|切除不能|必ず|まず"
)
IDIOMS_EN = re.compile(r"no matter|with(?: and| or) without", re.IGNORECASE)
NOT_JA = re.compile(
    r"ない|なく|なし|なかっ|なけれ|せず|れず|ならず|きず|おらず|わず|未[確実定読到記公]|不[明要]"
    r"|測定不能|非(?:喫煙|ペメ)|無効|禁忌"
)
NOT_EN = re.compile(
    r"\b(?:not|no|none|nor|neither|without|cannot|never|nothing|unknown|unclear|undated"
    r"|unpublished|unverified|non-smokers|contraindicat\w+)\b",
    re.IGNORECASE,
)
NOT_DIFFERS = {
    "caution caution.repotrectinib.hormonal_contraception says": "does not work: may fail",
    "statement repotrectinib.hormonal says": "does not work: may fail",
    "outcome trident-1.g2032r.orr note": "in the paper alone: in the paper, not in the guidance",
    "statement cdx.us.f1liquid-entrectinib says": "is not enough: is lacking",
}


@pytest.fixture(scope="module")
def facts(resources: Path) -> Facts:
    return read_text(resources / "knowledge").facts


@pytest.fixture(scope="module")
def pairs(facts: Facts) -> tuple[Pair, ...]:
    return tuple(pairs_of(facts))


def pairs_of(facts: Facts) -> Iterator[Pair]:
    for kind, rows in facts.items():
        for row in rows:
            for about in PAIRED:
                ja, en = row.get(f"{about}_ja"), row.get(f"{about}_en")
                if ja is not None and en is not None:
                    yield Pair(kind, row["id"], about, ja, en)


def named(pair: Pair) -> str:
    return f"{pair.kind} {pair.id} {pair.about}"


def units_ja(text: str) -> set[str]:
    return {unit for unit, (said, _) in UNITS.items() if re.search(said, text)}


def units_en(text: str) -> set[str]:
    return {unit for unit, (_, said) in UNITS.items() if re.search(said, text)}


def drugs_ja(text: str) -> set[str]:
    return {drug for drug, (said, _) in DRUGS.items() if re.search(said, text, re.IGNORECASE)}


def drugs_en(text: str) -> set[str]:
    return {drug for drug, (_, said) in DRUGS.items() if re.search(said, text, re.IGNORECASE)}


def denies_ja(text: str) -> bool:
    return NOT_JA.search(IDIOMS_JA.sub("", text)) is not None


def denies_en(text: str) -> bool:
    return NOT_EN.search(IDIOMS_EN.sub("", text)) is not None


def without_brand(text: str) -> list[str]:
    """Return the look-alike names of a Japanese text that their brand does not follow."""
    return [
        name
        for name, brand in LOOK_ALIKE.items()
        if len(re.findall(rf"{name}(?!（{brand})", text)) and brand not in text
    ]


def test_a_text_in_one_language_stands_in_the_other(facts: Facts) -> None:
    alone = [
        f"{kind} {row['id']} {about}"
        for kind, rows in facts.items()
        for row in rows
        for about in PAIRED
        if (f"{about}_ja" in row) != (f"{about}_en" in row)
    ]
    assert alone == []


def test_both_languages_hold_the_same_numbers(pairs: tuple[Pair, ...]) -> None:
    differ = {named(pair): numbers_apart(pair) for pair in pairs if any(numbers_apart(pair))}
    print(f"{len(pairs)} pairs")  # noqa: T201 (the size is the point)
    assert differ == NUMBERS_DIFFER


def test_both_languages_hold_the_same_units(pairs: tuple[Pair, ...]) -> None:
    assert [named(pair) for pair in pairs if units_ja(pair.ja) != units_en(pair.en)] == []


def test_both_languages_name_the_same_drugs(pairs: tuple[Pair, ...]) -> None:
    differ = {named(pair) for pair in pairs if drugs_ja(pair.ja) != drugs_en(pair.en)}
    assert differ == set()


def test_both_languages_deny_or_neither_does(pairs: tuple[Pair, ...]) -> None:
    texts = [pair for pair in pairs if pair.kind != "source"]  # titles are quoted
    differ = {named(pair) for pair in texts if denies_ja(pair.ja) != denies_en(pair.en)}
    assert differ == NOT_DIFFERS.keys()


def test_a_name_like_another_carries_its_brand_in_japanese_statements(
    pairs: tuple[Pair, ...],
) -> None:
    bare = [named(pair) for pair in pairs if pair.kind == "statement" and without_brand(pair.ja)]
    assert bare == []


def test_japanese_is_japanese_and_english_is_english(pairs: tuple[Pair, ...]) -> None:
    kana = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for pair in pairs:
        assert not kana.search(pair.en), named(pair)
        if pair.about in ("says", "why", "intended_use"):
            assert kana.search(pair.ja), named(pair)


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("奏効は79%", "Response in 78%"),
        ("17.6か月", "17.5 months"),
        ("2020年2月21日に承認", "Approved on 2020-02-12"),
        ("令和8年度", "FY2027"),
        ("約7割", "about 6 in 10"),
        ("6,066例", "6,606 patients"),
    ],
)
def test_a_number_that_differs_is_found(ja: str, en: str) -> None:
    assert numbers_ja(ja) != numbers_en(en)


def test_numbers_said_in_another_way_are_the_same() -> None:
    said = numbers_en("2020-02-21, FY2026, 6 in 10")
    assert numbers_ja("2020年2月21日、令和8年度、約6割") == said
    assert numbers_ja("200 mg 1日2回") == numbers_en("200 mg twice daily")


def test_a_unit_a_drug_or_a_not_that_differs_is_found() -> None:
    assert units_ja("200 mg 1日2回") != units_en("200 mg once daily")
    assert units_ja("3か月以内") != units_en("within 3 weeks")
    assert drugs_ja("レポトレクチニブ（オータイロ）") != drugs_en("taletrectinib (Ibtrozi)")
    assert denies_ja("承認されていない") != denies_en("is approved")
    assert denies_ja("治療ラインを問わない") == denies_en("any line")
    assert without_brand("レポトレクチニブは承認された") == ["レポトレクチニブ"]
    assert without_brand("レポトレクチニブ（オータイロ）は承認された") == []


def test_every_digit_changed_in_one_language_is_found(pairs: tuple[Pair, ...]) -> None:
    survivors, mutants = [], 0
    for pair in pairs:
        if named(pair) in NUMBERS_DIFFER:
            continue
        for place, sign in enumerate(pair.en):
            if sign.isdecimal():
                mutants += 1
                text = pair.en[:place] + str((int(sign) + 1) % 10) + pair.en[place + 1 :]
                if numbers_ja(pair.ja) == numbers_en(text):
                    survivors.append(f"{named(pair)}: {text}")
    print(f"{mutants} mutants, survivors: {survivors or 'none'}")  # noqa: T201 (the size is the point)
    assert survivors == []

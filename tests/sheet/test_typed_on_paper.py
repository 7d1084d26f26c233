"""What a user types stands on paper as it was typed, or is refused and the character named.

1,000 hostile strings, the same each time, in every field of the case that takes free text. Most of
them are drawn many to a page, some of them through the whole sheet.
"""

import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pypdf import PdfReader

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.questionnaire import read_questionnaire
from ros1_desktop.case.refuse import to_case
from ros1_desktop.case.typed import read
from ros1_desktop.case.vocabulary import Vocabulary
from ros1_desktop.decision.decision import Decision
from ros1_desktop.sheet.draw import pdf
from ros1_desktop.sheet.glyphs import check_glyphs
from ros1_desktop.sheet.paper import load_fonts
from ros1_desktop.sheet.sheet import Look, PrintError, Section, Sheet, Text, plain, strings

pytestmark = pytest.mark.uncovered

Compose: TypeAlias = Callable[..., tuple[Sheet, Decision]]
BARE: dict[str, Any] = {"schema": "ros1-case/1"}
COUNT, TESTS, WHOLE = 1000, 12, 5
REFUSED = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")  # by the case; what else has no glyph, by the sheet
PIECES = (
    *("<b>", "</b>", "<para>", "&amp;", "&#x41;", "<br/>", "<img src='x'/>", "<!--", "]]>", "<a"),
    *("{page}", "{pages}", "{0}", "%s", "%(x)s", "\\", "\\n", ")", "(", ") Tj", "%%EOF", "'", '"'),
    *(
        "髙",
        "﨑",
        "髙橋",
        "﨑",
        "塚",
        "神",
        "福",
        "か\u3099",
        "e\u0301",
        "A\u030a",
        "ﾊﾟﾈﾙ",
        "ー",
        "ｰ",
    ),
    *(
        "\u3000",
        "\u00a0",
        "  ",
        "～",
        "〜",
        "−",
        "–",
        "①",
        "㈱",
        "㎎",
        "½",
        "ﬁ",
        "Ω",
        "µ",
        "μ",
        "Å",
    ),
    *("𠮷", "😀", "☐", "✔", "⁺", "₂", "\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u0000"),
    *("\t", "\n", "\r", "\u2028", "\u0007", "\ue000", "\ufffe", "A" * 30, "1" * 20, "34.1か月"),
    *("=1+1", "@SUM(A1)", "-2", "http://x.y/z", "ROS1", "（", "。", "、", "」", "ッ", "ー", "["),
)


def hostile() -> Iterator[str]:
    """Yield the strings: pieces in a row, cut to the length that a label may have."""
    dice = random.Random(20261124)  # noqa: S311 (the same strings every time)
    yield from PIECES
    for _ in range(COUNT - len(PIECES)):
        yield "".join(dice.choices(PIECES, k=dice.randint(1, 6)))[: dice.randint(1, 40)]


@pytest.fixture(scope="module")
def drawn(fonts: Path) -> frozenset[int]:
    """Return the code points that the font draws."""
    return load_fonts(fonts)


def case_of(names: Iterable[str]) -> dict[str, Any]:
    """Return a case whose tests have these names."""
    tests = [{"assay": "other_rna_ngs", "assay_name": name, "result": "positive"} for name in names]
    return {**BARE, "ros1_tests": tests}


def squeezed(text: str) -> str:
    """Return a text without what a line's end may take or give; full-width spaces stay.

    A space that may not end a line is drawn as a space, and looks the same.
    """
    return text.replace("\n", "").replace(" ", "").replace("\u00a0", "")


def on_paper(sheet: Sheet, fonts: Path) -> str:
    """Return the text of a drawn sheet."""
    return squeezed("".join(p.extract_text() for p in PdfReader(BytesIO(pdf(sheet, fonts))).pages))


def refusal(work: Callable[[], object]) -> CaseError | PrintError | None:
    """Return with what some work refuses; None where it does not."""
    try:
        work()
    except (CaseError, PrintError) as error:
        return error
    return None


def accepted(answers: dict[str, Any], vocabulary: Vocabulary, field: str, typed: str) -> bool:
    """Tell whether a case takes a string; a refusal names the field and the character."""
    error = refusal(lambda: to_case(answers, vocabulary))
    if error is None:
        assert all(unicodedata.category(sign) not in REFUSED for sign in typed)
        return True
    assert isinstance(error, CaseError)
    assert error.field == field, typed
    if error.code == "character":
        code = str(error.values_of_sentence["found"])
        assert chr(int(code.removeprefix("U+"), 16)) in typed
    else:
        assert error.code in ("looks_like_name", "looks_like_number", "name_of_assay"), typed
    return False


def printable(sheet: Sheet, typed: str, drawn: frozenset[int]) -> bool:
    """Tell whether the font has a sheet; a refusal names a character that was typed."""
    error = refusal(lambda: check_glyphs(sheet, drawn))
    if error is None:
        assert all(ord(sign) in drawn for sign in typed)
        return True
    assert error.code == "no_glyph"
    sign = chr(int(str(error.values_of_sentence["code_point"]).removeprefix("U+"), 16))
    assert sign in typed
    assert ord(sign) not in drawn
    return False


def test_the_strings_are_as_many_as_said_and_of_every_kind(drawn: frozenset[int]) -> None:
    every = list(hostile())
    assert len(every) == COUNT
    assert any("𠮷" in text for text in every)
    assert sum(all(ord(sign) in drawn for sign in text) for text in every) > COUNT // 4


def test_every_free_text_of_the_schema_is_meant_here(vocabulary: Vocabulary) -> None:
    free = [
        path
        for path, field in vocabulary.fields.items()
        if field.schema.get("type") == "string"
        and not {"pattern", "enum", "format"} & field.schema.keys()
    ]
    assert free == ["label", "ros1_tests[].assay_name"]


def test_the_name_of_a_test_is_printed_as_typed_or_refused(
    compose: Compose, vocabulary: Vocabulary, drawn: frozenset[int], fonts: Path
) -> None:
    kept: list[str] = []
    for typed in hostile():
        answers = case_of([typed])
        if accepted(answers, vocabulary, "ros1_tests[0].assay_name", typed):
            sheet, _ = compose(answers)
            assert typed in next(part for part in strings(sheet.sections) if typed in part)
            if printable(sheet, typed, drawn):
                kept.append(typed)
    assert len(kept) > COUNT // 4
    for start in range(0, len(kept), TESTS):
        some = kept[start : start + TESTS]
        sheet, _ = compose(case_of(some))
        (conditions,) = (part for part in sheet.sections if _holds(part, some))
        text = on_paper(replace(sheet, sections=(conditions,)), fonts)
        assert [typed for typed in some if squeezed(typed) not in text] == []


def _holds(section: Section, some: list[str]) -> bool:
    said = "\n".join(strings(section))
    return not section.opens and all(typed in said for typed in some)


def test_the_label_is_printed_as_typed_or_refused(
    compose: Compose, vocabulary: Vocabulary, drawn: frozenset[int], fonts: Path
) -> None:
    lines: list[Text] = []
    kept: list[str] = []
    for typed in hostile():
        answers = {**BARE, "label": typed}
        if accepted(answers, vocabulary, "label", typed):
            sheet, _ = compose(answers)
            (line,) = (one for one in sheet.band.lines if any(run.text == typed for run in one))
            if printable(sheet, typed, drawn):
                lines.append(Text(line, Look.DENSE))
                kept.append(typed)
    assert len(kept) > COUNT // 10
    sheet, _ = compose(BARE)
    text = on_paper(replace(sheet, sections=(Section("名", tuple(lines)),)), fonts)
    assert [typed for typed in kept if squeezed(typed) not in text] == []


def test_some_of_them_go_the_whole_way(
    compose: Compose, fonts: Path, drawn: frozenset[int]
) -> None:
    good = [
        typed
        for typed in hostile()
        if typed.strip()
        and all(ord(sign) in drawn and unicodedata.category(sign) not in REFUSED for sign in typed)
    ]
    for start in range(0, WHOLE * TESTS, TESTS):
        some = good[start : start + TESTS]
        text = on_paper(compose(case_of(some))[0], fonts)
        assert [typed for typed in some if squeezed(typed) not in text] == []


@pytest.mark.parametrize(
    "typed", ["髙﨑パネル", "か\u3099", "<b>&amp;</b>", "（甲　乙）", "ー①㈱ﾊﾟﾈﾙ"]
)
def test_what_is_typed_into_a_field_is_kept_as_it_is(
    typed: str, resources: Path, vocabulary: Vocabulary
) -> None:
    path = "ros1_tests[].assay_name"
    questionnaire = read_questionnaire(resources, vocabulary)
    (question,) = (
        one for page in questionnaire.pages for one in page.questions if one.field == path
    )
    assert read(question, path, f" {typed}\n") == typed


def test_a_character_outside_the_font_is_refused_and_named(compose: Compose, fonts: Path) -> None:
    with pytest.raises(PrintError, match=r"U\+20BB7"):
        pdf(compose(case_of(["𠮷野家"]))[0], fonts)


def test_a_case_is_never_changed_by_printing_it(compose: Compose) -> None:
    answers = case_of(["髙﨑　か\u3099 <b>"])
    before = Case(answers)
    compose(answers)
    assert before.answers == case_of(["髙﨑　か\u3099 <b>"])


def test_full_width_spaces_are_kept_within_a_line(compose: Compose, fonts: Path) -> None:
    sheet, _ = compose(BARE)
    line = Text(plain("甲　乙　　丙"), Look.DENSE)
    drawn = replace(sheet, sections=(Section("名", (line,)),))
    pages = PdfReader(BytesIO(pdf(drawn, fonts))).pages
    assert "甲　乙　　丙" in pages[0].extract_text()

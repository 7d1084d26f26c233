"""A case goes into the text of a 2D code and comes back the same, or is refused."""

import json
import random
import string
import zlib
from base64 import b32encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ros1_desktop.case.case import Case, CaseError
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.exchange.code2d import (
    LONGEST,
    NAME,
    Pieces,
    code_in,
    from_code,
    read_pieces,
    to_code,
)
from ros1_desktop.exchange.opened import open_case, open_code
from ros1_desktop.exchange.read import read_case

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
VOCABULARY = read_vocabulary(RESOURCES)
PIECES = read_pieces(RESOURCES)
EDITION, FINGERPRINT = "2026-11", "4f2b81efea1d" + "0" * 52
EXAMPLES = sorted((ROOT / "tests" / "examples").glob("*.case.json"))
SMALL = {"schema": "ros1-case/1", "ecog_ps": 1}


def code_of(answers: dict[str, Any]) -> str:
    """Return the code of answers."""
    return to_code(Case(answers), EDITION, FINGERPRINT, PIECES)


def refusal(text: str) -> str:
    """Return the code of the error with which a text is refused."""
    with pytest.raises(CaseError) as refused:
        from_code(text, PIECES)
    return refused.value.code


def test_every_example_comes_back_the_same_but_for_its_label() -> None:
    for path in EXAMPLES:
        answers = dict(read_case(path.read_bytes(), VOCABULARY).answers)
        code = to_code(Case({**answers, "label": "A-12"}), EDITION, FINGERPRINT, PIECES)
        opened = open_case(f"{code}\r\n".encode(), VOCABULARY, PIECES)
        answers.pop("label", None)
        assert opened.case == Case(answers)
        assert opened.scanned is not None
        assert opened.scanned.is_of(EDITION, FINGERPRINT)


def test_a_code_is_capital_letters_and_digits_and_holds_no_label() -> None:
    code = code_of({**SMALL, "label": "KEY-7"})
    assert set(code) <= set(string.ascii_uppercase + string.digits)
    assert code == code_of(SMALL)
    assert "label" not in from_code(code, PIECES).answers


def test_the_order_of_answers_changes_nothing() -> None:
    assert code_of(dict(reversed(SMALL.items()))) == code_of(SMALL)


def test_ordinary_cases_fit_a_small_code() -> None:
    lengths = [
        len(code_of(dict(read_case(path.read_bytes(), VOCABULARY).answers))) for path in EXAMPLES
    ]
    assert max(lengths) < 400


@pytest.mark.parametrize(
    ("edition", "fingerprint", "same"),
    [
        (EDITION, FINGERPRINT, "same"),
        ("2027-05", FINGERPRINT, "other"),
        (EDITION, "a" * 64, "other"),
    ],
)
def test_other_knowledge_is_noticed(edition: str, fingerprint: str, same: str) -> None:
    assert from_code(code_of(SMALL), PIECES).is_of(edition, fingerprint) is (same == "same")


def test_what_a_code_was_made_with_is_told_in_full() -> None:
    scanned = from_code(code_of(SMALL), PIECES)
    assert scanned.knowledge == {
        "edition": EDITION,
        "fingerprint": FINGERPRINT[: len(scanned.fingerprint)],
    }


def test_every_word_of_the_schema_is_a_piece_and_stands_once() -> None:
    assert len(set(PIECES.pieces)) == len(PIECES.pieces)
    for field in VOCABULARY.fields.values():
        for word in field.words:
            if isinstance(word, str) and field.path != "schema":
                assert f'"{word}"' in PIECES.pieces, word
        for name in field.path.replace("[]", "").split("."):
            named = f'"{name}":'
            assert named in PIECES.pieces or name == "schema", name


def test_no_piece_has_changed_its_place() -> None:
    """A printed code names its pieces by their places: the same code must be read for ever."""
    printed = (
        "ROS1CASE1LMPTENRNGEYSELBCGRTDEYRYGFSWMZLBGFSCELD36UCPKTZM6UDHX5IJ6VOCZ5IIDQWPKBY"
        "3FT2QUAD5FT2QKMJM6UFXX5IN6VSCZ5IMLMGV2LHVCABCZ5IP6VTCZ5IOGQYH2LHVAIPTENRNGEYS2MR"
        "QEIWPKGT36UOAGLHVDUBSZ5I3AMWPKIQDFT2SCAZM6UPAGLHVEABSZ5I7AN6SZ5JHPP2SUABM6UUAA7J"
        "M6UB7KSZM6UVXX5JOLP2Z4XJM6UWVWISHGIYDGMSSEJOSZ5JMLP2ZYXL5FT2RCW33A4MSYDT3B4REGRB"
        "XGQRCYEBWFQITGND5FQFR6MRTFUYDKIRMBACCYCINFQFAY7K5FT2SG67VEVNXWGHVSEWBJ5MAFQKR4LA"
        "WD4ZDGLJQGYRCYFY7GI3C2MJQEJ6V2LHVEQBH2LHVF557KPYBFT2T4ARM6UZAALHVGQDCZ5JQAYWPKRI"
        "AFT2TYERM6UYRGLHVGUDH2LA5PVO2ZVTFFY"
    )
    answers = json.loads((RESOURCES / "sample.ros1.json").read_text(encoding="utf-8"))
    answers.pop("label", None)
    assert from_code(printed, PIECES).answers == answers
    assert to_code(Case(answers), EDITION, FINGERPRINT, PIECES) == printed


def test_any_sign_changed_left_out_or_added_is_refused() -> None:
    code = code_of(SMALL)
    letters = string.ascii_uppercase + "234567"
    dice = random.Random(20261124)  # noqa: S311 (the same slips every time)
    for place in range(len(NAME) + 1, len(code)):
        other = dice.choice([sign for sign in letters if sign != code[place]])
        for changed in (
            code[:place] + other + code[place + 1 :],
            code[:place] + code[place + 1 :],
            code[:place] + other + code[place:],
        ):
            assert refusal(changed) == "code_damaged"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "code_not_one"),
        ("ROS1", "code_not_one"),
        ("{}", "code_not_one"),
        ("ROS1CASE1", "code_not_one"),
        ("ros1case1aaaa", "code_not_one"),
        ("ROS1CASE1A A", "code_not_one"),
        ("ROS1CASE1" + "A" * LONGEST, "code_not_one"),
        ("ROS1CASE2AAAA", "code_of_another_form"),
        ("ROS1CASE1A", "code_damaged"),
        ("ROS1CASE1AAAAAAAAAAAAAAAAAAAA", "code_damaged"),
    ],
)
def test_what_is_no_code_says_which_kind_of_none(text: str, code: str) -> None:
    assert refusal(text) == code


def _whole(inside: str) -> str:
    """Return a code around any text, its checksum right."""
    packed = PIECES.packed(inside)
    return f"{NAME}1" + b32encode(packed + zlib.crc32(packed).to_bytes(4)).decode().rstrip("=")


@pytest.mark.parametrize(
    "inside",
    [
        '["2026-11","4f2b81efea1d",{"ecog_ps":1,"schema":"ros1-case/1","label":"A"}]',
        '["2026-11","4f2b81efea1d",{"schema":"ros1-case/1","ecog_ps":1}]',
        '["2026-11","4f2b81efea1d", {"ecog_ps":1,"schema":"ros1-case/1"}]',
        '["2026-11","4f2b81efea1d",{"ecog_ps":1,"ecog_ps":1,"schema":"ros1-case/1"}]',
        '["2026-11","4f2b81efea1d",{"ecog_ps":1e0,"schema":"ros1-case/1"}]',
        '["2026-11","4f2b81efea1d",{"ecog_ps":NaN,"schema":"ros1-case/1"}]',
        '["2026-11","4f2b81efea1d",{"label":"A-1","schema":"ros1-case/1"}]',
        '["2026-11","4f2b81efea1d",{"a":"\\ud800","schema":"ros1-case/1"}]',
        '["2026-11","",{"schema":"ros1-case/1"}]',
        '["2026-11","4f2b81efea1d",[]]',
        '["2026-11","4f2b81efea1d"]',
        '[1,"4f2b81efea1d",{}]',
        '{"a":1}',
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "",
    ],
)
def test_what_is_not_written_as_the_program_writes_it_is_refused(inside: str) -> None:
    assert refusal(_whole(inside)) == "code_damaged"


def test_a_place_that_no_piece_has_is_refused() -> None:
    few = Pieces(PIECES.pieces[:3])
    with pytest.raises(CaseError, match="code_damaged"):
        from_code(code_of(SMALL), few)


def test_a_code_whose_answers_are_no_case_names_the_field() -> None:
    code = code_of({**SMALL, "ecog_ps": 9})
    with pytest.raises(CaseError) as refused:
        open_code(code, VOCABULARY, PIECES)
    assert refused.value.field == "ecog_ps"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_of_a_user_comes_back_as_it_was(typed: str) -> None:
    answers = {"schema": "ros1-case/1", "ros1_tests": [{"assay_name": typed}]}
    assert from_code(code_of(answers), PIECES).answers == answers


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=string.ascii_uppercase + "234567", max_size=200))
def test_whatever_follows_the_name_only_a_case_error_comes_out(letters: str) -> None:
    assert refusal(f"{NAME}1{letters}") in ("code_damaged", "code_not_one")


@pytest.mark.parametrize("before", ["", "\ufeff", " \n"])
def test_a_content_that_begins_like_a_code_is_one(before: str) -> None:
    assert code_in(f"{before}ROS1CASE1ABC\n".encode()) == "ROS1CASE1ABC"


def test_any_other_content_is_a_file() -> None:
    assert code_in(b'{"schema": "ros1-case/1"}') is None
    assert open_case(b'{"schema": "ros1-case/1"}', VOCABULARY, PIECES).scanned is None

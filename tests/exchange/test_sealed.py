"""A case under a passphrase is the case again, or nothing."""

import itertools
import os
import struct
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from ros1_desktop.case.case import CaseError
from ros1_desktop.case.vocabulary import read_vocabulary
from ros1_desktop.exchange.read import read_case
from ros1_desktop.exchange.sealed import Strength, is_sealed, make_key, refuse_new, unseal

CASE = b'{"schema": "ros1-case/1", "label": "TB-7"}\n'
HERONS = "three dry herons"
CHEAP = Strength(memory=8, iterations=1, lanes=1)
HEADER = 49
HARDEST = (1 << 17, 3, 8)


def sealed(content: bytes = CASE, strength: Strength | None = CHEAP) -> bytes:
    return make_key(HERONS, strength).seal(content)


def code_of(content: bytes, passphrase: str = HERONS) -> str:
    with pytest.raises(CaseError) as caught:
        unseal(content, passphrase)
    return caught.value.code


def with_cost(*cost: int) -> bytes:
    """Return a container whose header asks for this."""
    whole = sealed()
    return whole[:9] + struct.pack(">III", *cost) + whole[21:]


def test_what_was_sealed_is_opened_again_at_the_strength_of_the_product() -> None:
    whole = make_key(HERONS).seal(CASE)
    assert is_sealed(whole)
    assert struct.unpack(">III", whole[9:21]) == (65536, 3, 4)
    assert b"TB-7" not in whole
    assert unseal(whole, HERONS)[0] == CASE


@pytest.mark.parametrize("content", [b"", b"\0", os.urandom(100_000)], ids=["none", "NUL", "much"])
def test_any_content_comes_back(content: bytes) -> None:
    assert unseal(sealed(content), HERONS)[0] == content


def test_the_same_case_twice_shares_neither_salt_nor_nonce_nor_text() -> None:
    one, other = sealed(), sealed()
    assert one[:21] == other[:21]
    assert one[21:37] != other[21:37]
    assert one[37:49] != other[37:49]
    assert one[49:] != other[49:]


def test_every_flipped_bit_is_refused() -> None:
    whole = sealed()
    codes = set()
    for place, bit in itertools.product(range(len(whole)), range(8)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bit
        codes.add(code_of(bytes(flipped)))
    assert codes == {"cannot_unseal", "sealed_damaged", "sealed_version"}


def test_a_container_cut_anywhere_or_grown_is_refused() -> None:
    whole = sealed()
    assert {code_of(whole[:size]) for size in range(HEADER + 16)} == {"sealed_damaged"}
    assert {code_of(whole[:size]) for size in range(HEADER + 16, len(whole))} == {"cannot_unseal"}
    assert code_of(whole + b"\0") == "cannot_unseal"
    assert code_of(whole + whole) == "cannot_unseal"


def test_a_header_of_another_case_does_not_fit() -> None:
    one, other = sealed(), sealed()
    assert code_of(one[:HEADER] + other[HEADER:]) == "cannot_unseal"


@pytest.mark.parametrize(
    "passphrase", ["", "three dry heron", "three dry herons ", "Three dry herons"]
)
def test_another_passphrase_is_refused(passphrase: str) -> None:
    assert code_of(sealed(), passphrase) == "cannot_unseal"


def hostile_costs() -> Iterator[tuple[int, int, int]]:
    most = (1 << 32) - 1
    yield from [(0, 1, 1), (8, 0, 1), (8, 1, 0), (7, 1, 1), (15, 1, 2), (72, 1, 9)]
    yield from [(most, 1, 1), (8, most, 1), (8, 1, most), (most, most, most)]
    yield from [((1 << 17) + 1, 1, 1), (1 << 17, 4, 1), (8, (1 << 16) + 1, 1)]


@pytest.mark.parametrize("cost", list(hostile_costs()), ids=str)
def test_what_a_hostile_header_asks_for_is_not_paid(
    cost: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def paid(*_: object) -> None:
        pytest.fail("the key was made")

    hostile = with_cost(*cost)
    monkeypatch.setattr("ros1_desktop.exchange.sealed._cipher", paid)
    assert code_of(hostile) == "sealed_damaged"


def test_the_hardest_header_that_is_paid_is_bearable() -> None:
    assert Strength(*HARDEST).is_bearable
    assert code_of(with_cost(8, 64, 1)) == "cannot_unseal"


def test_a_short_passphrase_seals_nothing() -> None:
    with pytest.raises(CaseError) as caught:
        make_key("1234567")
    assert (caught.value.field, caught.value.code) == ("passphrase", "passphrase_too_short")


def test_a_new_passphrase_is_typed_alike_twice() -> None:
    refuse_new(HERONS, HERONS)
    with pytest.raises(CaseError) as caught:
        refuse_new(HERONS, HERONS[:-1])
    assert (caught.value.field, caught.value.code) == ("passphrase", "passphrases_differ")


@pytest.mark.parametrize(
    "typed",
    ["ｔｈｒｅｅ ｄｒｙ ｈｅｒｏｎｓ", "three　dry　herons"],
    ids=["full-width", "wide spaces"],
)
def test_full_width_signs_are_the_same_passphrase(typed: str) -> None:
    assert unseal(sealed(), typed)[0] == CASE


def test_a_passphrase_in_japanese_is_one_however_its_marks_are_stored() -> None:
    typed = "がんだいぐみのばら"
    whole = make_key(unicodedata.normalize("NFD", typed), CHEAP).seal(CASE)
    assert unseal(whole, typed)[0] == CASE


def test_a_sealed_case_is_named_as_such_where_a_plain_one_is_read(resources: Path) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(sealed(), read_vocabulary(resources))
    assert (caught.value.field, caught.value.code) == ("case", "sealed")


def test_nothing_is_loaded_before_it_is_needed() -> None:
    import subprocess  # noqa: PLC0415

    program = "import sys, ros1_desktop.exchange.sealed; print(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "ros1_desktop.exchange.sealed" in ended.stdout.split()
    assert "cryptography" not in ended.stdout.split()

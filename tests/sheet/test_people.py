"""Figures as whole people: rounded, in both frames, never of 100 where they were few."""

from typing import Any

import pytest

from ros1_desktop.sheet.people import People, people_of, whole

LEAST = 30


def people(**fact: Any) -> People:  # noqa: ANN401 (a fact's columns)
    return people_of(fact, "value", LEAST)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (71.7, 72),
        (90.6, 91),
        (68, 68),
        (0, 0),
        (100, 100),
        (0.5, 1),
        (66.5, 67),
        (67.5, 68),
        (1, 1),
    ],
)
def test_half_a_person_is_rounded_up_whatever_stands_before_it(value: float, expected: int) -> None:
    assert whole(value) == expected


def test_a_rate_is_people_of_100_with_both_frames_and_the_ends_of_its_range() -> None:
    found = people(value=71.7, n=127, low=63.0, high=79.3)
    assert (found.people, found.of, found.rest, found.low, found.high) == (72, 100, 28, 63, 79)
    assert not found.few


def test_both_frames_make_the_whole_for_every_tenth_of_a_percent() -> None:
    for tenth in range(10, 1001):
        found = people(value=tenth / 10, n=500)
        assert found.people is not None
        assert found.people + found.rest == 100


def test_few_people_are_counted_by_themselves_and_have_no_range() -> None:
    found = people(value=66.7, n=9, low=35.4, high=87.9)
    assert (found.people, found.of, found.rest, found.few) == (6, 9, 3, True)
    assert (found.low, found.high) == (None, None)


def test_few_people_are_those_that_the_source_counts() -> None:
    assert people(value=22, n=9, events=2).people == 2
    assert people(value=38, n=29, events=12).people == 12


def test_thirty_people_are_counted_of_100_and_29_are_not() -> None:
    assert people(value=50, n=30).of == 100
    assert people(value=50, n=29).of == 29


@pytest.mark.parametrize("value", ["<1", 0.1, 0.99])
def test_below_one_of_100_there_is_no_number_of_people(value: str | float) -> None:
    found = people(value=value, n=426)
    assert found.people is None
    assert found.rest == 100


def test_below_one_of_few_people_there_is_none_either() -> None:
    assert people(value="<1", n=20).people is None


def test_nobody_is_a_number_of_people() -> None:
    assert people(value=0, n=426).people == 0


@pytest.mark.parametrize("end", [None, "NR", "NE"])
def test_an_end_that_its_source_does_not_give_is_missing(end: str | None) -> None:
    fact: dict[str, Any] = {"value": 50, "n": 100, "low": 40.4}
    if end is not None:
        fact["high"] = end
    found = people(**fact)
    assert (found.low, found.high) == (40, None)


def test_without_the_number_of_people_a_rate_is_of_100() -> None:
    assert people(value=43).of == 100

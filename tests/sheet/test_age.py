"""An edition says when it is old: amber, then red, counted in days after its date."""

from datetime import date
from typing import Any

import pytest

from ros1_desktop.sheet.age import age_of, last_day

EDITION: dict[str, Any] = {"date": "2026-01-01", "amber_after_days": 10, "red_after_days": 20}


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("2016-01-01", "early"),
        ("2025-12-31", "early"),
        ("2026-01-01", ""),
        ("2026-01-11", ""),
        ("2026-01-12", "amber"),
        ("2026-01-21", "amber"),
        ("2026-01-22", "red"),
        ("2036-01-01", "red"),
    ],
)
def test_an_edition_is_old_from_the_day_after_its_limit(day: str, age: str) -> None:
    assert age_of(EDITION, date.fromisoformat(day)) == age


def test_the_last_day_is_the_one_before_it_is_out_of_date() -> None:
    assert last_day(EDITION) == date(2026, 1, 21)

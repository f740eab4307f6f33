"""Feasts and holidays fall where they fell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.quiet_days import islamic, share


@pytest.mark.parametrize(
    "lebaran",
    [
        date(2022, 5, 2),
        date(2023, 4, 22),
        date(2024, 4, 10),
        date(2025, 3, 31),
        date(2026, 3, 21),
    ],
)
def test_nothing_is_expected_around_lebaran(lebaran: date) -> None:
    assert {share(lebaran + timedelta(days=day)) for day in range(-2, 6)} == {0.0}
    assert share(lebaran - timedelta(days=15)) == 0.7
    assert share(lebaran + timedelta(days=14)) in {0.5, 1.0}


def test_holidays_count_in_part_and_common_days_whole() -> None:
    assert share(date(2026, 8, 17)) == share(date(2026, 12, 25)) == 0.5
    assert share(date(2026, 7, 8)) == 1.0


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)))
def test_the_calendar_has_no_gaps(day: date) -> None:
    month, month_day = islamic(day)
    after = islamic(day + timedelta(days=1))

    assert 1 <= month <= 12
    assert 1 <= month_day <= 30
    assert after == (month, month_day + 1) or (
        month_day in {29, 30} and after == (month % 12 + 1, 1)
    )

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.records import JAKARTA
from pipelines.text.dates import parse_moment
from tests.text import cases

NOW = datetime(2026, 2, 4, 10, 30, tzinfo=JAKARTA)


@pytest.mark.parametrize(("text", "expected"), cases("moments.txt"))
def test_a_printed_time_is_read(text: str, expected: str) -> None:
    moment = parse_moment(text, NOW)
    assert (moment.isoformat() if moment else "-") == expected


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "29\u00a0Januari\u00a0x", "\x00"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse_moment(text, NOW) is None


def test_hard_spaces_are_spaces() -> None:
    moment = parse_moment("29\u00a0Januari\u00a02026\u00a014:05", NOW)
    assert moment == datetime(2026, 1, 29, 14, 5, tzinfo=JAKARTA)


def test_now_may_be_in_any_zone() -> None:
    now = datetime(2026, 2, 4, 18, tzinfo=UTC)
    assert parse_moment("kemarin 10:00", now) == datetime(2026, 2, 4, 10, tzinfo=JAKARTA)


PIECES = st.sampled_from(
    "29|1|2026|Januari|Jan|:|.|/|-|14:05|WIB|WITA|+0700|pm|jam|hari|lalu|kemarin|T|Z| |,|99".split(
        "|"
    )
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25))
def test_any_text_gives_an_aware_time_or_none(pieces: list[str]) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        moment = parse_moment(text, NOW)
        assert moment is None or moment.tzinfo is not None


def test_a_very_long_text_is_no_burden() -> None:
    assert parse_moment("29 Januari " * 200_000, NOW) is None

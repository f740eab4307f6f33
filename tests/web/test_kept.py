"""What takes long is told once a minute, and at once after a change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from web.kept import Kept

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_it_is_told_anew_after_a_minute_or_a_change() -> None:
    told: list[datetime] = []
    kept = Kept(lambda now: told.append(now) or len(told))

    assert [kept.at(NOON), kept.at(NOON + timedelta(minutes=1))] == [1, 1]
    assert kept.at(NOON + timedelta(minutes=1, seconds=1)) == 2
    kept.forget()
    assert kept.at(NOON + timedelta(minutes=1, seconds=1)) == 3
    # A clock that was set back does not keep it for ever.
    assert kept.at(NOON - timedelta(days=1)) == 4

"""A store of either sort, and a clock that is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from tests.store.conftest import address, postgres_server, store

__all__ = ["address", "postgres_server", "store"]

WIB = ZoneInfo("Asia/Jakarta")


class Clock:
    """Stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment.astimezone(UTC)

    def go(self, length: timedelta) -> None:
        self.moment += length


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that APScheduler reads too: a Monday, 00.00 WIB."""
    clock = Clock(datetime(2026, 11, 30, tzinfo=WIB))

    class ByHand(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.moment.astimezone(tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", ByHand)
    return clock

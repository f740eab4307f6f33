"""The month that a report is of, as the office's clock has it, and what it is compared with."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from model.exceptions import InputError

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_FIRST_YEAR = 2000


class Period(NamedTuple):
    """Days of one month, both included; ``is_running`` while the month has not ended."""

    first: date
    last: date
    zone: ZoneInfo
    is_running: bool = False

    @property
    def name(self) -> str:
        """The month, such as "2026-01"."""
        return f"{self.first:%Y-%m}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def since(self) -> datetime:
        """The moment it begins, in UTC."""
        return _midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """The moment after its end, in UTC."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    def day_of(self, moment: datetime) -> date:
        """Return the day that an aware moment is on."""
        return moment.astimezone(self.zone).date()

    @property
    def before(self) -> Period:
        """The month before it; of a month that has not ended, as many days."""
        end = self.first - timedelta(days=1)
        first = end.replace(day=1)
        last = end if not self.is_running else min(end, first + (self.last - self.first))
        return Period(first, last, self.zone)


def period_of(month: str, now: datetime, zone: ZoneInfo) -> Period:
    """Return the days of ``month`` ("2026-01") up to ``now`` (UTC), in a zone.

    Raises:
        InputError: there is no such month, or it has not begun.
    """
    found = _MONTH.fullmatch(month)
    if found is None or int(found[1]) < _FIRST_YEAR:
        raise InputError(f"{month!r} is no month such as 2026-01")
    first = date(int(found[1]), int(found[2]), 1)
    today = now.astimezone(zone).date()
    if first > today:
        raise InputError(f"{month} has not begun yet: it is {today} in {zone.key}")
    end = first.replace(day=monthrange(first.year, first.month)[1])
    return Period(first, min(end, today), zone, is_running=today <= end)


def month_before(now: datetime, zone: ZoneInfo) -> str:
    """Return the last month that has ended, such as "2026-01"."""
    end = now.astimezone(zone).date().replace(day=1) - timedelta(days=1)
    return f"{end:%Y-%m}"


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

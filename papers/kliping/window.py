"""The period of a kliping, and which articles fall into it.

Pure: moments are in UTC; the days and hours of the office are those of its zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from model.exceptions import InputError
from model.records import JAKARTA

_A_DAY: Final = timedelta(days=1)
#: How long after it was seen a page may come into the store: a crawl may take half a day.
GRACE: Final = _A_DAY


class Place(Enum):
    """Where an article stands to a period."""

    NEW = "published in it"
    LATE = "published before it, and found since"
    OLD = "known before it"
    AHEAD = "published after it"


class Window(NamedTuple):
    """A period: from ``start`` to ``end``, which is not included.

    ``is_first`` says that no kliping was sent before, so that nothing can be late. Articles of more
    than ``late`` before the start are history, whenever they are found.
    """

    start: datetime
    end: datetime
    is_first: bool
    late: timedelta

    @property
    def read_since(self) -> datetime:
        """From when on articles must have been seen or published to be looked at."""
        return self.start - GRACE


class Office(NamedTuple):
    """The clock of an office: its zone, and when its kliping is due."""

    zone: ZoneInfo
    hour: time

    def due(self, day: date) -> datetime:
        """Return when the kliping of a day is due."""
        return datetime.combine(day, self.hour, self.zone).astimezone(UTC)

    def today(self, now: datetime) -> date:
        """Return the day in the office."""
        return now.astimezone(self.zone).date()


def window_of(
    day: date, now: datetime, office: Office, last_end: datetime | None, late_days: int
) -> Window:
    """Return the period of a day's kliping: since the last one that was sent, up to its hour.

    Before that hour it ends now. Without one that was sent it is of 24 hours.

    Raises:
        InputError: the day is yet to come, or the last one that was sent went further than it.
    """
    if day > office.today(now):
        raise InputError(f"{day} is yet to come")
    end = min(office.due(day), now)
    start = end - _A_DAY if last_end is None else last_end
    if start >= end:
        raise InputError(
            f"nothing is left for {day}: the last kliping went up to {start:%H:%M} UTC"
        )
    return Window(start, end, last_end is None, timedelta(days=late_days))


def place_of(published: datetime | None, seen: datetime, window: Window) -> Place:
    """Return where an article stands to a period, that no kliping told of before."""
    moment = moment_of(published, seen)
    if moment >= window.end:
        return Place.AHEAD
    if moment >= window.start:
        return Place.NEW
    is_found_since = not window.is_first and seen >= window.read_since
    return Place.LATE if is_found_since and moment >= window.start - window.late else Place.OLD


def moment_of(published: datetime | None, seen: datetime) -> datetime:
    """Return when an article came out, as well as that is known.

    Where only its day is told, it is within that day, and no later than it was seen.
    """
    if published is None:
        return seen
    if not is_dated_only(published):
        return published
    return max(published, min(seen, published + _A_DAY - timedelta(seconds=1)))


def is_dated_only(published: datetime) -> bool:
    """Whether a page told only its day, which is kept as the midnight of Jakarta."""
    return published.astimezone(JAKARTA).time() == time()

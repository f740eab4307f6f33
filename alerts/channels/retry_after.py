"""When a server that refused asks to be asked again."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: No server keeps an alert waiting for longer.
LONGEST = timedelta(days=1)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read a ``Retry-After`` header, in seconds or as a date; null where it says nothing.

    What lies in the past is no wait, and what lies further ahead than a day is a day.
    """
    if value is None:
        return None
    wait = _seconds(value.strip())
    if wait is None:
        wait = _until(value, now)
    return None if wait is None else min(max(wait, timedelta(0)), LONGEST)


def _seconds(value: str) -> timedelta | None:
    # Some services (Discord) give fractions.
    try:
        seconds = float(value)
    except ValueError:
        return None
    if not math.isfinite(seconds):
        return None
    return timedelta(seconds=min(seconds, LONGEST.total_seconds()))


def _until(value: str, now: datetime) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment - now

"""Times as feeds and sitemaps write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from model.records import JAKARTA

#: Offsets of Indonesia's three zones, which RFC 822 does not know by name.
_ZONES = {"WIB": "+0700", "WITA": "+0800", "WIT": "+0900"}
_ZONE = re.compile(r"(?<![A-Za-z])(WIB|WITA|WIT)\b")
_MAX_LENGTH = 64
#: W3C times may name only a year and month; datetime does not read those.
_MONTH = re.compile(r"\d{4}-\d{2}")
#: A clock may be ahead by this much; what lies further in the future is no publication time.
_AHEAD = timedelta(days=1)


def parse(text: str | None, now: datetime) -> datetime | None:
    """Read an RFC 822 or ISO 8601 time.

    A time without a zone is in Asia/Jakarta. None where the text is no such time, or lies in the
    future of ``now`` or before 1990.
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    cleaned = _ZONE.sub(lambda match: _ZONES[match[1]], text.strip())
    moment = _iso(cleaned) or _rfc822(cleaned)
    if moment is None:
        return None
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)
        in_utc = aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return aware if in_utc.year >= 1990 and in_utc <= now + _AHEAD else None


def _iso(text: str) -> datetime | None:
    text = text.replace(" +", "+")
    try:
        return datetime.fromisoformat(f"{text}-01" if _MONTH.fullmatch(text) else text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

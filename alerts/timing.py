"""When subscriptions are told, and when a message that failed is tried again.

Pure: moments are handed in and given back in UTC. Hours are those of the subscription's zone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from model.alerts import Rhythm, Wanted
from model.config_alerts import QuietHours

#: How long a message is tried; then it is dead.
PATIENCE: Final = timedelta(days=3)
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=6)
#: Share by which a pause is longer or shorter, so that messages that failed together part.
_JITTER: Final = 0.25
_HOUR: Final = timedelta(hours=1)
#: Those who are told at once or hourly are left alone in quiet hours; others chose their hour.
_DISTURBED: Final = {Rhythm.NOW, Rhythm.HOURLY}


def zone_of(wanted: Wanted, default: str) -> ZoneInfo:
    """Return the zone of a subscription; ``default`` is that of the settings."""
    return ZoneInfo(wanted.zone or default)


def next_due(wanted: Wanted, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when what happened at ``now`` is told: at once, or at the next digest after that."""
    if wanted.when is Rhythm.NOW:
        return now
    local = now.astimezone(zone)
    if wanted.when is Rhythm.HOURLY:
        return (local.replace(minute=0, second=0, microsecond=0) + _HOUR).astimezone(UTC)
    ahead = 0
    if wanted.when is Rhythm.WEEKLY:
        ahead = (wanted.day.number - local.weekday()) % 7
    step = 7 if wanted.when is Rhythm.WEEKLY else 1
    day = local.date() + timedelta(days=ahead)
    due = datetime.combine(day, wanted.at, zone)
    if due <= local:
        due = datetime.combine(day + timedelta(days=step), wanted.at, zone)
    return due.astimezone(UTC)


def is_quiet(wanted: Wanted, now: datetime, zone: ZoneInfo, quiet: QuietHours | None) -> bool:
    """Say whether a subscription is to be left alone at ``now``."""
    if quiet is None or wanted.when not in _DISTURBED:
        return False
    return quiet.holds(now.astimezone(zone).time())


def next_attempt(
    attempts: int, tried: datetime, now: datetime, retry_after: float | None, chance: Random
) -> datetime | None:
    """Return when a message is tried again, after ``attempts`` since ``tried``; null: never.

    Pauses double, from a minute to six hours; ``retry_after`` (seconds) is waited for in any case.
    """
    if now - tried >= PATIENCE:
        return None
    doubled: timedelta = _FIRST_PAUSE * 2 ** min(attempts - 1, 16)
    pause = min(doubled, _LONGEST_PAUSE)
    pause *= 1 + chance.uniform(-_JITTER, _JITTER)
    if retry_after is not None:
        pause = max(pause, timedelta(seconds=min(retry_after, PATIENCE.total_seconds())))
    return now + pause

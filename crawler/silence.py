"""Sites that answer, and publish nothing new for longer than their rhythm explains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.rhythm import Rhythm, last_article
from model.records import Record
from model.sayings import Saying, saying
from store.records import Endpoint, Visit

#: A site whose rhythm is not known is silent after so long.
_LONG = timedelta(days=60)
#: No silence is shorter, in time and in articles that were to be expected.
_SHORT, _LATE = timedelta(hours=24), 2.0
#: Of sites that hardly publish, so many of their gaps are believed.
_GAPS = 4
#: Visits over so long that found nothing at all.
_EMPTY = timedelta(days=15)


class Silence(Record):
    """A silence, in a sentence, and since when."""

    since: datetime
    reason: Saying


def silence_of(
    visits: Sequence[Visit], rhythm: Rhythm | None, endpoints: Sequence[Endpoint]
) -> Silence | None:
    """Return the silence that goes on; ``visits`` succeeded, oldest first, at least one."""
    first, seen, last = visits[0].at, last_look(visits, endpoints), last_article(visits)
    if last is None:
        if seen - first < _EMPTY or any(visit.discovered for visit in visits):
            return None
        return Silence(since=first, reason=saying("nothing_found", visits=len(visits)))
    if not _is_long(seen - last, rhythm, endpoints) and not _is_unusual(rhythm, last, seen):
        return None
    return Silence(since=last, reason=_silent(seen - last, rhythm))


def last_look(visits: Sequence[Visit], endpoints: Sequence[Endpoint]) -> datetime:
    """Return when the site was last asked for news: not every visit asks all its lists."""
    visit = visits[-1].at
    return min(visit, max((one.checked_at for one in endpoints if one.checked_at), default=visit))


def is_late(rhythm: Rhythm | None, last: datetime | None, seen: datetime | None) -> bool:
    """Say whether two articles were to be expected since the ``last`` one, and a day passed."""
    if rhythm is None or last is None or seen is None or seen - last < _SHORT:
        return False
    return rhythm.expected(last, seen) >= _LATE


def hours(length: timedelta) -> float:
    """Return a length of time in hours, as sentences hold it."""
    return round(length / timedelta(hours=1), 1)


def _silent(waited: timedelta, rhythm: Rhythm | None) -> Saying:
    if rhythm is None:
        return saying("silent", waited=hours(waited))
    return saying("silent_usually", waited=hours(waited), usual=rhythm.per_week)


def _is_unusual(rhythm: Rhythm | None, last: datetime, seen: datetime) -> bool:
    if rhythm is None or not is_late(rhythm, last, seen):
        return False
    return rhythm.expected(last, seen) >= rhythm.patience


def _is_long(waited: timedelta, rhythm: Rhythm | None, endpoints: Sequence[Endpoint]) -> bool:
    gaps = [timedelta(seconds=one.interval) for one in endpoints if one.interval is not None]
    if rhythm is not None:
        gaps = [timedelta(weeks=1) / max(rhythm.per_week, 0.05)]
    return waited >= max([_LONG, *(_GAPS * gap for gap in gaps)])

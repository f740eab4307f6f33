"""What a query would have been told of, before somebody subscribes to it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from desk.leaving import mask_of
from model.records import JAKARTA, Label, Record, Story
from search import KEEP_ALL, Retention, SearchEngine, matching_stories

if TYPE_CHECKING:
    from store import Store

DAYS: Final = 90
#: Stories a day that nobody reads any more.
FLOOD: Final = 30
_SAMPLES: Final = 10


class Sample(Record):
    """A story that would have been told."""

    id: str
    title: str
    published: datetime | None
    url: str | None


class Preview(Record):
    """How much a query finds of the last ``days``.

    ``covered`` days are those since the oldest story of that time that the store has, whatever
    queries find it, as there is no more to tell from; ``per_day`` is their mean, ``busiest`` the
    day with most stories. It is a ``flood`` where either is above 30. ``samples`` are the newest.
    """

    query: str
    days: int
    covered: int
    total: int
    per_day: float
    busiest: date | None
    most: int
    flood: bool
    samples: tuple[Sample, ...]


def preview(  # noqa: PLR0913 - where, what and when
    store: Store,
    engine: SearchEngine,
    query: str,
    now: datetime,
    zone: str,
    *,
    days: int = DAYS,
    retention: Retention = KEEP_ALL,
) -> Preview:
    """Return what ``query`` would have been told of until ``now``; days are those of ``zone``.

    Raises:
        QueryError: where ``query`` is wrong.
        SearchError: when the index cannot be asked.
    """
    own, since = ZoneInfo(zone), now - timedelta(days=days)
    first = since.astimezone(JAKARTA).date()
    found = [
        one
        for one in matching_stories(store, engine, query, first, retention)
        if one.label is Label.PARTNERSHIP and one.published and since <= one.published <= now
    ]
    per_day = Counter(one.published.astimezone(own).date() for one in found if one.published)
    busiest, most = per_day.most_common(1)[0] if per_day else (None, 0)
    covered = _covered(store, since, now)
    mean = len(found) / covered
    return Preview(
        query=query,
        days=days,
        covered=covered,
        total=len(found),
        per_day=round(mean, 2),
        busiest=busiest,
        most=most,
        flood=max(mean, most) > FLOOD,
        samples=tuple(map(_sample, found[:_SAMPLES])),
    )


def _covered(store: Store, since: datetime, now: datetime) -> int:
    """Days that the store knows of, at least one."""
    dates = store.outbox.published_since(since).values()
    return max((now - min(dates, default=now)).days + 1, 1)


def _sample(story: Story) -> Sample:
    url = story.articles[0].url if story.articles else None
    title = mask_of(story)(story.title)
    return Sample(id=story.id, title=title, published=story.published, url=url)

"""How often a site publishes, learnt from visits, and how long a silence is to be believed.

A silence is measured in the articles that were to be expected in it, so that weekends and holidays
of the site's own habit do not count. How many of them it takes depends on how regular the site is
(the variance of its counts over their mean) and on how much is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final, NamedTuple

from crawler import quiet_days
from model.quantiles import gamma_quantile, unsure
from model.records import JAKARTA, Record
from store.records import Visit

#: False alarms that a site may give in a year.
ALARMS_A_YEAR: Final = 0.25

_DAY = timedelta(days=1)
_WEEK_DAYS = 7
_SATURDAY = 5
_WEEKS_A_YEAR = 52
#: Articles that a rhythm is learnt from; where they are fewer, more weeks are looked at.
ENOUGH: Final = 20
_WINDOW, _LONGEST = timedelta(weeks=8), timedelta(weeks=26)
#: Publications below which no rhythm is claimed.
_FEWEST = 2
#: A day with more than so many times the usual is an archive that came to light.
_OUTLIER = 5
#: Days and counts that a habit is first believed in, before there are own ones.
_PRIOR_DAYS, _PRIOR_COUNTS = 1.0, 1.5
#: Counts are compared over at least a day, so that nights do not matter, and so many articles.
_SHORTEST, _ARTICLES = timedelta(hours=20), 2
#: The weekend's share of a weekday's articles, until the site has shown its own.
WEEKEND: Final = 0.25
OFFICE_WEEKEND: Final = 0.0
_LIKELIEST, _RAREST = 0.05, 1e-6
_CLOCK_FAULT = timedelta(hours=12)


class Rhythm(Record):
    """How often a site publishes.

    ``per_week`` articles come in a common week, ``weekdays`` on each day from Monday to Sunday, as
    learnt from ``articles``. ``unevenness`` is the variance of counts over their mean: 0 like a
    clock, 1 at random, more in bursts. After ``patience`` expected articles that did not come, the
    site is silent.
    """

    per_week: float
    weekdays: tuple[float, ...]
    articles: int
    unevenness: float
    patience: float

    def expected(self, start: datetime, end: datetime) -> float:
        """Return how many articles were to be expected between two times."""
        return self.expected_on(_days(start, end))

    def expected_on(self, days: Iterable[tuple[int, float]]) -> float:
        """Return how many articles were to be expected on (weekday, part of a common day)."""
        return sum(self.weekdays[weekday] * part for weekday, part in days)


class _Count(NamedTuple):
    """Articles that came out between two visits; ``days`` as :func:`_days` cuts that time."""

    start: datetime
    end: datetime
    articles: float
    days: tuple[tuple[int, float], ...] = ()


def last_article(visits: Sequence[Visit]) -> datetime | None:
    """Return when the newest article known came out, as far as the site or the visits tell.

    ``visits`` are successful ones, oldest first.
    """
    named = [min(newest, visit.at) for visit in visits if (newest := _newest(visit)) is not None]
    # The first visit finds what was there before; it says nothing of when.
    seen = [visit.at for visit in visits[1:] if visit.new and _newest(visit) is None]
    return max([*named, *seen], default=None)


def _newest(visit: Visit) -> datetime | None:
    """The newest time of publication; null for one that is far ahead of the visit that saw it.

    Local times that are called UTC are some hours ahead; a wrong year would hide every silence.
    """
    if visit.newest is None or visit.newest - visit.at > _CLOCK_FAULT:
        return None
    return visit.newest


def learn(visits: Sequence[Visit], weekend: float = WEEKEND) -> Rhythm | None:
    """Learn a site's rhythm from successful visits, oldest first; null where too little is known.

    ``weekend`` is the share of a weekday's articles that a Saturday or Sunday is first believed to
    have.
    """
    last = last_article(visits)
    if last is None:
        return None
    counts = _without_outliers(_window(_counts(visits), last))
    counts = [count._replace(days=tuple(_days(count.start, count.end))) for count in counts]
    articles = sum(count.articles for count in counts)
    if articles < _FEWEST:
        return None
    weekdays = _weekdays(counts, weekend)
    flat = Rhythm(
        per_week=sum(weekdays),
        weekdays=weekdays,
        articles=round(articles),
        unevenness=1.0,
        patience=0.0,
    )
    unevenness = _unevenness(flat, counts)
    patience = _patience(flat.per_week, articles, unevenness)
    return flat.model_copy(update={"unevenness": unevenness, "patience": patience})


def _counts(visits: Sequence[Visit]) -> list[_Count]:
    """Articles between visits: none where what was found is older than what was known."""
    counts: list[_Count] = []
    latest: datetime | None = None
    for before, visit in pairwise(visits):
        latest = max(filter(None, (latest, _newest(before))), default=None)
        newest = _newest(visit)
        came = newest is None or latest is None or newest > latest
        counts.append(_Count(before.at, visit.at, visit.new if came else 0))
    return counts


def _window(counts: list[_Count], last: datetime) -> list[_Count]:
    """Leave out the silence that is to be judged, and what is long ago."""
    told = [count for count in counts if count.start < last]
    recent = [count for count in told if count.end > last - _WINDOW]
    if sum(count.articles for count in recent) >= ENOUGH:
        return recent
    return [count for count in told if count.end > last - _LONGEST]


def _without_outliers(counts: list[_Count]) -> list[_Count]:
    rates = [count.articles / _length(count) for count in counts if count.articles]
    if not rates:
        return counts
    most = _OUTLIER * median(rates)
    return [
        count._replace(articles=min(count.articles, ceil(most * _length(count))))
        for count in counts
    ]


def _length(count: _Count) -> float:
    return max((count.end - count.start) / _DAY, 0.01)


def _weekdays(counts: Sequence[_Count], weekend: float) -> tuple[float, ...]:
    """Articles on each weekday: the site's own, drawn to what weeks are like where days are few."""
    believed = [1.0 if day < _SATURDAY else weekend for day in range(_WEEK_DAYS)]
    exposure, came = [0.0] * _WEEK_DAYS, [0.0] * _WEEK_DAYS
    for count in counts:
        whole = sum(part * believed[day] for day, part in count.days)
        for day, part in count.days:
            exposure[day] += part
            weight = part * believed[day] / whole if whole else 1 / len(count.days)
            came[day] += count.articles * weight
    weight = sum(length * share for length, share in zip(exposure, believed, strict=True))
    mean = sum(came) / max(weight, 0.5)
    return tuple(
        (came[day] + _PRIOR_DAYS * mean * believed[day]) / (exposure[day] + _PRIOR_DAYS)
        for day in range(_WEEK_DAYS)
    )


def _unevenness(rhythm: Rhythm, counts: Sequence[_Count]) -> float:
    """Return the variance of counts over their mean, drawn to 1 where counts are few."""
    spread = [(came - expected) ** 2 / expected for came, expected in _joined(rhythm, counts)]
    return (sum(spread) + _PRIOR_COUNTS) / (len(spread) + _PRIOR_COUNTS)


def _joined(rhythm: Rhythm, counts: Sequence[_Count]) -> Iterator[tuple[float, float]]:
    """Join counts until each spans a day and some articles: what came, what was expected."""
    came = expected = 0.0
    lasted = timedelta()
    for count in counts:
        came += count.articles
        expected += rhythm.expected_on(count.days)
        lasted += count.end - count.start
        if lasted >= _SHORTEST and expected >= _ARTICLES:
            yield came, expected
            came = expected = 0.0
            lasted = timedelta()


def _patience(per_week: float, articles: float, unevenness: float) -> float:
    """Return after how many expected articles a silence is no chance any more.

    Counts that vary more than at random are taken for bursts that come at random, each of so many
    articles; those that vary less for gaps that are more alike (a gamma distribution).
    """
    burst, gap = max(unevenness, 1.0), min(unevenness, 1.0)
    alarm = ALARMS_A_YEAR / (_WEEKS_A_YEAR * max(per_week / burst, 1e-3))
    believed = 1 - min(max(alarm, _RAREST), _LIKELIEST)
    known = max(articles / unevenness, 1.0)
    return burst * gap * gamma_quantile(1 / gap, believed) * unsure(known, believed)


def _days(start: datetime, end: datetime) -> Iterator[tuple[int, float]]:
    """Cut a time into days in Asia/Jakarta: the weekday, and how much of a common day it was."""
    here, last = start.astimezone(JAKARTA), end.astimezone(JAKARTA)
    while here < last:
        midnight = here.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        until = min(midnight, last)
        yield here.weekday(), (until - here) / _DAY * quiet_days.share(here.date())
        here = until

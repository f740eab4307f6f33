"""Which day a mention means, given when the story was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from model.records import JAKARTA, SignedOnBasis
from pipelines.text.date_mentions import DateMention

#: The years that the weekday of one day and month can take to come round (6, 5, 6, 11 …).
_YEARS_BACK = 12
#: A printed day this close before publication is right, and its weekday or day number is not.
_RECENT = timedelta(days=7)
#: News of a signing appears within this time; a misprinted year or month is put right within it.
_NEWS = timedelta(days=31)
#: Stories from Papua (UTC+9) print a day that has not begun in Jakarta (UTC+7).
_SLACK = timedelta(days=1)

#: The last words of a mention of a day to come, which is a plan and no signing.
_COMING = ("depan", "mendatang", "besok", "datang", "nanti")
_WEEK_BEFORE = re.compile(r"\b(?:pekan|minggu)\s(?:yang\s|lalu|kemarin|sebelumnya)", re.IGNORECASE)

Resolved = tuple[date | None, SignedOnBasis]
_NOTHING: Resolved = (None, SignedOnBasis.NONE)


def resolve(mention: DateMention, published: datetime | None, fetched_at: datetime) -> Resolved:
    """Find the day that ``mention`` means and how that is known.

    The day of publication bounds it, in the page's own zone where that is an Indonesian one, else
    in Asia/Jakarta; without one the day of fetching does. The rules, in this order:

    * day, month and year, with no weekday or the right one: ``stated``; but a day after the bound
      (and one day's slack) is a plan, not a signing: None.
    * day, month, year and a weekday that contradicts them: see ``_corrected``.
    * day and month with a weekday: the latest year that fits, ``year_from_weekday``; but where
      that is long ago and the day itself lies in the week before publication, its weekday is
      wrong, or the day is the one beside it: see ``_corrected``.
    * day and month alone: the latest such day, ``year_from_published``; None where the day of
      publication is not known, for then the year is anybody's guess.
    * a weekday alone, "hari ini", "kemarin": counted from the day of publication, ``relative``;
      a weekday of "pekan lalu" lies in the calendar week before.
    """
    latest = _day_of(published or fetched_at)
    if mention.day and mention.month:
        if mention.year:
            return _with_year(mention, latest)
        return _without_year(mention, latest, known=published is not None)
    if published is None:
        return _NOTHING
    return _relative(mention, latest)


def _day_of(moment: datetime) -> date:
    offset = moment.utcoffset()
    if offset is not None and timedelta(hours=7) <= offset <= timedelta(hours=9):
        return moment.date()
    return moment.astimezone(JAKARTA).date()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fits(day: date | None, weekday: int | None) -> bool:
    return day is not None and (weekday is None or day.weekday() == weekday)


def _with_year(mention: DateMention, latest: date) -> Resolved:
    printed = _date(mention.year or 0, mention.month or 0, mention.day or 0)
    if printed is None or not _fits(printed, mention.weekday):
        if mention.weekday is None:
            return _NOTHING
        return _corrected(mention, printed, latest)
    if printed > latest + _SLACK:
        return _NOTHING
    return printed, SignedOnBasis.STATED


def _same_day(mention: DateMention, latest: date) -> Iterator[date]:
    """Days of the same number, month and weekday up to ``latest``, latest first."""
    for year in range(latest.year, latest.year - _YEARS_BACK, -1):
        day = _date(year, mention.month or 0, mention.day or 0)
        if day is not None and day <= latest and _fits(day, mention.weekday):
            yield day


def _without_year(mention: DateMention, latest: date, *, known: bool) -> Resolved:
    if mention.weekday is None and not known:
        return _NOTHING
    day = next(_same_day(mention, latest), None)
    tomorrow = latest + _SLACK
    if mention.weekday is not None and (mention.day, mention.month, mention.weekday) == (
        tomorrow.day,
        tomorrow.month,
        tomorrow.weekday(),
    ):
        day = tomorrow
    if mention.weekday is not None and known and (day is None or day < latest - _NEWS):
        printed = _last(mention, latest)
        if printed is not None and printed >= latest - _RECENT:
            near, basis = _beside(printed, mention.weekday, latest)
            is_printed = basis is SignedOnBasis.STATED
            return near, SignedOnBasis.YEAR_FROM_PUBLISHED if is_printed else basis
    if day is None:
        return _NOTHING
    if mention.weekday is None:
        return day, SignedOnBasis.YEAR_FROM_PUBLISHED
    return day, SignedOnBasis.YEAR_FROM_WEEKDAY


def _last(mention: DateMention, latest: date) -> date | None:
    """The last day of this number and month, whatever its weekday."""
    return next(_same_day(mention._replace(weekday=None), latest), None)


def _corrected(mention: DateMention, printed: date | None, latest: date) -> Resolved:
    """Put right a printed day that its weekday contradicts.

    1. The year is wrong, if another one gives a day in the month before publication.
    2. Else a printed day in the week before publication has the right year: the day whose
       weekday it is, if that is next to the printed one; else the weekday alone is wrong and
       the day stands as stated.
    3. Else the month is wrong, if another one gives a day in the month before publication.
    4. Else the year is wrong: the nearest one that fits.
    """
    years = list(_same_day(mention, latest))
    if years and latest - years[0] <= _NEWS:
        return years[0], SignedOnBasis.WEEKDAY_CORRECTED
    if printed and latest - _RECENT <= printed <= latest + _SLACK:
        return _beside(printed, mention.weekday, latest)
    month = _other_month(mention, latest)
    if month is not None:
        return month, SignedOnBasis.WEEKDAY_CORRECTED
    if not years or mention.year is None:
        return _NOTHING
    nearest = min(years, key=lambda day: abs(day.year - (mention.year or 0)))
    return nearest, SignedOnBasis.WEEKDAY_CORRECTED


def _beside(printed: date, weekday: int | None, latest: date) -> Resolved:
    for step in (-1, 1):
        day = printed + timedelta(days=step)
        if day.weekday() == weekday and day <= latest:
            return day, SignedOnBasis.WEEKDAY_CORRECTED
    return printed, SignedOnBasis.STATED


def _other_month(mention: DateMention, latest: date) -> date | None:
    for back in range(_NEWS.days + 1):
        day = latest - timedelta(days=back)
        if day.day == mention.day and day.year == mention.year and _fits(day, mention.weekday):
            return day
    return None


def _relative(mention: DateMention, latest: date) -> Resolved:
    if mention.offset is not None and mention.offset <= 0:
        return latest + timedelta(days=mention.offset), SignedOnBasis.RELATIVE
    if mention.weekday is None or mention.text.lower().endswith(_COMING):
        return _NOTHING
    if mention.day is None and _WEEK_BEFORE.search(mention.text):
        monday = latest - timedelta(days=latest.weekday() + 7)
        return monday + timedelta(days=mention.weekday), SignedOnBasis.RELATIVE
    past = any(word in mention.text.lower() for word in ("lalu", "kemarin", "kemaren"))
    for back in range(1 if past else 0, _NEWS.days + 1 if mention.day else 8):
        day = latest - timedelta(days=back)
        if day.weekday() == mention.weekday and mention.day in (None, day.day):
            return day, SignedOnBasis.RELATIVE
    return _NOTHING

"""When to try a site again that gave nothing: later each time, but always again."""

from __future__ import annotations

from datetime import datetime, timedelta

#: A sixth less than a part of a day, so that a site is due again in a run at the same hour.
_FIRST = timedelta(hours=5)
_LONGEST = timedelta(hours=160)


def next_visit(failures: int, now: datetime) -> datetime | None:
    """Return when to ask a site again after ``failures`` in a row; null, at once, after none.

    After 5 hours, then 10, 20, 40, 80, at most 160: within a week whatever happens.
    """
    if failures <= 0:
        return None
    doubled = _FIRST * (1 << min(failures - 1, 10))
    return now + min(doubled, _LONGEST)

"""When a job runs, as ``config.yaml`` says it: five fields of cron, or so many minutes or hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

_FIELDS = 5
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_EVERY = re.compile(r"(\d{1,4})\s*(m|min|minutes?|h|hours?)", re.IGNORECASE)
#: Any moment long ago: what never comes after it, never comes.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def cron_trigger(expression: str, zone: ZoneInfo) -> CronTrigger:
    """Return the trigger of ``minute hour day month weekday``, read as cron reads it.

    Days of the week are 0 to 7 (0 and 7 are Sunday) or sun to sat.

    Raises:
        ValueError: the expression cannot be read, or names a time that never comes.
    """
    # Imported here: most commands run nothing by the clock.
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415

    fields = expression.split()
    if len(fields) != _FIELDS:
        raise ValueError("must have five fields: minute hour day month weekday")
    minute, hour, day, month, weekday = fields
    if "*" not in day and "*" not in weekday:
        raise ValueError("give a day of the month or of the week, and * for the other one")
    try:
        trigger = CronTrigger(
            minute=minute,
            hour=hour,
            day=day,
            month=month,
            day_of_week=_weekdays(weekday),
            timezone=zone,
        )
    except ValueError as error:
        raise ValueError(f"cannot be read as cron: {error}") from error
    if trigger.get_next_fire_time(None, _LONG_AGO) is None:
        raise ValueError("names a time that never comes")
    return trigger


def interval(text: str) -> timedelta:
    """Return how long ``5m``, ``2h``, ``30 minutes`` are.

    Raises:
        ValueError: ``text`` is none of these, or no time at all.
    """
    found = _EVERY.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        raise ValueError("must be minutes or hours, such as 5m or 2h")
    unit = "hours" if found[2].lower().startswith("h") else "minutes"
    return timedelta(**{unit: int(found[1])})


def interval_trigger(text: str, zone: ZoneInfo) -> IntervalTrigger:
    """Return the trigger of ``interval(text)``, counted from a midnight: 2h is at even hours.

    Counted so, every process finds the same moments, whenever it was started.
    """
    from apscheduler.triggers.interval import IntervalTrigger  # noqa: PLC0415

    seconds = interval(text).total_seconds()
    begin = datetime(2000, 1, 1, tzinfo=zone)
    return IntervalTrigger(seconds=seconds, start_date=begin, timezone=zone)


def in_words(cron: str | None, every: str | None) -> str:
    """Say when a job runs: ``every day at 04.00``."""
    if every is not None:
        return f"every {_span(interval(every))}"
    minute, hour, day, month, weekday = (cron or "").split()
    if not minute.isdigit() or (day, month) != ("*", "*"):
        return f"cron {cron}"
    days = "every day" if weekday == "*" else _weekdays(weekday)
    if hour == "*":
        return f"minute {minute} of every hour" + ("" if weekday == "*" else f", {days}")
    if not hour.isdigit():
        return f"cron {cron}"
    return f"{days} at {int(hour):02}.{int(minute):02}"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    count, unit = (minutes // 60, "hour") if minutes % 60 == 0 else (minutes, "minute")
    return unit if count == 1 else f"{count} {unit}s"


def _weekdays(field: str) -> str:
    """Name the days of a field: APScheduler counts them from Monday, cron from Sunday."""
    if field == "*":
        return field
    days = [day for part in field.lower().split(",") for day in _days(part)]
    return ",".join(_DAYS[day] for day in dict.fromkeys(days))


def _days(part: str) -> Iterator[int]:
    span, slash, step = part.partition("/")
    if slash and not (step.isdigit() and int(step)):
        raise ValueError(f"{part!r} has no step")
    first, dash, last = ("0", "-", "6") if span == "*" else span.partition("-")
    begin = _day(first)
    end = _day(last) if dash else begin
    # From Friday to Monday, or from 5 to 7.
    end += 7 if end < begin else 0
    return (day % 7 for day in range(begin, end + 1, int(step or 1)))


def _day(text: str) -> int:
    if text in _DAYS:
        return _DAYS.index(text)
    if text in {"0", "1", "2", "3", "4", "5", "6", "7"}:
        return int(text)
    raise ValueError(f"{text!r} is no day of the week: 0 to 7, or sun to sat")

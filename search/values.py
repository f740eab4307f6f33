"""Whole values and days in queries."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from fnmatch import fnmatchcase

from search import tree
from search.schema import known_values, value_key

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ONE = timedelta(days=1)


def value(text: str, field: str) -> tree.OneOf | None:
    """Return what finds ``text`` in ``field``; null where the field has no such value."""
    known = known_values(field)
    if not known:
        return tree.OneOf(field, frozenset({plain(text)}))
    found = known.get(value_key(text))
    return None if found is None else tree.OneOf(field, frozenset({found}))


def value_pattern(text: str, field: str) -> tree.Node:
    """Return what finds values of ``field`` that fit ``text``, with ``*`` and ``?``."""
    known = known_values(field)
    if not known:
        return tree.Pattern(field, plain(text))
    # Brackets are signs to fnmatch, and letters here.
    sought = text.lower().replace("_", " ").replace("[", "[[]")
    fitting = (found for name, found in known.items() if fnmatchcase(name, sought))
    return tree.OneOf(field, frozenset(fitting))


def plain(text: str) -> str:
    """Return a host or language as it is compared: lower case, without what none can hold."""
    return text.strip().lower().removeprefix("www.").encode("utf-8", "replace").decode("utf-8")


def span(written: str) -> tuple[date, date] | None:
    """Return the first and last day of the day, month or year ``written``; null if it is none.

    Days are ``2026-01-22``, months ``2026-01``, years ``2026``.
    """
    found = _DAY.fullmatch(written)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    last_month = month or 12
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def at_least(field: str, days: tuple[date, date], *, included: bool) -> tree.Period:
    """Return the period from ``days`` on, or after them."""
    if included:
        return tree.Period(field, days[0], None)
    return _never(field) if days[1] == date.max else tree.Period(field, days[1] + _ONE, None)


def at_most(field: str, days: tuple[date, date], *, included: bool) -> tree.Period:
    """Return the period up to ``days``, or before them."""
    if included:
        return tree.Period(field, None, days[1])
    return _never(field) if days[0] == date.min else tree.Period(field, None, days[0] - _ONE)


def both(low: tree.Period, high: tree.Period) -> tree.Period:
    """Return what lies in both periods: one day must, where a field holds several."""
    firsts = [day for day in (low.first, high.first) if day]
    lasts = [day for day in (low.last, high.last) if day]
    return tree.Period(low.field, max(firsts, default=None), min(lasts, default=None))


def _never(field: str) -> tree.Period:
    return tree.Period(field, date.max, date.min)

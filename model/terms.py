"""When an agreement ends: on the day that is told, or as its term is counted from its signing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from model.records import Agreement

_MONTHS = 12


class End(NamedTuple):
    """The last day of an agreement; ``counted`` where only its term is told, not the day."""

    day: date
    counted: bool


def end_of(agreement: Agreement) -> End | None:
    """Return when an agreement ends; null where neither that nor signing and term are known.

    A term of twelve months from 29 January ends on 29 January; from the last day of a long month
    it ends with a shorter one.
    """
    if agreement.valid_until is not None:
        return End(agreement.valid_until, counted=False)
    if agreement.signed_on is None or agreement.term_months is None:
        return None
    day = _later(agreement.signed_on, agreement.term_months)
    return None if day is None else End(day, counted=True)


def last_day(agreement: Agreement) -> date | None:
    """Return the day on which an agreement ends, told or counted."""
    end = end_of(agreement)
    return end.day if end else None


def _later(day: date, months: int) -> date | None:
    """Return the same day so many months later; null where no calendar has it."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Which agreements a story follows: carried out, looked at, faulted, ended; and how surely.

Sure is what nobody who reads the story would doubt: it comes later than the signing, it says what
became of a paper, that paper is this unit's with this partner, and it is no new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from model.following import Following
from model.records import JAKARTA, Instrument, KeptAgreement
from model.terms import last_day
from pipelines.following.pair import Pair
from pipelines.following.telling import Line, Telling
from pipelines.text.instruments import find_instruments

#: Days after a signing in which its coverage goes on.
_COVERAGE_DAYS = 3
#: Characters of a sentence that are kept.
_LONGEST = 400


class _Fit(NamedTuple):
    """An agreement that a story may follow, the line that shows it, and whether that is sure."""

    agreement: KeptAgreement
    pair: Pair
    line: Line
    sure: bool


def follow_ups(telling: Telling, register: Iterable[KeptAgreement]) -> tuple[Following, ...]:
    """Return which agreements of ``register`` a story follows, or may.

    It is to be a story that tells of no signing of its own.
    """
    fits = [fit for one in register if (fit := _fit(telling, one)) is not None]
    sure = [fit for fit in fits if fit.sure]
    return tuple(_following(fit, sure, telling.day) for fit in fits)


def _fit(telling: Telling, one: KeptAgreement) -> _Fit | None:
    if not _is_later(telling.day, one, 0):
        return None
    pair = Pair.of(one)
    if not (pair.is_named_in(telling) or pair.paper_in(telling)):
        return None
    lines = [line for line in telling.lines if line.aspect is not None]
    shown = next((line for line in lines if pair.is_meant_by(line, telling)), None)
    line = shown or next((line for line in lines if pair.touches(line)), None)
    line = line or next((line for line in telling.lines if pair.touches(line)), None)
    if line is None:
        return None
    return _Fit(one, pair, line, sure=shown is not None and not _doubted(telling, one, line))


def _following(fit: _Fit, sure: Sequence[_Fit], day: date | None) -> Following:
    """Say what a fit comes to beside the others: of two papers of one pair, neither is sure."""
    rivals = [
        other
        for other in sure
        if other is not fit and other.pair.is_like(fit.pair) and not _is_over(other, fit, day)
    ]
    return Following(
        agreement=fit.agreement.id,
        aspect=fit.line.aspect,
        evidence=fit.line.text.strip()[:_LONGEST],
        sure=fit.sure and not rivals,
    )


def _is_over(one: _Fit, other: _Fit, day: date | None) -> bool:
    """Whether an agreement gave way to another one before a day, or ended."""
    if other.agreement.id in one.agreement.renewed_by:
        return True
    end = last_day(one.agreement)
    return end is not None and day is not None and end < day


def _is_later(day: date | None, one: KeptAgreement, days: int) -> bool:
    """Whether a story comes more than so many days after a signing; what is not known may be."""
    signed = one.signed_on or _first_told(one)
    if day is None or signed is None:
        return days == 0
    return (day - signed).days > days


def _first_told(one: KeptAgreement) -> date | None:
    moments = [article.published for article in one.articles if article.published]
    return min(moments).astimezone(JAKARTA).date() if moments else None


def _doubted(telling: Telling, one: KeptAgreement, line: Line) -> bool:
    """Whether something speaks against it: news of a signing, another day, another paper."""
    opening = (*telling.lead, line)
    return (
        not _is_later(telling.day, one, _COVERAGE_DAYS)
        or any(near.signs or near.plans for near in opening)
        or _is_of_another_day(telling, one)
        or _is_another_paper(line, one)
    )


def _is_of_another_day(telling: Telling, one: KeptAgreement) -> bool:
    told = [signed for line in telling.lines for signed in line.signed]
    signed_on = one.signed_on
    return signed_on is not None and bool(told) and not any(day.fits(signed_on) for day in told)


def _is_another_paper(line: Line, one: KeptAgreement) -> bool:
    """Whether only papers of another kind are named; outlets' own names of this one count."""
    named = {found.kind for found in find_instruments(line.text)} - {Instrument.LAINNYA}
    own = {found.kind for name in one.kind_as_written for found in find_instruments(name)}
    own.add(one.kind)
    return bool(named) and Instrument.LAINNYA not in own and not named & own

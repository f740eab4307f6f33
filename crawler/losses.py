"""At which step a site's stories get lost, against what is usual for that site.

A step fails where the last visits in a row gave far less than the site's visits usually give, and
so many more than bad luck explains: a run that the visits before it would show once in 200.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from model.records import Record
from model.sayings import Saying, saying
from store.records import Visit

_CHANCE = 0.005
#: One bad visit is none yet; a habit takes some visits to be known.
_SHORTEST_RUN, _SHORTEST_HABIT = 2, 4
#: Visits before this many say nothing of today.
_MOST = 100


class Step(StrEnum):
    """A step on the way from the site to the store."""

    DISCOVERED = "discovered"
    FETCHED = "fetched"
    READ = "read"
    KEPT = "kept"


class Loss(Record):
    """A step that fails, in a sentence, and since which visit."""

    step: Step
    since: datetime
    reason: Saying


class _Measure(NamedTuple):
    """What is compared: ``value`` is null for visits that say nothing of it.

    ``code`` is that of the sentence. A value below ``bad`` of the usual one is far less. Sites
    where less than ``least`` is usual are not judged.
    """

    step: Step
    value: Callable[[Visit], float | None]
    bad: float
    least: float
    code: str


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_MEASURES = (
    _Measure(
        Step.FETCHED,
        lambda visit: _share(visit.fetched, visit.fetched + visit.failed),
        1 / 2,
        0.3,
        "pages_had",
    ),
    _Measure(
        Step.READ,
        lambda visit: _share(visit.articles, visit.fetched),
        1 / 3,
        0.1,
        "pages_read",
    ),
    _Measure(
        Step.READ,
        lambda visit: visit.text_length if visit.articles else None,
        1 / 3,
        200,
        "lengths",
    ),
    _Measure(
        Step.READ,
        lambda visit: _share(visit.dated, visit.articles),
        1 / 3,
        0.5,
        "dated",
    ),
    _Measure(
        Step.KEPT,
        lambda visit: _share(visit.kept + visit.candidates, visit.articles),
        1 / 10,
        0.1,
        "kept",
    ),
)


def loss_of(visits: Sequence[Visit]) -> Loss | None:
    """Return the first step that fails since some visits; ``visits`` succeeded, oldest first."""
    for measure in _MEASURES:
        loss = _loss(measure, visits)
        if loss is not None:
            return loss
    return None


def _loss(measure: _Measure, visits: Sequence[Visit]) -> Loss | None:
    recent = visits[-_MOST:]
    told = [(visit, value) for visit in recent if (value := measure.value(visit)) is not None]
    if len(told) < _SHORTEST_RUN + _SHORTEST_HABIT:
        return None
    # The upper quartile stays what was usual although a fault lasts for long.
    usual = sorted(value for _, value in told)[len(told) * 3 // 4]
    limit = usual * measure.bad
    bad = [value < limit for _, value in told]
    run = _trailing(bad)
    if usual < measure.least or not _unlikely(run, bad[: len(bad) - run]):
        return None
    now = sum(value for _, value in told[-run:]) / run
    reason = saying(measure.code, now=now, usual=usual)
    return Loss(step=measure.step, since=told[-run][0].at, reason=reason)


def _trailing(bad: Sequence[bool]) -> int:
    """Count the bad visits in a row at the end."""
    return next((place for place, one in enumerate(reversed(bad)) if not one), len(bad))


def _unlikely(run: int, before: Sequence[bool]) -> bool:
    if run < _SHORTEST_RUN or len(before) < _SHORTEST_HABIT:
        return False
    share = (sum(before) + 1) / (len(before) + 2)
    return share**run <= _CHANCE

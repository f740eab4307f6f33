"""How a site is doing, told from its visits: a state, and the reason in sentences.

Pure: the time is handed in, and nothing is asked or kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from crawler.domains import domain_of
from crawler.losses import Loss, Step, loss_of
from crawler.outages import UNREADABLE, outage_of, succeeded, tells, told
from crawler.rhythm import OFFICE_WEEKEND, WEEKEND, Rhythm, last_article, learn
from crawler.silence import hours, is_late, last_look, silence_of
from model.records import Record
from model.sayings import Saying, said, saying
from model.urls import site_of
from store.records import Endpoint, SiteState, SiteStatus, Visit


class State(StrEnum):
    """How a site is doing."""

    NORMAL = "normal"
    #: Not enough is known yet.
    NEW = "new"
    #: Asked with success, but nothing new comes out.
    SILENT = "silent"
    BLOCKED = "blocked"
    MOVED = "moved"
    ROBOTS = "robots"
    #: What comes cannot be read as it used to be.
    MARKUP_CHANGED = "markup_changed"
    TLS = "tls"
    DNS = "dns"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    UNFIT = "unfit"
    REMOVED = "removed"


#: States that somebody has to look into.
FAULTS: Final = frozenset(State) - {
    State.NORMAL,
    State.NEW,
    State.PAUSED,
    State.UNFIT,
    State.REMOVED,
}
#: How far back visits tell of a site.
MEMORY: Final = timedelta(weeks=26)

_FAILING_ENDPOINT = 2
#: Sites without a crawl for so long say so.
_UNASKED = timedelta(days=3)
_OFFICES = {"government", "official"}


class Health(Record):
    """How a site is doing.

    ``because`` says why, in any language. ``since`` is when its state began, as far as visits
    tell. ``late`` sites have published nothing for longer than usual, which alone is no fault.
    ``lost`` is the step at which stories get lost.
    All times are in UTC.
    """

    state: State
    because: tuple[Saying, ...]
    since: datetime | None = None
    last_success: datetime | None = None
    last_article: datetime | None = None
    rhythm: Rhythm | None = None
    late: bool = False
    lost: Step | None = None

    @property
    def reason(self) -> str:
        """Why, in English."""
        return said(self.because, "en")

    @property
    def articles_per_week(self) -> float | None:
        """Articles in a common week; null where that is not known."""
        return round(self.rhythm.per_week, 1) if self.rhythm else None


class _Finding(NamedTuple):
    """What decides on a site's state."""

    state: State
    reason: Saying
    since: datetime | None = None
    lost: Step | None = None


def health_of(
    site: SiteState, visits: Sequence[Visit], endpoints: Sequence[Endpoint], now: datetime
) -> Health:
    """Tell how a site is doing.

    ``visits`` are those of the last :data:`MEMORY`, in any order. ``now`` is in UTC.
    """
    past = sorted(filter(tells, visits), key=lambda visit: visit.at)
    good = [visit for visit in past if succeeded(visit)]
    rhythm = learn(good, OFFICE_WEEKEND if site.type in _OFFICES else WEEKEND)
    last, looked = last_article(good), last_look(good, endpoints) if good else None
    loss = loss_of(good)
    found = (
        _decided(site)
        or _out(past)
        or _moved(site)
        or _losing(loss)
        or _losing(_lost_endpoints(endpoints, good))
        or _silent(good, rhythm, endpoints)
        or _well(past, _rhythm_reason(looked, last, rhythm), last, loss)
    )
    return Health(
        state=found.state,
        because=(found.reason, *_unasked(site, past, now)),
        since=found.since,
        last_success=good[-1].at if good else None,
        last_article=last,
        rhythm=rhythm,
        late=is_late(rhythm, last, looked),
        lost=found.lost,
    )


def _decided(site: SiteState) -> _Finding | None:
    """What a person or a first look decided."""
    if site.status is SiteStatus.UNFIT:
        return _Finding(State.UNFIT, site.unfit or _noted(site.note), site.probed_at)
    return _BY_STATUS.get(site.status)


_BY_STATUS = {
    SiteStatus.PAUSED: _Finding(State.PAUSED, saying("paused")),
    SiteStatus.REMOVED: _Finding(State.REMOVED, saying("removed")),
}


def _noted(note: str | None) -> Saying:
    return saying("noted", note=note) if note else saying("unfit")


def _out(past: Sequence[Visit]) -> _Finding | None:
    """A site that gives nothing at all."""
    outage = outage_of(past)
    if outage is None:
        return None
    if outage.kind == UNREADABLE:
        # Where something could be read before, it has a new face.
        state = State.MARKUP_CHANGED if outage.worked else State.UNREACHABLE
    else:
        state = State(outage.kind)
    return _Finding(state, outage.reason, outage.since)


def _moved(site: SiteState) -> _Finding | None:
    """A site that is read at another registered domain than the one it is known by."""
    hosts = (site_of(site.url), *site.hosts)
    others = [host for host in hosts if not _is_of_domain(host, site.site)]
    if not others:
        return None
    return _Finding(State.MOVED, saying("moved", host=others[0]))


def _is_of_domain(host: str, site: str) -> bool:
    return host.endswith(f".{site}") or domain_of(f"https://{host}") == domain_of(f"https://{site}")


def _losing(loss: Loss | None) -> _Finding | None:
    """A site whose stories get lost on the way."""
    # That fewer are kept may be what happened in the world.
    if loss is None or loss.step is Step.KEPT:
        return None
    state = State.UNREACHABLE if loss.step is Step.FETCHED else State.MARKUP_CHANGED
    return _Finding(state, loss.reason, loss.since, loss.step)


def _lost_endpoints(endpoints: Sequence[Endpoint], good: Sequence[Visit]) -> Loss | None:
    """No feed, sitemap or list answers any more."""
    failing = [one for one in endpoints if one.failures >= _FAILING_ENDPOINT]
    if not good or not failing or len(failing) < len(endpoints):
        return None
    problems = " ".join(sorted({one.problem for one in failing if one.problem}))
    reason = saying("no_way_told", ways=len(failing))
    if problems:
        reason = saying("no_way", ways=len(failing), problems=problems)
    return Loss(step=Step.DISCOVERED, since=good[-1].at, reason=reason)


def _silent(
    good: Sequence[Visit], rhythm: Rhythm | None, endpoints: Sequence[Endpoint]
) -> _Finding | None:
    silence = silence_of(good, rhythm, endpoints) if good else None
    if silence is None:
        return None
    return _Finding(State.SILENT, silence.reason, silence.since, Step.DISCOVERED)


def _well(
    past: Sequence[Visit], habit: Saying, last: datetime | None, loss: Loss | None
) -> _Finding:
    """A site that nothing is wrong with, as far as is known."""
    if not past:
        return _Finding(State.NEW, saying("not_asked"))
    if not succeeded(past[-1]):
        reason = saying("last_failed", **told(past[-1]))
    elif loss is not None:
        reason = loss.reason
    else:
        reason = habit
    state = State.NORMAL if last else State.NEW
    return _Finding(state, reason, lost=loss.step if loss else None)


def _rhythm_reason(seen: datetime | None, last: datetime | None, rhythm: Rhythm | None) -> Saying:
    if seen is None or last is None:
        return saying("no_times")
    if rhythm is None:
        return saying("no_rhythm")
    if is_late(rhythm, last, seen):
        return saying("late", waited=hours(seen - last), usual=rhythm.per_week)
    return saying("publishes", usual=rhythm.per_week)


def _unasked(site: SiteState, past: Sequence[Visit], now: datetime) -> tuple[Saying, ...]:
    """A site that is not crawled stays as it was seen last, and says when that was."""
    if not past or site.status is not SiteStatus.ACTIVE or now - past[-1].at < _UNASKED:
        return ()
    return (saying("last_asked", ago=hours(now - past[-1].at)),)

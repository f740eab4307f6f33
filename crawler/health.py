"""How a site is doing, told from its visits: a state, and the reason in a sentence.

Pure: the time is handed in, and nothing is asked or kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from tldextract import TLDExtract

from crawler import outages, wording
from crawler.losses import Loss, Step, loss_of
from crawler.outages import Outage
from crawler.rhythm import OFFICE_WEEKEND, WEEKEND, Rhythm, last_article, learn
from model.records import Record
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

#: A site whose rhythm is not known is silent after so long.
_LONG_SILENCE = timedelta(days=60)
#: No silence is shorter.
_SHORT_SILENCE = timedelta(hours=24)
#: Articles that were expected until a site is later than usual.
_LATE = 2.0
_FAILING_ENDPOINT = 2
#: Sites without a crawl for so long say so.
_UNASKED = timedelta(days=3)
_OFFICES = {"government", "official"}
_BY_STATUS = {
    SiteStatus.PAUSED: (State.PAUSED, "It is not asked until it is resumed."),
    SiteStatus.REMOVED: (State.REMOVED, "It is not asked until it is added again."),
}


class Health(Record):
    """How a site is doing.

    ``since`` is when its state began, as far as visits tell. ``late`` sites are normal, but have
    published nothing for longer than usual. ``lost`` is the step at which stories get lost.
    All times are in UTC.
    """

    state: State
    reason: str
    since: datetime | None = None
    last_success: datetime | None = None
    last_article: datetime | None = None
    rhythm: Rhythm | None = None
    late: bool = False
    lost: Step | None = None

    @property
    def articles_per_week(self) -> float | None:
        """Articles in a common week; null where that is not known."""
        return round(self.rhythm.per_week, 1) if self.rhythm else None


def health_of(
    site: SiteState, visits: Sequence[Visit], endpoints: Sequence[Endpoint], now: datetime
) -> Health:
    """Tell how a site is doing.

    ``visits`` are those of the last :data:`MEMORY`, in any order. ``now`` is in UTC.
    """
    past = sorted(visits, key=lambda visit: visit.at)
    good = [visit for visit in past if visit.error is None]
    known = Health(
        state=State.NORMAL,
        reason="",
        last_success=good[-1].at if good else None,
        last_article=last_article(good),
        rhythm=learn(good, OFFICE_WEEKEND if site.type in _OFFICES else WEEKEND),
    )
    told = _decided(site) or _outage(past, now) or _moved(site)
    if told is None and good:
        told = _loss(good, endpoints) or _silence(known, good, endpoints, now)
    told = told or _well(known, past, now)
    return known.model_copy(update={"late": _is_late(known), **told})


_Told = dict[str, object]


def _decided(site: SiteState) -> _Told | None:
    """What a person or a first look decided."""
    if site.status is SiteStatus.UNFIT:
        reason = site.note or "A first look found no Indonesian news there."
        return {"state": State.UNFIT, "reason": reason, "since": site.probed_at, "late": False}
    if site.status in _BY_STATUS:
        state, reason = _BY_STATUS[site.status]
        return {"state": state, "reason": reason, "late": False}
    return None


def _outage(past: Sequence[Visit], now: datetime) -> _Told | None:
    outage = outages.outage_of(past)
    if outage is None:
        return None
    return {
        "state": _state_of(outage),
        "reason": f"{outage.reason}{_unasked(past, now)}",
        "since": outage.since,
        "late": False,
    }


def _state_of(outage: Outage) -> State:
    """Errors after which nothing can be read any more mean a new face, where there was an old."""
    if outage.kind == outages.UNREADABLE:
        return State.MARKUP_CHANGED if outage.worked else State.UNREACHABLE
    return State(outage.kind)


def _moved(site: SiteState) -> _Told | None:
    """A site that is read at another registered domain than the one it is known by."""
    newest = site.hosts[-1] if site.hosts else site.site
    if registered_domain(newest) == registered_domain(site.site):
        return None
    reason = f"It moved to {newest} and is read there: put that address in place of the old one."
    return {"state": State.MOVED, "reason": reason}


def _loss(good: Sequence[Visit], endpoints: Sequence[Endpoint]) -> _Told | None:
    loss = loss_of(good) or _lost_endpoints(endpoints, good[-1].at)
    if loss is None or loss.step is Step.KEPT:
        return None
    state = State.UNREACHABLE if loss.step is Step.FETCHED else State.MARKUP_CHANGED
    return {"state": state, "reason": loss.reason, "since": loss.since, "lost": loss.step}


def _lost_endpoints(endpoints: Sequence[Endpoint], seen: datetime) -> Loss | None:
    """No feed, sitemap or list answers any more."""
    if not endpoints or any(one.failures < _FAILING_ENDPOINT for one in endpoints):
        return None
    problems = ", ".join(sorted({one.problem for one in endpoints if one.problem}))
    count = f"its {len(endpoints)} ways" if len(endpoints) > 1 else "its only way"
    reason = f"Of {count} to new articles none answers any more ({problems or 'no answer'})."
    return Loss(step=Step.DISCOVERED, since=seen, reason=reason)


def _silence(
    known: Health, good: Sequence[Visit], endpoints: Sequence[Endpoint], now: datetime
) -> _Told | None:
    """Nothing new for longer than the site's own rhythm explains."""
    first, seen, last = good[0].at, good[-1].at, known.last_article
    if last is None:
        if seen - first < _LONG_SILENCE / 4 or any(visit.discovered for visit in good):
            return None
        reason = f"Nothing was found there in {wording.count(len(good), 'visit')}."
        return {"state": State.SILENT, "reason": reason, "since": first, "lost": Step.DISCOVERED}
    if not _is_silent(known.rhythm, last, seen, endpoints):
        return None
    reason = f"No new article for {wording.span(seen - last)}{_usually(known)}."
    told: _Told = {"state": State.SILENT, "reason": reason + _unasked(good, now), "since": last}
    return {**told, "lost": Step.DISCOVERED}


def _is_silent(
    rhythm: Rhythm | None, last: datetime, seen: datetime, endpoints: Sequence[Endpoint]
) -> bool:
    waited = seen - last
    if waited >= _long_silence(rhythm, endpoints):
        return True
    if rhythm is None or waited < _SHORT_SILENCE:
        return False
    return rhythm.expected(last, seen) >= max(_LATE, rhythm.patience)


def _long_silence(rhythm: Rhythm | None, endpoints: Sequence[Endpoint]) -> timedelta:
    """The longest silence that is believed: of sites that hardly publish, some of their gaps."""
    gaps = [4 * timedelta(seconds=one.interval) for one in endpoints if one.interval is not None]
    if rhythm is not None:
        gaps = [4 * timedelta(weeks=1) / max(rhythm.per_week, 0.05)]
    return max([_LONG_SILENCE, *gaps])


def _is_late(known: Health) -> bool:
    if known.rhythm is None or known.last_article is None or known.last_success is None:
        return False
    if known.last_success - known.last_article < _SHORT_SILENCE:
        return False
    return known.rhythm.expected(known.last_article, known.last_success) >= _LATE


def _well(known: Health, past: Sequence[Visit], now: datetime) -> _Told:
    if not past:
        return {"state": State.NEW, "reason": "Not asked yet."}
    if known.last_success is None:
        return {"state": State.NEW, "reason": f"Asked once: {outages.told(past[-1])}."}
    state = State.NORMAL if known.last_article else State.NEW
    loss = loss_of([visit for visit in past if visit.error is None])
    return {
        "state": state,
        "reason": _well_reason(known, past, loss) + _unasked(past, now),
        "lost": loss.step if loss else None,
    }


def _well_reason(known: Health, past: Sequence[Visit], loss: Loss | None) -> str:
    if past[-1].error is not None:
        return f"The last visit failed: {outages.told(past[-1])}. The one before went well."
    if loss is not None:
        return loss.reason
    if known.last_article is None:
        return "It answers; no article with a time was seen yet."
    if _is_late(known):
        assert known.last_success is not None
        waited = wording.span(known.last_success - known.last_article)
        return f"Later than usual: no new article for {waited}{_usually(known)}."
    if known.rhythm is None:
        return "It answers; its rhythm is still to be learnt."
    return f"Publishes {wording.often(known.rhythm.per_week)}."


def _usually(known: Health) -> str:
    return f"; usually {wording.often(known.rhythm.per_week)}" if known.rhythm else ""


def _unasked(past: Sequence[Visit], now: datetime) -> str:
    """A site that is not crawled stays as it was seen last, and says when that was."""
    ago = now - past[-1].at
    return f" Last asked {wording.span(ago)} ago." if ago >= _UNASKED else ""


@cache
def _suffixes() -> TLDExtract:
    """The list of public suffixes as it was installed: nothing is asked for."""
    return TLDExtract(cache_dir=None, suffix_list_urls=())


def registered_domain(host: str) -> str:
    """Return the name that somebody registered: "koran.co.id" of "banten.koran.co.id"."""
    parts = _suffixes()(host)
    if parts.suffix or not parts.subdomain:
        return parts.top_domain_under_public_suffix or host
    return f"{parts.subdomain.rpartition('.')[2]}.{parts.domain}"

"""A visit to a site, from beginning to end: what is new, and what is old where that is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from crawler import reasons
from crawler.plan import feed, lists, sitemap, wordpress
from crawler.plan.asking import Plan, fetch
from crawler.plan.kinds import POLLED, Kind, ranked
from crawler.plan.looking import Look
from crawler.plan.probe import probe
from crawler.plan.target import Target
from model.sayings import Saying
from store import Endpoint, SiteState

#: A site is probed again after this time, and sooner where its endpoints fail or fall silent.
PROBE_AGAIN = timedelta(days=30)
_PROBE_FAILING = timedelta(days=1)
#: The same for a site that shows no more than lists: its feed may be back.
_PROBE_LISTS = timedelta(days=7)
#: Failures of an endpoint in a row that mean more than a bad day.
_BROKEN = 2
#: An endpoint without a new article for this many times its usual pause has fallen silent.
_SILENT = 14
_SHORTEST_SILENCE = timedelta(days=3)
#: How often an endpoint is asked that another one makes unnecessary, to see that nothing is missed.
_CROSS_CHECK = timedelta(days=7)

_Walk = Callable[[Target, Endpoint], Plan[Look[bool]]]
_POLLS = {
    Kind.WORDPRESS: wordpress.poll,
    Kind.FEED: feed.poll,
    Kind.NEWS_SITEMAP: sitemap.poll,
    Kind.SITEMAP: sitemap.poll,
    Kind.FRONT: lists.poll,
    Kind.LISTING: lists.poll,
}
_SEARCHES = {Kind.SEARCH_FEED, Kind.SEARCH_PAGE}
_LISTS_ALONE = {Kind.FRONT, Kind.LISTING}
#: Kinds that never tell first lines, without which some stories of ours go unseen.
_TITLES_AT_MOST = {Kind.NEWS_SITEMAP, Kind.SITEMAP}
#: Ways into the archive, the best first, where only what is about prisons is wanted.
_FOCUSED: tuple[tuple[Kind, _Walk], ...] = (
    (Kind.WORDPRESS, wordpress.walk),
    (Kind.SEARCH_FEED, lists.walk_search),
    (Kind.SEARCH_PAGE, lists.walk_search),
)
#: The same where everything is wanted, or where no search answers.
_COMPLETE: tuple[tuple[Kind, _Walk], ...] = (
    (Kind.WORDPRESS, wordpress.walk),
    (Kind.SITEMAP, sitemap.walk),
    (Kind.NEWS_SITEMAP, sitemap.walk),
    (Kind.ARCHIVE, lists.walk),
)
#: The last resort: page after page of every list.
_LISTS: tuple[tuple[Kind, _Walk], ...] = ((Kind.FRONT, lists.walk), (Kind.LISTING, lists.walk))


@dataclass
class Visited:
    """What is known of the site after a visit.

    ``error`` is a reason and detail why nothing could be had; ``unfit`` says why it is no news
    site; ``walked`` is the day back to which its archive was looked through.
    """

    endpoints: list[Endpoint] = field(default_factory=list)
    probed: bool = False
    unfit: Saying | None = None
    error: tuple[str, str] | None = None
    walked: date | None = None


def visit(
    target: Target, site: SiteState, known: Sequence[Endpoint], *, is_verified: bool = True
) -> Plan[Visited]:
    """Ask a site for what is new; for its archive too where that was not looked through yet."""
    visited = Visited(list(known), walked=site.walked)
    target.software = site.software
    if target.wishes.only_probe or must_probe(site, known, target.now):
        yield from _probe(target, visited, is_verified=is_verified)
    else:
        yield from _poll(target, visited)
        if not any(one.problem is None for one in _usable(visited.endpoints)):
            yield from _probe(target, visited, is_verified=is_verified)
    is_asked = visited.error is None and visited.unfit is None and not target.wishes.only_probe
    if is_asked and must_walk(site, target.wishes.since):
        yield from fetch()
        yield from _walk(target, visited)
    visited.endpoints = ranked(visited.endpoints, target.now)
    return visited


def must_probe(site: SiteState, endpoints: Sequence[Endpoint], now: datetime) -> bool:
    """Say whether to look for ways to ask: at first, each month, when one fails or all are silent.

    Each week where a site shows no more than lists.
    """
    usable = _usable(endpoints)
    if site.probed_at is None or not usable:
        return True
    has_lists_alone = all(one.kind in _LISTS_ALONE for one in usable)
    is_failing = any(one.failures >= _BROKEN for one in usable) or all(
        one.problem is not None or _is_silent(one, now) for one in usable
    )
    usual = _PROBE_LISTS if has_lists_alone else PROBE_AGAIN
    return now - site.probed_at > (_PROBE_FAILING if is_failing else usual)


def must_walk(site: SiteState, since: date | None) -> bool:
    """Say whether the archive is to be looked through: at first, and where more is asked for."""
    return site.walked is None or (since is not None and since < site.walked)


def _usable(endpoints: Sequence[Endpoint]) -> list[Endpoint]:
    return [one for one in endpoints if one.kind in POLLED and one.found]


def _is_silent(endpoint: Endpoint, now: datetime) -> bool:
    if endpoint.newest is None:
        return False
    usual = timedelta(seconds=2 * endpoint.interval) if endpoint.interval else timedelta(0)
    return now - endpoint.newest > max(_SILENT * usual, _SHORTEST_SILENCE)


def _probe(target: Target, visited: Visited, *, is_verified: bool) -> Plan[None]:
    probed = yield from probe(target, visited.endpoints, is_verified=is_verified)
    visited.probed = True
    visited.unfit, visited.error = probed.unfit, None
    if probed.endpoints:
        visited.endpoints = probed.endpoints
    if not _answered(probed.endpoints):
        visited.error = probed.error or (reasons.NOTHING_FOUND, "")


def _answered(endpoints: Sequence[Endpoint]) -> bool:
    return any(one.kind in POLLED and one.problem is None for one in endpoints)


def _poll(target: Target, visited: Visited) -> Plan[None]:
    """Ask the best endpoint, and others until one reaches back to what is known, or they are due.

    One that has fallen silent is not believed alone.
    """
    now, is_complete = target.now, False
    first_error: tuple[str, str] | None = None
    answered = False
    for place, one in enumerate(visited.endpoints):
        if one.kind not in POLLED or not one.found:
            continue
        if is_complete and not _is_due(one, now):
            continue
        if one.problem is not None and answered and not _is_due(one, now):
            continue
        seen = yield from _POLLS[Kind(one.kind)](target, one)
        visited.endpoints[place] = _spaced(seen.endpoint, now, is_spare=is_complete)
        if seen.is_good:
            answered = True
            is_enough = not (target.wishes.focused and one.kind in _TITLES_AT_MOST)
            is_complete |= bool(seen.content) and is_enough and not _is_silent(seen.endpoint, now)
        else:
            first_error = first_error or (seen.reason or "", "")
    visited.error = None if answered else first_error
    if answered and target.wishes.focused and not _tells_texts(visited.endpoints):
        yield from _search(target, visited)


def _tells_texts(endpoints: Sequence[Endpoint]) -> bool:
    return any(one.full_text and one.problem is None for one in _usable(endpoints))


def _search(target: Target, visited: Visited) -> Plan[None]:
    """Ask the first search that works: headlines alone hide some stories of ours."""
    for place, one in enumerate(visited.endpoints):
        if one.kind in _SEARCHES and one.found and one.problem is None:
            if _is_due(one, target.now):
                seen = yield from lists.poll_search(target, one)
                visited.endpoints[place] = seen.endpoint
            return


def _is_due(endpoint: Endpoint, now: datetime) -> bool:
    return endpoint.next_check is None or endpoint.next_check <= now


def _spaced(endpoint: Endpoint, now: datetime, *, is_spare: bool) -> Endpoint:
    """An endpoint that was asked beside a better one is not asked again soon."""
    if not is_spare or endpoint.problem is not None:
        return endpoint
    return endpoint.model_copy(update={"next_check": now + _CROSS_CHECK})


def _walk(target: Target, visited: Visited) -> Plan[None]:
    """Look through the archive by the best way that works, and by topics beside it."""
    ways = [*(_FOCUSED if target.wishes.focused else ()), *_COMPLETE]
    done = yield from _first_way(target, visited, ways)
    for kind, walk in _LISTS if not done else ():
        done |= yield from _every(target, visited, kind, walk)
    if target.wishes.focused:
        yield from _every(target, visited, Kind.TOPIC, lists.walk)
    if done or not ways:
        visited.walked = target.wishes.since or date.min


def _first_way(target: Target, visited: Visited, ways: Sequence[tuple[Kind, _Walk]]) -> Plan[bool]:
    for kind, walk in ways:
        if (yield from _every(target, visited, kind, walk)):
            return True
    return False


def _every(target: Target, visited: Visited, kind: Kind, walk: _Walk) -> Plan[bool]:
    """Walk by all endpoints of a kind; say whether one of them was gone through."""
    done = False
    for place, one in enumerate(visited.endpoints):
        is_known = one.found or one.kind not in POLLED
        if one.kind == kind and is_known and one.problem is None:
            seen = yield from walk(target, one)
            visited.endpoints[place] = seen.endpoint
            done |= bool(seen.content)
    return done

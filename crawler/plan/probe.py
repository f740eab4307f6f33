"""Finding out how a site can be asked: what it names, and the usual places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from crawler import reasons
from crawler.discovery import feeds, outlet, sitemaps, wordpress
from crawler.discovery.found import Source
from crawler.discovery.listing import Listing
from crawler.plan import feed, lists, sitemap
from crawler.plan import wordpress as wordpress_plan
from crawler.plan.asking import Answer, Ask, Plan, ask, name
from crawler.plan.kinds import Kind, ranked
from crawler.plan.looking import Look, learned
from crawler.plan.target import Fault, Target
from model.exceptions import PageError
from model.sayings import Saying
from model.urls import identity
from store import Endpoint

#: Sections asked where a site has neither API, feed, sitemap nor further pages of its front page.
_MOST_SECTIONS = 8
#: Usual places of feeds by software, tried where the site names none.
_FEEDS = {"wordpress": ("/feed/",), "blogger": ("/feeds/posts/default",)}
#: The same of sitemaps.
_SITEMAPS = {"wordpress": ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")}
#: The same of lists of everything.
_ARCHIVES = {"pelican": ("/archives.html",)}
#: An endpoint that fails is hoped for while what it gave is not older than this.
_OF_LATE = timedelta(days=14)
#: A usual place where nothing was is looked at again after so many days.
_GUESS_AGAIN_DAYS = 7

_Poll = Callable[..., Plan[Look[bool]]]


@dataclass
class Probed:
    """What a probe found: endpoints, ranked, and why a site is unfit or gave nothing."""

    endpoints: list[Endpoint] = field(default_factory=list)
    unfit: Saying | None = None
    error: tuple[str, str] | None = None


def probe(target: Target, known: Sequence[Endpoint], *, is_verified: bool = True) -> Plan[Probed]:
    """Look for ways to ask a site, and ask each once.

    ``known`` endpoints keep what is known of them. A site that nobody verified is asked for its
    front page first, and for more only if that shows Indonesian news.
    """
    looking = _Probe(target, known)
    page = yield from looking.front(is_verified=is_verified)
    is_down = looking.error is not None and reasons.is_site_down(looking.error[0])
    if is_down or looking.unfit is not None:
        return Probed(unfit=looking.unfit, error=looking.error)
    yield from looking.everything(page)
    return Probed(ranked(looking.found, target.now), error=looking.error)


class _Probe:
    def __init__(self, target: Target, known: Sequence[Endpoint]) -> None:
        self._target = target
        self._known = {identity(one.url): one for one in known}
        self.found: list[Endpoint] = []
        self.error: tuple[str, str] | None = None
        self.unfit: Saying | None = None

    def front(self, *, is_verified: bool) -> Plan[Listing | None]:
        """Ask for the front page; a site that moved is at its new address from then on."""
        target = self._target
        answer = yield from ask(Ask(target.url, is_front=True))
        try:
            page = _front_page(target, answer)
        except PageError as error:
            self.error = (error.reason, error.detail)
            target.faults.append(Fault(target.url, error.reason, error.detail, is_front=True))
            return None
        self.unfit = outlet.why_abandoned(page, answer.body)
        if self.unfit is None and not is_verified:
            self.unfit = outlet.why_no_news(page)
        if self.unfit is not None:
            return None
        target.software = page.software
        target.shown.update(one.url for one in page.articles)
        return page

    def everything(self, page: Listing | None) -> Plan[None]:
        """Ask all other ways that there may be, the best first."""
        has_api = yield from self._wordpress(page)
        yield from self._feeds(page)
        if not has_api or self._target.wishes.only_probe:
            yield from self._sitemaps()
        if page is None:
            return
        # After what gives texts, which decide better than headlines do.
        yield from self._front(page)
        if not has_api:
            self._search(page)
        has_lists = any(one.kind != Kind.FRONT and one.found for one in self.found)
        if not has_lists and page.next is None:
            yield from self._sections(page)
        has_map = any(one.kind == Kind.SITEMAP and one.found for one in self.found)
        if not (has_api or has_map):
            usual = _ARCHIVES.get(self._target.software or "", ())
            places = page.archives or [urljoin(self._target.url, place) for place in usual]
            self.found += (self._endpoint(url, Kind.ARCHIVE) for url in places)
        for url in page.topics:
            self.found.append(self._endpoint(url, Kind.TOPIC))

    def _front(self, page: Listing) -> Plan[None]:
        known = self._endpoint(self._target.url, Kind.FRONT)
        endpoint = learned(known, page.articles, self._target.now)
        self.found.append(endpoint)
        yield from name(page.articles, endpoint)

    def _wordpress(self, page: Listing | None) -> Plan[bool]:
        named = page.api if page else None
        if named is None and self._target.software != "wordpress":
            return False
        places = [named] if named else wordpress.api_of(_origin(self._target.url))
        for place in places:
            seen = yield from self._try(place, Kind.WORDPRESS, wordpress_plan.poll, is_guess=True)
            if seen:
                self._target.software = "wordpress"
                return True
        return False

    def _feeds(self, page: Listing | None) -> Plan[None]:
        named = list(page.feeds) if page else []
        for url in named:
            yield from self._try(url, Kind.FEED, feed.poll)
        if not named:
            places = _FEEDS.get(self._target.software or "", feeds.USUAL_PATHS)
            yield from self._first_of(places, Kind.FEED, feed.poll)

    def _sitemaps(self) -> Plan[None]:
        target = self._target
        named = [url for url in target.robots_sitemaps if target.is_ours(url)]
        for url in named:
            yield from self._try(url, Kind.SITEMAP, sitemap.poll)
        if not named:
            places = _SITEMAPS.get(target.software or "", sitemaps.USUAL_PATHS)
            yield from self._first_of(places, Kind.SITEMAP, sitemap.poll)

    def _sections(self, page: Listing) -> Plan[None]:
        for url in page.sections[:_MOST_SECTIONS]:
            yield from self._try(url, Kind.LISTING, lists.poll, is_guess=True)

    def _search(self, page: Listing) -> None:
        """Note the searches that a site seems to have; whether they answer shows in use."""
        origin, software = _origin(self._target.url), self._target.software
        if software == "wordpress":
            url = f"{origin}/?s={{query}}&feed=rss2&paged={{page}}"
            self.found.append(self._endpoint(url, Kind.SEARCH_FEED))
            url = f"{origin}/?s={{query}}&paged={{page}}"
            self.found.append(self._endpoint(url, Kind.SEARCH_PAGE))
        elif software == "blogger":
            url = f"{origin}/feeds/posts/default?q={{query}}&max-results=100&start-index={{start}}"
            self.found.append(self._endpoint(url, Kind.SEARCH_FEED))
        elif page.search is not None:
            self.found.append(self._endpoint(page.search, Kind.SEARCH_PAGE))

    def _first_of(self, places: Iterable[str], kind: Kind, poll: _Poll) -> Plan[None]:
        for place in places:
            url = urljoin(self._target.url, place)
            if not self._was_missing(url) and (
                yield from self._try(url, kind, poll, is_guess=True)
            ):
                return

    def _try(self, url: str, kind: Kind, poll: _Poll, *, is_guess: bool = False) -> Plan[bool]:
        """Ask an endpoint; say whether it is one."""
        asked = self._endpoint(url, kind)
        seen = yield from poll(self._target, asked, is_guess=is_guess, is_first=True)
        self.found.append(seen.endpoint if seen.is_good else self._doubted(seen.endpoint))
        return seen.is_good

    def _doubted(self, endpoint: Endpoint) -> Endpoint:
        """One that fails now: asked again where it gave something of late, else no way to ask."""
        newest, now = endpoint.newest, self._target.now
        is_late = newest is not None and now - newest < _OF_LATE
        return endpoint.model_copy(
            update={"failures": 0, "found": endpoint.found if is_late else 0}
        )

    def _endpoint(self, url: str, kind: Kind) -> Endpoint:
        known = self._known.get(identity(url))
        if known is not None and known.kind == kind:
            return known
        return Endpoint(site=self._target.site, url=url, kind=str(kind))

    def _was_missing(self, url: str) -> bool:
        known = self._known.get(identity(url))
        if known is None or known.problem is None or known.found or known.checked_at is None:
            return False
        return (self._target.now - known.checked_at).days < _GUESS_AGAIN_DAYS


def _front_page(target: Target, answer: Answer) -> Listing:
    if answer.reason is not None:
        raise PageError(answer.reason, answer.detail)
    if not 200 <= answer.status < 300:
        raise PageError(reasons.http(answer.status))
    if not target.is_ours(answer.url):
        target.move_to(answer.url)
    return lists.read_listing(target, answer, Source.FRONT_PAGE)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"

"""The crawl of one site, step by step: what to ask next, and what the answers meant.

No network and no clock of its own: the spider asks what this plan says, one request at a time, and
tells it the outcome. Every page discovered ends as kept, candidate or dropped for one reason:
``discovered == kept + candidates + sum(dropped.values())``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urljoin

from crawler import reasons
from crawler.discovery import addresses, feeds, sitemaps
from crawler.discovery.found import Found, Source, rank
from model.records import JAKARTA
from model.report import SiteReport
from model.urls import identity, site_of
from store import PageState

#: Sitemap files read of one site in one run.
_MAX_SITEMAPS = 12
#: A guessed feed or sitemap that was not there is looked for again after this time.
_GUESS_AGAIN = timedelta(days=7)
#: Failures in a row after which a site is asked no more in this run.
_PATIENCE = 5


class Step(StrEnum):
    """What is asked for; the value is the outcome that the store remembers for an endpoint."""

    FRONT = "front"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to make. ``guess``: nobody said that there is something at this address."""

    step: Step
    url: str
    found: Found | None = None
    guess: bool = False
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one site may cost, and which of its pages are wanted."""

    max_pages: int
    since: date | None = None
    all_pages: bool = False


@dataclass
class SiteCrawl:
    """The plan of one site. ``states`` is what the store knows of its addresses, by identity."""

    url: str
    states: Mapping[str, PageState]
    limits: Limits
    now: datetime
    report: SiteReport = field(init=False)
    hosts: set[str] = field(init=False)
    #: Sitemaps that robots.txt names.
    robots_sitemaps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.report = SiteReport(site=site_of(self.url) or self.url)
        self.hosts = {self.report.site}
        self._front: Ask | None = self._ask(Step.FRONT, self.url)
        self._endpoints: deque[Ask] = deque()
        self._stage = 0
        self._found: dict[str, Found] = {}
        self._pages: deque[Found] | None = None
        self._answered: dict[Step, int] = {Step.FEED: 0, Step.SITEMAP: 0, Step.FRONT: 0}
        self._open: set[str] = set()
        self._failed_in_row = 0
        self._sitemaps_asked: set[str] = set()
        self._validators: dict[str, PageState] = {}
        self._unsettled = False
        self._stopped: str | None = None
        self._front_error: str | None = None

    # What to ask

    def next(self) -> Ask | None:
        """The next request, or None when there is nothing left to ask."""
        if self._front is not None:
            ask, self._front = self._front, None
            return ask
        while self._stopped is None and self._pages is None:
            while self._endpoints:
                ask = self._endpoints.popleft()
                if not (ask.guess and self._answered[ask.step]):
                    return ask
            self._open_stage()
        if self._pages:
            found = self._pages.popleft()
            return Ask(Step.PAGE, found.url, found)
        return None

    @property
    def is_done(self) -> bool:
        """Whether every page discovered has its outcome and nothing is left to ask."""
        return not (self._front or self._endpoints or self._pages or self._open) and (
            self._pages is not None or self._stopped is not None
        )

    def stop(self, reason: str) -> None:
        """Ask nothing more: pages not yet asked for are dropped for ``reason``."""
        if self._stopped is not None:
            return
        self._stopped = reason
        self._front = None
        self._endpoints.clear()
        if self._pages is None:
            self._choose_pages()
        while self._pages:
            self._settle(self._pages.popleft().url, reason)

    def refuse(self, reason: str) -> None:
        """The site cannot be asked at all."""
        self.report.error = reasons.sentence(reason)
        self.stop(reason)

    def adopt(self, url: str, states: Mapping[str, PageState]) -> None:
        """The front page moved to ``url``: its host is the site's own from now on."""
        self.hosts.add(site_of(url))
        self.states = {**self.states, **states}
        self.url = url

    # What was answered

    def front_page(self, articles: Iterable[Found], feed_urls: Iterable[str]) -> None:
        """The front page came: remember its articles and feeds."""
        self._answered[Step.FRONT] += 1
        self._add(articles)
        self._endpoints.extend(self._ask(Step.FEED, url) for url in feed_urls)

    def feed(self, articles: Iterable[Found]) -> None:
        """A feed came."""
        self._answered[Step.FEED] += 1
        self._add(articles)

    def sitemap(self, sitemap: sitemaps.Sitemap) -> None:
        """A sitemap came: read the best of its children too."""
        self._answered[Step.SITEMAP] += 1
        self._add(sitemap.pages)
        left = _MAX_SITEMAPS - len(self._sitemaps_asked)
        fresh = [
            child
            for child in sitemap.children
            if child.url not in self._sitemaps_asked and site_of(child.url) in self.hosts
        ]
        for child in sitemaps.worth_reading(fresh, self.limits.since, max(left, 0)):
            self._add_sitemap(child.url, guess=False)

    def not_modified(self, step: Step) -> None:
        """An endpoint has nothing new since the last run."""
        self._answered[step] += 1
        self.report.not_modified += 1

    def requested(self, ask: Ask) -> None:
        """A request for a page goes out."""
        if ask.step is Step.PAGE:
            self.report.requested += 1

    def seems_alive(self) -> None:
        """A good answer came: the site is alive."""
        self._failed_in_row = 0

    def validated(self, ask: Ask, etag: str | None, last_modified: str | None) -> None:
        """Note the validators of an endpoint's answer, for :meth:`endpoint_states`."""
        self._validators[ask.url] = PageState(
            url=ask.url,
            site=site_of(ask.url),
            etag=etag,
            last_modified=last_modified,
            fetched_at=self.now,
            outcome=str(ask.step),
        )

    def endpoint_failed(self, ask: Ask, reason: str, detail: str = "") -> None:
        """A front page, feed or sitemap could not be had or read.

        What was only guessed is remembered, not counted.
        """
        if not reasons.is_temporary(reason):
            # The next run looks elsewhere.
            self._validators[ask.url] = PageState(
                url=ask.url,
                site=site_of(ask.url),
                fetched_at=self.now,
                outcome=reason,
                detail=detail or None,
            )
        if not ask.guess:
            self.report.discovered += 1
            self.report.failed += reason != reasons.ROBOTS
            self.report.drop(reason)
        if ask.step is Step.FRONT:
            self._front_error = reasons.sentence(reason, detail)
            if reasons.is_site_down(reason):
                self.report.error = self._front_error
                self.stop(reason)
        self._note_failure(reason)

    def page_failed(self, url: str, reason: str) -> None:
        """An article page could not be had; one that robots.txt forbids did not fail."""
        self.report.failed += reason != reasons.ROBOTS
        self._settle(url, reason)
        self._note_failure(reason)

    def page_done(self, url: str, outcome: str, *, is_article: bool) -> None:
        """A page was read, or dropped before: ``outcome`` is its label or the reason."""
        self.report.articles += is_article
        self._settle(url, outcome)

    def reason_against_redirect(self, final: str) -> str | None:
        """Why a page that led to another of the same site is not wanted, or None."""
        name = identity(final)
        if name == identity(self.url):
            # An article that is gone, sent to the front page.
            return reasons.NOT_ARTICLE
        state = self.states.get(name)
        is_known = state is not None and self._is_settled(state)
        return reasons.DUPLICATE if is_known or self._found.get(name) else None

    def abandon(self) -> None:
        """The crawl ends here: what is still under way is dropped."""
        self.stop(reasons.STOPPED)
        for name in list(self._open):
            self._settle(name, reasons.STOPPED)

    def endpoint_states(self) -> list[PageState]:
        """What to remember of feeds, sitemaps and the front page once the site is done.

        Validators are kept only when every page that was named has been settled: else the next run
        must see the whole list again.
        """
        if not self._unsettled:
            return list(self._validators.values())
        return [
            state.model_copy(update={"etag": None, "last_modified": None})
            for state in self._validators.values()
        ]

    # Within

    def _ask(self, step: Step, url: str, *, guess: bool = False) -> Ask:
        state = self.states.get(identity(url))
        if state is None or state.outcome != str(step):
            return Ask(step, url, guess=guess)
        return Ask(step, url, guess=guess, etag=state.etag, last_modified=state.last_modified)

    def _open_stage(self) -> None:
        """Feeds first, then sitemaps, then the pages themselves."""
        self._stage += 1
        if self._stage == 1 and not self._answered[Step.FEED]:
            self._open_feeds()
        elif self._stage == 2:
            self._open_sitemaps()
        elif self._stage > 2:
            self._choose_pages()

    def _open_feeds(self) -> None:
        known = self._remembered(Step.FEED)
        self._endpoints.extend(self._ask(Step.FEED, url) for url in known)
        guesses = [] if known else self._guesses(feeds.USUAL_PATHS)
        self._endpoints.extend(self._ask(Step.FEED, url, guess=True) for url in guesses)

    def _open_sitemaps(self) -> None:
        named = [url for url in self.robots_sitemaps if site_of(url) in self.hosts]
        for url in named:
            self._add_sitemap(url, guess=False)
        if named:
            return
        known = self._remembered(Step.SITEMAP)
        for url in known or self._guesses(sitemaps.USUAL_PATHS):
            self._add_sitemap(url, guess=not known)

    def _add_sitemap(self, url: str, *, guess: bool) -> None:
        if url in self._sitemaps_asked or len(self._sitemaps_asked) >= _MAX_SITEMAPS:
            return
        if not guess:
            self._sitemaps_asked.add(url)
        self._endpoints.append(self._ask(Step.SITEMAP, url, guess=guess))

    def _remembered(self, step: Step) -> list[str]:
        return [state.url for state in self.states.values() if state.outcome == str(step)]

    def _guesses(self, paths: Iterable[str]) -> list[str]:
        urls = [urljoin(self.url, path) for path in paths]
        return [url for url in urls if not self._was_missing(url)]

    def _was_missing(self, url: str) -> bool:
        state = self.states.get(identity(url))
        return state is not None and self.now - state.fetched_at < _GUESS_AGAIN

    def _add(self, articles: Iterable[Found]) -> None:
        for found in articles:
            clean = addresses.without_secrets(found.url)
            name = identity(clean)
            seen = self._found.get(name)
            self._found[name] = seen.merged(found) if seen else found

    def _choose_pages(self) -> None:
        """Settle what is known, too old or off the site; queue the newest of the rest."""
        self._pages = deque()
        if not self._stopped and not any(self._answered.values()):
            self.report.error = self._front_error or reasons.sentence(reasons.NOTHING_FOUND)
        ours = 0
        for name, found in sorted(self._found.items(), key=lambda pair: rank(pair[1])):
            self.report.discovered += 1
            self._open.add(name)
            reason = self._reason_against(found, self.states.get(name), ours)
            ours += site_of(found.url) in self.hosts
            if reason is None:
                self._pages.append(found)
            else:
                self._settle(found.url, reason)

    def _reason_against(self, found: Found, state: PageState | None, rank: int) -> str | None:
        if not found.url.startswith(("http://", "https://")) or not site_of(found.url):
            return reasons.BAD_ADDRESS
        if site_of(found.url) not in self.hosts:
            return reasons.OFF_SITE
        if state is not None and self._is_settled(state):
            return reasons.KNOWN
        if self.limits.since and found.is_before(self.limits.since):
            return reasons.BEFORE_SINCE
        if found.source is Source.SITEMAP and addresses.is_no_article(found.url):
            return reasons.NOT_ARTICLE
        return reasons.PAGE_LIMIT if rank >= self.limits.max_pages else None

    def _is_settled(self, state: PageState) -> bool:
        if state.outcome == reasons.NO_PRISON_WORD:
            return not self.limits.all_pages
        if state.outcome == reasons.BEFORE_SINCE:
            return self.limits.since is not None and _told_before(state, self.limits.since)
        return not reasons.is_temporary(state.outcome)

    def _settle(self, url: str, outcome: str) -> None:
        name = identity(url)
        if name not in self._open:
            return
        self._open.discard(name)
        self._unsettled |= reasons.is_temporary(outcome) or outcome == reasons.BEFORE_SINCE
        if outcome == "partnership":
            self.report.kept += 1
        elif outcome == "candidate":
            self.report.candidates += 1
        else:
            self.report.drop(outcome)

    def _note_failure(self, reason: str) -> None:
        if not reasons.is_site_down(reason):
            return
        self._failed_in_row += 1
        if self._failed_in_row >= _PATIENCE:
            if self._stopped is None and self.report.error is None:
                self.report.error = reasons.sentence(reasons.SITE_FAILING, f"last: {reason}")
            self.stop(reasons.SITE_FAILING)


def _told_before(state: PageState, since: date) -> bool:
    """Whether the publication time in the state's detail is before ``since``."""
    try:
        return datetime.fromisoformat(state.detail or "").astimezone(JAKARTA).date() < since
    except ValueError:
        return False

"""One crawl to make: which sites, with which settings, into which store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import ParamSpec, TypeVar

from crawler import catalogue, reasons
from crawler.discovery.addresses import front_page
from crawler.plan.target import Target, Wishes
from crawler.sifting import Policy
from crawler.site import SiteCrawl
from keeping.room import room_of
from model.config import Settings
from model.exceptions import StoreError
from model.outlets import Outlet
from model.records import JAKARTA
from model.report import CrawlReport, Progress, SiteReport
from model.spending import Spent
from model.urls import site_of
from pipelines.judge.model import Model, load_model
from store import SiteState, SiteStatus, Store, open_store

#: Bytes of a megabyte.
MEGABYTE = 1_000_000

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _utc_now() -> datetime:
    return datetime.now(UTC)


#: Pages off topic are read, as a sample, so many in so long a time of one site.
_AUDITED_WITHIN = timedelta(days=7)

#: Sites that are worth a look so soon after the last one publish often.
_QUICK = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Watched:
    """A site to crawl: its front page, and what is told of it."""

    url: str
    outlet: Outlet | None = None


@dataclass(frozen=True)
class FetchJob:
    """Pages to fetch by address."""

    settings: Settings
    urls: tuple[str, ...]


@dataclass
class Job:
    """What the parts of a crawl share.

    ``store`` is opened from the settings, and closed at the end, where none is given. It is used
    from one thread alone, which is not the one that talks to the network.
    """

    settings: Settings
    store: Store | None = None
    sites: Sequence[str] | None = None
    since: date | None = None
    due: bool = False
    all_pages: bool = False
    probe: bool = False
    clock: Callable[[], datetime] = _utc_now
    progress: Callable[[SiteReport], None] | None = None
    report: CrawlReport | None = None
    started: datetime = field(init=False)
    model: Model = field(init=False)
    stories: int = 0
    agreements: int = 0
    #: The time that each step took.
    spent: Spent = field(default_factory=Spent)
    #: Pages that were kept without being archived, for want of room.
    not_archived: int = 0
    #: Why the crawl ended before its time: for want of room.
    stopped: str | None = None
    #: Why the store could not be written.
    failure: StoreError | None = None

    def __post_init__(self) -> None:
        self.started = self.clock()
        self.model = load_model(self.settings.data)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="crawl-store")
        self._opened = ExitStack()
        self._names: frozenset[str] = frozenset()
        self.run = 0

    @property
    def opened(self) -> Store:
        """The store, once it was opened."""
        assert self.store is not None
        return self.store

    @property
    def names(self) -> frozenset[str]:
        """The sites of this crawl, by ``model.urls.site_of``."""
        return self._names

    def may_archive(self) -> bool:
        """Whether pages are to be archived, and there is room for one more; counted where not."""
        if not self.settings.archive.enabled:
            return False
        may = room_of(self.settings).archives
        self.not_archived += not may
        return may

    def may_go_on(self) -> bool:
        """Whether there is room to crawl on; where there is not, why the crawl ends is noted."""
        room = room_of(self.settings)
        if not room.crawls:
            self.stopped = self.stopped or room.problem
        return room.crawls

    def watched(self) -> list[Watched]:
        """The sites to crawl, each once: those named, else all that are chosen or added.

        Those paused, removed or unfit are crawled only by name. Of a crawl of what is ``due``, only
        those that publish often and are due for a look.

        Raises:
            ConfigError: the catalogue has a fault, or a choice of it chooses nothing.
        """
        configured = {site_of(site.url): site for site in catalogue.chosen(self.settings)}
        chosen: dict[str, Watched] = {}
        if self.sites:
            for address in map(front_page, self.sites):
                name = site_of(address) or address
                chosen.setdefault(name, Watched(address, configured.get(name)))
        else:
            known = {state.site: state for state in self.opened.sites()}
            for name, site in configured.items():
                if name not in known or known[name].status is SiteStatus.ACTIVE:
                    chosen[name] = Watched(site.url, site)
            for name, state in known.items():
                if state.added and state.status is SiteStatus.ACTIVE:
                    chosen.setdefault(name, Watched(state.url))
        if self.due:
            due = self.opened.due_sites(self.started, _QUICK)
            chosen = {name: one for name, one in chosen.items() if name in due}
        self._names = frozenset(chosen)
        return list(chosen.values())

    def crawl_of(self, watched: Watched) -> SiteCrawl:
        """Begin with a site, from what is known of it.

        Raises:
            StoreError: the store cannot be read or written.
        """
        name, crawl, store = site_of(watched.url), self.settings.crawl, self.opened
        site = self._state_of(name, watched)
        focused = crawl.policy == "focused" and not self.all_pages
        target = Target(
            site.url if name == site.site and not self.sites else watched.url,
            self.started,
            Wishes(self.since, focused, int(crawl.max_page_mb * MEGABYTE), self.probe),
            {name, *site.hosts},
        )
        policy = Policy(self.started, self.since, focused, self.all_pages, crawl.audit_share)
        policy.audits_left = crawl.audits_a_week - self._audited(name)
        self._wake(target, policy)
        opened = SiteCrawl(
            target,
            policy,
            site,
            store.endpoints(name),
            most_pages=crawl.max_pages,
            is_verified=site.probed_at is not None or self._is_vouched_for(watched),
        )
        if not name or not watched.url.startswith(("http://", "https://")):
            opened.refuse(reasons.BAD_ADDRESS)
        elif not self.sites and site.next_visit is not None and site.next_visit > self.started:
            opened.refuse(reasons.RESTING, f"until {site.next_visit.astimezone(JAKARTA):%Y-%m-%d}")
        return opened

    def keep(self, crawl: SiteCrawl, seconds: float) -> None:
        """Keep what is known of a site after its crawl.

        Raises:
            StoreError: the store cannot be written.
        """
        if crawl.has_begun:
            state = crawl.site_state()
            # Somebody may have paused it meanwhile.
            known = self.opened.site(state.site)
            if known is not None and known.status != crawl.site.status:
                state = state.model_copy(update={"status": known.status})
            self.opened.put_site(state, crawl.endpoints())
            self.opened.add_visit(crawl.visit(self.run, seconds))

    def _state_of(self, name: str, watched: Watched) -> SiteState:
        known = self.opened.site(name) or SiteState(site=name, url=watched.url)
        told = watched.outlet.model_dump() if watched.outlet else {}
        names = ("name", "province", "type", "group")
        return known.model_copy(update={key: told[key] for key in names if told.get(key)})

    def _is_vouched_for(self, watched: Watched) -> bool:
        """Whether somebody saw that the site is Indonesian news: who names it himself, did."""
        return bool(self.sites) or watched.outlet is None or watched.outlet.verified

    def _audited(self, name: str) -> int:
        visits = self.opened.visits(name, since=self.started - _AUDITED_WITHIN)
        return sum(visit.audited for visit in visits)

    def _wake(self, target: Target, policy: Policy) -> None:
        """Let pages be asked for that were not wanted before, and are now."""
        outcomes = [reasons.BEFORE_SINCE]
        outcomes += [] if policy.focused else [reasons.OFF_TOPIC]
        outcomes += [reasons.NO_PRISON_WORD] if policy.all_pages else []
        since = datetime.combine(self.since, time.min, JAKARTA) if self.since else None
        for outcome in outcomes:
            self.opened.wake_pages(sorted(target.hosts), outcome, self.started, since)

    def open(self) -> int:
        """Open the store and begin a run; return its number.

        Raises:
            StoreError: it cannot be opened or written.
        """
        if self.store is None:
            settings = self.settings
            self.store = self._opened.enter_context(
                open_store(settings.store_url, settings.data, settings.archive_dir)
            )
        self.run = self._thread.submit(self.store.begin_run, self.started).result()
        self._thread.submit(self.store.later.wake, self.started).result()
        return self.run

    async def note(self, progress: Progress) -> None:
        """Tell the store how far the crawl is.

        Raises:
            StoreError: it cannot be written.
        """
        await self.with_store(self.opened.progress.note, self.run, progress)

    def close(self, report: CrawlReport) -> None:
        """End the run in the store.

        Raises:
            StoreError: it cannot be written.
        """
        self.report = report
        try:
            if self.store is not None:
                self._thread.submit(self.store.finish_run, report, self.clock()).result()
        finally:
            self._thread.shutdown()
            self._opened.close()

    async def with_store(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do ``work`` on the store in its own thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))

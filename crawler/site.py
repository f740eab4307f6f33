"""The crawl of one site in one run: its plan, the pages that wait, and the account of them.

No network and no clock of its own: the spider makes the requests, one at a time, and tells what
came of them. Every page discovered ends as kept, candidate or dropped for one reason:
``discovered == kept + candidates + sum(dropped.values())``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from crawler import reasons
from crawler.backoff import next_visit
from crawler.discovery.found import Found, Source
from crawler.gathering import Gathering
from crawler.plan.asking import Ask, Fetch, Named, Sifted
from crawler.plan.target import Fault, Target
from crawler.plan.visit import Visited, visit
from crawler.sifting import KEPT, RANK_AUDIT, Policy, Sieve
from model.records import Label
from model.report import SiteReport
from model.sayings import Saying, said
from model.urls import identity
from pipelines.items import PageItem
from store import Endpoint, PageState, SiteState, SiteStatus, Visit

#: Failures in a row after which a site is asked no more in this run.
_PATIENCE = 5
#: Failed visits in a row before a site is left alone for a while.
_TOLERATED = 2
#: How often a page that cannot be had is asked for in the next runs, and then after longer pauses.
_AT_ONCE = 2
_LONGEST_PAUSE = timedelta(days=7)
_MOST_TRIES = 14

#: What lists of this kind name beside what is known is new.
_OF_NOW = {Source.FEED, Source.FRONT_PAGE, Source.LISTING}

Step = Ask | Named | Fetch


class SiteCrawl:
    """One site being crawled.

    ``most_pages`` bounds the article pages asked for. ``is_verified`` is false for a site of which
    nobody said that it is Indonesian news.
    """

    def __init__(
        self,
        target: Target,
        policy: Policy,
        site: SiteState,
        endpoints: Sequence[Endpoint] = (),
        *,
        most_pages: int = 1_000,
        is_verified: bool = True,
    ) -> None:
        self.target, self.policy, self.site = target, policy, site
        self.report = SiteReport(site=target.site or target.url)
        self.sieve = Sieve(policy, target.hosts)
        self._most_pages = most_pages
        self._plan: Generator[Step, Any, Visited] | None
        self._plan = visit(target, site, endpoints, is_verified=is_verified)
        self._sent: object = None
        self._visited: Visited | None = None
        #: What became of each page named in this run, by the hash of its identity.
        self._named: dict[int, str] = {}
        self._asked: set[int] = set()
        self._under_way: set[str] = set()
        self._waiting: deque[PageState] = deque()
        #: Whether pages that wait are being asked for, rather than the plan.
        self.is_fetching = False
        #: The article whose further parts are being asked for.
        self.gathering: Gathering | None = None
        self._is_out_of_pages = False
        self._failed_in_row = 0
        self._pages_failed = 0
        self._stopped: str | None = None
        self._lengths: list[int] = []
        self._dated = 0
        self._undated = 0
        self._newest: datetime | None = None

    # The plan

    def step(self) -> Step | None:
        """Go on with the plan until it wants something; None when it has ended."""
        if self._plan is None or self._stopped is not None:
            return None
        try:
            return self._plan.send(self._sent)
        except StopIteration as end:
            self._plan, self._visited = None, end.value
            self._note_faults()
            return None
        finally:
            self._sent = None

    def tell(self, answer: object) -> None:
        """Give the plan the answer to what it wanted."""
        self._sent = answer
        self._note_faults()

    def sift(
        self, found: Iterable[Found], states: Mapping[str, PageState]
    ) -> tuple[Sifted, list[PageState]]:
        """Decide what becomes of pages that the site names; return what to remember of them."""
        new = known = undated = 0
        rows: dict[str, PageState] = {}
        for one in found:
            name = identity(one.url)
            state = rows.get(name) or states.get(name)
            sieved = self.sieve.sift(one, state)
            new += sieved.is_new
            known += state is not None
            self._note_named(hash(name), sieved.outcome)
            self.report.new += sieved.is_new
            self.report.audited += sieved.is_audit
            self._see(one.published)
            undated += sieved.is_new and one.published is None and one.source in _OF_NOW
            if sieved.state is not None:
                rows[name] = sieved.state
        self._undated += undated
        return Sifted(new, known), list(rows.values())

    # The pages

    @property
    def wants_pages(self) -> bool:
        """Whether more pages that wait should be looked up."""
        is_full = len(self._asked) >= self._most_pages
        done = self._is_out_of_pages or is_full or self.target.wishes.only_probe
        return self._stopped is None and not self._waiting and not done

    def offer(self, pages: Sequence[PageState]) -> None:
        """Take pages that are due; none are left where all of them were asked for in this run."""
        fresh = [page for page in pages if hash(identity(page.url)) not in self._asked]
        room = self._most_pages - len(self._asked)
        self._waiting.extend(fresh[:room])
        self._is_out_of_pages = not fresh

    def next_page(self) -> Ask | None:
        """The next page to ask for; conditionally, where it was read before."""
        if self._stopped is not None or not self._waiting:
            return None
        page = self._waiting.popleft()
        name = identity(page.url)
        self._asked.add(hash(name))
        self._under_way.add(name)
        if hash(name) not in self._named:
            self._note_named(hash(name), reasons.WAITING)
        if page.outcome in KEPT:
            return Ask(page.url, page.etag, page.last_modified, page=page)
        return Ask(page.url, page=page)

    def gathered(self) -> PageItem | None:
        """The article whose further parts were asked for, with those that came."""
        gathering, self.gathering = self.gathering, None
        return gathering.joined() if gathering is not None else None

    def fetch(self) -> None:
        """Ask for the pages that wait, before the plan goes on."""
        self.is_fetching, self._is_out_of_pages = True, False

    def resume(self) -> bool:
        """Go on with the plan after the pages; False where it has ended."""
        self.is_fetching = False
        return self._plan is not None

    @property
    def is_stopped(self) -> bool:
        """Whether nothing more is asked in this run."""
        return self._stopped is not None

    @property
    def count_asked(self) -> int:
        """How many pages were asked for in this run."""
        return len(self._asked)

    def requested(self, ask: Ask | None) -> None:
        """A request goes out; ``ask`` is None for one that is made beside the plan."""
        self.report.requests += 1
        self.report.requested += ask is not None and ask.page is not None

    def seems_alive(self) -> None:
        """A good answer came: the site is alive."""
        self._failed_in_row = 0

    def page_failed(self, ask: Ask, reason: str) -> None:
        """An article page could not be had; one that robots.txt forbids did not fail."""
        self.report.failed += reason != reasons.ROBOTS
        self._pages_failed += 1
        self._settle(ask.url, reason)
        self._note_failure(reason)

    def page_done(
        self, ask: Ask, outcome: str, read: tuple[int, datetime | None] | None = None
    ) -> None:
        """A page was read, or dropped before: ``outcome`` is its label or the reason.

        ``read`` is the length of its article's text and when that was published.
        """
        if read is not None:
            length, published = read
            self.report.articles += 1
            self._lengths.append(length)
            self._dated += published is not None
            self._see(published)
        is_audit = ask.page is not None and ask.page.rank == RANK_AUDIT
        self.report.audit_kept += is_audit and outcome == Label.PARTNERSHIP
        self._settle(ask.url, outcome)

    def reason_against_redirect(self, final: str, state: PageState | None) -> str | None:
        """Why a page that led to another of the same site is not wanted, or None."""
        if identity(final) == identity(self.target.url):
            # An article that is gone, sent to the front page.
            return reasons.NOT_ARTICLE
        is_settled = state is not None and state.next_fetch is None
        is_settled = is_settled and state is not None and state.outcome != reasons.OFF_TOPIC
        return reasons.DUPLICATE if is_settled or hash(identity(final)) in self._asked else None

    # The end

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to ask and every page asked for has its outcome."""
        return (self._plan is None or self._stopped is not None) and not (
            self._under_way or self._waiting or self.wants_pages
        )

    @property
    def has_begun(self) -> bool:
        """Whether the site was asked for anything."""
        return self.report.requests > 0

    def stop(self, reason: str) -> None:
        """Ask nothing more in this run; what waits goes on waiting."""
        if self._stopped is None:
            self._stopped = reason
            self._waiting.clear()

    def refuse(self, reason: str, detail: str = "") -> None:
        """The site cannot be asked at all."""
        self.report.error = reasons.sentence(reason, detail)
        self.report.reason = reason
        self.stop(reason)

    def abandon(self) -> None:
        """The crawl ends here: what is still under way is dropped."""
        self.stop(reasons.STOPPED)
        for name in list(self._under_way):
            self._settle(name, reasons.STOPPED)

    def close(self) -> None:
        """Count what was named and not asked for, and say why the site gave nothing, if so."""
        left = self._stopped or reasons.PAGE_LIMIT
        for name, outcome in self._named.items():
            if outcome == reasons.WAITING:
                self._named[name] = left
                self.report.drop(left)
        visited = self._visited
        if visited is None or self.report.error is not None:
            return
        if visited.unfit is not None:
            self.report.reason = reasons.UNFIT
            self.report.error = reasons.sentence(reasons.UNFIT, _within(visited.unfit))
        elif visited.error is not None:
            self.report.reason = visited.error[0]
            self.report.error = reasons.sentence(*visited.error)

    def site_state(self) -> SiteState:
        """What to remember of the site after this visit."""
        visited, site, now = self._visited, self.site, self.policy.now
        failures = site.failures + 1 if self.report.error else 0
        update: dict[str, Any] = {
            "url": self.target.url,
            "hosts": self._hosts(),
            "software": self.target.software or site.software,
            "failures": failures,
            "next_visit": next_visit(failures - _TOLERATED, now),
        }
        if visited is not None:
            update["probed_at"] = now if visited.probed else site.probed_at
            update["walked"] = visited.walked
            update["unfit"] = visited.unfit
            update["note"] = _within(visited.unfit) if visited.unfit else None
            update["status"] = SiteStatus.UNFIT if visited.unfit else site.status
        return site.model_copy(update=update)

    def endpoints(self) -> list[Endpoint] | None:
        """The endpoints as they are known now; None where the visit was cut off."""
        return self._visited.endpoints if self._visited is not None else None

    def visit(self, run: int, seconds: float) -> Visit:
        """What the visit cost and gave."""
        report = self.report
        if self._undated and self.site.walked is not None:
            # Lists show what they did not show before: it came out since the last visit.
            self._see(self.policy.now)
        return Visit(
            run=run,
            site=report.site,
            at=self.policy.now,
            seconds=seconds,
            requests=report.requests,
            discovered=report.discovered,
            new=report.new,
            off_topic=report.dropped.get(reasons.OFF_TOPIC, 0),
            fetched=report.requested - self._pages_failed,
            articles=report.articles,
            kept=report.kept,
            candidates=report.candidates,
            failed=self._pages_failed,
            audited=report.audited,
            audit_kept=report.audit_kept,
            text_length=round(median(self._lengths)) if self._lengths else None,
            dated=self._dated,
            newest=self._newest,
            error=report.reason,
            detail=report.error,
        )

    # Within

    def _note_named(self, name: int, outcome: str) -> None:
        """Count a page once, under the last outcome that was more than "known"."""
        before = self._named.get(name)
        if before is None:
            self.report.discovered += 1
        elif before == outcome or name in self._asked:
            return
        elif before == reasons.WAITING:
            # What looked promising by its headline may prove not to be by its text.
            if outcome != reasons.OFF_TOPIC:
                return
        elif outcome == reasons.WAITING:
            self.report.undrop(before)
        else:
            return
        self._named[name] = outcome
        if outcome != reasons.WAITING:
            self.report.drop(outcome)

    def _hosts(self) -> tuple[str, ...]:
        """The hosts that became the site's own, the newest last."""
        moved = self.target.moved
        before = [host for host in self.site.hosts if host != moved]
        return (*before, moved) if moved and moved != self.site.site else tuple(before)

    def _settle(self, url: str, outcome: str) -> None:
        name = identity(url)
        if name not in self._under_way:
            return
        self._under_way.discard(name)
        self._named[hash(name)] = outcome
        if outcome == Label.PARTNERSHIP:
            self.report.kept += 1
        elif outcome == Label.CANDIDATE:
            self.report.candidates += 1
        else:
            self.report.drop(outcome)

    def _see(self, published: datetime | None) -> None:
        if published is not None and (self._newest is None or published > self._newest):
            self._newest = published

    def _note_faults(self) -> None:
        """Count what was named and could not be had or read; what was guessed does not count."""
        faults, self.target.faults = self.target.faults, []
        for fault in faults:
            self._note_fault(fault)

    def _note_fault(self, fault: Fault) -> None:
        if not fault.is_guess:
            self.report.discovered += 1
            self.report.failed += fault.reason != reasons.ROBOTS
            self.report.drop(fault.reason)
        if fault.is_front and reasons.is_site_down(fault.reason):
            self.refuse(fault.reason, fault.detail)
        self._note_failure(fault.reason)

    def _note_failure(self, reason: str) -> None:
        if not reasons.is_site_down(reason):
            return
        self._failed_in_row += 1
        if self._failed_in_row >= _PATIENCE and self._stopped is None:
            if self.report.error is None:
                self.report.reason = reasons.SITE_FAILING
                self.report.error = reasons.sentence(reasons.SITE_FAILING, f"last: {reason}")
            self.stop(reasons.SITE_FAILING)


def _within(one: Saying) -> str:
    """Say a sentence in English as part of another one."""
    told = said([one], "en").rstrip(".")
    return told[:1].lower() + told[1:]


def failed_state(page: PageState, reason: str, now: datetime, detail: str = "") -> PageState:
    """What to remember of a page that could not be had: when to ask again, if it may be there.

    The next two runs ask again; then ever longer pauses follow, up to a week.
    """
    tries = page.tries + 1
    again = None
    if reasons.is_temporary(reason) and tries < _MOST_TRIES:
        pause = timedelta(hours=2 ** (tries - _AT_ONCE)) if tries > _AT_ONCE else timedelta(0)
        again = now + min(pause, _LONGEST_PAUSE)
    is_kept = page.outcome in KEPT
    return page.model_copy(
        update={
            "fetched_at": page.fetched_at if is_kept else now,
            "outcome": page.outcome if is_kept else reason,
            "detail": page.detail if is_kept else detail or None,
            "tries": tries,
            "next_fetch": again,
        }
    )

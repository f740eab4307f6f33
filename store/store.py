"""The store, as the rest of Pantau sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from model.exceptions import StoreError
from model.records import Decision, KeptAgreement, Label, Page, Reading, Story
from model.report import CrawlReport
from pipelines.read.recurring import Line
from store import (
    archiving,
    audit,
    cases,
    chrome,
    deciding,
    news,
    pages,
    retention,
    runs,
    saving,
    sites,
    telling,
    versions,
    views,
    withdrawing,
)
from store.accounts import Accounts
from store.archive import Archive
from store.audit import Audit
from store.cases import DecidedAt, Near
from store.database import Database
from store.desk import Desk
from store.erasing import Erasing
from store.imports import Imports
from store.indexing import Indexing
from store.job_records import Forgotten
from store.kliping import Klipings
from store.later import Later
from store.lessons import Lessons
from store.lists import Lists
from store.migrate import migrate
from store.outbox import Outbox
from store.overviews import Overview
from store.records import (
    Case,
    Counts,
    Endpoint,
    Explanation,
    History,
    News,
    PageState,
    RunHead,
    RunRow,
    Saved,
    SiteState,
    Told,
    Version,
    Visit,
)
from store.reporting import Reporting
from store.run_progress import RunProgress
from store.schedule import Schedule
from store.site_changes import SiteChanges
from store.snapshots import Snapshots
from store.subscriptions import Subscriptions
from store.warc import Shelf, pack

#: The plan of a restore, in the data directory, while it is followed.
UNFINISHED = "restore.json"


@contextmanager
def open_store(url: str, data: Path, archive: Path | None = None) -> Iterator[Store]:
    """Open the store at an SQLAlchemy address, made and migrated where that is needed.

    ``data`` is the directory of everything that Pantau writes; it is made. ``archive`` is that of
    the archived pages, which is ``archive`` in ``data`` where none is given. Threads may share a
    store; processes open one each.

    Raises:
        StoreError: if the database cannot be opened, belongs to a newer Pantau, or is being
            restored.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the data directory {data} cannot be made: {error.strerror}") from error
    if (data / UNFINISHED).exists():
        raise StoreError(f"a restore into {data} was cut off: run the same `pantau restore` again")
    database = Database(url)
    shelf = Shelf(archive or data / "archive")
    try:
        migrate(database)
        yield Store(database, shelf)
    finally:
        shelf.close()
        database.close()


class Store:
    """All that was found, kept in a database: the source of truth.

    Every method is one transaction, and raises ``StoreError`` where the database cannot do it; then
    nothing is written. Addresses are compared by ``model.urls.canonical``. Ids of stories are "s"
    and eleven characters of a-z and 2-7, ids of agreements "a" and eleven; drawn at random, they
    stay while the story or agreement exists, and are never given to another one. All times are in
    UTC.
    """

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database, self._shelf = database, shelf
        #: The pages of kept stories as they came, to be read again.
        self.archive = Archive(database, shelf)
        #: People who may open the web page.
        self.accounts = Accounts(database)
        #: What people did that others may have to answer for.
        self.audit = Audit(database)
        #: What people make of the register.
        self.desk = Desk(database)
        #: The morning klipings.
        self.klipings = Klipings(database)
        #: How far crawls are.
        self.progress = RunProgress(database)
        #: Whether anything was noted of sites.
        self.site_changes = SiteChanges(database)
        #: Forgetting stories for good, and what was forgotten.
        self.erasing = Erasing(database, shelf)
        #: What offices' own spreadsheets say.
        self.imports = Imports(database)
        #: What search engines have to learn.
        self.indexing = Indexing(database)
        #: What came of agreements later.
        self.later = Later(database)
        #: What masks learnt of stories.
        self.lessons = Lessons.of_stories(database)
        self.joint_lessons = Lessons.of_agreements(database)
        #: Long lists, page by page.
        self.lists = Lists(database)
        #: The register filtered, sorted and counted.
        self.overview = Overview(database)
        #: What reports of a time are made from.
        self.reporting = Reporting(database)
        #: Who wants to be told of what.
        self.subscriptions = Subscriptions(database)
        #: What is told, to whom, and whether it was sent.
        self.outbox = Outbox(database)
        #: What runs by the clock.
        self.schedule = Schedule(database)
        #: Copies of the whole store.
        self.snapshots = Snapshots(database)

    def begin_run(self, started: datetime) -> int:
        """Note that a crawl begins; return its number."""
        with self._database.write() as connection:
            return runs.begin(connection, started)

    def finish_run(self, report: CrawlReport, finished: datetime) -> None:
        """Note that the crawl ``report.run`` ended, and what it found."""
        with self._database.write() as connection:
            runs.finish(connection, report, finished)

    def runs(self, limit: int) -> list[RunRow]:
        """Return the last crawls, newest first."""
        with self._database.read() as connection:
            return runs.latest(connection, limit)

    def run(self, number: int) -> RunRow | None:
        """Return a crawl; null where there was none of that number."""
        with self._database.read() as connection:
            return runs.find(connection, number)

    def run_heads(self, limit: int, before: int | None = None) -> list[RunHead]:
        """Return the last crawls, or the last before one, with their totals, newest first."""
        with self._database.read() as connection:
            return runs.heads(connection, limit, before)

    def sites(self) -> list[SiteState]:
        """Return every site that was ever visited, added or paused, by name."""
        with self._database.read() as connection:
            return sites.all_sites(connection)

    def site(self, name: str) -> SiteState | None:
        """Return a site by ``model.urls.site_of`` its address; null where it is not known."""
        with self._database.read() as connection:
            return sites.find_site(connection, name)

    def put_site(self, state: SiteState, endpoints: Sequence[Endpoint] | None = None) -> None:
        """Keep what is known of a site; with ``endpoints``, exactly these are its endpoints."""
        with self._database.write() as connection:
            sites.put_site(connection, state)
            if endpoints is not None:
                sites.replace_endpoints(connection, state.site, endpoints)

    def endpoints(self, site: str) -> list[Endpoint]:
        """Return the endpoints of a site, those to ask first before the others."""
        with self._database.read() as connection:
            return sites.endpoints_of(connection, site)

    def endpoints_by_site(self, names: Iterable[str]) -> dict[str, list[Endpoint]]:
        """Return the endpoints of each of these sites, those to ask first before the others."""
        with self._database.read() as connection:
            return sites.endpoints_by_site(connection, names)

    def chrome(self, site: str) -> list[Line]:
        """Return the lines that recur across the articles of a site, the most frequent first.

        ``save`` learns them, from every page that is read for the first time.
        """
        with self._database.read() as connection:
            return chrome.chrome_of(connection, site)

    def add_visit(self, visit: Visit) -> None:
        """Note how a visit to a site went."""
        with self._database.write() as connection:
            sites.add_visit(connection, visit)

    def visits(
        self, site: str | None = None, since: datetime | None = None, limit: int | None = None
    ) -> list[Visit]:
        """Return visits (to one site, or to all) from ``since`` on, newest first."""
        with self._database.read() as connection:
            return sites.visits_of(connection, site, since, limit)

    def visits_by_site(
        self, names: Iterable[str], since: datetime, latest: int | None = None
    ) -> dict[str, list[Visit]]:
        """Return the visits to each of these sites since then, the ``latest`` newest first."""
        with self._database.read() as connection:
            return sites.visits_by_site(connection, names, since, latest)

    def states(self, urls: Iterable[str]) -> dict[str, PageState]:
        """Return what is known of addresses, by ``model.urls.identity``; unknown ones left out."""
        with self._database.read() as connection:
            return pages.states_of(connection, urls)

    def due_pages(self, sites: Iterable[str], now: datetime, limit: int) -> list[PageState]:
        """Return pages of ``sites`` whose ``next_fetch`` is not after ``now``.

        Those of a lower ``rank`` come first, then the newest.
        """
        with self._database.read() as connection:
            return pages.due(connection, sites, now, limit)

    def wake_pages(
        self, sites: Iterable[str], outcome: str, now: datetime, since: datetime | None = None
    ) -> None:
        """Let pages of ``sites`` that were dropped for ``outcome`` be due from ``now`` on.

        Those known to be published before ``since`` are left as they are.
        """
        with self._database.write() as connection:
            pages.wake(connection, sites, outcome, now, since)

    def remember(self, states: Iterable[PageState], endpoints: Iterable[Endpoint] = ()) -> None:
        """Remember what was found at addresses, and the endpoints that told of it.

        What was read at an address before stays; a state whose outcome says that the page is kept
        tells that it still says the same (HTTP 304).
        """
        known = list(states)
        with self._database.write() as connection:
            pages.put_states(connection, known)
            pages.confirm(connection, known)
            sites.put_endpoints(connection, endpoints)

    def save(self, reading: Reading, state: PageState, page: Page | None = None) -> Saved:
        """Keep what was read on a page: its state, reading, story and agreements.

        Saving the same reading again changes nothing but the page's state. A page that cannot be
        read any more keeps what was read; one that is no story of ours any more leaves its story,
        and a story without articles goes. What an edited page said before is kept as a version,
        unless ``state.body_hash`` tells that these are the same bytes, which we read better. A
        correction of another article goes into that one's story, or waits for it. A withdrawn
        page that can be read again is withdrawn no more.

        ``page`` is what it was read from: of a story of ours, or what corrects one, it is archived,
        unless the same bytes are there already, or the page asks for no copy (``noarchive``). For
        that ``state.body_hash`` must be given.

        Raises:
            ArchiveError: the page cannot be archived; then nothing is saved.
        """
        packed = None
        may_copy = reading.article is None or not reading.article.noarchive
        if page is not None and state.body_hash and may_copy and versions.is_text_kept(reading):
            packed = pack(page, state.body_hash)
        with self._shelf.writing(), self._database.write() as connection:
            saved = saving.save(connection, reading, state)
            if packed is not None:
                archiving.put(connection, self._shelf, packed, state.fetched_at)
            return saved

    def reading(self, url: str) -> Reading | None:
        """Return what was last read on a page; null where nothing was."""
        with self._database.read() as connection:
            found = pages.find_page(connection, url)
            return pages.reading_of(connection, found[0]) if found else None

    def withdraw(
        self, url: str, when: datetime, reason: str, next_fetch: datetime | None = None
    ) -> bool:
        """Mark the article at ``url`` as gone from its site; it is kept, with all its readings.

        ``reason`` is a short name ("http_410"); the page is due again at ``next_fetch``. A story
        all of whose articles are gone, but for corrections, is withdrawn. Returns False, and does
        nothing, where no article is kept at ``url``.
        """
        with self._database.write() as connection:
            return withdrawing.withdraw(connection, url, when, reason, next_fetch)

    def versions_of(self, url: str) -> tuple[Version, ...]:
        """Return what the page at ``url`` said, the oldest version first, the present one last."""
        with self._database.read() as connection:
            found = pages.find_page(connection, url)
            return versions.versions_of(connection, found[0]) if found else ()

    def history(self, story: str) -> tuple[History, ...]:
        """Return the articles of a story that were edited, and those that an edit made leave it."""
        with self._database.read() as connection:
            return versions.history(connection, views.current_id(connection, story))

    def story(self, identity: str) -> Story | None:
        """Return a story; the id of one that went into another one finds that."""
        with self._database.read() as connection:
            current = views.current_id(connection, identity)
            return next(iter(views.stories(connection, ids=[current])), None)

    def stories(
        self,
        label: Label | None = None,
        limit: int | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[Story]:
        """Return stories, newest first; with ``ids`` those of them that exist.

        What a person dropped is told of only where its label ("other") or its id is given.
        """
        with self._database.read() as connection:
            return views.stories(connection, label, limit, ids)

    def agreement(self, identity: str) -> KeptAgreement | None:
        """Return an agreement; the id of one that proved to be another one finds that."""
        with self._database.read() as connection:
            current = views.current_id(connection, identity)
            return next(iter(views.agreements(connection, ids=[current])), None)

    def agreements(
        self, ids: Sequence[str] | None = None, stories: Sequence[str] | None = None
    ) -> list[KeptAgreement]:
        """Return agreements (all, or those of ``ids`` or ``stories``), of newest stories first."""
        with self._database.read() as connection:
            return views.agreements(connection, ids, stories)

    def news(self, after: int = 0, limit: int = 1_000) -> list[News]:
        """Return what was news after the row of that number, in order, ``limit`` rows at most.

        Each story is news once as a candidate and once as a partnership, each agreement once:
        merging and parting stories, edits and pages that come back make none. Rows are numbered in
        the order in which they can be read, so who remembers the last number misses none.
        """
        with self._database.read() as connection:
            return news.since(connection, after, limit)

    def explain(self, url_or_id: str) -> Explanation | None:
        """Return all that is known of a page, or of the page that speaks for a story."""
        with self._database.read() as connection:
            return views.explain(connection, url_or_id)

    def candidates(
        self, line: float, limit: int | None = None, after: Near | None = None
    ) -> list[Case]:
        """Return the candidates, those whose probability is nearest to ``line`` first.

        With ``after`` those that follow one of them.
        """
        with self._database.read() as connection:
            return cases.candidates(connection, line, limit, after)

    def decided(self, limit: int | None = None, after: DecidedAt | None = None) -> list[Case]:
        """Return the stories that follow a person's decision, the newest decision first.

        With ``after`` those that follow one of them.
        """
        with self._database.read() as connection:
            return cases.decided(connection, limit, after)

    def case(self, identity: str) -> Case | None:
        """Return a story, by its id or by that of an agreement, for a person to decide on."""
        with self._database.read() as connection:
            return cases.case(connection, identity)

    def decide(
        self,
        identity: str,
        decision: Decision,
        by: str,
        at: datetime,
        note: str | None = None,
        *,
        revision: int | None = None,
    ) -> str | None:
        """Let a person keep or drop a story (or that of an agreement); return the story's id.

        It counts at once. A kept story is a partnership, and its agreements are recorded. A dropped
        one is ``other``: it leaves every list, the agreements and the index, and stays known, so
        that copies that come later join it; an article that tells of a later signing does not. The
        decision belongs to the pages that the story has now: no later reading of them overturns it.
        None, and nothing is done, where the id leads to no story.

        Raises:
            ConflictError: ``revision``, the decision that was known (``Case.revision``), stands no
                more, because somebody else decided meanwhile.
        """
        with self._database.write() as connection:
            deciding.check(connection, identity, revision)
            name = deciding.decide(connection, identity, decision, by, at, note)
            audit.note_review(connection, name, str(decision), by, at)
            return name

    def undo(
        self, identity: str, by: str, at: datetime, *, revision: int | None = None
    ) -> str | None:
        """Take back the last decision about a story; return its id, None where none stands.

        What was decided before counts again, else what the judge said of the story's pages last.
        Agreements of a story that was dropped have their ids again.

        Raises:
            ConflictError: as for :meth:`decide`.
        """
        with self._database.write() as connection:
            deciding.check(connection, identity, revision)
            name = deciding.undo(connection, identity, by, at)
            audit.note_review(connection, name, "undo", by, at)
            return name

    def told(self, ids: Sequence[str]) -> list[Told]:
        """Return stories with their agreements; ids that are no story are left out."""
        with self._database.read() as connection:
            return telling.told(connection, ids)

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield the id and version of every agreement and every story, in the order of ids.

        Ids are in the order of their bytes, so that agreements come first. They are read page by
        page: what changes meanwhile may be told as it was or as it is.
        """
        for read in (telling.agreement_versions, telling.story_versions):
            after: str | None = ""
            while after is not None:
                with self._database.read() as connection:
                    page = read(connection, after)
                yield from page
                after = page[-1][0] if page else None

    def older(self, label: Label, before: datetime, ids: Sequence[str]) -> set[str]:
        """Return those of ``ids`` that are stories with ``label`` published before a moment.

        A story without a time of publication counts from when it was first seen.
        """
        with self._database.read() as connection:
            return telling.older(connection, label, before, ids)

    def forget(
        self, *, runs: datetime, visits: datetime, history: datetime, deliveries: datetime
    ) -> Forgotten:
        """Delete crawls, visits, runs of jobs and deliveries that are older than these moments."""
        with self._database.write() as connection:
            return retention.forget(
                connection, runs=runs, visits=visits, history=history, deliveries=deliveries
            )

    def due_sites(self, now: datetime, within: timedelta) -> set[str]:
        """Return the sites one of whose endpoints is due, of those worth a look ``within`` a time.

        Sites whose archive was not looked through yet are left out.
        """
        with self._database.read() as connection:
            return sites.due_sites(connection, now, within)

    def counts(self) -> Counts:
        """Count what the store holds."""
        with self._database.read() as connection:
            return views.counts(connection)

"""What the store answers beside stories and agreements."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import AwareDatetime, JsonValue

from model.alerts import DeliveryState, Event, EventSort, Facts
from model.records import (
    Agreement,
    Article,
    ArticleRef,
    Judgement,
    KeptAgreement,
    Label,
    Reading,
    Record,
    Review,
    Story,
)
from model.report import CrawlReport, Progress, Totals
from model.sayings import Saying


class PageState(Record):
    """What is known of one address.

    ``url`` is the address as it was fetched; ``site`` is ``model.urls.site_of`` of it. ``outcome``
    is "partnership", "candidate", "correction" (of another article), "waiting" (found, and worth a
    request), the reason of a drop, an error's name, "withdrawn" (kept, and gone from its site), or
    "deleted", which stays for good; ``detail`` says in words what went wrong.
    ``fetched_at`` is when it was last asked for, or found. ``next_fetch`` is when it is due to be
    asked for, null for never; ``tries`` counts failures in a row. ``body_hash`` is the SHA-256 of
    the body that came last. ``title``, ``published`` and ``changed`` (last) are what the site said
    of the page where it named it; of pages that are due, those of a lower ``rank`` are asked first,
    then the newest.
    All times are kept in UTC.
    """

    url: str
    site: str
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: AwareDatetime
    outcome: str
    detail: str | None = None
    body_hash: str | None = None
    title: str | None = None
    published: AwareDatetime | None = None
    changed: AwareDatetime | None = None
    rank: int = 0
    tries: int = 0
    next_fetch: AwareDatetime | None = None


class SiteStatus(StrEnum):
    """What a person, or a first look, decided of a site."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"
    #: A first look found no Indonesian news there.
    UNFIT = "unfit"


class SiteState(Record):
    """What is known of one site, beside what the configuration says of it.

    ``site`` is ``model.urls.site_of`` its front page ``url``. ``added`` sites were added by
    command and need not be configured. ``hosts`` are further hosts that are the site's own, the
    newest last: where it moved to. ``software`` is what runs it, where that shows ("wordpress").
    ``walked`` is the day back to which its archive was looked through, ``date.min`` for all of
    it. ``failures`` counts visits in a row on which the site as a whole gave nothing; it is left
    alone until ``next_visit``. ``unfit`` says why it is unfit,
    in any language, and ``note`` in a sentence.
    """

    site: str
    url: str
    name: str | None = None
    province: str | None = None
    type: str | None = None
    group: str | None = None
    status: SiteStatus = SiteStatus.ACTIVE
    added: bool = False
    hosts: tuple[str, ...] = ()
    software: str | None = None
    probed_at: AwareDatetime | None = None
    walked: date | None = None
    failures: int = 0
    next_visit: AwareDatetime | None = None
    unfit: Saying | None = None
    note: str | None = None


class Endpoint(Record):
    """One way to learn which pages a site has: a feed, a sitemap, an API, a search, a list.

    ``url`` may hold ``{query}`` and ``{page}``. Those of a lower ``rank`` are asked first; ``why``
    says in a sentence how it came by it. ``full_text`` ones give the text of each article.
    ``trusted`` is false once its ETag or 304 contradicted its body: it is asked unconditionally
    from then on. ``unchanged`` counts answers in a row without anything new. ``interval`` is how
    long it is worth waiting between two looks, in seconds, learnt from when its articles came
    out; ``next_check`` follows from it. ``failures`` counts failures in a row, ``problem`` names
    the last. ``found`` articles were named when last asked, the ``newest`` published then.
    ``cursor`` says how far an archive was looked through, in the endpoint's own words.
    """

    site: str
    url: str
    kind: str
    rank: int = 0
    why: str = ""
    full_text: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    trusted: bool = True
    unchanged: int = 0
    checked_at: AwareDatetime | None = None
    next_check: AwareDatetime | None = None
    interval: float | None = None
    failures: int = 0
    problem: str | None = None
    found: int = 0
    newest: AwareDatetime | None = None
    cursor: str | None = None


class Visit(Record):
    """One site in one run: what it cost and gave, for the site's health.

    ``requests`` counts all, robots.txt and lists among them, ``seconds`` the time from first to
    last. The funnel: ``discovered`` pages were named or due, ``new`` ones not known before;
    ``off_topic`` of those were not worth a request by title and address; ``fetched`` came,
    ``articles`` were read as news stories, ``kept`` and ``candidates`` judged so; ``failed`` could
    not be had. ``audited`` pages were off topic and fetched all the same, as a sample;
    ``audit_kept`` of them were kept. ``text_length`` is the median length of the articles read, in
    characters, and ``dated`` how many had a time of publication. ``newest`` is the latest time of
    publication that the site named or a page showed. ``error`` is the short name of why the site
    gave nothing, ``detail`` says it in words.
    """

    run: int
    site: str
    at: AwareDatetime
    seconds: float = 0.0
    requests: int = 0
    discovered: int = 0
    new: int = 0
    off_topic: int = 0
    fetched: int = 0
    articles: int = 0
    kept: int = 0
    candidates: int = 0
    failed: int = 0
    audited: int = 0
    audit_kept: int = 0
    text_length: int | None = None
    dated: int = 0
    newest: AwareDatetime | None = None
    error: str | None = None
    detail: str | None = None


class Saved(Record):
    """What saving one reading did.

    ``story`` is the story that the page now belongs to, null when it is not kept, or corrects an
    article that is not. ``new_story`` and ``new_agreements`` say what of it is news
    (:meth:`store.Store.news`). ``changed`` is False when the same reading had been saved before,
    and the page was not gone meanwhile. ``dropped`` says that a person dropped the story.
    """

    story: str | None
    new_story: bool
    new_agreements: int
    changed: bool
    dropped: bool = False


class NewsSort(StrEnum):
    """What was news: that a story is a candidate, or a partnership, or an agreement of one."""

    CANDIDATE = "candidate"
    PARTNERSHIP = "partnership"
    AGREEMENT = "agreement"


class News(Record):
    """That a story or an agreement, ``item``, was new; of each sort it is told once, for good.

    ``id`` numbers news in the order in which they came. An item may have gone into another one
    since, to which its id leads.
    """

    id: int
    item: str
    sort: NewsSort


class Queued(Record):
    """A row of a build's queue: the build must hold this version of the item, or a later one.

    ``item`` is the id of a story, or of what is gone (a story or an agreement) and must leave the
    build, which :meth:`store.Store.told` does not tell of. ``id`` numbers rows in the order in
    which they came.
    """

    id: int
    item: str
    version: int


class SetAside(Record):
    """A row of a build's queue whose item the engine refused, and why."""

    item: str
    version: int
    reason: str


class Told(Record):
    """A story with its agreements, as the index must hold them; all are of one ``version``.

    Versions are change numbers: each change of a story takes the next number of one counter, so
    that what is newer has the greater number, whichever story an agreement belongs to.
    """

    version: int
    story: Story
    agreements: tuple[KeptAgreement, ...]

    @property
    def stands_alone(self) -> bool:
        """Whether this is an agreement that no story speaks for; ``story`` stands for it."""
        return not self.story.articles


class ValueAct(StrEnum):
    """What a person did with a field of an agreement.

    They gave a value, withdrew it so that the news counts again, or kept it against the news.
    """

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


class ValueRow(Record):
    """A word about a field of an agreement: by whom, when (UTC), and what the news said then.

    Numbers rise in the order in which people spoke.
    """

    number: int
    field: str
    act: ValueAct
    value: JsonValue
    news: JsonValue
    by: str
    at: AwareDatetime
    note: str | None


class RunRow(Record):
    """One crawl; ``finished`` and ``report`` are null while it goes on or when it was cut off.

    ``progress`` is how far it was when it said so last.
    """

    id: int
    started: datetime
    finished: datetime | None
    report: CrawlReport | None
    progress: Progress | None = None


class RunHead(Record):
    """One crawl with its totals alone; all as in :class:`RunRow`."""

    id: int
    started: datetime
    finished: datetime | None
    totals: Totals | None
    progress: Progress | None = None


class Counts(Record):
    """How much the store holds.

    ``stories`` are those labelled partnership, ``candidates`` those labelled candidate.
    """

    sites: int
    pages: int
    articles: int
    stories: int
    candidates: int
    agreements: int


class Version(Record):
    """What an article said from one look at it to another, oldest first with ``number`` 1.

    ``changes`` says in short lines what it changed of the version before. The text is empty where
    the page was no story of ours then. ``digest`` is of all that was read.
    """

    number: int
    first_seen: datetime
    last_seen: datetime
    digest: str
    label: Label
    title: str
    text: str
    published: datetime | None
    agreements: tuple[Agreement, ...]
    changes: tuple[str, ...]


class History(Record):
    """The versions of an article that was edited; ``in_story`` is false where it left by that."""

    url: str
    in_story: bool
    versions: tuple[Version, ...]


class Capture(Record):
    """A page in the archive, as it came at ``fetched_at``, from which its reading was read.

    It stands in the ``length`` bytes from ``start`` on of the file ``volume``. ``body_hash`` is of
    the bytes of the page, ``digest`` is of those of its parts too. ``story`` is the story that the
    page is in, null where it is in none any more.
    """

    url: str
    story: str | None
    volume: str
    start: int
    length: int
    fetched_at: AwareDatetime
    body_hash: str
    digest: str


class ArchiveSize(Record):
    """How much is archived: pages, how often they came as something new, and bytes on the disk."""

    pages: int
    captures: int
    bytes: int


class Explanation(Record):
    """All that is known of one page: its state, what was read, and the story it went into.

    ``articles`` are all the articles of that story, first publisher first. ``versions`` are those
    of the page where it was edited. ``former_story`` is the story that an edit made it leave,
    ``merged`` the story whose id was asked for, which went into that one. ``label`` is the
    story's, ``review`` the decision that it follows; ``reviews`` are all decisions about the page,
    the newest first.
    """

    page: PageState
    reading: Reading | None
    story: str | None
    articles: tuple[ArticleRef, ...] = ()
    versions: tuple[Version, ...] = ()
    former_story: str | None = None
    merged: str | None = None
    label: Label | None = None
    review: Review | None = None
    reviews: tuple[Review, ...] = ()


class Case(Record):
    """A story for a person to decide on: the article that speaks for it, and how it was judged.

    ``url`` and ``site`` are those of the article. ``revision`` is the number of the decision that
    stands, 0 where none does: who decides says with it what they knew of.
    """

    revision: int
    story: Story
    url: str
    site: str
    article: Article
    judgement: Judgement


class Mark(Record):
    """A bookmark to move, and where it was when that was decided; null: it was nowhere yet."""

    name: str
    before: str | None
    after: str


class Recipient(Record):
    """A channel of a subscription, as in ``Subscription.to``, and when it is told at the latest.

    What has a ``key`` goes in a message of its own.
    """

    subscription: str
    channel: str
    due: AwareDatetime
    key: str | None = None


class Post(Record):
    """An event, and who is to be told of it."""

    event: Event
    recipients: tuple[Recipient, ...]


class Batch(Record):
    """What goes to a channel in one message; ``key`` is null where it was never tried."""

    subscription: str
    channel: str
    key: str | None


class Telling(Record):
    """That a channel was, or is yet to be, told of a story and its agreements.

    ``story`` is the one that the event's leads to today. ``told`` is null until it was sent.
    """

    subscription: str
    channel: str
    story: str
    event: str
    sort: EventSort
    state: DeliveryState
    told: Facts | None


class OutboxStatus(Record):
    """Deliveries by state; when the oldest that is open was made, and when the next is due."""

    counts: dict[DeliveryState, int]
    oldest: AwareDatetime | None
    next_due: AwareDatetime | None


class AgreementOrder(StrEnum):
    """What agreements are listed by: when their story came, their day of signing, or their end."""

    NEWS = "news"
    SIGNED_ON = "signed_on"
    VALID_UNTIL = "valid_until"


class NameSort(StrEnum):
    """Whom an agreement names: units of ours by their ids, partners by their names."""

    UNIT = "unit"
    PARTNER = "partner"


class Named(Record):
    """Somebody whom agreements name: a unit by its id, a partner by its name in any capitals."""

    sort: NameSort
    key: str

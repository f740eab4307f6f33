"""Pages that people found elsewhere, into the store: fetched by address, or given whole."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from pydantic import BaseModel, Field

from model.records import Label, Page, Reading
from model.urls import site_of
from pipelines.chain import reason
from pipelines.items import DROPPED
from store import DELETED, PageState, Saved, Store

#: Name of the error of a line that holds no page.
BAD_LINE = "bad_line"
_KEPT = frozenset(map(str, (Label.PARTNERSHIP, Label.CANDIDATE)))


class Verdict(StrEnum):
    """What a person who gave an address is told of it.

    ``NEW``: kept, or a candidate, and not known before. ``KNOWN``: so already before.
    """

    NEW = "new"
    KNOWN = "known"
    NOT_A_PARTNERSHIP = "not_a_partnership"
    FAILED = "failed"


class Taken(BaseModel):
    """What became of one page that was given; ``outcome`` is its label or why it was dropped."""

    url: str
    verdict: Verdict = Verdict.NOT_A_PARTNERSHIP
    outcome: str
    story: str | None = None
    error: str | None = None


class Intake(BaseModel):
    """What became of all pages that were given, and the partnership stories the store gained."""

    given: int = 0
    kept: int = 0
    candidates: int = 0
    failed: int = 0
    unchanged: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)
    stories: int = 0
    agreements: int = 0
    pages: list[Taken] = Field(default_factory=list)

    @property
    def nothing_done(self) -> bool:
        """Whether not one of the pages could be had."""
        return 0 < self.given == self.failed


class GivenPages:
    """Pages on their way to be read, until their readings come back in the same order."""

    def __init__(self) -> None:
        self._pages: defaultdict[str, deque[Page]] = defaultdict(deque)

    def noted(self, pages: Iterable[Page | Reading]) -> Iterator[Page | Reading]:
        """Pass pages on, and note them."""
        for page in pages:
            if isinstance(page, Page):
                self._pages[page.url].append(page)
            yield page

    def of(self, reading: Reading) -> Page | None:
        """Return the page that ``reading`` is of, once; null where the line held none."""
        noted = self._pages.get(reading.url)
        if not noted or reason(reading) == BAD_LINE:
            return None
        found = noted.popleft()
        if not noted:
            del self._pages[reading.url]
        return found


def body_hash(page: Page) -> str:
    """Hash what a page holds: only by that is an edit told from better reading."""
    body = page.body
    given = body.encode("utf-8", "replace") if isinstance(body, str) else body
    # Plain text comes with its headline beside it.
    title = (page.title or "").encode("utf-8", "replace") if page.plain else b""
    return sha256(given + title).hexdigest()


def with_chrome(store: Store, pages: Iterable[Page | Reading]) -> Iterator[Page | Reading]:
    """Give each page the lines that are known to recur on its site."""
    for page in pages:
        if isinstance(page, Page):
            digests = frozenset(line.digest for line in store.chrome(site_of(page.url)))
            yield page.model_copy(update={"chrome": digests})
        else:
            yield page


def take_in(
    store: Store,
    readings: Iterable[Reading],
    now: datetime,
    given: GivenPages | None = None,
    *,
    archives: bool = True,
) -> Intake:
    """Save each reading, as it comes, and count what became of it.

    ``given`` knows the pages, which are archived unless ``archives`` is false. A line that could
    not be used is told of and not stored: there is no page to remember.
    """
    intake = Intake()
    for reading in readings:
        taken = Taken(url=reading.url, outcome=reason(reading), error=reading.error)
        page = given.of(reading) if given else None
        state = _state(taken, now, body_hash(page) if page else None)
        intake.given += 1
        if reading.error is None:
            known = _is_kept(store, reading.url)
            saved = store.save(reading, state, page if archives else None)
            _note(store, saved, taken, intake)
            taken.verdict = _verdict(taken, known=known)
        else:
            intake.failed += 1
            taken.verdict = Verdict.FAILED
            if taken.outcome != BAD_LINE:
                store.remember([state])
        _count(taken, intake)
        intake.pages.append(taken)
    return intake


def _is_kept(store: Store, url: str) -> bool:
    return any(state.outcome in _KEPT for state in store.states([url]).values())


def _verdict(taken: Taken, *, known: bool) -> Verdict:
    if taken.error is not None:
        return Verdict.FAILED
    if taken.outcome not in _KEPT:
        return Verdict.NOT_A_PARTNERSHIP
    return Verdict.KNOWN if known else Verdict.NEW


def _note(store: Store, saved: Saved, taken: Taken, intake: Intake) -> None:
    if saved.story is None and taken.outcome in {Label.PARTNERSHIP, Label.CANDIDATE}:
        taken.outcome = DELETED
        tomb = store.erasing.tombstone(taken.url)
        taken.error = tomb.said if tomb else None
    if saved.dropped:
        taken.outcome = DROPPED
    taken.story = saved.story
    intake.stories += saved.new_story and taken.outcome == Label.PARTNERSHIP
    intake.agreements += saved.new_agreements
    intake.unchanged += not saved.changed


def _count(taken: Taken, intake: Intake) -> None:
    if taken.outcome == Label.PARTNERSHIP:
        intake.kept += 1
    elif taken.outcome == Label.CANDIDATE:
        intake.candidates += 1
    else:
        intake.dropped[taken.outcome] = intake.dropped.get(taken.outcome, 0) + 1


def _state(taken: Taken, now: datetime, body_hash: str | None) -> PageState:
    return PageState(
        url=taken.url,
        site=site_of(taken.url),
        fetched_at=now,
        outcome=taken.outcome,
        detail=taken.error,
        body_hash=body_hash,
    )

"""Asking the API of WordPress: what is new with its text, and what is old by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.discovery import wordpress
from crawler.discovery.found import Found
from crawler.plan.asking import Answer, Plan, fetch, name
from crawler.plan.looking import Look, learned, look
from crawler.plan.progress import Progress
from crawler.plan.target import Target
from crawler.plan.words import prison_queries
from store import Endpoint

#: Pages of new posts read in one visit; who publishes more in a day is asked more often.
_MOST_NEW = 20
#: Pages of what one word finds.
_MOST_FOUND = 100
#: What was changed so long before the last look is asked for once more: clocks differ, and a post
#: may come out later than its time says.
_OVERLAP = timedelta(hours=6)


@dataclass
class _Pages:
    """Pages of posts of one kind, from ``number`` on; smaller ones where the server needs that."""

    target: Target
    api: str
    number: int = 1
    per_page: int = wordpress.PER_PAGE
    is_guess: bool = False
    search: str | None = None
    after: date | None = None
    modified_after: datetime | None = None

    def next(self, endpoint: Endpoint) -> Plan[Look[list[Found]]]:
        """Ask for the next page; it is empty past the end."""
        seen = yield from self._look(endpoint)
        if _is_too_much(seen) and self.per_page > wordpress.FEW_PER_PAGE:
            self.target.faults.pop()
            self.number = (self.number - 1) * self.per_page // wordpress.FEW_PER_PAGE + 1
            self.per_page = wordpress.FEW_PER_PAGE
            seen = yield from self._look(endpoint)
        answer = seen.answer
        if answer and wordpress.is_past_the_end(answer.status, answer.body):
            self.target.faults.pop()
            return Look(endpoint, content=[], answer=answer)
        self.number += 1
        return seen

    def is_last(self, found: Sequence[Found]) -> bool:
        """Say whether no page follows the one that holds ``found``."""
        return len(found) < self.per_page

    def _look(self, endpoint: Endpoint) -> Plan[Look[list[Found]]]:
        url = wordpress.posts_url(
            self.api,
            page=self.number,
            per_page=self.per_page,
            search=self.search,
            after=self.after,
            modified_after=self.modified_after,
        )
        return (yield from look(self.target, endpoint, self._read, url=url, is_guess=self.is_guess))

    def _read(self, answer: Answer) -> list[Found]:
        return wordpress.read(answer.body, now=self.target.now)


def poll(
    target: Target, endpoint: Endpoint, *, is_guess: bool = False, is_first: bool = False
) -> Plan[Look[bool]]:
    """Ask for posts that are new or changed since the last look; content: whether that is all."""
    last = None if is_first else endpoint.checked_at
    since = last - _OVERLAP if last else None
    pages = _Pages(target, endpoint.url, is_guess=is_guess, modified_after=since)
    while True:
        is_top = pages.number == 1
        seen = yield from pages.next(endpoint)
        if seen.content is None:
            return Look(seen.endpoint, reason=seen.reason)
        endpoint = _checked(seen.endpoint, seen.content if is_top else [], target.now)
        sifted = yield from name(seen.content, endpoint)
        if pages.is_last(seen.content) or (sifted.known and not sifted.new):
            return Look(endpoint, content=True)
        if since is None or pages.number > _MOST_NEW:
            return Look(endpoint, content=False)


def walk(target: Target, endpoint: Endpoint) -> Plan[Look[bool]]:
    """Look through the archive, newest first; content: whether all of it was."""
    queries: Sequence[str] = prison_queries() if target.wishes.focused else [""]
    progress = Progress.of(endpoint, target.wishes.since)
    for step, query in progress.left(queries):
        first = progress.page if step == progress.step else 1
        pages = _Pages(target, endpoint.url, first, search=query, after=target.wishes.since)
        is_last = False
        while not is_last:
            seen = yield from pages.next(endpoint)
            if seen.content is None:
                return Look(endpoint, reason=seen.reason)
            is_last = pages.is_last(seen.content) or pages.number > _MOST_FOUND
            place = (step + 1, 1) if is_last else (step, _whole_pages(pages))
            endpoint = progress.at(*place).on(endpoint)
            yield from name(seen.content, endpoint)
        yield from fetch()
    return Look(endpoint, content=True)


def _whole_pages(pages: _Pages) -> int:
    """The next page, counted in pages of the usual size: what the cursor counts in."""
    return (pages.number - 1) * pages.per_page // wordpress.PER_PAGE + 1


def _is_too_much(seen: Look[list[Found]]) -> bool:
    """Say whether a server may be able to give fewer posts, though it cannot give so many."""
    status = seen.answer.status if seen.answer else 0
    return seen.reason in {"too_large", "timeout"} or status >= 500


def _checked(endpoint: Endpoint, found: Sequence[Found], now: datetime) -> Endpoint:
    """What is known after a page of posts; the first one tells the rhythm."""
    if found:
        return learned(endpoint, found, now)
    return endpoint.model_copy(update={"checked_at": now, "failures": 0, "problem": None})

"""From Scrapy's responses to what plans, pipelines and the store work with."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from scrapy.http import Response

from crawler import reasons
from crawler.plan.asking import Answer, Ask
from crawler.sifting import KEPT
from model.exceptions import PageError
from model.records import Page, PublishedBasis
from model.urls import site_of
from pipelines.items import PageItem
from store import PageState

_HEADER_LENGTH = 500
_HEADERS = ("content-type", "etag", "last-modified")


def answer_of(response: Response) -> Answer:
    """The answer to a request of a plan."""
    told = {name: _header(response, name) for name in _HEADERS}
    return Answer(
        url=response.url,
        status=response.status,
        body=response.body,
        headers={name: value for name, value in told.items() if value is not None},
    )


def check_status(response: Response) -> None:
    """Refuse an answer that is an error.

    Raises:
        PageError: ``http_NNN``.
    """
    if not 200 <= response.status < 300:
        raise PageError(reasons.http(response.status))


def check_type(response: Response) -> None:
    """Refuse an answer that is no page.

    Raises:
        PageError: ``not_html``.
    """
    kind = _header(response, "content-type") or ""
    if reasons.is_no_page(kind):
        raise PageError(reasons.NOT_HTML, kind[:80])


def page_of(response: Response, now: datetime, state: PageState | None = None) -> Page:
    """The page of an answer, with what the site said of it where it named it."""
    published = state.published if state else None
    return Page(
        url=response.url,
        body=response.body,
        content_type=_header(response, "content-type"),
        fetched_at=now,
        title=state.title if state else None,
        published=published,
        published_basis=PublishedBasis.FEED if published else PublishedBasis.NONE,
        status=response.status,
        headers=_headers(response),
    )


def item_of(ask: Ask, response: Response, now: datetime) -> PageItem:
    """The page of an answer, on its way to the store."""
    named = ask.page
    state = PageState(
        url=response.url,
        site=site_of(response.url),
        etag=_header(response, "etag"),
        last_modified=_header(response, "last-modified"),
        fetched_at=now,
        outcome="read",
        body_hash=sha256(response.body).hexdigest(),
        title=named.title if named else None,
        published=named.published if named else None,
        rank=named.rank if named else 0,
    )
    is_kept = named is not None and named.outcome in KEPT
    return PageItem(page_of(response, now, named), state, is_kept=is_kept)


def dropped_state(page: PageState, reason: str, now: datetime, detail: str = "") -> PageState:
    """What to remember of a page that is not wanted, and not asked for again."""
    return page.model_copy(
        update={
            "fetched_at": now,
            "outcome": reason,
            "detail": detail or None,
            "tries": 0,
            "next_fetch": None,
        }
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:_HEADER_LENGTH] if value else None


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )

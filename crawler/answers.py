"""From Scrapy's responses to what the plan of a site and the store work with."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response

from crawler import reasons
from crawler.discovery import feeds, front_page, sitemaps
from crawler.discovery.found import Found
from crawler.site import Ask, SiteCrawl, Step
from model.exceptions import PageError
from model.records import Page, PublishedBasis
from model.urls import site_of
from pipelines.items import PageItem
from store import PageState

#: Types of answers that are surely no page; what is unknown is looked at.
_NO_PAGES = ("image/", "audio/", "video/", "font/", "application/")
_PAGES = ("application/xhtml", "application/xml", "application/vnd.wap.xhtml")
_HEADER_LENGTH = 500


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
    kind = _content_type(response).lower()
    if kind.startswith(_NO_PAGES) and not kind.startswith(_PAGES):
        raise PageError(reasons.NOT_HTML, kind[:80])


def take_endpoint(crawl: SiteCrawl, ask: Ask, response: Response, limit: int) -> None:
    """Read a front page, feed or sitemap into the plan of its site.

    Raises:
        PageError: why it cannot be read.
    """
    body, url = response.body, response.url
    if ask.step is Step.FEED:
        kind = _content_type(response) or None
        crawl.feed(feeds.read(body, url=url, content_type=kind, now=crawl.now))
    elif ask.step is Step.SITEMAP:
        crawl.sitemap(sitemaps.read(body, url=url, now=crawl.now, limit=limit))
    else:
        check_type(response)
        charset = _charset(_content_type(response))
        page = front_page.read(body, url=url, hosts=frozenset(crawl.hosts), charset=charset)
        crawl.front_page(page.articles, page.feeds)


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of an answer, for the next conditional request."""
    return _header(response, "ETag"), _header(response, "Last-Modified")


def state_of(url: str, outcome: str, now: datetime, detail: str = "") -> PageState:
    """What the store is to know of an address."""
    return PageState(
        url=url, site=site_of(url), fetched_at=now, outcome=outcome, detail=detail or None
    )


def page_of(response: Response, now: datetime, found: Found | None = None) -> Page:
    """The page of an answer, with what the feed or sitemap said of it."""
    published = found.published if found else None
    return Page(
        url=response.url,
        body=response.body,
        content_type=_content_type(response) or None,
        fetched_at=now,
        title=found.title if found else None,
        published=published,
        published_basis=PublishedBasis.FEED if published else PublishedBasis.NONE,
    )


def item_of(ask: Ask, response: Response, now: datetime) -> PageItem:
    """The page of an answer, on its way to the store."""
    etag, last_modified = validators(response)
    state = PageState(
        url=response.url,
        site=site_of(response.url),
        etag=etag,
        last_modified=last_modified,
        fetched_at=now,
        outcome="read",
    )
    return PageItem(page_of(response, now, ask.found), state)


def _content_type(response: Response) -> str:
    return _header(response, "Content-Type") or ""


def _charset(content_type: str) -> str | None:
    name = content_type.lower().partition("charset=")[2].strip(" \"';")
    return name.partition(";")[0].strip(" \"'") or None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:_HEADER_LENGTH] if value else None

"""When a story was published, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from model.records import JAKARTA, Page, PublishedBasis
from pipelines.read.head import Head
from pipelines.read.jsonld import Linked, string
from pipelines.read.posted_lines import (
    Surroundings,
    in_teaser,
    is_elsewhere,
    posted_lines,
    surroundings_of,
)
from pipelines.read.tree import Element
from pipelines.text.dates import parse_moment

#: No Indonesian news site is older; what claims to be is a default of some software.
EARLIEST = datetime(1998, 1, 1, tzinfo=UTC)
#: How far a site's clock may be ahead of ours.
CLOCK_SLACK = timedelta(minutes=15)

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "publishdate",
    "publish_date",
    "published_date",
    "content_publisheddate",
    "datepublished",
    "date",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "originalpublicationdate",
)
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")

_URL_DAY = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)"),
    re.compile(r"/(\d\d)/(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4,9})?(?:[/-]|$)"),
    re.compile(r"-((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4,9})?(?:[./-]|$)"),
)


class Published(NamedTuple):
    """A time of publication and where it was read from."""

    at: datetime | None
    basis: PublishedBasis


def published_of(
    page: Page,
    tree: Element,
    head: Head,
    linked: Linked,
    title: str,
    headings: Sequence[Element],
) -> Published:
    """Find when the story on ``page`` was published; ``headings`` may show its ``title``.

    What the giver of the page says wins; then come meta elements, JSON-LD, the visible line near
    the headline, the address, and last what a feed said. Times before 1998 or after the page was
    fetched are not believed.
    """
    if page.published is not None and page.published_basis is PublishedBasis.GIVEN:
        return Published(page.published, PublishedBasis.GIVEN)
    around = surroundings_of(headings, title)
    found: Published | None = None
    for basis, candidates in (
        (PublishedBasis.META, _stated(head, tree, around)),
        (PublishedBasis.JSONLD, _linked(linked)),
    ):
        moment = _first(candidates, page.fetched_at)
        found = _more_exact(found, Published(moment, basis))
    if found is None or not _tells_hour(found.at):
        found = _more_exact(found, _shown(page, tree, around))
    return found or _fed(page)


def modified_of(
    page: Page, head: Head, linked: Linked, published: datetime | None
) -> datetime | None:
    """Find when the story was last changed; never before it was published."""
    candidates = [value for name in MODIFIED_META for value in head.meta.get(name, ())]
    stated = string(linked.get("dateModified"))
    moment = _first([*candidates, *([stated] if stated else [])], page.fetched_at)
    if moment is None or (published is not None and moment < published):
        return None
    return moment


def moment_in(value: str, fetched_at: datetime) -> datetime | None:
    """Parse a publication time; None where it is none or is not believed."""
    moment = parse_moment(value, fetched_at)
    if moment is None or not EARLIEST <= moment <= fetched_at + CLOCK_SLACK:
        return None
    return moment


def day_in_url(url: str, fetched_at: datetime) -> datetime | None:
    """Find the day of publication in an address, as its midnight in Asia/Jakarta."""
    path = urlsplit(url).path
    for pattern in _URL_DAY:
        for match in pattern.finditer(path):
            year, month, day = (int(group) for group in match.groups())
            year += 2000 if year < 100 else 0
            try:
                moment = datetime(year, month, day, tzinfo=JAKARTA)
            except ValueError:
                continue
            if EARLIEST <= moment <= fetched_at:
                return moment
    return None


def _first(candidates: Iterator[str] | list[str], fetched_at: datetime) -> datetime | None:
    moments = (moment_in(value, fetched_at) for value in candidates)
    return next((moment for moment in moments if moment is not None), None)


def _stated(head: Head, tree: Element, around: Surroundings) -> Iterator[str]:
    for name in PUBLISHED_META:
        yield from head.meta.get(name, ())
    for element in tree.iter("time", "abbr", "span", "meta"):
        machine = element.get("datetime") or element.get("title") or element.get("content")
        if not machine or not _is_publication(element) or is_elsewhere(element, around):
            continue
        if not in_teaser(element, around):
            yield machine


def _is_publication(element: Element) -> bool:
    marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    if "datepublished" in marks or (element.tag == "abbr" and "published" in marks):
        return True
    return element.tag == "time" and ("published" in marks or "updated" not in marks)


def _linked(linked: Linked) -> Iterator[str]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        value = string(linked.get(name))
        if value:
            yield value


def _shown(page: Page, tree: Element, around: Surroundings) -> Published | None:
    """Read the visible line, or the address, whichever is more to be trusted.

    A line that shows another day than the address is some other date of the page.
    """
    day = day_in_url(page.url, page.fetched_at)
    moments = [
        moment
        for line in posted_lines(tree, around)
        if (moment := moment_in(line, page.fetched_at)) is not None
        and (day is None or abs(moment - day) < timedelta(days=2))
    ]
    if moments:
        return Published(_exact(moments), PublishedBasis.TEXT)
    return Published(day, PublishedBasis.URL) if day is not None else None


def _exact(moments: list[datetime]) -> datetime:
    """Take the first moment, or one of the same day that tells the hour as well."""
    first = moments[0]
    if _tells_hour(first):
        return first
    same_day = (moment for moment in moments if moment.date() == first.date())
    return next(filter(_tells_hour, same_day), first)


def _more_exact(found: Published | None, other: Published | None) -> Published | None:
    """Keep what was found, unless the other tells the hour of the same day as well."""
    if other is None or other.at is None:
        return found
    if found is None or found.at is None:
        return other
    is_better = not _tells_hour(found.at) and _tells_hour(other.at)
    is_same_day = _local(found.at).date() == _local(other.at).date()
    return other if is_better and is_same_day else found


def _tells_hour(moment: datetime | None) -> bool:
    """Say whether a moment is more than a day, which is written as its midnight."""
    return moment is not None and time.min not in (moment.time(), _local(moment).time())


def _local(moment: datetime) -> datetime:
    return moment.astimezone(JAKARTA)


def _fed(page: Page) -> Published:
    if page.published is None:
        return Published(None, PublishedBasis.NONE)
    return Published(page.published, page.published_basis)

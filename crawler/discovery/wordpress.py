"""The REST API of WordPress: https://developer.wordpress.org/rest-api/reference/posts/."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from crawler.discovery import moments
from crawler.discovery.found import Found, Source
from model.exceptions import PageError
from model.records import JAKARTA

#: Posts asked for at once: the most that WordPress gives.
PER_PAGE = 100
#: Posts asked for at once of a server that cannot give so many.
FEW_PER_PAGE = 20
#: What of a post is wanted, so that the answer is small.
_FIELDS = "id,link,date_gmt,modified_gmt,title,content"
_TAG = re.compile(r"<[^>]*>")
_TEXT_LENGTH = 100_000
_TITLE_LENGTH = 500


def api_of(origin: str) -> tuple[str, str]:
    """Return the two addresses at which a WordPress's API may be: with permalinks, and without."""
    root = origin.rstrip("/")
    return f"{root}/wp-json/", f"{root}/?rest_route=/"


def posts_url(
    api: str,
    *,
    page: int = 1,
    per_page: int = PER_PAGE,
    search: str | None = None,
    after: date | None = None,
    modified_after: datetime | None = None,
) -> str:
    """Return the address of a page of posts, newest first; ``after`` is a day in Asia/Jakarta.

    With ``modified_after`` those that were changed since then, the last changed first.
    """
    mark = "&" if "?" in api else "?"
    order = "modified" if modified_after else "date"
    query = f"{mark}per_page={per_page}&page={page}&orderby={order}&order=desc&_fields={_FIELDS}"
    if search:
        query += f"&search={quote(search)}"
    if after is not None:
        query += f"&after={_utc(datetime(after.year, after.month, after.day, tzinfo=JAKARTA))}"
    if modified_after is not None:
        query += f"&modified_after={_utc(modified_after)}"
    return f"{api}wp/v2/posts{query}"


def read(body: bytes, *, now: datetime) -> list[Found]:
    """Read a page of posts.

    Raises:
        PageError: ``not_an_api`` where it is none.
    """
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PageError("not_an_api", "no JSON") from error
    if not isinstance(posts, list):
        raise PageError("not_an_api", "no list of posts")
    return [found for post in posts[:PER_PAGE] for found in _posts(post, now)]


def is_past_the_end(status: int, body: bytes) -> bool:
    """Say whether an answer means that there are no more pages."""
    return status == 400 and b"rest_post_invalid_page_number" in body


def _posts(post: Any, now: datetime) -> Iterator[Found]:
    link = post.get("link") if isinstance(post, dict) else None
    if not isinstance(link, str) or not urlsplit(link).scheme.startswith("http"):
        return
    title, text = _rendered(post, "title"), _rendered(post, "content")
    yield Found(
        url=link,
        source=Source.API,
        title=" ".join(html.unescape(_TAG.sub("", title)).split())[:_TITLE_LENGTH] or None,
        published=_moment(post, "date_gmt", now),
        changed=_moment(post, "modified_gmt", now),
        # Where a post is put together by a page builder, its content may be empty here.
        text=text[:_TEXT_LENGTH] if _TAG.sub("", text).strip() else None,
    )


def _rendered(post: dict[str, Any], name: str) -> str:
    part = post.get(name)
    value = part.get("rendered") if isinstance(part, dict) else None
    return value if isinstance(value, str) else ""


def _moment(post: dict[str, Any], name: str, now: datetime) -> datetime | None:
    """A time of the API, which is in UTC and says nothing of it."""
    value = post.get(name)
    return moments.parse(f"{value}Z", now) if isinstance(value, str) else None


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

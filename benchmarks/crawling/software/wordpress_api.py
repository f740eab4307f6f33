"""WordPress's REST API for posts: parameters, pages, errors and headers as the real one has them.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from benchmarks.crawling.exchange import JSON, Ask, Reply, Sort
from benchmarks.crawling.software.parts import having
from benchmarks.crawling.view import Shown, View
from demo.sites import slug
from model.records import JAKARTA

_HEADERS = {
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
    "Access-Control-Allow-Headers": "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, "
    "Content-Type",
    "Allow": "GET",
    "Vary": "Origin",
}
_ORDERS = "author date id include modified parent relevance slug include_slugs title".split()
_DATES = ("after", "before", "modified_after", "modified_before")
_DATE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?")
_MOST = 100


def answer(view: View, route: str, ask: Ask) -> Reply:
    """Answer for a route such as ``/wp/v2/posts``."""
    if "no_api" in view.options:
        return _error("rest_not_logged_in", "You are not currently logged in.", 401)
    route = route.rstrip("/")
    if not route:
        return _json(_index(view))
    if route == "/wp/v2/posts":
        return _posts(view, ask)
    if found := re.fullmatch(r"/wp/v2/posts/(\d+)", route):
        return _one(view, int(found[1]), ask)
    if route in {"/wp/v2/categories", "/wp/v2/tags"}:
        return _json(_terms(view, route.rpartition("/")[2]))
    message = "No route was found matching the URL and request method."
    return _error("rest_no_route", message, 404)


def _posts(view: View, ask: Ask) -> Reply:
    wrong = _wrong(ask)
    if wrong:
        return _invalid(wrong)
    if ask.query.get("orderby") == "relevance" and not ask.query.get("search"):
        message = "You need to define a search term to order by relevance."
        return _error("rest_no_search_term_defined", message, 400)
    posts = _chosen(view, ask)
    size, page = ask.whole("per_page", 10), ask.whole("page", 1)
    pages = -(-len(posts) // size)
    if page > pages and posts:
        message = "The page number requested is larger than the number of pages available."
        return _error("rest_post_invalid_page_number", message, 400)
    shown = posts[(page - 1) * size : page * size]
    wanted = _fields(ask)
    headers = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(pages)}
    if link := _links(view, ask, page, pages):
        headers["Link"] = link
    told = [one.post.number for one in shown] if _has(wanted, "content") else []
    return _json([_only(_item(view, one), wanted) for one in shown], headers, told)


def _one(view: View, number: int, ask: Ask) -> Reply:
    shown = next((one for one in view.posts if one.post.number == number), None)
    if shown is None:
        return _error("rest_post_invalid_id", "Invalid post ID.", 404)
    wanted = _fields(ask)
    told = [number] if _has(wanted, "content") else []
    return _json(_only(_item(view, shown), wanted), told=told)


def _wrong(ask: Ask) -> dict[str, tuple[str, str]]:
    """The code and message of each parameter that cannot be used."""
    found: dict[str, tuple[str, str]] = {}
    for name, least, most in (("page", 1, None), ("per_page", 1, _MOST)):
        text = ask.query.get(name)
        if text is None:
            continue
        if not re.fullmatch(r"-?\d+", text):
            found[name] = "rest_invalid_type", f"{name} is not of type integer."
        elif most is not None and not least <= int(text) <= most:
            words = f"{name} must be between {least} (inclusive) and {most} (inclusive)"
            found[name] = "rest_out_of_bounds", words
        elif int(text) < least:
            words = f"{name} must be greater than or equal to {least}"
            found[name] = "rest_out_of_bounds", words
    for name in _DATES:
        if name in ask.query and not _DATE.fullmatch(ask.query[name]):
            found[name] = "rest_invalid_date", "Invalid date."
    for name, values in (("orderby", _ORDERS), ("order", ("asc", "desc"))):
        if ask.query.get(name, values[0]) not in values:
            words = f"{name} is not one of {', '.join(values[:-1])}, and {values[-1]}."
            found[name] = "rest_not_in_enum", words
    return found


def _chosen(view: View, ask: Ask) -> list[Shown]:
    posts: Sequence[Shown] = view.posts
    if words := ask.query.get("search"):
        posts = having(posts, words)
    for name, values in (("categories", lambda one: {_term(one.post.section)}), ("tags", _tags)):
        if ids := {int(part) for part in ask.query.get(name, "").split(",") if part.isdigit()}:
            posts = [one for one in posts if ids & values(one)]
    for name in _DATES:
        if name in ask.query:
            posts = _on_side(posts, name, _moment(ask.query[name]))
    return _ordered(posts, ask)


def _on_side(posts: Sequence[Shown], name: str, moment: datetime) -> list[Shown]:
    """The posts before or after a moment, which itself belongs to neither."""

    def time_of(one: Shown) -> datetime:
        return one.changed if name.startswith("modified") else one.published

    if name.endswith("after"):
        return [one for one in posts if time_of(one).replace(microsecond=0) > moment]
    return [one for one in posts if time_of(one).replace(microsecond=0) < moment]


def _ordered(posts: Sequence[Shown], ask: Ask) -> list[Shown]:
    order = ask.query.get("orderby", "date")
    words = ask.query.get("search", "").lower().split()
    ways: dict[str, Any] = {
        "modified": lambda one: one.changed,
        "relevance": lambda one: (all(word in one.title.lower() for word in words), one.published),
        "title": lambda one: one.title,
        "slug": lambda one: one.post.slug,
        "id": lambda one: one.post.number,
    }
    is_rising = ask.query.get("order", "desc") == "asc"
    return sorted(posts, key=ways.get(order, lambda one: one.published), reverse=not is_rising)


def _item(view: View, shown: Shown) -> dict[str, Any]:
    post = shown.post
    return {
        "id": post.number,
        "date": _local(shown.published),
        "date_gmt": _local(shown.published.astimezone(UTC)),
        "guid": {"rendered": f"{view.base}/?p={post.number}"},
        "modified": _local(shown.changed),
        "modified_gmt": _local(shown.changed.astimezone(UTC)),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": shown.url,
        "title": {"rendered": shown.title.replace("&", "&#038;").replace("–", "&#8211;")},
        "content": {"rendered": f"\n{shown.content}", "protected": False},
        "excerpt": {
            "rendered": f"<p>{shown.paragraphs[0][:220]} [&hellip;]</p>\n",
            "protected": False,
        },
        "author": _term(post.author),
        "featured_media": 0,
        "comment_status": "closed",
        "ping_status": "closed",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {"footnotes": ""},
        "categories": [_term(post.section)],
        "tags": sorted(_tags(shown)),
        "class_list": [f"post-{post.number}", "post", "type-post", "status-publish"],
        "_links": {"self": [{"href": f"{view.base}/wp-json/wp/v2/posts/{post.number}"}]},
    }


def _fields(ask: Ask) -> list[str]:
    return [part.strip() for part in ask.query.get("_fields", "").split(",") if part.strip()]


def _has(wanted: list[str], field: str) -> bool:
    return not wanted or any(name.partition(".")[0] == field for name in wanted)


def _only(item: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    """The fields wanted, by name or by a path with dots."""
    if not wanted:
        return item
    kept: dict[str, Any] = {}
    for path in wanted:
        name, dot, inner = path.partition(".")
        if name not in item:
            continue
        if not dot:
            kept[name] = item[name]
        elif isinstance(item[name], dict) and inner in item[name]:
            kept.setdefault(name, {})[inner] = item[name][inner]
    return kept


def _index(view: View) -> dict[str, Any]:
    return {
        "name": view.site.name,
        "description": f"Berita {view.site.town}",
        "url": view.base,
        "home": view.base,
        "gmt_offset": "7",
        "timezone_string": "Asia/Jakarta",
        "namespaces": ["oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1"],
        "authentication": [],
        "routes": {
            "/wp/v2/posts": {"namespace": "wp/v2", "methods": ["GET", "POST"]},
            "/wp/v2/categories": {"namespace": "wp/v2", "methods": ["GET", "POST"]},
            "/wp/v2/tags": {"namespace": "wp/v2", "methods": ["GET", "POST"]},
        },
    }


def _terms(view: View, sort: str) -> list[dict[str, Any]]:
    names = (
        sorted({post.post.section for post in view.posts})
        if sort == "categories"
        else sorted({tag for post in view.posts for tag in post.post.tags})
    )
    return [{"id": _term(name), "name": name, "slug": slug(name)} for name in names]


def _tags(shown: Shown) -> set[int]:
    return {_term(tag) for tag in shown.post.tags}


def _term(name: str) -> int:
    """A number for a section, tag or writer, the same in every process."""
    return sum(ord(sign) * (place + 1) for place, sign in enumerate(name))


def _links(view: View, ask: Ask, page: int, pages: int) -> str:
    def address(number: int) -> str:
        query = {**ask.query, "page": str(number)}
        return f"{view.base}{ask.path}?{urlencode(query)}"

    links = [f'<{address(min(page - 1, pages))}>; rel="prev"'] if page > 1 else []
    links += [f'<{address(page + 1)}>; rel="next"'] if page < pages else []
    return ", ".join(links)


def _moment(text: str) -> datetime:
    """A moment as ISO 8601 has it; in the site's own time where it names no zone."""
    moment = datetime.fromisoformat(text.upper().replace(" ", "T"))
    return moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)


def _local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}"


def _invalid(wrong: dict[str, tuple[str, str]]) -> Reply:
    details = {
        name: {"code": code, "message": message, "data": None}
        for name, (code, message) in wrong.items()
    }
    body = {
        "code": "rest_invalid_param",
        "message": f"Invalid parameter(s): {', '.join(wrong)}",
        "data": {
            "status": 400,
            "params": {name: message for name, (_, message) in wrong.items()},
            "details": details,
        },
    }
    return _json(body, status=400)


def _error(code: str, message: str, status: int) -> Reply:
    return _json({"code": code, "message": message, "data": {"status": status}}, status=status)


def _json(
    content: object,
    headers: dict[str, str] | None = None,
    told: Sequence[int] = (),
    status: int = 200,
) -> Reply:
    body = json.dumps(content).replace("/", "\\/").encode()
    return Reply(body, JSON, Sort.API, status, {**_HEADERS, **(headers or {})}, tuple(told))

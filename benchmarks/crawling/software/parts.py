"""Answers that several kinds of software have: pages, lists, feeds, sitemaps, robots.txt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from benchmarks.crawling.exchange import (
    ATOM,
    HTML,
    RSS,
    TEXT,
    XML,
    Ask,
    Reply,
    Sort,
    tag_of,
)
from benchmarks.crawling.view import Shown, View


def page(view: View, shown: Shown) -> Reply:
    """The page of a post."""
    return Reply(view.page(shown), HTML, Sort.PAGE, told=(shown.post.number,))


def post_page(view: View, target: str) -> Reply | None:
    """The page of the post that is at a path and query, if it is up."""
    post = view.site.post_at(view.face, target)
    if post is None or not post.is_up(view.now):
        return None
    return page(view, view.shown(post))


def listing(  # noqa: PLR0913 - a list, and how one turns its leaves
    view: View,
    title: str,
    posts: Sequence[Shown],
    leaf: int,
    address: Callable[[int], str],
    *,
    size: int = 10,
    sort: Sort = Sort.LIST,
) -> Reply | None:
    """One leaf of a list, numbered from 1; None past the last one."""
    shown = posts[(leaf - 1) * size : leaf * size]
    if leaf > 1 and not shown:
        return None
    older = address(leaf + 1) if leaf * size < len(posts) else None
    newer = address(leaf - 1) if leaf > 1 else None
    return Reply(view.listing(title, shown, older=older, newer=newer), HTML, sort)


def feed(
    view: View,
    ask: Ask,
    posts: Sequence[Shown],
    title: str,
    *,
    full: bool = False,
    atom: bool = False,
) -> Reply:
    """A feed of ``posts``, with the validators that WordPress gives: those of the whole site."""
    name, kind = ("atom.xml", ATOM) if atom else ("rss.xml", RSS)
    full = full and not atom
    body = view.xml(name, title=title, posts=posts, own=view.base + ask.target, full=full)
    told = tuple(shown.post.number for shown in posts) if full else ()
    return conditional(ask, Reply(body, kind, Sort.FEED, told=told), view.changed)


def conditional(ask: Ask, reply: Reply, changed: datetime) -> Reply:
    """Give a reply its validators; an asker who has it already is told so.

    Where he names both a tag and a time, both must fit.
    """
    moment = format_datetime(changed.astimezone(UTC), usegmt=True)
    tag = tag_of(moment)
    headers = {**reply.headers, "ETag": tag, "Last-Modified": moment}
    known_tag = ask.headers.get("if-none-match")
    known_moment = ask.headers.get("if-modified-since")
    fits = [known_tag.removeprefix("W/") == tag] if known_tag else []
    fits += [_moment(known_moment) >= changed.replace(microsecond=0)] if known_moment else []
    if fits and all(fits):
        return Reply(b"", reply.kind, reply.sort, 304, headers)
    return Reply(reply.body, reply.kind, reply.sort, reply.status, headers, reply.told)


def sitemap(view: View, posts: Sequence[Shown], *, dated: bool = True) -> Reply:
    """A sitemap of posts."""
    return Reply(view.xml("sitemap.xml", posts=posts, dated=dated), XML, Sort.SITEMAP)


def sitemap_index(view: View, children: Sequence[tuple[str, datetime | None]]) -> Reply:
    """An index of sitemaps: path and time of last change."""
    named = [(view.base + path, changed) for path, changed in children]
    return Reply(view.xml("index.xml", children=named), XML, Sort.SITEMAP)


def robots(view: View, *lines: str, sitemaps: Sequence[str] = ()) -> Reply:
    """robots.txt with the rules given for all, and the paths of sitemaps."""
    named = [f"Sitemap: {view.base}{path}" for path in sitemaps]
    text = "\n".join(["User-agent: *", *lines, "", *named, ""])
    return Reply(text.encode(), TEXT, Sort.ROBOTS)


def months(posts: Sequence[Shown]) -> dict[str, list[Shown]]:
    """Posts by the month of publication (``2026-01``), newest first."""
    found: dict[str, list[Shown]] = {}
    for shown in posts:
        found.setdefault(f"{shown.published:%Y-%m}", []).append(shown)
    return found


def having(posts: Sequence[Shown], words: str) -> list[Shown]:
    """The posts in which each of ``words`` stands, inside longer ones too."""
    wanted = words.lower().replace('"', " ").split()
    return [shown for shown in posts if all(word in shown.words for word in wanted)]


def _moment(header: str) -> datetime:
    try:
        return parsedate_to_datetime(header).astimezone(UTC)
    except (ValueError, TypeError):
        return datetime.min.replace(tzinfo=UTC)

"""Blogger: Atom feeds with search and paging, sitemaps of its own, lists that robots.txt forbids.

https://developers.google.com/blogger/docs/2.0/reference
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote, unquote, urlencode

from benchmarks.crawling.exchange import ATOM, TEXT, Ask, Reply, Sort, redirect
from benchmarks.crawling.software import parts
from benchmarks.crawling.view import Shown, View
from model.records import JAKARTA

#: Entries of a feed: where none are asked for, and at most.
_USUAL, _MOST = 25, 150
_LEAF = 7
_SITEMAP = 150
_FEED = re.compile(r"/feeds/posts/(default|summary)(?:/-/([^/]+))?/?")
_SHORT = {"/atom.xml", "/rss.xml"}


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer as Blogger does; option: short (entries of feeds hold a summary)."""
    if ask.path == "/robots.txt":
        return _robots(view)
    if ask.path == "/sitemap.xml":
        return _sitemap(view, ask)
    if found := _FEED.fullmatch(ask.path):
        return _feed(view, ask, found[1] == "default", found[2])
    if ask.path in _SHORT:
        return redirect(f"{view.base}/feeds/posts/default")
    if ask.path.startswith("/search"):
        return _search(view, ask)
    is_front = ask.path in {"/", "/index.html"}
    return _list(view, view.posts) if is_front else parts.post_page(view, ask.path)


def _robots(view: View) -> Reply:
    text = (
        "User-agent: Mediapartners-Google\nDisallow: \n\nUser-agent: *\nDisallow: /search\n"
        f"Disallow: /share-widget\nAllow: /\n\nSitemap: {view.base}/sitemap.xml\n"
    )
    return Reply(text.encode(), TEXT, Sort.ROBOTS)


def _sitemap(view: View, ask: Ask) -> Reply | None:
    """One sitemap, or an index of numbered ones where there are more posts than fit in it."""
    leaves = -(-len(view.posts) // _SITEMAP)
    if "page" not in ask.query and leaves > 1:
        paths = [f"/sitemap.xml?page={number}" for number in range(1, leaves + 1)]
        return parts.sitemap_index(view, [(path, None) for path in paths])
    leaf = ask.whole("page", 1)
    posts = view.posts[(leaf - 1) * _SITEMAP : leaf * _SITEMAP]
    return parts.sitemap(view, posts) if posts else None


def _feed(view: View, ask: Ask, full: bool, label: str | None) -> Reply:
    posts = _chosen(view, ask, label)
    first = max(1, ask.whole("start-index", 1))
    size = min(_MOST, ask.whole("max-results", _USUAL))
    shown = posts[first - 1 : first - 1 + size]
    full = full and "short" not in view.options
    if ask.query.get("alt") == "rss":
        return parts.feed(view, ask, shown, view.site.name, full=full)
    following = None
    if first - 1 + size < len(posts):
        query = {**ask.query, "start-index": str(first + size), "max-results": str(size)}
        following = f"{view.base}{ask.path}?{urlencode(query)}"
    body = view.xml(
        "blogger.xml",
        posts=shown,
        full=full,
        total=len(posts),
        first=first,
        size=size,
        following=following,
    )
    told = tuple(one.post.number for one in shown) if full else ()
    return parts.conditional(ask, Reply(body, ATOM, Sort.FEED, told=told), view.changed)


def _chosen(view: View, ask: Ask, label: str | None) -> list[Shown]:
    posts: Sequence[Shown] = view.posts
    if label:
        posts = _labelled(view, unquote(label))
    if words := ask.query.get("q"):
        posts = parts.having(posts, words)
    if least := _moment(ask.query.get("published-min")):
        posts = [one for one in posts if one.published >= least]
    if most := _moment(ask.query.get("published-max")):
        posts = [one for one in posts if one.published < most]
    if ask.query.get("orderby") == "updated":
        posts = sorted(posts, key=lambda one: one.changed, reverse=True)
    return list(posts)


def _labelled(view: View, label: str) -> list[Shown]:
    return [one for one in view.posts if label in {one.post.section, *one.post.tags}]


def _search(view: View, ask: Ask) -> Reply | None:
    """Lists: by label, by words, and what is older than a moment."""
    if ask.path.startswith("/search/label/"):
        posts = _labelled(view, unquote(ask.path.removeprefix("/search/label/")))
    else:
        posts = parts.having(view.posts, ask.query.get("q", ""))
    if most := _moment(ask.query.get("updated-max")):
        posts = [one for one in posts if one.published < most]
    return _list(view, posts, Sort.SEARCH)


def _list(view: View, posts: Sequence[Shown], sort: Sort = Sort.LIST) -> Reply | None:
    def older(_: int) -> str:
        moment = quote(posts[min(_LEAF, len(posts)) - 1].published.isoformat())
        return f"{view.base}/search?updated-max={moment}&max-results={_LEAF}"

    return parts.listing(view, view.site.name, posts, 1, older, size=_LEAF, sort=sort)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)

"""Drupal: a feed of the front page, aliases of nodes, lists whose leaves are counted from 0."""

from __future__ import annotations

import re

from benchmarks.crawling.exchange import Ask, Reply, redirect
from benchmarks.crawling.software import parts
from benchmarks.crawling.view import View

_LEAF = 10


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer as Drupal does; options: no_feed, no_sitemap."""
    if ask.path == "/robots.txt":
        lines = (
            "Disallow: /core/",
            "Disallow: /admin/",
            "Disallow: /search/",
            "Disallow: /node/add/",
        )
        named = [] if "no_sitemap" in view.options else ["/sitemap.xml"]
        return parts.robots(view, *lines, sitemaps=named)
    if ask.path == "/sitemap.xml" and "no_sitemap" not in view.options:
        return parts.sitemap(view, view.posts[::-1])
    if ask.path == "/rss.xml" and "no_feed" not in view.options:
        return parts.feed(view, ask, view.posts[:_LEAF], view.site.name)
    if found := re.fullmatch(r"/node/(\d+)", ask.path):
        shown = next((one for one in view.posts if one.post.number == int(found[1])), None)
        return redirect(shown.url) if shown else None
    return parts.post_page(view, ask.path) or _list(view, ask)


def _list(view: View, ask: Ask) -> Reply | None:
    name = ask.path.removeprefix("/kanal/")
    if ask.path in {"/", "/node", "/indeks"}:
        posts = view.posts
    elif name != ask.path and (posts := view.of_section(name)):
        pass
    else:
        return None

    def address(leaf: int) -> str:
        return f"{ask.path}?page={leaf - 1}"

    return parts.listing(view, "Berita", posts, ask.whole("page", 0) + 1, address, size=_LEAF)

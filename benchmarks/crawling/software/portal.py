"""A national portal: a news sitemap, sitemaps by month, an index by day, no feed."""

from __future__ import annotations

import re
from datetime import timedelta

from benchmarks.crawling.exchange import XML, Ask, Reply, Sort
from benchmarks.crawling.software import parts
from benchmarks.crawling.view import View

_LEAF = 20
#: A news sitemap holds what is no older than this, at most so much of it.
_NEWS = timedelta(days=2)
_MOST_NEWS = 1_000


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer as portals do; option: no_sitemap (the news sitemap alone is there)."""
    has_all = "no_sitemap" not in view.options
    if ask.path == "/robots.txt":
        named = [*(["/sitemap.xml"] if has_all else []), "/sitemap-news.xml"]
        return parts.robots(view, "Disallow: /search", sitemaps=named)
    if ask.path == "/sitemap-news.xml":
        fresh = [one for one in view.posts if one.published > view.now - _NEWS][:_MOST_NEWS]
        return Reply(view.xml("news.xml", posts=fresh), XML, Sort.SITEMAP)
    reply = _sitemaps(view, ask.path) if has_all else None
    return reply or parts.post_page(view, ask.path) or _list(view, ask)


def _sitemaps(view: View, path: str) -> Reply | None:
    months = parts.months(view.posts)
    if path == "/sitemap.xml":
        named = [
            (f"/sitemap/{month}.xml", max(one.changed for one in posts))
            for month, posts in months.items()
        ]
        return parts.sitemap_index(view, [("/sitemap-news.xml", view.now), *named])
    found = re.fullmatch(r"/sitemap/(\d{4}-\d\d)\.xml", path)
    return parts.sitemap(view, months[found[1]]) if found and found[1] in months else None


def _list(view: View, ask: Ask) -> Reply | None:
    steps = [step for step in ask.path.split("/") if step]
    match steps:
        case []:
            posts = view.posts
        case ["indeks"]:
            day = ask.query.get("date")
            posts = [one for one in view.posts if not day or f"{one.published:%Y-%m-%d}" == day]
        case ["kanal", name] if view.of_section(name):
            posts = view.of_section(name)
        case ["tag", name] if view.of_tag(name):
            posts = view.of_tag(name)
        case _:
            return None

    def address(leaf: int) -> str:
        day = f"date={ask.query['date']}&" if "date" in ask.query else ""
        return f"{ask.path}?{day}page={leaf}"

    return parts.listing(view, "Terkini", posts, ask.whole("page", 1), address, size=_LEAF)

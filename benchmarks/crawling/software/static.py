"""A site of files, as generators write it: a feed, packed sitemaps, validators on all."""

from __future__ import annotations

import gzip
import re

from benchmarks.crawling.exchange import Ask, Reply, Sort
from benchmarks.crawling.software import parts
from benchmarks.crawling.view import View

_LEAF = 10
_FEED = 20
_PACKED = "application/gzip"


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer with a file; option: no_feed."""
    if ask.path == "/robots.txt":
        return parts.robots(view, "Disallow:", sitemaps=["/sitemap.xml.gz"])
    if ask.path == "/index.xml" and "no_feed" not in view.options:
        return parts.feed(view, ask, view.posts[:_FEED], view.site.name)
    reply = _sitemaps(view, ask.path) or parts.post_page(view, ask.path) or _list(view, ask)
    if reply is None:
        return None
    changed = view.changed
    if reply.sort is Sort.PAGE:
        post = view.site.post_at(view.face, ask.path)
        assert post is not None
        changed = view.shown(post).changed
    return parts.conditional(ask, reply, changed)


def _sitemaps(view: View, path: str) -> Reply | None:
    months = parts.months(view.posts)
    if path == "/sitemap.xml.gz":
        named = [
            (f"/sitemaps/{month}.xml.gz", max(one.changed for one in posts))
            for month, posts in months.items()
        ]
        return _packed(parts.sitemap_index(view, named))
    found = re.fullmatch(r"/sitemaps/(\d{4}-\d\d)\.xml\.gz", path)
    if found and found[1] in months:
        return _packed(parts.sitemap(view, months[found[1]]))
    return None


def _packed(reply: Reply) -> Reply:
    return Reply(gzip.compress(reply.body, 1, mtime=0), _PACKED, reply.sort)


def _list(view: View, ask: Ask) -> Reply | None:
    steps = [step for step in ask.path.split("/") if step]
    leaf = 1
    if len(steps) >= 2 and steps[-2] == "halaman" and steps[-1].isdigit():
        leaf, steps = int(steps[-1]), steps[:-2]
    if steps in ([], ["indeks"]):
        posts = view.posts
    elif len(steps) == 2 and steps[0] == "kanal" and (posts := view.of_section(steps[1])):
        pass
    else:
        return None
    place = "".join(f"/{step}" for step in steps)
    return parts.listing(
        view, "Berita", posts, leaf, lambda number: f"{place}/halaman/{number}/", size=_LEAF
    )

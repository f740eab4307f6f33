"""Joomla: feeds by a parameter, numbered addresses in sections, no sitemap."""

from __future__ import annotations

import re

from benchmarks.crawling.exchange import TEXT, Ask, Reply, Sort, redirect
from benchmarks.crawling.software import parts
from benchmarks.crawling.view import View

_LEAF = 10
_ROBOTS = "\n".join(
    [
        "User-agent: *",
        *(f"Disallow: /{name}/" for name in "administrator api bin cache cli components".split()),
        "",
    ]
)


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer as Joomla does; option: no_feed."""
    if ask.path == "/robots.txt":
        return Reply(_ROBOTS.encode(), TEXT, Sort.ROBOTS)
    name = ask.path.removeprefix("/kanal/")
    posts = view.of_section(name) if name != ask.path else view.posts
    if ask.path not in {"/", "/index.php", "/indeks"} and (name == ask.path or not posts):
        return _post(view, ask)
    if ask.query.get("format") == "feed":
        if "no_feed" in view.options:
            return None
        atom = ask.query.get("type") == "atom"
        return parts.feed(view, ask, posts[:_LEAF], view.site.name, atom=atom)

    def address(leaf: int) -> str:
        return f"{ask.path}?start={(leaf - 1) * _LEAF}"

    leaf = ask.whole("start", 0) // _LEAF + 1
    return parts.listing(view, "Berita", posts, leaf, address, size=_LEAF)


def _post(view: View, ask: Ask) -> Reply | None:
    """A post by its number: any words behind it lead to the right ones."""
    if reply := parts.post_page(view, ask.path):
        return reply
    found = re.search(r"/(\d+)-[^/]*$", ask.path)
    number = int(found[1]) if found else 0
    shown = next((one for one in view.posts if one.post.number == number), None)
    return redirect(shown.url) if shown else None

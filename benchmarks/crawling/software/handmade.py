"""A system made by hand: pages by number, lists by section, no feed, no sitemap, no robots.txt."""

from __future__ import annotations

from benchmarks.crawling.exchange import HTML, Ask, Reply, Sort
from benchmarks.crawling.software import parts
from benchmarks.crawling.view import View

_LEAF = 12


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer as such systems do; option: soft_404 (what is not there is said with status 200)."""
    reply = parts.post_page(view, ask.target) or _list(view, ask)
    if reply is None and "soft_404" in view.options and ask.path.endswith(".php"):
        return Reply(view.notice("Maaf, berita tidak ditemukan."), HTML, Sort.MISSING)
    return reply


def _list(view: View, ask: Ask) -> Reply | None:
    if ask.path in {"/", "/index.php"}:
        posts, name = view.posts, ""
    elif ask.path == "/kategori.php":
        name = ask.query.get("kat", "")
        posts = view.of_section(name)
    else:
        return None

    def address(leaf: int) -> str:
        return f"kategori.php?kat={name}&hal={leaf}" if name else f"index.php?hal={leaf}"

    return parts.listing(view, name.title(), posts, ask.whole("hal", 1), address, size=_LEAF)

"""WordPress: permalinks, lists, search, feeds of all of them, and sitemaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.crawling.exchange import HTML, Ask, Reply, Sort, redirect
from benchmarks.crawling.software import parts, wordpress_api
from benchmarks.crawling.view import Shown, View

#: Posts of a leaf of a list and of a feed, and of one sitemap, as WordPress has them.
_LEAF = 10
_SITEMAP = 2_000
_YOAST_SITEMAP = 1_000
_FEEDS = {"feed", "rss2", "atom", "rss"}
_API = "/wp-json/"


def answer(view: View, ask: Ask) -> Reply | None:
    """Answer as WordPress does; options: plain, no_api, no_feed, no_sitemap, yoast, excerpts."""
    reply = _files(view, ask) or _program(view, ask) or _post(view, ask) or _archive(view, ask)
    if reply is None or reply.sort not in {Sort.PAGE, Sort.LIST, Sort.SEARCH}:
        return reply
    if "no_api" in view.options:
        return reply
    index = f"{view.base}{_API}" if "plain" not in view.options else f"{view.base}/?rest_route=/"
    headers = {**reply.headers, "Link": f'<{index}>; rel="https://api.w.org/"'}
    return Reply(reply.body, reply.kind, reply.sort, reply.status, headers, reply.told)


def _files(view: View, ask: Ask) -> Reply | None:
    """robots.txt and sitemaps."""
    yoast = "yoast" in view.options
    index = "/sitemap_index.xml" if yoast else "/wp-sitemap.xml"
    if "plain" in view.options:
        return _queried_sitemaps(view, ask)
    if ask.path == "/robots.txt":
        named = [] if "no_sitemap" in view.options else [index]
        lines = ("Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php")
        return parts.robots(view, *lines, sitemaps=named)
    if "no_sitemap" in view.options:
        return None
    if ask.path == "/sitemap.xml":
        return redirect(view.base + index)
    return _yoast(view, ask.path) if yoast else _sitemaps(view, ask.path)


def _sitemaps(view: View, path: str) -> Reply | None:
    """WordPress's own sitemaps: oldest posts first, an index without dates."""
    oldest_first = view.posts[::-1]
    count = max(1, -(-len(oldest_first) // _SITEMAP))
    if path == "/wp-sitemap.xml":
        names = [f"posts-post-{number}" for number in range(1, count + 1)]
        names += ["taxonomies-category-1", "taxonomies-post_tag-1", "users-1"]
        return parts.sitemap_index(view, [(f"/wp-sitemap-{name}.xml", None) for name in names])
    if found := re.fullmatch(r"/wp-sitemap-posts-post-(\d+)\.xml", path):
        number = int(found[1])
        posts = oldest_first[(number - 1) * _SITEMAP : number * _SITEMAP]
        return parts.sitemap(view, posts) if posts else None
    return parts.sitemap(view, []) if path.startswith("/wp-sitemap-") else None


def _queried_sitemaps(view: View, ask: Ask) -> Reply | None:
    """The same sitemaps where permalinks are off; then there is no robots.txt either."""
    if ask.query.get("sitemap") == "index":
        path = "/?sitemap=posts&sitemap-subtype=post&paged=1"
        return parts.sitemap_index(view, [(path, None)])
    if ask.query.get("sitemap") == "posts":
        return parts.sitemap(view, view.posts[::-1][:_SITEMAP])
    return None


def _yoast(view: View, path: str) -> Reply | None:
    """The sitemaps of Yoast: dated, oldest posts first."""
    oldest_first = view.posts[::-1]
    leaves = [
        oldest_first[at : at + _YOAST_SITEMAP] for at in range(0, len(oldest_first), _YOAST_SITEMAP)
    ]
    named = {
        f"/post-sitemap{number if number > 1 else ''}.xml": posts
        for number, posts in enumerate(leaves, start=1)
    }
    if path == "/sitemap_index.xml":
        children = [(name, max(shown.changed for shown in posts)) for name, posts in named.items()]
        children += [("/category-sitemap.xml", view.changed)]
        return parts.sitemap_index(view, children)
    if path == "/category-sitemap.xml":
        return parts.sitemap(view, [])
    return parts.sitemap(view, named[path]) if path in named else None


def _program(view: View, ask: Ask) -> Reply | None:
    """The REST API, in both of its places."""
    if "rest_route" in ask.query and ask.path in {"/", "/index.php"}:
        return wordpress_api.answer(view, ask.query["rest_route"] or "/", ask)
    if f"{ask.path}/".startswith(_API) and "plain" not in view.options:
        return wordpress_api.answer(view, ask.path.removeprefix("/wp-json") or "/", ask)
    return None


def _post(view: View, ask: Ask) -> Reply | None:
    """A post by its permalink, by its number, or without the last slash."""
    if "feed" in ask.query:
        return None
    if "p" in ask.query and ask.path == "/":
        number = ask.whole("p", 0)
        post = next((shown for shown in view.posts if shown.post.number == number), None)
        if post is None:
            return None
        return parts.page(view, post) if "plain" in view.options else redirect(post.url)
    if "plain" in view.options:
        return None
    slashed = ask.path if ask.path.endswith((".html", "/")) else f"{ask.path}/"
    reply = parts.post_page(view, slashed)
    if reply is None or slashed == ask.path:
        return reply
    return redirect(view.base + slashed)


def _archive(view: View, ask: Ask) -> Reply | None:
    """The front page, sections, tags and searches: as lists and as feeds, leaf by leaf."""
    steps = [step for step in ask.path.split("/") if step]
    leaf = max(1, ask.whole("paged", 1))
    form = ask.query.get("feed")
    if len(steps) >= 2 and steps[-2] == "page" and steps[-1].isdigit():
        leaf, steps = int(steps[-1]), steps[:-2]
    if len(steps) >= 2 and steps[-2] == "feed" and steps[-1] in _FEEDS:
        form, steps = steps[-1], steps[:-2]
    elif steps and steps[-1] == "feed":
        form, steps = "feed", steps[:-1]
    if steps == ["comments"] and form:
        return _feed(view, ask, [], 1, form)
    found = _chosen(view, ask, steps)
    if found is None:
        return None
    title, posts = found
    if form:
        return _feed(view, ask, posts, leaf, form)
    return _list(view, ask, steps, title, posts, leaf)


def _chosen(view: View, ask: Ask, steps: list[str]) -> tuple[str, Sequence[Shown]] | None:
    """The title and posts of an archive; None where there is none."""
    if "s" in ask.query and not steps:
        words = ask.query["s"]
        return f"Hasil Pencarian untuk: {words}", parts.having(view.posts, words)
    match steps:
        case []:
            return view.site.name, view.posts
        case ["search", words]:
            return f"Hasil Pencarian untuk: {words}", parts.having(
                view.posts, words.replace("+", " ")
            )
        case ["category", name] if posts := view.of_section(name):
            return f"Kategori: {name.title()}", posts
        case ["tag", name] if posts := view.of_tag(name):
            return f"Tag: {name.title()}", posts
    return None


def _feed(view: View, ask: Ask, posts: Sequence[Shown], leaf: int, form: str) -> Reply | None:
    if "no_feed" in view.options:
        return redirect(f"{view.base}/")
    shown = posts[(leaf - 1) * _LEAF : leaf * _LEAF]
    if leaf > 1 and not shown:
        return None
    full = "excerpts" not in view.options
    return parts.feed(view, ask, shown, view.site.name, full=full, atom=form == "atom")


def _list(
    view: View, ask: Ask, steps: list[str], title: str, posts: Sequence[Shown], leaf: int
) -> Reply | None:
    words = ask.query.get("s")
    sort = Sort.SEARCH if words is not None or steps[:1] == ["search"] else Sort.LIST
    place = "/".join(steps)

    def address(number: int) -> str:
        query = f"?s={words}" if words is not None else ""
        if "plain" in view.options:
            return f"{view.base}/{query or '?'}{'&' if query else ''}paged={number}"
        middle = f"{place}/" if place else ""
        return f"{view.base}/{middle}" + (f"page/{number}/" if number > 1 else "") + query

    if not posts and sort is Sort.SEARCH:
        return Reply(view.notice("Tidak ditemukan"), HTML, sort)
    return parts.listing(view, title, posts, leaf, address, size=_LEAF, sort=sort)

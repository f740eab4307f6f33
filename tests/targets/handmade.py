"""Small sites of newsrooms' own software: lists without feeds, archives that only sitemaps name."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from model.records import JAKARTA
from tests.crawl.zoo import HTML, Page, Reply
from tests.targets.press import MONTHS, WEEKDAYS, Post, slug

_PER_PAGE = 25
_FRONT = 15


@dataclass(frozen=True)
class Site:
    """How a site is built. ``index`` is the list of everything, ``{}`` the page's number.

    ``sitemap`` is packed, by month, and named by robots.txt alone.
    """

    path: str
    template: str = "post.html"
    index: str = ""
    excerpts: bool = False
    sitemap: bool = False
    robots: tuple[str, ...] = ()

    def path_of(self, post: Post) -> str:
        """Path and query of a post."""
        day = post.published.astimezone(JAKARTA)
        section = slug(post.section)
        return self.path.format(number=post.number, slug=post.slug, day=day, section=section)

    def lists(self, count: int) -> int:
        """How many lists lead to ``count`` posts."""
        return -(-count // _PER_PAGE) if self.index else 0


#: As a Django site has it: lists of sections and an index, page by page.
LISTING = Site("/berita/{number}/{slug}/", index="/indeks/?page={}", excerpts=True)
#: An old system of its own, with numbers for addresses and headlines alone in its lists.
CUSTOM = Site("/berita.php?id={number}", template="plain.html", index="/index.php?hal={}")
#: An archive that only packed sitemaps lead to.
PACKED = Site("/read/{day:%Y/%m/%d}/{number}/{slug}", sitemap=True)
#: A site that keeps crawlers out of some sections.
FORBIDDING = Site(
    "/{section}/{slug}-{number}.html",
    sitemap=True,
    robots=("Disallow: /hukum/", "Disallow: /nasional/", "Disallow: /cari"),
)


def pages_of(site: Site, base: str, posts: Sequence[Post]) -> dict[str, Page]:
    """Return everything that ``site`` answers with, by path; ``base`` is its address."""
    newest = sorted(posts, key=lambda post: post.published, reverse=True)
    pages: dict[str, Page] = dict(_stories(site, newest))
    pages["/"] = _list(site, "Lensa Daerah", newest[:_FRONT])
    for name, path in _sections(newest).items():
        chosen = [post for post in newest if post.section == name]
        pages |= _paginated(site, name, path + "?page={}", chosen)
        pages[path] = pages[path + "?page=1"]
    if site.index:
        pages |= _paginated(site, "Indeks Berita", site.index, newest)
        pages[site.index.partition("?")[0]] = pages[site.index.format(1)]
    robots = ["User-agent: *", "Disallow: /admin/", *site.robots]
    if site.sitemap:
        pages |= _sitemaps(site, base, newest)
        robots.append(f"Sitemap: {base}/sitemap_index.xml.gz")
    pages["/robots.txt"] = Reply("\n".join(robots) + "\n", "text/plain")
    return pages


def _stories(site: Site, posts: Sequence[Post]) -> Iterator[tuple[str, Reply]]:
    template = _environment().get_template(site.template)
    for place, post in enumerate(posts):
        others = [(other, site.path_of(other)) for other in posts[place + 1 : place + 6]]
        yield site.path_of(post), Reply(template.render(post=post, others=others), HTML)


def _paginated(site: Site, heading: str, form: str, posts: Sequence[Post]) -> dict[str, Page]:
    last = -(-len(posts) // _PER_PAGE)
    return {
        form.format(number): _list(
            site,
            heading,
            posts[(number - 1) * _PER_PAGE : number * _PER_PAGE],
            [(near, form.format(near)) for near in _near(number, last)],
        )
        for number in range(1, last + 1)
    }


def _near(number: int, last: int) -> list[int]:
    """The pages that a page of a list links to: its neighbours, the first and the last."""
    return sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)} - {number})


def _list(
    site: Site,
    heading: str,
    posts: Sequence[Post],
    pagination: Sequence[tuple[int, str]] = (),
) -> Reply:
    text = (
        _environment()
        .get_template("list.html")
        .render(
            heading=heading,
            entries=[(post, site.path_of(post)) for post in posts],
            sections=_sections(posts),
            index=site.index.format(1),
            excerpts=site.excerpts,
            pagination=pagination,
        )
    )
    return Reply(text, HTML)


def _sections(posts: Sequence[Post]) -> dict[str, str]:
    return {name: f"/rubrik/{slug(name)}/" for name in sorted({post.section for post in posts})}


def _sitemaps(site: Site, base: str, posts: Sequence[Post]) -> dict[str, Page]:
    """A sitemap for each month, and the index of them, all packed."""
    pages: dict[str, Page] = {}
    index = []
    for month, group in groupby(posts, key=lambda post: f"{post.published:%Y-%m}"):
        entries = [(f"{base}{site.path_of(post)}", post.published) for post in group]
        path = f"/sitemap-{month}.xml.gz"
        pages[path] = _packed("urlset", "url", entries)
        index.append((base + path, entries[0][1]))
    pages["/sitemap_index.xml.gz"] = _packed("sitemapindex", "sitemap", index)
    return pages


def _packed(root: str, item: str, entries: Sequence[tuple[str, datetime]]) -> Reply:
    lines = [
        f"<{item}><loc>{escape(url)}</loc><lastmod>{moment.isoformat()}</lastmod></{item}>"
        for url, moment in entries
    ]
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    text = f'<?xml version="1.0" encoding="UTF-8"?><{root} {space}>{"".join(lines)}</{root}>'
    return Reply(gzip.compress(text.encode(), mtime=0), "application/gzip")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
    )
    environment.filters["waktu"] = _printed
    return environment


def _printed(moment: datetime) -> str:
    """A moment as newsrooms print it: "Rabu, 4 Februari 2026 10:15 WIB"."""
    local = moment.astimezone(JAKARTA)
    month = MONTHS[local.month - 1]
    return f"{WEEKDAYS[local.weekday()]}, {local.day} {month} {local:%Y %H:%M} WIB"

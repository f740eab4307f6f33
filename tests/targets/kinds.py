"""Every kind of target by name, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.crawl import zoo
from tests.targets import generated, handmade
from tests.targets.press import Mix, Post
from tests.targets.target import Target, news
from tests.targets.wordpress import sites
from tests.targets.wordpress.server import Server

#: For sites that tell no more than the headline before the story itself: a headline that hides
#: what its story tells could not be seen through.
_HEADLINES_TELL = Mix(quiet=0)

_FORBIDDEN = ("Disallow: /?s=", "Disallow: /search/", "Disallow: /wp-json/")
WORDPRESS = {
    site.name: site
    for site in (
        sites.Site("wp-plain"),
        sites.Site("wp-block", theme="twentytwentytwo", permalinks=""),
        sites.Site("wp-no-rest", theme="twentytwentyone", rest="401"),
        sites.Site("wp-no-feeds", permalinks="/%category%/%postname%/", feeds="redirect"),
        sites.Site("wp-neither", theme="twentytwentyone", rest="404", feeds="die"),
        sites.Site("wp-forbidding", permalinks="/%postname%/", robots=_FORBIDDEN),
        sites.Site("wp-no-sitemap", rest="401", feeds="die", sitemaps=False),
        sites.Site("wp-mute", rest="404", feeds="die", sitemaps=False, search=False),
    )
}
HANDMADE = {
    "listing": handmade.LISTING,
    "custom": handmade.CUSTOM,
    "packed": handmade.PACKED,
    "forbidding": handmade.FORBIDDING,
}
_Build = Callable[[Path, str, Sequence[Post]], dict[str, zoo.Page]]
GENERATED: dict[str, tuple[_Build, Callable[[Post], str]]] = {
    "pelican": (generated.pelican, generated.pelican_path),
    "nikola": (generated.nikola, generated.nikola_path),
}
NAMES = (*WORDPRESS, *GENERATED, *HANDMADE)


@contextmanager
def running(
    name: str, count: int, directory: Path, wordpress: Callable[[], Server]
) -> Iterator[Target]:
    """Run the target ``name`` with ``count`` posts until the block ends.

    ``directory`` is empty and the target's own; ``wordpress`` gives the server for those kinds.
    """
    if name in WORDPRESS:
        yield _wordpress(wordpress(), WORDPRESS[name], count)
        return
    make = _generated if name in GENERATED else _handmade
    with zoo.serve({}) as server:
        yield make(name, count, server, directory)


def _wordpress(server: Server, site: sites.Site, count: int) -> Target:
    posts = news(count, _HEADLINES_TELL if site.robots or not site.search else None)
    host = sites.make(server, site, posts)
    base = f"http://{host}:{server.port}"
    addresses = [base + sites.path_of(site, post) for post in posts]
    pages = count if site.sitemaps else count + -(-count // sites.PER_PAGE)
    asked, forbidden = partial(server.asked, host), _disallowed(site.robots)
    return Target(site.name, f"{base}/", posts, addresses, pages, asked, forbidden)


def _generated(name: str, count: int, server: zoo.Site, directory: Path) -> Target:
    build, path_of = GENERATED[name]
    posts = news(count, _HEADLINES_TELL)
    server.pages.update(build(directory, server.url.rstrip("/"), posts))
    addresses = [server.at(path_of(post)) for post in posts]
    return Target(name, server.url, posts, addresses, count, lambda: server.asked)


def _handmade(name: str, count: int, server: zoo.Site, _: Path) -> Target:
    site = HANDMADE[name]
    posts = news(count, _HEADLINES_TELL)
    server.pages.update(handmade.pages_of(site, server.url.rstrip("/"), posts))
    addresses = [server.at(site.path_of(post)) for post in posts]
    forbidden = _disallowed(site.robots)
    allowed = sum(not site.path_of(post).startswith(forbidden) for post in posts)
    pages = allowed + site.lists(count)
    return Target(name, server.url, posts, addresses, pages, lambda: server.asked, forbidden)


def _disallowed(robots: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of paths in lines of robots.txt."""
    return tuple(line.partition(" ")[2] for line in robots)

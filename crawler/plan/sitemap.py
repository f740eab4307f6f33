"""Asking sitemaps: of an index, the newest files for what is new, all of them for what is old."""

from __future__ import annotations

from collections.abc import Callable

from crawler.discovery import sitemaps
from crawler.discovery.found import Source
from crawler.discovery.sitemaps import Child, Sitemap
from crawler.plan.asking import Answer, Plan, name
from crawler.plan.kinds import Kind
from crawler.plan.looking import Look, learned, look
from crawler.plan.progress import Progress
from crawler.plan.target import Target
from store import Endpoint

#: Files of an index read for what is new, and for what is old.
_NEWEST = 3
_ALL = 500
#: How deep an index may lead to another.
_DEPTH = 2


def poll(
    target: Target, endpoint: Endpoint, *, is_guess: bool = False, is_first: bool = False
) -> Plan[Look[bool]]:
    """Ask a sitemap for what is new; content: whether it reaches back to what is known."""
    seen = yield from look(target, endpoint, reader(target), is_guess=is_guess)
    if seen.content is None:
        return Look(seen.endpoint, content=seen.is_good or None, reason=seen.reason)
    known = seen.endpoint
    most = 1 if is_first else _NEWEST
    pages = list(seen.content.pages)
    waiting = _ours(target, seen.content, most)
    for child in waiting:
        target.read.add(child.url)
        read = yield from look(target, known, reader(target), url=child.url)
        if read.content is not None:
            pages += read.content.pages
    is_news = any(page.source is Source.NEWS_SITEMAP for page in pages)
    kind = Kind.NEWS_SITEMAP if is_news else Kind.SITEMAP
    known = learned(known, pages, target.now).model_copy(update={"kind": str(kind)})
    sifted = yield from name(pages, known)
    return Look(known, content=bool(sifted.known))


def walk(target: Target, endpoint: Endpoint) -> Plan[Look[bool]]:
    """Look through all files of a sitemap; content: whether all of them were read.

    A file that was read is not read again when the walk goes on later.
    """
    target.read.add(endpoint.url)
    seen = yield from look(target, endpoint, reader(target), url=endpoint.url)
    if seen.content is None:
        return Look(endpoint, reason=seen.reason)
    yield from name(seen.content.pages)
    waiting = [(child, 1) for child in _ours(target, seen.content, _ALL)]
    progress = Progress.of(endpoint, target.wishes.since)
    done = 0
    while waiting and done < _ALL:
        child, depth = waiting.pop(0)
        done += 1
        if done <= progress.step or child.url in target.read:
            continue
        target.read.add(child.url)
        read = yield from look(target, endpoint, reader(target), url=child.url)
        endpoint = progress.at(done, 1).on(endpoint)
        if read.content is not None:
            yield from name(read.content.pages, endpoint)
            if depth < _DEPTH:
                waiting += [(one, depth + 1) for one in _ours(target, read.content, _ALL)]
    return Look(endpoint, content=True)


def reader(target: Target) -> Callable[[Answer], Sitemap]:
    """Return what reads a sitemap of the site."""

    def read(answer: Answer) -> Sitemap:
        most = target.wishes.max_bytes
        return sitemaps.read(answer.body, url=answer.url, now=target.now, limit=most)

    return read


def _ours(target: Target, sitemap: Sitemap, most: int) -> list[Child]:
    own = [child for child in sitemap.children if target.is_ours(child.url)]
    return sitemaps.worth_reading(own, target.wishes.since, most)

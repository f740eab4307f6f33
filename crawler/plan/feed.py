"""Asking feeds."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from crawler.discovery import feeds
from crawler.discovery.found import Found
from crawler.plan.asking import Answer, Plan, name
from crawler.plan.looking import Look, learned, look
from crawler.plan.target import Target
from store import Endpoint

#: Further pages of WordPress's feed read when the first one holds nothing that is known.
_MOST_PAGES = 10


def poll(
    target: Target, endpoint: Endpoint, *, is_guess: bool = False, is_first: bool = False
) -> Plan[Look[bool]]:
    """Ask a feed; content: whether it reaches back to what is known, so that nothing is missed."""
    seen = yield from look(target, endpoint, reader(target), is_guess=is_guess)
    if seen.content is None:
        return Look(seen.endpoint, content=seen.is_good or None, reason=seen.reason)
    known = learned(seen.endpoint, seen.content, target.now)
    sifted = yield from name(seen.content, known)
    reaches = bool(sifted.known)
    if not is_first and sifted.new and not reaches and target.software == "wordpress":
        reaches = yield from _older(target, known)
    return Look(known, content=reaches)


def reader(target: Target) -> Callable[[Answer], list[Found]]:
    """Return what reads a feed of the site."""

    def read(answer: Answer) -> list[Found]:
        kind = answer.headers.get("content-type")
        return feeds.read(answer.body, url=answer.url, content_type=kind, now=target.now)

    return read


def _older(target: Target, endpoint: Endpoint) -> Plan[bool]:
    """Read further pages until one holds what is known; say whether one did."""
    mark = "&" if urlsplit(endpoint.url).query else "?"
    for page in range(2, _MOST_PAGES + 1):
        url = f"{endpoint.url}{mark}paged={page}"
        seen = yield from look(target, endpoint, reader(target), url=url, is_guess=True)
        if not seen.content:
            return False
        sifted = yield from name(seen.content)
        if sifted.known or not sifted.new:
            return bool(sifted.known)
    return False

"""Which sites share a queue: those of one registered domain, and whose turn it is."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Generic, TypeVar

import tldextract

from model.urls import site_of

_T = TypeVar("_T")


def domain_of(url: str) -> str:
    """Return the registered domain of an address, by the public suffix list that is installed.

    A bare IP address or a host of this network is its own, with its port.
    """
    site = site_of(url)
    host, _, port = site.partition(":")
    registered = _extract()(host).top_domain_under_public_suffix
    return registered if registered and not port else site


@cache
def _extract() -> tldextract.TLDExtract:
    # Nothing is fetched: the list that comes with the package is new enough.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


class Turns(Generic[_T]):
    """Hands out sites: so many at a time, of one registered domain one after the other."""

    def __init__(self, sites: Sequence[tuple[str, _T]], most: int) -> None:
        """Take pairs of a domain and what belongs to it."""
        self._left = deque(sites)
        self._most = most
        self._busy: set[str] = set()
        self._freed = asyncio.Event()

    async def next(self) -> tuple[str, _T] | None:
        """Wait for the next turn; None when all had theirs."""
        while self._left:
            turn = self._free_one()
            if turn is not None:
                return turn
            self._freed.clear()
            await self._freed.wait()
        return None

    def done(self, domain: str) -> None:
        """The site of ``domain`` that had its turn is done."""
        self._busy.discard(domain)
        self._freed.set()

    def _free_one(self) -> tuple[str, _T] | None:
        if len(self._busy) >= self._most:
            return None
        for place, (domain, site) in enumerate(self._left):
            if domain not in self._busy:
                del self._left[place]
                self._busy.add(domain)
                return domain, site
        return None

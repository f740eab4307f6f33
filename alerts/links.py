"""Addresses of our own web page in messages; null where there is none."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode


class Links(NamedTuple):
    """Where the web page is: ``web.public_url``."""

    public_url: str | None = None

    def story(self, identity: str) -> str | None:
        """The page of a story."""
        return self._at(f"/berita/{quote(identity)}")

    def agreement(self, identity: str) -> str | None:
        """The page of an agreement."""
        return self._at(f"/kerja-sama/{quote(identity)}")

    def search(self, query: str | None) -> str | None:
        """All that a query finds, newest first."""
        return self._at("/cari?" + urlencode({"q": query or "*", "sort": "date"}))

    def unsubscribe(self, token: str) -> str | None:
        """The page that ends a subscription."""
        return self._at(f"/langganan/berhenti/{quote(token)}")

    def subscription(self, identity: str) -> str | None:
        """The page of a subscription, to look at and change it."""
        return self._at(f"/langganan/{quote(identity)}")

    def _at(self, path: str) -> str | None:
        return None if self.public_url is None else self.public_url.rstrip("/") + path

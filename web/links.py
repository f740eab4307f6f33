"""Addresses of our own pages."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

from web.context import context_of

STORY = "/berita/"
SEARCH = "/cari"


def base(request: Request) -> str:
    """Return where people reach us, without a slash at the end: as configured, else as asked."""
    public = context_of(request).settings.web.public_url
    return public or str(request.base_url).rstrip("/")


def story(request: Request, identity: str) -> str:
    """Return the address of a story's page."""
    return f"{base(request)}{STORY}{identity}"


def with_query(request: Request, path: str, **query: str) -> str:
    """Return the address of ``path`` with a query."""
    return f"{base(request)}{path}?{urlencode(query)}" if query else base(request) + path

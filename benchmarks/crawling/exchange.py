"""A request to a site of the replica, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import md5
from urllib.parse import parse_qsl, urlsplit

HTML = "text/html; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"
ATOM = "application/atom+xml; charset=UTF-8"
XML = "application/xml; charset=UTF-8"
TEXT = "text/plain; charset=UTF-8"


class Sort(StrEnum):
    """What was asked for, as the journal counts it."""

    API = "api"
    FEED = "feed"
    LIST = "list"
    MISSING = "missing"
    PAGE = "page"
    REDIRECT = "redirect"
    ROBOTS = "robots"
    SEARCH = "search"
    SITEMAP = "sitemap"
    TROUBLE = "trouble"


class Fault(StrEnum):
    """What a site does in place of an answer."""

    #: Never an answer.
    HANG = "hang"
    #: A byte now and then, for ever.
    DRIP = "drip"
    #: The connection breaks.
    RESET = "reset"
    #: What is no HTTP.
    NOISE = "noise"
    #: A body that never ends.
    ENDLESS = "endless"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request; of a parameter that is given twice the last counts, as in PHP."""

    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, host: str, target: str, headers: Mapping[str, str] | None = None) -> Ask:
        """Read the target of a request line; names of ``headers`` are in lower case."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return cls(host, parts.path or "/", query, headers or {})

    @property
    def target(self) -> str:
        """Path and query, in the form that addresses of posts are looked up by."""
        query = "&".join(f"{name}={value}" for name, value in self.query.items())
        return f"{self.path}?{query}" if query else self.path

    def whole(self, name: str, default: int) -> int:
        """A parameter as a whole number; ``default`` where it is none."""
        text = self.query.get(name, "")
        return int(text) if text.isdigit() else default


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; ``told`` are the numbers of the posts whose whole text is in it."""

    body: bytes
    kind: str
    sort: Sort
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    told: tuple[int, ...] = ()
    fault: Fault | None = None


def redirect(address: str) -> Reply:
    """Lead to another address for good."""
    return Reply(b"", HTML, Sort.REDIRECT, 301, {"Location": address})


def tag_of(text: str) -> str:
    """An entity tag for what ``text`` stands for."""
    return f'"{md5(text.encode(), usedforsecurity=False).hexdigest()}"'

"""The site that a plan is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from model.urls import site_of


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of a site.

    ``since`` is a day in Asia/Jakarta: nothing older. ``focused`` asks for pages that may be about
    prisons alone. ``max_bytes`` bounds what an answer may hold when unpacked. ``only_probe`` looks
    for ways to ask, and asks for no article.
    """

    since: date | None = None
    focused: bool = True
    max_bytes: int = 10_000_000
    only_probe: bool = False


class Fault(NamedTuple):
    """An address that could not be had or read; ``is_guess`` where nobody had named it."""

    url: str
    reason: str
    detail: str = ""
    is_guess: bool = False
    is_front: bool = False


@dataclass
class Target:
    """A site, as far as it is known while it is being asked.

    ``hosts`` are its own, by ``model.urls.site_of``, the first one ``site`` whatever became of it;
    ``robots_sitemaps`` are those that robots.txt names, known once a first request went out.
    ``shown`` are articles of the front page, which other pages show beside their own. ``read`` are
    files of sitemaps that were read in this visit. ``moved`` is where the front page led to, on
    another host.
    """

    url: str
    now: datetime
    wishes: Wishes = field(default_factory=Wishes)
    hosts: set[str] = field(default_factory=set)
    robots_sitemaps: list[str] = field(default_factory=list)
    software: str | None = None
    shown: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    moved: str | None = None
    site: str = field(init=False)

    def __post_init__(self) -> None:
        self.site = site_of(self.url)
        self.hosts.add(self.site)

    def move_to(self, url: str) -> None:
        """The front page is at ``url`` now: its host is the site's own from now on."""
        self.moved = site_of(url)
        self.hosts.add(self.moved)
        self.url = url

    def is_ours(self, url: str) -> bool:
        """Say whether an address is of the site."""
        return site_of(url) in self.hosts

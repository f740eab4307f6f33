"""A site to crawl: where it is, what it published where, and what it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.targets.press import Mix, Post, publish

#: What the targets publish lies between these days; nothing in them depends on today.
FIRST, LAST = datetime(2024, 1, 2, tzinfo=UTC), datetime(2026, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Target:
    """A running site.

    ``addresses`` are those of ``posts``, in their order. ``pages`` is the least number of requests
    by which every post can be had: the posts, and the lists that alone lead to them. ``asked``
    gives the paths that were asked for so far, oldest first. ``forbidden`` begin paths that
    robots.txt forbids; posts there are not looked for.
    """

    name: str
    url: str
    posts: Sequence[Post]
    addresses: Sequence[str]
    pages: int
    asked: Callable[[], Sequence[str]]
    forbidden: tuple[str, ...] = ()

    @property
    def wanted(self) -> Mapping[str, Post]:
        """The stories that a crawl must find, by address."""
        return {
            address: post
            for post, address in zip(self.posts, self.addresses, strict=True)
            if post.relevant and not self.forbids(self._path(address))
        }

    def forbids(self, path: str) -> bool:
        """Say whether robots.txt keeps crawlers from ``path``."""
        return path.startswith(self.forbidden)

    def is_post(self, path: str) -> bool:
        """Say whether ``path`` is that of a post."""
        return self.url.rstrip("/") + path in self.addresses

    def _path(self, address: str) -> str:
        return address.removeprefix(self.url.rstrip("/"))


def news(count: int, mix: Mix | None = None) -> list[Post]:
    """Return ``count`` posts for a target."""
    return publish(count, count, first=FIRST, last=LAST, mix=mix)

"""A news site as a function of simulated time: its posts, its faces and its troubles."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from benchmarks.crawling.habits import Habit
from model.records import JAKARTA


@dataclass(frozen=True, slots=True)
class Version:
    """What a post says from a moment on."""

    since: datetime
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A post; ``is_relevant`` where a reader would keep it as a partnership story.

    ``number`` is its own in all the replica.
    """

    number: int
    slug: str
    section: str
    tags: tuple[str, ...]
    author: str
    is_relevant: bool
    versions: tuple[Version, ...]
    withdrawn: datetime | None = None

    @property
    def published(self) -> datetime:
        """When it came out, in UTC."""
        return self.versions[0].since

    def is_up(self, now: datetime) -> bool:
        """Say whether it can be read at ``now``."""
        return self.published <= now and (self.withdrawn is None or now < self.withdrawn)

    def at(self, now: datetime) -> Version:
        """What it says at ``now``."""
        return next(told for told in reversed(self.versions) if told.since <= now)


class Trouble(StrEnum):
    """What may be wrong with a site for a while."""

    UNAVAILABLE = "unavailable"
    RESET = "reset"
    HANG = "hang"
    DRIP = "drip"
    NOISE = "noise"
    ENDLESS = "endless"
    #: Said to be packed, and is not.
    BROKEN_GZIP = "broken_gzip"
    #: Every address leads to itself.
    LOOP = "loop"
    BLOCK = "block"
    #: The feed answers with an error.
    FEED_BROKEN = "feed_broken"
    #: The feed is a web page.
    FEED_HTML = "feed_html"
    #: The feed, its tag and 304 say that nothing is new, while posts go on.
    FEED_FROZEN = "feed_frozen"

    @property
    def is_of_feed(self) -> bool:
        """Say whether it leaves all but the feed as it is."""
        return self in {Trouble.FEED_BROKEN, Trouble.FEED_HTML, Trouble.FEED_FROZEN}


@dataclass(frozen=True, slots=True)
class Spell:
    """A trouble from ``start`` until before ``end``, or for good."""

    trouble: Trouble
    start: datetime
    end: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Say whether it lasts at ``now``."""
        return self.start <= now and (self.end is None or now < self.end)


@dataclass(frozen=True, slots=True)
class Face:
    """How a site is from a moment on: its name, software, theme and the form of addresses.

    ``permalink`` is filled in with year, month, day, id, slug and section. ``options`` are the
    software's own. Where ``leads_on`` is false, addresses of the face before end in 404.
    """

    since: datetime
    host: str
    software: str
    theme: str
    permalink: str
    options: frozenset[str] = frozenset()
    leads_on: bool = True

    def path(self, post: Post) -> str:
        """Path and query of a post's address."""
        day = post.published.astimezone(JAKARTA)
        return self.permalink.format(
            year=f"{day:%Y}",
            month=f"{day:%m}",
            day=f"{day:%d}",
            id=post.number,
            slug=post.slug,
            section=post.section.lower().replace(" ", "-"),
        )


@dataclass(frozen=True)
class Site:
    """A site: ``faces`` and ``posts`` are in the order of time; ``silent_since`` after its last."""

    number: int
    name: str
    town: str
    province: str
    habit: Habit
    faces: tuple[Face, ...]
    posts: tuple[Post, ...]
    spells: tuple[Spell, ...] = ()
    silent_since: datetime | None = None
    _paths: dict[Face, dict[str, Post]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """All names that it ever has, the first one first."""
        return tuple(dict.fromkeys(face.host for face in self.faces))

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections of its menu."""
        return tuple(sorted({post.section for post in self.posts}))

    def face(self, now: datetime) -> Face:
        """The face that it has at ``now``."""
        return self.faces[max(0, bisect_right([face.since for face in self.faces], now) - 1)]

    def has(self, trouble: Trouble, now: datetime) -> bool:
        """Say whether a trouble lasts at ``now``."""
        return any(spell.trouble is trouble and spell.holds(now) for spell in self.spells)

    def frozen_at(self, now: datetime) -> datetime:
        """The moment that a feed asked for at ``now`` tells of."""
        starts = [
            spell.start
            for spell in self.spells
            if spell.trouble is Trouble.FEED_FROZEN and spell.holds(now)
        ]
        return min([now, *starts])

    def down(self, now: datetime) -> Trouble | None:
        """The trouble, if any, for which no post can be had at ``now``."""
        return next(
            (
                spell.trouble
                for spell in self.spells
                if not spell.trouble.is_of_feed and spell.holds(now)
            ),
            None,
        )

    def post_at(self, face: Face, target: str) -> Post | None:
        """The post whose address on a face is ``target``."""
        if face not in self._paths:
            self._paths[face] = {face.path(post): post for post in self.posts}
        return self._paths[face].get(target)

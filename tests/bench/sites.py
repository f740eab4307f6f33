"""Small sites of the replica, on software of one's choice, and questions to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from benchmarks.crawling.answering import Scene
from benchmarks.crawling.exchange import Ask, Reply
from benchmarks.crawling.habits import Habit
from benchmarks.crawling.site import Face, Post, Site, Spell, Version
from tests.targets import press

HOST = "kabarwarta.localhost"
PORT = 8080
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 20, tzinfo=UTC)
_EVER = datetime.min.replace(tzinfo=UTC)
_HABIT = Habit(6, 6, 22, 0.6)


def face(
    software: str,
    permalink: str = "/{year}/{month}/{day}/{slug}/",
    theme: str = "classic",
    *options: str,
    host: str = HOST,
    since: datetime = _EVER,
    leads_on: bool = True,
) -> Face:
    return Face(since, host, software, theme, permalink, frozenset(options), leads_on)


def posts(count: int, last: datetime = NOW) -> tuple[Post, ...]:
    told = press.publish(3, count, first=FIRST, last=last, mix=press.Mix(partnership=0.1))
    return tuple(
        Post(
            number=100 + one.number,
            slug=one.slug,
            section=one.section,
            tags=one.tags,
            author=one.author,
            is_relevant=one.relevant,
            versions=(Version(one.published, one.title, one.paragraphs),),
        )
        for one in told
    )


def site(
    *faces: Face, count: int = 35, spells: tuple[Spell, ...] = (), told: tuple[Post, ...] = ()
) -> Site:
    return Site(
        number=0,
        name="Kabar Warta",
        town="Serang",
        province="Banten",
        habit=_HABIT,
        faces=faces,
        posts=told or posts(count),
        spells=spells,
    )


def ask(
    one: Site,
    target: str,
    headers: Mapping[str, str] | None = None,
    *,
    host: str = HOST,
    now: datetime = NOW + timedelta(hours=1),
) -> Reply:
    return Scene((one,), now, PORT).answer(Ask.of(host, target, headers))

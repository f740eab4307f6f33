"""A world of sites, always the same for a seed: who publishes what, on what, and what befalls them.

Shares of software are those of regional outlets: most run WordPress. Troubles fall on sites by
their number, so that a world of 40 sites has some of each sort.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from benchmarks.crawling.fates import Fate, fate_of
from benchmarks.crawling.habits import Habit, moments
from benchmarks.crawling.makes import MAKES, Make
from benchmarks.crawling.site import Face, Post, Site, Spell, Version
from tests.targets import press

_T = TypeVar("_T")

SEED = 5
#: A Monday, in the morning of Asia/Jakarta.
START = datetime(2026, 1, 4, 23, tzinfo=UTC)
_MIX = press.Mix(partnership=0.05)
#: The habits of outlets, and how many of a hundred have each.
_HABITS = (
    (Habit(2, 7, 21, 0.5), 25),
    (Habit(6, 6, 22, 0.6), 40),
    (Habit(14, 5, 23, 0.7), 20),
    (Habit(35, 4, 24, 0.8), 7),
    # An office's own channel, shut on weekends, and a citizen's blog.
    (Habit(3, 8, 16, 0), 5),
    (Habit(0.35, 18, 23, 1.5), 3),
)
_NAMES = "kabar warta suara harian radar lensa jurnal info pos gema detik sorot".split()
_CORRECTION = "Ralat: keterangan dalam paragraf sebelumnya telah diperbaiki redaksi."
#: Of a hundred posts, how many are corrected and how many withdrawn, and within which time.
_CORRECTED, _WITHDRAWN = 3, 1
_SECOND_THOUGHTS = timedelta(days=2)
#: Kabupaten and kota that an outlet reports on.
_PLACES = 12
#: A post's numbers: so many for a site.
_NUMBERS = 100_000


@dataclass(frozen=True, slots=True)
class World:
    """All sites, and the simulated time from ``start`` to ``end``."""

    start: datetime
    end: datetime
    sites: tuple[Site, ...]


def make(
    count: int, days: float, *, archive_days: int, troubled: bool = True, seed: int = SEED
) -> World:
    """Make ``count`` sites for ``days``, each with posts of ``archive_days`` before.

    ``troubled``: some are redesigned, move, fall silent, block or break down.
    """
    end = START + timedelta(days=days)
    span = (START - timedelta(days=archive_days), end)
    makes, habits = (
        _dealt(seed, count, [(made, made.share) for made in MAKES]),
        _dealt(seed, count, _HABITS),
    )
    sites = []
    for number, (chosen, habit) in enumerate(zip(makes, habits, strict=True)):
        chance = random.Random(f"{seed} {number}")
        fate = fate_of(number, days) if troubled else Fate()
        fitting = MAKES[0] if fate.needs_feed and not chosen.has_feed else chosen
        sites.append(_site(chance, number, fitting, habit, span, fate))
    return World(START, end, tuple(sites))


def _site(
    chance: random.Random,
    number: int,
    made: Make,
    habit: Habit,
    span: tuple[datetime, datetime],
    fate: Fate,
) -> Site:
    places = [press.write(chance, press.Subject.ORDINARY, START).place for _ in range(_PLACES)]
    name = f"{_NAMES[number % len(_NAMES)]} {places[0].name}"
    host = f"{press.slug(name).replace('-', '')}{number}"
    silent = None if fate.silent is None else START + timedelta(days=fate.silent)
    last = min(filter(None, (silent, span[1])))
    times = list(moments(habit, chance, span[0], last))
    return Site(
        number=number,
        name=name.title(),
        town=places[0].name,
        province=places[0].province,
        habit=habit,
        faces=tuple(_faces(chance, host, made, fate)),
        posts=tuple(_posts(chance, number, name.title(), places, times)),
        spells=tuple(
            Spell(
                trouble,
                START + timedelta(days=begins),
                None if ends is None else START + timedelta(days=ends),
            )
            for trouble, begins, ends in fate.spells
        ),
        silent_since=silent,
    )


def _faces(chance: random.Random, host: str, made: Make, fate: Fate) -> Iterator[Face]:
    face = Face(
        since=datetime.min.replace(tzinfo=UTC),
        host=f"{host}.localhost",
        software=made.software,
        theme=chance.choice(made.themes),
        permalink=chance.choice(made.permalinks),
        options=frozenset(made.options),
        leads_on=fate.leads_on,
    )
    yield face
    since = fate.moves if fate.moves is not None else fate.redesigned
    if since is None:
        return
    face = replace(face, since=START + timedelta(days=since))
    if fate.moves is not None:
        face = replace(face, host=f"{host}baru.localhost")
    if fate.redesigned is not None:
        face = _redesigned(chance, face)
    yield face


def _redesigned(chance: random.Random, face: Face) -> Face:
    """Another theme, other addresses, and mostly another kind of software."""
    others = [made for made in MAKES if face.permalink not in made.permalinks]
    made = chance.choices(others, [made.share for made in others])[0]
    return replace(
        face,
        software=made.software,
        theme=next((theme for theme in made.themes if theme != face.theme), made.themes[0]),
        permalink=chance.choice(made.permalinks),
        options=frozenset(made.options),
    )


def _posts(
    chance: random.Random,
    site: int,
    outlet: str,
    places: Sequence[press.Place],
    times: Sequence[datetime],
) -> Iterator[Post]:
    subjects = _MIX.subjects(len(times))
    chance.shuffle(subjects)
    slugs: set[str] = set()
    for number, (moment, (subject, quiet)) in enumerate(
        zip(times, subjects, strict=True), start=site * _NUMBERS + 1
    ):
        place = chance.choice(places)
        told = press.write(chance, subject, moment, quiet=quiet, place=place, outlet=outlet)
        slug = told.slug if told.slug not in slugs else f"{told.slug}-{number}"
        slugs.add(slug)
        first = Version(told.published, told.title, told.paragraphs)
        yield Post(
            number=number,
            slug=slug,
            section=told.section,
            tags=told.tags,
            author=told.author,
            is_relevant=told.relevant,
            versions=(first, *_second_thoughts(chance, first)),
            withdrawn=_withdrawal(chance, moment),
        )


def _second_thoughts(chance: random.Random, first: Version) -> Iterator[Version]:
    if chance.randrange(100) < _CORRECTED:
        since = first.since + chance.random() * _SECOND_THOUGHTS
        yield Version(since, first.title, (*first.paragraphs, _CORRECTION))


def _withdrawal(chance: random.Random, published: datetime) -> datetime | None:
    if chance.randrange(100) >= _WITHDRAWN:
        return None
    return published + chance.random() * _SECOND_THOUGHTS


def _dealt(seed: int, count: int, shares: Sequence[tuple[_T, int]]) -> list[_T]:
    """``count`` things, as many of each as its share asks for, in an order drawn by the seed."""
    whole = sum(share for _, share in shares)
    wanted, dealt, sum_so_far = [], 0, 0
    for thing, share in shares:
        sum_so_far += share
        upto = round(count * sum_so_far / whole)
        wanted += [thing] * (upto - dealt)
        dealt = upto
    random.Random(f"{seed} {count} {len(shares)}").shuffle(wanted)
    return wanted

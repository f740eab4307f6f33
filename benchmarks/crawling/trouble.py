"""Sites of which many hang, cannot be reached or send garbage: does the crawl end, and say so?"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks.crawling import ours, race
from benchmarks.crawling.replica import Replica, running
from benchmarks.crawling.score import Round, score
from benchmarks.crawling.site import Site, Spell, Trouble
from benchmarks.crawling.world import SEED, START, World, make

_DAY = timedelta(days=1)


class Ill(NamedTuple):
    """A sort of ill sites: how many of 300, what they do, and the word that names it, if one does.

    ``address`` is filled in with the host, its first label, and the server's ports.
    """

    name: str
    share: int
    trouble: Trouble | None
    word: str = ""
    address: str = "http://{host}:{ports.http}/"


ILLS = (
    Ill("hangs", 20, Trouble.HANG, "timeout"),
    Ill("drips", 10, Trouble.DRIP, "timeout"),
    Ill("no such name", 15, None, "dns", "http://{label}.invalid/"),
    Ill("own certificate", 8, None, "tls", "https://{host}:{ports.tls}/"),
    Ill("no TLS at its port", 7, None, "tls", "https://{host}:{ports.no_tls}/"),
    Ill("sends what is no HTTP", 3, Trouble.NOISE),
    Ill("says packed, is not", 3, Trouble.BROKEN_GZIP),
    Ill("leads to itself", 2, Trouble.LOOP),
    Ill("never ends", 2, Trouble.ENDLESS),
)
_OF = 300


@dataclass(frozen=True)
class Told:
    """Of one sort: the sites, how many were told of, and how many by the right word.

    ``words`` are those used.
    """

    sites: int = 0
    told: int = 0
    named: int = 0
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spoilt:
    """The outcome for each sort of ill sites; ``recall`` is that of the sound ones."""

    ills: dict[str, Told]
    recall: float
    seconds: float


def run(count: int, directory: Path, policy: str) -> Spoilt:
    """Crawl ``count`` sites once, of which 70 in 300 are ill."""
    world = make(count, 0, archive_days=1, troubled=False)
    ills = _dealt(count)
    sites = tuple(_with(site, ills.get(site.number)) for site in world.sites)
    with running(sites) as replica:
        addresses = [_address(replica, site, ills.get(site.number)) for site in sites]
        opened = partial(ours.opened, addresses, directory, policy)
        (only,) = race.run(replica, "Pantau", opened, [START])
    return _judged(world, ills, only)


def _dealt(count: int) -> Mapping[int, Ill]:
    """The ill among sites numbered from 0."""
    all_ills = list(chain.from_iterable([ill] * round(count * ill.share / _OF) for ill in ILLS))
    numbers = random.Random(SEED).sample(range(count), len(all_ills))
    return dict(zip(numbers, all_ills, strict=True))


def _with(site: Site, ill: Ill | None) -> Site:
    if ill is None or ill.trouble is None:
        return site
    return replace(site, spells=(Spell(ill.trouble, START),))


def _address(replica: Replica, site: Site, ill: Ill | None) -> str:
    if ill is None:
        return replica.address(site.faces[0])
    host = site.hosts[0]
    return ill.address.format(host=host, label=_label(host), ports=replica.ports)


def _judged(world: World, ills: Mapping[int, Ill], only: Round) -> Spoilt:
    errors = {_label(name): told for name, told in only.measured.outcome.errors.items()}
    found = {ill.name: Told() for ill in ILLS}
    for site in world.sites:
        if ill := ills.get(site.number):
            said = errors.get(_label(site.hosts[0]), "")
            found[ill.name] = _counted(found[ill.name], ill, said)
    sound = [site for site in world.sites if site.number not in ills]
    recall = score(sound, START - _DAY, [only]).recall
    return Spoilt(found, recall, only.measured.seconds)


def _counted(so_far: Told, ill: Ill, said: str) -> Told:
    return Told(
        sites=so_far.sites + 1,
        told=so_far.told + bool(said),
        named=so_far.named + (bool(said) and ill.word in said),
        words=so_far.words | {said.partition(":")[0] or "nothing"},
    )


def _label(host: str) -> str:
    return host.partition(".")[0]

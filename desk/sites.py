"""The sites that Pantau knows: those configured and those in the store, and how each is doing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import NamedTuple

from crawler.catalogue import chosen
from crawler.discovery.addresses import front_page
from crawler.health import MEMORY, Health, State, health_of
from crawler.rhythm import ENOUGH
from model.config import Settings
from model.exceptions import InputError, NotFoundError
from model.urls import canonical, site_of
from store import Endpoint, SiteState, SiteStatus, Store, Visit

#: How far back a site's counts are added up.
COUNTED = timedelta(days=30)
_CLOSE_NAMES = 3
#: What a configuration says of a site.
_TOLD = {"name", "province", "type", "group"}
#: Visits that are read of a site at first: two months of one a day.
_LATEST_VISITS = 60


class Counts(NamedTuple):
    """Pages of a site at each step of the funnel, over the last 30 days."""

    discovered: int
    fetched: int
    read: int
    kept: int


class Watched(NamedTuple):
    """A site with all that its health is told from; ``visits`` are newest first."""

    state: SiteState
    endpoints: Sequence[Endpoint]
    visits: Sequence[Visit]
    health: Health
    counts: Counts


def configured(settings: Settings) -> list[SiteState]:
    """Return the sites that the configuration names, or chooses of the catalogue.

    Raises:
        ConfigError: the catalogue has a fault, or a choice of it chooses nothing.
    """
    return [
        SiteState(
            site=site_of(one.url),
            url=one.url,
            name=one.name,
            province=one.province,
            type=one.type,
            group=one.group,
        )
        for one in chosen(settings)
    ]


def known(settings: Settings, store: Store) -> list[SiteState]:
    """Return all sites, by name of their host, removed ones too.

    What the configuration says of a site wins over what the store remembers of it, but for its
    address: the crawl follows a site that moved.
    """
    sites = {one.site: one for one in configured(settings)}
    for kept in store.sites():
        told = sites[kept.site].model_dump(include=_TOLD) if kept.site in sites else {}
        told = {key: value for key, value in told.items() if value is not None}
        sites[kept.site] = kept.model_copy(update=told)
    return sorted(sites.values(), key=lambda one: one.site)


def other_outlets(settings: Settings, store: Store) -> frozenset[str]:
    """Return the sites that are known to be no press: what they carry is no coverage by media."""
    return frozenset(one.site for one in known(settings, store) if one.type not in {None, "press"})


def find(sites: Sequence[SiteState], asked: str) -> SiteState:
    """Return the site that somebody means by an address, a host or a name.

    Raises:
        NotFoundError: there is none; names that are close are told.
        InputError: several sites have this name.
    """
    hosts = {asked.strip().lower(), host_of(asked)}
    named = [one for one in sites if (one.name or "").casefold() == asked.strip().casefold()]
    found = [one for one in sites if one.site in hosts] or named
    if len(found) > 1:
        raise InputError(f"several sites are named {asked}: {_listed(one.site for one in found)}")
    if found:
        return found[0]
    names = [one.site for one in sites] + [one.name for one in sites if one.name]
    close = get_close_matches(asked.strip().lower(), names, _CLOSE_NAMES, cutoff=0.5)
    hint = f"; close names: {_listed(close)}" if close else " (see pantau sites list)"
    raise NotFoundError(f"no site {asked}{hint}")


def host_of(asked: str) -> str:
    """Return the site of an address, which may come without https://."""
    return site_of(asked if "://" in asked else f"https://{asked.strip()}")


def watch(store: Store, sites: Iterable[SiteState], now: datetime) -> list[Watched]:
    """Tell how each of ``sites`` is doing at ``now`` (UTC)."""
    states = {one.site: one for one in sites}
    endpoints, visits = store.endpoints_by_site(states), _visits(store, states, now)
    return [_watched(state, endpoints[name], visits[name], now) for name, state in states.items()]


def _visits(store: Store, sites: Iterable[str], now: datetime) -> dict[str, list[Visit]]:
    """Return the visits that tell of sites: more of them where articles are few."""
    latest = store.visits_by_site(sites, now - MEMORY, _LATEST_VISITS)
    few = [site for site, visits in latest.items() if _tell_little(visits)]
    return latest | store.visits_by_site(few, now - MEMORY)


def _tell_little(latest: Sequence[Visit]) -> bool:
    """Whether there are visits before the latest, and these named few articles."""
    return len(latest) == _LATEST_VISITS and sum(visit.new for visit in latest[:-1]) < ENOUGH


def _watched(
    state: SiteState, endpoints: Sequence[Endpoint], visits: Sequence[Visit], now: datetime
) -> Watched:
    recent = [visit for visit in visits if visit.at >= now - COUNTED]
    counts = Counts(
        discovered=sum(visit.discovered for visit in recent),
        fetched=sum(visit.fetched for visit in recent),
        read=sum(visit.articles for visit in recent),
        kept=sum(visit.kept for visit in recent),
    )
    return Watched(state, endpoints, visits, health_of(state, visits, endpoints, now), counts)


def totals(watched: Iterable[Watched]) -> dict[str, int]:
    """Count sites: all that are not removed, and those in each state."""
    states = Counter(one.health.state for one in watched)
    del states[State.REMOVED]
    counted = {state.value: states[state] for state in State if state is not State.REMOVED}
    return {"total": states.total(), **counted}


def wanted(
    watched: Iterable[Watched], states: Collection[State], province: str | None
) -> list[Watched]:
    """Return the sites in ``states`` and of a province; all but removed ones, of all, without."""
    asked = set(states) or set(State) - {State.REMOVED}
    found = [one for one in watched if one.health.state in asked]
    if province is None:
        return found
    name = province.strip().casefold()
    return [one for one in found if (one.state.province or "").casefold() == name]


def refuse_removed(watched: Iterable[Watched]) -> None:
    """Refuse to do anything with removed sites.

    Raises:
        NotFoundError: one of them was removed.
    """
    for one in watched:
        if one.state.status is SiteStatus.REMOVED:
            site, url = one.state.site, one.state.url
            raise NotFoundError(f"{site} was removed; to watch it again: pantau sites add {url}")


def address_of(url: str) -> str:
    """Return the address of the front page that ``url`` means, which may come without https://.

    Raises:
        InputError: ``url`` is no web address.
    """
    address = front_page(url)
    canonical(address)
    host = site_of(address)
    if "." not in host and not host.startswith("localhost"):
        raise InputError(f"not a web address such as https://example.id/: {url!r}")
    return address


def add(settings: Settings, store: Store, url: str, told: Mapping[str, str | None]) -> SiteState:
    """Keep the site at ``url`` as added and active; what is not told of it stays."""
    name = site_of(url)
    before = {one.site: one for one in known(settings, store)}.get(name) or store.site(name)
    update: dict[str, object] = {key: value for key, value in told.items() if value is not None}
    update |= {"url": url, "status": SiteStatus.ACTIVE, "added": True, "note": None}
    state = (before or SiteState(site=name, url=url)).model_copy(update=update)
    store.put_site(state)
    return state


def decide(store: Store, site: SiteState, status: SiteStatus) -> SiteState:
    """Keep what a person decided of a site."""
    decided = site.model_copy(update={"status": status})
    store.put_site(decided)
    return decided


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)

"""``/sites``: which outlets are watched, and how each is doing."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from crawler.health import State
from crawler.run import crawl
from desk import sites as known_sites
from desk.site_record import SiteInShort, WholeSite, site_in_short, whole_site
from model.outlets import OutletType
from model.records import Record
from store import SiteStatus
from web.access.users import Admin
from web.api.asking import After, Limit, cursor_at, keys_of
from web.context import Context, Web

router = APIRouter(tags=["sites"])

Name = Annotated[str, Path(max_length=300, description="a host, or the outlet's name")]


class Sites(Record):
    """A page of sites by their hosts, and how many there are in each state.

    ``after`` leads to the next page.
    """

    totals: dict[str, int]
    sites: tuple[SiteInShort, ...]
    after: str | None


class NewSite(Record):
    """A site to watch: its address is enough. ``check`` looks at it now, which takes a while."""

    url: Annotated[str, Field(min_length=1, max_length=2_000)]
    name: Annotated[str | None, Field(max_length=200)] = None
    province: Annotated[str | None, Field(max_length=100)] = None
    type: OutletType | None = None
    group: Annotated[str | None, Field(max_length=200)] = None
    check: bool = True


class SiteDecision(Record):
    """What somebody decides of a site."""

    status: Literal["active", "paused", "removed"]


@router.get("/sites")
def sites(
    context: Web,
    state: Annotated[list[State], Query(description="only these; else all but removed")] = [],  # noqa: B006
    province: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 20,
    after: After = None,
) -> Sites:
    """List the sites that are watched."""
    everything = context.watched()
    last = "" if after is None else keys_of(after, "site", int)[1]
    wanted = known_sites.wanted(everything, state, province)
    found = [one for one in wanted if one.state.site > last][: limit + 1]
    page = found[:limit]
    return Sites(
        totals=known_sites.totals(everything),
        sites=tuple(map(site_in_short, page)),
        after=cursor_at("site", 0, page[-1].state.site) if len(found) > limit else None,
    )


@router.get("/sites/{name}")
def site(context: Web, name: Name) -> WholeSite:
    """Return all that is known of a site."""
    return _whole(context, name)


@router.post("/sites", status_code=201)
def add(context: Web, new: NewSite, admin: Admin, response: Response) -> WholeSite:  # noqa: ARG001
    """Watch a site from now on; adding a removed one brings it back."""
    address = known_sites.address_of(new.url)
    told = new.model_dump(exclude={"url", "check"})
    known_sites.add(context.settings, context.store, address, told)
    if new.check:
        crawl(context.settings, context.store, sites=[address], probe=True, clock=context.clock)
    whole = _whole(context, address)
    response.headers["location"] = f"/api/v1/sites/{whole.site}"
    return whole


@router.post("/sites/{name}/status")
def decide(context: Web, name: Name, decision: SiteDecision, admin: Admin) -> WholeSite:  # noqa: ARG001
    """Pause a site, resume it, or watch it no more."""
    before = known_sites.find(known_sites.known(context.settings, context.store), name)
    if decision.status != "removed":
        watched = known_sites.watch(context.store, [before], context.clock())
        known_sites.refuse_removed(watched)
    known_sites.decide(context.store, before, SiteStatus(decision.status))
    return _whole(context, name)


def _whole(context: Context, asked: str) -> WholeSite:
    store = context.store
    found = known_sites.find(known_sites.known(context.settings, store), asked)
    (watched,) = known_sites.watch(store, [found], context.clock())
    return whole_site(watched, store.chrome(found.site))

"""Media Dipantau: the sites with their health; to add one, look again, pause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from crawler.health import FAULTS, State
from desk import sites as known_sites
from desk.sites import Watched
from model.accounts import Role
from model.exceptions import InputError
from model.outlets import OUTLET_TYPES
from store import SiteState, SiteStatus
from web.access.users import demand
from web.pages import links
from web.pages.pictures import tiles
from web.pages.probing import look_at, start_look
from web.pages.problems import in_words
from web.pages.view import Seen, View

router = APIRouter()

_AT_ONCE = 50
_VISITS = 10
_FAULT = "fault"
#: States in the order of the list: those that need somebody first.
_BY_URGENCY: Final = (
    *(state for state in State if state in FAULTS),
    State.UNFIT,
    State.NORMAL,
    State.NEW,
    State.PAUSED,
    State.REMOVED,
)
_STATUS = {"pause": SiteStatus.PAUSED, "resume": SiteStatus.ACTIVE, "remove": SiteStatus.REMOVED}
ADMIN = [Depends(demand(Role.ADMIN))]


class Asked(BaseModel):
    """Which sites are listed: of a state ("fault" for all faults), a province, with a name."""

    state: str | None = None
    province: str | None = None
    q: str = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


@router.get("/media")
def show(view: Seen, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """List the sites, those that need somebody first."""
    return _list(view, asked)


@router.post("/media", dependencies=ADMIN)
def add(
    view: Seen,
    url: Annotated[str, Form(max_length=2_000)],
    name: Annotated[str, Form(max_length=120)] = "",
    province: Annotated[str, Form(max_length=60)] = "",
    type_: Annotated[
        Literal["press", "official", "government", "blog", ""], Form(alias="type")
    ] = "",
) -> Response:
    """Watch a site, and look at it at once."""
    context = view.context
    told = {"name": name.strip() or None, "province": province or None, "type": type_}
    try:
        address = known_sites.address_of(url.strip())
        state = known_sites.add(context.settings, context.store, address, told)
        start_look(context, state.site, state.url)
    except InputError as error:
        return _list(view, Asked(), url=url, problem=in_words(error, view.locale.language))
    return RedirectResponse(links.inside("media", state.site), 303)


@router.get("/media/{site}")
def one(view: Seen, site: str) -> HTMLResponse:
    """Show one site: its health with the reason, how it is asked, its last visits."""
    state = _site(view, site)
    (found,) = known_sites.watch(view.context.store, [state], view.now)
    look = look_at(view.context, state.site)
    return view.page("site.html", "sites", site=found, look=look, visits=found.visits[:_VISITS])


@router.post("/media/{site}", dependencies=ADMIN)
def change(
    view: Seen,
    site: str,
    action: Annotated[Literal["check", "pause", "resume", "remove", "restore"], Form()],
) -> RedirectResponse:
    """Look at a site again, pause it, go on with it, or watch it no more."""
    context, state = view.context, _site(view, site)
    if action == "restore":
        state = known_sites.add(context.settings, context.store, state.url, {})
    elif action != "check":
        known_sites.decide(context.store, state, _STATUS[action])
    if action in {"check", "restore"}:
        if state.status is SiteStatus.UNFIT:
            state = known_sites.decide(context.store, state, SiteStatus.ACTIVE)
        start_look(context, state.site, state.url)
    return RedirectResponse(links.inside("media", state.site), 303)


def _site(view: View, asked: str) -> SiteState:
    """Return a site, removed ones too.

    Raises:
        NotFoundError: there is none with this host.
    """
    context = view.context
    kept = context.store.site(asked)
    known = known_sites.known(context.settings, context.store)
    missing = kept is not None and kept.site not in {one.site for one in known}
    return known_sites.find([*known, kept] if missing and kept else known, asked)


def _list(view: View, asked: Asked, *, url: str = "", problem: str | None = None) -> HTMLResponse:
    watched = view.context.watched()
    everything = [one for one in watched if one.state.status is not SiteStatus.REMOVED]
    states = Counter(one.health.state for one in everything)
    wanted = [one for one in everything if _fits(one, asked)]
    wanted.sort(key=lambda one: (_BY_URGENCY.index(one.health.state), one.state.site))
    start = (asked.page - 1) * _AT_ONCE
    return view.page(
        "sites.html",
        "sites",
        400 if problem else 200,
        asked=asked,
        sites=wanted[start : start + _AT_ONCE],
        total=len(wanted),
        everything=len(everything),
        pages=-(-len(wanted) // _AT_ONCE),
        states=[(state.value, states[state]) for state in _BY_URGENCY if states[state]],
        faults=sum(states[state] for state in FAULTS),
        provinces=_provinces(everything),
        all_provinces=sorted(tile.province for tile in tiles({})),
        types=OUTLET_TYPES,
        url=url,
        problem=problem,
    )


def _fits(one: Watched, asked: Asked) -> bool:
    state, words = one.health.state, asked.q.strip().casefold()
    in_state = not asked.state or state.value == asked.state
    if asked.state == _FAULT:
        in_state = state in FAULTS
    named = f"{one.state.site} {one.state.name or ''}".casefold()
    in_province = not asked.province or one.state.province == asked.province
    return in_state and in_province and words in named


def _provinces(watched: Sequence[Watched]) -> list[str]:
    return sorted({one.state.province for one in watched if one.state.province})

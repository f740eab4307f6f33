"""Langganan & Notifikasi: who is told of what, whether it was sent, and a test of each channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ValidationError

from alerts.configured import sync
from alerts.forms import asked_by, query_of
from alerts.preview import preview
from model.accounts import Role
from model.alerts import Form as Fields
from model.alerts import Rhythm, Subscription, SubscriptionState, Topic, Wanted, Weekday
from model.exceptions import InputError, NotFoundError, PantauError, QueryError, SearchError
from model.targets import checked, masked
from model.words import words_of
from search.query import understand
from web.access.users import demand
from web.pages import links
from web.pages.pictures import tiles
from web.pages.problems import in_words
from web.pages.testing import Tried, tried
from web.pages.view import Seen, View

router = APIRouter()
REVIEWER = [Depends(demand(Role.REVIEWER))]

_DELIVERIES = 30
#: Targets that whoever may review may give; a variable could tell what the server alone knows.
_PLAIN = ("mailto:", "https://")


class Draft(BaseModel):
    """A subscription as it is being written: a query, or the fields of a form; and how it is told.

    ``to`` are targets, one a line.
    """

    name: str = ""
    q: str = ""
    unit: str = ""
    province: str = ""
    partner: str = ""
    kind: str = ""
    keyword: str = ""
    to: str = ""
    what: list[str] = []
    when: Rhythm = Rhythm.DAILY
    at: str = "07:00"
    day: Weekday = Weekday.SENIN

    @property
    def fields(self) -> Fields | None:
        """What the fields of the form ask for; null where they are empty."""
        names = ("unit", "province", "partner", "kind", "keyword")
        told = {name: (value.strip(),) for name in names if (value := getattr(self, name)).strip()}
        return Fields(**told) if told else None

    @property
    def query(self) -> str | None:
        """The query: the one that was written, else that of the fields; null for everything."""
        written = self.q.strip()
        if written and written != "*":
            return written
        return query_of(self.fields) if self.fields else None


class Line(NamedTuple):
    """A subscription with when it was last told anything (UTC)."""

    one: Subscription
    query: str
    channels: list[str]
    last: datetime | None


@router.get("/langganan")
def show(view: Seen) -> HTMLResponse:
    """List the subscriptions."""
    store = view.context.store
    sync(store, view.context.settings, view.now)
    status = store.outbox.status()
    return view.page(
        "subscriptions.html",
        "subscriptions",
        lines=[_line(view, one) for one in store.subscriptions.all()],
        outbox=status,
    )


@router.get("/langganan/baru")
def draft(view: Seen, asked: Annotated[Draft, Query()]) -> HTMLResponse:
    """Write a subscription, with a preview of what it would have told."""
    return _form(view, asked)


@router.post("/langganan", dependencies=REVIEWER)
def add(view: Seen, asked: Annotated[Draft, Form()]) -> Response:
    """Make a subscription."""
    try:
        wanted = _wanted(view, asked)
    except (PantauError, ValidationError) as error:
        return _form(view, asked, problem=_in_words(view, error))
    one = view.context.store.subscriptions.add(wanted, view.now)
    return RedirectResponse(links.inside("langganan", one.id), 303)


@router.get("/langganan/{identity}")
def one(view: Seen, identity: str) -> HTMLResponse:
    """Show a subscription and what it was told."""
    return _one(view, identity, [])


@router.post("/langganan/{identity}", dependencies=REVIEWER)
def change(
    view: Seen,
    identity: str,
    action: Annotated[Literal["pause", "resume", "remove", "test"], Form()],
) -> Response:
    """Pause, resume or remove a subscription, or try its channels."""
    store, found = view.context.store, _found(view, identity)
    if action == "test":
        results = tried(view.context.settings, found, view.now)
        return _one(view, identity, results)
    if action == "remove":
        if found.configured:
            raise InputError(f"{found.name} stands in the configuration file: remove it there")
        store.subscriptions.remove(found.id)
        return RedirectResponse("/langganan", 303)
    state = SubscriptionState.PAUSED if action == "pause" else SubscriptionState.ACTIVE
    store.subscriptions.put_state(found.id, state, view.now)
    return RedirectResponse(links.inside("langganan", found.id), 303)


def _one(view: View, identity: str, results: Sequence[Tried]) -> HTMLResponse:
    found = _found(view, identity)
    return view.page(
        "subscription.html",
        "subscriptions",
        line=_line(view, found),
        deliveries=view.context.store.outbox.deliveries(found.id, limit=_DELIVERIES),
        results=results,
        masked=masked,
    )


def _form(view: View, asked: Draft, problem: str | None = None) -> HTMLResponse:
    context, found = view.context, None
    try:
        if asked.query is not None:
            zone = context.settings.alerts.zone
            found = preview(
                context.store,
                context.engine,
                asked.query,
                view.now,
                zone,
                retention=context.retention,
            )
    except (QueryError, SearchError) as error:
        problem = problem or _in_words(view, error)
    return view.page(
        "subscription_form.html",
        "subscriptions",
        400 if problem else 200,
        asked=asked,
        found=found,
        problem=problem,
        topics=list(Topic),
        rhythms=list(Rhythm),
        days=list(Weekday),
        provinces=sorted(tile.province for tile in tiles({})),
        kinds=list(words_of("kind")),
    )


def _wanted(view: View, asked: Draft) -> Wanted:
    """Return what a form asks for.

    Raises:
        QueryError: the query is wrong.
        InputError: a target is no address, or not for whoever asks; nothing is to be told.
    """
    query = asked.query
    if query is not None:
        understand(query)
    targets = tuple(dict.fromkeys(checked(line) for line in asked.to.splitlines() if line.strip()))
    if not targets:
        raise InputError(view.locale.say("subscriptions.no_target"))
    if not view.can_manage and any(not _is_plain(target) for target in targets):
        raise InputError(view.locale.say("subscriptions.plain_target"))
    topics = tuple(Topic(name) for name in asked.what) or (Topic.STORIES, Topic.AGREEMENTS)
    if set(topics) == {Topic.CORRECTIONS}:
        raise InputError(view.locale.say("subscriptions.only_corrections"))
    return Wanted(
        name=asked.name.strip()[:120] or query or view.locale.say("subscriptions.everything"),
        query=query,
        form=None if asked.q.strip() else asked.fields,
        to=targets,
        what=topics,
        when=asked.when,
        at=_clock(view, asked.at),
        day=asked.day,
    )


def _is_plain(target: str) -> bool:
    return target.startswith(_PLAIN) and "${" not in target


def _clock(view: View, written: str) -> time:
    hour, _, minute = written.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise InputError(view.locale.say("subscriptions.no_time")) from error


def _line(view: View, one: Subscription) -> Line:
    last = view.context.store.outbox.last_sent(one.id)
    return Line(one, asked_by(one), [masked(target) for target in one.to], last)


def _found(view: View, identity: str) -> Subscription:
    found = view.context.store.subscriptions.find(identity)
    for one in found:
        if one.id == identity:
            return one
    raise NotFoundError(f"no subscription has the id {identity}")


def _in_words(view: View, error: Exception) -> str:
    if isinstance(error, QueryError):
        told = in_words(error, view.locale.language)
        return view.locale.say("search.at_column", problem=told, column=error.column)
    return str(error)

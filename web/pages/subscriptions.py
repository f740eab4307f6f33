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


_FIELDS = ("unit", "province", "partner", "kind", "keyword")


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

    @classmethod
    def of(cls, one: Subscription) -> Draft:
        """Return what a subscription asks for; its channels stay secret."""
        told = one.form or Fields()
        # The form takes one value of each field; what has more is shown as its query.
        is_simple = all(len(getattr(told, name)) <= 1 for name in _FIELDS)
        fields = {name: "".join(getattr(told, name)) for name in _FIELDS} if is_simple else {}
        return cls.model_validate(
            {
                **fields,
                **{name: getattr(one, name) for name in ("name", "when", "day")},
                "q": asked_by(one) if one.query or not is_simple else "",
                "what": list(one.what),
                "at": f"{one.at:%H:%M}",
            }
        )

    @property
    def fields(self) -> Fields | None:
        """What the fields of the form ask for; null where they are empty."""
        told = {
            name: (value.strip(),) for name in _FIELDS if (value := getattr(self, name)).strip()
        }
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


@router.get("/langganan/{identity}/ubah", dependencies=REVIEWER)
def edit(view: Seen, identity: str) -> HTMLResponse:
    """Show a subscription in the form that it was written in."""
    found = _changeable(view, identity)
    return _form(view, Draft.of(found), before=found)


@router.post("/langganan/{identity}/ubah", dependencies=REVIEWER)
def save(view: Seen, identity: str, asked: Annotated[Draft, Form()]) -> Response:
    """Change a subscription; where no channel is given, those that it has stay."""
    before = _changeable(view, identity)
    try:
        wanted = _wanted(view, asked, before.to)
    except (PantauError, ValidationError) as error:
        return _form(view, asked, problem=_in_words(view, error), before=before)
    kept = {name: getattr(before, name) for name in ("days", "zone", "language", "allow_private")}
    view.context.store.subscriptions.change(before, wanted.model_copy(update=kept))
    return RedirectResponse(links.inside("langganan", before.id), 303)


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
        store.subscriptions.remove(_changeable(view, identity).id)
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


def _form(
    view: View, asked: Draft, problem: str | None = None, before: Subscription | None = None
) -> HTMLResponse:
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
        before=before,
        channels=[masked(target) for target in before.to] if before else [],
        found=found,
        problem=problem,
        topics=list(Topic),
        rhythms=list(Rhythm),
        days=list(Weekday),
        provinces=sorted(tile.province for tile in tiles({})),
        kinds=list(words_of("kind")),
    )


def _wanted(view: View, asked: Draft, before: tuple[str, ...] = ()) -> Wanted:
    """Return what a form asks for; where it names no targets, those of ``before``.

    Raises:
        QueryError: the query is wrong.
        InputError: a target is no address, or not for whoever asks; nothing is to be told.
    """
    query = asked.query
    if query is not None:
        understand(query)
    targets = tuple(dict.fromkeys(checked(line) for line in asked.to.splitlines() if line.strip()))
    if not targets and not before:
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
        to=targets or before,
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


def _changeable(view: View, identity: str) -> Subscription:
    found = _found(view, identity)
    if found.configured:
        raise InputError(view.locale.say("subscriptions.in_file", name=found.name))
    return found


def _in_words(view: View, error: Exception) -> str:
    told = in_words(error, view.locale.language)
    if isinstance(error, QueryError):
        return view.locale.say("search.at_column", problem=told, column=error.column)
    return told

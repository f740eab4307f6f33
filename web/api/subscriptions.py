"""``/subscriptions``: who is told of what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Response
from pydantic import AwareDatetime, Field

from alerts.configured import sync
from alerts.forms import query_of
from alerts.preview import Preview, preview
from alerts.wanting import checked_topics, is_plain
from model.accounts import Role, User
from model.alerts import (
    EXPIRY_DAYS,
    Form,
    Language,
    Rhythm,
    Subscription,
    SubscriptionState,
    Topic,
    Wanted,
    Weekday,
)
from model.exceptions import InputError, NotFoundError
from model.records import Record
from model.targets import checked, masked
from search import understood
from web.access.users import Reviewer
from web.api.asking import LONGEST_QUERY, QueryText
from web.context import Context, Web

router = APIRouter(prefix="/subscriptions", tags=["subscriptions"])

Id = Annotated[str, Path(pattern="^l[a-z2-7]{11}$")]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[tuple[Word, ...], Field(max_length=50)]
Hour = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Fields(Record):
    """What is subscribed to, by fields; values of one field are alternatives, fields add up."""

    unit: Words = ()
    province: Words = ()
    partner: Words = ()
    kind: Words = ()
    keyword: Words = ()


class Choice(Record):
    """What somebody chooses, as in ``pantau subscribe add``; a query or a form, not both.

    ``to`` is left out to leave the channels of a subscription that is changed as they are.
    """

    name: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    query: Annotated[str | None, Field(max_length=LONGEST_QUERY)] = None
    form: Fields | None = None
    to: Annotated[tuple[str, ...] | None, Field(min_length=1, max_length=20)] = None
    what: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=len(Topic))] = (
        Topic.STORIES,
        Topic.AGREEMENTS,
    )
    when: Rhythm = Rhythm.NOW
    at: Hour = "07:00"
    day: Weekday = Weekday.SENIN
    days: Annotated[int, Field(ge=1, le=10_000)] = EXPIRY_DAYS
    language: Language = Language.INDONESIAN
    allow_private: bool = False


class SubscriptionRecord(Record):
    """A subscription as it may be shown: what may be secret in a channel is masked."""

    id: str
    name: str
    state: SubscriptionState
    configured: bool
    query: str | None
    form: Form | None
    to: tuple[str, ...]
    what: tuple[Topic, ...]
    when: Rhythm
    at: str
    day: Weekday
    days: int
    zone: str | None
    language: Language
    allow_private: bool
    since: AwareDatetime
    created: AwareDatetime
    last_sent: AwareDatetime | None


class Subscriptions(Record):
    """All subscriptions, the oldest first."""

    subscriptions: tuple[SubscriptionRecord, ...]


class Standing(Record):
    """Whether a subscription is told of anything."""

    state: Literal["active", "paused"]


@router.get("")
def subscriptions(context: Web) -> Subscriptions:
    """List who is told of what."""
    store = context.store
    sync(store, context.settings, context.clock())
    return Subscriptions(
        subscriptions=tuple(_record(context, one) for one in store.subscriptions.all())
    )


@router.get("/preview")
def preview_of(
    context: Web,
    query: QueryText,
    days: Annotated[int, Query(ge=1, le=3_650, description="how far back")] = 90,
) -> Preview:
    """Say what a query would have been told of, and whether that is a flood."""
    return preview(
        context.store,
        context.engine,
        query,
        context.clock(),
        context.settings.alerts.zone,
        days=days,
        retention=context.retention,
    )


@router.post("", status_code=201)
def add(context: Web, choice: Choice, reviewer: Reviewer, response: Response) -> SubscriptionRecord:
    """Make a subscription, which is told what is new from now on."""
    if choice.to is None:
        raise InputError("say where to: to")
    wanted = _wanted(choice, _targets(choice.to, choice, reviewer))
    one = context.store.subscriptions.add(wanted, context.clock())
    response.headers["location"] = f"/api/v1/subscriptions/{one.id}"
    return _record(context, one)


@router.get("/{identity}")
def subscription(context: Web, identity: Id) -> SubscriptionRecord:
    """Return a subscription."""
    return _record(context, _found(context, identity))


@router.put("/{identity}")
def change(context: Web, identity: Id, choice: Choice, reviewer: Reviewer) -> SubscriptionRecord:
    """Let a subscription be as chosen."""
    before = _changeable(context, identity)
    targets = before.to if choice.to is None else _targets(choice.to, choice, reviewer)
    wanted = _wanted(choice, targets)
    context.store.subscriptions.change(before, wanted.model_copy(update={"zone": before.zone}))
    return _record(context, _found(context, identity))


@router.post("/{identity}/state")
def stand(
    context: Web,
    identity: Id,
    standing: Standing,
    reviewer: Reviewer,  # noqa: ARG001
) -> SubscriptionRecord:
    """Pause a subscription, or resume it: it is told what is new from then on."""
    state = SubscriptionState(standing.state)
    _found(context, identity)
    context.store.subscriptions.put_state(identity, state, context.clock())
    return _record(context, _found(context, identity))


@router.delete("/{identity}", status_code=204)
def remove(context: Web, identity: Id, reviewer: Reviewer) -> None:  # noqa: ARG001
    """Remove a subscription, and what it was told."""
    context.store.subscriptions.remove(_changeable(context, identity).id)


def _found(context: Context, identity: str) -> Subscription:
    for one in context.store.subscriptions.find(identity):
        if one.id == identity:
            return one
    raise NotFoundError(f"no subscription has the id {identity}")


def _changeable(context: Context, identity: str) -> Subscription:
    one = _found(context, identity)
    if one.configured:
        raise InputError(f"{one.name} stands in the configuration file: change it there")
    return one


def _targets(given: Iterable[str], choice: Choice, user: User) -> tuple[str, ...]:
    targets = tuple(dict.fromkeys(map(checked, given)))
    plain = all(map(is_plain, targets)) and not choice.allow_private
    if not plain and not user.role.includes(Role.ADMIN):
        raise HTTPException(
            403, "other targets than mailto: and https://, and private ones, are for admins"
        )
    return targets


def _wanted(choice: Choice, targets: tuple[str, ...]) -> Wanted:
    form = Form(**dict(choice.form)) if choice.form else None
    if form is not None and choice.query is not None:
        raise InputError("give query or form, not both")
    query = choice.query if form is None else query_of(form)
    if query is not None:
        understood(query)
    own = choice.model_dump(include={"what", "when", "day", "days", "language", "allow_private"})
    name = (choice.name or query or ", ".join(choice.what)).strip()
    hour = time.fromisoformat(choice.at)
    return checked_topics(
        Wanted(name=name or "*", query=query, form=form, to=targets, at=hour, **own)
    )


def _record(context: Context, one: Subscription) -> SubscriptionRecord:
    own = {name: getattr(one, name) for name in SubscriptionRecord.model_fields if name in _OWN}
    return SubscriptionRecord(
        **own,
        to=tuple(map(masked, one.to)),
        at=f"{one.at:%H:%M}",
        last_sent=context.store.outbox.last_sent(one.id),
    )


_OWN = set(Subscription.model_fields) - {"to", "at"}

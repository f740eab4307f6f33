"""The options of a subscription, and how one is shown."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from alerts.forms import query_of
from model.alerts import Form, Language, Rhythm, Subscription, Topic, Wanted, Weekday
from model.exceptions import InputError, NotFoundError
from model.targets import checked, masked
from model.zones import zone_of
from search import understood

if TYPE_CHECKING:
    from store import Store

P = ParamSpec("P")
R = TypeVar("R")

FORM = tuple(Form.model_fields)


class Clock(click.ParamType[time]):
    """A time of the day, written 07:00 or 7.00."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> time:
        """Read hours and minutes."""
        if isinstance(value, time):
            return value
        hour, _, minute = str(value).replace(".", ":").partition(":")
        try:
            return time(int(hour), int(minute or 0))
        except ValueError:
            self.fail(f"{value!r} is not a time such as 07:00", param, ctx)


class Zone(click.ParamType[str]):
    """A zone: WIB, WITA, WIT or an IANA name."""

    name = "zone"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the IANA name."""
        try:
            return zone_of(str(value)).key
        except ValueError as error:
            self.fail(str(error), param, ctx)


_FIELD_OPTIONS = (
    click.option("--query", help="In the language of pantau search."),
    click.option("--unit", multiple=True, help="Name of a unit (repeatable: any of them)."),
    click.option("--province", multiple=True, help="Province of the agreement (repeatable)."),
    click.option("--partner", multiple=True, help="Name or sort of the partner (repeatable)."),
    click.option("--kind", multiple=True, help="MoU, PKS … (repeatable)."),
    click.option("--keyword", multiple=True, help="Words in title or text (repeatable)."),
)
_WAY_OPTIONS = (
    click.option("--to", multiple=True, help="mailto:…, https://…, tgram://… (repeatable)."),
    click.option(
        "--what",
        multiple=True,
        type=click.Choice([one.value for one in Topic]),
        help="What is told (repeatable; default: stories and agreements, told as one).",
    ),
    click.option(
        "--when",
        type=click.Choice([one.value for one in Rhythm]),
        help="How often (default: now, as it is found).",
    ),
    click.option("--at", type=Clock(), help="Time of daily and weekly digests (default: 07:00)."),
    click.option(
        "--day",
        type=click.Choice([one.value for one in Weekday]),
        help="Day of weekly digests (default: senin).",
    ),
    click.option(
        "--days", type=click.IntRange(1), help="Days before the end of what expires (default: 90)."
    ),
    click.option("--zone", type=Zone(), help="WIB, WITA or WIT (default: alerts.zone)."),
    click.option("--name", help="What it is called (default: its query)."),
    click.option(
        "--language",
        type=click.Choice([one.value for one in Language]),
        help="Of messages (default: id).",
    ),
    click.option(
        "--allow-private/--no-allow-private",
        "to_private",
        default=None,
        help="Whether a webhook may be at a private address.",
    ),
)


def field_options(function: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options that say what is subscribed to."""
    return _with(_FIELD_OPTIONS, function)


def way_options(function: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options that say how it is told."""
    return _with(_WAY_OPTIONS, function)


def _with(options: Iterable[Callable[..., Any]], function: Callable[P, R]) -> Callable[P, R]:
    return functools.reduce(lambda made, option: option(made), reversed(tuple(options)), function)


def chosen(given: dict[str, Any]) -> dict[str, Any]:
    """Return what options say of a subscription, by the names of ``Wanted``; the rest left out.

    Raises:
        UsageError: query and fields are given.
        QueryError: the query is wrong.
        InputError: a target is no address.
    """
    found: dict[str, Any] = {
        name: given[name]
        for name in ("when", "at", "day", "days", "zone", "name", "language")
        if given.get(name) is not None
    }
    if given.get("to_private") is not None:
        found["allow_private"] = given["to_private"]
    if given.get("to"):
        found["to"] = tuple(dict.fromkeys(map(checked, given["to"])))
    if given.get("what"):
        found["what"] = tuple(dict.fromkeys(map(Topic, given["what"])))
    return found | _asked(given)


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    fields = {name: given[name] for name in FORM if given.get(name)}
    query = given.get("query")
    if query is not None and fields:
        raise click.UsageError("Give --query, or fields such as --unit, not both.")
    if fields:
        form = Form(**fields)
        query = query_of(form)
        understood(query)
        return {"form": form, "query": query}
    if query is not None:
        understood(query)
        return {"form": None, "query": query}
    return {}


def find(store: Store, id_or_name: str) -> Subscription:
    """Return the subscription that somebody means by its id or its name.

    Raises:
        NotFoundError: there is none.
        InputError: several have this name.
    """
    found = store.subscriptions.find(id_or_name)
    if not found:
        raise NotFoundError(f"{id_or_name}: no subscription (see pantau subscribe list)")
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise InputError(f"several subscriptions are called {id_or_name}: {ids}")
    return found[0]


def as_object(one: Subscription) -> dict[str, Any]:
    """Return a subscription for programs, without secrets."""
    shown = one.model_dump(mode="json", exclude={"token", "after"})
    return {**shown, "to": [masked(target) for target in one.to], "at": f"{one.at:%H:%M}"}


def rhythm_of(one: Wanted) -> str:
    """Say how often a subscription is told."""
    if one.when is Rhythm.DAILY:
        return f"{one.when} {one.at:%H:%M}"
    if one.when is Rhythm.WEEKLY:
        return f"{one.when} {one.day} {one.at:%H:%M}"
    return one.when


def fields_of(one: Subscription, last_sent: datetime | None) -> list[tuple[str, object]]:
    """Return what is shown of a subscription, as names and values."""
    return [
        ("id", one.id),
        ("name", one.name),
        ("state", f"{one.state}{', configured' if one.configured else ''}"),
        ("query", one.query if one.query is not None else "everything"),
        ("to", tuple(masked(target) for target in one.to)),
        ("what", one.what),
        ("when", rhythm_of(one)),
        ("days", one.days if Topic.EXPIRING in one.what else None),
        ("zone", one.zone),
        ("language", one.language),
        ("allow private", "yes" if one.allow_private else None),
        ("created", one.created),
        ("last sent", last_sent),
    ]

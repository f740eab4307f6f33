"""``pantau subscribe``: who is told of what, how often, and where."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import click

from alerts.backfill import backfill
from alerts.configured import place_of, sync
from alerts.forms import asked_by
from alerts.preview import Preview, preview
from alerts.refusing import refuse_private
from alerts.rounds import links_of
from alerts.wanting import checked_topics
from desk.wording import shown
from model.alerts import Delivery, Subscription, SubscriptionState, Wanted
from model.exceptions import InputError
from model.targets import holds_secret, masked
from pantau.options import App, command_options, now
from pantau.output import note, print_fields, print_json, print_table
from pantau.subscribing import (
    as_object,
    chosen,
    field_options,
    fields_of,
    find,
    rhythm_of,
    way_options,
)
from search import understood
from store import Store

_LATEST = 10


@click.group("subscribe")
def subscribe_command() -> None:
    """Subscribe to stories, agreements, corrections, what expires, and health of sites."""


@subscribe_command.command("add")
@field_options
@way_options
@click.option("--backfill", type=click.IntRange(1), help="Tell what the last DAYS brought, too.")
@command_options
def add_command(app: App, /, *, backfill: int | None, **given: Any) -> int:
    """Make a subscription, which is told what is new from now on."""
    values = chosen(given)
    if "to" not in values:
        raise click.UsageError("Say where to: --to mailto:…, --to https://…")
    values.setdefault("name", values.get("query") or ", ".join(values.get("what", ("semua",))))
    wanted = checked_topics(Wanted(**values))
    refuse_private(wanted, app.settings.alerts, os.environ)
    _warn_of_secrets(wanted)
    with app.store() as store:
        sync(store, app.settings, now())
        one = store.subscriptions.add(wanted, now())
        told = _backfilled(app, store, one, backfill) if backfill else 0
    if app.as_json:
        print_json({**as_object(one), "backfilled": told})
    else:
        click.echo(f"{one.id}: {one.name}, told {rhythm_of(one)}")
        if told:
            click.echo(f"{told} deliveries of before wait to be sent")
        note(f"What it would have been told of: pantau subscribe preview {one.id}")
    return 0


def _backfilled(app: App, store: Store, one: Subscription, days: int) -> int:
    since = now() - timedelta(days=days)
    return backfill(store, one, since, now(), app.settings.alerts.zone)


@subscribe_command.command("list")
@command_options
def list_command(app: App) -> int:
    """List all subscriptions."""
    with app.store() as store:
        sync(store, app.settings, now())
        found = store.subscriptions.all()
    if app.as_json:
        print_json([as_object(one) for one in found])
    elif found:
        _show_all(found)
    else:
        click.echo("No subscription yet: pantau subscribe add --query Q --to URL")
    return 0


def _show_all(found: Sequence[Subscription]) -> None:
    rows = [
        (
            one.id,
            one.name,
            f"{one.state}{' (config)' if one.configured else ''}",
            rhythm_of(one),
            one.what,
            tuple(map(masked, one.to)),
        )
        for one in found
    ]
    print_table(["Id", "Name", "State", "When", "What", "To"], rows)


@subscribe_command.command("show")
@click.argument("id_", metavar="ID")
@command_options
def show_command(app: App, id_: str) -> int:
    """Show a subscription, by its id or name, and what it was told last."""
    with app.store() as store:
        sync(store, app.settings, now())
        one = find(store, id_)
        deliveries = store.outbox.deliveries(one.id, limit=_LATEST)
        last = store.outbox.last_sent(one.id)
    link = links_of(app.settings).unsubscribe(one.token)
    if app.as_json:
        rows = [_delivery_object(row) for row in deliveries]
        print_json({**as_object(one), "last_sent": last, "unsubscribe": link, "deliveries": rows})
        return 0
    print_fields([*fields_of(one, last), ("unsubscribe", link)])
    if deliveries:
        print_table(
            ["Delivery", "Event", "State", "Attempts", "Due", "Sent", "Error"],
            [
                (row.id, row.event, row.state, row.attempts, row.due, row.sent, row.error)
                for row in deliveries
            ],
        )
    return 0


def _delivery_object(row: Delivery) -> dict[str, Any]:
    return {**row.model_dump(mode="json", exclude={"told"}), "channel": masked(row.channel)}


@subscribe_command.command("edit")
@click.argument("id_", metavar="ID")
@field_options
@way_options
@command_options
def edit_command(app: App, /, id_: str, **given: Any) -> int:
    """Change what is given of a subscription; what waits for a --to that is gone goes to the new.

    The rest stays. One that is configured is changed in the configuration file.
    """
    values = chosen(given)
    if not values:
        raise click.UsageError("Say what to change: --query, --to, --when …")
    with app.store() as store:
        sync(store, app.settings, now())
        one = find(store, id_)
        _refuse_configured(app, one)
        kept = {name: getattr(one, name) for name in Wanted.model_fields}
        wanted = checked_topics(Wanted(**(kept | values)))
        refuse_private(wanted, app.settings.alerts, os.environ)
        _warn_of_secrets(wanted)
        store.subscriptions.change(one, wanted)
        changed = find(store, one.id)
    _tell(app, changed, "changed")
    return 0


@subscribe_command.command("pause")
@click.argument("id_", metavar="ID")
@command_options
def pause_command(app: App, id_: str) -> int:
    """Tell a subscription nothing until it is resumed; what comes meanwhile is not told later."""
    return _put_state(app, id_, SubscriptionState.PAUSED)


@subscribe_command.command("resume")
@click.argument("id_", metavar="ID")
@command_options
def resume_command(app: App, id_: str) -> int:
    """Tell a subscription that was paused, or ended by its link, what is new from now on."""
    return _put_state(app, id_, SubscriptionState.ACTIVE)


def _put_state(app: App, id_: str, state: SubscriptionState) -> int:
    with app.store() as store:
        sync(store, app.settings, now())
        one = find(store, id_)
        store.subscriptions.put_state(one.id, state, now())
        changed = find(store, one.id)
    _tell(app, changed, state)
    return 0


@subscribe_command.command("remove")
@click.argument("id_", metavar="ID")
@command_options
def remove_command(app: App, id_: str) -> int:
    """Remove a subscription, and all that waits for it."""
    with app.store() as store:
        sync(store, app.settings, now())
        one = find(store, id_)
        _refuse_configured(app, one)
        store.subscriptions.remove(one.id)
    _tell(app, one, "removed")
    return 0


@subscribe_command.command("preview")
@click.argument("id_", metavar="[ID]", required=False)
@field_options
@command_options
def preview_command(app: App, /, id_: str | None, **given: Any) -> int:
    """Say what a subscription, or a query, would have been told of in the last 90 days."""
    values = chosen(given)
    if (id_ is None) == (not values):
        raise click.UsageError("Give the ID of a subscription, or --query or fields.")
    with app.store() as store, app.engine() as engine:
        sync(store, app.settings, now())
        query = values["query"] if id_ is None else asked_by(find(store, id_))
        understood(query)
        zone = app.settings.alerts.zone
        found = preview(store, engine, query, now(), zone, retention=app.retention)
    if app.as_json:
        print_json(found)
    else:
        _show_preview(found)
    return 0


def _show_preview(found: Preview) -> None:
    busiest = f", at most {found.most} ({shown(found.busiest)})" if found.busiest else ""
    click.echo(f"{found.query}")
    click.echo(
        f"{found.total} stories in the last {found.days} days, {found.per_day:g} a day{busiest}"
    )
    if found.covered < found.days:
        click.echo(f"The store knows of {found.covered} of these days only.")
    for one in found.samples:
        click.echo(f"  {one.id} · {shown(one.published)} · {one.title}")
    if found.flood:
        note("That is a flood: narrow the query, or have it told daily or weekly.")
    elif not found.total:
        note("It found nothing: is it too narrow?")


def _warn_of_secrets(wanted: Wanted) -> None:
    for target in wanted.to:
        if holds_secret(target):
            note(
                f"pantau: {masked(target)} seems to hold a secret, which is kept in the store as it"
                " is. Better put it into a variable: --to 'scheme://${NAME}/…'"
            )


def _refuse_configured(app: App, one: Subscription) -> None:
    if one.configured:
        where = place_of(app.configuration, one.name)
        raise InputError(f"{one.name} stands in the configuration ({where}): change it there")


def _tell(app: App, one: Subscription, what: str) -> None:
    if app.as_json:
        print_json(as_object(one))
    else:
        click.echo(f"{one.id} ({one.name}): {what}")

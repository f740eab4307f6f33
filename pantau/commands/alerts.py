"""``pantau alerts``: tell what is new, and see what was sent."""

from __future__ import annotations

import os
from typing import Any

import click

from alerts.configured import sync
from alerts.sample import sample_digest
from alerts.sending import Digest, Opener
from model.alerts import Delivery, DeliveryState, Subscription, SubscriptionState
from model.exceptions import DeliveryError, InputError, NotFoundError
from model.targets import checked, filled, masked, scrubbed
from pantau.delivering import channels, exit_code, send_round
from pantau.options import App, command_options, now
from pantau.output import print_fields, print_json, print_table
from store import OutboxStatus, Store

_PROBLEMS = 10


@click.group("alerts")
def alerts_command() -> None:
    """Tell subscriptions what is new, and see what was sent."""


@alerts_command.command("run")
@click.option(
    "--now", "everything", is_flag=True, help="Send digests before their hour, in quiet hours too."
)
@command_options
def run_command(app: App, *, everything: bool) -> int:
    """Match what is new, and send what is due, once.

    Ends with 1 where nothing could be sent of what should have been.
    """
    with app.store() as store:
        done = send_round(app, store, everything=everything)
    if app.as_json:
        print_json(done)
    else:
        click.echo(
            f"{done.new} new, {done.sent} sent, {done.failed} failed and tried again,"
            f" {done.dead} dead"
        )
    return exit_code(done)


@alerts_command.command("status")
@command_options
def status_command(app: App) -> int:
    """Count deliveries by state, and show the latest that failed."""
    with app.store() as store:
        sync(store, app.settings, now())
        status = store.outbox.status()
        subscriptions = store.subscriptions.all()
        states = [DeliveryState.FAILED, DeliveryState.DEAD]
        problems = store.outbox.deliveries(states=states, limit=_PROBLEMS)
    if app.as_json:
        print_json(_status_object(status, subscriptions, problems))
    else:
        _show_status(status, subscriptions, problems)
    return 0


def _status_object(
    status: OutboxStatus, subscriptions: list[Subscription], problems: list[Delivery]
) -> dict[str, Any]:
    return {
        "deliveries": {state.value: count for state, count in status.counts.items()},
        "oldest_pending": status.oldest,
        "next_due": status.next_due,
        "subscriptions": _by_state(subscriptions),
        "problems": [
            {**row.model_dump(mode="json", exclude={"told"}), "channel": masked(row.channel)}
            for row in problems
        ],
    }


def _by_state(subscriptions: list[Subscription]) -> dict[str, int]:
    return {
        state.value: sum(one.state is state for one in subscriptions) for state in SubscriptionState
    }


def _show_status(
    status: OutboxStatus, subscriptions: list[Subscription], problems: list[Delivery]
) -> None:
    print_fields(
        [
            *((state.value, count) for state, count in status.counts.items()),
            ("oldest pending", status.oldest),
            ("next due", status.next_due),
            *((f"{name} subs", count) for name, count in _by_state(subscriptions).items()),
        ]
    )
    if problems:
        print_table(
            ["Delivery", "Subscription", "To", "State", "Attempts", "Next", "Error"],
            [
                (
                    row.id,
                    row.subscription,
                    masked(row.channel),
                    row.state,
                    row.attempts,
                    row.due if row.state is DeliveryState.FAILED else None,
                    row.error,
                )
                for row in problems
            ],
        )


@alerts_command.command("retry")
@click.argument("id_", metavar="[ID]", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="All that failed or is dead.")
@command_options
def retry_command(app: App, id_: int | None, *, everything: bool) -> int:
    """Let a delivery that failed or is dead, with those of its message, be tried again at once."""
    if (id_ is None) == (not everything):
        raise click.UsageError("Give the ID of a delivery (see pantau alerts status), or --all.")
    with app.store() as store:
        count = store.outbox.retry(now(), id_)
    if id_ is not None and not count:
        raise NotFoundError(f"{id_}: no delivery that failed or is dead")
    if app.as_json:
        print_json({"retried": count})
    else:
        click.echo(f"{count} deliveries are tried again at the next pantau alerts run")
    return 0


@alerts_command.command("test")
@click.argument("target", metavar="TARGET|SUBSCRIPTION")
@click.option("--allow-private", "to_private", is_flag=True, help="The address may be private.")
@command_options
def test_command(app: App, target: str, *, to_private: bool) -> int:
    """Send a test message to an address, or to all channels of a subscription."""
    with app.store() as store:
        sync(store, app.settings, now())
        one = _subscription(store, target)
    digest = sample_digest(now(), app.settings.alerts.zone, one)
    targets = one.to if one else (checked(target),)
    allow = to_private or (one is not None and one.allow_private)
    with channels(app.settings) as opener:
        results = [_tried(opener, own, digest, allow_private=allow) for own in targets]
    if app.as_json:
        print_json(results)
    else:
        for result in results:
            click.echo(f"{result['to']}: {result['error'] or 'taken'}")
    return 1 if all(result["error"] for result in results) else 0


def _subscription(store: Store, target: str) -> Subscription | None:
    found = store.subscriptions.find(target)
    if len(found) > 1:
        raise InputError(f"several subscriptions are called {target}: give an id")
    return found[0] if found else None


def _tried(opener: Opener, target: str, digest: Digest, *, allow_private: bool) -> dict[str, Any]:
    error = None
    try:
        receipt = opener(filled(target, os.environ), allow_private=allow_private).send(digest)
        ids = list(receipt.ids)
    except (DeliveryError, InputError) as problem:
        error, ids = scrubbed(str(problem), target, os.environ), []
    return {"to": masked(target), "error": error, "ids": ids}

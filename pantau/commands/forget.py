"""``pantau forget``: a story out of store, index, archive and queue, for good."""

from __future__ import annotations

import sys

import click

from model.audit import Act
from model.exceptions import NotFoundError
from pantau.forgetting import forget
from pantau.options import App, command_options, now
from pantau.output import note, print_json, print_table
from pantau.people import by_option, person
from store import Erased, Erasure, Store, Tombstone


@click.command("forget")
@click.argument("what", metavar="[ID|URL]", required=False)
@click.option("--reason", help="Why, for those who come after.")
@by_option("asks for it")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--list", "listed", is_flag=True, help="List what was forgotten.")
@command_options
def forget_command(
    app: App, *, what: str | None, reason: str | None, by: str | None, yes: bool, listed: bool
) -> int:
    """Forget a story, or what is known of an address; it never comes back. This cannot be undone.

    Store, index, archive, queue and outbox keep nothing of it; it is told to whom it had been sent.
    Of each page stays a hash of its address, with the reason: no crawl, import or restore keeps it
    again.
    """
    with app.store() as store:
        if listed:
            _show_tombstones(app, store.erasing.tombstones())
            return 0
        if what is None:
            raise click.UsageError("Say what to forget: an id, or an address.")
        why = asked(reason, by)
        if not yes:
            _confirm(store, what)
        _show(app, what, forget(app, store, what, why, Act.FORGET))
    return 0


def asked(reason: str | None, by: str | None) -> Erasure:
    """Return why something is to be forgotten, as of now.

    Raises:
        UsageError: nothing says why, or who asks for it.
    """
    if reason is None or not reason.strip():
        raise click.UsageError("Say why: --reason TEXT.")
    return Erasure(reason.strip(), person(by), now())


def _confirm(store: Store, what: str) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("What is forgotten does not come back: say --yes.")
    found = store.story(what)
    if found is not None:
        articles, agreements = len(found.articles), len(found.agreements)
        note(f"{found.title}\n{articles} articles, {agreements} agreements")
    elif "://" not in what:
        raise NotFoundError(f"{what}: no story has this id (see pantau stories)")
    click.confirm("Forget it for good?", abort=True, err=True)


def _show(app: App, what: str, erased: Erased) -> None:
    if app.as_json:
        print_json(erased)
        return
    click.echo(
        f"{erased.story or what} forgotten: {erased.pages} pages,"
        f" {len(erased.agreements)} agreements"
    )
    if erased.sent:
        note("It had been sent, and is still there:")
        rows = [(sending.to, sending.subscription, sending.at) for sending in erased.sent]
        print_table(["To", "Subscription", "Sent"], rows)
    else:
        note("It had not been sent to anybody.")


def _show_tombstones(app: App, tombs: list[Tombstone]) -> None:
    if app.as_json:
        print_json(tombs)
        return
    rows = [(tomb.at, tomb.by, tomb.reason, tomb.story, tomb.address[:12]) for tomb in tombs]
    print_table(["At", "By", "Reason", "Story", "Address (hash)"], rows)

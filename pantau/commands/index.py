"""``pantau index``: the search index, derived from the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import click

from pantau.indexing import progress
from pantau.options import App, command_options
from pantau.output import note, print_fields, print_json, print_table
from search import IndexStatus, Refusal, Verified, index_status, rebuild, retry, sync, verify

#: Ids of one sort named to people; ``--json`` names more.
_NAMED = 10


@click.group("index")
def index_command() -> None:
    """Look at the search index, bring it up to date, check it, or make it anew."""


@index_command.command("status")
@command_options
def status_command(app: App) -> int:
    """Say where the index is, what it holds and lacks; exit code 1 where something is wrong."""
    with app.store() as store, app.engine() as engine:
        status = index_status(store, engine)
    if app.as_json:
        print_json(status)
    else:
        _show_status(status)
    return int(status.problem is not None)


@index_command.command("sync")
@click.option("--retry", "again", is_flag=True, help="Try what the engine refused once more.")
@command_options
def sync_command(app: App, *, again: bool) -> int:
    """Index what the store holds and the index does not yet."""
    return _change(app, retry if again else sync)


@index_command.command("rebuild")
@click.option("--keep-old", is_flag=True, help="Leave the old index beside the new one.")
@command_options
def rebuild_command(app: App, *, keep_old: bool) -> int:
    """Make a new index of everything in the store, and put it in place of the old one.

    Until then the old one answers, and takes what is saved meanwhile.
    """
    return _change(app, partial(rebuild, keep_old=keep_old))


@index_command.command("verify")
@click.option("--content", is_flag=True, help="Compare all that is written, not only versions.")
@command_options
def verify_command(app: App, *, content: bool) -> int:
    """Compare the index with the store and mend it; exit code 1 where that did not help."""
    with app.store() as store, app.engine() as engine:
        verified = verify(store, engine, app.retention, content=content)
    if app.as_json:
        print_json(verified)
    else:
        _show_verified(verified)
    return int(not verified.mended)


def _change(app: App, change: Callable[..., int]) -> int:
    with app.store() as store, app.engine() as engine:
        count = change(store, engine, app.retention, progress())
        status = index_status(store, engine)
    if app.as_json:
        print_json({"indexed": count, "waiting": status.waiting, "set_aside": status.set_aside})
    else:
        _show_refused(status.set_aside)
        click.echo(f"{count} stories indexed")
    return 0


def _show_status(status: IndexStatus) -> None:
    fields = [
        ("engine", status.engine),
        ("index in use", status.build),
        ("all indexes", status.builds),
        ("stories", status.stories),
        ("agreements", status.agreements),
        ("waiting", status.waiting),
    ]
    print_fields(fields, indent="")
    _show_refused(status.set_aside)
    if status.problem:
        note(status.problem)


def _show_refused(refused: tuple[Refusal, ...]) -> None:
    if refused:
        rows = [(one.id, one.reason) for one in refused[:_NAMED]]
        print_table(["Refused", "Because"], rows)
        note(f"The engine refuses {len(refused)} stories; after mending: pantau index sync --retry")


def _show_verified(verified: Verified) -> None:
    wrong = (
        ("missing", verified.missing_count, verified.missing),
        ("in another version", verified.stale_count, verified.stale),
        ("with other content", verified.altered_count, verified.altered),
        ("no longer in the store", verified.extra_count, verified.extra),
    )
    for what, count, ids in wrong:
        if count:
            more = " …" if count > _NAMED else ""
            click.echo(f"{count} {what}: {' '.join(ids[:_NAMED])}{more}")
    held = f"{verified.stories} stories and {verified.agreements} agreements"
    if not any(count for _, count, _ in wrong):
        click.echo(f"The index holds what the store does: {held}")
    elif verified.mended:
        click.echo(f"Mended: the index now holds {held}, as the store does")
    else:
        note("The index still differs from the store: run pantau index rebuild")
    if verified.set_aside:
        note(f"{verified.set_aside} stories are refused by the engine: pantau index status")

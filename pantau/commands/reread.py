"""``pantau reread``: today's readers over archived pages, and what they change."""

from __future__ import annotations

import sys
import tempfile
import time as clock
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import click

from desk.wording import shown
from model.exceptions import NotFoundError
from model.records import JAKARTA
from model.urls import site_of
from pantau.indexing import follow
from pantau.options import App, Day, command_options
from pantau.output import note, print_fields, print_json, print_table
from pantau.rereading import PageChange, Pile, Rereading, reread, save
from pipelines.workers import Workers
from store import Capture, Store

#: Seconds between two lines about work that goes on.
_QUIET = 5.0
_WIDTH = 200


@click.command("reread")
@click.argument("ids", nargs=-1)
@click.option("--since", type=Day(), help="Only what was published from this day on.")
@click.option("--site", metavar="SITE", help="Only pages of this site.")
@click.option("--save/--no-save", "saves", default=None, help="Save without asking, or never.")
@command_options
def reread_command(
    app: App, ids: tuple[str, ...], *, since: date | None, site: str | None, saves: bool | None
) -> int:
    """Read archived pages again with today's readers, and show what that changes.

    IDS are stories, agreements or addresses; without them, all pages. Nothing is saved but with
    --save, or when you say so.
    """
    crawl = app.settings.crawl
    with (
        app.store() as store,
        Workers(crawl.workers, crawl.page_seconds, app.model) as workers,
        tempfile.TemporaryFile("w+", encoding="utf-8") as file,
    ):
        pile = Pile(file)
        store.archive.mend()
        captures = _chosen(store, ids, since, site)
        result = Rereading(model=app.model.version, not_archived=store.archive.missing())
        tell = _progress(len(captures), "read")
        for one in reread(store, captures, workers):
            change = result.note(one)
            if change is not None and not app.as_json:
                _show_change(change)
            if one.is_other:
                pile.put(one)
            tell(result.read)
        if not app.as_json:
            _show(result)
        if pile.count and _is_wanted(app, pile.count, saves=saves):
            _save(store, pile, result)
            follow(app, store)
    _tell_end(app, result, pile.count)
    return int(0 < result.read == len(result.failed))


def _chosen(
    store: Store, ids: Sequence[str], since: date | None, site: str | None
) -> list[Capture]:
    for name in ids:
        if not store.archive.is_known(name):
            raise NotFoundError(f"{name}: no story, agreement or page has this id or address")
    return store.archive.captures(
        ids or None,
        datetime.combine(since, time(), JAKARTA) if since else None,
        site_of(site if "://" in site else f"https://{site}") if site else None,
    )


def _is_wanted(app: App, count: int, *, saves: bool | None) -> bool:
    if saves is not None or app.as_json or not sys.stdin.isatty():
        return bool(saves)
    return click.confirm(f"Save these {count} readings?", err=True)


def _save(store: Store, pile: Pile, result: Rereading) -> None:
    tell = _progress(pile.count, "saved")
    result.saved = 0
    for is_saved in save(store, pile.all()):
        result.saved += is_saved
        result.overtaken += not is_saved
        tell(result.saved)


def _progress(count: int, done: str) -> Callable[[int], None]:
    told = clock.monotonic()

    def tell(number: int) -> None:
        nonlocal told
        if clock.monotonic() - told >= _QUIET:
            note(f"  {number} of {count} pages {done}")
            told = clock.monotonic()

    return tell


def _show_change(change: PageChange) -> None:
    click.secho(f"\n{change.story or 'in no story'}  {change.url}", bold=True)
    for told in change.differences:
        detail = f" ({told.detail})" if told.detail else ""
        click.echo(f"  {told.field}: {_short(told.before)} → {_short(told.after)}{detail}")


def _show(result: Rereading) -> None:
    click.echo("")
    for failed in result.failed:
        note(f"{failed.url}: {failed.error}")
    print_fields(
        [
            ("pages read", str(result.read)),
            ("changed", str(result.changed)),
            ("judged anew", f"{result.judged}, with the same label and the same fields"),
            ("the same", str(result.same)),
            ("failed", len(result.failed) or None),
            ("not archived", result.not_archived or None),
            ("judge's model", result.model),
        ],
        indent="",
    )
    rows = [*sorted(result.labels.items()), *sorted(result.fields.items())]
    if rows:
        print_table(["What changes", "Pages"], rows)


def _tell_end(app: App, result: Rereading, count: int) -> None:
    if app.as_json:
        print_json(result)
    elif result.saved is not None:
        left = f"; {result.overtaken} had changed meanwhile" if result.overtaken else ""
        click.echo(f"{result.saved} readings saved{left}")
    elif count:
        note("Nothing was saved: --save does it.")


def _short(value: object) -> str:
    if value is None or value == []:
        return "nothing"
    text = _named(value)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"


def _named(value: object) -> str:
    """A value of JSON in few words: records by their names and kinds."""
    if isinstance(value, list):
        return "; ".join(map(_named, value))
    if isinstance(value, dict):
        told = [part for part in value.values() if isinstance(part, str)]
        return f"{told[0]} ({', '.join(told[1:])})" if len(told) > 1 else ", ".join(told)
    return shown(value)

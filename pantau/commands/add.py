"""``pantau add`` and ``pantau import``: pages found elsewhere, through the same chain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import click

from model.exceptions import InputError
from model.records import Page, Reading
from pantau import jsonl
from pantau.indexing import follow
from pantau.intake import GivenPages, Intake, take_in, with_chrome
from pantau.options import App, allow_private_option, command_options, now
from pantau.output import note, print_json, print_table
from pantau.sources import from_web
from pipelines.workers import Workers

#: Pages listed one by one for people; more are only counted.
_LISTED = 20


@click.command("add")
@click.argument("urls", nargs=-1, required=True)
@allow_private_option
@command_options
def add_command(app: App, urls: tuple[str, ...]) -> int:
    """Fetch pages by their address, and keep those that tell of a partnership."""
    wrong = [url for url in urls if not url.startswith(("http://", "https://"))]
    if wrong:
        raise InputError(f"{wrong[0]}: give web addresses; for files there is pantau import")
    return _take_in(app, from_web(app.settings, urls))


@click.command("import")
@click.argument("file", type=click.File("rb"))
@command_options
def import_command(app: App, file: BinaryIO) -> int:
    """Read pages from JSON lines (url, html or text) and keep those that tell of a partnership.

    FILE "-" is standard input. Importing the same file again changes nothing.
    """
    return _take_in(app, jsonl.pages(iter(file.readline, b"")))


def _take_in(app: App, pages: Iterable[Page | Reading]) -> int:
    crawl = app.settings.crawl
    given = GivenPages()
    archives = app.settings.archive.enabled
    with app.store() as store, Workers(crawl.workers, crawl.page_seconds, app.model) as workers:
        readings = workers.process_all(given.noted(with_chrome(store, pages)))
        intake = take_in(store, readings, now(), given, archives=archives)
        follow(app, store)
    if app.as_json:
        print_json(intake)
    else:
        _show(intake)
    return int(intake.nothing_done)


def _show(intake: Intake) -> None:
    if intake.given <= _LISTED:
        rows = [(page.url, page.outcome, page.story) for page in intake.pages]
        print_table(["Page", "Outcome", "Story"], rows)
    for page in intake.pages:
        if page.error:
            note(f"{page.url or 'line'}: {page.error}")
    dropped = "".join(f"\n{count:>7}  {name}" for name, count in intake.dropped.items())
    click.echo(
        f"{intake.given} pages: {intake.kept} kept, {intake.candidates} candidates, "
        f"{sum(intake.dropped.values())} dropped{dropped}"
    )
    click.echo(f"New in the store: {intake.stories} stories, {intake.agreements} agreements")

"""``pantau add`` and ``pantau import``: pages found elsewhere, through the same chain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from desk.adding import fetched, take
from desk.intake import Intake, Verdict
from desk.pasted import LONGEST, addresses_in
from model.exceptions import InputError
from model.records import Page, Reading
from pantau import jsonl
from pantau.indexing import follow
from pantau.options import App, allow_private_option, command_options, now
from pantau.output import note, print_json, print_table

#: Stands for what is pasted into standard input.
STDIN = "-"
_SAID = {
    Verdict.NEW: "new",
    Verdict.KNOWN: "known",
    Verdict.NOT_A_PARTNERSHIP: "no partnership",
    Verdict.FAILED: "failed",
}
#: Pages listed one by one for people; more are only counted.
_LISTED = 20


@click.command("add")
@click.argument("urls", nargs=-1, required=True)
@allow_private_option
@command_options
def add_command(app: App, urls: tuple[str, ...]) -> int:
    """Fetch pages by their address, and keep those that tell of a partnership.

    "-" is standard input: a message as it was pasted, of which every address is fetched.
    """
    wrong = [url for url in urls if url != STDIN and not url.startswith(("http://", "https://"))]
    if wrong:
        raise InputError(f"{wrong[0]}: give web addresses; for files there is pantau import")
    addresses = [one for url in urls for one in (_pasted() if url == STDIN else (url,))]
    if not addresses:
        raise InputError("no web address was found in what was given")
    return _take_in(app, fetched(app.settings, list(dict.fromkeys(addresses))))


def _pasted() -> list[str]:
    # A character takes four bytes at most.
    return addresses_in(sys.stdin.buffer.read(4 * LONGEST).decode("utf-8", "replace"))


@click.command("import")
@click.argument("file", type=click.File("rb"))
@command_options
def import_command(app: App, file: BinaryIO) -> int:
    """Read pages from JSON lines (url, html or text) and keep those that tell of a partnership.

    FILE "-" is standard input. Importing the same file again changes nothing.
    """
    return _take_in(app, jsonl.pages(iter(file.readline, b"")))


def _take_in(app: App, pages: Iterator[Page | Reading]) -> int:
    with app.store() as store:
        intake = take(app.settings, store, app.model, pages, now)
        follow(app, store)
    if app.as_json:
        print_json(intake)
    else:
        _show(intake)
    return int(intake.nothing_done)


def _show(intake: Intake) -> None:
    if intake.given <= _LISTED:
        rows = [(page.url, _SAID[page.verdict], page.outcome, page.story) for page in intake.pages]
        print_table(["Page", "Is", "Outcome", "Story"], rows)
    for page in intake.pages:
        if page.error:
            note(f"{page.url or 'line'}: {page.error}")
    dropped = "".join(f"\n{count:>7}  {name}" for name, count in intake.dropped.items())
    click.echo(
        f"{intake.given} pages: {intake.kept} kept, {intake.candidates} candidates, "
        f"{sum(intake.dropped.values())} dropped{dropped}"
    )
    click.echo(f"New in the store: {intake.stories} stories, {intake.agreements} agreements")

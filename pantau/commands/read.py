"""``pantau read``: show what Pantau reads from pages, without storing anything."""

from __future__ import annotations

import sys

import click

from pantau import jsonl
from pantau.options import App, allow_private_option, command_options
from pantau.output import print_json, print_line
from pantau.show import show_reading
from pantau.sources import from_anywhere
from pipelines.workers import Workers


@click.command("read")
@click.argument("sources", nargs=-1)
@click.option(
    "--jsonl",
    "as_jsonl",
    is_flag=True,
    help="Read JSON lines on standard input (url, html or text); write one line for each.",
)
@allow_private_option
@command_options
def read_command(app: App, sources: tuple[str, ...], *, as_jsonl: bool) -> int:
    """Read HTML files, .txt files or web addresses; show article, judgement and agreements."""
    if as_jsonl == bool(sources):
        raise click.UsageError("Give sources to read, or --jsonl with lines on standard input.")
    crawl = app.settings.crawl
    with Workers(crawl.workers, crawl.page_seconds, app.model) as workers:
        if as_jsonl:
            # readline gives a line as it arrives, without waiting for a full buffer.
            lines = iter(sys.stdin.buffer.readline, b"")
            for reading in workers.process_all(jsonl.pages(lines)):
                print_line(reading)
            return 0
        readings = list(workers.process_all(from_anywhere(app.settings, sources)))
    if app.as_json:
        print_json(readings)
    else:
        for reading in readings:
            show_reading(reading)
    return int(all(reading.error for reading in readings))

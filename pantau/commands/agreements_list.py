"""``pantau agreements list``: the register, on screen or as a spreadsheet."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from desk import register
from desk.sites import other_outlets
from model.records import JAKARTA, KeptAgreement
from pantau.options import App, command_options, now
from pantau.output import note, print_json, to_json
from pantau.show import show_agreements
from search import matching_agreements

Format = Literal["table", "json", "csv", "xlsx"]


@click.command("list")
@click.option("--query", help="Only agreements that this query finds (see pantau search).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "xlsx"]),
    help="How they are written (default: table, or what the name of --output says).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write to this file.",
)
@command_options
def list_command(app: App, *, query: str | None, form: Format | None, output: Path | None) -> int:
    """List the agreements that stories tell of, latest signing first."""
    with app.store() as store:
        if query is None:
            agreements = store.agreements()
        else:
            with app.engine() as engine:
                agreements = matching_agreements(store, engine, query, app.retention)
        other = other_outlets(app.settings, store)
        form = form or _form(app, output)
        if form == "table" and output is not None:
            raise click.UsageError("--output needs --format json, csv or xlsx.")
    if form == "table":
        show_agreements(agreements)
    elif form == "json" and output is None:
        print_json(agreements)
    else:
        _write(_content(form, agreements, now(), other), form, output)
        if output is not None:
            note(f"{output}: {len(agreements)} agreements")
    return 0


def _form(app: App, output: Path | None) -> Format:
    if app.as_json:
        return "json"
    suffix = output.suffix.lower() if output else ""
    endings: dict[str, Format] = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}
    return endings.get(suffix, "table")


def _content(
    form: Format, agreements: list[KeptAgreement], moment: datetime, other: frozenset[str]
) -> bytes:
    if form == "json":
        return to_json(agreements).encode() + b"\n"
    today = moment.astimezone(JAKARTA).date()
    rows = register.rows(agreements, today, other_outlets=other)
    return register.csv_file(rows) if form == "csv" else register.xlsx_file(rows)


def _write(content: bytes, form: Format, output: Path | None) -> None:
    if output is not None:
        # Excel takes a file for UTF-8 only when it begins with a byte order mark.
        output.write_bytes(b"\xef\xbb\xbf" + content if form == "csv" else content)
        return
    stream = sys.stdout.buffer
    if form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet is no text: give --output FILE.xlsx.")
    stream.write(content)
    stream.flush()

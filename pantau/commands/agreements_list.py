"""``pantau agreements list``: the register, on screen or as a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from pathlib import Path
from textwrap import indent
from typing import Literal

import click

from desk.leaving import register_to_leave
from desk.register_parts import BYTE_ORDER_MARK, csv_parts, parts_of, workbook_parts
from desk.sites import other_outlets
from model.audit import Act, Deed
from model.records import JAKARTA, KeptAgreement
from pantau.options import App, command_options, now, user_name
from pantau.output import note, to_json
from pantau.show import show_agreements
from search import agreement_ids
from store import Store

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
    form = form or _form(app, output)
    if form == "table" and output is not None:
        raise click.UsageError("--output needs --format json, csv or xlsx.")
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet is no text: give --output FILE.xlsx.")
    with app.store() as store:
        parts = _Counted(parts_of(store, _ids(app, store, query)))
        if form == "table":
            show_agreements(one for part in parts for one in part)
        else:
            other = other_outlets(app.settings, store)
            leaves = output is not None or form in {"csv", "xlsx"}
            told = _leaving(store, form, query, parts) if leaves else parts
            _write(_content(form, told, now(), other), form, output)
    if output is not None:
        note(f"{output}: {parts.count} agreements")
    return 0


class _Counted:
    """Parts of the register, and how many agreements there were in them."""

    def __init__(self, parts: Iterable[Sequence[KeptAgreement]]) -> None:
        self._parts, self.count = parts, 0

    def __iter__(self) -> Iterator[Sequence[KeptAgreement]]:
        for part in self._parts:
            self.count += len(part)
            yield part


def _leaving(
    store: Store, form: Format, query: str | None, parts: Iterable[Sequence[KeptAgreement]]
) -> Iterator[Sequence[KeptAgreement]]:
    """Log that the register leaves; return its parts as they may."""
    detail = {"format": form, "query": query}
    deed = Deed(act=Act.EXPORT, by=user_name(), at=now(), subject="register", detail=detail)
    store.audit.write(deed)
    return (register_to_leave(store, part) for part in parts)


def _ids(app: App, store: Store, query: str | None) -> Set[str] | None:
    if query is None:
        return None
    with app.engine() as engine:
        return agreement_ids(store, engine, query, app.retention)


def _form(app: App, output: Path | None) -> Format:
    if app.as_json:
        return "json"
    suffix = output.suffix.lower() if output else ""
    endings: dict[str, Format] = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}
    return endings.get(suffix, "table")


def _content(
    form: Format, parts: Iterable[Sequence[KeptAgreement]], moment: datetime, other: frozenset[str]
) -> Iterator[bytes]:
    today = moment.astimezone(JAKARTA).date()
    if form == "csv":
        return csv_parts(parts, today, other)
    return workbook_parts(parts, today, other) if form == "xlsx" else _json_parts(parts)


def _json_parts(parts: Iterable[Sequence[KeptAgreement]]) -> Iterator[bytes]:
    """Write a list as :func:`pantau.output.to_json` does, as it is read."""
    before = "[\n"
    for one in (one for part in parts for one in part):
        yield (before + indent(to_json(one), "  ")).encode()
        before = ",\n"
    yield b"[]\n" if before.startswith("[") else b"\n]\n"


def _write(content: Iterable[bytes], form: Format, output: Path | None) -> None:
    if output is None:
        for part in content:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    with output.open("wb") as file:
        if form == "csv":
            file.write(BYTE_ORDER_MARK)
        file.writelines(content)

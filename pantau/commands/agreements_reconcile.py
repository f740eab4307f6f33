"""``pantau agreements reconcile``: documents and news, side by side."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import click

from desk.reconciling import Reconciliation, Side, Wanted, reconcile
from desk.reconciling import settle as decide
from desk.reconciling_file import exported, facts, sides, workbook
from desk.reconciling_leaving import as_it_leaves
from desk.units import find
from model.exceptions import InputError
from model.values import FIELDS
from pantau.indexing import follow
from pantau.options import App, Day, command_options, now
from pantau.output import note, print_json, print_table, to_json
from pantau.people import by_option, person
from pipelines.text.regions import region_named
from store import Choice

Format = Literal["table", "json", "xlsx"]
_TITLES = {
    Side.DOCUMENT: "Document, no news",
    Side.NEWS: "News, no document",
    Side.BOTH: "Both",
    Side.DIFFERENT: "Both, and different",
}
_COLUMNS = ("Id", "Day", "Kind", "Units", "Partners", "Title", "Number", "File", "News")


@click.command("reconcile")
@click.option("--period", help="Signed in this year or month: 2026, 2026-01.")
@click.option("--from", "since", type=Day(), help="Signed on this day or later.")
@click.option("--to", "until", type=Day(), help="Signed on this day or before.")
@click.option("--unit", help="Only of this office: its name, or its id.")
@click.option("--province", help="Only of this province.")
@click.option("--format", "form", type=click.Choice(["table", "json", "xlsx"]), help="How.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write to this file.",
)
@click.option(
    "--settle",
    nargs=3,
    multiple=True,
    type=(str, click.Choice(FIELDS), click.Choice([choice.value for choice in Choice])),
    metavar="ID FIELD document|news",
    help="Say which is right of a field; that is in force then.",
)
@by_option("settles it")
@command_options
def reconcile_command(  # noqa: PLR0913 - what a person may ask
    app: App,
    *,
    period: str | None,
    since: date | None,
    until: date | None,
    unit: str | None,
    province: str | None,
    form: Format | None,
    output: Path | None,
    settle: Sequence[tuple[str, str, str]],
    by: str | None,
) -> int:
    """List what has a document but no news, news but no document, both, both but different."""
    if period and (since or until):
        raise click.UsageError("--period stands for --from and --to: give one of them.")
    signed = _period(period) if period else (since, until)
    wanted = Wanted(signed=signed, unit=_unit(unit), province=_province(province))
    with app.store() as store:
        for identity, field, choice in settle:
            decide(store, identity, field, Choice(choice), person(by), now())
        if settle:
            follow(app, store)
        found = reconcile(store, wanted)
        if output is not None or form == "xlsx":
            found = as_it_leaves(store, found)
            store.audit.write(exported(found, by or "pantau", now()))
    form = form or ("json" if app.as_json else "xlsx" if _is_workbook(output) else "table")
    _show(found, form, output)
    return 0


def _period(text: str) -> tuple[date, date]:
    year, _, month = text.partition("-")
    try:
        if not month:
            return date(int(year), 1, 1), date(int(year), 12, 31)
        days = monthrange(int(year), int(month))[1]
        return date(int(year), int(month), 1), date(int(year), int(month), days)
    except ValueError:
        raise click.UsageError(f"{text!r} is no period such as 2026 or 2026-01.") from None


def _unit(name: str | None) -> str | None:
    found = find(name) if name else []
    if name and len(found) != 1:
        raise InputError(f"--unit {name}: not one office; look for its id with pantau units")
    return found[0].id if found else None


def _province(name: str | None) -> str | None:
    region = region_named(name) if name else None
    if name and (region is None or region.level != "province"):
        raise InputError(f"--province {name}: no province is called so")
    return region.name if region else None


def _is_workbook(output: Path | None) -> bool:
    return output is not None and output.suffix.lower() == ".xlsx"


def _show(found: Reconciliation, form: Format, output: Path | None) -> None:
    if form == "xlsx":
        _write(workbook(found), output)
    elif output is not None:
        if form == "table":
            raise click.UsageError("--output needs --format json or xlsx.")
        output.write_text(to_json(_as_json(found)) + "\n", encoding="utf-8")
    elif form == "json":
        print_json(_as_json(found))
    else:
        _show_tables(found)


def _as_json(found: Reconciliation) -> dict[str, object]:
    lists = {side.value: found.of(side) for side in Side}
    counts = {**found.counts, "waiting": len(found.waiting), "undated": found.undated}
    return {"counts": counts, **lists, "waiting": found.waiting}


def _show_tables(found: Reconciliation) -> None:
    for side, title in _TITLES.items():
        items = found.of(side)
        print_table(_COLUMNS, [facts(one) for one in items], title=f"{title}: {len(items)}")
    differences = [
        (one.agreement.id, each.field, *sides(each), each.source)
        for one in found.of(Side.DIFFERENT)
        for each in one.differences
    ]
    if differences:
        print_table(["Id", "Field", "Document", "News", "Where in the document"], differences)
    if found.waiting:
        note(f"{len(found.waiting)} rows wait for a person: pantau agreements match")
    if found.undated:
        note(f"{found.undated} agreements without a day of signing are in no period")


def _write(content: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(content)
        note(str(output))
        return
    if sys.stdout.isatty():
        raise click.UsageError("A spreadsheet is no text: give --output FILE.xlsx.")
    sys.stdout.buffer.write(content)
    sys.stdout.flush()

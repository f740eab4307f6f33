"""``pantau kliping``: the morning kliping, put together, changed, checked and sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from model.audit import Act, Deed
from model.exceptions import InputError
from model.kliping import Kliping, Section
from model.records import Tone
from pantau.delivering import deliver
from pantau.options import App, Day, command_options, now, user_name
from pantau.output import note, print_json, print_table, write_file
from pantau.people import by_option, person
from papers.kliping import editing, outgoing
from papers.kliping.counts import totals
from papers.kliping.office import Edit, KlipingOffice, event_key
from papers.kliping.wording import moment, name_of

_LISTED = 14
_ADVICE = "saran"
_day_option = click.option("--date", "day", type=Day(), help="Of this day (default: today).")
_by_option = by_option("does it")


class _Kliping(click.Group):
    """What is done with klipings; without the name of a command, today's is shown."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default in front of arguments that name no command and ask for no help."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [str(show_command.name), *args]
        return super().parse_args(ctx, args)


@click.group("kliping", cls=_Kliping)
def kliping_command() -> None:
    """Show today's kliping, or work on it; "show", with its options, is what is done by default."""


@kliping_command.command("show")
@_day_option
@click.option(
    "--format",
    "form",
    type=click.Choice(outgoing.FORMATS),
    help="How it is written (default: wa, or what the name of --output says).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write to this file.",
)
@click.option("--keys", is_flag=True, help="List its entries instead, with keys to change them by.")
@_by_option
@command_options
def show_command(
    app: App,
    *,
    day: date | None,
    form: outgoing.Format | None,
    output: Path | None,
    keys: bool,
    by: str | None,
) -> int:
    """Show a kliping; what was not put together yet is put together first."""
    form = form or _form(app, output)
    with app.store() as store:
        office = KlipingOffice(store, app.settings)
        own = day or office.today(now())
        found = store.klipings.find(own) or office.build(own, now(), by or user_name())
        if keys:
            _show_entries(app, found)
            return 0
        content = outgoing.content_of(found, form, app.settings)
        # JSON and text on the screen are looked at; a file is handed on.
        if output is not None:
            store.audit.write(_exported(found, form, by or user_name()))
    write_file(content, output, is_text=form in {"wa", "html", "json"})
    if output is not None:
        note(f"{output}: {len(content)} bytes, {found.state}")
    return 0


@kliping_command.command("list")
@click.option("--limit", type=click.IntRange(1), default=_LISTED, show_default=True)
@command_options
def list_command(app: App, *, limit: int) -> int:
    """List the last klipings, newest first."""
    with app.store() as store:
        found = store.klipings.latest(limit)
    if app.as_json:
        print_json([_summary(one) for one in found])
        return 0
    rows = [
        (row["date"], row["state"], *_counts(row), row["by"], row["at"]) for row in map(_row, found)
    ]
    print_table(["Date", "State", "Events", "Articles", "Media", "By", "At"], rows)
    return 0


@kliping_command.command("build")
@_day_option
@_by_option
@command_options
def build_command(app: App, *, day: date | None, by: str | None) -> int:
    """Put a kliping together, or anew; order, omissions and notes stay."""
    with app.store() as store:
        office = KlipingOffice(store, app.settings)
        made = office.build(day or office.today(now()), now(), person(by))
    return _told(app, made)


@kliping_command.command("check")
@_day_option
@_by_option
@command_options
def check_command(app: App, *, day: date | None, by: str | None) -> int:
    """Note that you checked a kliping."""
    with app.store() as store:
        office = KlipingOffice(store, app.settings)
        made = office.check(day or office.today(now()), now(), person(by))
    return _told(app, made)


@kliping_command.command("reopen")
@_day_option
@_by_option
@command_options
def reopen_command(app: App, *, day: date | None, by: str | None) -> int:
    """Make a kliping that was checked a draft again; one that was sent stays as it is."""
    with app.store() as store:
        office = KlipingOffice(store, app.settings)
        made = office.reopen(day or office.today(now()), now(), person(by))
    return _told(app, made)


@kliping_command.command("send")
@_day_option
@_by_option
@command_options
def send_command(app: App, *, day: date | None, by: str | None) -> int:
    """Send a kliping that was checked to kliping.to, and to who subscribed to it.

    Without any, it is noted as sent: you pasted it. Ends with 1 where no message was taken; those
    are tried again by `pantau alerts run`.
    """
    with app.store() as store:
        office = KlipingOffice(store, app.settings)
        made = office.send(day or office.today(now()), now(), person(by))
        failed = deliver(app, store, event_key(made.day))
    return _told(app, made) or failed


@kliping_command.command("run")
@command_options
def run_command(app: App) -> int:
    """Do what is due by the clock: put today's together, and send it where that is configured."""
    with app.store() as store:
        made = KlipingOffice(store, app.settings).run(now())
        if made is not None:
            deliver(app, store, event_key(made.day))
    if made is None:
        note("no kliping is due today")
        return 0
    return _told(app, made)


@kliping_command.command("note")
@click.argument("entry", metavar="ENTRY|saran")
@click.argument("text")
@click.option("--tone", type=click.Choice([one.value for one in Tone]), help="How it speaks.")
@_day_option
@_by_option
@command_options
def note_command(
    app: App, *, entry: str, text: str, tone: str | None, day: date | None, by: str | None
) -> int:
    """Write a note on an entry (A2, or its key); on "saran", write Catatan/Saran."""

    def noted(made: Kliping) -> Edit:
        if entry == _ADVICE:
            return lambda content: editing.advised(content, text)
        key = editing.key_of(made.content, entry)
        return lambda content: editing.noted(content, key, text, Tone(tone) if tone else None)

    return _edit(app, day, by, noted)


@kliping_command.command("remove")
@click.argument("entry")
@click.option("--undo", is_flag=True, help="Bring it back; by its key.")
@_day_option
@_by_option
@command_options
def remove_command(app: App, *, entry: str, undo: bool, day: date | None, by: str | None) -> int:
    """Leave an entry (A2, or its key) out."""

    def left_out(made: Kliping) -> Edit:
        key = editing.key_of(made.content, entry)
        return lambda content: editing.removed(content, key, is_removed=not undo)

    return _edit(app, day, by, left_out)


@kliping_command.command("reorder")
@click.argument("entry")
@click.argument("place", type=click.IntRange(1))
@_day_option
@_by_option
@command_options
def reorder_command(app: App, *, entry: str, place: int, day: date | None, by: str | None) -> int:
    """Put an entry (A2, or its key) at another place of its section."""

    def ordered(made: Kliping) -> Edit:
        key = editing.key_of(made.content, entry)
        return lambda content: editing.moved(content, key, place)

    return _edit(app, day, by, ordered)


def _edit(app: App, day: date | None, by: str | None, edit: Any) -> int:
    with app.store() as store:
        office = KlipingOffice(store, app.settings)
        before = office.find(day or office.today(now()))
        made = office.edit(before.day, edit(before), now(), person(by), before.revision)
    if not app.as_json:
        _show_entries(app, made)
    return _told(app, made)


def _form(app: App, output: Path | None) -> outgoing.Format:
    if app.as_json:
        return "json"
    ending = output.suffix.lower().removeprefix(".") if output else ""
    known: dict[str, outgoing.Format] = {**{one: one for one in outgoing.FORMATS}, "txt": "wa"}
    if output is not None and ending not in known:
        raise InputError(f"{output}: say --format, or let the name end in .txt, .pdf, .xlsx …")
    return known.get(ending, "wa")


def _exported(made: Kliping, form: str, by: str) -> Deed:
    detail = {"format": form, "revision": made.revision}
    return Deed(act=Act.EXPORT, by=by, at=now(), subject=f"kliping {made.day}", detail=detail)


def _told(app: App, made: Kliping) -> int:
    if app.as_json:
        print_json(_summary(made))
    else:
        click.echo(f"{made.day}: {made.state}, revision {made.revision}")
    return 0


def _summary(made: Kliping) -> dict[str, Any]:
    return {
        "date": made.day,
        "state": made.state,
        "revision": made.revision,
        "built": made.built,
        "steps": made.steps,
        "totals": totals(made.content)._asdict(),
    }


def _row(made: Kliping) -> dict[str, Any]:
    step = made.steps[-1]
    return {**_summary(made), "by": step.by, "at": moment(step.at, made.content.zone)}


def _counts(row: dict[str, Any]) -> tuple[int, int, int]:
    counted = row["totals"]
    return counted["events"], counted["articles"], counted["outlets"]


def _show_entries(app: App, made: Kliping) -> None:
    rows = []
    for section in Section:
        shown = made.content.shown(section)
        for number, one in enumerate(shown, start=1):
            rows.append((f"{section.letter}{number}", one.key, name_of(one), one.note))
    rows += [("–", one.key, name_of(one), one.note) for one in made.content.entries if one.removed]
    if app.as_json:
        print_json([dict(zip(("place", "key", "title", "note"), row, strict=True)) for row in rows])
    else:
        print_table(["Place", "Key", "Entry", "Note"], rows)

"""``pantau report``: the report of a month, on screen or as the files that an office hands in."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from model.audit import Act, Deed
from model.exceptions import InputError
from model.zones import zone_of
from pantau.delivering import deliver
from pantau.options import App, command_options, now, user_name
from pantau.output import note, print_json, print_table
from papers.report.files import FORMATS, Format, file_name, report_file
from papers.report.gathering import make_report
from papers.report.paper import paper_of
from papers.report.period import month_before
from papers.report.records import Report
from papers.report.sending import event_key, send
from papers.tables import Section, shown
from store import Store


@click.command("report")
@click.option("--month", help="The month, such as 2026-01 (default: the last that has ended).")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Write a file of this sort (default: as the name of --output says).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="The file (default: standard output).",
)
@click.option(
    "--last-month",
    is_flag=True,
    help="Write all files of the last month into the data directory, and send them to report.to,"
    " as the schedule does.",
)
@command_options
def report_command(
    app: App, *, month: str | None, form: Format | None, output: Path | None, last_month: bool
) -> int:
    """Tell what was signed in a month, by whom, and what was printed of it.

    Without --format and --output the figures are shown. Months and days are those of office.zone;
    an office of some provinces (office.provinces) reports on those alone.
    """
    if last_month and (month or form or output):
        raise click.UsageError("--last-month goes with no other option.")
    moment = now()
    form, failed = form or _form(output), 0
    if form and output is None and sys.stdout.isatty():
        raise click.UsageError(f"A file is no text: give --output FILE.{form}.")
    with app.store() as store:
        report = _make(app, store, month, moment)
        if last_month:
            _write_all(app, store, report, moment)
            send(store, app.settings, report.month, moment)
            failed = deliver(app, store, event_key(report.month))
        elif form and not (app.as_json and output is None):
            _write(app, store, report, form, output, moment)
    if app.as_json:
        print_json(report)
    elif not (form or last_month):
        _show(report, moment, app)
    return failed


def _make(app: App, store: Store, month: str | None, moment: datetime) -> Report:
    month = month or month_before(moment, zone_of(app.settings.office.zone))
    return make_report(store, app.settings, month, moment)


def _form(output: Path | None) -> Format | None:
    if output is None:
        return None
    for form in FORMATS:
        if output.suffix.lower() == f".{form}":
            return form
    raise click.UsageError(f"--output ends in none of {', '.join(FORMATS)}: give --format too.")


def _write_all(app: App, store: Store, report: Report, moment: datetime) -> None:
    directory = app.settings.data / "reports"
    directory.mkdir(parents=True, exist_ok=True)
    for form in FORMATS:
        _write(app, store, report, form, directory / file_name(report, form), moment)


def _write(
    app: App,
    store: Store,
    report: Report,
    form: Format,
    output: Path | None,
    moment: datetime,
) -> None:
    content = report_file(report, form, app.settings.office, moment)
    name = file_name(report, form) if output is None else output.name
    subject, detail = f"report {report.month}", {"format": form, "file": name}
    store.audit.write(
        Deed(act=Act.EXPORT, by=user_name(), at=moment, subject=subject, detail=detail)
    )
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}") from error
    note(f"{output}: {len(content):,} bytes")


def _show(report: Report, moment: datetime, app: App) -> None:
    today = moment.astimezone(zone_of(app.settings.office.zone)).date()
    paper = paper_of(report, today)
    click.secho(paper.title, bold=True)
    for line in paper.lines:
        click.echo(line)
    for section in paper.sections:
        _show_section(section)


def _show_section(section: Section) -> None:
    click.secho(f"\n{section.heading}", bold=True)
    for sentence in section.sentences:
        click.echo(sentence)
    if section.table is not None:
        rows = [[shown(cell) for cell in row] for row in section.table.rows]
        print_table([column.name for column in section.table.columns], rows)

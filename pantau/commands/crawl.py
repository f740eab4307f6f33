"""``pantau crawl``: ask every site once, keep what fits, and say what became of each page."""

from __future__ import annotations

from datetime import date

import click

from crawler.catalogue import chosen
from crawler.run import crawl
from model.exceptions import ConfigError
from model.report import CrawlReport, SiteReport
from model.spending import Spent
from pantau.indexing import follow
from pantau.options import App, Day, allow_private_option, command_options, now
from pantau.output import note, print_json, print_table
from pantau.schedule.claiming import asking_sites, claimed

_COLUMNS = ("discovered", "requested", "articles", "kept", "candidates", "failed")


@click.command("crawl")
@click.option("--site", "sites", multiple=True, metavar="URL", help="A site to crawl (repeatable).")
@click.option("--since", type=Day(), help="Leave out what was published before this day.")
@click.option("--due", is_flag=True, help="Only sites that publish often, and are due for a look.")
@click.option("--all-pages", is_flag=True, help="Read pages without any prison word too.")
@allow_private_option
@command_options
def crawl_command(
    app: App, sites: tuple[str, ...], *, since: date | None, due: bool, all_pages: bool
) -> int:
    """Crawl the sites given, else the configured ones and the catalogue's, once.

    Exit code 1 where no site answered, or another process asks sites just now.
    """
    if due and sites:
        raise click.UsageError("--due chooses the sites: leave out --site")
    for site in sites:
        if "://" in site and not site.startswith(("http://", "https://")):
            raise click.UsageError(f"--site {site}: give a web address such as https://example.id/")
    listed = chosen(app.settings, app.configuration.origins)
    if not (sites or listed):
        raise ConfigError("no site to crawl: list some there, or give --site URL", key="sites")
    with app.store() as store:
        with claimed(store.schedule, asking_sites("pantau crawl", app.settings), now):
            report = crawl(
                app.settings,
                store,
                sites=sites or None,
                since=since,
                due=due,
                all_pages=all_pages,
                progress=_progress,
            )
        spent = Spent()
        with spent.on("index"):
            follow(app, store)
        report.totals.seconds.update(spent.seconds)
        store.progress.spend(report.run, spent.seconds)
    if report.stopped:
        note(f"pantau: the crawl ended before its time: {report.stopped}")
    if app.as_json:
        print_json(report)
    else:
        show_report(report)
    nothing_due = due and not report.sites
    all_failed = all(site.error for site in report.sites) and not nothing_due
    return int(all_failed or report.stopped is not None)


def _progress(site: SiteReport) -> None:
    state = site.error or f"{site.requested} pages asked for, {site.kept} kept"
    note(f"{site.site}: {state}")


def show_report(report: CrawlReport) -> None:
    """Print the funnel by site, its sums, and the reason for every drop."""
    rows = [[site.site, *(getattr(site, name) for name in _COLUMNS)] for site in report.sites]
    totals = report.totals
    rows.append([f"{totals.sites} sites", *(getattr(totals, name) for name in _COLUMNS)])
    print_table(
        ["Site", *(name.capitalize() for name in _COLUMNS)], rows, title=f"Run {report.run}"
    )
    for site in report.sites:
        reasons = [f"{name} {count}" for name, count in site.dropped.items()]
        if site.not_modified:
            reasons.append(f"not modified {site.not_modified}")
        if site.error:
            click.echo(f"{site.site}: {site.error}")
        if reasons:
            click.echo(f"{site.site}, dropped: {', '.join(reasons)}")
    if report.not_archived:
        click.echo(f"Kept without being archived, for want of room: {report.not_archived} pages")
    click.echo(f"New in the store: {totals.stories} stories, {totals.agreements} agreements")

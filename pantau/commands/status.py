"""``pantau status``: what is stored, how sites and jobs are doing, how the last crawls went."""

from __future__ import annotations

import click

from crawler import wording
from desk.sites_status import sites_status
from keeping import manifest
from keeping.manifest import LastBackup
from keeping.room import room_of
from model.zones import zone_of
from pantau.options import App, command_options, now
from pantau.output import note, print_fields, print_json, print_table
from pantau.schedule.plans import plans_of
from pantau.schedule_view import jobs_of, show_summary
from pantau.sites_status import show_sites_status
from search import index_status

_RUNS = 5


def _backup(last: LastBackup | None) -> str:
    if last is None:
        return "none is made: set backup.directory"
    if last.made is None:
        return f"none yet in {last.directory}"
    return f"{wording.span(now() - last.made)} ago, in {last.directory}"


@click.command("status")
@command_options
def status_command(app: App) -> int:
    """Count what is stored and indexed, say which sites are at fault, and list the last crawls."""
    room, backup = room_of(app.settings), manifest.last(app.settings.backup_dir)
    with app.store() as store:
        counts, runs, archive = store.counts(), store.runs(_RUNS), store.archive.size()
        sites = sites_status(app.settings, store, now())
        jobs = jobs_of(plans_of(app.settings), store.schedule, now())
        with app.engine() as engine:
            index = index_status(store, engine)
    if app.as_json:
        search = {"queued": index.waiting, "indexed": index.stories, "index": index}
        held = {**counts.model_dump(), "archive": archive}
        upkeep = {"disk": room, "backup": backup}
        print_json({**held, **sites.fields(), **search, "runs": runs, "schedule": jobs, **upkeep})
        return 0
    stored = [(name, count) for name, count in counts if name != "sites"]
    indexed = [("queued", index.waiting), ("indexed", index.stories)]
    archived = f"{archive.pages} pages, {archive.bytes / 1e6:.1f} MB"
    places = [("archive", archived), ("index", index.engine), ("data", str(app.settings.data))]
    left = [("disk", f"{room.data_mb:,} MB left"), ("last backup", _backup(backup))]
    print_fields([*stored, *indexed, *places, *left], indent="")
    if room.problem:
        note(f"The disk becomes full: {room.problem}")
    # A store that is new has no index yet, and nothing to look for in it.
    if index.problem and (index.build or index.stories is None or index.waiting):
        note(index.problem)
    show_sites_status(sites)
    show_summary(jobs, zone_of(app.settings.schedule.zone))
    rows = []
    for run in runs:
        totals = run.report.totals if run.report else None
        failed = [site.site for site in run.report.sites if site.error] if run.report else []
        ended = run.finished or "not finished"
        found = (totals.requested, totals.kept, totals.stories) if totals else ("", "", "")
        rows.append((run.id, run.started, ended, *found, ", ".join(failed)))
    if rows:
        print_table(
            ["Run", "Started", "Finished", "Requested", "Kept", "New stories", "Failed sites"], rows
        )
    else:
        click.echo("No crawl yet: pantau crawl")
    return 0

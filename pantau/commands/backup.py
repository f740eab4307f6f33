"""``pantau backup``: all that cannot be made anew, copied while Pantau runs."""

from __future__ import annotations

from pathlib import Path

import click

from keeping import checking, making, manifest
from keeping.manifest import Backup
from model.exceptions import ConfigError
from pantau.options import App, command_options, now
from pantau.output import note, print_fields, print_json, to_json
from pantau.progress import Progress
from pantau.settings_view import settings_in_force


@click.command("backup")
@click.argument("directory", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--keep", type=click.IntRange(1), help="Backups that stay there, the newest.")
@click.option("--verify", is_flag=True, help="Make none: check the newest, or that in DIRECTORY.")
@command_options
def backup_command(app: App, directory: Path | None, *, keep: int | None, verify: bool) -> int:
    """Back up store, archive, configuration and trained model into DIRECTORY, while Pantau runs.

    Without DIRECTORY, backup.directory of the settings. With --verify, exit code 1 where something
    is wrong.
    """
    settings = app.settings.backup
    where = directory or app.settings.backup_dir
    if where is None:
        raise ConfigError("name a directory for backups, or set one", key="backup.directory")
    if verify:
        return _verify(app, where)
    kept = making.Kept(
        app.settings.data,
        app.settings.archive_dir,
        app.configuration_file,
        to_json(settings_in_force(app.configuration)),
    )
    keep = keep or (settings.keep if directory is None else None)
    with app.store() as store:
        made = making.make(store, kept, where, now(), Progress().bytes, keep=keep)
    _show(app, made)
    return 0


def _verify(app: App, where: Path) -> int:
    backup = manifest.opened(where)
    faults = checking.check(backup, Progress().bytes)
    if app.as_json:
        print_json({"backup": backup.directory, "ok": not faults, "faults": faults})
    elif faults:
        note("\n".join(faults))
    else:
        click.echo(f"{backup.directory} is sound: {len(backup.manifest.files)} files as written")
    return int(bool(faults))


def _show(app: App, made: Backup) -> None:
    told = made.manifest
    if app.as_json:
        left = told.model_dump(exclude={"files", "format"})
        print_json({"backup": made.directory, **left, "bytes": told.bytes})
        return
    counts = told.counts
    held = f"{counts['story']} stories, {counts['agreement']} agreements, {counts['page']} pages"
    fields = [
        ("backup", str(made.directory)),
        ("holds", held),
        ("size", f"{told.bytes / 1e6:.1f} MB"),
    ]
    print_fields(fields, indent="")
    if told.missing:
        note(f"These files of the archive are not there, or too short: {', '.join(told.missing)}")
    if told.left_out:
        note(f"Secrets are not in the backup, keep them elsewhere: {', '.join(told.left_out)}")

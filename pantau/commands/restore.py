"""``pantau restore``: a backup in place of what is there."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import Any

import click

from keeping import manifest
from keeping.restoring import Place, Restored, restore
from model.exceptions import SearchError
from pantau.indexing import progress
from pantau.options import App, command_options, now
from pantau.output import note, print_fields, print_json
from pantau.progress import Progress
from search import rebuild


@click.command("restore")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Move aside what is there, rather than refuse.")
@command_options
def restore_command(app: App, directory: Path, *, force: bool) -> int:
    """Check the backup in DIRECTORY (the newest of several), restore it, and make the index anew.

    Stop Pantau first. What was deleted for good stays so. One that was cut off is run again.
    """
    settings = app.settings
    place = Place(settings.store_url, settings.data.absolute(), settings.archive_dir.absolute())
    backup = manifest.opened(directory.absolute())
    restored = restore(backup, place, getuser(), now(), Progress().bytes, force=force)
    indexed = _index(app)
    if app.as_json:
        print_json({**restored.model_dump(), "indexed": indexed})
    else:
        _show(restored, indexed)
    return 0


def _index(app: App) -> int | None:
    """Make the search index anew; null where the engine cannot be used now."""
    with app.store() as store:
        try:
            with app.engine() as engine:
                return rebuild(store, engine, app.retention, progress())
        except SearchError as error:
            note(f"pantau: {error}")
            note("All is restored but the search index: run `pantau index rebuild`")
            return None


def _show(restored: Restored, indexed: int | None) -> None:
    counts = restored.counts
    fields: list[tuple[str, Any]] = [
        ("restored", f"{restored.backup}, of {restored.made:%Y-%m-%d %H.%M} UTC"),
        *((name, counts[name]) for name in ("story", "agreement", "page", "archived", "review")),
        *((name, counts[name]) for name in ("subscription", "web_user", "run")),
        ("stories indexed", indexed),
        ("deleted again", restored.buried or None),
        ("moved aside", ", ".join(map(str, restored.aside))),
    ]
    print_fields(fields, indent="")
    if restored.missing:
        note(f"The backup was made without these files: {', '.join(restored.missing)}")
    if restored.configuration is not None:
        note(f"The configuration of then is {restored.configuration}: compare it with yours.")
    if restored.left_out:
        note(f"Secrets are in no backup, set them again: {', '.join(restored.left_out)}")

"""What is wrong with the disk and the backups, for operators to be told of."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler import wording
from keeping import manifest
from keeping.room import room_of
from model.config import Settings


def upkeep_faults(settings: Settings, first: datetime | None, now: datetime) -> dict[str, str]:
    """Return what is wrong at ``now`` (UTC): a sentence for each, by a name that stays.

    ``first`` is when the first job ran: before the first night has passed, no backup is missed.
    """
    found: dict[str, str] = {}
    problem = room_of(settings).problem
    if problem:
        found["disk"] = f"The disk becomes full: {problem}"
    last = manifest.last(settings.backup_dir)
    since = last and (last.made or first)
    if since and now - since >= timedelta(hours=settings.backup.warn_hours):
        ago = wording.span(now - since)
        found["backup"] = f"No backup has been made for {ago}: pantau schedule history --job backup"
    return found

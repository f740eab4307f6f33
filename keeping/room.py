"""How much room the disks have, and what is given up first where it becomes little."""

from __future__ import annotations

import shutil
from pathlib import Path

from model.config import Settings
from model.exceptions import DiskError
from model.records import Record

_MEGABYTE = 1_000_000


class Room(Record):
    """The room left where the archive and the data directory are, in megabytes of a million bytes.

    ``archives`` and ``crawls`` say whether that is enough to archive pages, and to crawl.
    ``problem`` says in a sentence what is given up; null where nothing is.
    """

    archive_mb: int
    data_mb: int
    archives: bool
    crawls: bool
    problem: str | None = None


def room_of(settings: Settings) -> Room:
    """Look how much room there is now; what cannot be looked at counts as full."""
    archive, data = _free_mb(settings.archive_dir), _free_mb(settings.data)
    archives = archive >= settings.disk.stop_archiving_mb
    crawls = data >= settings.disk.stop_crawling_mb
    return Room(
        archive_mb=archive,
        data_mb=data,
        archives=archives,
        crawls=crawls,
        problem=_problem(settings, archive, data, archives=archives, crawls=crawls),
    )


def check_crawl(settings: Settings) -> None:
    """See that there is room to crawl.

    Raises:
        DiskError: there is not; it says how much is left, and what to do.
    """
    room = room_of(settings)
    if not room.crawls:
        raise DiskError(room.problem or "")


def _problem(
    settings: Settings, archive: int, data: int, *, archives: bool, crawls: bool
) -> str | None:
    if not crawls:
        return (
            f"only {data} MB are left for {settings.data}, and crawls end below"
            f" {settings.disk.stop_crawling_mb:g} (disk.stop_crawling_mb): make room, then crawl"
            " again; nothing is lost"
        )
    if not archives:
        return (
            f"only {archive} MB are left for {settings.archive_dir}, and no page is archived below"
            f" {settings.disk.stop_archiving_mb:g} (disk.stop_archiving_mb): make room"
        )
    return None


def _free_mb(directory: Path) -> int:
    """Return the room where a directory is, or will be made."""
    for path in (directory.absolute(), *directory.absolute().parents):
        if path.exists():
            try:
                return shutil.disk_usage(path).free // _MEGABYTE
            except OSError:
                return 0
    return 0

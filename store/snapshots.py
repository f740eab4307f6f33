"""The store as it is at one moment, in one SQLite file: what a backup holds, and is restored from.

It is the same for both databases, so that a backup of either can be restored to either, without
programs of PostgreSQL's that must fit its version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, delete, func, inspect, select, text

from model.audit import Act, Deed
from model.exceptions import StoreError
from model.records import Record
from store import audit, copying, tombstones
from store.copying import Told
from store.database import Database
from store.erasing import Erasing
from store.erasure_records import Tombstone
from store.erasure_tables import tombstone
from store.job_tables import lease
from store.migrate import migrate
from store.pages import DELETED
from store.tables import archived, build, index_queue, page
from store.warc import Shelf

_END = archived.c.start + archived.c.length


class Snapshot(Record):
    """What a snapshot holds.

    ``revision`` is that of its tables, ``counts`` the rows of each. ``volumes`` are the files of
    the archive that it knows, each with the length up to which it does.
    """

    revision: str
    counts: dict[str, int]
    volumes: dict[str, int]


class Snapshots:
    """Copies of the whole store: into one file, or into another database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def engine(self) -> str:
        """The sort of database the store is in: ``sqlite`` or ``postgresql``."""
        return self._database.url.get_backend_name()

    def write(self, file: Path, told: Told) -> None:
        """Write the store as it is now into ``file``; others go on writing meanwhile.

        Raises:
            StoreError: it cannot be read, or the file not be written.
        """
        if self._database.is_sqlite:
            self._database.vacuum_into(file, lambda: told("pages", _size(file)))
            return
        with _opened(f"sqlite:///{file}") as target:
            migrate(target)
            with self._database.snapshot() as source, target.write() as connection:
                copying.copy(source, connection, told)
            target.roll_back_alone()

    def copy_to(self, url: str, told: Told) -> dict[str, int]:
        """Copy the store into the empty database at ``url``, all or nothing.

        Returns:
            The number of rows of each table.

        Raises:
            StoreError: it cannot be reached or written, or is not empty.
        """
        with _opened(url) as target:
            if target.url == self._database.url:
                raise StoreError("the store is at that very address: name another one")
            migrate(target)
            with self._database.snapshot() as source, target.write() as connection:
                if not copying.is_empty(connection):
                    place = target.url.render_as_string(hide_password=True)
                    raise StoreError(f"{place} holds data: name an empty database")
                return copying.copy(source, connection, told)


def described(file: Path) -> Snapshot:
    """Say what a snapshot holds.

    Raises:
        StoreError: it is none.
    """
    with _opened(_read_only(file)) as database, database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise StoreError(f"{file} holds no store")
        ends = func.max(_END).label("end")
        volumes = select(archived.c.volume, ends).group_by(archived.c.volume)
        return Snapshot(
            revision=connection.execute(
                text("SELECT version_num FROM alembic_version")
            ).scalar_one(),
            counts=copying.counts(connection),
            volumes={row.volume: row.end for row in connection.execute(volumes)},
        )


def faults(file: Path) -> list[str]:
    """Return what is wrong with the file of a snapshot, in SQLite's words.

    Raises:
        StoreError: it cannot be opened at all.
    """
    with _opened(_read_only(file)) as database, database.read() as connection:
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    return [fault for fault in found if fault != "ok"]


def file_at(url: str) -> Path | None:
    """Return the file of the store at ``url``; null where it is a PostgreSQL."""
    with _opened(url) as database:
        return database.file


def shown(url: str) -> str:
    """Return the address of a store without its password."""
    with _opened(url) as database:
        return database.url.render_as_string(hide_password=True)


def write_at(url: str, file: Path, told: Told) -> None:
    """Write the store at ``url`` into ``file``, as :meth:`Snapshots.write` does.

    Raises:
        StoreError: it cannot be read, or the file not be written.
    """
    with _opened(url) as database:
        Snapshots(database).write(file, told)


def make_ready(url: str) -> None:
    """Let readers of a store that was restored go on while one writes."""
    with _opened(url) as database:
        if database.file is not None:
            database.write_ahead()


def gone_at(url: str) -> list[Tombstone]:
    """Return what was forgotten in the store at ``url``; nothing where none can be read."""
    try:
        with _opened(url) as database, _existing(database).read() as connection:
            if inspect(connection).has_table(tombstone.name):
                return tombstones.newest(connection)
            return _deleted(connection) if inspect(connection).has_table(page.name) else []
    except StoreError:
        return []


def _deleted(connection: Connection) -> list[Tombstone]:
    """What stores that had no tombstones yet kept of deleted pages."""
    query = select(page.c.key, page.c.fetched_at).where(page.c.outcome == DELETED)
    return [
        Tombstone(
            address=tombstones.hash_of(row.key),
            story=None,
            reason=DELETED,
            by="",
            at=row.fetched_at,
        )
        for row in connection.execute(query)
    ]


def is_empty_at(url: str) -> bool:
    """Whether no store with anything in it is at ``url``.

    Raises:
        StoreError: the database cannot be reached.
    """
    with _opened(url) as database:
        if database.file is not None and not database.file.exists():
            return True
        with database.read() as connection:
            return copying.is_empty(connection)


def busy_at(url: str, now: datetime) -> list[str]:
    """Return the leases that are held in the store at ``url``: jobs that run there."""
    try:
        with _opened(url) as database, _existing(database).read() as connection:
            if not inspect(connection).has_table(lease.name):
                return []
            query = select(lease.c.name).where(lease.c.until > now).order_by(lease.c.name)
            return list(connection.execute(query).scalars())
    except StoreError:
        return []


def adopt(
    file: Path, archive: Path, gone: Sequence[Tombstone], by: str, origin: str, now: datetime
) -> int:
    """Make a snapshot the store of today: migrated, followed by no index, without what is gone.

    ``archive`` is the directory of its pages, ``origin`` the name of the backup, for the log of
    what people did.

    Returns:
        How many pages that were forgotten later than the snapshot was taken left it again.

    Raises:
        StoreError: it belongs to a newer Pantau, or cannot be written.
    """
    shelf = Shelf(archive)
    try:
        with _opened(f"sqlite:///{file}") as database:
            migrate(database)
            with database.write() as connection:
                connection.execute(delete(index_queue))
                connection.execute(delete(build))
            buried = Erasing(database, shelf).obey(gone)
            with database.write() as connection:
                deed = Deed(
                    act=Act.RESTORE, by=by, at=now, subject=origin, detail={"buried": buried}
                )
                audit.write(connection, deed)
            database.roll_back_alone()
            return buried
    finally:
        shelf.close()


def load(file: Path, url: str, told: Told) -> None:
    """Put the rows of a snapshot in place of all that a PostgreSQL holds, all or nothing.

    Raises:
        StoreError: it cannot be reached or written.
    """
    with _opened(url) as target, _opened(_read_only(file)) as source:
        migrate(target)
        with source.snapshot() as rows, target.write() as connection:
            copying.clear(connection)
            copying.copy(rows, connection, told)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _existing(database: Database) -> Database:
    if database.file is not None and not database.file.exists():
        raise StoreError(f"{database.file} is not there")
    return database


def _read_only(file: Path) -> str:
    return f"sqlite:///file:{quote(str(file.absolute()))}?mode=ro&uri=true"


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0

"""Bring a database to the tables of today, however many processes start at once."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from filelock import FileLock
from sqlalchemy import inspect, text

from model.exceptions import StoreError
from store.database import BUSY_SECONDS, Database
from store.making import make
from store.tables import HEAD


def migrate(database: Database) -> None:
    """Make or update the tables of ``database`` under one lock; do nothing when they are new.

    Raises:
        StoreError: if the database cannot be reached, or belongs to a newer Pantau.
    """
    if _revision(database) == HEAD:
        return
    with _file_lock(database):
        if database.file is not None:
            database.write_ahead()
        with database.write() as connection:
            if not inspect(connection).get_table_names():
                make(connection)
                return
            # Loaded here: a store that is up to date opens without Alembic, much faster.
            from store.upgrade import upgrade  # noqa: PLC0415

            upgrade(connection)


def _revision(database: Database) -> str | None:
    if database.file is not None and not database.file.exists():
        return None
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _file_lock(database: Database) -> AbstractContextManager[object]:
    if database.file is None:
        return nullcontext()
    try:
        database.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{database.file.parent} cannot be made: {error.strerror}") from error
    lock = database.file.with_name(database.file.name + ".lock")
    return FileLock(lock, timeout=BUSY_SECONDS)

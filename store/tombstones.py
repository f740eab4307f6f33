"""Addresses whose pages were forgotten and must not be kept again, known by hashes alone."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from store.database import batches
from store.erasure_records import Erasure, Tombstone
from store.erasure_tables import tombstone


def put(connection: Connection, keys: Iterable[str], story: str | None, why: Erasure) -> None:
    """Remember that pages were forgotten; one that was forgotten before stays as it is."""
    copy(
        connection,
        [
            Tombstone(address=hash_of(key), story=story, reason=why.reason, by=why.by, at=why.at)
            for key in keys
        ],
    )


def copy(connection: Connection, tombs: Iterable[Tombstone]) -> None:
    """Put tombstones of another store beside the own ones, which stay as they are."""
    new = {tomb.address: tomb for tomb in tombs}
    known: set[str] = set()
    for batch in batches(new):
        query = select(tombstone.c.address).where(tombstone.c.address.in_(batch))
        known.update(connection.execute(query).scalars())
    rows = [dict(new[name]) for name in sorted(new.keys() - known)]
    if rows:
        connection.execute(insert(tombstone), rows)


def of_keys(connection: Connection, keys: Iterable[str]) -> dict[str, Tombstone]:
    """Return what was said of those of ``keys`` that were forgotten."""
    names = {hash_of(key): key for key in keys}
    found = {}
    for batch in batches(names):
        query = select(tombstone).where(tombstone.c.address.in_(batch))
        found.update({names[row.address]: _read(row) for row in connection.execute(query)})
    return found


def stories(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those stories that were forgotten."""
    found: set[str] = set()
    for batch in batches(set(ids)):
        query = select(tombstone.c.story).where(tombstone.c.story.in_(batch))
        found.update(connection.execute(query).scalars())
    return found


def newest(connection: Connection) -> list[Tombstone]:
    """Return all that was forgotten, the last first."""
    query = select(tombstone).order_by(tombstone.c.at.desc(), tombstone.c.address)
    return [_read(row) for row in connection.execute(query)]


def hash_of(key: str) -> str:
    """Return what a tombstone knows a page by."""
    return sha256(key.encode()).hexdigest()


def _read(row: Row[Any]) -> Tombstone:
    return Tombstone.model_validate({name: getattr(row, name) for name in Tombstone.model_fields})

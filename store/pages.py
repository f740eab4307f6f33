"""What is known of each address, and what was last read there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, select, true, update

from model.records import CORRECTION, Label, Reading
from model.urls import identity, site_of
from store import tombstones
from store.database import batches, upsert
from store.erasure_records import Tombstone
from store.records import PageState
from store.tables import page, reading
from store.texts import clean

#: Characters of an address that a key keeps; PostgreSQL indexes no more than 2,700 bytes.
MOST_KEY = 600
MOST_SITE = 255
#: Outcome of a page that was forgotten: nothing that is found there later is kept.
DELETED = "deleted"
#: Outcome of a page whose article is kept and which is gone.
WITHDRAWN = "withdrawn"
#: Outcomes of pages that were asked for, and say what they said before.
_UNCHANGED = {Label.PARTNERSHIP, Label.CANDIDATE, CORRECTION}
_COLUMNS = [page.c[name] for name in PageState.model_fields]


def key_of(url: str) -> str:
    """Return the name under which the page at ``url`` is kept: its canonical address.

    A very long one is cut, and ends in a hash of the whole.
    """
    key = str(clean(identity(url)))
    if len(key.encode()) <= MOST_KEY:
        return key
    return f"{key[: MOST_KEY // 4]}#{sha256(key.encode()).hexdigest()}"


def put_states(connection: Connection, states: Iterable[PageState]) -> None:
    """Remember ``states``; of two for one page the later one counts, of a forgotten one none."""
    rows = {key_of(state.url): state for state in states}
    for key in tombstones.of_keys(connection, rows):
        del rows[key]
    # In one order for all writers, so that none waits for another in a circle.
    upsert(
        connection,
        page,
        [_row(key, rows[key]) for key in sorted(rows)],
        "key",
    )


def put_outcome(connection: Connection, number: int, outcome: str) -> None:
    """Remember what became of a page that was read anew; one that is withdrawn stays so.

    One that is not kept any more is not looked at again.
    """
    values: dict[str, Any] = {"outcome": outcome, "detail": None}
    if outcome not in _UNCHANGED:
        values["next_fetch"] = None
    is_open = page.c.outcome != WITHDRAWN
    connection.execute(update(page).where(page.c.id == number, is_open).values(values))


def confirm(connection: Connection, states: Iterable[PageState]) -> None:
    """Note that pages still say what was read there, where ``states`` tell of that (HTTP 304)."""
    for state in states:
        if state.outcome in _UNCHANGED:
            number = select(page.c.id).where(page.c.key == key_of(state.url))
            connection.execute(
                update(reading)
                .where(
                    reading.c.page == number.scalar_subquery(),
                    reading.c.seen < state.fetched_at,
                )
                .values(seen=state.fetched_at)
            )


def states_of(connection: Connection, urls: Iterable[str]) -> dict[str, PageState]:
    """Return what is known of addresses, by canonical address; unknown ones are left out."""
    names = {key_of(url): identity(url) for url in urls}
    found = {}
    for keys in batches(names):
        rows = connection.execute(select(page.c.key, *_COLUMNS).where(page.c.key.in_(keys)))
        found.update({names[row.key]: _state(row) for row in rows})
    for key, tomb in tombstones.of_keys(connection, names).items():
        found[names[key]] = _forgotten(names[key], tomb)
    return found


def due(connection: Connection, sites: Iterable[str], now: datetime, limit: int) -> list[PageState]:
    """Return pages of ``sites`` that are due to be asked for, those to ask first before others."""
    newest = func.coalesce(page.c.published, page.c.changed)
    query = (
        select(*_COLUMNS)
        .where(page.c.site.in_([_site(name) for name in sites]), page.c.next_fetch <= now)
        .order_by(page.c.rank, newest.desc().nulls_last(), page.c.id)
        .limit(limit)
    )
    return [_state(row) for row in connection.execute(query)]


def wake(
    connection: Connection,
    sites: Iterable[str],
    outcome: str,
    now: datetime,
    since: datetime | None = None,
) -> None:
    """Let pages that were dropped for ``outcome`` be due, those published before ``since`` not."""
    is_wanted = page.c.published.is_(None) | (page.c.published >= since) if since else true()
    connection.execute(
        update(page)
        .where(page.c.site.in_([_site(name) for name in sites]), page.c.outcome == outcome)
        .where(is_wanted)
        .values(next_fetch=now)
    )


def find_page(connection: Connection, url: str) -> tuple[int, PageState] | None:
    """Return the number and state of the page at ``url``."""
    row = connection.execute(
        select(page.c.id, *_COLUMNS).where(page.c.key == key_of(url))
    ).one_or_none()
    return (row.id, _state(row)) if row else None


def page_number(connection: Connection, url: str) -> int | None:
    """Return the number of a page that is known; null where it was forgotten."""
    return connection.execute(
        select(page.c.id).where(page.c.key == key_of(url))
    ).scalar_one_or_none()


def reading_of(connection: Connection, number: int) -> Reading | None:
    """Return what was last read on page ``number``."""
    body = connection.execute(
        select(reading.c.body).where(reading.c.page == number)
    ).scalar_one_or_none()
    return Reading.model_validate_json(body) if body else None


def _forgotten(url: str, tomb: Tombstone) -> PageState:
    return PageState(
        url=url, site=site_of(url), fetched_at=tomb.at, outcome=DELETED, detail=tomb.said
    )


def _row(key: str, state: PageState) -> dict[str, Any]:
    row: dict[str, Any] = clean(dict(state))
    return {**row, "key": key, "site": _site(state.site)}


def _site(name: str) -> str:
    return str(clean(name))[:MOST_SITE]


def _state(row: Row[Any]) -> PageState:
    return PageState.model_validate({name: getattr(row, name) for name in PageState.model_fields})

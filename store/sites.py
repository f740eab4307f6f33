"""Sites, the ways to learn what they publish, and how visits to them went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Row, delete, func, insert, select

from store import site_changes
from store.database import batches, upsert
from store.pages import MOST_SITE, key_of
from store.records import Endpoint, SiteState, Visit
from store.site_tables import endpoint, site, visit
from store.texts import as_json, clean

_ENDPOINT = [column for column in endpoint.c if column.name != "key"]
_VISIT = [column for column in visit.c if column.name != "id"]


def all_sites(connection: Connection) -> list[SiteState]:
    """Return every site that is known, by name of its host."""
    return [_site(row) for row in connection.execute(select(site).order_by(site.c.site))]


def find_site(connection: Connection, name: str) -> SiteState | None:
    """Return a site; null where it is not known."""
    row = connection.execute(select(site).where(site.c.site == name)).one_or_none()
    return _site(row) if row else None


def put_site(connection: Connection, state: SiteState) -> None:
    """Keep what is known of a site, in place of what was."""
    row: dict[str, Any] = clean(dict(state))
    row["hosts"] = json.dumps(state.hosts)
    row["unfit"] = as_json(state.unfit) if state.unfit else None
    upsert(connection, site, [row], "site")
    site_changes.note(connection)


def endpoints_of(connection: Connection, name: str) -> list[Endpoint]:
    """Return the endpoints of a site, those to ask first before the others."""
    return endpoints_by_site(connection, [name])[name]


def endpoints_by_site(connection: Connection, names: Iterable[str]) -> dict[str, list[Endpoint]]:
    """Return the endpoints of each of these sites, those to ask first before the others."""
    found: dict[str, list[Endpoint]] = {name: [] for name in names}
    query = select(*_ENDPOINT).order_by(endpoint.c.rank, endpoint.c.url)
    for batch in batches(found):
        for row in connection.execute(query.where(endpoint.c.site.in_(batch))):
            one = Endpoint.model_validate(_named(_ENDPOINT, row))
            found[one.site].append(one)
    return found


def put_endpoints(connection: Connection, endpoints: Iterable[Endpoint]) -> None:
    """Keep endpoints, each in place of the one of its site with its address."""
    rows = {_endpoint_key(one): one for one in endpoints}
    for key in sorted(rows):
        upsert(connection, endpoint, [{"key": key, **clean(dict(rows[key]))}], "key")


def replace_endpoints(connection: Connection, name: str, endpoints: Sequence[Endpoint]) -> None:
    """Keep exactly these endpoints of a site."""
    keys = {_endpoint_key(one) for one in endpoints}
    for one in endpoints_of(connection, name):
        key = _endpoint_key(one)
        if key not in keys:
            connection.execute(delete(endpoint).where(endpoint.c.key == key))
    put_endpoints(connection, endpoints)


def add_visit(connection: Connection, one: Visit) -> None:
    """Note how a visit went."""
    connection.execute(insert(visit).values(clean(dict(one))))
    site_changes.note(connection)


def visits_of(
    connection: Connection, name: str | None, since: datetime | None, limit: int | None
) -> list[Visit]:
    """Return visits (to one site, or to all) from ``since`` on, newest first."""
    query = select(*_VISIT).order_by(visit.c.at.desc(), visit.c.id.desc()).limit(limit)
    if name is not None:
        query = query.where(visit.c.site == name)
    if since is not None:
        query = query.where(visit.c.at >= since)
    return [Visit.model_validate(_named(_VISIT, row)) for row in connection.execute(query)]


def visits_by_site(
    connection: Connection, names: Iterable[str], since: datetime, latest: int | None
) -> dict[str, list[Visit]]:
    """Return the visits to each of these sites from ``since`` on, the ``latest`` newest first."""
    found: dict[str, list[Visit]] = {name: [] for name in names}
    order = visit.c.at.desc(), visit.c.id.desc()
    place = func.row_number().over(partition_by=visit.c.site, order_by=order).label("place")
    ranked = select(*_VISIT, place).where(visit.c.at >= since)
    for batch in batches(found):
        own = ranked.where(visit.c.site.in_(batch)).subquery()
        query = select(*(own.c[column.name] for column in _VISIT)).order_by(own.c.place)
        if latest is not None:
            query = query.where(own.c.place <= latest)
        for row in connection.execute(query):
            one = Visit.model_validate(_named(_VISIT, row))
            found[one.site].append(one)
    return found


def due_sites(connection: Connection, now: datetime, within: timedelta) -> set[str]:
    """Return sites with an endpoint that is due, of those worth a look ``within`` a time.

    Sites whose archive was not looked through yet are left out.
    """
    query = (
        select(endpoint.c.site)
        .join(site, site.c.site == endpoint.c.site)
        .where(
            site.c.walked.is_not(None),
            endpoint.c.found > 0,
            endpoint.c.interval <= within.total_seconds(),
            endpoint.c.next_check <= now,
        )
    )
    return set(connection.execute(query).scalars())


def _site(row: Row[Any]) -> SiteState:
    fields = _named([*site.c], row)
    for name in ("hosts", "unfit"):
        fields[name] = fields[name] and json.loads(fields[name])
    return SiteState.model_validate(fields)


def _named(columns: Iterable[Column[Any]], row: Row[Any]) -> dict[str, Any]:
    """Return the fields of a row, which SQLAlchemy's own mapping takes much longer for."""
    return {column.name: value for column, value in zip(columns, row, strict=True)}


def _endpoint_key(one: Endpoint) -> str:
    return f"{one.site[:MOST_SITE]} {key_of(one.url)}"

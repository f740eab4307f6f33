"""A story's own row and agreements, made from its articles whenever one of them changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from model.records import JAKARTA, Agreement, Label
from pipelines.stories import merged
from pipelines.stories.agreements import match
from pipelines.stories.fingerprint import deed_of
from store.changes import next_change
from store.database import upsert
from store.queue import enqueue
from store.tables import agreement, article, moved, story
from store.texts import as_json, new_id

#: Articles whose agreements are merged, the richest first.
MOST_TELLINGS = 20


def summarise(connection: Connection, identity: str) -> int:
    """Write the row and the agreements of a story anew, and queue all that changed for the index.

    A story without articles goes. Returns how many agreements are new.
    """
    members = connection.execute(_articles_of(identity)).all()
    version = next_change(connection)
    if not members:
        remove(connection, identity, version)
        return 0
    ranked = sorted(members, key=_rank)
    connection.execute(update(story).where(story.c.id == identity).values(_row(ranked, version)))
    added, gone = _put_agreements(connection, identity, ranked)
    enqueue(connection, [identity, *gone], version)
    return added


def remove(connection: Connection, identity: str, version: int) -> None:
    """Remove a story without articles, and its agreements, here and from the index."""
    leave = delete(agreement).where(agreement.c.story == identity).returning(agreement.c.id)
    gone = list(connection.execute(leave).scalars())
    connection.execute(delete(story).where(story.c.id == identity))
    enqueue(connection, [identity, *gone], version)


def new_story(connection: Connection) -> str:
    """Make an empty story and return its id; it is filled by ``summarise``."""
    identity = new_id("s")
    now = datetime.fromtimestamp(0, JAKARTA)
    connection.execute(
        insert(story).values(
            id=identity,
            version=0,
            label=Label.CANDIDATE,
            title="",
            sort_at=now,
            probability=0,
            language="",
            lead=0,
        )
    )
    return identity


def absorb(connection: Connection, survivor: str, absorbed: str) -> None:
    """Put all of one story into another one; its id then leads there."""
    connection.execute(update(article).where(article.c.story == absorbed).values(story=survivor))
    first_free = select(func.count()).where(agreement.c.story == survivor).scalar_subquery()
    connection.execute(
        update(agreement)
        .where(agreement.c.story == absorbed)
        .values(story=survivor, place=agreement.c.place + first_free)
    )
    _retire(connection, absorbed, survivor)
    summarise(connection, absorbed)


def publication_order(row: Row[Any]) -> tuple[bool, Any, bool, Any, int]:
    """Order articles, first publisher first: undated last, a day without an hour late on it."""
    moment: datetime | None = row.published
    if moment is None:
        return (True, row.first_seen.date(), False, row.first_seen, row.page)
    local = moment.astimezone(JAKARTA)
    return (False, local.date(), local.time() == time(), local, row.page)


def _articles_of(identity: str) -> Any:
    columns = [column for column in article.c if column.name not in {"facts", "shingles"}]
    return select(*columns).where(article.c.story == identity)


def _rank(row: Row[Any]) -> tuple[bool, int, Any]:
    """Order articles, the one that speaks for the story first: partnership, then the richest."""
    return (row.label != Label.PARTNERSHIP, -row.richness, publication_order(row))


def _row(ranked: Sequence[Row[Any]], version: int) -> dict[str, Any]:
    lead = ranked[0]
    first = min(ranked, key=publication_order)
    return {
        "version": version,
        "label": lead.label,
        "title": lead.title,
        "published": first.published,
        "sort_at": first.published or min(row.first_seen for row in ranked),
        "probability": max(row.probability for row in ranked if row.label == lead.label),
        "language": lead.language,
        "lead": lead.page,
    }


def _put_agreements(
    connection: Connection, identity: str, ranked: Sequence[Row[Any]]
) -> tuple[int, list[str]]:
    """Write the agreements of a story; one that was known keeps its id.

    Returns how many are new, and the ids of those that are gone.
    """
    tellings = [_told(row.agreements) for row in ranked[:MOST_TELLINGS]]
    before = connection.execute(
        select(agreement).where(agreement.c.story == identity).order_by(agreement.c.place)
    ).all()
    known = [deed_of(Agreement.model_validate_json(row.body)) for row in before]
    taken: set[int] = set()
    rows = []
    agreements = merged(tellings)
    for place, told in enumerate(agreements):
        old = match(deed_of(told), known, taken)
        if old is not None:
            taken.add(old)
        name = new_id("a") if old is None else before[old].id
        rows.append({"id": name, "story": identity, "place": place, "body": as_json(told)})
    for place, row in enumerate(before):
        if place not in taken:
            connection.execute(delete(agreement).where(agreement.c.id == row.id))
            twin = match(known[place], [deed_of(told) for told in agreements], set())
            if twin is not None:
                _retire(connection, row.id, str(rows[twin]["id"]))
    upsert(connection, agreement, rows, "id")
    gone = [row.id for place, row in enumerate(before) if place not in taken]
    return len(rows) - len(taken), gone


def _told(agreements: str) -> tuple[Agreement, ...]:
    return tuple(Agreement.model_validate_json(body) for body in json.loads(agreements))


def _retire(connection: Connection, old: str, target: str) -> None:
    connection.execute(update(moved).where(moved.c.target == old).values(target=target))
    connection.execute(insert(moved).values(id=old, target=target))

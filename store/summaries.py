"""A story's own row and agreements, made from its articles whenever one of them changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from model.records import JAKARTA, Agreement, Label
from pipelines.stories import merged
from pipelines.stories.agreements import match
from pipelines.stories.deeds import deed_of
from store import clusters, telling
from store.changes import next_change
from store.database import upsert
from store.order import publication_order
from store.queue import enqueue
from store.tables import agreement, article, moved, story, version
from store.texts import as_json, new_id

#: Articles whose agreements are merged, the richest first.
MOST_TELLINGS = 20


def summarise(connection: Connection, identity: str) -> int:
    """Write the row and the agreements of a story anew; queue for the index what it must learn.

    A story without articles, but for corrections of them, goes. The version moves only when what
    an index is told does. Returns how many agreements are new.
    """
    members = connection.execute(_articles_of(identity)).all()
    telling_it = [row for row in members if row.corrects is None]
    if not telling_it:
        for row in members:
            clusters.remove_article(connection, row.page)
        remove(connection, identity, next_change(connection))
        return 0
    ranked = sorted(telling_it, key=_rank)
    connection.execute(update(story).where(story.c.id == identity).values(_row(ranked)))
    added, gone = _put_agreements(connection, identity, ranked)
    _tell(connection, identity, gone)
    return added


def _tell(connection: Connection, identity: str, gone: list[str]) -> None:
    """Give a story its next version, and queue it, if what an index is told of it changed."""
    shown = _digest(connection, identity)
    own = story.c.id == identity
    if shown == connection.execute(select(story.c.shown).where(own)).scalar_one():
        return
    number = next_change(connection)
    connection.execute(update(story).where(own).values(version=number, shown=shown))
    enqueue(connection, [identity, *gone], number)


def _digest(connection: Connection, identity: str) -> str:
    (told,) = telling.told(connection, [identity])
    return sha256(as_json(told.model_copy(update={"version": 0})).encode()).hexdigest()


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
    for table in (article, version):
        connection.execute(update(table).where(table.c.story == absorbed).values(story=survivor))
    first_free = select(func.count()).where(agreement.c.story == survivor).scalar_subquery()
    connection.execute(
        update(agreement)
        .where(agreement.c.story == absorbed)
        .values(story=survivor, place=agreement.c.place + first_free)
    )
    _retire(connection, absorbed, survivor)
    summarise(connection, absorbed)


def _articles_of(identity: str) -> Any:
    columns = [column for column in article.c if column.name not in {"facts", "shingles"}]
    return select(*columns).where(article.c.story == identity)


def _rank(row: Row[Any]) -> tuple[bool, bool, int, Any]:
    """Order articles, the one that speaks for the story first.

    Partnership before candidate, what can still be read before what is gone, then the richest.
    """
    is_gone = row.withdrawn is not None
    return (row.label != Label.PARTNERSHIP, is_gone, -row.richness, publication_order(row))


def _row(ranked: Sequence[Row[Any]]) -> dict[str, Any]:
    lead = ranked[0]
    first = min(ranked, key=publication_order)
    return {
        "label": lead.label,
        "title": lead.title,
        "published": first.published,
        "sort_at": first.published or min(row.first_seen for row in ranked),
        "probability": max(row.probability for row in ranked if row.label == lead.label),
        "language": lead.language,
        "lead": lead.page,
        "withdrawn": all(row.withdrawn is not None for row in ranked),
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

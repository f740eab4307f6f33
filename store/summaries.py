"""A story's own row and agreements, made from its articles whenever one of them changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from model.records import JAKARTA, Agreement, Decision, Label
from pipelines.stories.agreements import completed, grouped
from pipelines.stories.contradictions import claims_of
from store import clusters, news, register, reviews, telling
from store.changes import next_change
from store.database import batches
from store.order import publication_order
from store.queue import enqueue
from store.recognising import retire
from store.tables import agreement, article, reading, story, version
from store.texts import as_json, new_id

#: Articles whose agreements are merged, the richest first.
MOST_TELLINGS = 20
#: What a story is by a person's decision.
_DECIDED = {Decision.KEEP: Label.PARTNERSHIP, Decision.DROP: Label.OTHER}

_ARTICLES = select(
    *(column for column in article.c if column.name not in {"facts", "shingles"}),
    reading.c.announced,
).join(reading, reading.c.page == article.c.page)


class Summary(NamedTuple):
    """Whether a story is news, and how many of its agreements are."""

    is_news: bool
    agreements: int


def summarise(connection: Connection, identity: str) -> Summary:
    """Write the row and the agreements of a story anew; queue for the index what it must learn.

    A story without articles, but for corrections of them, goes. A person's decision gives the
    label; agreements of a dropped story stay, so that they have their ids when that is undone. The
    version moves only when what an index is told does.
    """
    members = connection.execute(_articles_of(identity)).all()
    telling_it = [row for row in members if row.corrects is None]
    if not telling_it:
        for row in members:
            clusters.remove_article(connection, row.page)
        remove(connection, identity)
        return Summary(is_news=False, agreements=0)
    ranked = sorted(telling_it, key=_rank)
    values = _row(ranked, reviews.standing(connection, identity))
    connection.execute(update(story).where(story.c.id == identity).values(values))
    number = next_change(connection)
    change = register.put(connection, identity, _accounts(ranked), number)
    tell(connection, [identity, *sorted(change.stories)], change.gone, number)
    is_dropped = values["label"] == Label.OTHER
    if is_dropped:
        _hide(connection, identity, number)
    added = [] if is_dropped or news.is_told(ranked) else change.added
    news.announce_agreements(connection, added)
    is_news = news.announce_story(connection, identity, values["label"], ranked)
    return Summary(is_news, len(added))


def remove(connection: Connection, identity: str, *, for_good: bool = False) -> list[str]:
    """Remove a story without articles, and what only it told, here and from the index.

    What people said something of stands alone, unless the story goes ``for_good``. Returns the ids
    of the agreements that are gone.
    """
    number = next_change(connection)
    change = register.put(connection, identity, [], number, for_good=for_good)
    connection.execute(delete(story).where(story.c.id == identity))
    tell(connection, sorted(change.stories), [identity, *change.gone], number)
    return change.gone


def tell(connection: Connection, stories: Sequence[str], gone: Sequence[str], number: int) -> None:
    """Give those of ``stories`` of which an index is told otherwise now this version; queue them.

    So is what is gone.
    """
    contents = {
        told.story.id: as_json(told.model_copy(update={"version": 0}))
        for told in telling.told(connection, stories)
    }
    enqueue(connection, [*gone, *_others(connection, contents, number)], number)


def _hide(connection: Connection, identity: str, number: int) -> None:
    """Queue a story that was dropped, and what it alone tells, as gone."""
    own = select(agreement.c.id).where(agreement.c.story == identity).order_by(agreement.c.id)
    hidden = list(connection.execute(own).scalars())
    if _others(connection, {identity: "\n".join(hidden)}, number):
        enqueue(connection, [identity, *hidden], number)


def _others(connection: Connection, contents: Mapping[str, str], number: int) -> list[str]:
    """Return the stories of which an index was told other than this; give them the version."""
    digests = {name: sha256(told.encode()).hexdigest() for name, told in contents.items()}
    known: dict[str, str | None] = {}
    for batch in batches(digests):
        query = select(story.c.id, story.c.shown).where(story.c.id.in_(batch))
        known |= {row.id: row.shown for row in connection.execute(query)}
    changed = [name for name, digest in digests.items() if known[name] != digest]
    if changed:
        rows = [{"own": name, "version": number, "shown": digests[name]} for name in changed]
        connection.execute(update(story).where(story.c.id == bindparam("own")), rows)
    return changed


def new_story(connection: Connection) -> str:
    """Make an empty story and return its id; it is filled by ``summarise``."""
    identity = new_id("s")
    now = datetime.fromtimestamp(0, JAKARTA)
    connection.execute(
        insert(story).values(
            id=identity,
            version=0,
            born=next_change(connection),
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
    register.move(connection, absorbed, survivor)
    retire(connection, absorbed, survivor)
    summarise(connection, absorbed)


def _articles_of(identity: str) -> Any:
    return _ARTICLES.where(article.c.story == identity)


def _rank(row: Row[Any]) -> tuple[bool, bool, int, Any]:
    """Order articles, the one that speaks for the story first.

    Partnership before candidate, what can still be read before what is gone, then the richest.
    """
    is_gone = row.withdrawn is not None
    return (row.label != Label.PARTNERSHIP, is_gone, -row.richness, publication_order(row))


def _row(ranked: Sequence[Row[Any]], decided: Row[Any] | None) -> dict[str, Any]:
    lead = ranked[0]
    first = min(ranked, key=publication_order)
    return {
        "label": _DECIDED[decided.decision] if decided else lead.label,
        "review": decided.id if decided else None,
        "title": lead.title,
        "published": first.published,
        "sort_at": first.published or min(row.first_seen for row in ranked),
        "probability": max(row.probability for row in ranked if row.label == lead.label),
        "language": lead.language,
        "lead": lead.page,
        "withdrawn": all(row.withdrawn is not None for row in ranked),
    }


def _accounts(ranked: Sequence[Row[Any]]) -> list[register.Account]:
    """Return what the articles of a story say of each agreement, the best article first."""
    tellings = [_told(row.agreements) for row in ranked[:MOST_TELLINGS]]
    return [
        register.Account(
            completed(told for _, told in group),
            claims_of((ranked[place].page, told) for place, told in group),
        )
        for group in grouped(tellings)
    ]


def _told(agreements: str) -> tuple[Agreement, ...]:
    return tuple(Agreement.model_validate_json(body) for body in json.loads(agreements))

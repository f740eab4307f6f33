"""Stories of what came of an agreement later: a person says so of the pages that they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Select, delete, insert, select, update

from store.database import batches
from store.desk_tables import follow_up
from store.tables import IS_SHOWN, article, story


def attach(connection: Connection, identity: str, name: str, by: str, at: datetime) -> bool:
    """Let a story follow an agreement; false where it does already."""
    known = set(_pages(connection, identity))
    pages = select(article.c.page).where(article.c.story == name)
    new = [page for page in connection.execute(pages).scalars() if page not in known]
    if not new:
        return False
    rows = [{"agreement": identity, "page": page, "by": by, "at": at} for page in new]
    connection.execute(insert(follow_up), rows)
    return True


def detach(connection: Connection, identity: str, name: str) -> bool:
    """Let a story follow an agreement no more; false where it does not."""
    own = select(article.c.page).where(article.c.story == name)
    attached = (follow_up.c.agreement == identity) & follow_up.c.page.in_(own)
    return connection.execute(delete(follow_up).where(attached)).rowcount > 0


def stories(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the stories that follow agreements, in the order in which they came."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for batch in batches(ids):
        query = (
            select(follow_up.c.agreement, article.c.story)
            .join(article, article.c.page == follow_up.c.page)
            .join(story, story.c.id == article.c.story)
            .where(follow_up.c.agreement.in_(batch), IS_SHOWN)
            .order_by(story.c.sort_at, story.c.id)
        )
        for row in connection.execute(query):
            found[row.agreement].setdefault(row.story)
    return {name: tuple(own) for name, own in found.items()}


def agreements(connection: Connection, name: str) -> tuple[str, ...]:
    """Return the agreements that a story follows."""
    query = select(follow_up.c.agreement).join(article, article.c.page == follow_up.c.page)
    own = query.where(article.c.story == name).order_by(follow_up.c.agreement).distinct()
    return tuple(connection.execute(own).scalars())


def follow(connection: Connection, old: str, target: str) -> None:
    """Let what follows an agreement follow the one that it proved to be."""
    twice = (follow_up.c.agreement == old) & follow_up.c.page.in_(_own(target))
    connection.execute(delete(follow_up).where(twice))
    own = follow_up.c.agreement == old
    connection.execute(update(follow_up).where(own).values(agreement=target))


def forget(connection: Connection, ids: Collection[str], pages: Collection[int]) -> None:
    """Forget what follows agreements that are deleted, and pages that are."""
    gone = follow_up.c.agreement.in_(list(ids)) | follow_up.c.page.in_(list(pages))
    connection.execute(delete(follow_up).where(gone))


def _own(identity: str) -> Select[int]:
    return select(follow_up.c.page).where(follow_up.c.agreement == identity)


def _pages(connection: Connection, identity: str) -> list[int]:
    return list(connection.execute(_own(identity)).scalars())

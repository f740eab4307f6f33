"""Stories of what came of an agreement later: found in their text, or said by people.

It is kept with pages, as decisions are: stories merge and part, a page stays. Of a story the last
word of a person on any of its pages counts, else what was found on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, delete, insert, literal, select, update

from model.following import Aspect, Following, FollowState, FollowUp
from model.records import Reading
from store.database import batches
from store.desk_tables import follow_up
from store.tables import IS_SHOWN, account, article, page, reading, story
from store.texts import clean

_TELLS_OF_IT = (
    select(account.c.story)
    .where(account.c.story == article.c.story, account.c.agreement == follow_up.c.agreement)
    .exists()
)
#: What follows agreements, with the stories that are shown; a page may be in none.
_ROWS = (
    select(follow_up, article.c.story, story.c.sort_at)
    .outerjoin(article, article.c.page == follow_up.c.page)
    .outerjoin(story, story.c.id == article.c.story)
    .where(article.c.page.is_(None) | (IS_SHOWN & ~_TELLS_OF_IT))
)
#: The surest first: of several pages of a story, it counts what the surest shows.
_BY_SURENESS = (FollowState.ATTACHED, FollowState.SUGGESTED, FollowState.REFUSED)


def say(
    connection: Connection,
    identity: str,
    pages: Collection[int],
    state: FollowState,
    by: str,
    at: datetime,
) -> bool:
    """Let a person say whether pages follow an agreement; false where they said so already."""
    own = (follow_up.c.agreement == identity) & follow_up.c.page.in_(list(pages))
    rows = {row.page: row for row in connection.execute(select(follow_up).where(own))}
    if rows.keys() >= set(pages) and all(
        row.by is not None and row.state == state for row in rows.values()
    ):
        return False
    said = {"state": state, "by": clean(by), "at": at}
    connection.execute(update(follow_up).where(own).values(said))
    new = [{"agreement": identity, "page": one, **said} for one in pages if one not in rows]
    if new:
        connection.execute(insert(follow_up), new)
    return True


def put_found(
    connection: Connection, number: int, found: Iterable[Following], at: datetime
) -> set[str]:
    """Keep what was found on a page in place of what was found before; people's words stay.

    Returns the agreements of which that changes anything.
    """
    before = _machine_rows(connection, number)
    said = _said_of(connection, number)
    wanted = {one.agreement: _found_row(one) for one in found if one.agreement not in said}
    gone = before.keys() - wanted.keys()
    new = {name: row for name, row in wanted.items() if before.get(name) != row}
    own = (follow_up.c.page == number) & follow_up.c.by.is_(None)
    stale = [*gone, *(new.keys() & before.keys())]
    connection.execute(delete(follow_up).where(own, follow_up.c.agreement.in_(stale)))
    if new:
        rows = [{"agreement": name, "page": number, "at": at, **row} for name, row in new.items()]
        connection.execute(insert(follow_up), rows)
    return gone | new.keys()


def stories(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the stories that follow agreements, in the order in which they came."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for batch in batches(ids):
        query = _ROWS.where(follow_up.c.agreement.in_(batch), article.c.page.is_not(None))
        for row in connection.execute(query.order_by(story.c.sort_at, story.c.id)):
            found[row.agreement].append(row)
    attached = {name: _attached(rows) for name, rows in found.items()}
    return {name: own for name, own in attached.items() if own}


def of_agreement(connection: Connection, identity: str) -> list[FollowUp]:
    """Return all that follows an agreement, may, or was said not to; one for a story."""
    return _described(connection, _ROWS.where(follow_up.c.agreement == identity))


def of_story(connection: Connection, name: str) -> list[FollowUp]:
    """Return which agreements a story follows, may follow, or was said not to."""
    return of_stories(connection, [name])


def of_stories(connection: Connection, names: Collection[str]) -> list[FollowUp]:
    """Return the same of several stories."""
    found: list[FollowUp] = []
    for batch in batches(names):
        found += _described(connection, _ROWS.where(article.c.story.in_(batch)))
    return found


def of_pages(connection: Connection, urls: Collection[str]) -> list[FollowUp]:
    """Return which agreements pages follow that are no stories of ours."""
    found: list[FollowUp] = []
    for batch in batches(urls):
        own = select(page.c.id).where(page.c.url.in_(batch))
        query = _ROWS.where(follow_up.c.page.in_(own), article.c.page.is_(None))
        found += _described(connection, query)
    return found


def waiting(connection: Connection) -> list[FollowUp]:
    """Return all that may follow an agreement, and of which nobody said anything yet."""
    suggested = select(follow_up.c.agreement).where(follow_up.c.state == FollowState.SUGGESTED)
    found = _described(connection, _ROWS.where(follow_up.c.agreement.in_(suggested)))
    return [one for one in found if one.state is FollowState.SUGGESTED]


def pages_of(connection: Connection, name: str) -> list[int]:
    """Return the pages of a story."""
    return list(connection.execute(select(article.c.page).where(article.c.story == name)).scalars())


def follow(connection: Connection, old: str, target: str) -> None:
    """Let what follows an agreement follow the one that it proved to be; people's words go first.

    Where both know of a page, a person's word on either stays, the later of two.
    """
    ours = _by_page(connection, target)
    for number, row in _by_page(connection, old).items():
        mine = ours.get(number)
        loses = row if mine is not None and _weight(mine) >= _weight(row) else mine
        if loses is not None:
            one = (follow_up.c.agreement == loses.agreement) & (follow_up.c.page == number)
            connection.execute(delete(follow_up).where(one))
    own = follow_up.c.agreement == old
    connection.execute(update(follow_up).where(own).values(agreement=target))


def forget(connection: Connection, ids: Collection[str], pages: Collection[int]) -> None:
    """Forget what follows agreements that are deleted, and pages that are."""
    gone = follow_up.c.agreement.in_(list(ids)) | follow_up.c.page.in_(list(pages))
    connection.execute(delete(follow_up).where(gone))


def _by_page(connection: Connection, identity: str) -> dict[int, Row[Any]]:
    own = select(follow_up).where(follow_up.c.agreement == identity)
    return {row.page: row for row in connection.execute(own)}


def _weight(row: Row[Any]) -> tuple[bool, datetime]:
    return row.by is not None, row.at


def _machine_rows(connection: Connection, number: int) -> dict[str, dict[str, Any]]:
    own = (follow_up.c.page == number) & follow_up.c.by.is_(None)
    return {
        row.agreement: {"state": row.state, "aspect": row.aspect, "evidence": row.evidence}
        for row in connection.execute(select(follow_up).where(own))
    }


def _said_of(connection: Connection, number: int) -> set[str]:
    own = (follow_up.c.page == number) & follow_up.c.by.is_not(None)
    return set(connection.execute(select(follow_up.c.agreement).where(own)).scalars())


def _found_row(one: Following) -> dict[str, Any]:
    state = FollowState.ATTACHED if one.sure else FollowState.SUGGESTED
    return {"state": state, "aspect": one.aspect, "evidence": clean(one.evidence) or None}


def _attached(rows: Iterable[Row[Any]]) -> tuple[str, ...]:
    by_story: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_story.setdefault(row.story, []).append(row)
    return tuple(
        name for name, own in by_story.items() if _speaking(own).state == FollowState.ATTACHED
    )


def _speaking(rows: Sequence[Row[Any]]) -> Row[Any]:
    """Return what counts of several pages: the last word of a person, else the surest find."""
    said = [row for row in rows if row.by is not None]
    if said:
        return max(said, key=lambda row: (row.at, row.page))
    return min(rows, key=lambda row: (_BY_SURENESS.index(row.state), row.page))


def _described(connection: Connection, query: Select[Any]) -> list[FollowUp]:
    grouped: dict[tuple[str, Any], list[Row[Any]]] = {}
    for row in connection.execute(query.order_by(follow_up.c.page)):
        grouped.setdefault((row.agreement, row.story or row.page), []).append(row)
    rows = [_speaking(own) for own in grouped.values()]
    whole = _pages(connection, [row.page for row in rows])
    found = [_as_follow_up(row, whole[row.page]) for row in rows]
    return sorted(found, key=lambda one: (one.published or one.at, one.url))


def _pages(connection: Connection, numbers: Collection[int]) -> dict[int, Row[Any]]:
    found: dict[int, Row[Any]] = {}
    for batch in batches(numbers):
        query = (
            select(page.c.id, page.c.url, page.c.site, article.c.title, article.c.published)
            .add_columns(_body_of_others())
            .outerjoin(article, article.c.page == page.c.id)
            .outerjoin(reading, reading.c.page == page.c.id)
            .where(page.c.id.in_(batch))
        )
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _body_of_others() -> Any:
    """The reading of a page that is in no story; of others it is long, and not needed."""
    return case((article.c.page.is_(None), reading.c.body), else_=literal(None)).label("body")


def _as_follow_up(row: Row[Any], own: Row[Any]) -> FollowUp:
    title, published = own.title, own.published
    if own.body is not None:
        told = Reading.model_validate_json(own.body).article
        title, published = (told.title, told.published) if told else (None, None)
    return FollowUp(
        agreement=row.agreement,
        story=row.story,
        url=own.url,
        site=own.site,
        title=title or own.url,
        published=published,
        state=FollowState(row.state),
        by=row.by,
        at=row.at,
        aspect=Aspect(row.aspect) if row.aspect else None,
        evidence=row.evidence,
    )

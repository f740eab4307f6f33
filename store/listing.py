"""Long lists page by page, in an order that an index of the database knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from model.records import KeptAgreement, Label, Story
from store import naming, views
from store.records import AgreementOrder, Named, NameSort
from store.tables import (
    DESK,
    IS_SHOWN,
    UtcDateTime,
    agreement,
    agreement_name,
    article,
    reading,
    story,
)

#: More ids than these are not looked up one by one: the list is walked until a page is full.
_MANY = 2_000
_WALKED_AT_ONCE = 1_000
_ORDERS: dict[AgreementOrder, Any] = {
    AgreementOrder.NEWS: story.c.sort_at,
    AgreementOrder.SIGNED_ON: agreement.c.signed_on,
    AgreementOrder.VALID_UNTIL: agreement.c.valid_until,
}
#: Few stories are not shown, and an index names them: to leave out theirs is cheaper than to look
#: up the story of every agreement.
_IS_SHOWN = agreement.c.story.not_in(select(story.c.id).where(story.c.label == Label.OTHER))


class Place(NamedTuple):
    """Where a page ends: what its last row is ordered by, and its id."""

    key: datetime | date | None
    id: str


class StoryPage(NamedTuple):
    """Stories, and where those that follow begin; null where none does."""

    stories: list[Story]
    after: Place | None


class AgreementPage(NamedTuple):
    """Agreements, and where those that follow begin; null where none does."""

    agreements: list[KeptAgreement]
    after: Place | None


def stories(
    connection: Connection, label: Label | None, limit: int, after: Place | None
) -> StoryPage:
    """Return stories, newest first; of all labels but "other" where none is given."""
    query = select(story.c.id, story.c.sort_at.label("key"))
    shown = IS_SHOWN & (story.c.label != DESK)
    query = query.where(shown if label is None else story.c.label == label)
    rows, place = _page(connection, query, _Order(story.c.sort_at, story.c.id, True), limit, after)
    return StoryPage(views.stories(connection, ids=[row.id for row in rows]), place)


def agreements(  # noqa: PLR0913 - what a person may ask for
    connection: Connection,
    order: AgreementOrder,
    *,
    descending: bool,
    limit: int,
    after: Place | None,
    ids: Collection[str] | None,
    named: Named | None,
) -> AgreementPage:
    """Return agreements in an order, what has no date last; of ``ids``, or of one name, alone."""
    key = _ORDERS[order]
    by = _Order(key, agreement.c.id, descending)
    query = select(agreement.c.id, key.label("key")).where(_IS_SHOWN)
    if order is AgreementOrder.NEWS:
        is_few = named is not None or (ids is not None and len(ids) <= _MANY)
        query = query.join(story) if is_few else _from_stories(query)
    if named is not None:
        query = query.where(agreement.c.id.in_(_of(named)))
    if ids is None:
        rows, place = _page(connection, query, by, limit, after)
    elif len(ids) > _MANY:
        rows, place = _walk(connection, query, by, limit, after, ids)
    else:
        rows, place = _pick(connection, query, by, limit, after, ids)
    found = {one.id: one for one in views.agreements(connection, ids=[row.id for row in rows])}
    return AgreementPage([found[row.id] for row in rows if row.id in found], place)


def count(connection: Connection, named: Named | None, ids: Collection[str] | None) -> int:
    """Count the agreements of the register, those of ``ids``, or those that name somebody."""
    query = select(agreement.c.id).where(_IS_SHOWN)
    if named is not None:
        query = query.where(agreement.c.id.in_(_of(named)))
    if ids is not None:
        return sum(row.id in ids for row in connection.execute(query))
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())


def changed(connection: Connection, ids: Collection[str]) -> dict[str, datetime]:
    """Return when each story was changed last: an article came to it, or was edited."""
    query = select(
        article.c.story,
        func.max(article.c.first_seen, type_=UtcDateTime).label("came"),
        func.max(reading.c.since, type_=UtcDateTime).label("edited"),
    ).join(reading, reading.c.page == article.c.page)
    rows = views.batched(connection, query.group_by(article.c.story), article.c.story, ids)
    return {row.story: max(row.came, row.edited or row.came) for row in rows}


class _Order(NamedTuple):
    key: Any
    tie: Any
    descending: bool

    def columns(self) -> tuple[ColumnElement[Any], ...]:
        """The order in SQL: what has no key last, ties by id."""
        key = self.key.desc() if self.descending else self.key.asc()
        return (key.nulls_last(), self.tie)

    def follows(self, place: Place) -> ColumnElement[bool]:
        """Whether a row comes after a place."""
        if place.key is None:
            return and_(self.key.is_(None), self.tie > place.id)
        beyond = self.key < place.key if self.descending else self.key > place.key
        same = and_(self.key == place.key, self.tie > place.id)
        return or_(beyond, same, self.key.is_(None))


def _page(
    connection: Connection, query: Select[Any], by: _Order, limit: int, after: Place | None
) -> tuple[list[Row[Any]], Place | None]:
    if after is not None:
        query = query.where(by.follows(after))
    rows = connection.execute(query.order_by(*by.columns()).limit(limit + 1)).all()
    return _cut(list(rows), limit)


def _walk(
    connection: Connection,
    query: Select[Any],
    by: _Order,
    limit: int,
    after: Place | None,
    ids: Collection[str],
) -> tuple[list[Row[Any]], Place | None]:
    """Fill a page with what is among many ids."""
    found: list[Row[Any]] = []
    while len(found) <= limit:
        rows, after = _page(connection, query, by, _WALKED_AT_ONCE, after)
        found += [row for row in rows if row.id in ids]
        if after is None:
            break
    return _cut(found, limit)


def _pick(
    connection: Connection,
    query: Select[Any],
    by: _Order,
    limit: int,
    after: Place | None,
    ids: Collection[str],
) -> tuple[list[Row[Any]], Place | None]:
    """Fill a page with what has one of few ids."""
    if after is not None:
        query = query.where(by.follows(after))
    rows = sorted(views.batched(connection, query, agreement.c.id, ids), key=lambda row: row.id)
    dated = [row for row in rows if row.key is not None]
    dated.sort(key=lambda row: row.key, reverse=by.descending)
    return _cut([*dated, *(row for row in rows if row.key is None)], limit)


def _cut(rows: Sequence[Row[Any]], limit: int) -> tuple[list[Row[Any]], Place | None]:
    page = list(rows[:limit])
    return page, Place(page[-1].key, page[-1].id) if len(rows) > limit else None


def _from_stories(query: Select[Any]) -> Select[Any]:
    """Read agreements by way of their stories, whose order an index knows.

    SQLite would rather read all agreements and sort them, but for this sort of join.
    """
    joined = story.outerjoin(agreement, agreement.c.story == story.c.id)
    return query.select_from(joined).where(func.coalesce(agreement.c.id, "") != "")


def _of(named: Named) -> Select[Any]:
    key = naming.partner_key(named.key) if named.sort is NameSort.PARTNER else named.key
    own = (agreement_name.c.sort == named.sort) & (agreement_name.c.key == key)
    return select(agreement_name.c.agreement).where(own)

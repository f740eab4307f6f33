"""What reports of a time are made from: what was signed and printed, and how sites were asked."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, func, or_, select

from model.records import KeptAgreement, Label
from model.values import says_otherwise
from store import naming, rows, views
from store.database import Database
from store.desk_tables import agreement_value
from store.records import ValueAct
from store.rows import ArticleRow
from store.site_tables import visit
from store.tables import (
    IS_SHOWN,
    UtcDateTime,
    account,
    agreement,
    agreement_name,
    article,
    page,
    reading,
    story,
)

#: Rows that are held at once of what is read to its end.
_AT_ONCE = 2_000


class Scope(NamedTuple):
    """Whose agreements are asked for: those in some provinces, or that name some units by id."""

    provinces: frozenset[str]
    units: frozenset[str]


class Dated(NamedTuple):
    """An agreement, its day of signing, and when the first story of it came (UTC)."""

    id: str
    signed_on: date | None
    first_told: datetime


class Corrected(NamedTuple):
    """That a person gave a field another value than the news; values are as JSON holds them."""

    agreement: str
    field: str
    value: Any
    news: Any
    by: str
    at: datetime


class Look(NamedTuple):
    """What a visit to a site found, in short; ``at`` is in UTC."""

    site: str
    at: datetime
    error: str | None
    fetched: int
    discovered: int
    articles: int
    kept: int
    off_topic: int
    audited: int
    audit_kept: int


class _By(BaseModel):
    model: str | None = None


class _Judged(BaseModel):
    """What is needed of a reading: to read all of it would take longer."""

    judgement: _By | None = None


class Reporting:
    """What was signed, printed and watched in a time, without what a person dropped.

    Days and moments are bounds: days include both, moments the first alone. Every method is one
    transaction, and raises ``StoreError`` where the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def signed(self, first: date, last: date, scope: Scope | None = None) -> list[KeptAgreement]:
        """Return what was signed from one day to another, in the order of days."""
        query = _ids(scope).where(agreement.c.signed_on.between(first, last))
        return self._read(query.order_by(agreement.c.signed_on, agreement.c.id))

    def undated(
        self, since: datetime, until: datetime, scope: Scope | None = None
    ) -> list[KeptAgreement]:
        """Return what has no day of signing and was first told between two moments."""
        first = func.min(story.c.sort_at, type_=UtcDateTime)
        told = (
            select(account.c.agreement)
            .join(story, story.c.id == account.c.story)
            .where(IS_SHOWN)
            .group_by(account.c.agreement)
            .having((first >= since) & (first < until))
        )
        query = _ids(scope).where(agreement.c.signed_on.is_(None), agreement.c.id.in_(told))
        return self._read(query.order_by(agreement.c.id))

    def ending(self, first: date, last: date, scope: Scope | None = None) -> list[KeptAgreement]:
        """Return what ends from one day to another, in the order of days."""
        query = _ids(scope).where(agreement.c.valid_until.between(first, last))
        return self._read(query.order_by(agreement.c.valid_until, agreement.c.id))

    def known_ends(self, scope: Scope | None = None) -> tuple[int, int]:
        """Count the agreements whose end is known, and all of them."""
        own = _ids(scope).subquery()
        query = select(func.count(agreement.c.valid_until), func.count()).where(
            agreement.c.id.in_(select(own.c.id))
        )
        with self._database.read() as connection:
            known, every = connection.execute(query).one()
        return int(known), int(every)

    def printed(self, since: datetime, until: datetime) -> list[ArticleRow]:
        """Return the articles of partnerships printed in a time, each under one address.

        What has no time of publication counts from when it was first seen.
        """
        at = func.coalesce(article.c.published, article.c.first_seen)
        query = (
            rows.ARTICLES.join(story, story.c.id == article.c.story)
            .where(story.c.label == Label.PARTNERSHIP, at >= since, at < until)
            .order_by(at, article.c.page)
        )
        found: dict[tuple[str, str], ArticleRow] = {}
        with self._database.read() as connection:
            for row in map(ArticleRow._make, connection.execute(query)):
                place = (row.story, row.same_as)
                if place not in found or row.key == row.same_as:
                    found[place] = row
        return list(found.values())

    def corrected(self, since: datetime, until: datetime) -> list[Corrected]:
        """Return what people corrected in a time, in the order in which they did."""
        row = agreement_value.c
        query = (
            select(row.agreement, row.field, row.value, row.news, row.by, row.at)
            .where(row.act == ValueAct.GIVEN, row.news.is_not(None))
            .where(row.at >= since, row.at < until)
            .order_by(row.id)
        )
        with self._database.read() as connection:
            found = [Corrected._make(one) for one in connection.execute(query)]
        read = (one._replace(value=_read(one.value), news=_read(one.news)) for one in found)
        return [one for one in read if says_otherwise(one.news, one.value)]

    def dated(self) -> Iterator[Dated]:
        """Yield every agreement with the days it is chosen by, in the order of ids."""
        query = (
            select(
                agreement.c.id,
                agreement.c.signed_on,
                func.min(story.c.sort_at, type_=UtcDateTime),
            )
            .join(account, account.c.agreement == agreement.c.id)
            .join(story, story.c.id == account.c.story)
            .where(IS_SHOWN, agreement.c.story.not_in(_HIDDEN))
            .group_by(agreement.c.id, agreement.c.signed_on)
            .order_by(agreement.c.id)
        )
        yield from map(Dated._make, self._stream(query))

    def models(self, stories: Collection[str]) -> dict[str, str | None]:
        """Return by which model each article of stories was judged, by its address.

        Null where that was not noted.
        """
        query = (
            select(page.c.url, reading.c.body)
            .join(article, article.c.page == page.c.id)
            .join(reading, reading.c.page == page.c.id)
            .order_by(page.c.url)
        )
        with self._database.read() as connection:
            found = list(views.batched(connection, query, article.c.story, stories))
        judged = {row.url: _Judged.model_validate_json(row.body).judgement for row in found}
        return {url: one.model if one else None for url, one in judged.items()}

    def looks(self, since: datetime, until: datetime) -> Iterator[Look]:
        """Yield the visits to sites between two moments, in the order of time."""
        query = (
            select(*(visit.c[name] for name in Look._fields))
            .where(visit.c.at >= since, visit.c.at < until)
            .order_by(visit.c.at, visit.c.id)
        )
        yield from map(Look._make, self._stream(query))

    def _read(self, query: Select[Any]) -> list[KeptAgreement]:
        with self._database.read() as connection:
            names = list(connection.execute(query).scalars())
            kept = {one.id: one for one in views.agreements(connection, ids=names)}
        return [kept[name] for name in names if name in kept]

    def _stream(self, query: Select[Any]) -> Iterator[Any]:
        with self._database.read() as connection:
            yield from connection.execution_options(yield_per=_AT_ONCE).execute(query)


#: Stories that a person dropped; there are few.
_HIDDEN = select(story.c.id).where(~IS_SHOWN)


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _ids(scope: Scope | None) -> Select[Any]:
    query = select(agreement.c.id).where(agreement.c.story.not_in(_HIDDEN))
    return query if scope is None else query.where(_within(scope))


def _within(scope: Scope) -> ColumnElement[bool]:
    own = select(agreement_name.c.agreement).where(
        agreement_name.c.sort == naming.UNIT, agreement_name.c.key.in_(scope.units)
    )
    return or_(agreement.c.province.in_(scope.provinces), agreement.c.id.in_(own))

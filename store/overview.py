"""The register as people look at it: filtered, sorted, counted; and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import SkipValidation
from sqlalchemy import ColumnElement, Connection, Select, and_, extract, func, or_, select

from model.records import KeptAgreement, Label, Record
from store import naming, views
from store.database import BATCH
from store.tables import (
    account,
    agreement,
    agreement_name,
    article,
    change_counter,
    page,
    story,
)


class RegisterOrder(StrEnum):
    """By what the register is sorted."""

    SIGNED_ON = "signed_on"
    VALID_UNTIL = "valid_until"
    KIND = "kind"
    PROVINCE = "province"


class RegisterFilter(Record):
    """What of the register is asked for; all of it where nothing is said.

    ``unit`` is an id of the register of units, ``partner`` a name in any capitals. ``signed`` and
    ``ends`` are first and last days, both included; null: no bound. ``has_end`` says whether the
    end of the term is known; ``or_no_end`` lets what has none fit ``ends`` too. Ends are told, or
    counted from the term. ``is_ended`` says whether a person ended it by ``today``, ``outcomes``
    whether later ones "renewed" or "amended" it, null for neither. ``ids`` are agreements that a
    search found; they may be very many, and are taken as they are.
    """

    kind: str | None = None
    province: str | None = None
    unit: str | None = None
    partner: str | None = None
    partner_kind: str | None = None
    signed: tuple[date | None, date | None] = (None, None)
    ends: tuple[date | None, date | None] = (None, None)
    has_end: bool | None = None
    or_no_end: bool = False
    today: date | None = None
    is_ended: bool | None = None
    outcomes: frozenset[str | None] | None = None
    ids: SkipValidation[frozenset[str] | None] = None


class RegisterPage(Record):
    """How many agreements fit in all, and some of them."""

    total: int
    agreements: tuple[KeptAgreement, ...]


class Fresh(Record):
    """What was published from a moment on.

    ``stories`` are those of partnerships, ``agreements`` what they tell of, ``outlets`` the sites
    that published them.
    """

    stories: int
    agreements: int
    outlets: int


#: So many ids are looked up; of more, all agreements that fit are read to find theirs.
_FEW = BATCH
_NAMES = {"unit": naming.UNIT, "partner": naming.PARTNER, "partner_kind": naming.PARTNER_KIND}
#: Stories that a person dropped; there are few, so that they are taken off rather than looked for.
_HIDDEN = select(story.c.id).where(story.c.label == Label.OTHER)


class Listed(NamedTuple):
    """What of the register is asked for, and in which order."""

    asked: RegisterFilter
    order: RegisterOrder
    descending: bool


def count(connection: Connection, asked: RegisterFilter) -> int:
    """Count the agreements that fit; ``RegisterFilter.ids`` do not count here."""
    query = select(func.count()).select_from(agreement).where(*_conditions(asked))
    return int(connection.execute(query).scalar_one())


def fitting(connection: Connection, listed: Listed) -> list[str]:
    """Return the ids of all agreements that fit, in an order."""
    names = connection.execute(_ordered(listed)).scalars()
    ids = listed.asked.ids
    return [name for name in names if ids is None or name in ids]


def part(connection: Connection, listed: Listed, limit: int, offset: int) -> list[str]:
    """Return the ids of ``limit`` agreements that fit, in an order, after ``offset`` of them.

    ``RegisterFilter.ids`` do not count here.
    """
    query = _ordered(listed).limit(limit).offset(offset)
    return list(connection.execute(query).scalars())


class Row(NamedTuple):
    """Where an agreement stands in an order: what it is ordered by, and its id."""

    key: Any
    id: str


def following(connection: Connection, listed: Listed, after: Row | None, limit: int) -> list[Row]:
    """Return the ``limit`` rows that come next in an order, however far into it that is.

    ``RegisterFilter.ids`` do not count here.
    """
    key = agreement.c[listed.order.value]
    query = _ordered(listed).add_columns(key.label("key")).limit(limit)
    if after is not None:
        query = query.where(_comes_after(listed, after))
    return [Row(row.key, row.id) for row in connection.execute(query)]


def _comes_after(listed: Listed, place: Row) -> ColumnElement[bool]:
    key, tie = agreement.c[listed.order.value], agreement.c.id
    later = tie < place.id if listed.descending else tie > place.id
    if place.key is None:
        return and_(key.is_(None), later)
    beyond = key < place.key if listed.descending else key > place.key
    return or_(beyond, and_(key == place.key, later), key.is_(None))


def agreements(connection: Connection, ids: Sequence[str]) -> tuple[KeptAgreement, ...]:
    """Return agreements in the order of their ids."""
    kept = {one.id: one for one in views.agreements(connection, ids=ids)}
    return tuple(kept[name] for name in ids if name in kept)


def _ordered(listed: Listed) -> Select[Any]:
    """What comes without a value to order by is last; what has the same value goes by its id."""
    key, tie = agreement.c[listed.order.value], agreement.c.id
    query = select(agreement.c.id).where(*_conditions(listed.asked))
    if listed.descending:
        return query.order_by(key.desc().nulls_last(), tie.desc())
    return query.order_by(key.asc().nulls_last(), tie)


def named(connection: Connection, field: str, value: str) -> str | None:
    """Return what a unit or a partner is called in the register; null where none is called so."""
    query = select(func.min(agreement_name.c.name)).where(*_is_named(field, value))
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else str(found)


def tally(connection: Connection, field: str) -> dict[str, int]:
    """Count agreements by "kind", "province", "partner_kind", "unit" or "partner", most first."""
    own: ColumnElement[bool]
    if field in _NAMES:
        key = agreement_name.c.key
        query = select(key, func.count()).where(agreement_name.c.sort == _NAMES[field])
        own = agreement_name.c.agreement.in_(select(agreement.c.id).where(_is_hidden()))
    else:
        key, own = agreement.c[field], _is_hidden()
        query = select(key, func.count()).where(key.is_not(None))
    counts = _counted(connection, query.group_by(key), own)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def by_month(connection: Connection, since: date, until: date) -> dict[date, int]:
    """Count agreements by the month of signing, by its first day, from one day to another."""
    signed = agreement.c.signed_on
    year, month = extract("year", signed), extract("month", signed)
    query = select(year.label("year"), month.label("month"), func.count().label("found"))
    own = signed.between(since, until) & agreement.c.story.not_in(_HIDDEN)
    rows = connection.execute(query.where(own).group_by(year, month))
    return {date(int(row.year), int(row.month), 1): row.found for row in rows}


def fresh(connection: Connection, since: datetime) -> Fresh:
    """Count what was published from a moment on."""
    new = (story.c.label == Label.PARTNERSHIP) & (story.c.sort_at >= since)
    agreements = select(func.count(account.c.agreement.distinct())).join(
        story, story.c.id == account.c.story
    )
    outlets = (
        select(func.count(page.c.site.distinct()))
        .select_from(story)
        .join(article, article.c.story == story.c.id)
        .join(page, page.c.id == article.c.page)
    )
    stories = select(func.count()).select_from(story)
    counted = [
        connection.execute(query.where(new)).scalar_one()
        for query in (stories, agreements, outlets)
    ]
    return Fresh(stories=counted[0], agreements=counted[1], outlets=counted[2])


def last_change(connection: Connection) -> int:
    """Return the number of the last change of any story; as long as it stays, so do all counts."""
    return int(connection.execute(select(change_counter.c.last)).scalar_one())


def candidates(connection: Connection) -> int:
    """Count the stories that are near the line."""
    query = select(func.count()).select_from(story).where(story.c.label == Label.CANDIDATE)
    return int(connection.execute(query).scalar_one())


def _counted(
    connection: Connection, query: Select[Any], hidden: ColumnElement[bool]
) -> dict[str, int]:
    counts = {str(value): int(count) for value, count in connection.execute(query)}
    for value, count in connection.execute(query.where(hidden)):
        counts[value] -= count
    return {value: count for value, count in counts.items() if count}


def _is_hidden() -> ColumnElement[bool]:
    return agreement.c.story.in_(_HIDDEN)


def _is_named(field: str, value: str) -> tuple[ColumnElement[bool], ...]:
    key = naming.partner_key(value) if field == "partner" else value
    return agreement_name.c.sort == _NAMES[field], agreement_name.c.key == key


def _conditions(asked: RegisterFilter) -> Iterator[ColumnElement[bool]]:
    yield agreement.c.story.not_in(_HIDDEN)
    if asked.ids is not None and len(asked.ids) <= _FEW:
        yield agreement.c.id.in_(sorted(asked.ids))
    for field in ("kind", "province"):
        if (value := getattr(asked, field)) is not None:
            yield agreement.c[field] == value
    for field in _NAMES:
        if (value := getattr(asked, field)) is not None:
            own = select(agreement_name.c.agreement).where(*_is_named(field, value))
            yield agreement.c.id.in_(own)
    yield from _between(agreement.c.signed_on, *asked.signed)
    yield from _standing(asked)


def _standing(asked: RegisterFilter) -> Iterator[ColumnElement[bool]]:
    """Yield what is asked of the end of agreements, and of what became of them."""
    end, outcome = agreement.c.valid_until, agreement.c.outcome
    if within := list(_between(end, *asked.ends)):
        fits = and_(*within)
        yield or_(fits, end.is_(None)) if asked.or_no_end else fits
    if asked.has_end is not None:
        yield end.is_not(None) if asked.has_end else end.is_(None)
    if asked.is_ended is not None:
        is_ended = and_(agreement.c.ended_on.is_not(None), agreement.c.ended_on <= asked.today)
        yield is_ended if asked.is_ended else ~is_ended
    if asked.outcomes is not None:
        named = outcome.in_([one for one in asked.outcomes if one is not None])
        yield or_(named, outcome.is_(None)) if None in asked.outcomes else named


def _between(
    column: ColumnElement[Any], first: date | None, last: date | None
) -> Iterator[ColumnElement[bool]]:
    if first is not None:
        yield column >= first
    if last is not None:
        yield column <= last

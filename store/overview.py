"""The register as people look at it: filtered, sorted, counted; and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, extract, func, or_, select

from model.records import KeptAgreement, Label, Record
from store import naming, views
from store.tables import (
    IS_SHOWN,
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
    search found.
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
    ids: frozenset[str] | None = None


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


_NAMES = {"unit": naming.UNIT, "partner": naming.PARTNER, "partner_kind": naming.PARTNER_KIND}
#: Stories that a person dropped; there are few, so that they are taken off rather than looked for.
_HIDDEN = select(story.c.id).where(~IS_SHOWN)


def find(
    connection: Connection,
    asked: RegisterFilter,
    order: RegisterOrder,
    *,
    descending: bool,
    limit: int,
    offset: int,
) -> RegisterPage:
    """Return ``limit`` agreements that fit, in an order, after ``offset`` of them."""
    conditions = list(_conditions(asked))
    key = agreement.c[order.value]
    query = select(agreement.c.id).where(*conditions)
    ties = agreement.c.id
    ordered = query.order_by(
        (key.desc() if descending else key.asc()).nulls_last(), ties.desc() if descending else ties
    )
    if asked.ids is None:
        count = select(func.count()).select_from(agreement).where(*conditions)
        total = int(connection.execute(count).scalar_one())
        chosen = list(connection.execute(ordered.limit(limit).offset(offset)).scalars())
    else:
        fitting = _among(connection.execute(ordered).scalars(), asked.ids)
        total, chosen = len(fitting), fitting[offset : offset + limit]
    kept = {one.id: one for one in views.agreements(connection, ids=chosen)}
    return RegisterPage(total=total, agreements=tuple(kept[n] for n in chosen if n in kept))


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


def _among(names: Iterable[str], wanted: Set[str]) -> list[str]:
    return [name for name in names if name in wanted]

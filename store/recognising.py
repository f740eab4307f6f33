"""Which entry of the register is what a story tells of: its own of before, or another story's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from model.records import JAKARTA, Agreement
from pipelines.stories.agreements import match
from pipelines.stories.deeds import Deed, deed_of
from pipelines.stories.facts import same_agreement
from pipelines.stories.fingerprint import dated_keys, partner_keys
from pipelines.stories.names import share
from store import following, given, naming, standing
from store.tables import DESK, account, agreement, article, moved, story, trace

#: Days between stories that tell of one agreement without its date.
_NEAR = timedelta(days=7)
#: Stories whose agreements are compared with those of one story.
_MOST_STORIES = 60

#: Accounts, those of the oldest agreements first.
_ENTRIES = (
    select(
        account.c.agreement, agreement.c.born, account.c.story, account.c.body, story.c.published
    )
    .join(agreement, agreement.c.id == account.c.agreement)
    .join(story, story.c.id == account.c.story)
    .order_by(agreement.c.born, agreement.c.place, agreement.c.id)
)


class Entry(NamedTuple):
    """An agreement as one story tells it."""

    id: str
    born: int
    story: str
    deed: Deed
    published: date | None
    body: str


def entries(connection: Connection, condition: ColumnElement[bool]) -> list[Entry]:
    """Return accounts, those of the oldest agreements first."""
    return [_entry(row) for row in connection.execute(_ENTRIES.where(condition)).all()]


def _entry(row: Any) -> Entry:
    deed = deed_of(Agreement.model_validate_json(row.body))
    return Entry(row.agreement, row.born, row.story, deed, _day(row.published), row.body)


def recognised(
    connection: Connection, identity: str, own: Sequence[Entry], deeds: Sequence[Deed]
) -> list[str | None]:
    """Return which agreement of the story each deed was; null for what it did not tell before."""
    others = _others(connection, identity, own)
    known = [entry.deed for entry in own]
    taken: set[int] = set()
    names: list[str | None] = []
    for deed in deeds:
        place = match(deed, known, taken)
        if place is not None and _fits(deed, others.get(own[place].id, [])):
            taken.add(place)
            names.append(own[place].id)
        else:
            names.append(None)
    left = [place for place in range(len(own)) if place not in taken]
    _take_misread(names, deeds, own, [place for place in left if own[place].id not in others])
    _take_older(names, deeds, own, left)
    return names


def _others(connection: Connection, identity: str, own: Sequence[Entry]) -> dict[str, list[Deed]]:
    """Return what other stories say of the agreements that a story told of."""
    ids = [entry.id for entry in own]
    found: dict[str, list[Deed]] = {}
    if ids:
        told = account.c.agreement.in_(ids) & (account.c.story != identity)
        # What people say of an agreement may be far from what the news says of it.
        for entry in entries(connection, told & (story.c.label != DESK)):
            found.setdefault(entry.id, []).append(entry.deed)
    return found


def _fits(deed: Deed, others: Sequence[Deed]) -> bool:
    """Say whether a deed may still be what other stories tell, however far apart they are."""
    return not others or any(same_agreement(deed, other, 0) for other in others)


def _take_misread(
    names: list[str | None], deeds: Sequence[Deed], own: Sequence[Entry], left: list[int]
) -> None:
    """Take what vanished from a story for what its unit is now read to have signed instead."""
    for place, deed in enumerate(deeds):
        if names[place] is None:
            units = deed.units
            found = next((old for old in left if share(units, own[old].deed.units)), None)
            if found is not None:
                names[place] = own[found].id
                left.remove(found)


def _take_older(
    names: list[str | None], deeds: Sequence[Deed], own: Sequence[Entry], left: Iterable[int]
) -> None:
    """Let the older of two entries that proved to be one keep its id."""
    born = {entry.id: place for place, entry in enumerate(own)}
    for place in left:
        twin = match(own[place].deed, deeds, set())
        current = None if twin is None else names[twin]
        is_older = current is not None and place < born[current] and own[place].id not in names
        if twin is not None and is_older:
            names[twin] = own[place].id


def unify(
    connection: Connection, identity: str, names: list[str | None], deeds: Sequence[Deed]
) -> list[str]:
    """Give what other stories tell of too the id of its oldest entry; return ids given up.

    ``names`` are the ids that ``deeds`` have so far, which this changes.
    """
    published = _published(connection, identity)
    others = _elsewhere(connection, identity, deeds, published)
    gone: list[str] = []
    for place, deed in enumerate(deeds):
        for entry in others:
            is_free = entry.id not in names and entry.id not in gone
            apart = _apart(published, entry.published)
            if is_free and same_agreement(deed, entry.deed, apart):
                names[place] = _one_of(connection, names[place], entry.id, gone)
    return gone


def _elsewhere(
    connection: Connection, identity: str, deeds: Sequence[Deed], published: date | None
) -> list[Entry]:
    """Return what other stories tell of agreements that may be those of ``deeds``."""
    dated = {key for deed in deeds for key in dated_keys(deed, near=True)}
    undated = {key for deed in deeds if deed.signed_on is None for key in partner_keys(deed)}
    found = trace.c.key.in_(dated) & (trace.c.day == 0)
    if undated and published:
        first, last = (published - _NEAR).toordinal(), (published + _NEAR).toordinal()
        found |= trace.c.key.in_(undated) & trace.c.day.between(first, last)
    elif not dated:
        return []
    stories = (
        select(article.c.story)
        .join(trace, trace.c.article == article.c.page)
        .where(found, article.c.story != identity)
        .distinct()
        .limit(_MOST_STORIES)
    )
    names = [*connection.execute(stories).scalars(), *standing.traced(connection, dated)]
    return entries(connection, account.c.story.in_(names)) if names else []


def _one_of(connection: Connection, current: str | None, other: str, gone: list[str]) -> str:
    """Make one entry of two, with the id of the older, unless a story tells of both."""
    if current is None:
        return other
    if _told_twice(connection, current, other):
        return current
    older, younger = _by_age(connection, current, other)
    _join(connection, younger, older)
    gone.append(younger)
    return older


def _told_twice(connection: Connection, first: str, second: str) -> bool:
    """Say whether a story tells of both: then they are two."""
    own = select(account.c.story).where(account.c.agreement == first)
    both = (account.c.agreement == second) & account.c.story.in_(own)
    return connection.execute(select(account.c.story).where(both).limit(1)).first() is not None


def _by_age(connection: Connection, *ids: str) -> list[str]:
    query = select(agreement.c.id).where(agreement.c.id.in_(ids))
    return list(connection.execute(query.order_by(agreement.c.born, agreement.c.id)).scalars())


def _join(connection: Connection, younger: str, older: str) -> None:
    connection.execute(
        update(account).where(account.c.agreement == younger).values(agreement=older)
    )
    connection.execute(delete(agreement).where(agreement.c.id == younger))
    standing.follow(connection, younger, older)
    retire(connection, younger, older)


def retire(connection: Connection, old: str, target: str) -> None:
    """Let an id that is given up lead to the one that took its place."""
    connection.execute(update(moved).where(moved.c.target == old).values(target=target))
    connection.execute(insert(moved).values(id=old, target=target))
    for part in (given, naming, following):
        part.follow(connection, old, target)


def _published(connection: Connection, identity: str) -> date | None:
    query = select(story.c.published).where(story.c.id == identity)
    return _day(connection.execute(query).scalar_one_or_none())


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(JAKARTA).date()


def _apart(left: date | None, right: date | None) -> int | None:
    return abs((left - right).days) if left and right else None

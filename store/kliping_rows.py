"""Klipings as rows: one a day, changed by who knows its last revision, and not once it is sent."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from model.exceptions import ConflictError
from model.kliping import Content, Kliping, KlipingState, Statement, Step
from store import pages, tombstones
from store.database import batches, upsert
from store.kliping_tables import kliping, kliping_item
from store.texts import as_json

_IS_SENT = kliping.c.state == KlipingState.SENT


def find(connection: Connection, day: date) -> Kliping | None:
    """Return the kliping of a day; null where there is none."""
    row = connection.execute(select(kliping).where(kliping.c.day == day)).one_or_none()
    return _as_kliping(row) if row else None


def latest(connection: Connection, limit: int, before: date | None) -> list[Kliping]:
    """Return the last klipings, or the last before a day, newest first."""
    query = select(kliping).order_by(kliping.c.day.desc()).limit(limit)
    if before is not None:
        query = query.where(kliping.c.day < before)
    return [_as_kliping(row) for row in connection.execute(query)]


def last_sent(connection: Connection) -> tuple[date, datetime] | None:
    """Return the day and the end of the last kliping that was sent; null where none was."""
    query = select(kliping.c.day, kliping.c.until).where(_IS_SENT).order_by(kliping.c.day.desc())
    row = connection.execute(query.limit(1)).one_or_none()
    return None if row is None else (row.day, row.until)


def put(connection: Connection, new: Kliping) -> Kliping:
    """Keep a kliping in place of the revision before it, or as the first one of its day.

    What was forgotten while it was put together is left out. Returns what is kept.

    Raises:
        ConflictError: somebody else changed it meanwhile, or it was sent.
    """
    before = find(connection, new.day)
    if before is not None and before.state is KlipingState.SENT:
        raise ConflictError(f"the kliping of {new.day} was sent: it stays as it is")
    if new.revision != (before.revision if before else 0) + 1:
        raise ConflictError(
            f"somebody else changed the kliping of {new.day} meanwhile: look at it again"
        )
    new = new.model_copy(update={"content": _without_forgotten(connection, new.content)})
    row = {
        "day": new.day,
        "state": new.state,
        "revision": new.revision,
        "built": new.built,
        "until": new.content.end,
        "steps": json.dumps([as_json(step) for step in new.steps]),
        "body": as_json(new.content),
    }
    upsert(connection, kliping, [row], "day")
    return new


def put_items(connection: Connection, day: date, items: Iterable[str]) -> None:
    """Note what a kliping told of."""
    rows = [{"item": item, "day": day} for item in dict.fromkeys(items)]
    if rows:
        connection.execute(insert(kliping_item), rows)


def told(connection: Connection, items: Sequence[str], before: date) -> set[str]:
    """Return those of ``items`` that a kliping of an earlier day told of."""
    found: set[str] = set()
    for batch in batches(items):
        query = select(kliping_item.c.item).where(
            kliping_item.c.item.in_(batch), kliping_item.c.day < before
        )
        found.update(connection.execute(query).scalars())
    return found


def check_turn(connection: Connection, own: Kliping) -> None:
    """Make sure that the period of a kliping goes on where the last one that was sent ends.

    Raises:
        ConflictError: another one was sent since it was put together, or one of a later day.
    """
    last = last_sent(connection)
    if last is None:
        return
    day, until = last
    if day > own.day:
        raise ConflictError(f"the kliping of {day} was sent already, after that of {own.day}")
    if until != own.content.start:
        raise ConflictError(
            f"the kliping of {day} was sent since this one was put together: put it together anew"
        )


def forget(connection: Connection, ids: Collection[str], urls: Collection[str]) -> None:
    """Take stories, agreements and articles that are deleted for good out of every kliping.

    What was sent cannot be called back, but what is kept of it can.
    """
    gone = {*ids, *urls}
    for item in sorted(gone):
        named = select(kliping).where(kliping.c.body.contains(item, autoescape=True))
        for row in connection.execute(named).all():
            content = _without(Content.model_validate_json(row.body), gone)
            own = update(kliping).where(kliping.c.day == row.day)
            connection.execute(own.values(body=as_json(content), revision=row.revision + 1))
    for batch in batches(gone):
        connection.execute(delete(kliping_item).where(kliping_item.c.item.in_(batch)))


def _without_forgotten(connection: Connection, content: Content) -> Content:
    entries = content.entries
    clips = [clip.url for one in entries for clip in one.clips]
    urls = {*clips, *(told.url for one in entries if one.doubt for told in one.doubt.statements)}
    keys = {pages.key_of(url): url for url in urls if url}
    gone = {keys[key] for key in tombstones.of_keys(connection, keys)}
    gone |= tombstones.stories(connection, {one.story for one in entries if one.story})
    return _without(content, gone) if gone else content


def _without(content: Content, gone: Collection[str]) -> Content:
    entries = []
    for one in content.entries:
        clips = tuple(clip for clip in one.clips if clip.url not in gone)
        statements = one.doubt.statements if one.doubt else ()
        is_gone = bool(one.clips) and not clips
        if is_gone or one.story in gone or one.agreement in gone or _name(statements, gone):
            continue
        entries.append(one.model_copy(update={"clips": clips}))
    return content.model_copy(update={"entries": tuple(entries)})


def _name(statements: Iterable[Statement], gone: Collection[str]) -> bool:
    return any(one.url in gone for one in statements)


def _as_kliping(row: Row[Any]) -> Kliping:
    return Kliping(
        day=row.day,
        state=KlipingState(row.state),
        revision=row.revision,
        built=row.built,
        steps=tuple(Step.model_validate_json(step) for step in json.loads(row.steps)),
        content=Content.model_validate_json(row.body),
    )

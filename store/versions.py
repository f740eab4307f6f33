"""What was read on a page: as it is now, and every version that its outlet replaced."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from model.records import Article, Label, Reading
from pipelines.stories.edits import changes, is_edit
from store.database import upsert
from store.records import History, PageState, Version
from store.tables import article, page, reading, version
from store.texts import as_json


def put_reading(
    connection: Connection,
    number: int,
    new: Reading,
    state: PageState,
    *,
    story: str | None,
    is_decided: bool,
) -> bool:
    """Keep what was read on page ``number``; return False where it is what was read before.

    A page that could be read once and cannot now keeps what was read. What an edit replaces, in
    an article that is or was kept, becomes a version, which was in ``story``; the same bytes read
    in another way are no edit. Where a person decided on the page, all of it is kept.
    """
    before = connection.execute(select(reading).where(reading.c.page == number)).one_or_none()
    if before is not None and new.error is not None:
        return False
    digest = sha256(as_json(new).encode()).hexdigest()
    seen = {"seen": state.fetched_at, "body_hash": state.body_hash}
    if before is not None and digest == before.digest:
        connection.execute(update(reading).where(reading.c.page == number).values(seen))
        return False
    since = state.fetched_at
    if before is not None and not _keep_former(connection, before, new, state, story):
        since = before.since
    body = as_json(_to_keep(new, is_decided=is_decided))
    row = {"page": number, "digest": digest, "body": body, "since": since}
    upsert(connection, reading, [row | seen], "page")
    return True


def put_better(
    connection: Connection, number: int, new: Reading, body_hash: str, *, is_decided: bool
) -> bool:
    """Keep another reading of the bytes that page ``number`` was last read from.

    It is no version: the outlet changed nothing. Returns False where these are other bytes by now,
    where ``new`` is an error, or what was read before.
    """
    digest = sha256(as_json(new).encode()).hexdigest()
    same_bytes = (reading.c.page == number) & (reading.c.body_hash == body_hash)
    row = {"digest": digest, "body": as_json(_to_keep(new, is_decided=is_decided))}
    put = update(reading).where(same_bytes, reading.c.digest != digest).values(row)
    return new.error is None and connection.execute(put).rowcount > 0


def is_read(connection: Connection, number: int) -> bool:
    """Say whether page ``number`` was read before."""
    query = select(reading.c.page).where(reading.c.page == number)
    return connection.execute(query).scalar_one_or_none() is not None


def kept_article(new: Reading, *, is_decided: bool = False) -> Article | None:
    """Return the article of a reading that belongs into a story and may begin one.

    That is what the judge keeps, and whatever stands on a page that a person decided on.
    """
    is_other = new.judgement is None or (new.judgement.label is Label.OTHER and not is_decided)
    return None if new.error is not None or is_other or corrects_another(new) else new.article


def corrects_another(new: Reading) -> bool:
    """Say whether a reading is of an article that corrects another one."""
    return new.article is not None and bool(new.correction and new.correction.is_of_another)


def versions_of(connection: Connection, number: int) -> tuple[Version, ...]:
    """Return all versions of what page ``number`` says, the oldest first, the present one last."""
    query = select(version).where(version.c.page == number).order_by(version.c.id)
    former = connection.execute(query).all()
    now = connection.execute(select(reading).where(reading.c.page == number)).one_or_none()
    rows = [*former, now] if now is not None else former
    changed = ["[]", *(row.changes for row in former)]
    return tuple(
        found
        for place, row in enumerate(rows)
        if (found := _version(place + 1, row, changed[place])) is not None
    )


def history(connection: Connection, story: str) -> tuple[History, ...]:
    """Return the articles of a story that were edited, and those that an edit made leave it."""
    members = select(article.c.page).where(article.c.story == story)
    was = select(version.c.page).where(version.c.story == story)
    edited = select(version.c.page).where(version.c.page.in_(members))
    query = (
        select(page.c.id, page.c.url, article.c.story)
        .outerjoin(article, article.c.page == page.c.id)
        .where(page.c.id.in_(was.union(edited)))
        .order_by(page.c.id)
    )
    return tuple(
        History(url=row.url, in_story=row.story == story, versions=versions_of(connection, row.id))
        for row in connection.execute(query).all()
    )


def former_story(connection: Connection, number: int) -> str | None:
    """Return the story that the last version of page ``number`` before the present one was in."""
    query = select(version.c.story).where(version.c.page == number).order_by(version.c.id.desc())
    return connection.execute(query.limit(1)).scalar_one_or_none()


def _keep_former(
    connection: Connection, before: Row[Any], new: Reading, state: PageState, story: str | None
) -> bool:
    """Keep what is replaced; return False where the outlet changed nothing that matters."""
    former = Reading.model_validate_json(before.body)
    same_bytes = state.body_hash is not None and state.body_hash == before.body_hash
    if same_bytes or not is_edit(former, new):
        return False
    is_kept = story is not None or is_text_kept(former)
    if is_kept or former_story(connection, before.page) is not None:
        connection.execute(
            insert(version).values(
                page=before.page,
                story=story,
                since=before.since,
                seen=before.seen,
                digest=before.digest,
                body=before.body,
                changes=json.dumps(changes(former, new)),
            )
        )
    return True


def _to_keep(new: Reading, *, is_decided: bool) -> Reading:
    """Leave out the text of what is no story of ours: it is most of the news of the land."""
    if new.article is None or is_decided or is_text_kept(new):
        return new
    return new.model_copy(update={"article": new.article.model_copy(update={"text": ""})})


def is_text_kept(told: Reading) -> bool:
    """Say whether a reading is kept whole: of a story of ours, or of what corrects one."""
    return kept_article(told) is not None or corrects_another(told)


def _version(number: int, row: Row[Any], changed: str) -> Version | None:
    told = Reading.model_validate_json(row.body)
    if told.article is None:
        return None
    return Version(
        number=number,
        first_seen=row.since,
        last_seen=row.seen,
        digest=row.digest,
        label=told.judgement.label if told.judgement else Label.OTHER,
        title=told.article.title,
        text=told.article.text,
        published=told.article.published,
        agreements=told.agreements,
        changes=tuple(json.loads(changed)),
    )

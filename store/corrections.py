"""Corrections and what they correct: found by address, else by headline on the same site.

A correction belongs to the story of the article that it corrects, and begins none. Crawls take the
newest pages first, so it often comes before that article; then it waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from model.records import JAKARTA, Correction, Reading
from store import clusters, pages
from store.database import upsert
from store.records import PageState
from store.tables import UtcDateTime, article, correction, page, reading, version
from store.texts import as_json, clean

#: How long after an article a correction of it may come, when only the headline is given.
MOST_TIME = timedelta(days=60)
#: A site's clock may differ from ours, and may give only the day.
_SLACK = timedelta(days=1)
#: Share of the longer headline's words that the other one must have.
_SAME_TITLE = 0.8
_FEWEST_WORDS = 4
_WORD = re.compile(r"\w+")


def put(connection: Connection, number: int, new: Reading, state: PageState) -> None:
    """Keep that page ``number`` corrects another one."""
    assert new.correction is not None
    assert new.article is not None
    row = {
        "page": number,
        "site": clean(state.site)[: pages.MOST_SITE],
        "at": new.article.published or state.fetched_at,
        "body": as_json(new.correction),
    }
    upsert(connection, correction, [row], "page")


def forget(connection: Connection, number: int) -> bool:
    """Page ``number`` corrects nothing any more; return whether it did."""
    gone = delete(correction).where(correction.c.page == number)
    return connection.execute(gone).rowcount > 0


def corrected_by(connection: Connection, number: int) -> int | None:
    """Return the page of the kept article that page ``number`` corrects."""
    own = connection.execute(select(correction).where(correction.c.page == number)).one_or_none()
    if own is None:
        return None
    told = Correction.model_validate_json(own.body)
    return _by_address(connection, told, number) or _by_title(connection, told, own)


def waiting_for(connection: Connection, number: int) -> list[tuple[int, Reading]]:
    """Return the corrections, not in any story yet, that turn out to correct page ``number``."""
    query = (
        select(correction.c.page, reading.c.body)
        .join(reading, reading.c.page == correction.c.page)
        .outerjoin(article, article.c.page == correction.c.page)
        .where(
            correction.c.site == _site_of(number),
            correction.c.page != number,
            article.c.page.is_(None),
        )
    )
    return [
        (row.page, Reading.model_validate_json(row.body))
        for row in connection.execute(query).all()
        if corrected_by(connection, row.page) == number
    ]


def follow(connection: Connection, number: int, story: str) -> None:
    """Take the corrections of page ``number`` into the story that it is in now."""
    connection.execute(
        update(article)
        .where(article.c.corrects == number, article.c.story != story)
        .values(story=story)
    )


def release(connection: Connection, number: int) -> None:
    """Let the corrections of page ``number``, which is in no story any more, wait again."""
    query = select(article.c.page).where(article.c.corrects == number)
    for other in connection.execute(query).scalars().all():
        clusters.remove_article(connection, other)


def _by_address(connection: Connection, told: Correction, number: int) -> int | None:
    for url in told.urls:
        key = pages.key_of(url)
        query = (
            select(article.c.page)
            .join(page, page.c.id == article.c.page)
            .where(
                (page.c.key == key) | (article.c.same_as == key),
                article.c.page != number,
                article.c.corrects.is_(None),
            )
            .order_by((page.c.key == key).desc(), article.c.page)
            .limit(1)
        )
        found: int | None = connection.execute(query).scalar_one_or_none()
        if found is not None:
            return found
    return None


def _by_title(connection: Connection, told: Correction, own: Row[Any]) -> int | None:
    if told.title is None:
        return None
    wanted = _words(told.title)
    near = func.coalesce(article.c.published, article.c.first_seen, type_=UtcDateTime)
    query = (
        select(article.c.page, article.c.title, near.label("at"))
        .join(page, page.c.id == article.c.page)
        .where(
            page.c.site == own.site,
            article.c.page != own.page,
            article.c.corrects.is_(None),
            near.between(own.at - MOST_TIME, own.at + _SLACK),
        )
    )
    scores = [
        (score, _on_day(row, told), -row.page)
        for row in connection.execute(query).all()
        if (score := max(_alike(wanted, title) for title in _titles(connection, row)))
        >= _SAME_TITLE
    ]
    return -max(scores)[2] if scores else None


def _titles(connection: Connection, row: Row[int, str, datetime]) -> Iterator[frozenset[str]]:
    """Yield the headline of an article, and those that it had before."""
    yield _words(row.title)
    query = select(version.c.body).where(version.c.page == row.page)
    for body in connection.execute(query).scalars().all():
        former = Reading.model_validate_json(body).article
        if former is not None:
            yield _words(former.title)


def _on_day(row: Row[int, str, datetime], told: Correction) -> bool:
    moment: datetime = row.at
    return told.published == moment.astimezone(JAKARTA).date()


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    most = max(len(left), len(right))
    return len(left & right) / most if most >= _FEWEST_WORDS else 0.0


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(title.casefold()))


def _site_of(number: int) -> Any:
    return select(page.c.site).where(page.c.id == number).scalar_subquery()

"""Which story an article goes into: those told the same event that are already kept."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
)

from pipelines.stories import Fingerprint, same_story, traces
from pipelines.stories.same import MOST_DAYS
from store.tables import article, trace

#: Articles that one trace leads to at most: a stock phrase leads everywhere and tells nothing.
MOST_PER_TRACE = 150
#: Questions are made for 16, 32, 64 … traces; a key that no trace has fills them up.
LEAST_TRACES = 16
NO_KEY = -1
LAST_DAY = date.max.toordinal()
#: Articles that are compared with a new one, those with most traces in common first.
MOST_COMPARED = 24
#: Articles of one story that are compared: more would not change the answer.
MOST_MEMBERS = 12
#: Share of a story's articles that must tell what a new one tells: stories must not chain.
QUORUM = 0.5


def stories_telling(connection: Connection, number: int, new: Fingerprint) -> list[str]:
    """Return the stories that tell what ``new`` tells, the closest first.

    ``number`` is the page of the new article, which is not compared with itself.
    """
    near = _load(connection, article.c.page.in_(_near(connection, number, new)))
    matching = {page for page, (_, print_) in near.items() if same_story(new, print_)}
    stories = Counter(near[page][0] for page in matching)
    shares = {story: _share(connection, number, story, new) for story in sorted(stories)}
    return sorted(
        (story for story, share in shares.items() if share >= QUORUM),
        key=lambda story: (-shares[story], -stories[story], story),
    )


def belong_together(connection: Connection, first: str, second: str) -> bool:
    """Say whether two stories that one new article joins are one event."""
    ours, theirs = _members(connection, first), _members(connection, second)
    pairs = [same_story(left, right) for left in ours.values() for right in theirs.values()]
    # The new article is the witness for one more pair on either side.
    agreeing = sum(pairs) + 2
    return agreeing >= QUORUM * (len(pairs) + 2)


def put_traces(connection: Connection, number: int, print_: Fingerprint) -> None:
    """Make the article on page ``number`` findable."""
    connection.execute(delete(trace).where(trace.c.article == number))
    day = _ordinal(print_.published)
    rows = {(item.key, 0 if item.timeless else day) for item in traces(print_)}
    connection.execute(
        insert(trace), [{"key": key, "day": on, "article": number} for key, on in sorted(rows)]
    )


def remove_article(connection: Connection, number: int) -> None:
    """Take the article on page ``number`` out of its story."""
    connection.execute(delete(trace).where(trace.c.article == number))
    connection.execute(delete(article).where(article.c.page == number))


def _near(connection: Connection, number: int, new: Fingerprint) -> list[int]:
    """Return the pages of articles that share traces with ``new``, and are near in time."""
    keys = sorted({item.key for item in traces(new)})
    day = _ordinal(new.published)
    size = max(LEAST_TRACES, 1 << (len(keys) - 1).bit_length())
    values: dict[str, object] = {f"key{place}": key for place, key in enumerate(keys)}
    values |= {f"key{place}": NO_KEY for place in range(len(keys), size)}
    values |= {"keys": keys, "own": number}
    values |= {"first": day - MOST_DAYS if day else 1, "last": day + MOST_DAYS if day else LAST_DAY}
    return list(connection.execute(_lookup(size), values).scalars())


@cache
def _lookup(size: int) -> Select[int]:
    """Return the question for ``size`` traces; made once, as making it takes longer than asking."""
    dated = [_led_to(trace.c.key == bindparam(f"key{place}")) for place in range(size)]
    timeless = trace.c.key.in_(bindparam("keys", expanding=True)) & (trace.c.day == 0)
    anytime = select(trace.c.article).where(timeless).limit(size * MOST_PER_TRACE).subquery()
    found = union_all(*dated, select(anytime.c.article)).subquery()
    return (
        select(found.c.article)
        .where(found.c.article != bindparam("own"))
        .group_by(found.c.article)
        .order_by(func.count().desc(), found.c.article.desc())
        .limit(MOST_COMPARED)
    )


def _led_to(key: ColumnElement[bool]) -> Select[int]:
    near = trace.c.day.between(bindparam("first"), bindparam("last"))
    query = select(trace.c.article).where(key, near)
    inner = query.order_by(trace.c.day.desc(), trace.c.article.desc()).limit(MOST_PER_TRACE)
    return select(inner.subquery().c.article)


def _share(connection: Connection, number: int, story: str, new: Fingerprint) -> float:
    members = _members(connection, story)
    members.pop(number, None)
    agreeing = sum(same_story(new, print_) for print_ in members.values())
    return agreeing / len(members) if members else 0.0


def _members(connection: Connection, story: str) -> dict[int, Fingerprint]:
    pages = (
        select(article.c.page)
        .where(article.c.story == story, article.c.corrects.is_(None))
        .order_by(article.c.richness.desc(), article.c.page)
        .limit(MOST_MEMBERS)
    )
    found = _load(connection, article.c.page.in_(list(connection.execute(pages).scalars())))
    return {page: print_ for page, (_, print_) in found.items()}


def _load(
    connection: Connection, condition: ColumnElement[bool]
) -> dict[int, tuple[str, Fingerprint]]:
    rows = connection.execute(
        select(article.c.page, article.c.story, article.c.facts, article.c.shingles).where(
            condition
        )
    )
    return {row.page: (row.story, Fingerprint.unpacked(row.facts, row.shingles)) for row in rows}


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0

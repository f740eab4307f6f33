"""Deleting a story for good, with all that was kept of it, for those who may ask for that."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from model.records import Reading
from store import (
    archiving,
    chrome,
    following,
    given,
    kliping_rows,
    news,
    posting,
    reviews,
    summaries,
)
from store.pages import DELETED
from store.tables import account, article, correction, moved, page, reading, story, trace, version
from store.views import current_id
from store.warc import Shelf


def delete_story(connection: Connection, shelf: Shelf, identity: str) -> bool:
    """Delete a story, the agreements that only it tells of, and all that was read on its pages.

    What is archived of them goes too.

    The pages stay known by their addresses alone, so that no crawl brings the story back.
    """
    name = current_id(connection, identity)
    if connection.execute(select(story.c.id).where(story.c.id == name)).first() is None:
        return False
    numbers = select(article.c.page).where(article.c.story == name)
    pages = list(connection.execute(numbers).scalars())
    left = select(version.c.page).where(version.c.story == name)
    archiving.remove(connection, shelf, {*pages, *connection.execute(left).scalars()})
    connection.execute(delete(trace).where(trace.c.article.in_(numbers)))
    connection.execute(delete(article).where(article.c.story == name))
    reviews.forget(connection, pages)
    connection.execute(delete(version).where((version.c.story == name) | version.c.page.in_(pages)))
    connection.execute(delete(correction).where(correction.c.page.in_(pages)))
    _forget_lines(connection, pages)
    connection.execute(delete(reading).where(reading.c.page.in_(pages)))
    connection.execute(
        update(page)
        .where(page.c.id.in_(pages))
        .values(
            outcome=DELETED,
            detail=None,
            etag=None,
            last_modified=None,
            body_hash=None,
            title=None,
            published=None,
            changed=None,
            next_fetch=None,
        )
    )
    told = list(
        connection.execute(select(account.c.agreement).where(account.c.story == name)).scalars()
    )
    gone = [name, *summaries.remove(connection, name, for_good=True)]
    given.forget(connection, gone, quoting=told)
    following.forget(connection, gone, pages)
    former = connection.execute(select(moved.c.id).where(moved.c.target.in_(gone))).scalars()
    posting.forget(connection, [*gone, *former])
    urls = connection.execute(select(page.c.url).where(page.c.id.in_(pages))).scalars()
    kliping_rows.forget(connection, gone, list(urls))
    connection.execute(delete(moved).where(moved.c.target.in_(gone)))
    news.forget(connection, gone)
    return True


def _forget_lines(connection: Connection, pages: list[int]) -> None:
    """Forget the lines of articles by which their sites' chrome was learnt."""
    query = select(page.c.site, reading.c.body).join(reading, reading.c.page == page.c.id)
    for row in connection.execute(query.where(page.c.id.in_(pages))).all():
        told = Reading.model_validate_json(row.body).article
        if told is not None:
            chrome.forget_article(connection, row.site, told.text)

"""What a kliping is made of: stories with articles that are new, and other news of prisons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, literal, select

from model.records import Reading, Record
from pipelines.stories import Fingerprint
from store.kliping_tables import OTHER
from store.tables import IS_SHOWN, article, page, reading, story
from store.views import batched


class Find(Record):
    """An article of a story, and when it was first seen."""

    story: str
    url: str
    seen: datetime
    print_: Fingerprint


class OtherPage(Record):
    """A page that was read, and is no story of ours; moments are in UTC."""

    url: str
    site: str
    title: str
    published: datetime | None
    seen: datetime


def stories(connection: Connection, since: datetime) -> list[str]:
    """Return the stories that have an article first seen, or published, after a moment."""
    is_new = (article.c.first_seen > since) | (article.c.published > since)
    query = select(article.c.story).distinct().join(story, story.c.id == article.c.story)
    return sorted(connection.execute(query.where(is_new, IS_SHOWN)).scalars())


def finds(connection: Connection, names: Sequence[str]) -> list[Find]:
    """Return the articles of stories, with what tells copies from own reporting."""
    query = select(
        article.c.story, page.c.url, article.c.first_seen, article.c.facts, article.c.shingles
    ).join(page, page.c.id == article.c.page)
    return [
        Find(
            story=row.story,
            url=row.url,
            seen=row.first_seen,
            print_=Fingerprint.unpacked(row.facts, row.shingles),
        )
        for row in batched(connection, query, article.c.story, names)
    ]


def others(connection: Connection, since: datetime, until: datetime) -> list[OtherPage]:
    """Return the pages that were read between two moments and are no story of ours.

    Of these the store keeps title and time of publication, and no text.
    """
    is_other = page.c.outcome == literal(OTHER, literal_execute=True)
    query = (
        select(page.c.url, page.c.site, page.c.fetched_at, reading.c.body)
        .join(reading, reading.c.page == page.c.id)
        .where(is_other, page.c.fetched_at > since, page.c.fetched_at <= until)
        .order_by(page.c.fetched_at, page.c.id)
    )
    found = []
    for row in connection.execute(query):
        told = Reading.model_validate_json(row.body).article
        if told is not None:
            found.append(
                OtherPage(
                    url=row.url,
                    site=row.site,
                    title=told.title,
                    published=told.published,
                    seen=row.fetched_at,
                )
            )
    return found

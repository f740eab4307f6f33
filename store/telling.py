"""What the search index must hold: stories with their agreements, each in its version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, select

from model.records import ArticleRef, KeptAgreement, Label, Review
from store import rows, views
from store.records import Told
from store.rows import StoryRow
from store.tables import IS_SHOWN, agreement, story

#: Ids and versions that are read at once.
PAGE = 5_000


def told(connection: Connection, ids: Sequence[str]) -> list[Told]:
    """Return those of ``ids`` that are stories, each with its agreements, in the order of ids.

    What a person dropped is left out, as if it were gone.
    """
    shown = rows.STORIES.where(IS_SHOWN).order_by(story.c.id)
    found = [*map(StoryRow._make, views.batched(connection, shown, story.c.id, ids))]
    names = [row.id for row in found]
    articles = views.articles_by_story(connection, names)
    agreements = views.agreements_by_story(connection, names, articles)
    decided = views.reviews_of(connection, found)
    return [_told(row, articles[row.id], agreements[row.id], decided.get(row.id)) for row in found]


def agreement_versions(connection: Connection, after: str) -> list[tuple[str, int]]:
    """Return the agreements that follow the id ``after``, and the versions of their stories."""
    query = select(agreement.c.id, story.c.version).join(story, story.c.id == agreement.c.story)
    wanted = query.where(agreement.c.id > after, IS_SHOWN)
    return _page(connection, wanted.order_by(agreement.c.id))


def story_versions(connection: Connection, after: str) -> list[tuple[str, int]]:
    """Return the stories that follow the id ``after``, and their versions."""
    query = select(story.c.id, story.c.version).where(story.c.id > after, IS_SHOWN)
    return _page(connection, query.order_by(story.c.id))


def older(connection: Connection, label: Label, before: datetime, ids: Sequence[str]) -> set[str]:
    """Return those of ``ids`` that are stories with ``label`` of before that moment."""
    query = select(story.c.id).where(story.c.label == label, story.c.sort_at < before)
    return {row.id for row in views.batched(connection, query, story.c.id, ids)}


def _told(
    row: StoryRow,
    articles: Iterable[ArticleRef],
    agreements: Sequence[KeptAgreement],
    decided: Review | None,
) -> Told:
    found = views.as_story(row, articles, (kept.id for kept in agreements), decided)
    return Told(version=row.version, story=found, agreements=tuple(agreements))


def _page(connection: Connection, query: Select[str, int]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in connection.execute(query.limit(PAGE))]

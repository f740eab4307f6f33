"""What the search index must hold: stories with their agreements, each in its version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, select

from model.records import DESK_PREFIX, ArticleRef, KeptAgreement, Label, Review, Story
from store import rows, views
from store.records import Told
from store.rows import StoryRow
from store.tables import DESK, IS_SHOWN, agreement, story

#: Ids and versions that are read at once.
PAGE = 5_000


def told(connection: Connection, ids: Sequence[str]) -> list[Told]:
    """Return those of ``ids`` that are stories, each with its agreements, in the order of ids.

    What a person dropped is left out, as if it were gone. Agreements that no story speaks for are
    told of alone, by ``KeptAgreement.teller``.
    """
    own = {one for one in ids if one.startswith(DESK_PREFIX)}
    stories = _told_stories(connection, [one for one in ids if one not in own])
    alone = _alone(connection, own) if own else []
    return sorted([*stories, *alone], key=lambda one: one.story.id) if alone else stories


def _told_stories(connection: Connection, ids: Sequence[str]) -> list[Told]:
    shown = rows.STORIES.where(IS_SHOWN).order_by(story.c.id)
    found = [*map(StoryRow._make, views.batched(connection, shown, story.c.id, ids))]
    names = [row.id for row in found]
    articles = views.articles_by_story(connection, names)
    agreements = views.agreements_by_story(connection, names, articles)
    decided = views.reviews_of(connection, found)
    return [_told(row, articles[row.id], agreements[row.id], decided.get(row.id)) for row in found]


def _alone(connection: Connection, ids: Collection[str]) -> list[Told]:
    query = select(story.c.id, story.c.version, agreement.c.id.label("agreement"))
    speaking = query.join(agreement, agreement.c.story == story.c.id)
    found = list(views.batched(connection, speaking, story.c.id, ids))
    kept = {one.id: one for one in views.agreements(connection, [row.agreement for row in found])}
    return [
        Told(
            version=row.version,
            story=_stand_in(row.id, kept[row.agreement]),
            agreements=(kept[row.agreement],),
        )
        for row in found
    ]


def _stand_in(name: str, kept: KeptAgreement) -> Story:
    """Make what stands for the story of an agreement that none speaks for."""
    return Story(
        id=name,
        title=kept.title or "; ".join(party.name for party in kept.parties),
        published=None,
        label=Label.PARTNERSHIP,
        probability=1,
        language="id",
        text="",
        articles=(),
        agreements=(kept.id,),
    )


def agreement_versions(connection: Connection, after: str) -> list[tuple[str, int]]:
    """Return the agreements that follow the id ``after``, and the versions of their stories."""
    query = select(agreement.c.id, story.c.version).join(story, story.c.id == agreement.c.story)
    wanted = query.where(agreement.c.id > after, IS_SHOWN)
    return _page(connection, wanted.order_by(agreement.c.id))


def story_versions(connection: Connection, after: str) -> list[tuple[str, int]]:
    """Return the stories that follow the id ``after``, and their versions."""
    query = select(story.c.id, story.c.version).where(story.c.id > after, IS_SHOWN)
    query = query.where(story.c.label != DESK)
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

"""Stories as people decide on them: those near the line, and those that were decided on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from model.records import Label, Reading, Story
from store import views
from store.records import Case
from store.tables import page, reading, story

_IS_CANDIDATE = story.c.label == Label.CANDIDATE


def candidates(connection: Connection, line: float, limit: int | None) -> list[Case]:
    """Return the candidates, those nearest to the probability ``line`` first."""
    probability = story.c.probability
    found: list[Row[Any]] = []
    # Nearest on either side, each in the order of an index; to order all by distance takes longer.
    for side, order in (
        (probability >= line, probability.asc()),
        (probability < line, probability.desc()),
    ):
        query = select(story.c.id, story.c.lead, story.c.review, probability)
        query = query.where(_IS_CANDIDATE, side)
        found += connection.execute(query.order_by(order, story.c.id).limit(limit))
    found.sort(key=lambda row: (abs(row.probability - line), row.id))
    return _cases(connection, found[:limit])


def candidate_ids(connection: Connection, line: float) -> list[str]:
    """Return the ids of all candidates, those nearest to the probability ``line`` first."""
    query = select(story.c.id).where(_IS_CANDIDATE)
    apart = func.abs(story.c.probability - line)
    return list(connection.execute(query.order_by(apart, story.c.id)).scalars())


def decided(connection: Connection, limit: int | None) -> list[Case]:
    """Return the stories that a person decided on, the newest decision first."""
    query = select(story.c.id, story.c.lead, story.c.review).where(story.c.review.is_not(None))
    ordered = query.order_by(story.c.review.desc(), story.c.id).limit(limit)
    return _cases(connection, connection.execute(ordered))


def case(connection: Connection, identity: str) -> Case | None:
    """Return the story of an id, of its own or of an agreement."""
    row = views.story_of(connection, identity)
    return next(iter(_cases(connection, [row])), None) if row else None


def _cases(connection: Connection, found: Iterable[Row[Any]]) -> list[Case]:
    rows = list(found)
    told = {one.id: one for one in views.stories(connection, ids=[row.id for row in rows])}
    query = select(page.c.id, page.c.url, page.c.site, reading.c.body).join(reading)
    found_leads = views.batched(connection, query, page.c.id, [row.lead for row in rows])
    leads = {lead.id: lead for lead in found_leads}
    return [_case(told[row.id], leads[row.lead], row.review or 0) for row in rows]


def _case(own: Story, lead: Row[Any], revision: int) -> Case:
    read = Reading.model_validate_json(lead.body)
    assert read.article is not None
    assert read.judgement is not None
    return Case(
        revision=revision,
        story=own,
        url=lead.url,
        site=lead.site,
        article=read.article,
        judgement=read.judgement,
    )

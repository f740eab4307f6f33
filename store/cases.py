"""Stories as people decide on them: those near the line, and those that were decided on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from model.records import Label, Reading, Story
from store import views
from store.records import Case
from store.tables import page, reading, story

_IS_CANDIDATE = story.c.label == Label.CANDIDATE
#: How far a sum of two probabilities may be off.
_ROUNDING = 1e-9


class Near(NamedTuple):
    """A place among the candidates: the probability of one, and its id."""

    probability: float
    id: str


class DecidedAt(NamedTuple):
    """A place among what was decided: the number of a decision, and the story's id."""

    revision: int
    id: str


def candidates(
    connection: Connection, line: float, limit: int | None, after: Near | None = None
) -> list[Case]:
    """Return the candidates, those nearest to the probability ``line`` first, after one of them."""
    probability = story.c.probability
    least = abs(after.probability - line) - _ROUNDING if after else 0.0
    found: list[Row[Any]] = []
    # Nearest on either side, each in the order of an index; to order all by distance takes longer.
    for side, order in (
        ((probability >= line) & (probability >= line + least), probability.asc()),
        ((probability < line) & (probability <= line - least), probability.desc()),
    ):
        query = select(story.c.id, story.c.lead, story.c.review, probability)
        query = query.where(_IS_CANDIDATE, side)
        if after is not None:
            query = query.where(_is_beyond(line, after))
        found += connection.execute(query.order_by(order, story.c.id).limit(limit))
    found.sort(key=lambda row: (abs(row.probability - line), row.id))
    return _cases(connection, found[:limit])


def _is_beyond(line: float, after: Near) -> ColumnElement[bool]:
    apart, least = func.abs(story.c.probability - line), abs(after.probability - line)
    return or_(apart > least, and_(apart == least, story.c.id > after.id))


def decided(
    connection: Connection, limit: int | None, after: DecidedAt | None = None
) -> list[Case]:
    """Return the stories that a person decided on, the newest decision first, after one of them."""
    query = select(story.c.id, story.c.lead, story.c.review).where(story.c.review.is_not(None))
    if after is not None:
        same = and_(story.c.review == after.revision, story.c.id > after.id)
        query = query.where(or_(story.c.review < after.revision, same))
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

"""A person's decision about a story: it counts at once, and can be taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from model.exceptions import ConflictError
from model.records import Decision, Review
from store import pages, reviews, saving, summaries, views
from store.tables import article


def check(connection: Connection, identity: str, revision: int | None) -> None:
    """Make sure that the decision that somebody knew of is still the one that stands.

    Raises:
        ConflictError: it is not.
    """
    found = None if revision is None else views.story_of(connection, identity)
    if found is None or (found.review or 0) == revision:
        return
    if found.review is None:
        raise ConflictError(f"{found.id}: the decision was taken back meanwhile; look at it again")
    made = reviews.by_number(connection, [found.review])[found.review]
    raise ConflictError(
        f"{found.id}: {made.by} decided to {made.decision} it meanwhile; look at it again"
    )


def decide(
    connection: Connection,
    identity: str,
    decision: Decision,
    by: str,
    at: datetime,
    note: str | None,
) -> str | None:
    """Let a story, or the one that an agreement is of, be kept or dropped.

    Returns the story's id; None, and nothing is done, where ``identity`` leads to none.
    """
    found = views.story_of(connection, identity)
    if found is None:
        return None
    lead = pages.reading_of(connection, found.lead)
    assert lead is not None
    assert lead.judgement is not None
    judged = lead.judgement
    new = Review(
        decision=decision,
        by=by,
        at=at,
        note=note,
        label=judged.label,
        probability=judged.probability,
        model=judged.model,
    )
    members = select(article.c.page).where(
        article.c.story == found.id, article.c.corrects.is_(None)
    )
    reviews.put(connection, new, connection.execute(members).scalars())
    if decision is Decision.KEEP:
        saving.settle(connection, found.id)
    else:
        # Its articles stay as they are, so that taking this back finds all as it was.
        summaries.summarise(connection, found.id)
    return str(found.id)


def undo(connection: Connection, identity: str, by: str, at: datetime) -> str | None:
    """Take back the last decision about a story; what was decided before it counts again.

    Returns the story's id; None, and nothing is done, where no decision about it stands.
    """
    found = views.story_of(connection, identity)
    if found is None or not reviews.undo(connection, found.id, by, at):
        return None
    saving.settle(connection, found.id)
    return str(found.id)

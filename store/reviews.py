"""What people decided of stories: kept with the pages that they decided on.

Stories merge and part, and pages are read again; the page is what stays. A story follows the newest
decision on any of its pages that nobody took back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from model.records import JAKARTA, Decision, Review
from store.database import batches
from store.tables import UtcDateTime, article, review, reviewed
from store.texts import clean

_STANDS = review.c.undone.is_(None)
_WITH_PAGES = select(review).join(reviewed, reviewed.c.review == review.c.id)


def put(connection: Connection, new: Review, pages: Iterable[int]) -> None:
    """Keep a decision about ``pages``."""
    number: int = connection.execute(
        insert(review).values(clean(dict(new))).returning(review.c.id)
    ).scalar_one()
    connection.execute(
        insert(reviewed), [{"page": page, "review": number} for page in sorted(pages)]
    )


def undo(connection: Connection, story: str, by: str, at: datetime) -> bool:
    """Take back the decision that ``story`` follows; return whether there is one."""
    found = standing(connection, story)
    if found is None:
        return False
    own = review.c.id == found.id
    connection.execute(update(review).where(own).values(undone=at, undone_by=clean(by)))
    return True


def standing(connection: Connection, story: str) -> Row[Any] | None:
    """Return the decision that a story follows; corrections of its articles have no say."""
    members = select(article.c.page).where(article.c.story == story, article.c.corrects.is_(None))
    return _newest(connection, reviewed.c.page.in_(members))


def decision(connection: Connection, story: str) -> Decision | None:
    """Return what was decided of a story."""
    found = standing(connection, story)
    return Decision(found.decision) if found else None


def dropped_on(connection: Connection, story: str) -> date | None:
    """Return the last day, in Jakarta, on which what was dropped was published.

    None where the story was not dropped.
    """
    found = standing(connection, story)
    if found is None or found.decision != Decision.DROP:
        return None
    near = func.coalesce(article.c.published, article.c.first_seen, type_=UtcDateTime)
    own = select(reviewed.c.page).where(reviewed.c.review == found.id)
    last = connection.execute(select(func.max(near)).where(article.c.page.in_(own))).scalar_one()
    return last.astimezone(JAKARTA).date() if last else None


def on_page(connection: Connection, number: int) -> Decision | None:
    """Return what was decided on page ``number`` itself."""
    found = _newest(connection, reviewed.c.page == number)
    return Decision(found.decision) if found else None


def of_page(connection: Connection, number: int) -> tuple[Review, ...]:
    """Return every decision about page ``number``, taken back or not, the newest first."""
    query = _WITH_PAGES.where(reviewed.c.page == number).order_by(review.c.id.desc())
    return tuple(_review(row) for row in connection.execute(query))


def by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Review]:
    """Return decisions by their numbers."""
    return {
        row.id: _review(row)
        for batch in batches(numbers)
        for row in connection.execute(select(review).where(review.c.id.in_(batch)))
    }


def forget(connection: Connection, pages: list[int]) -> None:
    """Forget what was decided on ``pages``."""
    connection.execute(delete(reviewed).where(reviewed.c.page.in_(pages)))
    connection.execute(delete(review).where(review.c.id.not_in(select(reviewed.c.review))))


def _newest(connection: Connection, condition: ColumnElement[bool]) -> Row[Any] | None:
    query: Select[Any] = _WITH_PAGES.where(condition, _STANDS).order_by(review.c.id.desc())
    return connection.execute(query.limit(1)).one_or_none()


def _review(row: Row[Any]) -> Review:
    return Review.model_validate({name: getattr(row, name) for name in Review.model_fields})

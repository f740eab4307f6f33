"""In which order the articles of a story stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Row

from model.records import JAKARTA, ArticleRef
from store.rows import ArticleRow


def first_published(told: ArticleRef) -> tuple[bool, Any, bool, Any, str]:
    """Order articles of several stories as :func:`publication_order` does those of one."""
    if told.published is None:
        return (True, date.max, False, datetime.max.replace(tzinfo=UTC), told.url)
    return (False, *_in_jakarta(told.published), told.url)


def publication_order(row: ArticleRow | Row[Any]) -> tuple[bool, Any, bool, Any, int]:
    """Order articles, first publisher first: undated last, a day without an hour late on it."""
    moment: datetime | None = row.published
    if moment is None:
        return (True, row.first_seen.date(), False, row.first_seen, row.page)
    return (False, *_in_jakarta(moment), row.page)


def _in_jakarta(moment: datetime) -> tuple[date, bool, datetime]:
    """Order moments, a day without an hour late on it."""
    local = moment.astimezone(JAKARTA)
    return local.date(), local.time() == time(), local

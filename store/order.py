"""In which order the articles of a story stand."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import Row

from model.records import JAKARTA


def publication_order(row: Row[Any]) -> tuple[bool, Any, bool, Any, int]:
    """Order articles, first publisher first: undated last, a day without an hour late on it."""
    moment: datetime | None = row.published
    if moment is None:
        return (True, row.first_seen.date(), False, row.first_seen, row.page)
    local = moment.astimezone(JAKARTA)
    return (False, local.date(), local.time() == time(), local, row.page)

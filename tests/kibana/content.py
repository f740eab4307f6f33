"""The library of the search tests, as if its newest story had been published yesterday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from model.records import KeptAgreement, Story
from search.schema import Document
from tests.search.library import library, told

R = TypeVar("R", Story, KeptAgreement)

#: An agreement of the library that expires, here in a month.
EXPIRING = "a01"


def recent_documents() -> list[Document]:
    newest = max(story.published for story, _ in library() if story.published)
    shift = datetime.now(UTC) - timedelta(days=1) - newest
    return [
        document
        for story, agreements in library()
        for document in told(
            _moved(story, shift, "published"), *(_recent(each, shift) for each in agreements)
        )
    ]


def _recent(agreement: KeptAgreement, shift: timedelta) -> KeptAgreement:
    moved = _moved(agreement, shift, "signed_on", "valid_until")
    if agreement.id == EXPIRING:
        expires = datetime.now(UTC).date() + timedelta(days=30)
        return moved.model_copy(update={"valid_until": expires, "term_months": 12})
    return moved


def _moved(record: R, shift: timedelta, *fields: str) -> R:
    changed: dict[str, Any] = {
        field: value + shift for field in fields if (value := getattr(record, field)) is not None
    }
    return record.model_copy(update=changed)

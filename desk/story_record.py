"""A story with all that is known of it: the JSON of ``pantau show`` and of the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from model.records import ArticleRef, KeptAgreement, Label, Record, Review, Story
from store import History, Store


def _is_nothing(value: object) -> bool:
    return not value


class WholeStory(Record):
    """A story with its agreements in full and the edits of its articles.

    The fields are those of :class:`model.records.Story`; ``versions`` are of the articles that
    were edited.
    """

    id: str
    title: str
    published: datetime | None
    label: Label
    probability: float
    language: str
    text: str
    articles: tuple[ArticleRef, ...]
    agreements: tuple[KeptAgreement, ...]
    withdrawn: Annotated[bool, Field(exclude_if=_is_nothing)] = False
    review: Annotated[Review | None, Field(exclude_if=_is_nothing)] = None
    noarchive: Annotated[bool, Field(exclude_if=_is_nothing)] = False
    versions: tuple[History, ...]


def whole_story(store: Store, story: Story) -> WholeStory:
    """Tell all that ``store`` knows of a story."""
    own = dict(story) | {
        "agreements": store.agreements(stories=[story.id]),
        "versions": store.history(story.id),
    }
    return WholeStory.model_validate(own)

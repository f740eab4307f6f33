"""What of the news goes into a paper, and in which words: all of it goes through here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from desk.leaving import excerpt, mask_of, masked_agreement
from desk.masks import recall, recall_agreements
from model.batches import in_batches
from model.records import KeptAgreement, Story
from pipelines.masking import masked
from store import ArticleRow, Store

#: Agreements or articles whose stories are read at once.
_PART = 200


def agreements(store: Store, found: Iterable[KeptAgreement], words: int) -> list[KeptAgreement]:
    """Return agreements whose every text may leave, each of ``words`` words at most."""
    return [
        _agreement(one, stories, words)
        for part in in_batches(found, _PART)
        for one, stories in recall_agreements(store, part)
    ]


def articles(store: Store, rows: Iterable[ArticleRow], words: int) -> list[ArticleRow]:
    """Return articles whose titles and notes may leave."""
    return [
        _article(row, stories[row.story], words)
        for part in in_batches(rows, _PART)
        for stories in [_stories(store, {row.story for row in part})]
        for row in part
        if row.story in stories
    ]


def told(value: Any) -> Any:
    """Return what a person or the news says of a field as it may leave."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, list):
        return [told(one) for one in value]
    return {key: told(one) for key, one in value.items()} if isinstance(value, dict) else value


def _agreement(one: KeptAgreement, stories: Sequence[Story], words: int) -> KeptAgreement:
    may = masked_agreement(one, stories)
    return may.model_copy(
        update={
            "title": _maybe(may.title, words),
            "place": _maybe(may.place, words),
            "scope": tuple(excerpt(told, words) for told in may.scope),
            "evidence": {f: _short(told, words) for f, told in may.evidence.items() if words},
        }
    )


def _article(row: ArticleRow, story: Story, words: int) -> ArticleRow:
    mask = mask_of(story)
    note = None if row.note is None or story.noarchive else excerpt(mask(row.note), words)
    return row._replace(title=mask(row.title), note=note or None)


def _short(told: str | tuple[str, ...], words: int) -> str | tuple[str, ...]:
    if isinstance(told, str):
        return excerpt(told, words)
    return tuple(excerpt(sentence, words) for sentence in told)


def _maybe(told: str | None, words: int) -> str | None:
    return None if told is None else excerpt(told, words)


def _stories(store: Store, names: Iterable[str]) -> dict[str, Story]:
    return {story.id: story for story in recall(store, store.stories(ids=sorted(names)))}

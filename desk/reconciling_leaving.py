"""Pencocokan as it leaves the system: names of prisoners and children masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desk.leaving import FREE, mask_of, masked_agreement
from desk.masks import recall
from desk.reconciling import Difference, Reconciled, Reconciliation
from model.records import Story
from pipelines.masking import Mask
from store import KeptRow, Store


def as_it_leaves(store: Store, found: Reconciliation) -> Reconciliation:
    """Return all lists with what is quoted of news and documents masked."""
    told = sorted({name for one in found.items for name in one.agreement.stories})
    stories = {story.id: story for story in recall(store, store.stories(ids=told))}
    waiting = tuple(_row(row, mask_of()) for row in found.waiting)
    items = tuple(_item(one, stories) for one in found.items)
    return found.model_copy(update={"items": items, "waiting": waiting})


def _item(one: Reconciled, stories: Mapping[str, Story]) -> Reconciled:
    own: Sequence[Story] = [stories[name] for name in one.agreement.stories if name in stories]
    mask = mask_of(*own)
    return one.model_copy(
        update={
            "agreement": masked_agreement(one.agreement, own),
            "differences": tuple(_difference(each, mask) for each in one.differences),
            "rows": tuple(_row(row, mask) for row in one.rows),
        }
    )


def _difference(one: Difference, mask: Mask) -> Difference:
    if one.field not in FREE:
        return one
    return one.model_copy(update={"document": mask(str(one.document)), "news": mask(str(one.news))})


def _row(row: KeptRow, mask: Mask) -> KeptRow:
    told = {
        field: _masked(value, mask) if field in FREE else value
        for field, value in row.values.items()
    }
    return row.model_copy(update={"values": told})


def _masked(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value)
    return [_masked(one, mask) for one in value] if isinstance(value, list) else value

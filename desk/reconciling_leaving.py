"""Pencocokan as it leaves the system: names of prisoners and children masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desk.leaving import FREE, mask_of, mask_of_agreement, masked_agreement
from desk.masks import recall_agreements
from desk.reconciling import Difference, Reconciled, Reconciliation
from model.batches import in_batches
from model.records import Story
from pipelines.masking import Mask
from store import KeptRow, Store

#: Agreements whose stories are read at once.
_PART = 200


def as_it_leaves(store: Store, found: Reconciliation) -> Reconciliation:
    """Return all lists with what is quoted of news and documents masked."""
    waiting = tuple(_row(row, mask_of()) for row in found.waiting)
    items = tuple(
        _item(by_id[agreement.id].model_copy(update={"agreement": agreement}), stories)
        for part in in_batches(found.items, _PART)
        for by_id in [{one.agreement.id: one for one in part}]
        for agreement, stories in recall_agreements(store, [one.agreement for one in part])
    )
    return found.model_copy(update={"items": items, "waiting": waiting})


def _item(one: Reconciled, stories: Sequence[Story]) -> Reconciled:
    mask = mask_of_agreement(one.agreement, stories)
    return one.model_copy(
        update={
            "agreement": masked_agreement(one.agreement, stories),
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

"""Long things a batch at a time, so that no more is in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(items: Iterable[T], most: int) -> Iterator[list[T]]:
    """Yield ``items`` in their order, in lists of ``most``; the last may be shorter."""
    source = iter(items)
    while batch := list(islice(source, most)):
        yield batch

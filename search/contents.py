"""Whether a build holds what the store would write, word for word, where versions agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.batches import in_batches
from search.draining import BATCH, is_agreement
from search.engine import SearchEngine
from search.schema import documents

if TYPE_CHECKING:
    from store import Store


def altered(store: Store, engine: SearchEngine, build: str) -> Iterator[str]:
    """Yield the ids that a build holds in the store's version, but with other content.

    A few hundred stories are in memory at a time.

    Raises:
        SearchError: when the index cannot be read.
    """
    stories = (name for name, _ in store.versions() if not is_agreement(name))
    for ids in in_batches(stories, BATCH):
        made = [document for told in store.told(ids) for document in documents(told)]
        yield from engine.differing(build, made)

"""The index follows the store: by its queue, or made anew from all it holds.

The store's queue names every story that changed since the index last held it. A row leaves the
queue only once the index holds that version for good, so that a process killed at any moment
leaves nothing behind that the next sync does not mend.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from model.records import KeptAgreement
from search.engine import SearchEngine, Writer
from search.schema import documents

if TYPE_CHECKING:
    from store import Queued, Store

logger = logging.getLogger(__name__)

#: Stories written at once; ``benchmarks/search.py`` compares others.
BATCH = 500
#: More rows than a queue holds.
_ALL = 2**31 - 1


def sync(store: Store, engine: SearchEngine) -> int:
    """Index what changed in ``store``; wait where another process is writing.

    When it returns, the index holds all that was in the store when it was called. An index that
    is missing, damaged or of another version is made anew.

    Returns:
        How many stories were indexed or removed.

    Raises:
        SearchError: when the index cannot be written.
    """
    if engine.usable and not store.pending(1):
        return 0
    with engine.alone():
        if not engine.usable:
            return _rebuild(store, engine)
        return _drain(store, engine, BATCH)


def rebuild(store: Store, engine: SearchEngine) -> int:
    """Make a new index of everything in ``store`` and put it in place of the old one.

    Until then the old one answers. Other writers wait.

    Returns:
        How many stories were indexed.

    Raises:
        SearchError: when the index cannot be written.
    """
    with engine.alone():
        return _rebuild(store, engine)


def prepare(store: Store, engine: SearchEngine) -> None:
    """Make the index anew if it is missing, damaged or of another version."""
    if engine.usable:
        return
    with engine.alone():
        if not engine.usable:
            _rebuild(store, engine)


def _drain(store: Store, engine: SearchEngine, batch: int) -> int:
    count = 0
    with engine.writer() as writer:
        while rows := store.pending(batch):
            count += _write(store, writer, rows)
            writer.commit()
            store.indexed(rows)
    return count


def _rebuild(store: Store, engine: SearchEngine) -> int:
    # Rows stay in the queue until the new index is in place, so an interrupted rebuild costs
    # only that the next sync indexes every story again.
    queued = store.enqueue_all()
    if queued:
        logger.info("Making a new search index of %d stories", queued)
    rows = store.pending(_ALL)
    with engine.successor() as writer:
        count = sum(_write(store, writer, part) for part in _parts(rows))
    store.indexed(rows)
    return count


def _parts(rows: Sequence[Queued]) -> Iterator[Sequence[Queued]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _write(store: Store, writer: Writer, rows: Sequence[Queued]) -> int:
    """Put the stories of ``rows`` as the store has them now; drop those that it no longer has."""
    ids = sorted({row.story for row in rows})
    stories = store.stories(ids=ids)
    told: dict[str, list[KeptAgreement]] = {}
    for agreement in store.agreements(stories=[story.id for story in stories]):
        for teller in agreement.stories:
            told.setdefault(teller, []).append(agreement)
    for changed in ids:
        writer.drop(changed)
    for story in stories:
        of_story: Any = SimpleNamespace(version=0, story=story, agreements=told.get(story.id, []))
        writer.put(documents(of_story))
    return len(ids)

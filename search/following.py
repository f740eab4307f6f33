"""The index follows the store."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from model.exceptions import SearchError
from search.draining import Progress, drain, silent
from search.engine import SearchEngine
from search.rebuilding import in_use, prepare
from search.retention import KEEP_ALL, Retention

if TYPE_CHECKING:
    from store import Store

logger = logging.getLogger(__name__)

#: Changes that a search waits for; more are for a sync.
FEW = 500
#: How often a sync begins again because the index was replaced just then.
_ATTEMPTS = 5


def sync(
    store: Store,
    engine: SearchEngine,
    retention: Retention = KEEP_ALL,
    progress: Progress = silent,
) -> int:
    """Index what changed in ``store``; wait where another process is writing.

    When it returns, the index in use holds all that was in the store when it was called, but for
    what the engine refuses, which is set aside in the store, and for what is too old. An index
    that is missing, damaged, of another version, of another store or with what was forgotten is
    made anew.

    Returns:
        How many stories were indexed or removed.

    Raises:
        SearchError: when the index cannot be written; what it lacks stays in the queue.
    """
    count = 0
    for _ in range(_ATTEMPTS):
        build = in_use(store, engine)
        if build is None:
            count += prepare(store, engine, retention, progress)
            continue
        count += _follow(store, engine, build, retention, progress)
        # A rebuild may have ended meanwhile, before the last changes came.
        if engine.current == build:
            return count
    raise SearchError("The search index is being replaced again and again: try again later.")


def catch_up(store: Store, engine: SearchEngine, retention: Retention = KEEP_ALL) -> None:
    """Make sure that there is an index to ask, with the latest changes where they are few.

    A search that finds the engine unwilling to write can do without them, and says so.

    Raises:
        SearchError: when there is no index, and none can be made.
    """
    build = in_use(store, engine)
    if build is None:
        prepare(store, engine, retention)
        return
    waiting = store.indexing.waiting(build)
    if waiting > FEW:
        logger.warning("%d changes wait for the search index: run `pantau index sync`", waiting)
    elif waiting:
        try:
            sync(store, engine, retention)
        except SearchError as error:
            logger.warning("The search index lacks the latest changes: %s", error)


def retry(
    store: Store,
    engine: SearchEngine,
    retention: Retention = KEEP_ALL,
    progress: Progress = silent,
) -> int:
    """Index once more what the engine refused before, and all that waits.

    Returns:
        How many stories were indexed or removed.

    Raises:
        SearchError: when the index cannot be written.
    """
    build = in_use(store, engine)
    if build is not None:
        store.indexing.retry(build)
    return sync(store, engine, retention, progress)


def _follow(
    store: Store, engine: SearchEngine, build: str, retention: Retention, progress: Progress
) -> int:
    try:
        crossed = retention.crossed(store, engine)
        if crossed:
            store.indexing.requeue(build, crossed)
        if not store.indexing.waiting(build):
            return 0
        with engine.writer(build) as writer:
            return drain(store, writer, build, retention, progress)
    except SearchError:
        if engine.current == build:
            raise
        # It was replaced and removed meanwhile.
        return 0

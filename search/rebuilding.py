"""A new build, made of all that the store holds, takes the place of the one in use."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from model.exceptions import PantauError, SearchError
from search.comparing import compare
from search.draining import Progress, drain, silent
from search.engine import SearchEngine
from search.retention import KEEP_ALL, Retention

if TYPE_CHECKING:
    from store import Store

logger = logging.getLogger(__name__)


def in_use(store: Store, engine: SearchEngine) -> str | None:
    """Return the build in use if it follows ``store``; null where a new one must be made.

    Raises:
        SearchError: when the index cannot be reached.
    """
    build = engine.current
    return build if build is not None and build in store.indexing.builds(engine.kind) else None


def prepare(
    store: Store,
    engine: SearchEngine,
    retention: Retention = KEEP_ALL,
    progress: Progress = silent,
) -> int:
    """Make the index anew if it is missing, damaged, of another version or of another store.

    Returns:
        How many stories were indexed.

    Raises:
        SearchError: when the index cannot be written.
    """
    if in_use(store, engine) is not None:
        return 0
    with engine.rebuilding():
        # Another process may have made it while this one waited.
        if in_use(store, engine) is not None:
            return 0
        return _rebuild(store, engine, retention, progress, keep_old=False)


def rebuild(
    store: Store,
    engine: SearchEngine,
    retention: Retention = KEEP_ALL,
    progress: Progress = silent,
    *,
    keep_old: bool = False,
) -> int:
    """Make a new index of everything in ``store`` and put it in place of the old one.

    Until then the old one answers and follows the store. ``keep_old`` leaves it there afterwards,
    though nothing follows it any more; all others go.

    Returns:
        How many stories were indexed.

    Raises:
        SearchError: when the index cannot be written, or is not what it should be in the end;
            then the old one stays in use.
    """
    with engine.rebuilding():
        return _rebuild(store, engine, retention, progress, keep_old=keep_old)


def _rebuild(
    store: Store,
    engine: SearchEngine,
    retention: Retention,
    progress: Progress,
    *,
    keep_old: bool,
) -> int:
    before, old = engine.current, in_use(store, engine)
    if before is not None and old is None:
        logger.warning(
            "The search index %s follows another store, or holds what was forgotten; making a new"
            " one of this store in its place. Stores that are used side by side need each its"
            " search.elasticsearch.prefix.",
            engine.name,
        )
    _forget_unfinished(engine, before)
    with _new_build(store, engine, old) as build:
        count = _fill(store, engine, build, retention, progress)
        # While the old build cannot be written, it can hold nothing that the new one lacks.
        with nullcontext() if old is None else engine.writer(old):
            with engine.writer(build) as writer:
                count += drain(store, writer, build, retention)
            _check_registered(store, engine, build)
            engine.use(build)
            store.indexing.use(build)
    for other in engine.builds():
        if other != build and not (keep_old and other == before):
            engine.forget(other)
    return count


def _forget_unfinished(engine: SearchEngine, current: str | None) -> None:
    """Remove the builds that came after the one in use: a rebuild that was killed left them."""
    builds = engine.builds()
    for build in builds[builds.index(current) + 1 :] if current in builds else ():
        engine.forget(build)


@contextmanager
def _new_build(store: Store, engine: SearchEngine, old: str | None) -> Iterator[str]:
    """Begin a build, and leave nothing of it where it cannot be put to use."""
    build = engine.begin()
    try:
        queued = store.indexing.begin(build, engine.kind, old)
        if queued:
            logger.info("Making a new search index of %d stories", queued)
        yield build
    except BaseException:
        # What went wrong first is what must be told.
        with suppress(PantauError):
            if engine.current != build:
                store.indexing.forget(build)
                engine.forget(build)
        raise


def _fill(
    store: Store, engine: SearchEngine, build: str, retention: Retention, progress: Progress
) -> int:
    with engine.writer(build) as writer:
        count = drain(store, writer, build, retention, progress)
        found = compare(store, engine, build, retention)
    _check_registered(store, engine, build)
    refused = store.indexing.set_aside_rows(build, 1)
    if refused and not found.stories:
        raise SearchError(
            f"The new search index takes no story ({refused[0].reason}), so it was not put to"
            " use: mend what is in its way, then run `pantau index rebuild` again."
        )
    wrong = found.wrong
    if wrong:
        raise SearchError(
            f"The new search index does not hold what the store does: {len(wrong)} documents"
            f" differ, the first is {wrong[0]}; run `pantau index rebuild` again."
        )
    return count


def _check_registered(store: Store, engine: SearchEngine, build: str) -> None:
    if build not in store.indexing.builds(engine.kind):
        raise SearchError(
            "Another rebuild of the search index began, so this one ended; the index in use was"
            " not changed. Let the other one end."
        )

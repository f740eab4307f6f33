"""Whether the index holds what the store does, and mending it where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exceptions import SearchError
from model.records import Record
from search.comparing import ALL, MOST_VERSION, Compared, compare
from search.contents import altered
from search.draining import drain
from search.engine import Held, SearchEngine
from search.following import sync
from search.rebuilding import in_use
from search.retention import KEEP_ALL, Retention

if TYPE_CHECKING:
    from store import Store

#: Ids of one sort that are named; all are counted.
NAMED = 1_000


class Verified(Record):
    """What a comparison of the index with the store found, and whether that is mended.

    ``stories`` and ``agreements`` count what the build in use holds in the end. ``missing`` ids
    were not in it, ``stale`` ones in another version, ``altered`` ones in the right version with
    other content (their count is null where that was not compared), ``extra`` ones should not have
    been there; each list names 1,000 at most, beside the exact count. ``waiting`` items were saved
    meanwhile, and ``set_aside`` ones are refused by the engine. ``mended`` is true when the index
    holds what it should, also where nothing was wrong.
    """

    build: str
    stories: int
    agreements: int
    missing_count: int
    missing: tuple[str, ...]
    stale_count: int
    stale: tuple[str, ...]
    altered_count: int | None
    altered: tuple[str, ...]
    extra_count: int
    extra: tuple[str, ...]
    waiting: int
    set_aside: int
    mended: bool


def verify(
    store: Store, engine: SearchEngine, retention: Retention = KEEP_ALL, *, content: bool = False
) -> Verified:
    """Bring the index up to date, compare it with the store, and mend what differs.

    That is by ids and versions, which takes little; with ``content`` also by all that is written,
    which takes about as long as reading the whole store.

    Raises:
        SearchError: when the index cannot be read or written.
    """
    sync(store, engine, retention)
    build = in_use(store, engine)
    if build is None:
        raise SearchError("The search index was replaced meanwhile: run `pantau index verify`.")
    # No other process takes rows off the queue, so that what was saved meanwhile is told apart.
    with engine.writer(build) as writer:
        drain(store, writer, build, retention)
        swept = engine.sweep(build)
        found = now = compare(store, engine, build, retention)
        if content:
            found.altered = list(altered(store, engine, build))
        if found.wrong:
            store.indexing.requeue(build, found.wrong, above=max(found.newest, _newest(swept)))
            drain(store, writer, build, retention)
            now = compare(store, engine, build, retention)
    return _verified(store, build, swept, found, now)


def _newest(swept: list[Held]) -> int:
    """The version above which a story is written where another document stood."""
    return max((one.version for one in swept if one.version < MOST_VERSION), default=0)


def _verified(
    store: Store, build: str, swept: list[Held], found: Compared, now: Compared
) -> Verified:
    extra = [*(one.id for one in swept), *found.extra]
    return Verified(
        build=build,
        stories=now.stories,
        agreements=now.agreements,
        missing_count=len(found.missing),
        missing=tuple(found.missing[:NAMED]),
        stale_count=len(found.stale),
        stale=tuple(found.stale[:NAMED]),
        altered_count=None if found.altered is None else len(found.altered),
        altered=tuple((found.altered or ())[:NAMED]),
        extra_count=len(extra),
        extra=tuple(extra[:NAMED]),
        waiting=store.indexing.waiting(build),
        set_aside=len(store.indexing.set_aside_rows(build, ALL)),
        mended=not now.wrong,
    )

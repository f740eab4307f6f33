"""What a build holds, beside what the store would have it hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.draining import is_agreement
from search.engine import Held, SearchEngine
from search.retention import Retention

if TYPE_CHECKING:
    from store import Store

#: More rows than a queue holds.
ALL = 2**31 - 1
#: Ids that the store is asked about at once.
_BATCH = 1_000
#: Half of what the store's counter of changes can count.
MOST_VERSION = 2**30


@dataclass(slots=True)
class Compared:
    """How a build differs from the store, by ids, and how much it holds.

    ``missing`` ids are not in it, ``stale`` ones are there in another version, ``altered`` ones in
    the right one with other content (null where that was not compared), and ``extra`` ones should
    not be there. What waits in the queue, was set aside or is too old is not among them.
    ``newest`` is the greatest version of what is there and should not be, or not so; versions that
    no store counts up to are left out, which only a new build mends.
    """

    stories: int = 0
    agreements: int = 0
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    altered: list[str] | None = None
    extra: list[str] = field(default_factory=list)
    newest: int = 0

    @property
    def wrong(self) -> list[str]:
        """All ids by which the build differs."""
        return [*self.missing, *self.stale, *(self.altered or ()), *self.extra]


def compare(store: Store, engine: SearchEngine, build: str, retention: Retention) -> Compared:
    """Compare a build that no other process changes meanwhile with the store.

    Both are read as streams in the order of ids, so that only what differs takes memory. What is
    saved meanwhile waits in the build's queue, and is not taken for a difference.

    Raises:
        SearchError: when the index cannot be read.
    """
    found = Compared()
    held = engine.held(build)
    for identity, kept, there in _side_by_side(store.versions(), held):
        if there is not None:
            found.agreements += is_agreement(identity)
            found.stories += not is_agreement(identity)
        if there is not None and kept != there and there < MOST_VERSION:
            found.newest = max(found.newest, there)
        if kept is None:
            found.extra.append(identity)
        elif there is None:
            found.missing.append(identity)
        elif kept != there:
            found.stale.append(identity)
    excused = _excused(store, build)
    found.missing = [*_unexcused(store, found.missing, excused, retention)]
    found.stale = [*_unexcused(store, found.stale, excused, retention)]
    found.extra = [*_unexcused(store, found.extra, excused, retention)]
    return found


def _side_by_side(
    kept: Iterator[tuple[str, int]], held: Iterator[Held]
) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield each id with its version in the store and in the build; null where it is not."""
    left, right = next(kept, None), next(held, None)
    while left or right:
        if right is None or (left is not None and left[0] < right.id):
            assert left is not None
            yield left[0], left[1], None
            left = next(kept, None)
        elif left is None or right.id < left[0]:
            yield right.id, None, right.version
            right = next(held, None)
        else:
            yield left[0], left[1], right.version
            left, right = next(kept, None), next(held, None)


def _excused(store: Store, build: str) -> set[str]:
    """What the build need not hold as it is: it waits, or was set aside."""
    waiting = {row.item for row in store.indexing.pending(build, ALL)}
    return waiting | {row.item for row in store.indexing.set_aside_rows(build, ALL)}


def _unexcused(
    store: Store, ids: Sequence[str], excused: set[str], retention: Retention
) -> Iterator[str]:
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        agreements = store.agreements(ids=[name for name in batch if is_agreement(name)])
        tellers = {agreement.id: agreement.teller for agreement in agreements}
        stories = {name: tellers.get(name, name) for name in batch}
        too_old = retention.over_age(store, sorted(set(stories.values())))
        for name, story in stories.items():
            if not {name, story} & excused and story not in too_old:
                yield name

"""From the queue of a build into it.

A row leaves the queue only once the build holds that version for good, so that a process killed at
any moment leaves nothing behind that the next one does not mend.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from model.exceptions import SearchError
from search.collecting import rarely_collecting
from search.engine import Held, Refused, Writer
from search.retention import Retention
from search.schema import documents

if TYPE_CHECKING:
    from store import Queued, Store

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]

#: Stories read from the store at once; ``benchmarks/search.py`` compares others.
BATCH = 500
#: Rows of the queue that are made sure at once.
COMMIT = 4_000
#: Where more documents than these are refused and none is taken, it is no document's fault.
HANDFUL = 10
#: Documents named in the log.
_NAMED = 5
#: How the store's ids of agreements begin.
_AGREEMENT = "a"


def silent(_count: int) -> None:
    """Tell nobody how far the work is."""


def drain(
    store: Store,
    writer: Writer,
    build: str,
    retention: Retention,
    progress: Progress = silent,
) -> int:
    """Write what waits for ``build`` until nothing does; set aside what is refused.

    ``progress`` learns how many stories were written so far, each time that some are sure.

    Returns:
        How many stories were indexed or removed.

    Raises:
        SearchError: when the index cannot be written; what was not made sure waits on.
    """
    count = 0
    with rarely_collecting():
        while rows := store.indexing.pending(build, COMMIT):
            count += _write(store, writer, build, rows, retention)
            progress(count)
    return count


def is_agreement(identity: str) -> bool:
    """Whether an id of the store is that of an agreement."""
    return identity.startswith(_AGREEMENT)


def _write(
    store: Store, writer: Writer, build: str, rows: Sequence[Queued], retention: Retention
) -> int:
    tellers: dict[str, str] = {}
    put: Counter[str] = Counter()
    for part in _parts(rows):
        put.update(map(_sort_of, _write_part(store, writer, part, retention, tellers)))
    refused = writer.commit()
    _check_some_are_taken(put, refused)
    reasons = {tellers.get(one.id, one.id): _reason(one) for one in reversed(refused)}
    _warn(refused)
    store.indexing.set_aside(build, {row: reasons[row.item] for row in rows if row.item in reasons})
    done = [row for row in rows if row.item not in reasons]
    store.indexing.done(build, done)
    return sum(not is_agreement(row.item) for row in done)


def _parts(rows: Sequence[Queued]) -> Iterator[Sequence[Queued]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _write_part(
    store: Store,
    writer: Writer,
    rows: Sequence[Queued],
    retention: Retention,
    tellers: dict[str, str],
) -> list[str]:
    """Put the stories of ``rows`` as they are now; drop what is gone or too old for the index.

    Notes in ``tellers`` which story each document is of; returns the ids of the documents put.
    """
    ids = [row.item for row in rows]
    told = {one.story.id: one for one in store.told(ids)}
    too_old = retention.over_age(store, list(told))
    gone = [Held(row.item, row.version) for row in rows if row.item not in told]
    put = []
    for name, one in told.items():
        made = documents(one)
        tellers.update((document.id, document.story) for document in made)
        if name in too_old:
            gone += [Held(document.id, document.version) for document in made]
        else:
            put += made
    writer.drop(gone)
    writer.put(put)
    return [document.id for document in put]


def _check_some_are_taken(put: Counter[str], refused: Sequence[Refused]) -> None:
    """Tell documents that are refused from an index that takes none.

    Raises:
        SearchError: when the index of stories, or that of agreements, takes none.
    """
    wrong = Counter(_sort_of(one.id) for one in refused)
    for sort, count in wrong.items():
        if count > HANDFUL and count >= put[sort]:
            reason = next(one.reason for one in refused if _sort_of(one.id) == sort)
            raise SearchError(
                f"The search index takes none of {count} {sort}, so it is not as Pantau made it"
                f" ({reason}): run `pantau index rebuild`."
            )


def _sort_of(identity: str) -> str:
    return "agreements" if is_agreement(identity) else "stories"


def _reason(refused: Refused) -> str:
    return f"{refused.id}: {refused.reason}"


def _warn(refused: Sequence[Refused]) -> None:
    for one in refused[:_NAMED]:
        logger.warning("The search index does not take %s: %s", one.id, one.reason)
    if len(refused) > _NAMED:
        logger.warning("The search index does not take %d more", len(refused) - _NAMED)

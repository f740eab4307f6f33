"""The masks of stories at hand: learnt once of each, kept in the store, and remembered for a while.

What a mask learns of a story takes milliseconds, and a month's papers need hundreds of them.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable

from model.batches import in_batches
from model.exceptions import StoreError
from model.records import Story
from pipelines.masking import Mask, digest_of, read, rules, written
from store import LessonRow, Store

#: Beginnings of a text that are masked and cut; no excerpt is longer.
LOOKED_AT = 20_000
#: Masks in memory, the last asked for: more than the stories of a batch that is exported.
_MOST = 512
#: Stories whose texts are in memory at once.
_AT_ONCE = 200

_log = logging.getLogger(__name__)


class _Memory:
    """The last masks, by the texts that they were learnt of; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._masks: OrderedDict[tuple[str, ...], Mask] = OrderedDict()

    def get(self, texts: tuple[str, ...]) -> Mask | None:
        with self._lock:
            if texts in self._masks:
                self._masks.move_to_end(texts)
            return self._masks.get(texts)

    def put(self, texts: tuple[str, ...], mask: Mask) -> Mask:
        with self._lock:
            self._masks[texts] = mask
            if len(self._masks) > _MOST:
                self._masks.popitem(last=False)
        return mask


_memory = _Memory()


def texts_of(*stories: Story) -> tuple[str, ...]:
    """Return the texts that the mask of stories is learnt of."""
    return tuple(
        text
        for story in stories
        for text in (
            story.title,
            story.text[:LOOKED_AT],
            *(article.title for article in story.articles if article.title != story.title),
        )
    )


def mask_for(*texts: str) -> Mask:
    """Return the mask for all pieces of these texts; the last ones are remembered."""
    return _memory.get(texts) or _memory.put(texts, Mask(*texts))


def recall(store: Store, stories: Iterable[Story]) -> list[Story]:
    """Return stories whose masks are at hand now; of those not met before they are learnt and kept.

    Hand in at most some hundred at once. Where the store takes nothing at the moment, what was
    learnt is not kept, and that is all.
    """
    found = list(stories)
    new = {story.id: texts for story in found if _memory.get(texts := texts_of(story)) is None}
    known = store.lessons.of(new, rules()) if new else {}
    learnt = []
    for name, texts in new.items():
        digest, row = digest_of(texts), known.get(name)
        if row is not None and row.digest == digest:
            _memory.put(texts, Mask(*texts, lesson=read(row.told)))
        else:
            lesson = mask_for(*texts).lesson
            learnt.append(LessonRow(name, rules(), digest, written(lesson)))
    if learnt:
        _keep(store, learnt)
    return found


def learn(store: Store, most: int) -> int:
    """Learn the masks of the newest stories that have none, ``most`` of them; return how many."""
    missing = store.lessons.missing(rules(), most)
    for names in in_batches(missing, _AT_ONCE):
        recall(store, store.stories(ids=names))
    return len(missing)


def _keep(store: Store, learnt: list[LessonRow]) -> None:
    try:
        store.lessons.put(learnt)
    except StoreError as error:
        _log.info("Masks of %s stories are not kept: %s", len(learnt), error)

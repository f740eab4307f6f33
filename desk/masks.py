"""The masks of stories at hand: learnt once of each, kept in the store, and remembered for a while.

What a mask learns of a story takes milliseconds, and a month's papers need hundreds of them.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from model.batches import in_batches
from model.exceptions import StoreError
from model.records import KeptAgreement, Story
from pipelines.masking import Mask, digest_of, read, rules, written
from store import LessonRow, Lessons, Store

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


class Told(NamedTuple):
    """An agreement, and the stories that tell of it."""

    agreement: KeptAgreement
    stories: Sequence[Story]


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


def texts_of_agreement(agreement: KeptAgreement, stories: Sequence[Story]) -> tuple[str, ...]:
    """Return the texts that the mask of an agreement is learnt of.

    They are those of its stories, and its own words where no story has them.
    """
    texts = texts_of(*stories)
    own = filter(None, (agreement.title, agreement.note, agreement.follow_up))
    return (*texts, *(one for one in own if not any(one in text for text in texts)))


def recall(store: Store, stories: Iterable[Story]) -> list[Story]:
    """Return stories whose masks are at hand now; of those not met before they are learnt and kept.

    Hand in at most some hundred at once. Where the store takes nothing at the moment, what was
    learnt is not kept, and that is all.
    """
    found = list(stories)
    _recall(store.lessons, {story.id: texts_of(story) for story in found})
    return found


def recall_agreements(store: Store, agreements: Sequence[KeptAgreement]) -> list[Told]:
    """Return agreements with the stories that tell of them; masks are at hand as by ``recall``.

    Without a story no mask knows whom it names. So where one was forgotten since agreements were
    read, they are read again, and left out where they are gone themselves.
    """
    found = _told(store, agreements)
    if len(found) < len(agreements):
        found = _told(store, _again(store, agreements))
    recall(store, (told.stories[0] for told in found if len(told.stories) == 1))
    wanted = {told.agreement.id: texts_of_agreement(*told) for told in found}
    _recall(store.joint_lessons, wanted)
    return found


def learn(store: Store, most: int) -> int:
    """Learn the masks of the newest stories and agreements that have none, ``most`` of each.

    Returns how many were learnt.
    """
    stories = store.lessons.missing(rules(), most)
    for names in in_batches(stories, _AT_ONCE):
        recall(store, store.stories(ids=names))
    agreements = store.joint_lessons.missing(rules(), most)
    for names in in_batches(agreements, _AT_ONCE):
        recall_agreements(store, store.agreements(ids=names))
    return len(stories) + len(agreements)


def _told(store: Store, agreements: Sequence[KeptAgreement]) -> list[Told]:
    """Return agreements with their stories, those of which all are there."""
    names = sorted({name for one in agreements for name in one.stories})
    stories = {story.id: story for story in store.stories(ids=names)}
    return [
        Told(one, [stories[name] for name in one.stories])
        for one in agreements
        if stories.keys() >= set(one.stories)
    ]


def _again(store: Store, agreements: Sequence[KeptAgreement]) -> list[KeptAgreement]:
    now = {one.id: one for one in store.agreements(ids=[one.id for one in agreements])}
    return [now[one.id] for one in agreements if one.id in now]


def _recall(lessons: Lessons, wanted: Mapping[str, tuple[str, ...]]) -> None:
    """Have the masks of texts at hand, by the ids of those whose lessons they are."""
    new = {name: texts for name, texts in wanted.items() if _memory.get(texts) is None}
    known = lessons.of(new, rules()) if new else {}
    learnt = []
    for name, texts in new.items():
        digest, row = digest_of(texts), known.get(name)
        if row is not None and row.digest == digest:
            _memory.put(texts, Mask(*texts, lesson=read(row.told)))
        else:
            lesson = mask_for(*texts).lesson
            learnt.append(LessonRow(name, rules(), digest, written(lesson)))
    if learnt:
        _keep(lessons, learnt)


def _keep(lessons: Lessons, learnt: list[LessonRow]) -> None:
    try:
        lessons.put(learnt)
    except StoreError as error:
        _log.info("%s masks are not kept: %s", len(learnt), error)

"""Today's readers over archived pages: what they would change, and saving it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from pydantic import BaseModel, Field

from desk.intake import with_chrome
from model.exceptions import ArchiveError
from model.records import Page, Reading, Record
from pantau.differences import Difference, differences
from pipelines.chain import reason
from pipelines.workers import Workers
from store import Capture, Store, as_stored

#: Name of the error of a page that the archive does not give.
NOT_IN_ARCHIVE = "not_in_archive"


class Reread(NamedTuple):
    """A page as it was read before, and as it is read now; both of the same bytes."""

    capture: Capture
    before: Reading
    after: Reading

    @property
    def is_other(self) -> bool:
        """Whether anything at all is read otherwise; what cannot be read now is left as it is."""
        told = {"article", "judgement", "agreements", "correction"}
        before, after = (one.model_dump(include=told) for one in (self.before, self.after))
        return self.after.error is None and _without_lost_text(before, after) != after


class PageChange(Record):
    """What re-reading one page changes; probabilities are those of a partnership."""

    url: str
    story: str | None
    probability_before: float | None
    probability_after: float | None
    differences: tuple[Difference, ...]


class Failed(Record):
    """A page that cannot be read again; what was read before stays."""

    url: str
    error: str


class Rereading(BaseModel):
    """What re-reading pages changes.

    ``read`` pages are ``same``, ``changed``, ``judged`` otherwise only in probability, signals or
    evidence, or ``failed``. ``fields`` counts changed pages by what they tell otherwise, ``labels``
    those with another label as "candidate>partnership". ``not_archived`` kept articles of the
    store cannot be read again. ``model`` is the version of the judge's model. ``saved`` is null
    where nothing was to be saved; ``overtaken`` pages were edited or deleted meanwhile, and left
    alone.
    """

    model: str
    read: int = 0
    same: int = 0
    judged: int = 0
    changed: int = 0
    not_archived: int = 0
    labels: dict[str, int] = Field(default_factory=dict)
    fields: dict[str, int] = Field(default_factory=dict)
    failed: list[Failed] = Field(default_factory=list)
    changes: list[PageChange] = Field(default_factory=list)
    saved: int | None = None
    overtaken: int = 0

    def note(self, one: Reread) -> PageChange | None:
        """Count a page; return what changes on it, if anything that people see does."""
        self.read += 1
        if one.after.error is not None:
            self.failed.append(Failed(url=one.capture.url, error=one.after.error))
            return None
        found = differences(one.before, one.after)
        if not found:
            self.judged += one.is_other
            self.same += not one.is_other
            return None
        change = _change(one, found)
        self.changed += 1
        self.changes.append(change)
        for name in {difference.name for difference in found}:
            self.fields[name] = self.fields.get(name, 0) + 1
        for label in (told for told in found if told.field == "label"):
            name = f"{label.before}>{label.after}"
            self.labels[name] = self.labels.get(name, 0) + 1
        return change


class Pile:
    """Readings that are to be saved, on the disk: there may be more than fit into memory."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.count = 0

    def put(self, one: Reread) -> None:
        """Keep a reading for later."""
        lines = (one.capture.model_dump_json(), one.after.model_dump_json())
        self._file.writelines(f"{line}\n" for line in lines)
        self.count += 1

    def all(self) -> Iterator[tuple[Capture, Reading]]:
        """Give all back, in order."""
        self._file.seek(0)
        for line in self._file:
            capture = Capture.model_validate_json(line)
            yield capture, Reading.model_validate_json(next(self._file))


def reread(store: Store, captures: Sequence[Capture], workers: Workers) -> Iterator[Reread]:
    """Read pages again, in order, on every core; those that were deleted meanwhile are left out."""
    pages = (_page(store, capture) for capture in captures)
    read = workers.process_all(with_chrome(store, pages))
    for capture, after in zip(captures, read, strict=True):
        before = store.reading(capture.url)
        if before is not None:
            yield Reread(capture, before, as_stored(after))


def save(store: Store, readings: Iterable[tuple[Capture, Reading]]) -> Iterator[bool]:
    """Save readings one by one; yield for each whether it took the former one's place.

    Each is a transaction of its own: what was saved before a kill is saved, and the rest differs
    still when it is read again.
    """
    for capture, reading in readings:
        yield store.archive.replace(capture, reading, reason(reading))


def _page(store: Store, capture: Capture) -> Page | Reading:
    try:
        return store.archive.page(capture)
    except ArchiveError as error:
        return Reading(url=capture.url, error=f"{NOT_IN_ARCHIVE}: {error}")


def _change(one: Reread, found: tuple[Difference, ...]) -> PageChange:
    before, after = (told.judgement for told in (one.before, one.after))
    return PageChange(
        url=one.capture.url,
        story=one.capture.story,
        probability_before=before.probability if before else None,
        probability_after=after.probability if after else None,
        differences=found,
    )


def _without_lost_text(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    """A text that was not kept differs from none that is read now."""
    old, new = before["article"], after["article"]
    if isinstance(old, dict) and isinstance(new, dict) and not old["text"]:
        return {**before, "article": {**old, "text": new["text"]}}
    return before

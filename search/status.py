"""What there is to know of the index at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.exceptions import SearchError
from model.records import Record
from search.engine import SearchEngine, Size

if TYPE_CHECKING:
    from store import SetAside, Store

#: Rows that were set aside and are shown.
_SHOWN = 1_000


class Refusal(Record):
    """A story that the engine refused, and why."""

    id: str
    reason: str


class IndexStatus(Record):
    """The index: where it is, how much it holds, what it lacks, and what is wrong with it.

    ``build`` is the one in use, null where none is; ``builds`` are all of them, oldest first.
    ``stories`` and ``agreements`` count what it holds, null where the engine does not answer.
    ``waiting`` items are in the queue. ``set_aside`` are those that the engine refused, 1,000 at
    most. ``problem`` says in a sentence what is wrong and what to do; null where nothing is.
    """

    engine: str
    build: str | None = None
    builds: tuple[str, ...] = ()
    stories: int | None = None
    agreements: int | None = None
    waiting: int
    set_aside: tuple[Refusal, ...] = ()
    problem: str | None = None


def index_status(store: Store, engine: SearchEngine) -> IndexStatus:
    """Return the state of the index; an engine that cannot be reached is told as a problem."""
    try:
        return _status(store, engine)
    except SearchError as error:
        # Of several builds the first is in use; the others are being filled.
        waiting, refusals = _queue(store, next(iter(store.indexing.builds(engine.kind)), None))
        return IndexStatus(
            engine=engine.name, waiting=waiting, set_aside=refusals, problem=str(error)
        )


def _status(store: Store, engine: SearchEngine) -> IndexStatus:
    build, builds = engine.current, engine.builds()
    size = engine.size() if build else Size(0, 0)
    follows = build in store.indexing.builds(engine.kind)
    waiting, refusals = _queue(store, build if follows else None)
    return IndexStatus(
        engine=engine.name,
        build=build,
        builds=tuple(builds),
        stories=size.stories,
        agreements=size.agreements,
        waiting=waiting,
        set_aside=refusals,
        problem=_problem(build, builds, follows=follows, refused=bool(refusals))
        or (engine.hindrance(build) if build else None),
    )


def _queue(store: Store, build: str | None) -> tuple[int, tuple[Refusal, ...]]:
    """What waits for a build and what it refused; everything waits where there is none."""
    if build is None:
        counts = store.counts()
        return counts.stories + counts.candidates, ()
    return store.indexing.waiting(build), tuple(
        map(_refusal, store.indexing.set_aside_rows(build, _SHOWN))
    )


def _refusal(row: SetAside) -> Refusal:
    return Refusal(id=row.item, reason=row.reason)


def _problem(build: str | None, builds: list[str], *, follows: bool, refused: bool) -> str | None:
    if build is None and not builds:
        return "There is no search index yet: run `pantau index sync`."
    if build is None:
        return "The search index is damaged or of another version: run `pantau index rebuild`."
    if not follows:
        return (
            "The search index follows another store, or holds what was forgotten: run"
            " `pantau index sync`."
        )
    if refused:
        return (
            "The search index refuses some stories: see why, then run `pantau index sync --retry`."
        )
    return None

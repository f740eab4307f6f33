"""Pages through the chain on every core, with a time limit for each.

A page that takes too long, or that kills its worker, is lost alone and named so; the others and
the pool go on.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from model.records import Page, Reading
from model.spending import Spent
from pipelines import chain
from pipelines.judge.model import Model

TIMED_OUT = "worker_timeout"
DIED = "worker_died"

#: Pages under way or done but not yet taken, per worker: enough to keep every core busy.
_AHEAD = 4
#: A worker is replaced after this many pages, so that a leak in a library cannot grow for ever.
_PAGES_PER_WORKER = 2000


class Workers:
    """A pool of processes that read pages."""

    def __init__(
        self,
        count: int | None = None,
        seconds: float = 30,
        model: Model | None = None,
        spent: Spent | None = None,
    ) -> None:
        """Start ``count`` workers (one per core when None), ``seconds`` allowed for one page.

        ``model`` judges, that of this release where none is given. ``spent`` gets the time that
        each step took.
        """
        self.count = count or os.cpu_count() or 1
        self._spent = spent or Spent()
        self._model = model
        self._seconds = seconds
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([chain.__name__])
        self._pool = ProcessPool(
            max_workers=self.count,
            max_tasks=_PAGES_PER_WORKER,
            initializer=_warm_up,
            context=context,
        )

    def submit(self, page: Page) -> Future[Reading]:
        """Read ``page`` in a worker; the future never raises but through cancelling it."""
        result: Future[Reading] = Future()
        task = self._pool.schedule(chain.timed, args=[page, self._model], timeout=self._seconds)

        def finish(done: Future[chain.Timed]) -> None:
            if result.set_running_or_notify_cancel():
                result.set_result(self._outcome(page, done))

        task.add_done_callback(finish)
        return result

    def process_all(self, items: Iterable[Page | Reading]) -> Iterator[Reading]:
        """Read pages as they come and give their readings in the same order.

        An item that is a reading already (of a line that could not be used) passes through. A
        thread takes the items, so that a reading is given as soon as it is there, even while the
        next item is still awaited; memory stays bounded.
        """
        line: queue.Queue[Future[Reading] | BaseException | None] = queue.Queue(self.count * _AHEAD)
        ended = threading.Event()

        def feed() -> None:
            try:
                for item in items:
                    line.put(self.submit(item) if isinstance(item, Page) else _done(item))
                    if ended.is_set():
                        return
                line.put(None)
            except BaseException as error:  # noqa: BLE001 - raised again where readings are taken
                line.put(error)

        threading.Thread(target=feed, name="feed-workers", daemon=True).start()
        try:
            while (item := line.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield item.result()
        finally:
            ended.set()

    def _outcome(self, page: Page, done: Future[chain.Timed]) -> Reading:
        try:
            reading, seconds = done.result()
        except FutureTimeoutError:
            limit = f"{TIMED_OUT}: reading took longer than {self._seconds:g} s"
            return Reading(url=page.url, error=limit)
        except ProcessExpired as error:
            died = f"{DIED}: the reading process ended with code {error.exitcode}"
            return Reading(url=page.url, error=died)
        except Exception as error:  # noqa: BLE001 - a page that cannot be sent to a worker
            failed = f"{chain.READER_FAILED}: {type(error).__name__}: {error}"
            return Reading(url=page.url, error=failed)
        self._spent.add(seconds)
        return reading

    def close(self) -> None:
        """End the workers at once; pages still under way are given up."""
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _done(reading: Reading) -> Future[Reading]:
    future: Future[Reading] = Future()
    future.set_result(reading)
    return future


def _warm_up() -> None:
    """Load profiles, models and tables before the first page is timed."""
    now = datetime.now(UTC)
    chain.process(Page(url="about:blank", body="Lapas dan Pemkot.", plain=True, fetched_at=now))

"""First looks at sites that somebody asked for on a page: one after the other, told as they go."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from weakref import WeakKeyDictionary

from model.exceptions import InputError, PantauError
from store import Store
from web.context import Context

logger = logging.getLogger(__name__)

#: Looks that may wait; each takes seconds, and the network of others.
_MOST_WAITING = 20
#: Looks that are remembered.
_REMEMBERED = 200


class LookState(StrEnum):
    """How far a look is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Look(NamedTuple):
    """A look at a site, since when it is in its state (UTC), and what went wrong."""

    state: LookState
    at: datetime
    problem: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is more to come."""
        return self.state in {LookState.WAITING, LookState.RUNNING}


class Looks:
    """The looks of one process, by site; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: dict[str, Look] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="look")

    def of(self, site: str) -> Look | None:
        """Return the last look at a site; null where there was none since the start."""
        with self._lock:
            return self._looks.get(site)

    def start(self, context: Context, site: str, url: str) -> None:
        """Look at a site soon, unless that is to be done already.

        Raises:
            InputError: too many looks wait.
        """
        with self._lock:
            known = self._looks.get(site)
            if known is not None and known.is_open:
                return
            if sum(look.is_open for look in self._looks.values()) >= _MOST_WAITING:
                raise InputError("too many sites are being looked at: try again in a minute")
            while len(self._looks) >= _REMEMBERED:
                oldest = next(name for name, look in self._looks.items() if not look.is_open)
                del self._looks[oldest]
            self._looks[site] = Look(LookState.WAITING, context.clock())
        self._worker.submit(self._look, context, site, url)

    def _look(self, context: Context, site: str, url: str) -> None:
        self._put(site, Look(LookState.RUNNING, context.clock()))
        try:
            # Scrapy takes a second to load, and most who open a page look at no site.
            from crawler.run import crawl  # noqa: PLC0415

            crawl(context.settings, context.store, sites=[url], probe=True, clock=context.clock)
        except PantauError as error:
            self._put(site, Look(LookState.FAILED, context.clock(), str(error)))
        except Exception:
            logger.exception("the look at %s failed", site)
            self._put(site, Look(LookState.FAILED, context.clock(), "a defect; the log says more"))
            raise
        else:
            self._put(site, Look(LookState.DONE, context.clock()))

    def _put(self, site: str, look: Look) -> None:
        with self._lock:
            self._looks[site] = look


_LOOKS: WeakKeyDictionary[Store, Looks] = WeakKeyDictionary()


def looks_of(context: Context) -> Looks:
    """Return the looks of the application that ``context`` is of."""
    return _LOOKS.setdefault(context.store, Looks())

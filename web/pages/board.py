"""How all sites are doing, told once for many requests: to tell it anew reads every visit."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

from desk import sites as known_sites
from desk.sites import Watched
from store import SiteState, SiteStatus, Store
from web.context import Context

#: Seconds that what was told stays true enough; a site that somebody changed is told anew at once.
_FRESH = 60.0


class Board:
    """The sites with their health; threads share it, and one of them tells it anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, Watched] = {}
        self._states: dict[str, SiteState] = {}
        self._at: float | None = None

    def sites(self, context: Context, now: datetime) -> list[Watched]:
        """Return all sites but removed ones, by name of their host."""
        with self._lock:
            is_old = self._at is None or time.monotonic() - self._at > _FRESH
            known = {one.site: one for one in known_sites.known(context.settings, context.store)}
            changed = [one for one in known.values() if is_old or one != self._states.get(one.site)]
            for one in told(context.store, changed, now):
                self._told[one.state.site] = one
            if is_old:
                self._at = time.monotonic()
            self._states = known
            shown = (self._told[site] for site in known)
            return [one for one in shown if one.state.status is not SiteStatus.REMOVED]


_BOARDS: WeakKeyDictionary[Store, Board] = WeakKeyDictionary()


def board_of(context: Context, now: datetime) -> list[Watched]:
    """Return how all sites are doing at ``now`` (UTC), as it was told a minute ago at most."""
    return _BOARDS.setdefault(context.store, Board()).sites(context, now)


def told(store: Store, sites: Sequence[SiteState], now: datetime) -> Iterable[Watched]:
    """Tell how ``sites`` are doing."""
    return known_sites.watch(store, sites, now)

"""How all sites are doing, told once for many requests: telling it reads every visit."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

from desk import sites as known_sites
from desk.sites import Watched
from model.config import Settings
from store import SiteState, Store

#: After so long a site is told anew though nothing was noted of it, as time alone tells too: some
#: of them with each request, so that none waits for all.
_OLD, _AT_ONCE = timedelta(hours=1), 5
#: No site is told by what was known so long ago.
_OLDEST = timedelta(days=1)


class Board:
    """The sites with their health; threads share it, and one of them tells it anew."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._lock = threading.Lock()
        self._change: int | None = None
        self._visit = 0
        self._states: dict[str, SiteState] = {}
        self._told: dict[str, tuple[datetime, Watched]] = {}

    def sites(self, now: datetime) -> list[Watched]:
        """Return all sites by name of their host, removed ones too, at ``now`` (UTC).

        What was noted of a site is always told.
        """
        with self._lock:
            change = self._store.site_changes.last()
            if change != self._change:
                self._follow(now)
                self._change = change
            self._tell(self._old(now), now)
            return [self._told[name][1] for name in self._states]

    def _follow(self, now: datetime) -> None:
        visited = self._store.site_changes.visited(self._visit)
        known = known_sites.known(self._settings, self._store)
        new = [one for one in known if one != self._states.get(one.site)]
        self._tell([*new, *(one for one in known if one.site in visited.sites)], now)
        # What could not be told is tried again with the next request.
        self._states, self._visit = {one.site: one for one in known}, visited.last

    def _old(self, now: datetime) -> list[SiteState]:
        told = ((self._told[name][0], name) for name in self._states)
        old = sorted((at, name) for at, name in told if at <= now - _OLD)
        due = (name for place, (at, name) in enumerate(old) if _is_due(at, now, place))
        return [self._states[name] for name in due]

    def _tell(self, states: Iterable[SiteState], now: datetime) -> None:
        for one in known_sites.watch(self._store, states, now):
            self._told[one.state.site] = now, one


def _is_due(at: datetime, now: datetime, place: int) -> bool:
    return place < _AT_ONCE or at <= now - _OLDEST

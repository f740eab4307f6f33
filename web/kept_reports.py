"""Reports of months, kept while nothing that they tell of changes: one takes seconds to make."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime

from model.config import Settings
from papers.report.gathering import make_report
from papers.report.records import Report
from store import Store

#: Reports that are kept.
_MOST = 12

_Key = tuple[str, int, str]


class KeptReports:
    """Makes a report once for a state of the register, and an hour of the clock."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, Report] = OrderedDict()

    def of(self, month: str, now: datetime) -> Report:
        """Return the report of a month at ``now`` (UTC).

        Raises:
            InputError: there is no such month, or it has not begun.
        """
        key = (month, self._store.overview.last_change(), f"{now:%Y-%m-%d %H}")
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make_report(self._store, self._settings, month, now)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return self._kept[key]

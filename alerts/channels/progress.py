"""What of a message was taken already, so that another attempt sends the rest only.

Kept in memory: after a restart a message that was cut off between its parts, or between its
recipients, is sent again as a whole, with the same identity.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

#: Messages remembered; beyond it the oldest go.
_MOST = 10_000


class Progress:
    """Which parts of which messages were taken; several threads may ask."""

    def __init__(self) -> None:
        self._taken: OrderedDict[str, set[str]] = OrderedDict()
        self._lock = threading.Lock()

    def is_taken(self, key: str, part: str) -> bool:
        """Say whether ``part`` of the message ``key`` was taken."""
        with self._lock:
            return part in self._taken.get(key, ())

    def take(self, key: str, part: str) -> None:
        """Remember that ``part`` of the message ``key`` was taken."""
        with self._lock:
            self._taken.setdefault(key, set()).add(part)
            while len(self._taken) > _MOST:
                self._taken.popitem(last=False)

    def forget(self, key: str) -> None:
        """Forget a message that was taken as a whole."""
        with self._lock:
            self._taken.pop(key, None)

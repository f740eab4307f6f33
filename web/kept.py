"""What takes long to tell, kept for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")

#: How old what is told may be.
FRESH = timedelta(minutes=1)


class Kept(Generic[T]):
    """Tells again what it told less than a minute ago; who asks meanwhile waits for one answer."""

    def __init__(self, tell: Callable[[datetime], T]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._told: tuple[datetime, T] | None = None

    def at(self, now: datetime) -> T:
        """Return what is told at ``now`` (UTC), or was a moment before."""
        with self._lock:
            if self._told is None or not now - FRESH <= self._told[0] <= now:
                self._told = now, self._tell(now)
            return self._told[1]

    def forget(self) -> None:
        """Tell anew when asked next: something was changed."""
        with self._lock:
            self._told = None

"""Lines that tell people, every few seconds, how far long work is."""

from __future__ import annotations

import time
from collections import Counter

from pantau.output import note

#: Seconds between two lines.
_QUIET = 2.0


class Progress:
    """Tells of work that is counted, by what is under way."""

    def __init__(self) -> None:
        self._told = time.monotonic()
        self._done: Counter[str] = Counter()

    def bytes(self, what: str, more: int) -> None:
        """Hear of more bytes of something."""
        self._done[what] += more
        self._tell(f"{what}: {self._done[what] / 1e6:,.0f} MB so far")

    def rows(self, table: str, count: int) -> None:
        """Hear how many rows of a table are done."""
        self._tell(f"{table}: {count:,} rows so far")

    def _tell(self, line: str) -> None:
        if time.monotonic() - self._told >= _QUIET:
            note(f"  {line}")
            self._told = time.monotonic()

"""How often Python looks for cycles among objects, while an index is made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects, and looks at those and at older ones, after which Python looks.
_RARELY = (50_000, 20, 100)


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look for cycles rarely: what is read and written in bulk has none, and each look costs time.

    Only the main thread does so, as the setting is the process's, and others may have need of it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)

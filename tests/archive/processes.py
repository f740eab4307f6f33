"""Processes that archive pages, and may be killed in the middle of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from pipelines import chain
from store import archiving, open_store, saving
from store.warc import pack
from tests.archive.pages import numbered, state_of
from tests.store.processes import barrier, started

__all__ = ["archive_all", "barrier", "started"]

#: Pages that one process archives.
PAGES = 40


def archive_all(address: str, data: Path, first: int) -> None:
    """Save and archive pages, those from ``first`` on."""
    with open_store(address, data) as store:
        for number in range(first, first + PAGES):
            one = numbered(number)
            read = chain.process(one)
            store.save(read, state_of(one, read), one)


def die_while_archiving(address: str, data: Path, number: int, share: float) -> None:
    """Be killed once that share of a page's record is on the disk, before anything is committed."""
    one = numbered(number)
    read = chain.process(one)
    state = state_of(one, read)
    whole = pack(one, state.body_hash or "")
    with open_store(address, data) as store:
        shelf = store._shelf
        with shelf.writing(), store._database.write() as connection:
            saving.save(connection, read, state)
            archiving.put(connection, shelf, whole, state.fetched_at)
            assert shelf.current is not None
            shelf.current.cut(shelf.current.end - round((1 - share) * len(whole.content)))
            os.kill(os.getpid(), signal.SIGKILL)

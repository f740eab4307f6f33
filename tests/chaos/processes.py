"""Pantau's own processes, to be killed at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any, Literal

import search
from model.config import Settings
from search import draining
from store import open_store
from tests.forking import context

Command = Literal["sync", "rebuild"]

#: Rows made sure at once, and stories read at once: few, so that a small store takes many steps.
COMMIT, BATCH = 40, 20


@contextmanager
def following(command: Command, settings: dict[str, Any]) -> Iterator[BaseProcess]:
    """Run ``pantau index sync`` or ``rebuild``, without its printing, in a process of its own.

    The block begins when it does; at its end the process is killed, where it still runs.
    """
    begun = context.Event()
    process = context.Process(target=_follow, args=(command, settings, begun))
    process.start()
    try:
        assert begun.wait(60)
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


def _follow(command: Command, values: dict[str, Any], begun: Any) -> None:
    draining.COMMIT, draining.BATCH = COMMIT, BATCH
    settings = Settings.model_validate(values)
    with (
        open_store(settings.store_url, settings.data) as store,
        search.open_engine(settings) as engine,
    ):
        begun.set()
        getattr(search, command)(store, engine)

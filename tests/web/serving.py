"""A real server for tests: uvicorn in a thread of its own, on a free port of loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx

from model.config import Settings
from web.app import create_app
from web.serving import address, listen, server

_SECONDS = 30


class Clock:
    """The time, which tests move."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def serving(settings: Settings, clock: Clock | None = None) -> Iterator[str]:
    """Serve the web page of ``settings``; give its address."""
    listening = listen(settings.web.model_copy(update={"host": "127.0.0.1", "port": 0}))
    ready = threading.Event()
    served = server(create_app(settings, clock or Clock()), settings.web, ready.set)
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listening]})
    with listening:
        thread.start()
        try:
            assert ready.wait(_SECONDS), "the server did not start"
            yield address(listening)
        finally:
            served.should_exit = True
            thread.join(_SECONDS)
            assert not thread.is_alive(), "the server did not end"


@contextmanager
def asking(
    settings: Settings, clock: Clock | None = None, **options: Any
) -> Iterator[httpx.Client]:
    """A client of a server of its own."""
    with (
        serving(settings, clock) as url,
        httpx.Client(base_url=url, timeout=_SECONDS, **options) as client,
    ):
        yield client

"""The server that answers: uvicorn on one socket."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from model.config_web import WebSettings
from model.exceptions import PantauError

#: Seconds that answers under way may take once the server is told to end.
_GRACE = 5
_QUEUE = 128


class ServeError(PantauError):
    """The web page cannot be served."""


def listen(settings: WebSettings) -> socket.socket:
    """Open the socket that ``settings`` name.

    Raises:
        ServeError: the address is in use, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_QUEUE)
    except OSError as error:
        place = f"{settings.host}, port {settings.port}"
        reason = error.strerror or error
        raise ServeError(f"cannot listen on {place}: {reason} (see web.host, web.port)") from error


def address(listening: socket.socket) -> str:
    """Return the address at which a browser of this machine reaches a socket."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    app: FastAPI,
    settings: WebSettings,
    listening: socket.socket,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Answer requests until the process is told to end; ``started`` is called once it answers."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
    )
    with suppress(KeyboardInterrupt):
        _Server(config, started).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if not self.should_exit:
            self._when_started()

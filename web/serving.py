"""The server that answers: uvicorn on one socket."""

from __future__ import annotations

import socket
from collections.abc import Callable

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


def server(
    app: FastAPI, settings: WebSettings, started: Callable[[], None] = lambda: None
) -> uvicorn.Server:
    """Make the server of ``app``; ``started`` is called once it answers.

    ``run(sockets=[…])`` answers requests until ``should_exit`` is set, or the process is told to
    end.
    """
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
    return _Server(config, started)


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

"""One line for each request, without what may be secret in it."""

from __future__ import annotations

import logging
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("pantau.access")


class AccessLog:
    """Writes who asked for which page, what the answer was and how long it took.

    Queries are left out, and of addresses that hold a secret only the pattern is written.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request, and note how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            _write(scope, status, time.perf_counter() - started)


def _write(scope: Scope, status: int, seconds: float) -> None:
    client = scope.get("client") or ("-",)
    logger.info(
        "%s %s %s %d %.0f ms",
        client[0],
        scope["method"],
        shown_path(scope),
        status,
        seconds * 1000,
    )


def shown_path(scope: dict[str, Any] | Scope) -> str:
    """Return the path that was asked for, its secrets as their names in the route's pattern."""
    path: str = scope["path"]
    secrets = (v for k, v in scope.get("path_params", {}).items() if k == "token")
    for secret in secrets:
        path = path.replace(str(secret), "{token}")
    # What is no character to print could forge a line of the log.
    return path.encode("unicode_escape").decode()

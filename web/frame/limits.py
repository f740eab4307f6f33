"""How much one request may send."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes of the body of a request at most: no form of ours comes near it.
MOST_BYTES = 1_000_000
_TOO_LARGE = HTTPException(413, f"a request holds {MOST_BYTES:,} bytes at most")


class BodyLimit:
    """Refuses a request whose body is too large, whatever length it was announced with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request that is small enough; raises HTTP 413 when it proves not to be."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left = MOST_BYTES

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _TOO_LARGE
            return message

        await self._app(scope, counted, send)

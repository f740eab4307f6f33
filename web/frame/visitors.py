"""Gives a browser the cookie that the forms on its page rest on."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.access.cookies import Cookies


class Visitors:
    """Sets the cookie with the answer in which ``csrf_token`` was asked for and there was none."""

    def __init__(self, app: ASGIApp, *, cookies: Cookies) -> None:
        self._app, self._cookies = app, cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request, and its answer with the cookie where there is a new one."""

        async def with_cookie(message: Message) -> None:
            visitor = scope.get("state", {}).get("visitor")
            if message["type"] == "http.response.start" and visitor:
                carrier = Response()
                self._cookies.set_visitor(carrier, visitor)
                MutableHeaders(scope=message).append("set-cookie", carrier.headers["set-cookie"])
            await send(message)

        await self._app(scope, receive, with_cookie if scope["type"] == "http" else send)

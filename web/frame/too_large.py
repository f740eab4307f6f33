"""That a request is too large, told as every other problem is: FastAPI says it in plain text."""

from __future__ import annotations

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.frame.problems import answer, problem_of

_STATUS = 413
_DETAIL = "the request is too large: send less at once"


class TooLarge:
    """Stands outside of what counts the bytes of requests, and puts its own answer for theirs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request, and its answer or ours."""
        is_ours = False

        async def told(message: Message) -> None:
            nonlocal is_ours
            if message["type"] == "http.response.start" and _is_plain_refusal(message):
                is_ours = True
                response = answer(Request(scope, receive), problem_of(_STATUS, _DETAIL))
                await response(scope, receive, send)
            elif not is_ours:
                await send(message)

        await self._app(scope, receive, told if scope["type"] == "http" else send)


def _is_plain_refusal(start: Message) -> bool:
    sort = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == _STATUS and sort.startswith("text/plain"))

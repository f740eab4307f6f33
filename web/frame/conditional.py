"""Answers that were not changed since are not sent again (ETag, 304)."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Characters of a digest that make a tag.
_LENGTH = 24
#: Headers of a body that is not sent.
_OF_BODY = ("content-length", "content-type")


class Conditional:
    """Gives what comes in one piece a weak tag of what it says, and answers 304 where it is known.

    ``If-Modified-Since`` counts only where there is no ``If-None-Match``, as RFC 9110 has it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request; look at its answer where it only asks for something."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        start: Message = {}

        async def looked_at(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                start.update(message)
            elif message["type"] == "http.response.body" and start:
                await _answer(scope, start, message, send)
                start.clear()
            else:
                await send(message)

        await self._app(scope, receive, looked_at)


async def _answer(scope: Scope, start: Message, body: Message, send: Send) -> None:
    headers = MutableHeaders(scope=start)
    if "etag" not in headers and not body.get("more_body"):
        headers["etag"] = f'W/"{sha256(body.get("body", b"")).hexdigest()[:_LENGTH]}"'
    if not _is_known(Headers(scope=scope), headers):
        await send(start)
        await send(body)
        return
    for name in _OF_BODY:
        del headers[name]
    await send({**start, "status": 304})
    await send({**body, "body": b""})


def _is_known(asked: Headers, answer: Headers) -> bool:
    tags = asked.get("if-none-match")
    if tags is not None:
        own = answer.get("etag", "").removeprefix("W/")
        told = (tag.strip().removeprefix("W/") for tag in tags.split(","))
        return any(tag in {own, "*"} for tag in told)
    since, modified = asked.get("if-modified-since"), answer.get("last-modified")
    return bool(since and modified and _moment(modified) <= _moment(since))


def _moment(text: str) -> float:
    """Seconds since 1970 of an HTTP date; of what is none, one that is always too early."""
    try:
        return parsedate_to_datetime(text).timestamp()
    except ValueError:
        return float("-inf")

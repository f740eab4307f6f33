"""That a form was sent from a page of ours, not from one that somebody was lured to.

Each form holds a token made of the browser's own cookie by a one-way function: who does not know
the cookie, which scripts cannot read, cannot make the token, and a new session has another one.
Beside that, a browser says where a request comes from (``Sec-Fetch-Site``, ``Origin``).
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from web.access.cookies import cookies_of
from web.context import context_of

#: The field of a form, and the header of a script's request, that hold the token.
FIELD = "csrf"
HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


def csrf_token(request: Request) -> str:
    """Return the token for the forms of a page; the page's answer sets the cookie it rests on."""
    return _token(_secret(request) or _new_visitor(request))


async def only_own_forms(request: Request) -> None:
    """Refuse a request that changes something unless a page of ours, or a program, sent it.

    Raises:
        HTTPException: 403.
    """
    if request.method in _SAFE or _has_bearer(request):
        return
    if not _is_of_our_page(request):
        raise HTTPException(403, "the request was sent from a page of another site")
    if not _needs_token(request):
        return
    secret, told = _secret(request), await _told(request)
    if secret is None or not hmac.compare_digest(_token(secret), told):
        raise HTTPException(403, "the form is too old: load the page again, and send it once more")


def _has_bearer(request: Request) -> bool:
    return request.headers.get("authorization", "").lower().startswith("bearer ")


def _is_of_our_page(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    public = context_of(request).settings.web.public_url
    own = {request.headers.get("host"), urlsplit(public).netloc if public else None}
    return origin is None or urlsplit(origin).netloc in own - {None, ""}


def _needs_token(request: Request) -> bool:
    """Whether a page can be made to send this without asking us first, or a session speaks."""
    if cookies_of(request).session(request) is not None:
        return True
    kind = request.headers.get("content-type", "text/plain").lower()
    return request.method == "POST" and kind.startswith(_FORMS)


async def _told(request: Request) -> str:
    header = request.headers.get(HEADER)
    if header is not None or request.headers.get("content-type", "").endswith("json"):
        return _ascii(header or "")
    return _ascii((await request.form()).get(FIELD) or "")


def _ascii(value: object) -> str:
    text = str(value)
    return text if text.isascii() else ""


def _secret(request: Request) -> str | None:
    cookies = cookies_of(request)
    visitor: str | None = getattr(request.state, "visitor", None)
    return cookies.session(request) or cookies.visitor(request) or visitor


def _new_visitor(request: Request) -> str:
    request.state.visitor = secrets.token_urlsafe(32)
    return str(request.state.visitor)


def _token(secret: str) -> str:
    return hmac.digest(secret.encode(), b"form", "sha256").hex()
